import type { DebateRow } from '../api.ts';
import { Link } from './router.tsx';
import { useSettings } from './settings.ts';
import { when } from './when.ts';
import { useWords } from './words.ts';

interface Branch {
  debate: DebateRow;
  depth: number;
}

/** Forks stand under their parent; one whose parent is filtered away stands where its time puts it. */
export function asTree(debates: readonly DebateRow[]): Branch[] {
  const shown = new Set(debates.map(({ id }) => id));
  const children = new Map<string, DebateRow[]>();
  for (const debate of debates) {
    const { parting } = debate;
    const under = parting !== null && shown.has(parting.parent) ? parting.parent : '';
    children.set(under, [...(children.get(under) ?? []), debate]);
  }
  const walk = (parent: string, depth: number): Branch[] =>
    (children.get(parent) ?? []).flatMap((debate) => [{ debate, depth }, ...walk(debate.id, depth + 1)]);
  return walk('', 0);
}

interface TableProps {
  debates: readonly DebateRow[];
  chosen?: readonly string[];
  choose?: (id: string) => void;
}

export function DebateTable({ debates, chosen = [], choose }: TableProps) {
  const words = useWords();
  const { language } = useSettings();
  const { columns } = words.list;
  return (
    <table class="debates">
      <thead>
        <tr>
          {choose && (
            <th scope="col">
              <span class="unseen">{words.list.compare}</span>
            </th>
          )}
          <th scope="col">{columns.debate}</th>
          <th scope="col">{columns.decision}</th>
          <th scope="col">{columns.cast}</th>
          <th scope="col" class="number">
            {columns.turns}
          </th>
          <th scope="col">{columns.when}</th>
        </tr>
      </thead>
      <tbody>
        {asTree(debates).map(({ debate, depth }) => (
          <tr key={debate.id}>
            {choose && (
              <td class="choice">
                <input
                  type="checkbox"
                  aria-label={words.list.choose(`${debate.title} ${debate.id}`)}
                  checked={chosen.includes(debate.id)}
                  onChange={() => choose(debate.id)}
                />
              </td>
            )}
            <td class="what" style={{ '--depth': depth }}>
              <Link to={`/debates/${debate.id}`} lang={debate.language}>
                {debate.title}
              </Link>
              <span class="under" lang={debate.language}>
                {debate.parting !== null && <strong>{words.list.forkOf(debate.parting.turn)} · </strong>}
                {debate.parting !== null && debate.parting.changed.length > 0
                  ? debate.parting.changed.join(', ')
                  : debate.motion}
              </span>
            </td>
            <td lang={debate.language}>
              {debate.status === 'closed' ? (
                (debate.decision?.name ?? words.list.none)
              ) : (
                <span class={`status ${debate.status}`}>{words.status[debate.status]}</span>
              )}
            </td>
            <td class="who">{debate.cast.map(({ name }) => name).join(', ')}</td>
            <td class="number">{debate.turns}</td>
            <td class="when">
              <time dateTime={debate.createdAt}>{when(debate.createdAt, language)}</time>
              <span class="under">
                <code>{debate.id}</code> · {words.list.seed(debate.seed)}
              </span>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
