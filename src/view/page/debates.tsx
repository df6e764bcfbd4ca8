import { useEffect, useRef, useState } from 'preact/hooks';
import type { DebateList, SaidIn, SaidList } from '../api.ts';
import { mayChange } from './client.ts';
import { DebateTable } from './debate-table.tsx';
import type { Filters } from './filters.tsx';
import { ANYTHING, FilterForm, filtersIn, fits, queryOf } from './filters.tsx';
import type { Loaded } from './load.tsx';
import { PageWaiting, Trouble, useGet } from './load.tsx';
import { go, Link, replace, usePath } from './router.tsx';
import { useTitle } from './title.ts';
import { useWords } from './words.ts';

/** Every debate of the database: searched to the last word, filtered, forks under what they were forked from. */
export function Debates() {
  const words = useWords();
  useTitle(words.list.title);
  const { query } = usePath();
  const { value, error, again } = useGet<DebateList>('/api/debates');
  const filters = filtersIn(query);
  const said = useSaid(filters);
  const [chosen, setChosen] = useState<string[]>([]);
  if (error !== null) return <Trouble error={error} again={again} isPage />;
  if (value === null) return <PageWaiting />;
  if (value.debates.length === 0) return <Nothing />;
  const shown = value.debates.filter((debate) => fits(debate, filters, said.byDebate.has(debate.id)));
  const change = (to: Partial<Filters>) => replace(`${location.pathname}${queryOf({ ...filters, ...to })}`);
  const turns = shown.reduce((sum, { id }) => sum + (said.byDebate.get(id)?.count ?? 0), 0);
  const choose = (id: string) =>
    setChosen((before) => (before.includes(id) ? before.filter((one) => one !== id) : [...before, id].slice(-2)));
  const [a, b] = chosen;
  return (
    <>
      <h1>{words.list.title}</h1>
      <FilterForm debates={value.debates} filters={filters} change={change} />
      {said.error !== null && <Trouble error={said.error} />}
      <div class="above-table">
        <p role="status">
          {words.list.count(shown.length, value.debates.length)}
          {turns > 0 && ` · ${words.list.saidIn(turns)}`}
        </p>
        {chosen.length > 0 && (
          <p>
            {words.list.chosen(chosen.length)}{' '}
            <button type="button" disabled={b === undefined} onClick={() => go(`/compare/${b}/${a}`)}>
              {words.list.compare}
            </button>
          </p>
        )}
      </div>
      {shown.length === 0 ? (
        <p class="empty">
          {words.list.nothing}{' '}
          <button type="button" onClick={() => change(ANYTHING)}>
            {words.list.clear}
          </button>
        </p>
      ) : (
        <DebateTable debates={shown} chosen={chosen} choose={choose} said={said.byDebate} wanted={filters.text} />
      )}
    </>
  );
}

/** Time after a key before the record is searched. */
const SETTLED_MS = 180;
const NOBODY: ReadonlyMap<string, SaidIn> = new Map();

/** What was said with the words of the search, by debate; what was found last stays until there is something newer. */
function useSaid({ text, member }: Filters): {
  byDebate: ReadonlyMap<string, SaidIn>;
  error: Loaded<SaidList>['error'];
} {
  const [asked, setAsked] = useState<string | null>(null);
  const wanted = text.trim();
  useEffect(() => {
    const path = `/api/said?q=${encodeURIComponent(wanted)}${member === '' ? '' : `&speaker=${encodeURIComponent(member)}`}`;
    const timer = setTimeout(() => setAsked(wanted === '' ? null : path), SETTLED_MS);
    return () => clearTimeout(timer);
  }, [wanted, member]);
  const { value, error } = useGet<SaidList>(asked);
  const last = useRef(NOBODY);
  if (value !== null) last.current = new Map(value.debates.map((one) => [one.debate, one]));
  if (wanted === '') last.current = NOBODY;
  return { byDebate: last.current, error };
}

function Nothing() {
  const { list, nav } = useWords();
  return (
    <>
      <h1>{list.title}</h1>
      <div class="empty">
        <p>{list.empty}</p>
        <p>{list.emptyHint}</p>
        <pre>pitwall run loss-drop-3000</pre>
        {mayChange() && (
          <p>
            <Link to="/start" class="button">
              {nav.start}
            </Link>
          </p>
        )}
      </div>
    </>
  );
}
