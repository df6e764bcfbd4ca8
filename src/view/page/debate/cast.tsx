import type { DebateHead, TurnView } from '../../api.ts';
import { modelName } from '../model-name.ts';
import { plain } from '../number.ts';
import { Link } from '../router.tsx';
import { useWords } from '../words.ts';
import { memberName, optionClass, optionName, speakerClass } from './context.ts';
import type { Live } from './use-transcript.ts';

interface CastProps {
  head: DebateHead;
  turns: readonly TurnView[];
  at: number;
  live: Live | null;
}

/** Who sits there, and where each stands at the present turn. */
export function Cast({ head, turns, at, live }: CastProps) {
  const { debate, persona } = useWords();
  const heard = turns.slice(0, at + 1);
  const models = head.cast.map(({ model }) => model);
  // The same for everybody is said once.
  const isOneModel = new Set(models).size === 1;
  const speaking =
    live === null || live.speaking.length === 0 ? [turns[at]?.speaker] : live.speaking.map((one) => one.speaker);
  return (
    <section aria-labelledby="cast-title">
      <h2 id="cast-title">{debate.cast}</h2>
      <table class="cast">
        <thead>
          <tr>
            <th scope="col">
              {debate.member}
              {isOneModel && ` · ${modelName(models[0] ?? '')}`}
            </th>
            <th scope="col">{debate.stands}</th>
          </tr>
        </thead>
        <tbody>
          {head.cast.map(({ id, role, model, desk }) => {
            const stance = heard.findLast((turn) => turn.speaker === id && turn.said !== null)?.said?.stance ?? null;
            return (
              <tr key={id} class={speaking.includes(id) ? 'speaking' : undefined}>
                <th scope="row">
                  <Link to={`/personas/${id}`} class={speakerClass(head, id)}>
                    {memberName(head, id)}
                  </Link>
                  <span class="under" lang={head.language}>
                    {role}
                  </span>
                  {(!isOneModel || desk.length > 0) && (
                    <span class="under">
                      {[
                        ...(isOneModel ? [] : [modelName(model)]),
                        ...(desk.length > 0
                          ? [`${debate.desk}: ${desk.map((topic) => persona.topics[topic] ?? topic).join(', ')}`]
                          : []),
                      ].join(' · ')}
                    </span>
                  )}
                </th>
                <td lang={head.language}>
                  {stance === null ? (
                    '—'
                  ) : (
                    <>
                      <span class={optionClass(head, stance.option)}>{optionName(head, stance.option)}</span>
                      <Confidence value={stance.confidence} colour={optionClass(head, stance.option)} />
                    </>
                  )}
                </td>
              </tr>
            );
          })}
          {head.desks.map(({ id, name }) => (
            <tr key={id}>
              <th scope="row">
                <Link to={`/personas/${id}`} class={speakerClass(head, id)}>
                  {name}
                </Link>
                <span class="under">{debate.deskOnly}</span>
              </th>
              <td>—</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

/** How sure they are: the number, and a bar in the colour of their option. */
function Confidence({ value, colour }: { value: number; colour: string }) {
  return (
    <span class="confidence">
      <span class={`track ${colour}`} aria-hidden="true">
        <i style={{ width: `${Math.round(value * 100)}%` }} />
      </span>
      <span class="number">{plain(value)}</span>
    </span>
  );
}
