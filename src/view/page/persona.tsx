import { useState } from 'preact/hooks';
import type { PersonaView } from '../api.ts';
import { DebateTable } from './debate-table.tsx';
import { LineLink } from './line-link.tsx';
import { PageWaiting, Trouble, useGet } from './load.tsx';
import { useMeasures } from './measure.tsx';
import { Portrait } from './portrait.tsx';
import { Link } from './router.tsx';
import { Scores } from './scores.tsx';
import { CardFindingText, FindingText } from './sentence.tsx';
import { useSettings } from './settings.ts';
import { useTitle } from './title.ts';
import { Understood } from './understood.tsx';
import { useWords } from './words.ts';

/** A member: the card as it was understood, what contradicts itself in it, their scores, and their debates. */
export function Persona({ name }: { name: string }) {
  const { persona } = useWords();
  const { language } = useSettings();
  const { value, error, again } = useGet<PersonaView>(`/api/personas/${encodeURIComponent(name)}`);
  useTitle(value?.name ?? null);
  const [isCardOpen, setCardOpen] = useState(false);
  if (error !== null) return <Trouble error={error} again={again} isPage />;
  if (value === null) return <PageWaiting />;
  /** Opens the card at a line and puts the reader there. */
  const toLine = (line: number) => {
    setCardOpen(true);
    requestAnimationFrame(() => {
      const row = document.getElementById(`line-${line}`);
      row?.scrollIntoView({ block: 'center' });
      row?.focus({ preventScroll: true });
    });
  };
  return (
    <article class="persona">
      <header class="head">
        <p class="kicker">
          <Link to="/personas">{persona.title}</Link>
          <span>{value.documentId}</span>
          <code>{value.file}</code>
        </p>
        <h1>{value.name}</h1>
        <p class="motion">{value.role[language]}</p>
        <p class="background">{value.names.join(', ')}</p>
      </header>
      <Portrait view={value} toLine={toLine} />
      <Scores view={value} />
      <section aria-labelledby="debates-title">
        <h2 id="debates-title">{persona.theirDebates}</h2>
        {value.debates.length === 0 ? <p class="note">{persona.noDebates}</p> : <DebateTable debates={value.debates} />}
      </section>
      <Understood view={value} toLine={toLine} />
      <Findings view={value} toLine={toLine} />
      <section aria-labelledby="card-title">
        <h2 id="card-title">{persona.card}</h2>
        <details open={isCardOpen} onToggle={(event) => setCardOpen(event.currentTarget.open)}>
          <summary>{value.file}</summary>
          <ol class="source">
            {value.text.split('\n').map((line, index) => (
              <li key={index} id={`line-${index + 1}`} tabIndex={-1}>
                {line}
              </li>
            ))}
          </ol>
        </details>
      </section>
    </article>
  );
}

interface PartProps {
  view: PersonaView;
  toLine: (line: number) => void;
}

/** What the linter finds, each with its line, and which scorers the card gives too little. */
function Findings({ view: { findings, unscored }, toLine }: PartProps) {
  const { persona } = useWords();
  const measure = useMeasures();
  return (
    <section aria-labelledby="findings-title">
      <h2 id="findings-title">{persona.findings}</h2>
      {findings.length === 0 ? (
        <p class="note">{persona.clean}</p>
      ) : (
        <ul class="findings">
          {findings.map((one, index) => (
            <li key={index} class={one.level}>
              <strong>{persona.level[one.level]}</strong> <LineLink line={one.line} toLine={toLine} />{' '}
              <CardFindingText finding={one} />
            </li>
          ))}
        </ul>
      )}
      {unscored.length > 0 && (
        <>
          <h3>{persona.unscoredTitle}</h3>
          <ul class="findings">
            {unscored.map(({ scorer, finding }) => (
              <li key={scorer}>
                <strong>{measure(scorer).name}</strong> <FindingText finding={finding} />
              </li>
            ))}
          </ul>
        </>
      )}
      {unscored.length === 0 && <p class="note">{persona.allScored}</p>}
    </section>
  );
}
