import type { Language } from '../core/language.ts';
import { capitalised } from '../wording/expand.ts';
import { isPlural, isQuestion } from '../wording/nouns.ts';
import { withParticles } from '../wording/particles.ts';
import type { End } from './labels.ts';
import type { Beyond } from './told-edge.ts';
import { beyondText } from './told-edge.ts';
import { unitOnce } from './unit-once.ts';

/** What an option has of a quantity beside what the decision has, as printed. */
export interface Beside {
  label: string;
  theirs: string;
  ours: string;
}

/** A limit that an option misses: what it comes to, and what was asked for. */
export interface Missed {
  label: string;
  value: string;
  limit: string;
}

/** Where a fact would turn the decision. */
export interface TurnWords {
  label: string;
  edge: string;
  beyond: Beyond | null;
  now: string | null;
  /** Between what it may be. */
  range: [low: string, high: string] | null;
}

/** A limit of the decision that is missed where facts turn out badly; `today`: what is left of it now, null for nothing. */
interface Breaking {
  /** Days of a measurement that are counted in what is left; null where none are. */
  waited: string | null;
  label: string;
  today: string | null;
  where: readonly string[];
  short: string;
  /** Of one fact: up to where it is kept; `where` is its value alone then. */
  holds: { label: string; at: string; beyond: 'above' | 'below' } | null;
}

