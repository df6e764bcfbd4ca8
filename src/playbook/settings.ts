import type { Proposal } from '../core/turn.ts';
import type { Amendment } from '../reasoning/amend.ts';
import { farthestKeeping } from '../reasoning/amend.ts';
import { amendments, settledAnew } from '../reasoning/amendments.ts';
import { AT_ONCE } from '../reasoning/caution.ts';
import type { OptionValues } from '../reasoning/evaluate.ts';
import { valuesOf, worldWith } from '../reasoning/evaluate.ts';
import type { ProposedSetting } from '../reasoning/proposals.ts';
import { settingsIn } from '../reasoning/proposals.ts';
import { endsOf } from '../reasoning/settable.ts';
import { stepsOn } from '../reasoning/steps.ts';
import { assess, differences } from '../reasoning/support.ts';
import { bestOf, leadOver } from '../reasoning/weighing.ts';
import type { Phrase } from '../wording/amounts.ts';
import { asPhrase, plainPhrase, printAmount } from '../wording/amounts.ts';
import { standing, TO_ALL } from './addressing.ts';
import { asksBehind } from './asking.ts';
import { isTabled } from './combined.ts';
import { asEnsured } from './ensuring.ts';
import type { Move, Sentence } from './move.ts';
import { pricedNews } from './news.ts';
import { settingOf, settingPhrase } from './setting-phrase.ts';
import type { Talk } from './talk.ts';
import { turnsSinceNews } from './view.ts';
import type { There } from './weighing.ts';
import { againstBest, isWeighed, sumOf, withSettings } from './weighing.ts';
import { assertedBy, isSaid, newsOf, saidSince } from './yielding.ts';

/** `option/goal~set`: what an option gains by being set otherwise. */
const SET = '~set';

/** An option with less support than this, set otherwise, is not worth a turn. */
const WORTH_SETTING = 0.2;

/** An option that misses a limit could keep it with another setting. */
export function settings(talk: Talk): Move[] {
  const { view, tell } = talk;
  const since = new Set(turnsSinceNews(view).map(({ turn }) => turn));
  // What colleagues have proposed and nobody has taken up is what any further proposal is set beside.
  const open = openSettings(talk);
  const offered = open.length === 0 ? view.now.world : worldWith(view.now.world, open);
  return byOption(dueIn(talk, offered)).flatMap((serving): Move[] => {
    // After news another setting may be due; what was proposed since is on the table.
    const own = view.now.knowledge.proposals.filter((one) => one.option === serving[0].option);
    if (own.some(({ turn }) => since.has(turn))) return [];
    const ensured = asEnsured(talk, serving, open);
    const [amendment = serving[0], ...rest] = ensured.set;
    const amended: Together = [amendment, ...rest];
    const { option, input, to } = amendment;
    if (own.some(({ set }) => amended.every((one) => set[one.input] === one.to))) return [];
    const world = worldWith(offered, amended);
    const { best, options } = assess(view.model, world, view.seat.values);
    const isWanted =
      (options.get(option)?.share ?? 0) >= WORTH_SETTING ||
      [...talk.stances().values()].some((stance) => stance.option === option);
    if (!isWanted) return [];
    // Nobody changes sides for a setting that rests on what they only take for granted and a colleague knows.
    const asked =
      isUnknownBehind(talk, option) || (best === option && talk.best !== option) ? asksBehind(talk, option) : [];
    if (asked.length > 0) return asked;
    // Whether it would keep its limits there, its speaker could not know.
    if (isUnknownBehind(talk, option)) return [];
    const unit = talk.values(option).unitOf(input).text;
    const amount = asPhrase(printAmount(to, unit, tell.language, 2), [`option:${option}.${input}`]);
    const isRepair = amendment.repairs.length > 0;
    const say = isRepair || amended.length > 1 ? settingPhrase(talk, amended) : gainOf(talk, amendment, amount);
    if (say === null) return [];
    const leads = best === option && talk.best !== option;
    // Whoever has just lost their option says why, and how it could be kept.
    const lost = best === option ? lostOption(talk, option) : null;
    const left = lost === null ? leftForNews(talk, option, best) : null;
    return [
      {
        kind: 'amend',
        act: 'propose',
        ...TO_ALL,
        utility: lost !== null || left !== null ? 10.5 : best === option ? (isOpened(talk) ? 9.2 : 8.6) : OTHERS,
        proposes: { option, set: Object.fromEntries(amended.map((one) => [one.input, one.to])) },
        sentences: [
          ...(lost === null ? (left ?? []) : [lost]),
          {
            symbol: left !== null || best === option || talk.best === null ? 'amend' : 'amend.theirs',
            slots: { say, theirs: plainPhrase(tell.option(option)), ...standing(talk) },
            asserts: {
              slot: 'say',
              what: {
                reason: `${option}/${input}`,
                option,
                side: 'for',
                evidence: { kind: 'none', ref: null },
                figure: { name: input, value: to, unit },
                gist: tell.say.echo({ label: tell.label(input), amount }),
              },
            },
          },
          ...(leads && talk.best !== null
            ? leadingSo(talk, amended, [...open, ...amended], talk.best)
            : lost !== null
              ? otherwise(talk)
              : [
                  ...movedAway(talk, besideBest(talk, amended, isRepair, unit)),
                  ...(left === null ? [] : goneWith(talk)),
                ]),
          ...ensured.said,
        ],
      },
    ];
  });
}

