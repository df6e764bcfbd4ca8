import type { MemoPart, MemoView, Status } from '../../api.ts';
import type { Loaded } from '../load.tsx';
import { Trouble, Waiting } from '../load.tsx';
import { Wide } from '../wide.tsx';
import { useWords } from '../words.ts';
import { optionClass, useDebate } from './context.ts';
import { TryFlip } from './try-flip.tsx';
import { Unfinished } from './unfinished.tsx';
import type { Live } from './use-transcript.ts';

interface MemoProps {
  memo: Loaded<MemoView>;
  live: Live | null;
  status: Status;
  /** Null while not all of them have come. */
  turns: number | null;
  /** What a failed record says of its end. */
  failure: string | null;
  /** Opens the debate anew. */
  again: () => void;
}

/** What the debate came to; the first thing that is seen. */
export function Memo({ memo, live, status, turns, failure, again }: MemoProps) {
  const words = useWords();
  const { head } = useDebate();
  const said = memo.value?.memo ?? null;
  return (
    <section class="memo" id="memo" aria-labelledby="memo-title" aria-busy={said === null && live !== null}>
      <h2 id="memo-title" lang={head.language}>
        {head.words.memo}
      </h2>
      {said !== null ? (
        <Said memo={said} />
      ) : memo.error !== null ? (
        <Trouble error={memo.error} again={memo.again} />
      ) : live !== null || status === 'running' ? (
        <p class="note">{words.debate.running}</p>
      ) : memo.value !== null && turns !== null ? (
        <Unfinished status={status} turns={turns} failure={failure} again={again} />
      ) : (
        <Waiting lines={9} />
      )}
    </section>
  );
}

function Said({ memo }: { memo: NonNullable<MemoView['memo']> }) {
  const { head } = useDebate();
  const [decided, ...rest] = memo.sections;
  const isDecision = decided?.key === 'decision';
  const [first, ...others] = isDecision ? (decided?.lines ?? []) : [];
  return (
    <div lang={head.language}>
      {isDecision && (
        <div class="decision">
          <p class="label">{decided.label}</p>
          <p class="what">
            <span class={optionClass(head, memo.decision?.id ?? null)}>
              {memo.decision?.name ?? head.words.undecided}
            </span>
            <span class="score">{scoreOf(first?.text ?? '', memo.decision?.name)}</span>
          </p>
          {others.map(({ text }) => (
            <p key={text} class="note">
              {text}
            </p>
          ))}
        </div>
      )}
      <Ballots memo={memo} />
      <dl class="memo-parts">
        {(isDecision ? rest : memo.sections)
          .filter(({ key }) => key !== 'votes' && key !== 'record')
          .map((part) => (
            <Part key={part.key} part={part} />
          ))}
      </dl>
    </div>
  );
}

/** `비교 실험 (4 : 1, 확신 .54)` without its name, which stands beside it already. */
const scoreOf = (text: string, name: string | undefined): string =>
  (name !== undefined && text.startsWith(name) ? text.slice(name.length) : text).trim().replace(/^\((.*)\)$/, '$1');

function Ballots({ memo: { ballots } }: { memo: NonNullable<MemoView['memo']> }) {
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

function Part({ part: { key, label, lines, table } }: { part: MemoPart }) {
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

/** The options against what they are judged by; a limit that is missed is marked in words as well as in colour. */
function Compared({ label, table: { head, rows } }: { label: string; table: NonNullable<MemoPart['table']> }) {
  return (
    <Wide label={label}>
      <table class="compared">
        <thead>
          <tr>
            <th scope="col">{head.quantity}</th>
            {head.options.map(({ id, name, chosen }) => (
              <th key={id} scope="col" class={chosen ? 'chosen' : undefined}>
                {name}
              </th>
            ))}
            <th scope="col">{head.noise}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ label, cells, counts }) => (
            <tr key={label}>
              <th scope="row">{label}</th>
              {cells.map(({ text, short }, index) => (
                <td key={head.options[index]?.id} class={head.options[index]?.chosen ? 'chosen' : undefined}>
                  {text}
                  {short !== null && <span class="missed"> ✗ {short}</span>}
                </td>
              ))}
              <td class="note">{counts}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Wide>
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
