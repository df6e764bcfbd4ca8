import { useState } from 'preact/hooks';
import type { DebateList, DebateRow } from '../api.ts';
import { mayChange } from './client.ts';
import { DebateTable } from './debate-table.tsx';
import { Trouble, useGet, Waiting } from './load.tsx';
import { go, Link } from './router.tsx';
import { useWords } from './words.ts';

interface Filters {
  text: string;
  scenario: string;
  member: string;
  decision: string;
  status: string;
  since: string;
  until: string;
}

const ANYTHING: Filters = { text: '', scenario: '', member: '', decision: '', status: '', since: '', until: '' };

const folded = (text: string): string => text.normalize('NFC').toLowerCase();

function fits(debate: DebateRow, filters: Filters): boolean {
  const said = folded(
    [
      debate.id,
      debate.title,
      debate.motion,
      debate.scenario,
      debate.decision?.name ?? '',
      ...debate.cast.map(({ name }) => name),
    ].join('\n'),
  );
  const day = debate.createdAt.slice(0, 10);
  return (
    folded(filters.text)
      .split(/\s+/)
      .every((word) => said.includes(word)) &&
    (filters.scenario === '' || debate.scenario === filters.scenario) &&
    (filters.member === '' || debate.cast.some(({ id }) => id === filters.member)) &&
    (filters.decision === '' || (debate.decision?.name ?? '-') === filters.decision) &&
    (filters.status === '' || debate.status === filters.status) &&
    (filters.since === '' || day >= filters.since) &&
    (filters.until === '' || day <= filters.until)
  );
}

/** Every debate of the database: searched, filtered, forks under what they were forked from. */
export function Debates() {
  const words = useWords();
  const { value, error, again } = useGet<DebateList>('/api/debates');
  const [filters, setFilters] = useState(ANYTHING);
  const [chosen, setChosen] = useState<string[]>([]);
  if (error !== null) return <Trouble error={error} again={again} />;
  if (value === null) return <Waiting />;
  if (value.debates.length === 0) return <Nothing />;
  const shown = value.debates.filter((debate) => fits(debate, filters));
  const choose = (id: string) =>
    setChosen((before) => (before.includes(id) ? before.filter((one) => one !== id) : [...before, id].slice(-2)));
  const [a, b] = chosen;
  return (
    <>
      <h1>{words.list.title}</h1>
      <FilterForm debates={value.debates} filters={filters} change={(to) => setFilters({ ...filters, ...to })} />
      <div class="above-table">
        <p role="status">{words.list.count(shown.length, value.debates.length)}</p>
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
          <button type="button" onClick={() => setFilters(ANYTHING)}>
            {words.list.clear}
          </button>
        </p>
      ) : (
        <DebateTable debates={shown} chosen={chosen} choose={choose} />
      )}
    </>
  );
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

interface FormProps {
  debates: readonly DebateRow[];
  filters: Filters;
  change: (to: Partial<Filters>) => void;
}

function FilterForm({ debates, filters, change }: FormProps) {
  const words = useWords();
  const { list } = words;
  const unique = (pairs: [string, string][]) => [...new Map(pairs)].sort(([, a], [, b]) => a.localeCompare(b));
  const choices: [keyof Filters, string, [string, string][]][] = [
    ['scenario', list.scenario, unique(debates.map(({ scenario, title }) => [scenario, title]))],
    [
      'member',
      list.member,
      unique(debates.flatMap(({ cast }) => cast.map(({ id, name }): [string, string] => [id, name]))),
    ],
    [
      'decision',
      list.decision,
      unique(debates.map(({ decision }) => (decision === null ? ['-', list.none] : [decision.name, decision.name]))),
    ],
    ['status', list.status, unique(debates.map(({ status }) => [status, words.status[status]]))],
  ];
  return (
    <search class="filters">
      <label class="wide">
        <span>{list.search}</span>
        <input type="search" value={filters.text} onInput={(event) => change({ text: event.currentTarget.value })} />
      </label>
      {choices.map(([name, label, options]) => (
        <label key={name}>
          <span>{label}</span>
          <select value={filters[name]} onChange={(event) => change({ [name]: event.currentTarget.value })}>
            <option value="">{list.all}</option>
            {options.map(([value, text]) => (
              <option key={value} value={value}>
                {text}
              </option>
            ))}
          </select>
        </label>
      ))}
      <label>
        <span>{list.since}</span>
        <input type="date" value={filters.since} onInput={(event) => change({ since: event.currentTarget.value })} />
      </label>
      <label>
        <span>{list.until}</span>
        <input type="date" value={filters.until} onInput={(event) => change({ until: event.currentTarget.value })} />
      </label>
    </search>
  );
}
