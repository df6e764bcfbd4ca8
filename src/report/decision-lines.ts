import type { DebateDocument } from '../core/document.ts';
import type { Figures, Outcome } from '../core/outcome.ts';
import { isAlike } from '../reasoning/alike.ts';
import { conditionsIn } from '../reasoning/conditions.ts';
import { mentions } from '../reasoning/mentions.ts';
import { compileModel } from '../reasoning/model.ts';
import { numbersIn } from '../reasoning/said-numbers.ts';
import { printTogether } from '../wording/amounts.ts';
import { agreedBar, agreedText, besideAgreed } from './agreed-bar.ts';
import { answeredInClose } from './answered.ts';
import { besideBar, besideMeasurement } from './beside-figures.ts';
import type { PrintContext } from './context.ts';
import { nameOf, noneKeeps, optionName } from './context.ts';
import type { Measured } from './deciding.ts';
import { decidingMeasurement, isMeasurementOf } from './deciding.ts';
import { tellsDeed } from './deeds.ts';
import { gainTexts } from './gain-texts.ts';
import type { MemoLine } from './memo-line.ts';
import { says } from './memo-line.ts';
import { formatShare } from './number.ts';
import {
  chosenName,
  conditionsOf,
  countVotes,
  filledIn,
  isAgreedSetting,
  isOfPlaybook,
  priceOf,
  readFor,
  resetText,
} from './outcome-words.ts';
import { isTooDear } from './pays.ts';
import {
  BOTH_WAYS,
  branchTexts,
  errorText,
  fitTexts,
  insteadTexts,
  ownerOf,
  ruleText,
  saidRule,
  tellingResets,
} from './rule.ts';
import { namesOf, saidBar } from './said-bars.ts';
import { nameSetAt, nextOption, setIn, worthText } from './set-at.ts';
import { agreementText } from './weighing-lines.ts';

/** Conditions that are told at the head of the memo. */
const MOST_CONDITIONS = 3;

/**
 * What was decided, how that stands by the figures, until which measured value and what instead, and on what else the votes hang.
 */
export function decisionLines(context: PrintContext, document: DebateDocument, outcome: Outcome): MemoLine[] {
  const { decision, amended, figures } = outcome;
  const { memo } = context.labels;
  const rule = decidingMeasurement(outcome);
  // One turn may have proposed several settings.
  const proposers = new Map(
    amended.flatMap(({ option, by, turn, isCondition }) =>
      option !== decision || by === null || turn === null || isCondition === true ? [] : [[turn, by] as const],
    ),
  );
  const { conditions, without } = conditionLines(context, document, outcome, rule);
  return [
    says(decisionLine(context, outcome)),
    ...[...proposers].map(([turn, by]) => says(memo.proposedBy(nameOf(context, by), turn), { turns: [turn] })),
    ...(figures === null ? withoutFigures(context, outcome) : byFigures(context, outcome, figures)),
    ...(rule === null ? [] : ruleLines(context, document, outcome, rule)),
    ...(rule === null ? saidRuleLines(context, document, outcome) : []),
    ...conditions,
    ...without,
    ...otherwiseLines(context, document, outcome, conditions, rule),
    ...holdsLines(context, outcome, rule),
  ];
}

