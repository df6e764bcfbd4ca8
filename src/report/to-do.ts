import type { DebateDocument } from '../core/document.ts';
import type { Experiment, Outcome } from '../core/outcome.ts';
import { isSameJob } from '../reasoning/alike.ts';
import { DAY } from '../reasoning/calendar.ts';
import { carriesOut, isOfOthers } from '../reasoning/mentions.ts';
import { numbersIn } from '../reasoning/said-numbers.ts';
import { unitOf } from '../reasoning/units.ts';
import { unownedIn } from '../reasoning/unowned.ts';
import { wordsIn } from '../reasoning/words-in.ts';
import { printAmount, printTogether } from '../wording/amounts.ts';
import { besideMeasurement, figuresOf } from './beside-figures.ts';
import { agreesWithVotes, isOfVotes, votesOn, votesText } from './by-votes.ts';
import type { PrintContext } from './context.ts';
import { nameOf, optionName } from './context.ts';
import type { Measured } from './deciding.ts';
import { decidingMeasurement, isMeasurementOf } from './deciding.ts';
import { gainsNothing, gainTexts, isDead } from './gain-texts.ts';
import type { MemoLine } from './memo-line.ts';
import { says } from './memo-line.ts';
import { OFFLINE_WORDS } from './offline-words.ts';
import { chosenName, durationOf, experimentTold, filledIn, isOfPlaybook, priceOf } from './outcome-words.ts';
import { isByResult, isTooDear, isTooLongToWait } from './pays.ts';
import { fitTexts, ownerOf, ruleText, saidRule } from './rule.ts';

/** What members asked to have measured, and what the scenario offers, each once, with the value that decides. */
export function measurementLines(context: PrintContext, document: DebateDocument, outcome: Outcome): MemoLine[] {
  const { measures, figures } = outcome;
  const { labels } = context;
  if (figures === null) return withoutFigures(context, document, outcome);
  const rule = decidingMeasurement(outcome);
  const told = saidRule(context, outcome);
  const concerned = [outcome.decision, figures.ahead];
  const said = measures.filter(
    (one) =>
      !(told !== null && isSameJob(one.what, told.what)) &&
      !(rule !== null && isMeasurementOf(rule, one, figures)) &&
      (one.threshold !== null || one.price !== null) &&
      !isOfOthers(context, `${one.what} ${one.threshold ?? ''}`, concerned),
  );
  const otherOf = (one: Outcome['measures'][number]) =>
    figures.measured.find((measured) => isMeasurementOf(measured, one, figures));
  const unowned = new Set(
    isOfPlaybook(document) || outcome.decision === null
      ? []
      : unownedIn(document.turns, context.scenario, outcome.decision).measurements.map(({ turn }) => turn),
  );
  const lines = said.map((one) => {
    const { turn, what, price, threshold } = one;
    // Who only asked for it does not have it: the actions say that nobody does.
    const isNobodys = otherOf(one)?.owner == null && unowned.has(turn);
    const other = otherOf(one);
    const led = other === undefined ? null : ledTo(context, document, outcome, other);
    // What the table has a bar for is not called needless beside it: the figures say what they do.
    const isBarred = one.isSettled === true && threshold !== null && other !== undefined && isDead(other, outcome);
    const worth =
      other === undefined || led !== null || isBarred
        ? []
        : [
            ...gainTexts(context, outcome, other),
            ...(one.isSettled === true && isTooDear(outcome, other) ? [labels.memo.measuredAnyway] : []),
            ...whyTooLate(context, outcome, other),
          ];
    return says(
      [
        filledIn(context, document, what),
        price ?? (other === undefined ? '' : priceOf(context, other).join(', ')),
        // Whoever measures, the bar is of who named it.
        threshold === null ? '' : led === null ? threshold : `${nameOf(context, one.member)}: ${threshold}`,
        isNobodys ? labels.memo.proposedBy(nameOf(context, one.member), turn) : labels.memo.turn(turn),
        ...(led ??
          (isBarred
            ? figuresOf(context, other, figures)
            : other !== undefined && isNoMatter(outcome, other)
              ? []
              : besideMeasurement(context, one, figures))),
        ...worth,
      ]
        .filter((part) => part !== '')
        .join(' · '),
      {
        head: isNobodys ? labels.memo.unassigned : nameOf(context, other?.owner ?? ownerOf(outcome, one)),
        turns: [turn],
      },
    );
  });
  const rest = figures.measured.filter(
    (measured) =>
      measured !== rule &&
      measured.takenBack !== true &&
      !measures.some((one) => isMeasurementOf(measured, one, figures)),
  );
  const isTold = (measured: Measured) => measured.proposed !== null || !isDead(measured, outcome);
  const unneeded = rest.filter((measured) => !isTold(measured)).map(({ how }) => filledIn(context, document, how));
  return [
    ...lines,
    ...rest.filter(isTold).map((measured) => {
      const who = measured.owner ?? measured.proposed?.member ?? null;
      const parts = [filledIn(context, document, measured.how), ...priceOf(context, measured)];
      const said = ledTo(context, document, outcome, measured) ?? [
        ...(isNoMatter(outcome, measured) ? [] : figuresOf(context, measured, figures)),
        ...gainTexts(context, outcome, measured),
        ...whyTooLate(context, outcome, measured),
      ];
      return says([...parts, ...said].join(' · '), {
        head: who === null ? '' : nameOf(context, who),
        turns: measured.proposed === null ? [] : [measured.proposed.turn],
      });
    }),
    ...(unneeded.length === 0 ? [] : [says(labels.memo.notNeeded(unneeded))]),
  ];
}

