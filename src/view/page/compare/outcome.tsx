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
            {membersOf(comparison).map((member) => {
              const vote = diff.votes.find((one) => one.member === member);
              const cell = (side: 'a' | 'b') => {
                const head = comparison[side];
                if (!head.cast.some(({ id }) => id === member)) return <td class="under">{compare.values.none}</td>;
                return (
                  <td lang={head.language}>
                    {vote !== undefined && option(head, vote[side], head.words.noVote)}{' '}
                    <Moved comparison={comparison} side={side} member={member} />
                  </td>
                );
              };
              return (
                <tr key={member} class={vote === undefined || vote.a === vote.b ? undefined : 'apart'}>
                  <th scope="row">
                    <Member comparison={comparison} member={member} />
                  </th>
                  {cell('a')}
                  {cell('b')}
                </tr>
              );
            })}
            {(diff.reasons.onlyA.length > 0 || diff.reasons.onlyB.length > 0) && (
              <tr>
                <th scope="row">{compare.reasons}</th>
                <td lang={a.language}>
                  <Reasons comparison={comparison} side="a" reasons={diff.reasons.onlyA} />
                </td>
                <td lang={b.language}>
                  <Reasons comparison={comparison} side="b" reasons={diff.reasons.onlyB} />
                </td>
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

function Member({ comparison: { a, b }, member }: { comparison: Comparison; member: string }) {
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
  if (turns.length === 0) return <span class="under">{compare.notMoved}</span>;
  return (
    <Side head={head}>
      <span class="under">{compare.moved}</span> <TurnLinks turns={turns} />
    </Side>
  );
}

/** Reasons that only this side stated: in the words of who stated them first, with the turn. */
function Reasons({
  comparison,
  side,
  reasons,
}: {
  comparison: Comparison;
  side: 'a' | 'b';
  reasons: readonly string[];
}) {
  const { compare } = useWords();
  const { rows } = comparison;
  if (reasons.length === 0) return <span class="under">{compare.values.none}</span>;
  const first = reasons.map((reason) => {
    const turn = rows.map((row) => row[side]).find((one) => one?.said?.claims.some((claim) => claim.reason === reason));
    return { reason, turn: turn?.turn, gist: turn?.said?.claims.find((claim) => claim.reason === reason)?.gist };
  });
  return (
    <Side head={comparison[side]}>
      <ul class="plain">
        {first.map(({ reason, turn, gist }) => (
          <li key={reason}>
            {gist ?? reason} {turn !== undefined && <TurnLinks turns={[turn]} />}
          </li>
        ))}
      </ul>
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