function ruleLines(context: PrintContext, document: DebateDocument, outcome: Outcome, rule: Measured): MemoLine[] {
  const { owner, proposed, how } = rule;
  const who = owner ?? proposed?.member ?? null;
  const { memo } = context.labels;
  const { figures } = outcome;
  const asked = outcome.measures.findLast((one) => figures !== null && isMeasurementOf(rule, one, figures));
  // As it was put last.
  const turn = asked?.turn ?? proposed?.turn ?? null;
  const measured = [filledIn(context, document, how), ...priceOf(context, rule)].join(', ');
  const sayers = sayersOf(context, outcome, rule);
  const bars = rule.bars.flatMap(({ at, edge }) => [at, edge]);
  const isBar = (text: string) =>
    numbersIn(text).some(({ value, slack }) => bars.some((bar) => Math.abs(bar - value) <= slack));
  const agreed = agreedBar(rule, asked);
  const error = errorText(context, outcome, rule, agreed !== null);
  const behind = error.length === 0 ? [] : [`(${error.join('; ')})`];
  const bar = agreed === null ? ruleText(context, rule) : besideAgreed(context, rule, agreed.threshold).join(' · ');
  return [
    // What the table agreed on is the bar; where the figures turn stands behind it.
    ...(agreed === null ? [] : [says(agreedText(context, agreed), { turns: [agreed.turn] })]),
    says(bar === '' ? '' : [bar, ...behind].join(' ')),
    says(
      [
        who === null ? memo.measures(measured) : memo.measuredBy(nameOf(context, who), measured),
        ...(agreed !== null || asked?.threshold == null || isBar(asked.threshold)
          ? []
          : [memo.askedBar(asked.threshold)]),
        ...(turn === null ? [] : [memo.turn(turn)]),
        ...(sayers.length === 0 ? [] : [memo.votedSo(sayers)]),
      ].join(' · '),
      { turns: turn === null ? [] : [turn] },
    ),
    says(
      [
        ...gainTexts(context, outcome, rule),
        ...(asked?.isSettled === true && isTooDear(outcome, rule) ? [memo.measuredAnyway] : []),
      ].join(' · '),
    ),
    ...insteadTexts(context, rule, outcome.decision).map((text) => says(text)),
    ...fitTexts(context, outcome, rule).map((text) => says(text)),
  ];
}

/** The rule as a member put it, where the figures have none. */
function saidRuleLines(context: PrintContext, document: DebateDocument, outcome: Outcome): MemoLine[] {
  const said = saidRule(context, outcome);
  if (said === null) return [];
  const { memo } = context.labels;
  const { turn, what, price, threshold } = said;
  const asked = [filledIn(context, document, what), ...(price === null ? [] : [price])].join(', ');
  const sayers = conditionsOf(context, outcome).flatMap(({ condition, members }) =>
    isSaid(condition, said) ? members : [],
  );
  const beside = outcome.figures === null ? [] : besideMeasurement(context, said, outcome.figures);
  return [
    says(
      [
        memo.measuredBy(nameOf(context, ownerOf(outcome, said)), asked),
        threshold ?? '',
        memo.turn(turn),
        ...(sayers.length === 0 ? [] : [memo.votedSo(sayers)]),
        ...beside,
      ]
        .filter((part) => part !== '')
        .join(' · '),
      { turns: [turn] },
    ),
  ];
}

/** A condition that is more than the rule itself. */
const MORE = /,? and (?!above|below|else)|[가-힣](?:고|며),?\s/;

const isTheRule = (
  { scenario }: PrintContext,
  condition: string,
  figures: Figures | null,
  rule: Measured | null,
): boolean => {
  const bar = figures === null ? null : saidBar(condition, figures, namesOf(scenario));
  return bar?.agrees === true && bar.fact === rule?.learns && !MORE.test(condition);
};

/** Whether a condition is the bar that somebody said, by its number, and nothing more. */
function isSaid(condition: string, said: Outcome['measures'][number] | null): boolean {
  const bars = numbersIn(said?.threshold ?? '').map(({ value }) => value);
  // A number in a name, as 32B, is no bar.
  const own = numbersIn(condition).filter(
    ({ unit, text, isPercent }) => unit !== null || isPercent || text.includes('.'),
  );
  return own.length > 0 && !MORE.test(condition) && own.every(({ value }) => bars.includes(value));
}

/** Who voted on the rule and nothing else. */
function sayersOf(context: PrintContext, outcome: Outcome, rule: Measured): string[] {
  return conditionsOf(context, outcome).flatMap(({ condition, members }) =>
    isTheRule(context, condition, outcome.figures, rule) ? members : [],
  );
}

