import type { Comparison, DebateHead } from '../../api.ts';
import { memberName, optionClass, optionName, speakerClass } from '../debate/context.ts';
import { TurnLinks } from '../debate/memo.tsx';
import { Wide } from '../wide.tsx';
import { useWords } from '../words.ts';
import { Sides } from './settings.tsx';
import { Side } from './side.tsx';

type Usage = Comparison['diff']['usage']['a'];

/** What each of the two came to: decision, votes, who moved, and what it took. */
export function Outcome({ comparison }: { comparison: Comparison }) {
  const { compare } = useWords();
  const { a, b, diff } = comparison;
  const option = (head: DebateHead, id: string | null, none: string) =>
    id === null ? <span class="under">{none}</span> : <span class={optionClass(head, id)}>{optionName(head, id)}</span>;
  const rows = usageRows(diff.usage, compare);
  return (
    <section aria-labelledby="outcome-title">
      <h2 id="outcome-title">{compare.outcome}</h2>
      <Wide label={compare.outcome}>
        <table class="rows versus">
          <thead>
            <tr>
              <td />
              <Sides a={a} b={b} />
            </tr>
          </thead>
          <tbody>
            <tr class={diff.decision.a === diff.decision.b ? undefined : 'apart'}>
              <th scope="row">{compare.decision}</th>
              <td lang={a.language}>
                <strong>{option(a, diff.decision.a, a.words.undecided)}</strong>
              </td>
              <td lang={b.language}>
                <strong>{option(b, diff.decision.b, b.words.undecided)}</strong>
              </td>
            </tr>
            {diff.votes.map((vote) => (
              <tr key={`vote ${vote.member}`} class={vote.a === vote.b ? undefined : 'apart'}>
                <th scope="row">
                  {compare.vote}: {nameIn(comparison, vote.member)}
                </th>
                <td lang={a.language}>{option(a, vote.a, a.words.noVote)}</td>
                <td lang={b.language}>{option(b, vote.b, b.words.noVote)}</td>
              </tr>
            ))}
            {membersOf(comparison).map((member) => (
              <tr key={`moved ${member}`}>
                <th scope="row">
                  {compare.moved}: {nameIn(comparison, member)}
                </th>
                <td>
                  <Moved comparison={comparison} side="a" member={member} />
                </td>
                <td>
                  <Moved comparison={comparison} side="b" member={member} />
                </td>
              </tr>
            ))}
            {(diff.reasons.onlyA.length > 0 || diff.reasons.onlyB.length > 0) && (
              <tr>
                <th scope="row">{compare.reasons}</th>
                <td>{diff.reasons.onlyA.join(', ') || compare.values.none}</td>
                <td>{diff.reasons.onlyB.join(', ') || compare.values.none}</td>
              </tr>
            )}
            {rows.map(([label, one, other]) => (
              <tr key={label}>
                <th scope="row">{label}</th>
                <td>{one}</td>
                <td>{other}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Wide>
    </section>
  );
}

const membersOf = ({ a, b }: Comparison): string[] => [...new Set([...a.cast, ...b.cast].map(({ id }) => id))];

function nameIn({ a, b }: Comparison, member: string) {
  const head = a.cast.some(({ id }) => id === member) ? a : b;
  return <span class={speakerClass(head, member)}>{memberName(head, member)}</span>;
}

function Moved({ comparison, side, member }: { comparison: Comparison; side: 'a' | 'b'; member: string }) {
  const { compare } = useWords();
  const { rows } = comparison;
  const head = comparison[side];
  const turns = rows.flatMap((row) => {
    const turn = row[side];
    return turn?.speaker === member && turn.said?.stance.moved === true ? [turn.turn] : [];
  });
  if (!head.cast.some(({ id }) => id === member)) return <span class="under">{compare.values.none}</span>;
  if (turns.length === 0) return <span class="under">{compare.notMoved}</span>;
  return (
    <Side head={head}>
      <TurnLinks turns={turns} />
    </Side>
  );
}

function usageRows(
  { a, b }: { a: Usage; b: Usage },
  { turns, calls, tokens, tokensOf, cost, values }: ReturnType<typeof useWords>['compare'],
): [string, string, string][] {
  const spent = ({ inputTokens, outputTokens }: Usage) =>
    inputTokens === null ? values.none : tokensOf(inputTokens, outputTokens);
  const paid = ({ costUsd }: Usage) => (costUsd === null ? values.none : `${costUsd.toFixed(4)} USD`);
  return [
    [turns, String(a.turns), String(b.turns)],
    [calls, String(a.modelCalls), String(b.modelCalls)],
    ...(a.inputTokens === null && b.inputTokens === null
      ? []
      : [[tokens, spent(a), spent(b)] satisfies [string, string, string]]),
    ...(a.costUsd === null && b.costUsd === null ? [] : [[cost, paid(a), paid(b)] satisfies [string, string, string]]),
  ];
}