/** That the decision would be late if it waited for the result; of what gains nothing, which options its result comes too late for. */
const whyTooLate = (context: PrintContext, outcome: Outcome, measured: Measured): string[] =>
  fitTexts(context, outcome, {
    ...measured,
    late: measured.late.filter(
      ({ option, takes, limit }) => takes > limit && (option === outcome.decision) !== gainsNothing(measured, outcome),
    ),
  });

/** Of what changes nothing, or costs more than it gains, nobody needs the bars. */
const isNoMatter = (outcome: Outcome, measured: Measured): boolean =>
  isDead(measured, outcome) || isTooDear(outcome, measured);

/**
 * Where the result of a measurement leads by the votes, and behind it, by its name, where it does by the figures and what it is worth by them;
 * null where both say the same, or nobody can say how the votes turn.
 */
export function ledTo(
  context: PrintContext,
  document: DebateDocument,
  outcome: Outcome,
  measured: Measured,
): string[] | null {
  if (!isOfVotes(context, document, outcome) || agreesWithVotes(measured, outcome)) return null;
  const { memo } = context.labels;
  const { bars } = measured;
  const figures =
    bars.length > 0
      ? [memo.figuresSay(ruleText(context, measured))]
      : figuresOf(context, measured, { flips: [], ahead: null });
  const turnsVotes = votesOn(outcome, measured.learns).length > 0;
  const turnsFigures = bars.some(({ none }) => none !== 'split');
  return [
    votesText(context, outcome, measured),
    ...figures,
    ...gainTexts(context, outcome, measured, { isOfFigures: true }),
    ...(turnsVotes || turnsFigures
      ? [turnsVotes && turnsFigures ? memo.votesAndFigures : turnsVotes ? memo.votesAlone : memo.figuresAlone]
      : []),
  ];
}

/** What has so many words in common, and hardly more of them, is the measurement itself, which stands under it. */
const SAME_DEED = 0.8;
const HARDLY_MORE = 1.5;