/** What the votes hang on beside the rule; where the figures have another bar for it, that stands beside it. */
function conditionLines(
  context: PrintContext,
  document: DebateDocument,
  outcome: Outcome,
  rule: Measured | null,
): { conditions: MemoLine[] /** That the figures have none of them. */; without: MemoLine[] } {
  const { memo } = context.labels;
  const { figures } = outcome;
  const stoodOn = conditionsStoodOn(context, document, outcome).filter(
    ({ condition }) => !isTheRule(context, condition, figures, rule) && !isSaid(condition, saidRule(context, outcome)),
  );
  const parts = stoodOn.map(({ condition }) => inFigures(context, outcome, condition));
  // Where the figures have nothing of any of them, that is said once.
  const isNone = parts.includes('none') && !parts.includes('all') && !parts.includes('part');
  const ofFigures = { all: memo.inFigures, part: memo.partlyInFigures, none: memo.notInFigures };
  const said = stoodOn.map(({ condition, members }, index) => {
    const part = parts[index] ?? null;
    const answered = answeredInClose(context, document, condition);
    return says(
      [
        memo.condition(condition),
        members.join(', '),
        ...(part === null || isNone ? [] : [ofFigures[part]]),
        ...(figures === null ? [] : besideBar(context, condition, figures)),
        ...(answered === null ? [] : [memo.answeredIn(answered)]),
      ].join(' · '),
      { turns: answered === null ? [] : [answered] },
    );
  });
  const told = isOfPlaybook(document) ? said.slice(0, MOST_CONDITIONS) : said;
  return { conditions: told, without: isNone ? [says(memo.withoutConditions(told.length))] : [] };
}

/** All conditions on which the decision stands. */
const conditionsStoodOn = (
  context: PrintContext,
  document: DebateDocument,
  outcome: Outcome,
): ReturnType<typeof conditionsOf> => [
  ...conditionsOf(context, outcome),
  ...agreedConditions(context, document, outcome),
];

/** Whether the figures are those with a condition that changes what is done; null where they hold as long as it does, or there are none. */
function inFigures(context: PrintContext, outcome: Outcome, condition: string): 'all' | 'part' | 'none' | null {
  const read = outcome.figures === null ? null : readFor(context, condition, outcome);
  if (read === null || read.kind === 'test') return null;
  if (read.kind === 'open' || !read.isSo) return 'none';
  return read.kind === 'part' ? 'part' : 'all';
}

/** Beside a text that a model wrote: whose conditions the table has not, or not all of. */
export function withoutConditions(context: PrintContext, document: DebateDocument, outcome: Outcome): MemoLine[] {
  const without = conditionsStoodOn(context, document, outcome).flatMap(({ condition, members }) => {
    const part = inFigures(context, outcome, condition);
    return part === 'none' || part === 'part' ? members : [];
  });
  return without.length === 0 ? [] : [says(context.labels.memo.tableWithout([...new Set(without)]))];
}

/** Conditions of the debate that another member accepted and that no vote repeats: the decision stands on them all the same. */
function agreedConditions(
  context: PrintContext,
  document: DebateDocument,
  outcome: Outcome,
): ReturnType<typeof conditionsOf> {
  if (isOfPlaybook(document) || outcome.decision === null) return [];
  const voted = conditionsOf(context, outcome);
  return conditionsIn(document.turns, compileModel(context.scenario)).flatMap(({ body, text, accepted, against }) => {
    const isTold = voted.some(({ condition }) => isAlike(condition, text)) || isAgreedSetting(context, text, outcome);
    if (against.length > 0 || accepted.length === 0 || isTold) return [];
    return [
      { condition: text, members: [body.speaker, ...accepted.map(({ by }) => by)].map((id) => nameOf(context, id)) },
    ];
  });
}

/** Where nobody said what is done when a condition is not met, that it was not said, and what is next by the figures. */
function otherwiseLines(
  context: PrintContext,
  document: DebateDocument,
  outcome: Outcome,
  conditions: readonly MemoLine[],
  rule: Measured | null,
): MemoLine[] {
  const { figures, decision } = outcome;
  const { memo } = context.labels;
  const others = Object.keys(context.scenario.options).filter((option) => option !== decision);
  const bars = rule?.bars.flatMap(({ at, edge }) => [at, edge]) ?? [];
  const isTold = ({ text }: MemoLine) =>
    answeredInClose(context, document, text) !== null ||
    numbersIn(text).some(({ value }) => bars.includes(value)) ||
    BOTH_WAYS.test(text) ||
    tellsDeed(text) ||
    others.some((option) => mentions(context, text, option));
  if (conditions.every(isTold)) return [];
  const next = figures === null ? null : nextOption(figures, decision);
  if (next === null) return [says(figures === null ? memo.otherwiseOpen : memo.otherwiseNone)];
  const branch = branchTexts(context, outcome, next.option);
  const name = nameSetAt(context, next.option, next.set);
  return [says([memo.otherwise(name), ...branch].join(' · '))];
}