/** Of another option than the speaker's: before what could be said at any time, so that nothing is voted on as it was first written. */
const OTHERS = 7;

/** Whether somebody has spoken since the last news: what that does to the options is said first. */
const isOpened = ({ view }: Talk): boolean => turnsSinceNews(view).length > 0;

/** An option leads once it is set otherwise: by what, against the one that leads as they stand, and where the speaker goes. */
function leadingSo(talk: Talk, amended: Together, all: readonly Setting[], rival: string): Sentence[] {
  const { view, tell } = talk;
  const [{ option }] = amended;
  const there = againstBest(talk, option, rival, all) ?? withSettings(talk, [...all]);
  const sum = sumOf(talk, option, rival, there);
  const before = view.own?.body.stance.option ?? null;
  const named = {
    option: plainPhrase(tell.option(option)),
    ...(before === null || before === option ? {} : { old: plainPhrase(tell.option(before)) }),
  };
  const why = sum?.symbol === 'weigh' ? { ...sum, symbol: 'gain' } : gainOver(talk, there, option, rival);
  return [
    ...(why === null ? [] : [{ ...why, slots: { ...why.slots, ...named } }]),
    { symbol: before === null || before === option ? 'amend.stay' : 'amend.move', slots: named },
  ];
}

/** On what an option is ahead of another one as they are set there: the heaviest that nobody has told. */
function gainOver(talk: Talk, { assessment, tell }: There, option: string, rival: string): Sentence | null {
  const [own, other] = [assessment.options.get(option)?.values, assessment.options.get(rival)?.values];
  if (own === undefined || other === undefined || talk.view.question.audience === 'junior') return null;
  for (const { criterion, gain } of differences(assessment, option, rival)) {
    const reason = `${option}/${criterion.id}${SET}`;
    if (gain <= 0 || criterion.kind === 'need' || talk.reasons.has(reason)) continue;
    const gained = tell.ahead(criterion, own, other);
    if (gained === null) continue;
    const say = tell.say.gained(tell.option(rival), gained);
    const none = { evidence: { kind: 'none', ref: null }, figure: null } as const;
    return {
      symbol: 'gain',
      slots: { say, ...standing(talk) },
      asserts: { slot: 'say', what: { reason, option, side: 'for', gist: say, ...none } },
    };
  }
  return null;
}

/** Settings of colleagues that may still be seconded, the last of each option. */
export function openSettings({ view }: Talk): Setting[] {
  const open = view.now.knowledge.proposals.filter(({ seconded, by }) => seconded === null && by !== view.seat.id);
  const last = new Map(open.map(({ option, set }) => [option, set]));
  return [...last].flatMap(([option, set]) => settingsIn({ option, set }));
}

/** Settings that serve an option best, and those that do so now for one that was set otherwise before. */
function dueIn({ view: { model, now } }: Talk, world: typeof now.world): Amendment[] {
  const anew = settledAnew(model, world).map((one) => ({
    ...one,
    // What had not been set otherwise before stands as it was written.
    from: valuesOf(model, world, one.option).amount(one.input)?.value ?? one.to,
    repairs: [],
  }));
  const changed = anew.filter(({ from, to }) => from !== to);
  return [...amendments(model, world).filter(({ option }) => !anew.some((one) => one.option === option)), ...changed];
}

/** What is set of one option, its inputs together. */
type Together = readonly [Amendment, ...Amendment[]];

function byOption(all: readonly Amendment[]): Together[] {
  return [...new Set(all.map(({ option }) => option))].flatMap((option) => {
    const [first, ...rest] = all.filter((one) => one.option === option);
    return first === undefined ? [] : [[first, ...rest] as const];
  });
}

/** Whether a limit of an option rests on what this member does not know at all. */
export function isUnknownBehind({ view }: Talk, option: string): boolean {
  return (view.now.assessment.options.get(option)?.open.length ?? 0) > 0;
}

/** What the news has made of the option that this member held and would leave even at another setting; null where that is not why. */
function leftForNews(talk: Talk, option: string, best: string | null): Sentence[] | null {
  const { change } = talk;
  if (change?.from !== option || change.to === option || best !== change.to || change.cause?.kind !== 'event')
    return null;
  const news = saidSince(talk, change.cause.name) ? [] : pricedNews(talk, option);
  return news.length === 0 ? null : news;
}

