import type { Language } from '../core/language.ts';
import type { Estimate } from '../fidelity/statistics/intervals.ts';
import { TIE } from '../report/width.ts';
import type { Comparison, Effect, SweepReport } from './analysis.ts';
import type { AxisName } from './definition.ts';
import type { Words } from './words.ts';
import { WORDS } from './words.ts';
import { AS_WRITTEN } from './written.ts';

/** A number to draw beside its row; on a scale from `from` to 1. */
export interface Mark {
  value: number;
  low: number | null;
  high: number | null;
}

export interface Table {
  kind: 'table';
  head: string[];
  rows: { cells: string[]; mark?: Mark | null }[];
  /** Columns of numbers. */
  right: readonly number[];
  /** Where the scale begins on which its marks are drawn. */
  from: -1 | 0;
}

export type Block = { kind: 'heading' | 'text' | 'note'; text: string } | { kind: 'list'; items: string[] } | Table;

const LISTED = 12;

/** A report in the order in which somebody reads it. */
export function blocksOf(report: SweepReport, language: Language): Block[] {
  const words = WORDS[language];
  const around = { report, words, language };
  return [
    { kind: 'text', text: `${words.of(report.held, report.planned)}${madeOf(around)}` },
    ...inShort(around),
    ...decisions(around),
    ...byAxis(around),
    ...effects(around),
    ...sensitivity(around),
    ...comparisons(around),
    { kind: 'note', text: words.intervals(report.clusters, clustersIn(report)) },
    { kind: 'note', text: costOf(around) },
  ];
}

interface Around {
  report: SweepReport;
  words: Words;
  language: Language;
}

/** `12 %`; in Korean without the space. */
export function percent(share: number | null, language: Language, signed = false): string {
  if (share === null) return '–';
  const digits = Math.round(Math.abs(share) * 100);
  const sign = digits === 0 ? '' : share < 0 ? '−' : signed ? '+' : '';
  return `${sign}${digits}${language === 'ko' ? '' : TIE}%`;
}

function withInterval(estimate: Estimate | null, language: Language, signed = false): string {
  if (estimate === null) return '–';
  const { value, low, high } = estimate;
  if (low === null || high === null) return percent(value, language, signed);
  const end = (share: number) => percent(share, language, signed).replace(/\s?%$/, '');
  return `${percent(value, language, signed)} (${end(low)}${language === 'ko' ? '~' : ' to '}${end(high)})`;
}

function madeOf({ report, words }: Around): string {
  const axes = (Object.entries(report.levels) as [AxisName, string[]][]).map(([axis, names]) =>
    words.levels(words.axis[axis], names.length),
  );
  return words.made(report.debates, report.controls, axes);
}

const clustersIn = ({ clusters, levels, scenarios }: SweepReport) =>
  clusters === 'scenario' ? scenarios.length : (levels.seed?.length ?? 1);

const levelName = (level: string, words: Words) => (level === AS_WRITTEN ? words.asWritten : level);

function optionOf({ report, words }: Around, scenario: string, option: string | null): string {
  if (option === null) return words.none;
  return report.scenarios.find((one) => one.scenario === scenario)?.options[option] ?? option;
}

const isAbsence = ({ axis, level }: Effect) => axis === 'cast' && /^-[^,+]+$/.test(level);
const upTo = (effects: readonly Effect[], language: Language) =>
  percent(Math.max(...effects.map(({ changed }) => changed?.high ?? 1)), language);

function inShort(around: Around): Block[] {
  const { report, words, language } = around;
  const absent = report.effects.filter(isAbsence);
  const facts = report.effects.filter(({ axis }) => axis === 'facts');
  const changing = (all: readonly Effect[]) =>
    all
      .filter(({ changed }) => (changed?.value ?? 0) > 0)
      .sort((a, b) => (b.changed?.value ?? 0) - (a.changed?.value ?? 0));
  const items: string[] = [];
  const pairs = (all: readonly Effect[]) => all.reduce((sum, one) => sum + one.pairs, 0);
  if (absent.length > 0) {
    const those = changing(absent);
    items.push(
      those.length === 0
        ? words.absent.nobody(pairs(absent), upTo(absent, language))
        : words.absent.who(
            those.map((one) =>
              words.absent.one(one.level.slice(1), {
                share: withInterval(one.changed, language),
                pairs: one.pairs,
                became: changesOf(around, one, 2),
              }),
            ),
          ),
    );
  }
  if (facts.length > 0) {
    const those = changing(facts);
    items.push(
      those.length === 0
        ? words.fact.none(pairs(facts), upTo(facts, language))
        : words.fact.which(those.slice(0, LISTED).map((one) => `${one.level}: ${withInterval(one.changed, language)}`)),
    );
  }
  for (const { axis, pairs: count, changed } of report.sensitivity) {
    if (changed === null || (axis === 'cast' && absent.length > 0) || axis === 'facts') continue;
    const name = words.axis[axis];
    items.push(
      changed.value === 0
        ? words.stays(name, count, percent(changed.high, language))
        : words.varies(name, withInterval(changed, language)),
    );
  }
  items.push(...verdicts(around));
  return items.length === 0
    ? []
    : [
        { kind: 'heading', text: words.inShort },
        { kind: 'list', items },
      ];
}