/** `said`: all that was said of the measurement; an action with a number that is none of it is a job of its own. Null where that is not known. */
function isMeasuring(action: string, { what, said }: { what: string; said: string | null }): boolean {
  const known = said === null ? null : new Set(numbersIn(said).map(({ value }) => value));
  return (
    isSameJob(what, action, SAME_DEED) &&
    wordsIn(action).length <= HARDLY_MORE * wordsIn(what).length &&
    (known === null || numbersIn(action).every(({ value }) => known.has(value)))
  );
}

/** Of many that were taken on in a debate, the last. */
const MOST_ACTIONS = 6;

/** Who does what, beside the measurements: what somebody took on, or what the option asks for and who measures. */
export function actionLines(context: PrintContext, document: DebateDocument, outcome: Outcome): MemoLine[] {
  const { memo } = context.labels;
  const concerned = [outcome.decision, outcome.figures?.ahead ?? null, ...insteadOf(outcome)];
  const measured =
    outcome.figures === null
      ? []
      : [
          ...measuredWords(outcome).map((what) => ({ what, said: null })),
          // What is told of none of these options is no line of its own that would have the job.
          ...outcome.measures.flatMap(({ what, price, threshold }) =>
            isOfOthers(context, `${what} ${threshold ?? ''}`, concerned)
              ? []
              : [{ what, said: [what, price, threshold].join(' ') }],
          ),
        ];
  const main = mainLine(context, document, outcome);
  // What a language model took on it said once and in its own words; the offline engine says much again.
  const isWhole = !isOfPlaybook(document);
  const found = outcome.actions.filter(
    (action) =>
      !isAsked(outcome, action.from) &&
      (isMain(context, document, outcome, action) ||
        (!measured.some((one) => isMeasuring(action.do, one)) &&
          (isWhole || outcome.figures === null || !isOfOthers(context, action.do, concerned)))),
  );
  // What carries out the decision first.
  const actions = [...(isWhole ? found : found.slice(-MOST_ACTIONS))]
    .sort((a, b) => Number(isMain(context, document, outcome, b)) - Number(isMain(context, document, outcome, a)))
    .map(({ owner, do: written, from, turn }) => {
      const what = filledIn(context, document, written);
      return says(from === 'measurement' ? memo.measures(what) : what, {
        head: nameOf(context, owner),
        turns: turn === null ? [] : [turn],
      });
    });
  const unowned = isWhole && outcome.decision !== null ? unownedLines(context, document, outcome.decision) : [];
  const asked = outcome.actions.flatMap(({ owner, do: what, from }) =>
    isAsked(outcome, from) ? [`${nameOf(context, owner)} ${filledIn(context, document, what)}`] : [],
  );
  const beside = asked.length === 0 ? [] : [says(memo.asksFor(asked))];
  return [...(main === null ? [] : [main]), ...actions, ...unowned, ...beside];
}

/** Whether an action is what the option asks for, beside what others took on aloud. */
const isAsked = ({ actions }: Outcome, from: Outcome['actions'][number]['from']): boolean =>
  from === 'option' && actions.some((one) => one.from === 'said');

/** What was settled and is nobody's, the decision aside, which has its own line. */
function unownedLines(context: PrintContext, document: DebateDocument, decision: string): MemoLine[] {
  const { measurements, jobs } = unownedIn(document.turns, context.scenario, decision);
  return [...measurements, ...jobs].map(({ turn, what }) =>
    says(filledIn(context, document, what), { head: context.labels.memo.unassigned, turns: [turn] }),
  );
}

/** The same with who keeps an eye on what would turn the decision. */
export const actionAndWatchLines = (context: PrintContext, document: DebateDocument, outcome: Outcome): MemoLine[] => [
  ...actionLines(context, document, outcome),
  ...watchersOf(document, outcome).map(({ member, turn, text }) =>
    says(context.labels.memo.watches(text.replace(/[.!…]+$/, '')), { head: nameOf(context, member), turns: [turn] }),
  ),
];

interface Watcher {
  fact: string;
  member: string;
  turn: number;
  /** As they said it. */
  text: string;
}