function withoutFigures(context: PrintContext, { byFigures: option, decision }: Outcome): MemoLine[] {
  if (option === decision || option === null) return [];
  return [says(context.labels.memo.byFigures(nameSetAt(context, option, [])))];
}

/** Whether the figures say the same, and where they do not, why it was chosen all the same. */
function byFigures(context: PrintContext, outcome: Outcome, figures: Figures): MemoLine[] {
  const { memo } = context.labels;
  const { decision } = outcome;
  const text = agreementText(context, outcome, figures, decision);
  const { better } = figures;
  return [
    ...(text === null ? [] : [says(text)]),
    ...(better === null || decision === null
      ? []
      : [says(memo.betterAt(nameSetAt(context, decision, better.set), worthText(context, outcome.table, better.by)))]),
  ];
}

/**
 * The decision at its settings with the votes' count and the confidence; `isBrief`: its name and the count, beside a sentence that says it;
 * `isSure`: without the confidence.
 */
export function decisionLine(
  context: PrintContext,
  outcome: Outcome,
  { isBrief = false, isSure = false, name: called }: { isBrief?: boolean; isSure?: boolean; name?: string } = {},
): string {
  const { decision, confidence, votes } = outcome;
  const counts = countVotes(votes, false);
  const winner = decision === null ? [] : [counts.get(decision) ?? 0];
  const others = [...counts].flatMap(([option, count]) => (option === decision || option === null ? [] : [count]));
  const score = [...winner, ...others];
  const said = [
    ...(score.length === 0 ? [] : [score.length === 1 ? `${score[0]} : 0` : score.join(' : ')]),
    ...(decision === null || isBrief || isSure ? [] : [context.labels.memo.confidence(formatShare(confidence))]),
    ...(decision !== null && score.length > 1 && score[0] === Math.max(...score.slice(1))
      ? [context.labels.memo.tie]
      : []),
  ];
  if (isBrief) return [optionName(context, decision), ...said].join(', ');
  const set = decision === null ? [] : setIn(outcome, decision);
  const name = called ?? (set.length === 0 ? chosenName(context, outcome) : nameSetAt(context, decision, set));
  return said.length === 0 ? name : `${name}, ${said.join(', ')}`;
}

/** The nearest of the uncertain facts whose range holds a value past which the figures decide otherwise. */
const MOST_HOLDS = 1;

function holdsLines(context: PrintContext, outcome: Outcome, rule: Measured | null): MemoLine[] {
  const { scenario, language, labels } = context;
  const { flips, decision, byFigures, figures } = outcome;
  // Where the votes came to something else, flips are of what the figures come to.
  if ((figures === null ? byFigures : figures.ahead) !== decision) return [];
  return (figures?.flips ?? flips)
    .flatMap(({ fact, label, at, unit, beyond, to, none, tried: { holds } }) => {
      const range = scenario.facts[fact]?.range;
      if (fact === rule?.learns || range === undefined || at < range[0] || at > range[1]) return [];
      // What is counted holds up to the whole number before the one that flips it.
      const step = beyond === 'above' ? -1 : 1;
      const isCount = [at, ...range].every(Number.isInteger) && Math.abs(at - holds) < 1;
      // Elsewhere it is the very value that a flip is told at: one bar for one fact.
      const last = isCount ? at + step : at;
      const [edge = '', low = '', high = ''] = printTogether([last, ...range], unit, language).map(({ text }) => text);
      const isAtEnd = (isCount ? last : holds) === range[beyond === 'above' ? 0 : 1];
      const { memo } = labels;
      const then =
        to !== null
          ? optionName(context, to)
          : none === 'limits'
            ? noneKeeps(context)
            : figures === null
              ? memo.noneWins
              : memo.noneAhead;
      const text = `${memo.holds(label, edge, isAtEnd ? null : beyond, [low, high], isCount)}, ${memo.past(then)}`;
      const reset = tellingResets(context, outcome).filter((one) => one.fact === fact && one.beyond === beyond);
      return [says([text, ...reset.map((one) => resetText(context, one))].join(' · '))];
    })
    .slice(0, MOST_HOLDS);
}