function changesOf(around: Around, { to }: Effect, most: number): string {
  const one = around.report.scenarios.length < 2;
  return to
    .slice(0, most)
    .map(({ scenario, from, to: option, count }) =>
      around.words.changes(
        count,
        one ? null : scenario,
        optionOf(around, scenario, from),
        optionOf(around, scenario, option),
      ),
    )
    .join('; ');
}

/** Whether the debate beats each control; of members alone, the best and the average. */
function verdicts(around: Around): string[] {
  const { report, words, language } = around;
  const debate = report.comparisons.find(({ arm }) => arm === 'debate');
  return report.comparisons.flatMap((one) => {
    const named = ['vote', 'solo', 'repeat'].includes(one.arm) || one.arm === `solo ${report.best}`;
    if (!named || debate === undefined) return [];
    const name = words.compared.name(one.arm);
    if (one.gain === null || one.both === null) return [words.compared.agrees(name, withInterval(one.same, language))];
    const { low, high, value } = one.gain;
    const told = value !== 0 && low !== null && high !== null && (low > 0 || high < 0);
    const isBare = value !== 0 && low === null;
    const say = isBare
      ? words.compared.few
      : told
        ? value > 0
          ? words.compared.beats
          : words.compared.loses
        : words.compared.ties;
    return [
      say(
        name,
        percent(one.both.debate, language),
        percent(one.both.other, language),
        withInterval(one.gain, language, true),
      ),
    ];
  });
}

function decisions(around: Around): Block[] {
  const { report, words, language } = around;
  const { decided } = words;
  const truth = report.scenarios.some((one) => one.truth !== null);
  const fidelity = report.scenarios.some((one) => one.fidelity !== null);
  const several = report.scenarios.length > 1;
  const rows = report.scenarios.flatMap((one) =>
    one.decisions.map(({ option, share }, index) => {
      const first = index === 0;
      const name = `${optionOf(around, one.scenario, option)}`;
      return {
        cells: [
          ...(several ? [first ? one.scenario : ''] : []),
          name,
          withInterval(share, language),
          first ? percent(one.agreement, language) : '',
          first ? percent(one.dissent?.value ?? null, language) : '',
          first ? percent(one.turned?.value ?? null, language) : '',
          first ? one.moved.toFixed(1) : '',
          first ? one.turns.toFixed(0) : '',
          ...(fidelity ? [first && one.fidelity !== null ? one.fidelity.toFixed(2) : ''] : []),
          ...(truth ? [first && one.truth !== null ? optionOf(around, one.scenario, one.truth) : ''] : []),
        ],
        mark: share,
      };
    }),
  );
  const head = [
    ...(several ? [decided.scenario] : []),
    decided.decision,
    decided.share,
    decided.agreement,
    decided.dissent,
    decided.turned,
    decided.moved,
    decided.turns,
    ...(fidelity ? [decided.fidelity] : []),
    ...(truth ? [decided.truth] : []),
  ];
  const first = several ? 2 : 1;
  return [
    { kind: 'heading', text: decided.title },
    {
      kind: 'table',
      head,
      rows,
      right: [first, first + 1, first + 2, first + 3, first + 4, first + 5, ...(fidelity ? [first + 6] : [])],
      from: 0,
    },
    { kind: 'note', text: decided.note },
  ];
}

/** What each level decided, where a reader can take it in. */
function byAxis(around: Around): Block[] {
  const { report, words, language } = around;
  if (report.scenarios.length > 1) return [];
  const axes = [...new Set(report.axes.map(({ axis }) => axis))];
  return axes.flatMap((axis): Block[] => {
    const own = report.axes.filter((one) => one.axis === axis);
    return [
      { kind: 'heading', text: words.byAxis(words.axis[axis]) },
      {
        kind: 'table',
        head: [
          words.axis[axis],
          words.decided.debates,
          words.decided.decision,
          words.decided.share,
          words.decided.agreement,
        ],
        rows: own.flatMap(({ level, scenario, debates, decisions: made, agreement }) =>
          made.map(({ option, share }, index) => ({
            cells: [
              index === 0 ? levelName(level, words) : '',
              index === 0 ? String(debates) : '',
              optionOf(around, scenario, option),
              withInterval(share, language),
              index === 0 ? percent(agreement, language) : '',
            ],
            mark: share,
          })),
        ),
        right: [1, 3, 4],
        from: 0,
      },
    ];
  });
}

