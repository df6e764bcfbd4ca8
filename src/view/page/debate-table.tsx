import { Fragment } from 'preact';
import type { DebateRow, SaidIn } from '../api.ts';
import { Link } from './router.tsx';
import { useSettings } from './settings.ts';
import { when } from './when.ts';
import { useWords } from './words.ts';

interface Branch {
  debate: DebateRow;
  depth: number;
}

/**
 * Forks stand under their parent, and a family where the newest of it would stand; one whose parent is filtered away begins
 * a family of its own.
 */
export function asTree(debates: readonly DebateRow[]): Branch[] {
  const shown = new Set(debates.map(({ id }) => id));
  const children = new Map<string, DebateRow[]>();
  for (const debate of debates) {
    const { parting } = debate;
    const under = parting !== null && shown.has(parting.parent) ? parting.parent : '';
    children.set(under, [...(children.get(under) ?? []), debate]);
  }
  const newest = new Map<string, string>();
  const newestOf = (debate: DebateRow): string => {
    const known = newest.get(debate.id);
    if (known !== undefined) return known;
    const times = [debate.createdAt, ...(children.get(debate.id) ?? []).map(newestOf)];
    const last = times.sort().at(-1) ?? debate.createdAt;
    newest.set(debate.id, last);
    return last;
  };
  const walk = (parent: string, depth: number): Branch[] =>
    [...(children.get(parent) ?? [])]
      .sort((a, b) => (newestOf(a) < newestOf(b) ? 1 : newestOf(a) > newestOf(b) ? -1 : 0))
      .flatMap((debate) => [{ debate, depth }, ...walk(debate.id, depth + 1)]);
  return walk('', 0);
}

interface TableProps {
  debates: readonly DebateRow[];
  chosen?: readonly string[];
  choose?: (id: string) => void;
  /** Turns in which `wanted` was said, by debate. */
  said?: ReadonlyMap<string, SaidIn>;
  wanted?: string;
}

export function DebateTable({ debates, chosen = [], choose, said, wanted = '' }: TableProps) {
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
          <Fragment key={debate.id}>
            <tr class="debate-row">
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
              <td class={depth > 0 ? 'what fork' : 'what'} style={{ '--depth': depth }}>
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
            {said?.has(debate.id) === true && (
              <tr class="said-row">
                {choose && <td class="choice" />}
                <td colSpan={5} style={{ '--depth': depth }}>
                  <Said debate={debate} said={said.get(debate.id) ?? null} wanted={wanted} />
                </td>
              </tr>
            )}
          </Fragment>
        ))}
      </tbody>
    </table>
  );
}

/** Who said it, where: each turn is a link to it. */
function Said({ debate: { id, language }, said, wanted }: { debate: DebateRow; said: SaidIn | null; wanted: string }) {
  const { list } = useWords();
  if (said === null) return null;
  return (
    <ul class="said" lang={language}>
      {said.hits.map(({ turn, speaker, passage }) => (
        <li key={turn}>
          <Link to={`/debates/${id}?turn=${turn}`}>{list.saidAt(turn)}</Link> <strong>{speaker}</strong>{' '}
          {passage.map(({ text, found }, index) => (found ? <mark key={index}>{text}</mark> : text))}
        </li>
      ))}
      {said.count > said.hits.length && (
        <li>
          <Link to={`/debates/${id}?find=${encodeURIComponent(wanted.trim())}`}>{list.saidMore(said.count)}</Link>
        </li>
      )}
    </ul>
  );
}
