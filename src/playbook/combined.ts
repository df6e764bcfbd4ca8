import { amendmentsOf } from '../reasoning/amendments.ts';
import { namesIn } from '../reasoning/formula.ts';
import type { CompiledNeed } from '../reasoning/model.ts';
import { goalsOf } from '../reasoning/model.ts';
import type { OptionSupport } from '../reasoning/support.ts';
import { plainPhrase } from '../wording/amounts.ts';
import type { Term } from '../wording/clause.ts';
import { standing, TO_ALL } from './addressing.ts';
import type { Move, Sentence } from './move.ts';
import { newsRow } from './news-row.ts';
import { isClosed } from './next-best.ts';
import type { Talk } from './talk.ts';
import { leadIn, sumOf } from './weighing.ts';

/** All that members brought to the table, in one. */
const TABLE = 'table:all';

/** Of so many options and goals a listener can follow a table. */
const MOST_ROWS = 4;
const MOST_CELLS = 4;
/** Where a sum over all goals follows, of what is left to tell. */
const MOST_BESIDE_SUM = { rows: 3, cells: 2 };
/** Turns of rebuttal after which nobody waits for it. */
const LATE = 1;
/** Before whatever else is said once the openings are over. */
const FIRST = 11;

/** Facts that members alone knew, others took to be otherwise, and that were told in the openings, by who told them. */
function corrections({ view }: Talk): Map<string, string> {
  const told = view.turns.flatMap(({ body, disclosed }) =>
    body.phase === 'opening' ? Object.keys(disclosed).map((name) => [name, body.speaker] as const) : [],
  );
  return new Map(told.filter(([name]) => view.model.scenario.facts[name]?.assumed !== undefined));
}

/** Whether the corrections have been put together since this member last spoke; `ever`: at all. */
export function isTabled({ view }: Talk, ever = false): boolean {
  const since = ever ? 0 : (view.own?.body.turn ?? 0);
  return view.turns.some(({ body }) => body.turn > since && body.claims.some(({ reason }) => reason === TABLE));
}

/** Who has put them together, and by which claim. */
export function tabledBy({ view }: Talk): { speaker: string; turn: number; claim: number } | null {
  const [found] = view.turns.flatMap(({ body: { speaker, turn, claims } }) =>
    claims.flatMap(({ reason, claim }) => (reason === TABLE ? [{ speaker, turn, claim }] : [])),
  );
  return found === undefined || found.speaker === view.seat.id ? null : found;
}

/** After openings that nobody has heard before: every option with all that was corrected, which limits that breaks, and who leads then. */
export function combined(talk: Talk): Move[] {
  const { view, best } = talk;
  const found = corrections(talk);
  if (best === null || view.brief.task !== 'rebut' || isTabled(talk, true) || new Set(found.values()).size < 2)
    return [];
  // Once members have answered one another it comes too late.
  if (view.turns.filter(({ body }) => body.phase === 'rebuttal').length > LATE) return [];
  // What the same turn has just told of every option, on a limit that news bears on.
  const need = newsRow(talk)?.need ?? null;
  const table = tableOf(talk, best, need);
  if (table === null) return [];
  const { say } = talk.tell;
  return [
    {
      kind: 'combine',
      act: 'support',
      ...TO_ALL,
      utility: FIRST,
      sentences: [
        {
          symbol: 'table',
          slots: { say: table, count: plainPhrase(say.countOf(found.size)), ...standing(talk) },
          asserts: {
            slot: 'say',
            what: {
              reason: TABLE,
              option: best,
              side: null,
              evidence: { kind: 'none', ref: null },
              figure: null,
              gist: table,
            },
          },
        },
        ...outOf(talk, best, need),
        ...leading(talk, best),
      ],
    },
  ];
}

/** The options that matter on what tells them apart most, the one that leads first; null where too little is known for that. */
function tableOf(talk: Talk, best: string, told: CompiledNeed | null) {
  const { view, tell } = talk;
  const { options } = view.now.assessment;
  const isSummed = view.model.scenario.weights === 'equal';
  const most = isSummed ? MOST_BESIDE_SUM : { rows: MOST_ROWS, cells: MOST_CELLS };
  const all = ranked([...options.values()], best);
  const open = all.filter(({ missed }) => missed.length === 0);
  // What a limit puts out is told with that limit.
  const shown = (isSummed && open.length > 1 ? open : all).slice(0, most.rows);
  const names = tellingNames(talk, shown, most.cells, told);
  const rows = shown.map(({ option, values }) => ({
    option: tell.option(option),
    cells: names.flatMap((name): Term[] => {
      const term = tell.term(name, values);
      return term === null ? [] : [term];
    }),
  }));
  if (names.length === 0 || rows.length < 2 || rows.some(({ cells }) => cells.length < names.length)) return null;
  return tell.withSettings(
    tell.say.table(rows),
    names,
    shown.map(({ values }) => values),
  );
}

