import type { ComponentChildren } from 'preact';
import type { PersonaView } from '../api.ts';
import { LineLink } from './line-link.tsx';
import { FindingText } from './sentence.tsx';
import { useSettings } from './settings.ts';
import { useWords } from './words.ts';

interface UnderstoodProps {
  view: PersonaView;
  toLine: (line: number) => void;
}

/** What of the card decides how the member argues, and what they are held to. */
export function Understood({ view, toLine }: UnderstoodProps) {
  const { persona } = useWords();
  const { language } = useSettings();
  const { rows, strengths, growthAreas, examples } = view;
  return (
    <section aria-labelledby="understood-title">
      <h2 id="understood-title">{persona.understood}</h2>
      <dl class="memo-parts">
        <Boundaries view={view} toLine={toLine} />
        <Row label={persona.examplesLabel}>
          <dd>
            {persona.examplesOf(examples.all, examples.korean, examples.english)}
            {examples.all < examples.enough && <span class="under"> · {persona.tooFew(examples.enough)}</span>}
          </dd>
        </Row>
        {rows
          .filter(({ label }) => label !== 'philosophy')
          .map(({ label, value }) => (
            <Row key={label} label={persona.rows[label] ?? label}>
              <dd>{value[language]}</dd>
            </Row>
          ))}
        <Listed label={persona.strengths} items={strengths} />
        <Listed label={persona.growth} items={growthAreas} />
      </dl>
      <Relationships view={view} />
      <Rules view={view} toLine={toLine} />
      <Laws view={view} />
      <Grounds view={view} />
    </section>
  );
}

function Row({ label, children }: { label: string; children: ComponentChildren }) {
  return (
    <div class="part">
      <dt>{label}</dt>
      {children}
    </div>
  );
}

function Listed({ label, items }: { label: string; items: readonly string[] }) {
  if (items.length === 0) return null;
  return (
    <Row label={label}>
      {items.map((item) => (
        <dd key={item}>{item}</dd>
      ))}
    </Row>
  );
}

/** What the member leaves to whom, and what they have little experience in. */
function Boundaries({ view: { boundaries }, toLine }: UnderstoodProps) {
  const { persona } = useWords();
  const named = (topics: readonly string[]) => topics.map((topic) => persona.topics[topic] ?? topic).join(', ');
  const [left, lacking] = [boundaries.filter(({ to }) => to !== null), boundaries.filter(({ to }) => to === null)];
  return (
    <>
      <Row label={persona.defers}>
        {left.length === 0 && <dd class="under">{persona.nobody}</dd>}
        {left.map(({ topics, to, quote, line }) => (
          <dd key={`${to?.id} ${quote}`}>
            <strong>{named(topics)}</strong> → {to?.name}{' '}
            <span class="under">{quote ?? persona.deskOf(to?.name ?? '')}</span>{' '}
            {line !== null && <LineLink line={line} toLine={toLine} />}
          </dd>
        ))}
      </Row>
      {lacking.length > 0 && (
        <Row label={persona.limits}>
          {lacking.map(({ topics, quote, line }) => (
            <dd key={quote}>
              <strong>{named(topics)}</strong> <span class="under">{quote}</span>{' '}
              {line !== null && <LineLink line={line} toLine={toLine} />}
            </dd>
          ))}
        </Row>
      )}
    </>
  );
}

function Relationships({ view: { relationships } }: { view: PersonaView }) {
  const { persona } = useWords();
  if (relationships.length === 0) return null;
  return (
    <details class="behind">
      <summary>
        {persona.speaksTo} ({relationships.length})
      </summary>
      <ul class="plain">
        {relationships.map(({ to, name, register, trust }) => (
          <li key={to}>
            <strong>{to === '*' ? persona.everyoneElse : name}</strong> {persona.registers[register]}{' '}
            <span class="under">{persona.trust(trust)}</span>
          </li>
        ))}
      </ul>
    </details>
  );
}

function Rules({ view: { frameworks }, toLine }: UnderstoodProps) {
  const { persona } = useWords();
  const rules = frameworks.flatMap(({ rules: own }) => own);
  if (rules.length === 0) return null;
  return (
    <details class="behind">
      <summary>
        {persona.rules} ({rules.length})
      </summary>
      <table class="rows">
        <thead>
          <tr>
            <th scope="col">{persona.ruleWhen}</th>
            <th scope="col">{persona.ruleThen}</th>
            <td />
          </tr>
        </thead>
        <tbody>
          {rules.map(({ when, then, line }) => (
            <tr key={`${line} ${when}`}>
              <td>
                <code>{when}</code>
              </td>
              <td>{then}</td>
              <td>
                <LineLink line={line} toLine={toLine} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
}

/** The laws of numbers: their own open, those of everybody folded. */
function Laws({ view: { laws } }: { view: PersonaView }) {
  const { persona } = useWords();
  const [own, common] = [laws.filter((law) => law.own), laws.filter((law) => !law.own)];
  const list = (some: typeof laws) => (
    <ul class="plain">
      {some.map(({ id, states }) => (
        <li key={id}>
          <FindingText finding={states} />
        </li>
      ))}
    </ul>
  );
  return (
    <>
      <h3>{persona.laws}</h3>
      <p class="note">{persona.lawsHint}</p>
      {own.length === 0 ? <p class="note">{persona.noOwnLaws}</p> : list(own)}
      <details class="behind">
        <summary>{persona.commonLaws(common.length)}</summary>
        {list(common)}
      </details>
    </>
  );
}

function Grounds({ view: { grounds } }: { view: PersonaView }) {
  const { persona } = useWords();
  if (grounds.length === 0) return null;
  return (
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
  );
}