function effects(around: Around): Block[] {
  const { report, words } = around;
  const absent = report.effects.filter(isAbsence);
  const facts = report.effects.filter(({ axis }) => axis === 'facts');
  const cards = report.effects.filter(({ axis }) => axis === 'card');
  const others = report.effects.filter((one) => ![...absent, ...facts, ...cards].includes(one));
  return [
    ...effectTable(around, words.absent.title, absent, {
      head: words.absent.without,
      nameOf: (level) => level.slice(1),
    }),
    ...effectTable(around, words.fact.title, facts),
    ...effectTable(around, words.card.title, cards),
    ...effectTable(around, words.effects.title, others),
  ];
}

function effectTable(
  around: Around,
  title: string,
  all: readonly Effect[],
  { head = around.words.level, nameOf = (level: string) => levelName(level, around.words) } = {},
): Block[] {
  const { words, language } = around;
  if (all.length === 0) return [];
  const sorted = [...all].sort(
    (a, b) =>
      (b.changed?.value ?? 0) - (a.changed?.value ?? 0) ||
      Math.abs(b.votes?.value ?? 0) - Math.abs(a.votes?.value ?? 0),
  );
  return [
    { kind: 'heading', text: title },
    {
      kind: 'table',
      head: [head, words.effects.pairs, words.effects.changed, words.effects.votes, words.effects.became],
      rows: sorted.map((one) => ({
        cells: [
          nameOf(one.level),
          String(one.pairs),
          withInterval(one.changed, language),
          withInterval(one.votes, language, true),
          changesOf(around, one, 2),
        ],
        mark: one.changed,
      })),
      right: [1, 2, 3],
      from: 0,
    },
  ];
}

function sensitivity(around: Around): Block[] {
  const { report, words, language } = around;
  if (report.sensitivity.length === 0 && report.noise === null) return [];
  const noise: Block[] =
    report.noise === null
      ? []
      : [{ kind: 'text', text: words.sensitivity.noise(withInterval(report.noise, language)) }];
  if (report.sensitivity.length === 0) return noise;
  return [
    { kind: 'heading', text: words.sensitivity.title },
    {
      kind: 'table',
      head: [words.sensitivity.axis, words.effects.pairs, words.effects.changed, words.effects.votes],
      rows: report.sensitivity.map(({ axis, pairs, changed, votes }) => ({
        cells: [words.axis[axis], String(pairs), withInterval(changed, language), withInterval(votes, language, true)],
        mark: changed,
      })),
      right: [1, 2, 3],
      from: 0,
    },
    { kind: 'note', text: words.effects.note },
    ...noise,
  ];
}

function comparisons(around: Around): Block[] {
  const { report, words, language } = around;
  const { compared } = words;
  if (report.comparisons.length === 0) return [];
  const knows = report.comparisons.some(({ right }) => right !== null);
  const wonLost = ({ won, lost }: Comparison) => (won === null || lost === null ? '' : `${won} : ${lost}`);
  return [
    { kind: 'heading', text: compared.title },
    {
      kind: 'table',
      head: knows
        ? [
            compared.arm,
            compared.cases,
            compared.calls,
            compared.right,
            compared.brier,
            compared.gain,
            compared.wonLost,
          ]
        : [compared.arm, compared.cases, compared.calls, compared.same],
      rows: report.comparisons.map((one) => ({
        cells: knows
          ? [
              compared.name(one.arm),
              String(one.cases),
              one.calls.toFixed(0),
              withInterval(one.right, language),
              one.brier === null ? '–' : one.brier.toFixed(2),
              one.gain === null ? '' : withInterval(one.gain, language, true),
              wonLost(one),
            ]
          : [
              compared.name(one.arm),
              String(one.cases),
              one.calls.toFixed(0),
              one.same === null ? '' : withInterval(one.same, language),
            ],
        mark: knows ? one.right : one.same,
      })),
      right: [1, 2, 3, 4, 5, 6],
      from: 0,
    },
    ...(knows ? [{ kind: 'note' as const, text: compared.note(report.best) }] : []),
  ];
}

function costOf({ report, words }: Around): string {
  const { calls, tokens, usd } = report.cost;
  const number = (value: number) => value.toLocaleString('en');
  return words.cost(number(calls), number(tokens), usd === null || usd === 0 ? null : `$${usd.toFixed(2)}`);
}