/** What options are judged by and is known of each: in the order of the question where a listener can follow all, else by how far they lie apart. */
function tellingNames(
  { view, tell }: Talk,
  shown: readonly OptionSupport[],
  most: number,
  told: CompiledNeed | null,
): string[] {
  const isTold = new Set(told === null ? [] : namesIn(told.left));
  const goals = goalsOf(view.model).filter(
    ({ quantity }) => !isTold.has(quantity) && shown.every(({ values }) => tell.term(quantity, values) !== null),
  );
  const apart = (name: string) => {
    const goal = goals.find(({ quantity }) => quantity === name);
    const found = shown.flatMap(({ values }) => values.of(name) ?? []);
    const worth = goal === undefined ? null : shown[0]?.values.ofExpression(goal.worth);
    return (Math.max(...found) - Math.min(...found)) / Math.abs(worth || 1);
  };
  const all = [...new Set(goals.map(({ quantity }) => quantity))];
  const telling = all.filter((name) => apart(name) > 0);
  const names = telling.length > 0 ? telling : all;
  if (names.length <= most) return names;
  const widest = [...names].sort((a, b) => apart(b) - apart(a)).slice(0, most);
  return names.filter((name) => widest.includes(name));
}

const ranked = (options: readonly OptionSupport[], best: string) =>
  [...options].sort(
    (a, b) =>
      Number(b.option === best) - Number(a.option === best) || a.missed.length - b.missed.length || b.score - a.score,
  );

/** Options that the table puts out, and by which limit. */
function outOf(talk: Talk, best: string, told: CompiledNeed | null): Sentence[] {
  // What another setting saves is not out.
  const isOut = (option: string) => talk.view.model.scenario.weights !== 'equal' || isClosed(talk, option);
  const all = [...talk.view.now.assessment.options.values()].flatMap(({ option, missed: [need] }) => {
    const isTold = need !== undefined && need.id === told?.id;
    const point = need === undefined || isTold || !isOut(option) ? null : talk.limit(option, need);
    const miss = need === undefined ? null : talk.tell.miss(need, talk.values(option));
    return point === null ? [] : [talk.sentence('then', { say: miss ?? point.say, what: point.what })];
  });
  return [...all, ...butFor(talk, best)];
}

/** The option that would lead, had it kept a limit that no setting of it keeps. */
export function butFor(talk: Talk, best: string): Sentence[] {
  const { view, tell } = talk;
  const found = [...view.now.assessment.options.values()].flatMap(({ option, missed: [need] }) => {
    const isSettable = amendmentsOf(view.model, view.now.world, option).some(({ repairs }) => repairs.length > 0);
    const lead = need === undefined || isSettable ? null : leadIn(talk, option, best);
    const point = need === undefined || lead === null ? null : talk.limit(option, need);
    return lead === null || point === null ? [] : [{ option, lead, point }];
  });
  const [first] = found.sort((a, b) => (b.lead.numbers[0]?.value ?? 0) - (a.lead.numbers[0]?.value ?? 0));
  if (first === undefined) return [];
  const say = tell.say.butFor(tell.option(first.option), tell.option(best), first.lead);
  return [talk.sentence('but', { say, what: { ...first.point.what, gist: say } })];
}

/** By how much the option that leads is ahead of the next, or that it is all that is left; whoever moves by it says so. */
function leading(talk: Talk, best: string): Sentence[] {
  const { view, change } = talk;
  const [next] = [...view.now.assessment.options.values()]
    .filter(({ option, missed }) => option !== best && missed.length === 0)
    .sort((a, b) => b.share - a.share || b.score - a.score);
  const sum = next === undefined ? null : sumOf(talk, best, next.option);
  const hasMoved = change !== null && change.from !== change.to;
  if (sum !== null && sum.symbol === 'weigh' && sum.asserts !== undefined)
    return hasMoved
      ? [
          {
            symbol: 'reopen.move',
            slots: { why: sum.slots['say'], ...standing(talk) },
            asserts: { ...sum.asserts, slot: 'why' },
          },
        ]
      : [sum];
  return [{ symbol: hasMoved ? 'table.move' : 'table.then', slots: standing(talk) }];
}
