import type { Comparison, DebateHead } from '../../api.ts';
import { memberName } from '../debate/context.ts';
import { Wide } from '../wide.tsx';
import { useWords } from '../words.ts';

type Setting = Comparison['diff']['settings'][number];

/** What the two were not held alike under. */
export function Settings({ comparison: { a, b, diff } }: { comparison: Comparison }) {
  const { compare } = useWords();
  return (
    <section aria-labelledby="settings-title">
      <h2 id="settings-title">{compare.settings}</h2>
      {diff.settings.length === 0 ? (
        <p class="note">{compare.noSettings}</p>
      ) : (
        <Wide label={compare.settings}>
          <table class="rows versus">
            <thead>
              <tr>
                <th scope="col">{compare.setting}</th>
                <Sides a={a} b={b} />
              </tr>
            </thead>
            <tbody>
              {diff.settings.map((setting) => (
                <tr key={`${setting.of} ${setting.name}`}>
                  <th scope="row">
                    {compare.of[setting.of] ?? setting.of} <Name setting={setting} head={setting.a === null ? b : a} />
                  </th>
                  <td lang={a.language}>
                    <Value setting={setting} value={setting.a} />
                  </td>
                  <td lang={b.language}>
                    <Value setting={setting} value={setting.b} />
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

/** Headings of two columns: which debate is which. */
export function Sides({ a, b }: { a: DebateHead; b: DebateHead }) {
  const { compare } = useWords();
  return (
    <>
      <th scope="col">
        {compare.sides.a} <code>{a.id}</code>
      </th>
      <th scope="col">
        {compare.sides.b} <code>{b.id}</code>
      </th>
    </>
  );
}

const OF_MEMBERS: ReadonlySet<string> = new Set(['cast', 'card', 'voice', 'model', 'desk']);

function Name({ setting: { of, name }, head }: { setting: Setting; head: DebateHead }) {
  const { compare } = useWords();
  if (name === '') return null;
  if (of === 'said') return <span>{compare.values.before(name)}</span>;
  if (!OF_MEMBERS.has(of)) return <code>{name}</code>;
  const [member = name, ...topic] = name.split(' ');
  return <span>{[memberName(head, member), ...topic].join(' ')}</span>;
}

function Value({ setting: { of }, value }: { setting: Setting; value: string | null }) {
  const { compare } = useWords();
  if (value === null) return <span class="under">{of === 'fact' ? compare.values.scripted : compare.values.none}</span>;
  if (of === 'cast') return <span>{compare.values.sits}</span>;
  if (of === 'desk') return <span>{compare.values.answers}</span>;
  return of === 'said' ? <span>{value}</span> : <code>{value}</code>;
}
