import type { Comparison } from '../../api.ts';
import { optionClass, optionName } from '../debate/context.ts';
import { Wide } from '../wide.tsx';
import { useWords } from '../words.ts';
import { Sides } from './settings.tsx';

/** What of the memo's table came out otherwise. */
export function Figures({ comparison: { a, b, figures } }: { comparison: Comparison }) {
  const { tryIt } = useWords();
  if (figures.length === 0) return null;
  return (
    <section aria-labelledby="figures-title">
      <h2 id="figures-title">{tryIt.figures}</h2>
      <Wide label={tryIt.figures}>
        <table class="rows apart-figures">
          <thead>
            <tr>
              <th scope="col">{tryIt.quantity}</th>
              <th scope="col">{tryIt.option}</th>
              <Sides a={a} b={b} />
            </tr>
          </thead>
          <tbody lang={a.language}>
            {figures.map(({ label, option, a: left, b: right }) => (
              <tr key={`${label} ${option}`}>
                <th scope="row">{label}</th>
                <td>
                  <span class={optionClass(a, option)}>{optionName(a, option)}</span>
                </td>
                <td>{left}</td>
                <td>{right}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Wide>
    </section>
  );
}
