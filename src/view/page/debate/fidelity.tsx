import { useState } from 'preact/hooks';
import type { FidelityView } from '../../api.ts';
import { Behind } from '../behind.tsx';
import { Trouble, useGet, Waiting } from '../load.tsx';
import { useWords } from '../words.ts';
import { speakerClass, useDebate } from './context.ts';
import { TurnLinks } from './memo.tsx';

/** How true each member stayed to his card, with the turns that show it. */
export function Fidelity({ id }: { id: string }) {
  const { debate, fidelity } = useWords();
  const [isAsked, setAsked] = useState(false);
  return (
    <section class="fidelity" aria-labelledby="fidelity-title">
      <h2 id="fidelity-title">{debate.fidelity}</h2>
      {isAsked ? (
        <Vectors id={id} />
      ) : (
        <>
          <p class="note">{fidelity.hint}</p>
          <button type="button" onClick={() => setAsked(true)}>
            {fidelity.measure}
          </button>
        </>
      )}
    </section>
  );
}

function Vectors({ id }: { id: string }) {
  const { value, error, again } = useGet<FidelityView>(`/api/debates/${id}/fidelity`);
  if (error !== null) return <Trouble error={error} again={again} />;
  if (value === null) return <Waiting />;
  return (
    <>
      <p class="note">{[value.judge, ...value.remarks].filter((text) => text !== '').join(' ')}</p>
      {value.members.map((member) => (
        <Member key={member.id} member={member} />
      ))}
    </>
  );
}

function Member({ member: { id, name, verdict, scores } }: { member: FidelityView['members'][number] }) {
  const { persona, fidelity } = useWords();
  const { head } = useDebate();
  return (
    <Behind
      title={
        <>
          <span class={speakerClass(head, id)}>{name}</span> {fidelity.verdict[verdict] ?? verdict}
        </>
      }
    >
      {() => (
        <div class="scroll">
          <table class="rows">
            <thead>
              <tr>
                <th scope="col">{persona.measure}</th>
                <th scope="col" class="number">
                  {persona.value}
                </th>
                <th scope="col">{fidelity.drift}</th>
                <th scope="col">{persona.evidence}</th>
              </tr>
            </thead>
            <tbody>
              {scores.map(({ scorer, name: measure, score, note, evidence, drift }) => (
                <tr key={scorer}>
                  <th scope="row">
                    {scorer} {measure}
                  </th>
                  <td class="number">{score === null ? fidelity.none : score.toFixed(2)}</td>
                  <td>
                    <Drift values={drift.map(({ value }) => value)} />
                  </td>
                  <td>
                    {evidence.map(({ turn, quote, why }) => (
                      <p key={`${turn} ${quote} ${why}`}>
                        {turn !== null && <TurnLinks turns={[turn]} />} {why} <span class="under">{quote}</span>
                      </p>
                    ))}
                    {evidence.length === 0 && <span class="under">{note === '' ? persona.unscored : note}</span>}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </Behind>
  );
}

/** Means by round as a line, with the figures beside it for who does not see it. */
function Drift({ values }: { values: readonly number[] }) {
  if (values.length < 2) return null;
  const points = values.map((value, index) => `${(index / (values.length - 1)) * 60 + 2},${22 - value * 20}`);
  return (
    <>
      <svg class="drift" viewBox="0 0 64 24" width="64" height="24" aria-hidden="true">
        <polyline points={points.join(' ')} />
      </svg>{' '}
      <span class="under">{values.map((value) => value.toFixed(2)).join(' → ')}</span>
    </>
  );
}