/** The sentences of the memo of an offline debate. */
export interface OfflineWords {
  /** What was decided, where a measurement has to bear it out first: at which results. */
  /** `instead`: what is done at all other results, where that is one thing. */
  ifMeasured(how: string, label: string, from: End | null, to: End | null, instead: string | null): string;
  /** The decision by its name, whose setting waits for a result. */
  setLater(option: string): string;
  /** What the votes chose, where the result that is expected leads to something else. */
  byResult(option: string): string;
  /** What to measure first, and what follows from each result. */
  leadsTo(how: string, results: string): string;
  /** The same where what was decided cannot wait for it. */
  noTimeFor(how: string, results: string): string;
  /** The job of whoever does what the result says. */
  carriesOutResult: string;
  /** Why: as it was agreed on it is not what is done at the expected result, and which limit it would miss with that off by the error. */
  setByResult(agreed: string, expected: string, at: string, missed: string | null): string;
  /** By which day an option has to begin, to keep a deadline. */
  startBy(option: string, day: string, label: string, bound: string): string;
  /** What may be known only after that day, and what is done without it. */
  mayBeLater(labels: readonly string[], day: string): string;
  /** That values which are told of days in the calendar count the days of measuring. */
  counted(days: string): string;
  /** So much of one goal, standing for all of them. */
  asMuchOf(amount: string, label: string): string;
  /** Figures that came out otherwise than most had them, each as `tokens 45B, not 30B (Flux, turn 2)`. */
  cameUp(facts: readonly string[]): string;
  cameOut(label: string, was: string, is: string, by: string): string;
  changed(label: string, was: string, is: string): string;
  /** `before`: of what it says itself, what was before. */
  news(say: string, changes: readonly string[], before: readonly string[]): string;
  was(label: string, amount: string): string;
  /** What news did to the decision. */
  newsDid(option: string, changes: readonly string[]): string;
  /** How far the decision is ahead of the next. */
  leads(option: string, next: string, worth: string): string;
  /** `isNoise`: no difference between them counts; `isByCards`: members weigh goals by the order on their cards. */
  level(option: string, next: string, is: { isNoise: boolean; isByCards: boolean }): string;
  behind(option: string, next: string, worth: string): string;
  /** An option that is far from being chosen, and on what it loses most. */
  trails(option: string, worth: string, on: Beside | null): string;
  /** On what the decision is better, and on what the other option is; either may be nothing. */
  traded(option: string, won: readonly Beside[], other: string, lost: readonly Beside[]): string;
  /** Between clauses of one sentence. */
  and: string;
  /** `isSettable`: no setting of it keeps them; `isWanted`: what most had chosen at first. */
  out(option: string, missed: readonly Missed[], isSettable: boolean, isWanted: boolean): string;
  /** What is left of a deadline when an option begins only after a measurement. */
  leftAfter(
    waited: string,
    bound: string,
    options: readonly { option: string; left: string; isLeast: boolean }[],
  ): string;
  /** What two limits ask of one input, which cannot be had together. */
  conflict(asked: readonly string[]): string;
  /** That the lead is hardly one. */
  thin: string;
  /** A fact with a value: `the peak load at 1,080 kW`. */
  at(label: string, value: string): string;
  holdsEven(where: readonly string[], label: string, left: string): string;
  breaksAt(breaking: Breaking): string;
  /** `option`: the decision, set so that it keeps the limit there as well. */
  safeAt(option: string, costs: string | null): string;
  /** Which other option keeps all limits in more of what may come, and what that costs in all. */
  surer(option: string, share: string, decision: string, own: string, costs: string | null): string;
  /** The same up to a value on the way there. */
  surerAt(option: string, costs: string, at: string, beyond: 'above' | 'below'): string;
  /** `only`: the fact with the value up to which it keeps its limits, where the decision keeps them further. */
  betterSet(
    option: string,
    steps: string,
    only: { label: string; at: string; beyond: 'above' | 'below' } | null,
  ): string;
  /** Why it is set so, `set`, and not as is best by the figures: what that costs, null for next to nothing, and what it stands in. */
  sturdier(set: string, best: string, costs: string | null, stands: Stands): string;
  /** `other`: what keeps it there, since no setting of the decision does; null where nothing does. */
  keptThere(other: string | null, isSettable: boolean): string;
  /** What comes to be ahead, which keeps its limits up to a value only, and what is taken past that. */
  holdsTo(option: string, at: string, beyond: 'above' | 'below', then: string): string;
  turnedAt(turn: TurnWords): string;
  /** Values past which an option keeps the limits so and no longer as it is set. */
  keepsSet(values: readonly string[], option: string): string;
  /** Who keeps an eye on several facts, on the one that was named, or on one of several, `label`. */
  watchedBy(names: readonly string[], facts: number, label: string | null): string;
  /** Another value of the same fact. */
  alsoAt(turn: Pick<TurnWords, 'edge' | 'beyond'>): string;
  /** Facts that would turn it as well, further off. */
  alsoTurned(labels: readonly string[]): string;
  /** Who keeps an eye on a fact: at which value what else comes to be decided, or for which reason nothing. */
  watches(label: string, edge: string, beyond: Beyond, to: string | null, none: string): string;
  /** The same of a fact past whose value a limit is missed; `then`: the decision, set so that it keeps it there. */
  watchesLimit(label: string, at: string, beyond: 'above' | 'below', limited: string, then: string | null): string;
  /** The setting of the decision that is sure without a measurement, what it costs, and what a measurement gains over it. */
  insures(option: string, costs: string | null, gain: string): string;
  /** What counts as much as what. */
  worth(amount: string, label: string): string;
  equals(worths: readonly string[]): string;
  /** What a measurement gains on average. */
  gained(worth: string): string;
  /** The row of the table that adds all goals up. */
  sumAgainst(option: string, label: string | null): string;
  /** Of a table: in how much of what the ranges allow every limit is kept. */
  heldShare: string;
  /** By when the decision has to begin. */
  beginWithin(days: string): string;
  /** Another option that a result may still lead to. */
  keepsReady(option: string): string;
  /** Heading of the limits that may be missed. */
  risks: string;
  /** Heading of figures that were corrected. */
  corrected: string;
  /** A stretch of results, of what is measured where that is to be named; an end that is null is open, and one that is not `isOwn` belongs to the neighbour. */
  band(label: string | null, from: End | null, to: End | null): string;
  stays: string;
  asDecided(settings: string): string;
  keptClear(error: string): string;
  goodTo(error: string): string;
  /** What is measured, before the decision is carried out. */
  firstOf(what: string): string;
  /** The same where there is no time to wait for it. */
  beside(what: string): string;
  meanwhile: string;
}

