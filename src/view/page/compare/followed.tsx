import type { Comparison, DebateHead, TurnView } from '../../api.ts';
import { memberName, optionClass, optionName, speakerClass } from '../debate/context.ts';
import { plain } from '../number.ts';
import { Wide } from '../wide.tsx';
import { useWords } from '../words.ts';
import { Sides } from './settings.tsx';
import { toRow } from './to-row.ts';

/** Every turn that is not the same, a row each: who, in what, and where it left them in either debate. */
export function Followed({ comparison: { a, b, rows } }: { comparison: Comparison }) {
  const { compare, debate, tryIt } = useWords();
  const apart = rows.filter(({ changed }) => changed.length > 0);
  return (
    <section aria-labelledby="followed-title">
      <h2 id="followed-title">{tryIt.followed}</h2>
      {apart.length === 0 ? (
        <p class="note">{tryIt.noneFollowed}</p>
      ) : (
        <Wide label={tryIt.followed}>
          <table class="rows followed">
            <thead>
              <tr>
                <th scope="col" class="number">
                  {tryIt.turn}
                </th>
                <th scope="col">{tryIt.who}</th>
                <th scope="col">{tryIt.differs}</th>
                <Sides a={a} b={b} />
              </tr>
            </thead>
            <tbody>
              {apart.map((row) => (
                <tr key={row.turn}>
                  <td class="number">
                    <a href={`#row-${row.turn}`} onClick={(event) => toRow(event, row.turn)}>
                      <span class="unseen">{debate.turnLink[0]}</span>
                      {row.turn}
                      <span class="unseen">{debate.turnLink[1]}</span>
                    </a>
                  </td>
                  <th scope="row">
                    <Who a={a} b={b} left={row.a} right={row.b} />
                  </th>
                  <td class="under">
                    {row.a === null || row.b === null
                      ? compare.missing
                      : row.changed.map((aspect) => compare.changed[aspect] ?? aspect).join(' · ')}
                  </td>
                  <td lang={a.language}>
                    <Stands head={a} turn={row.a} />
                  </td>
                  <td lang={b.language}>
                    <Stands head={b} turn={row.b} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </Wide>
      )}
    </section>
  );
}

interface WhoProps {
  a: DebateHead;
  b: DebateHead;
  left: TurnView | null;
  right: TurnView | null;
}

function Who({ a, b, left, right }: WhoProps) {
  const name = (head: DebateHead, turn: TurnView) => (
    <span class={speakerClass(head, turn.speaker)}>{memberName(head, turn.speaker)}</span>
  );
  if (left !== null && right !== null && left.speaker !== right.speaker)
    return (
      <>
        {name(a, left)} / {name(b, right)}
      </>
    );
  return left !== null ? name(a, left) : right !== null ? name(b, right) : null;
}

function Stands({ head, turn }: { head: DebateHead; turn: TurnView | null }) {
  const { compare } = useWords();
  if (turn === null || turn.said === null) return <span class="under">{compare.values.none}</span>;
  const { option, confidence, moved } = turn.said.stance;
  return (
    <span class={moved ? 'stands moved' : 'stands'}>
      <span class={optionClass(head, option)}>{optionName(head, option)}</span> {plain(confidence)}
      {moved && <span class="under"> {compare.movedHere}</span>}
    </span>
  );
}
