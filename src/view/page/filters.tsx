import { useEffect, useState } from 'preact/hooks';
import type { DebateRow } from '../api.ts';
import { dayOf } from './when.ts';
import { useWords } from './words.ts';

/** What the list of debates is narrowed by; empty means anything. */
export interface Filters {
  text: string;
  scenario: string;
  member: string;
  decision: string;
  status: string;
  since: string;
  until: string;
}

export const ANYTHING: Filters = {
  text: '',
  scenario: '',
  member: '',
  decision: '',
  status: '',
  since: '',
  until: '',
};

const NAMES = Object.keys(ANYTHING) as (keyof Filters)[];

/** The filters stand in the address, so that a link leads to what was found, and Back to it again. */
export const filtersIn = (query: URLSearchParams): Filters =>
  Object.fromEntries(NAMES.map((name) => [name, query.get(name) ?? ''])) as unknown as Filters;

export function queryOf(filters: Filters): string {
  const query = new URLSearchParams(NAMES.flatMap((name) => (filters[name] === '' ? [] : [[name, filters[name]]])));
  return query.size === 0 ? '' : `?${query}`;
}

const folded = (text: string): string => text.normalize('NFC').toLowerCase();

/** Whether a debate is as the filters ask; `isSaid`: its turns hold the words that are looked for. */
export function fits(debate: DebateRow, filters: Filters, isSaid: boolean): boolean {
  const named = folded(
    [
      debate.id,
      debate.title,
      debate.motion,
      debate.scenario,
      debate.decision?.name ?? '',
      ...debate.cast.map(({ name }) => name),
    ].join('\n'),
  );
  const day = dayOf(debate.createdAt);
  return (
    (isSaid ||
      folded(filters.text)
        .split(/\s+/)
        .every((word) => named.includes(word))) &&
    (filters.scenario === '' || debate.scenario === filters.scenario) &&
    (filters.member === '' || debate.cast.some(({ id }) => id === filters.member)) &&
    (filters.decision === '' || (debate.decision?.name ?? '-') === filters.decision) &&
    (filters.status === '' || debate.status === filters.status) &&
    (filters.since === '' || day >= filters.since) &&
    (filters.until === '' || day <= filters.until)
  );
}

interface FormProps {
  debates: readonly DebateRow[];
  filters: Filters;
  change: (to: Partial<Filters>) => void;
}

export function FilterForm({ debates, filters, change }: FormProps) {
  const words = useWords();
  const { list } = words;
  const isNarrow = useIsNarrow();
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
  const set = NAMES.filter((name) => name !== 'text' && filters[name] !== '').length;
  const fields = (
    <div class="fields">
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
    </div>
  );
  return (
    <search class="filters">
      <label class="wide">
        <span>{list.search}</span>
        <input type="search" value={filters.text} onInput={(event) => change({ text: event.currentTarget.value })} />
      </label>
      {isNarrow ? (
        <details open={set > 0}>
          <summary>{list.filters(set)}</summary>
          {fields}
        </details>
      ) : (
        fields
      )}
    </search>
  );
}

/** As in the style sheets: a phone held upright. */
const NARROW = '(max-width: 44rem)';

function useIsNarrow(): boolean {
  const [isNarrow, setNarrow] = useState(() => matchMedia(NARROW).matches);
  useEffect(() => {
    const query = matchMedia(NARROW);
    const changed = () => setNarrow(query.matches);
    query.addEventListener('change', changed);
    return () => query.removeEventListener('change', changed);
  }, []);
  return isNarrow;
}