const list = (parts: readonly string[], and: string): string =>
  parts.length < 2 ? (parts[0] ?? '') : `${parts.slice(0, -1).join(', ')}${and}${parts.at(-1)}`;

const turnedRound = ({ label, theirs, ours }: Beside): Beside => ({ label, theirs: ours, ours: theirs });

const onEach = (goals: readonly Beside[]): string =>
  list(
    goals.map(({ label, ours, theirs }) => `${label} (${unitOnce(ours, theirs, ' against ')})`),
    ' and ',
  );

/** `the interval at 24 min or less`, `0.6 or less for how evenly they come`: up to where a limit is kept. */
function atBound({ label, at, beyond }: { label: string; at: string; beyond: 'above' | 'below' }): string {
  const bound = `${at} or ${beyond === 'above' ? 'less' : 'more'}`;
  return isQuestion(label) ? `${bound} for ${label}` : `${label} at ${bound}`;
}

/** Up to which values of which facts every limit is kept, and there only up to `before`; and two facts, as they are told, at once. */
interface Stands {
  further: readonly { label: string; at: string; before: string; beyond: 'above' | 'below' }[];
  /** `isTold`: of both it has just been told up to where. */
  together: { where: readonly string[]; isTold: boolean } | null;
}

const EN: OfflineWords = {
  ifMeasured: (how, label, from, to, instead) => {
    const comes = isPlural(label) ? 'come out at' : 'comes out at';
    return `First: ${how}. This stands if ${label} ${comes} ${EN.band(null, from, to)}${instead === null ? '' : `; else it is ${instead}`}.`;
  },
  setLater: (option) => `${option}, set once the result is in`,
  byResult: (option) => `measure first, and go by the result; the votes are for ${option}`,
  carriesOutResult: 'carry out what the result says',
  leadsTo: (how, results) => `First: ${how}. ${capitalised(results)}.`,
  noTimeFor: (how, results) => `It begins at once: there is no time to wait for ${how}. By the figures, ${results}.`,
  setByResult: (agreed, expected, at, missed) =>
    `At the expected ${at} that is ${expected}. What the table agreed on, ${agreed}, ${missed === null ? 'is behind it there' : `would miss the limit on ${missed} if that is a little off`}; what is told below is of what was agreed.`,
  counted: (days) =>
    `Where it turns, and what is left of its limits, is told with the ${days} of measuring counted; the table does not count them.`,
  startBy: (option, day, label, bound) =>
    `${capitalised(option)} ${isPlural(option) ? 'have' : 'has'} to be started by day ${day} to keep within ${bound} (${label}).`,
  mayBeLater: (labels, day) =>
    `${capitalised(list(labels, ' and '))} may be known only after that: where there is no word by day ${day}, it is started then.`,
  asMuchOf: (amount, label) => `what ${amount} of ${label} ${isPlural(label) ? 'are' : 'is'} worth`,
  cameUp: (facts) => `${capitalised(facts.join('; '))}.`,
  cameOut: (label, was, is, by) => `${label}${/\d$/.test(label) ? ':' : ''} ${is}, not ${was} (${by})`,
  changed: (label, was, is) => `${label} from ${was} to ${is}`,
  news: (say, changes, before) =>
    `${capitalised(say.replace(/[.!]$/, ''))}${before.length === 0 ? '' : ` (before: ${list(before, ' and ')})`}${changes.length === 0 ? '' : `: ${changes.join('; ')}`}.`,
  was: (label, amount) => `${label} ${amount}`,
  leads: (option, next, worth) =>
    `${capitalised(option)} ${isPlural(option) ? 'come' : 'comes'} out ahead of ${next} by ${worth}, all goals counted.`,
  level: (option, next, { isNoise, isByCards }) =>
    `${capitalised(option)} and ${next} come to the same in all${isNoise ? ', since no difference between them counts' : ''}.${isByCards ? ' The votes follow what the members put first on their cards.' : ''}`,
  behind: (option, next, worth) =>
    `By the figures alone ${next} would be ahead of ${option} by ${worth}, all goals counted.`,
  trails: (option, worth, on) =>
    `${capitalised(option)} ${isPlural(option) ? 'come' : 'comes'} out ${worth} behind, all goals counted${on === null ? '' : `, above all on ${on.label} (${unitOnce(on.theirs, on.ours, ' against ')})`}.`,
  newsDid: (option, changes) => `With ${option}, that takes ${list(changes, ' and ')}.`,
  traded: (option, won, other, lost) =>
    `${capitalised(
      [
        ...(won.length === 0 ? [] : [`${option} ${isPlural(option) ? 'are' : 'is'} better on ${onEach(won)}`]),
        ...(lost.length === 0
          ? []
          : [`${other} ${isPlural(other) ? 'are' : 'is'} better on ${onEach(lost.map(turnedRound))}`]),
      ].join('; '),
    )}.`,
  and: '; ',
  leftAfter: (waited, bound, options) =>
    `Begun after the ${waited} of measuring, ${list(
      options.map(
        ({ option, left, isLeast }, index) =>
          `${option} ${index === 0 ? `${isPlural(option) ? 'have' : 'has'} ` : ''}${isLeast ? 'at least ' : ''}${left}`,
      ),
      ' and ',
    )} to spare of ${bound}.`,
  out: (option, missed, isSettable, isWanted) =>
    `${capitalised(option)}${isWanted ? ', the first choice of most,' : ''} ${isPlural(option) ? 'are' : 'is'} out: ${list(
      missed.map(({ label, value, limit }) => `${label} ${isPlural(label) ? 'come' : 'comes'} to ${value} (${limit})`),
      ', and ',
    )}${isSettable ? ', and no setting keeps every limit' : ''}.`,
  conflict: (asked) => `${capitalised(asked.join(', but '))}.`,
  thin: 'That is a thin lead.',
  at: (label, value) => (isQuestion(label) ? `${value} for ${label}` : `${label} at ${value}`),
  holdsEven: (where, label, left) =>
    `Even with ${list(where, ' and ')}${where.length > 1 ? ' at once' : ''}, ${label} ${isPlural(label) ? 'keep their' : 'keeps its'} limit, by ${left}.`,
  breaksAt: ({ waited, label, today, where, short, holds }) => {
    const [keep, its, miss, they] = isPlural(label)
      ? ['keep', 'their', 'miss', 'they']
      : ['keeps', 'its', 'misses', 'it'];
    const spare = today === null ? 'with nothing to spare' : `by ${today}`;
    const until = holds === null ? '' : `, with ${atBound(holds)}`;
    const there =
      holds === null ? `with ${list(where, ' and ')}${where.length > 1 ? ' at once' : ''}` : `at ${where.join()}`;
    const counted = waited === null ? '' : `counting the ${waited} of measuring, `;
    return `${capitalised(`${counted}${label}`)} ${keep} ${its} limit ${spare}${until}; ${there} ${they} ${miss} it by ${short}.`;
  },
  surer: (option, share, decision, own, costs) =>
    `The surer one is ${option}: over the ranges of what is uncertain ${isPlural(option) ? 'they keep' : 'it keeps'} all limits in ${share} of cases, ${decision} in ${own}${costs === null ? '' : `; that costs ${costs} in all`}.`,
  safeAt: (option, costs) =>
    `${capitalised(option)} would keep it there too${costs === null ? '' : `, for ${costs} at today's figures`}.`,
  surerAt: (option, costs, at, beyond) =>
    `${capitalised(option)} would keep it ${beyond === 'above' ? 'up' : 'down'} to ${at}, for ${costs}.`,
  insures: (option, costs, gain) =>
    `without a result only ${option} is sure to keep every limit${costs === null ? '' : `, for ${costs}`}; beside that, ${gain}`,
  betterSet: (option, steps, only) =>
    `${capitalised(option)} would be better by ${steps}${only === null ? '' : `, but keeps its limits only with ${atBound(only)}`}.`,
  sturdier: (set, best, costs, { further, together }) => {
    const reaches = further.map(({ label, at, before, beyond }, index) => {
      const way = beyond === 'above' ? 'up to' : 'down to';
      const other = `${before}${index === 0 ? ` at ${best}` : ''}`;
      return `${isQuestion(label) ? `${way} ${at} for ${label}` : `with ${label} ${way} ${at}`} (${other})`;
    });
    const both =
      together === null
        ? []
        : [together.isTold ? 'with both at once' : `with ${list(together.where, ' and ')} at once`];
    return `Set at ${set} and not at ${best}, which is best by the figures: that costs ${costs ?? 'next to nothing'} and keeps every limit ${list([...reaches, ...both], ' and ')}.`;
  },
  keptThere: (other, isSettable) => {
    if (!isSettable) return other === null ? 'Nothing else keeps every limit there.' : `There it takes ${other}.`;
    return other === null
      ? 'No setting keeps it there, and no other option does.'
      : `No setting keeps it there; it then takes ${other}.`;
  },
  holdsTo: (option, at, beyond, then) => `${option}, ${beyond === 'above' ? 'up' : 'down'} to ${at}; past that ${then}`,
  keepsSet: (values, option) => `change to ${option} to stay within the limits with ${list(values, ' or ')}`,
  watchedBy: (names, facts, label) =>
    `${list(names, ' and ')} ${names.length > 1 ? 'keep' : 'keeps'} an eye on ${label ?? (facts > 1 ? 'them' : 'it')}`,
  alsoAt: ({ edge, beyond }) => `at ${beyondText('en', edge, beyond)}`,
  turnedAt: ({ label, edge, beyond, now, range }) =>
    `${label} at ${beyondText('en', edge, beyond)}${now === null ? '' : ` (now ${now}${range === null ? '' : `, may be ${unitOnce(range[0], range[1])}`})`}`,
  alsoTurned: (labels) => `further off: ${list(labels, ' and ')}`,
  watchesLimit: (label, at, beyond, limited, then) =>
    `keeps an eye on ${label}: ${beyond === 'above' ? 'above' : 'below'} ${at} ${limited} ${isPlural(limited) ? 'miss their' : 'misses its'} limit${then === null ? '' : `, and it is ${then}`}`,
  watches: (label, edge, beyond, to, none) =>
    `keeps an eye on ${label}: at ${beyondText('en', edge, beyond)} ${to === null ? none : `it is ${to}`}`,
  worth: (amount, label) => `${amount} on ${label}`,
  equals: (worths) => `Counted as equal: ${worths.join(', ')}.`,
  gained: (worth) => `choosing after it gains ${worth} on average`,
  heldShare: 'keeps all limits, over the ranges',
  sumAgainst: (option, label) => `in all, against ${option}${label === null ? '' : `, as ${label}`}`,
  beginWithin: (days) => `has to begin within ${days}`,
  keepsReady: (option) => `keeps ${option} ready until the result is in`,
  risks: 'Weak points',
  corrected: 'Corrected',
  band: (label, from, to) => {
    const at = label === null ? '' : `${label} at `;
    if (from !== null && to !== null) {
      const [low, high] = [`${from.isOwn ? '' : 'more than '}${from.at}`, `${to.isOwn ? '' : 'less than '}${to.at}`];
      return `${at}${from.isOwn && to.isOwn ? unitOnce(from.at, to.at) : `${low} to ${high}`}`;
    }
    if (from !== null) return `${at}${from.isOwn ? `${from.at} or more` : `more than ${from.at}`}`;
    return `${at}${to === null ? 'any value' : to.isOwn ? `${to.at} or less` : `less than ${to.at}`}`;
  },
  stays: 'the decision stands',
  asDecided: (settings) => `the decision stands, set to ${settings}`,
  keptClear: (error) => `These bars and settings hold with the result off by ${error}.`,
  goodTo: (error) => `good to ±${error}`,
  firstOf: (what) => `at once: ${what}`,
  beside: (what) => `see whether it can run beside the work: ${what}`,
  meanwhile: 'There is no time to wait for it: it helps only where it can run beside the work, which begins at once.',
};