/** The sum by which a member leaves its option says so. */
function movedAway(talk: Talk, sentences: Sentence[]): Sentence[] {
  const { change } = talk;
  // Who goes by what has been put together has said so.
  if (change === null || change.from === change.to || change.from === null || isTabled(talk)) return sentences;
  return sentences.map(({ slots, ...one }) =>
    one.symbol === 'then' && one.asserts !== undefined
      ? {
          ...one,
          symbol: 'reopen.move',
          slots: { ...slots, why: slots['say'] },
          asserts: { ...one.asserts, slot: 'why' },
        }
      : { ...one, slots },
  );
}

/** Whoever goes by what has been put together ends on where that leads, and not on the option that they leave. */
const goneWith = (talk: Talk): Sentence[] =>
  isTabled(talk) && talk.best !== null ? [{ symbol: 'follow.table', slots: standing(talk) }] : [];

/** How the option as it would be set compares with the one that the member holds; else what else it could be set at. */
function besideBest(talk: Talk, amended: Together, isRepair: boolean, unit: string): Sentence[] {
  const { view, best } = talk;
  const [amendment] = amended;
  const there = withSettings(talk, amended);
  const sum =
    best === null || best === amendment.option || there.assessment.best !== best || view.question.audience === 'junior'
      ? null
      : sumOf(talk, best, amendment.option, there);
  // Where the speaker stands has just been said.
  if (sum !== null) return [sum.symbol === 'weigh' ? { ...sum, symbol: 'then' } : sum];
  return isRepair && amended.length === 1 ? windowOf(talk, amendment, unit) : [];
}

/** What a setting that repairs nothing gains: the goal that it serves most, before and after; null where this member sees none. */
function gainOf(talk: Talk, amendment: Amendment, amount: Phrase): Phrase | null {
  const { view, tell } = talk;
  const { option, input } = amendment;
  const { assessment, tell: thenTold } = withSettings(talk, [amendment]);
  const [today, then] = [talk.values(option), assessment.options.get(option)?.values];
  if (then === undefined) return null;
  const gains = view.model.criteria.flatMap((goal) => {
    if (goal.kind === 'need') return [];
    const [counted] = stepsOn([goal], then, today);
    return counted !== undefined && counted.steps > 0 ? [{ quantity: goal.quantity, steps: counted.steps }] : [];
  });
  const [first] = gains.sort((a, b) => b.steps - a.steps);
  if (first === undefined) return null;
  const was = tell.amount(first.quantity, today);
  const will = thenTold.amount(first.quantity, then);
  if (was === null || will === null || was.text === will.text) return null;
  return tell.say.tuned(tell.option(option), tell.label(input), amount, {
    label: tell.label(first.quantity),
    was,
    will,
  });
}

/** Of the bounds, below which there is no choice to speak of. */
const A_CHOICE = 0.05;

/** What else the input could be, where there is a choice. */
function windowOf({ tell, view }: Talk, amendment: Amendment, unit: string): Sentence[] {
  const { option, input, to } = amendment;
  const far = farthestKeeping(view.model, view.now.world, amendment);
  const [from, end] = endsOf(view.model.scenario.options[option]?.adjust?.[input] ?? [0, 0]);
  if (Math.abs(far - to) < A_CHOICE * (end - from)) return [];
  const ref = `rule:adjust.${option}.${input}`;
  const [low, high] = [to, far]
    .sort((a, b) => a - b)
    .map((at) => asPhrase(printAmount(at, unit, tell.language, 2), [ref]));
  if (low === undefined || high === undefined || low.text === high.text) return [];
  return [{ symbol: 'window', slots: { say: tell.say.window(tell.label(input), low, high) } }];
}

/** Where the member stands as long as a setting is not agreed on. */
function otherwise(talk: Talk): Sentence[] {
  return talk.best === null ? [] : [{ symbol: 'else', slots: standing(talk) }];
}

/** What put an option out that this member held until now. */
function lostOption(talk: Talk, option: string): Sentence | null {
  const { change } = talk;
  if (change?.from !== option || change.to === option || change.effect === null) return null;
  if (change.effect.kind === 'goal' || change.effect.option !== option) return null;
  const why = talk.effect(change.effect);
  if (why === null || isSaid(talk, change.effect)) return null;
  const news = change.cause?.kind === 'event' ? newsOf(talk, change.cause.name) : null;
  return {
    symbol: news === null ? 'concede.hold' : 'reopen',
    slots: { why, news: news ?? undefined },
    ...assertedBy(talk, change.effect, 'why'),
  };
}

