import type { MemoPart, MemoView } from '../../api.ts';
import { useWords } from '../words.ts';
import { Compared } from './compared.tsx';
import { optionClass, useDebate } from './context.ts';
import { TryFlip } from './try-flip.tsx';

type Said = NonNullable<MemoView['memo']>;

/** The whole memo, section by section, for who wants more than the first screen says. */
export function Memo({ memo }: { memo: Said }) {
  const { front } = useWords();
  const { head } = useDebate();
  return (
    <section class="memo-whole" aria-labelledby="whole-title">
      <h2 id="whole-title">{front.whole}</h2>
      <div lang={head.language}>
        <Ballots memo={memo} />
        <dl class="memo-parts">
          {memo.sections
            .filter(({ key }) => key !== 'votes' && key !== 'record')
            .map((part) => (
              <Part key={part.key} part={part} />
            ))}
        </dl>
      </div>
    </section>
  );
}

function Ballots({ memo: { ballots } }: { memo: Said }) {
  const { head } = useDebate();
  const { ballot } = head.words;
  if (ballots.length === 0) return null;
  const cell = (vote: (typeof ballots)[number]['last']) =>
    vote === null ? '—' : <span class={optionClass(head, vote.option)}>{vote.text}</span>;
  return (
    <table class="ballots">
      <thead>
        <tr>
          <th scope="col">{ballot.member}</th>
          <th scope="col">{ballot.blind}</th>
          <th scope="col">{ballot.last}</th>
        </tr>
      </thead>
      <tbody>
        {ballots.map(({ member, blind, last }) => (
          <tr
            key={member}
            class={blind !== null && last !== null && blind.option !== last.option ? 'changed' : undefined}
          >
            <th scope="row">{member}</th>
            <td>{cell(blind)}</td>
            <td>{cell(last)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Part({ part }: { part: MemoPart }) {
  const { key, label, lines, table, isProse = false } = part;
  if (isProse) return <Prose part={part} />;
  return (
    <div class={`part part-${key}`}>
      <dt>{label}</dt>
      {table !== null && (
        <dd>
          <Compared label={label} table={table} />
        </dd>
      )}
      {lines.map(({ head, text, command, turns, flip }) => (
        <dd key={`${head} ${text}`}>
          {head !== '' && <strong>{head}</strong>} <span>{text}</span> <TurnLinks turns={turns} />
          {flip !== null && <TryFlip flip={flip} />}
          {command !== null && <code class="command">{command}</code>}
        </dd>
      ))}
    </div>
  );
}

/** A part that is a text: paragraphs one below the other. */
function Prose({ part: { key, label, lines } }: { part: MemoPart }) {
  return (
    <div class={`part part-${key}`}>
      <dt>{label}</dt>
      <dd class="prose">
        {lines.map(({ text, turns }) => (
          <p key={text}>
            {text} <TurnLinks turns={turns} />
          </p>
        ))}
      </dd>
    </div>
  );
}

export function TurnLinks({ turns }: { turns: readonly number[] }) {
  const { debate } = useWords();
  const { seek } = useDebate();
  return (
    <>
      {[...new Set(turns)].map((turn) => (
        <button key={turn} type="button" class="turn-link" onClick={() => seek(turn)}>
          <span class="unseen">{debate.turnLink[0]}</span>
          {turn}
          <span class="unseen">{debate.turnLink[1]}</span>
        </button>
      ))}
    </>
  );
}
