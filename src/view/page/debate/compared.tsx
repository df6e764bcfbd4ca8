import type { MemoPart } from '../../api.ts';
import { Wide } from '../wide.tsx';
import { optionClass, optionName, useDebate } from './context.ts';

type Table = NonNullable<MemoPart['table']>;

/**
 * The options against what they are judged by; a limit that is missed is marked in words as well as in colour. `weighed`: with the steps that
 * each difference counts.
 */
export function Compared({
  label,
  table: { head, rows },
  weighed = true,
}: {
  label: string;
  table: Table;
  weighed?: boolean;
}) {
  const { head: debate } = useDebate();
  return (
    <Wide label={label}>
      <table class="compared" style={{ '--options': head.options.length }}>
        <thead>
          <tr>
            <th scope="col">{head.quantity}</th>
            {head.options.map(({ id, name, chosen }) => (
              <th key={id} scope="col" class={chosen ? 'chosen' : undefined}>
                <span class={optionClass(debate, id)}>{weighed ? name : optionName(debate, id)}</span>
              </th>
            ))}
            {head.noise !== '' && (
              <th scope="col" class="counts">
                {head.noise}
              </th>
            )}
          </tr>
        </thead>
        <tbody>
          {rows
            .filter(({ isSum, isHeld }) => weighed || (isSum !== true && isHeld !== true))
            .map(({ label, cells, counts }) => (
              <tr key={label}>
                <th scope="row">{label}</th>
                {cells.map(({ text, short, steps }, index) => (
                  <td key={head.options[index]?.id} class={head.options[index]?.chosen ? 'chosen' : undefined}>
                    <Values text={text} />
                    {weighed && steps !== undefined && <span class="note"> ({steps})</span>}
                    {short !== null && (
                      <>
                        {' '}
                        <span class="missed">
                          ✗ <span class="by">{short}</span>
                        </span>
                      </>
                    )}
                  </td>
                ))}
                {head.noise !== '' && (
                  <td class="counts note">
                    <Value text={counts} />
                  </td>
                )}
              </tr>
            ))}
        </tbody>
      </table>
    </Wide>
  );
}

/** Signs of a value that stays on one line; a longer one would make its column wider than the rest together. */
const SHORT = 14;

const Value = ({ text, was = false }: { text: string; was?: boolean }) => (
  <span class={[text.length <= SHORT ? 'whole' : '', was ? 'was' : ''].join(' ')}>{text}</span>
);

/** `5.5 days → 2.2 days`: what it was before something changed it stands behind what it is. */
function Values({ text }: { text: string }) {
  const [was, now] = text.split(' → ');
  if (now === undefined) return <Value text={text} />;
  return (
    <>
      <Value text={`${was} →`} was /> <Value text={now} />
    </>
  );
}
