import type { PersonaView } from '../api.ts';
import { DebateTable } from './debate-table.tsx';
import { Trouble, useGet, Waiting } from './load.tsx';
import { useSettings } from './settings.ts';
import { useWords } from './words.ts';

/** A member: the card as it was understood, what contradicts itself in it, and where he has sat. */
export function Persona({ name }: { name: string }) {
  const { persona } = useWords();
  const { language } = useSettings();
  const { value, error, again } = useGet<PersonaView>(`/api/personas/${encodeURIComponent(name)}`);
  if (error !== null) return <Trouble error={error} again={again} />;
  if (value === null) return <Waiting lines={12} />;
  return (
    <article class="persona">
      <header class="head">
        <p class="kicker">
          <span>{value.documentId}</span>
          <code>{value.file}</code>
        </p>
        <h1>{value.name}</h1>
        <p class="motion">{value.role[language]}</p>
        <p class="background">{value.names.join(', ')}</p>
      </header>
      <Understood view={value} />
      <Findings view={value} />
      <section aria-labelledby="debates-title">
        <h2 id="debates-title">{persona.theirDebates}</h2>
        {value.debates.length === 0 ? <p class="note">{persona.noDebates}</p> : <DebateTable debates={value.debates} />}
      </section>
      <section aria-labelledby="card-title">
        <h2 id="card-title">{persona.card}</h2>
        <details>
          <summary>{value.file}</summary>
          <ol class="source">
            {value.text.split('\n').map((line, index) => (
              <li key={index} id={`line-${index + 1}`}>
                {line}
              </li>
            ))}
          </ol>
        </details>
      </section>
    </article>
  );
}

function Understood({
  view: { rows, values, defers, strengths, growthAreas, frameworks, grounds },
}: {
  view: PersonaView;
}) {
  const { persona } = useWords();
  const { language } = useSettings();
  const rules = frameworks.flatMap(({ rules: own }) => own);
  return (
    <section aria-labelledby="understood-title">
      <h2 id="understood-title">{persona.understood}</h2>
      <h3>{persona.values}</h3>
      <ol class="value-order">
        {values.map((value) => (
          <li key={value.id}>{value[language]}</li>
        ))}
      </ol>
      <dl class="memo-parts">
        {rows.map(({ label, value }) => (
          <div key={label} class="part">
            <dt>{persona.rows[label] ?? label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
        <Listed
          label={persona.defers}
          items={defers.map(({ topic, on, quote }) => `${topic} → ${on}${quote === '' ? '' : ` · ${quote}`}`)}
        />
        <Listed label={persona.strengths} items={strengths} />
        <Listed label={persona.growth} items={growthAreas} />
      </dl>
      {rules.length > 0 && (
        <details class="behind">
          <summary>
            {persona.rules} ({rules.length})
          </summary>
          <table class="rows">
            <tbody>
              {rules.map(({ when, then, line }) => (
                <tr key={`${line} ${when}`}>
                  <td>{when}</td>
                  <td>{then}</td>
                  <td class="under">{persona.line(line)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </details>
      )}
      {grounds.length > 0 && (
        <details class="behind">
          <summary>
            {persona.grounds} ({grounds.length})
          </summary>
          <dl class="values">
            {grounds.map(({ of, total, places }) => (
              <div key={of} class="nested">
                <dt>
                  {of} {total}
                </dt>
                {places.map((place) => (
                  <dd key={place}>{place}</dd>
                ))}
              </div>
            ))}
          </dl>
        </details>
      )}
    </section>
  );
}

function Listed({ label, items }: { label: string; items: readonly string[] }) {
  if (items.length === 0) return null;
  return (
    <div class="part">
      <dt>{label}</dt>
      {items.map((item) => (
        <dd key={item}>{item}</dd>
      ))}
    </div>
  );
}

function Findings({ view: { findings } }: { view: PersonaView }) {
  const { persona } = useWords();
  return (
    <section aria-labelledby="findings-title">
      <h2 id="findings-title">{persona.findings}</h2>
      {findings.length === 0 ? (
        <p class="note">{persona.clean}</p>
      ) : (
        <ul class="findings">
          {findings.map(({ level, rule, line, sentence }) => (
            <li key={`${rule} ${line} ${sentence}`} class={level}>
              <strong>{persona.level[level]}</strong> {persona.line(line)}: {sentence}
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