const KO: OfflineWords = {
  ifMeasured: (how, label, from, to, instead) =>
    withParticles(
      `먼저 할 일: ${how}. ${KO.band(`${label}이/가`, from, to)}으로/로 나오면 이대로 간다.${instead === null ? '' : ` 아니면 ${instead}.`}`,
    ),
  setLater: (option) => `${option}, 설정은 결과를 보고`,
  byResult: (option) => `먼저 재고 그 결과를 따른다. 표결은 ${option}`,
  carriesOutResult: '결과에 따라 실행',
  leadsTo: (how, results) => `먼저 할 일: ${how}. ${results}.`,
  noTimeFor: (how, results) => withParticles(`결과를 기다릴 틈이 없어 바로 시작한다(${how}). 수치로는 ${results}.`),
  setByResult: (agreed, expected, at, missed) =>
    withParticles(
      `예상대로 ${at}이면/면 ${expected}이다. 토론에서 정한 ${agreed}은/는 ${missed === null ? '거기서 그보다 못하다' : `결과가 조금만 빗나가도 ${missed} 한도를 어긴다`}. 아래 수치는 정한 설정의 것이다.`,
    ),
  counted: (days) =>
    withParticles(`바뀌는 조건과 한도까지의 여유는 재는 ${days}까지 친 것이고, 표는 치지 않은 것이다.`),
  startBy: (option, day, label, bound) =>
    withParticles(`${option}은/는 ${day}일째까지 시작해야 ${bound} 안에 든다(${label}).`),
  mayBeLater: (labels, day) =>
    withParticles(`${labels.join(', ')}은/는 그 뒤에야 드러날 수 있으니, ${day}일째까지 소식이 없으면 그때 시작한다.`),
  asMuchOf: (amount, label) => `${label} ${amount} 값어치`,
  cameUp: (facts) => `${facts.join(', ')}.`,
  cameOut: (label, was, is, by) => withParticles(`${label}은/는 ${was}이/가 아니라 ${is}(${by})`),
  changed: (label, was, is) => withParticles(`${label}이/가 ${was}에서 ${is}으로/로`),
  news: (say, changes, before) =>
    `${say.replace(/[.!]$/, '')}${before.length === 0 ? '' : `(전에는 ${before.join(', ')})`}${changes.length === 0 ? '' : `: ${changes.join(', ')}`}.`,
  was: (label, amount) => `${label} ${amount}`,
  leads: (option, next, worth) => withParticles(`${option}이/가 ${next}보다 다 합쳐 ${worth}만큼 앞선다.`),
  level: (option, next, { isNoise, isByCards }) =>
    withParticles(
      `${option}과/와 ${next}은/는 다 더하면 같다${isNoise ? '(따질 만큼 큰 차이가 없다)' : ''}.${isByCards ? ' 표는 저마다 카드에서 앞에 둔 가치를 따랐다.' : ''}`,
    ),
  behind: (option, next, worth) => withParticles(`수치만 보면 ${next}이/가 ${option}보다 다 합쳐 ${worth}만큼 앞선다.`),
  trails: (option, worth, on) =>
    withParticles(
      `${option}은/는 다 합쳐 ${worth}만큼 뒤진다${on === null ? '.' : `. 무엇보다 ${on.label}에서 ${on.theirs} 대 ${on.ours}이다.`}`,
    ),
  newsDid: (option, changes) => withParticles(`${option}에서는 그래서 ${changes.join(', ')} 바뀐다.`),
  traded: (option, won, other, lost) => {
    const on = (goals: readonly Beside[]) =>
      list(
        goals.map(({ label, ours, theirs }) => `${label}(${ours} 대 ${theirs})`),
        ', ',
      );
    const ours = won.length === 0 ? '' : withParticles(`${option}은/는 ${on(won)}에서 `);
    const theirs = lost.length === 0 ? '' : withParticles(`${other}은/는 ${on(lost.map(turnedRound))}에서 낫다.`);
    if (ours === '') return theirs;
    return theirs === '' ? `${ours}낫다.` : `${ours}낫고, ${theirs}`;
  },
  and: ', ',
  leftAfter: (waited, bound, options) =>
    withParticles(
      `${waited} 재고 나서 시작해도 ${bound} 가운데 ${options.map(({ option, left, isLeast }) => `${option}은/는 ${isLeast ? '적어도 ' : ''}${left}`).join(', ')} 남는다.`,
    ),
  out: (option, missed, isSettable, isWanted) =>
    withParticles(
      `${isWanted ? '처음에 가장 많이 고른 ' : ''}${option}은/는 안 된다: ${missed
        .map(({ label, value, limit }) => `${withParticles(`${label}이/가`)} ${value} (${limit})`)
        .join(', ')}.${isSettable ? ' 한도를 다 지키는 설정은 없다.' : ''}`,
    ),
  conflict: (asked) => {
    const due = asked.map((one) => `${one}${one.endsWith('이상') ? '이어야' : one.endsWith('이하') ? '여야' : ''}`);
    return due.every((one) => one.endsWith('야')) ? `${due.join(' 하는데, ')} 한다.` : `${asked.join(', ')}.`;
  },
  thin: '얇은 차이다.',
  at: (label, value) => `${label} ${value}`,
  holdsEven: (where, label, left) =>
    withParticles(`${where.join(', ')}${where.length > 1 ? '까지 겹쳐도' : '여도'} ${label}은/는 ${left} 남는다.`),
  breaksAt: ({ waited, label, today, where, short, holds }) =>
    withParticles(
      `${waited === null ? '' : `재는 ${waited}까지 치면 `}${label}은/는 한도까지 ${today === null ? '남은 것이 없다' : `${today} 남는다`}. ${holds === null ? '' : `${holds.label} ${holds.at} ${holds.beyond === 'above' ? '이하' : '이상'}일 때까지 지키고, `}${where.join(', ')}${where.length > 1 ? '까지 겹치면' : '이면/면'} ${short}만큼 어긴다.`,
    ),
  surer: (option, share, decision, own, costs) =>
    withParticles(
      `더 확실한 쪽은 ${option}이다. 불확실한 값이 나올 수 있는 범위의 ${share}에서 한도를 다 지킨다(${decision}은/는 ${own}).${costs === null ? '' : ` 대신 다 합쳐 ${costs}만큼 뒤진다.`}`,
    ),
  safeAt: (option, costs) =>
    withParticles(`${option}이면/면 그때도 지킨다${costs === null ? '' : `(지금 값으로는 ${costs}만큼 손해)`}.`),
  surerAt: (option, costs, at) => withParticles(`${option}이면/면 ${at}까지 지킨다(${costs}만큼 손해).`),
  insures: (option, costs, gain) =>
    withParticles(
      `재지 않고도 한도를 모두 지키는 설정은 ${option}이고${costs === null ? '' : ` ${costs}만큼 손해라`}, 그에 비해 ${gain}`,
    ),
  betterSet: (option, steps, only) =>
    withParticles(
      only === null
        ? `${option}이면/면 ${steps}만큼 더 낫다.`
        : `${option}이면/면 ${steps}만큼 더 낫지만, ${only.label} ${only.at} ${only.beyond === 'above' ? '이하' : '이상'}일 때까지만 한도를 지킨다.`,
    ),
  sturdier: (set, best, costs, { further, together }) => {
    const reaches = further.map(
      ({ label, at, before, beyond }, index) =>
        `${label}이/가 ${at}까지 ${beyond === 'above' ? '올라가도' : '내려가도'}(${index === 0 ? `${best}이면/면 ` : ''}${before}까지)`,
    );
    const both =
      together === null ? [] : [together.isTold ? '둘이 겹쳐도' : `${together.where.join('에 ')}까지 겹쳐도`];
    return withParticles(
      `수치로 가장 나은 설정은 ${best}이지만/지만 ${set}으로/로 둔다. ${costs === null ? '드는 것이 거의 없고' : `${costs}만큼 손해지만`} ${[...reaches, ...both].join(', ')} 한도를 모두 지킨다.`,
    );
  },
  keptThere: (other, isSettable) => {
    if (!isSettable)
      return other === null ? '그때는 한도를 지키는 다른 안도 없다.' : withParticles(`그때는 ${other}이/가 지킨다.`);
    return other === null
      ? '그때는 지키는 설정도, 지키는 다른 안도 없다.'
      : withParticles(`그때 지키는 설정은 없고 ${other}이/가 지킨다.`);
  },
  holdsTo: (option, at, _beyond, then) => `${option}, ${at}까지만. 그다음은 ${then}`,
  keepsSet: (values, option) =>
    values.length === 1
      ? withParticles(`${values[0]}: 한도를 지키려면 ${option}으로/로 바꾼다`)
      : withParticles(`다음 가운데 하나면 한도를 지키려고 ${option}으로/로 바꾼다: ${values.join(', ')}`),
  watchedBy: (names, _facts, label) =>
    withParticles(`${names.join(', ')}이/가 ${label === null ? '' : `${label}을/를 `}지켜봄`),
  alsoAt: ({ edge, beyond }) => beyondText('ko', edge, beyond),
  turnedAt: ({ label, edge, beyond, now, range }) =>
    `${label} ${beyondText('ko', edge, beyond)}${now === null ? '' : ` (지금 ${now}${range === null ? '' : `, ${unitOnce(range[0], range[1], '~')}일 수 있음`})`}`,
  alsoTurned: (labels) => `그보다 멀리 ${labels.join(', ')}`,
  watchesLimit: (label, at, beyond, limited, then) =>
    withParticles(
      `${label} 지켜보기: ${at}${beyond === 'above' ? '을/를 넘으면' : '에 못 미치면'} ${limited} 한도를 어긴다${then === null ? '' : `. 그때는 ${then}`}`,
    ),
  watches: (label, edge, beyond, to, none) =>
    withParticles(`${label} 지켜보기: ${beyondText('ko', edge, beyond)}이면 ${to ?? none}`),
  worth: (amount, label) => `${label} ${amount}`,
  equals: (worths) => `같은 크기로 친 차이: ${worths.join(', ')}.`,
  gained: (worth) => `재고 정하면 평균 ${worth}만큼 이득`,
  heldShare: '범위 안에서 한도를 다 지키는 몫',
  sumAgainst: (option, label) => `${option} 대비 합계${label === null ? '' : `(${label}로 쳐서)`}`,
  beginWithin: (days) => `${days} 안에 시작해야 함`,
  keepsReady: (option) => withParticles(`결과가 나올 때까지 ${option}을/를 준비해 두기`),
  risks: '약한 곳',
  corrected: '바로잡은 값',
  band: (label, from, to) => {
    const low = from === null ? [] : [`${from.at} ${from.isOwn ? '이상' : '초과'}`];
    const high = to === null ? [] : [`${to.at} ${to.isOwn ? '이하' : '미만'}`];
    const stretch = [...low, ...high];
    return `${label === null ? '' : `${label} `}${stretch.length === 0 ? '어떤 값이 나와도' : stretch.join(' ')}`;
  },
  stays: '결정대로',
  asDecided: (settings) => `결정대로, 다만 ${settings}`,
  keptClear: (error) => `결과가 ${error} 빗나가도 지켜지는 기준과 설정이다.`,
  goodTo: (error) => `오차 ±${error}`,
  firstOf: (what) => `먼저: ${what}`,
  beside: (what) => `일과 나란히 할 수 있는지 확인: ${what}`,
  meanwhile: '기다릴 틈이 없다. 일은 바로 시작하고, 그 옆에서 나란히 할 수 있을 때만 쓸모가 있다.',
};

export const OFFLINE_WORDS: Readonly<Record<Language, OfflineWords>> = { en: EN, ko: KO };