/** Who keeps an eye on what would turn the decision, as they said it with their vote: what only they know, or what they named. */
export function watchersOf({ turns }: DebateDocument, outcome: Outcome): Watcher[] {
  const { decision } = outcome;
  const rule = decidingMeasurement(outcome)?.learns;
  const prefix = `${decision}/`;
  const found = turns.flatMap(({ phase, speaker, turn, claims, stance }) =>
    phase !== 'vote' || decision === null || stance.option !== decision
      ? []
      : claims.flatMap(({ reason, text }) => {
          const fact = reason?.startsWith(prefix) ? /^(.+)~bound$/.exec(reason.slice(prefix.length))?.[1] : undefined;
          return fact === undefined || fact === rule ? [] : [{ fact, member: speaker, turn, text }];
        }),
  );
  return found.filter(({ fact }, index) => found.findIndex((one) => one.fact === fact) === index);
}

/** Whether an action is the decision itself: what its option asks for, what somebody took on in words of its name or of what it does, or what whoever closed for it took on. */
function isMain(
  context: PrintContext,
  { turns }: DebateDocument,
  outcome: Outcome,
  { from, do: what, turn }: Outcome['actions'][number],
): boolean {
  const { decision } = outcome;
  if (decision === null || from === 'measurement' || isAsked(outcome, from)) return false;
  const taken = turns.find((one) => one.turn === turn);
  return (
    from === 'option' ||
    (taken?.phase === 'close' && taken.stance.option === decision) ||
    carriesOut(context, what, decision)
  );
}

/** That the decision is carried out, where none of the actions is that: it has an owner, or the memo says that it has none. */
function mainLine(context: PrintContext, document: DebateDocument, outcome: Outcome): MemoLine | null {
  const { memo } = context.labels;
  const { decision, actions } = outcome;
  if (decision === null) return null;
  if (actions.some((action) => isMain(context, document, outcome, action))) return null;
  const voted = new Set(
    outcome.votes.flatMap(({ blind, option, member }) => (!blind && option === decision ? [member] : [])),
  );
  const first = document.turns.find(
    ({ speaker, stance, claims }) =>
      voted.has(speaker) &&
      stance.option === decision &&
      claims.some(({ option, side }) => option === decision && side === 'for'),
  );
  const rule = decidingMeasurement(outcome);
  const measurer = rule?.owner ?? rule?.proposed?.member ?? null;
  const how = rule === null ? null : filledIn(context, document, rule.how);
  // What costs more than it gains is nobody's first step, and nobody waits for what comes in too late to wait for.
  const isNoStep = rule !== null && isTooDear(outcome, rule);
  const isBeside = rule !== null && isTooLongToWait(rule, outcome);
  // Offline it has a line of its own.
  const step =
    how === null || isNoStep || isOfPlaybook(document)
      ? []
      : [
          (isBeside ? memo.stepBeside : memo.firstStep)(
            measurer === null ? how : `${how} (${nameOf(context, measurer)})`,
          ),
        ];
  const isOpen = isOfPlaybook(document) && rule !== null && isByResult(outcome, rule);
  const carried = isOpen
    ? OFFLINE_WORDS[context.language].carriesOutResult
    : memo.carriesOut(chosenName(context, outcome));
  const begin = isOfPlaybook(document) && !isOpen ? beginTexts(context, outcome) : [];
  const champion = first === undefined ? null : nameOf(context, first.speaker);
  // Who closes the debate takes the whole of it on, aloud.
  const owner = document.turns.findLast(({ claims }) => claims.some(({ reason }) => reason === `own:${decision}`));
  if (owner !== undefined)
    return says([carried, ...begin, ...step].join(' · '), {
      head: nameOf(context, owner.speaker),
      turns: [owner.turn],
    });
  return says([carried, ...begin, memo.nobodyTook(champion), ...step].join(' · '), {
    turns: first === undefined ? [] : [first.turn],
  });
}