/** Whether an option would be set better today, as after news, by more than anybody gives for safety: what was proposed is not taken up as it is. */
function isOvertaken({ view: { model, now } }: Talk, option: string, values: OptionValues): boolean {
  if (model.scenario.weights !== 'equal') return false;
  const best = bestOf(model, now.world, option);
  return best !== null && leadOver(model, best.values, values) >= AT_ONCE;
}

/** A colleague's proposal that this member can go with. */
export function seconds(talk: Talk): Move[] {
  const { view, tell, change } = talk;
  const { proposals } = view.now.knowledge;
  const isInItsPlace = ({ option, set, isDropped }: ProposedSetting) => {
    const there = assess(view.model, worldWith(view.now.world, settingsIn({ option, set })), view.seat.values);
    const then = there.options.get(option);
    return !isDropped && then !== undefined && then.missed.length === 0 && !isOvertaken(talk, option, then.values);
  };
  // What the table has gone on from, this member among them, is not taken up again.
  const isPassed = (one: ProposedSetting) =>
    proposals.some(
      (later) =>
        later.turn > one.turn &&
        later.option === one.option &&
        (later.seconded !== null || later.by === view.seat.id || isInItsPlace(later)) &&
        Object.keys(one.set).some((input) => Object.hasOwn(later.set, input)),
    );
  return proposals.flatMap((proposal): Move[] => {
    if (proposal.seconded !== null || proposal.by === view.seat.id || isPassed(proposal)) return [];
    const set = settingsIn(proposal);
    const world = worldWith(view.now.world, set);
    const { best, options } = assess(view.model, world, view.seat.values);
    const then = options.get(proposal.option);
    if (then === undefined || then.missed.length > 0 || isOvertaken(talk, proposal.option, then.values)) return [];
    // What would lead to a third option is not gone along with in passing.
    if (best !== proposal.option && best !== talk.best) return [];
    // How an option is set that nobody holds any more matters to nobody.
    const isHeld = [...talk.stances().values()].some(({ option }) => option === proposal.option);
    if (best !== proposal.option && !isHeld) return [];
    const option = tell.option(proposal.option);
    const beside = best === proposal.option ? besideSecond(talk, best) : null;
    // What keeps one's own option is taken before it is given up.
    const isMine = best === proposal.option && change !== null && change.from === best && change.to !== best;
    const isWayOut = best === proposal.option && change?.from != null && change.to === null;
    const lost = (isMine || isWayOut) && change.from !== null ? lostOption(talk, change.from) : null;
    return [
      {
        kind: 'second',
        act: 'support',
        addressee: proposal.by,
        answers: { turn: proposal.turn, claim: proposal.claim },
        question: null,
        utility: isMine || isWayOut ? 10.6 : best === proposal.option ? 9.1 : 7.5,
        sentences: [
          ...(lost === null ? [] : [lost]),
          {
            symbol: best === proposal.option || talk.best === null ? 'second' : 'second.theirs',
            slots: {
              theirs: plainPhrase(option),
              given: settingOf(talk, set, { isKnown: true, isProse: true }) ?? undefined,
              ...standing(talk),
            },
          },
          ...(best === proposal.option && talk.best !== null && talk.best !== best
            ? whyThen(talk, set, talk.best)
            : []),
          ...(beside?.sentences ?? []),
        ],
        ...(beside === null ? {} : { proposes: beside.proposes }),
      },
    ];
  });
}

/** What a colleague of another mind would set otherwise, told by whoever seconds: both are judged at their best. */
function besideSecond(talk: Talk, option: string): { sentences: Sentence[]; proposes: Proposal } | null {
  if (talk.view.question.audience === 'junior') return null;
  for (const { kind, proposes, sentences } of settings(talk)) {
    const amend = sentences.find(({ symbol }) => symbol === 'amend.theirs');
    if (kind !== 'amend' || proposes === undefined || proposes.option === option || amend === undefined) continue;
    const slots = { ...amend.slots, option: plainPhrase(talk.tell.option(option)) };
    return { sentences: [{ ...amend, slots }], proposes };
  }
  return null;
}

/** What an option gains so over the one that led before, where that has not been added up. */
function whyThen(talk: Talk, set: readonly Setting[], rival: string): Sentence[] {
  const [option] = set.map((one) => one.option);
  if (option === undefined || isWeighed(talk, option, rival)) return [];
  const gain = gainOver(talk, withSettings(talk, [...set]), option, rival);
  return gain === null ? [] : [gain];
}

/** The setting on which a vote for an amended option rests. */
export function conditionOf(talk: Talk, option: string): Phrase | null {
  const set = [...(talk.view.now.knowledge.amended.get(option) ?? [])];
  return settingOf(
    talk,
    set.map(([input, to]) => ({ option, input, to })),
    { isProse: true },
  );
}

type Setting = Pick<Amendment, 'option' | 'input' | 'to'>;