/** By when what was decided has to begin, in whole days where there are several, never later than its deadline lets it. */
function beginTexts({ language }: PrintContext, { figures, decision }: Outcome): string[] {
  const tight = figures?.deadlines.find(({ option }) => option === decision);
  if (tight === undefined) return [];
  const left = ((tight.limit - tight.takes) * unitOf(tight.unit).factor) / DAY.factor;
  if (left < 0) return [];
  const whole = left >= SEVERAL ? Math.floor(left) : Math.floor(left * TENTHS) / TENTHS;
  return whole === 0 ? [] : [OFFLINE_WORDS[language].beginWithin(durationOf(whole, language))];
}

const SEVERAL = 3;
const TENTHS = 10;

/** What is done past the bar of the rule. */
const insteadOf = (outcome: Outcome): (string | null)[] =>
  decidingMeasurement(outcome)?.bars.flatMap(({ below, above }) => [below, above]) ?? [];

const measuredWords = (outcome: Outcome): string[] => {
  const rule = decidingMeasurement(outcome);
  const told = outcome.figures?.measured.filter((one) => one === rule || one.proposed !== null) ?? [];
  return told.map(({ how }) => how);
};

function withoutFigures(context: PrintContext, document: DebateDocument, outcome: Outcome): MemoLine[] {
  const { measures } = outcome;
  const { labels } = context;
  const experiment = experimentTold(outcome);
  const said = measures.map(({ member, turn, what, price, threshold }) =>
    says(
      [filledIn(context, document, what), price ?? '', threshold ?? '', labels.memo.turn(turn)]
        .filter((text) => text !== '')
        .join(' · '),
      { head: nameOf(context, member), turns: [turn] },
    ),
  );
  if (experiment === null) return said;
  const isSaid = measures.some(({ turn }) => turn === experiment.proposed?.turn);
  const [how, thresholds] = experimentLines(context, document, experiment);
  return [...said, ...(isSaid || how === undefined ? [] : [how]), ...(thresholds === undefined ? [] : [thresholds])];
}

function experimentLines(context: PrintContext, document: DebateDocument, experiment: Experiment): MemoLine[] {
  const { how, owner, label, unit, now, stretches, proposed, error } = experiment;
  const { language, labels } = context;
  const { memo } = labels;
  const who = owner ?? proposed?.member ?? null;
  // What the result may be off comes off the stretch in which the fact is taken to lie: past its edges that is no longer sure.
  const here = stretches.findIndex(({ from, to }) => now >= from && now <= to);
  const off = (index: number) => (index <= here ? (error ?? 0) : -(error ?? 0));
  const edges = printTogether(
    stretches.map(({ from }, index) => from + off(index)),
    unit,
    language,
  ).map(({ text }) => text);
  const thresholds = stretches.map(({ decision, holdsAtTo }, index) => {
    const [low, high] = [edges[index], edges[index + 1]];
    const isOwnLow = stretches[index - 1]?.holdsAtTo !== true;
    return memo.stretch(
      index === 0 || low === undefined ? null : { at: low, isOwn: isOwnLow },
      index === stretches.length - 1 || high === undefined ? null : { at: high, isOwn: holdsAtTo },
      optionName(context, decision),
    );
  });
  const turns = proposed === null ? [] : [proposed.turn];
  const asked = proposed === null ? [] : [memo.proposedBy(nameOf(context, proposed.member), proposed.turn)];
  return [
    says([filledIn(context, document, how), ...priceOf(context, experiment), ...asked].join(' · '), {
      head: who === null ? '' : nameOf(context, who),
      turns,
    }),
    says(
      [
        memo.now(printAmount(now, unit, language).text),
        ...thresholds,
        ...(error === null ? [] : [memo.within(printAmount(error, unit, language).text)]),
      ].join(' · '),
      { head: label },
    ),
  ];
}
