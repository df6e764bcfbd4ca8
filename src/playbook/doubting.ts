import { keepsEvery } from '../reasoning/amend.ts';
import { amendmentsOf } from '../reasoning/amendments.ts';
import { safeSetting } from '../reasoning/caution.ts';
import type { OptionValues } from '../reasoning/evaluate.ts';
import { valuesOf, withFact, worldWith } from '../reasoning/evaluate.ts';
import { namesIn } from '../reasoning/formula.ts';
import type { CompiledNeed } from '../reasoning/model.ts';
import { bearsOn, feedsCalculator, goalsOf } from '../reasoning/model.ts';
import { assess } from '../reasoning/support.ts';
import type { Setting } from '../reasoning/weighing.ts';
import type { Phrase } from '../wording/amounts.ts';
import { asPhrase, printAmount } from '../wording/amounts.ts';
import { Teller } from '../wording/tell.ts';
import { standing } from './addressing.ts';
import { begun, countingDays, ofCalendar } from './begun.ts';
import { isCountedOn, thresholdOf } from './measuring.ts';
import type { Assertion, Move, Sentence } from './move.ts';
import { HARDLY } from './nearest-limit.ts';
import { nextBest } from './next-best.ts';
import { RANGE } from './ranges.ts';
import type { BadEnd } from './safety.ts';
import { endOf, errorEnds, isLess, takenForSafety, worsened } from './safety.ts';
import { settingPhrase } from './setting-phrase.ts';
import type { Talk } from './talk.ts';
import { isUncertain } from './uncertain.ts';
import { isPresent, turnsSinceNews } from './view.ts';
import { leadIn, refsIn, withSettings } from './weighing.ts';

/** `option/fact~worst@end`, `option/need~float`: what becomes of the leading option where an assumption comes out badly, or a limit slips. */
const WORST = '~worst@';
const FLOAT = '~float';
/** Of what a limit asks: what is nearer to it has nothing to spare. */
const NO_FLOAT = 0.005;
/** Of what a limit asks: so much is looked for in its place. */
const SOME_FLOAT = 0.05;
/** Of support: an assumption that can take less is not asked about. */
const FELT = 0.03;
/** Such questions between two pieces of news. */
const MOST_ASKED = 2;

/** The weakest assumption under the option that most hold, put as a question to whoever may know: the widest range by what it does there. */
export function doubts(talk: Talk): Move[] {
  const { view, best } = talk;
  const { brief, question } = view;
  if (best === null || brief.task !== 'rebut' || brief.round < 2 || question.audience === 'junior') return [];
  const since = turnsSinceNews(view);
  const asking = since.filter(({ claims }) => claims.some(({ reason }) => isDoubt(reason)));
  const isHeld = [...talk.stances().values()].some(({ option }) => option === best);
  if (since.length === 0 || asking.length >= MOST_ASKED || !isHeld) return [];
  const weak = weakest(talk, best);
  const broken = weak?.isBroken === true ? weak : null;
  // What may break a limit comes before what keeps one exactly: of that nobody may know whether it can slip.
  const first = () =>
    asksWithinError(talk, best) ??
    broken ??
    withoutFloat(talk, best, NO_FLOAT) ??
    weak ??
    withoutFloat(talk, best, HARDLY);
  // A second time somebody else asks, and of nothing less than a limit.
  const isOther = asking.every(({ speaker }) => speaker !== view.seat.id);
  const asked = asking.length === 0 ? first() : isOther ? broken : null;
  const addressee = asked === null ? undefined : whoAnswers(talk, asked.about);
  if (asked === null || addressee === undefined) return [];
  return [
    {
      kind: 'doubt',
      act: 'ask',
      addressee,
      answers: null,
      question: { topic: null, about: asked.about },
      // Behind what moves somebody, and what is due on a calendar.
      utility: 7.05,
      sentences: [
        {
          symbol: 'doubt',
          slots: { ask: asked.say, ...standing(talk) },
          asserts: { slot: 'ask', what: claimed(asked.reason, best, null, asked.say) },
        },
      ],
    },
  ];
}

const isDoubt = (reason: string | null): boolean =>
  reason !== null && (reason.includes(WORST) || reason.endsWith(FLOAT));

const claimed = (reason: string, option: string, side: Assertion['side'], gist: Phrase): Assertion => ({
  reason,
  option,
  side,
  evidence: { kind: 'none', ref: null },
  figure: null,
  gist,
});

interface Doubt {
  about: string | null;
  reason: string;
  say: Phrase;
}

/** Whoever alone knows the fact or would measure it, else the colleague who spoke last. */
function whoAnswers({ view }: Talk, about: string | null): string | undefined {
  const { facts } = view.model.scenario;
  const owner = view.question.model.measurements.find(({ learns }) => learns === about)?.owner?.toLowerCase();
  const last = view.turns.map(({ body }) => body.speaker).reverse();
  const all = [
    ...(about === null ? [] : (facts[about]?.knownBy ?? [])),
    ...(owner === undefined ? [] : [owner]),
    ...last,
  ];
  return all.find((id) => id !== view.seat.id && isPresent(view, id));
}

/** A limit that the option keeps with nothing to spare, or hardly anything. */
function withoutFloat(talk: Talk, option: string, share: number): Doubt | null {
  const { view, tell } = talk;
  const values = talk.values(option);
  for (const need of view.model.criteria) {
    if (need.kind !== 'need' || values.meets(need) !== true) continue;
    const found = ofCalendar(talk, need) === null ? tell.float(need, values) : null;
    if (found === null || found.share > share) continue;
    return {
      about: null,
      reason: `${option}/${need.id}${FLOAT}`,
      say: tell.say.noFloat(tell.option(option), found.has, found.limit, found.share > NO_FLOAT ? found.left : null),
    };
  }
  return null;
}

/** A fact that a measurement of so fine a result could put past a limit that the option keeps as it is set: what the result may be off is enough. */
export function withinError(talk: Talk, option: string): BadEnd | null {
  const { view } = talk;
  const { model, now, seat } = view;
  const reasons = turnsSinceNews(view).flatMap(({ claims }) => claims.flatMap(({ reason }) => reason ?? []));
  for (const { learns: name } of view.question.model.measurements) {
    const value = now.world.facts.get(name);
    if (typeof value !== 'number' || now.knowledge.facts.get(name)?.how === 'assumed') continue;
    if (feedsCalculator(model, name, option)) continue;
    if (reasons.some((one) => one.startsWith(`${option}/${name}${WORST}`))) continue;
    for (const end of errorEnds(talk, name)) {
      const then = assess(begun(talk), withFact(now.world, name, end), seat.values).options.get(option);
      if (then === undefined || then.missed.length === 0) continue;
      return { option, name, value, end, unit: model.scenario.facts[name]?.unit ?? '' };
    }
  }
  return null;
}

/** The same as a question. */
function asksWithinError(talk: Talk, option: string): Doubt | null {
  const found = withinError(talk, option);
  if (found === null) return null;
  const { name, end } = found;
  return {
    about: name,
    reason: `${option}/${name}${WORST}${end}`,
    say: talk.tell.say.whatIf(talk.tell.label(name), endOf(talk, name, end)),
  };
}

/** The fact whose bad end takes most from the option; what the news has just changed, or somebody doubts, before others. */
function weakest(talk: Talk, option: string): (Doubt & { isBroken: boolean }) | null {
  const { view, tell } = talk;
  const { model, now, seat } = view;
  const today = now.assessment.options.get(option)?.share ?? 0;
  const news = view.heard.findLast((said) => said.kind === 'fact');
  const reasons = turnsSinceNews(view).flatMap(({ claims }) => claims.flatMap(({ reason }) => reason ?? []));
  const isTold = (name: string) =>
    reasons.some((one) => [`measure:${name}`, `bar:${name}`, `refuse:${name}`].includes(one)) ||
    reasons.some((one) => one.startsWith(`${option}/${name}~`) || one.includes(`${RANGE}${name}@`));
  const found = Object.entries(model.scenario.facts).flatMap(([name, fact]) => {
    const value = now.world.facts.get(name);
    if (fact.range === undefined || typeof value !== 'number' || isTold(name)) return [];
    if (now.knowledge.facts.get(name)?.how === 'assumed' || feedsCalculator(model, name, option)) return [];
    const isNew = news?.kind === 'fact' && name in news.set;
    if (!(isNew || isUncertain(talk, name, fact))) return [];
    if (!model.criteria.some((criterion) => bearsOn(model, name, criterion, option))) return [];
    return fact.range.flatMap((end) => {
      if (end === value) return [];
      const then = assess(begun(talk), withFact(now.world, name, end), seat.values).options.get(option);
      // What only makes another option better is nothing that goes wrong with this one.
      if (then === undefined || !goesWorse(talk, option, then.values)) return [];
      const lost = then.missed.length > 0 ? 1 : today - then.share;
      const weight = lost + (isNew ? 0.5 : 0) + (fact.doubt === undefined ? 0 : 0.2);
      return lost < FELT ? [] : [{ name, end, weight, isBroken: then.missed.length > 0 }];
    });
  });
  const [first] = found.sort((a, b) => b.weight - a.weight);
  if (first === undefined) return null;
  return {
    about: first.name,
    isBroken: first.isBroken,
    reason: `${option}/${first.name}${WORST}${first.end}`,
    say: tell.say.whatIf(tell.label(first.name), endOf(talk, first.name, first.end)),
  };
}

/** Whether an option comes to less on something it is judged by, or keeps a limit by less. */
function goesWorse(talk: Talk, option: string, then: OptionValues): boolean {
  const values = talk.values(option);
  return talk.view.model.criteria.some((one) => {
    if (one.kind === 'need') return (then.margin(one) ?? 0) < (values.margin(one) ?? 0);
    return isLess(one, values, then);
  });
}

/** The assumption that such a question is about, with the end that it asks for; null for any other. */
export function doubtIn(
  claims: readonly { reason: string | null }[],
): { option: string; name: string; end: number } | null {
  const reason = claims.find((one) => one.reason?.includes(WORST) === true)?.reason ?? '';
  const [option = '', rest = ''] = reason.split('/');
  const [name = '', end = ''] = rest.split(WORST);
  return reason === '' ? null : { option, name, end: Number(end) };
}

interface Answered {
  sentences: Sentence[];
  proposes?: NonNullable<Move['proposes']>;
}

/** What a member answers to such a question that a colleague has put to them; null for any other question. */
export function answeredDoubt(talk: Talk, claims: readonly { reason: string | null }[]): Answered | null {
  const reason = claims.find((one) => isDoubt(one.reason))?.reason ?? null;
  if (reason === null) return null;
  const [option = '', rest = ''] = reason.split('/');
  if (!talk.view.now.assessment.options.has(option)) return null;
  if (rest.endsWith(FLOAT)) {
    const sentences = floatFound(talk, option, rest.slice(0, -FLOAT.length));
    return sentences === null ? null : { sentences };
  }
  const [name = '', end = ''] = rest.split(WORST);
  return atWorst(talk, option, name, Number(end));
}

/** How an option stands at the end of what a fact may be, up to where it holds, and what is done past that. */
function atWorst(talk: Talk, option: string, name: string, end: number): Answered | null {
  const { view, tell } = talk;
  const { model, now, seat } = view;
  const value = now.world.facts.get(name);
  const unit = model.scenario.facts[name]?.unit ?? '';
  const world = withFact(now.world, name, end);
  const assessment = assess(begun(talk), world, seat.values);
  const there = assessment.options.get(option);
  if (there === undefined || typeof value !== 'number') return null;
  const told = new Teller(model, tell.language, talk.citing.trying({ world, assessment }, [name]).refOf);
  const label = tell.label(name);
  const amount = endOf(talk, name, end);
  const [missed] = there.missed;
  const own = missed === undefined ? null : ofCalendar(talk, missed);
  const breaks = own === null ? null : told.breaks(own, there.values);
  const miss =
    missed === undefined ? null : breaks === null ? told.miss(missed, there.values) : countingDays(talk, breaks, true);
  const cells = [...new Set(goalsOf(model).map(({ quantity }) => quantity))].flatMap((quantity) =>
    there.values.of(quantity) === talk.values(option).of(quantity) ? [] : (told.term(quantity, there.values) ?? []),
  );
  if (missed !== undefined && miss === null) return null;
  if (missed === undefined && cells.length === 0) return null;
  const say =
    miss === null ? tell.say.stands(label, amount, tell.option(option), cells) : tell.say.at(label, amount, miss);
  const side = miss === null ? 'for' : 'against';
  const worst = { option, name, value, end, unit, isMissed: missed !== undefined };
  const taken = takenForSafety(talk, worst);
  return {
    sentences: [
      sentence(
        talk,
        'worst',
        say,
        claimed(`${option}/${name}${RANGE}${name}@${end}`, option, side, tell.say.echo({ label, amount })),
      ),
      ...(taken === null
        ? wayOut(talk, worst)
        : [sentence(talk, 'stop', taken.say, claimed(`${option}/${name}~safe`, option, 'for', taken.say))]),
    ],
    ...(taken === null ? {} : { proposes: taken.proposes }),
  };
}

const sentence = (talk: Talk, symbol: string, say: Phrase, what: Assertion): Sentence => ({
  symbol,
  slots: { say, ...standing(talk) },
  asserts: { slot: 'say', what },
});

interface Worst extends BadEnd {
  isMissed: boolean;
}

/** Another setting that holds there, else where one stops, what one takes then, and until when that can be had. */
function wayOut(talk: Talk, { option, name, value, end, unit, isMissed }: Worst): Sentence[] {
  const { tell } = talk;
  const label = tell.label(name);
  const repair = isMissed ? safeAt(talk, option, name, end) : [];
  const threshold = talk.best === option ? thresholdOf(talk, name, value, end) : null;
  const at =
    threshold === null ? null : asPhrase(printAmount(threshold.at, unit, tell.language), [`rule:threshold.${name}`]);
  const amount = endOf(talk, name, end);
  const reason = `${option}/${name}~bound`;
  if (repair.length > 0) {
    const say = tell.say.evenAt(label, amount, settingPhrase(talk, repair));
    return [sentence(talk, 'stop', say, claimed(reason, option, 'for', say))];
  }
  if (threshold === null || at === null) return [];
  if (threshold.option === null || threshold.option === option) {
    const say = tell.say.upTo(tell.option(option), label, at, threshold.beyond);
    return [sentence(talk, 'stop', say, claimed(reason, option, 'for', say))];
  }
  const stop = tell.say.stopAt(label, at, threshold.beyond, tell.option(threshold.option));
  const say = countingDays(talk, stop, isCountedOn(talk, name, threshold));
  return [sentence(talk, 'stop', say, claimed(reason, option, 'for', say)), ...lastDay(talk, option, threshold.option)];
}

/** The setting of an option that keeps every limit today and with a fact at the end of its range; of goals that do not trade, the one that is best there. */
export function safeAt({ view: { model, now } }: Talk, option: string, name: string, end: number): Setting[] {
  if (model.scenario.weights === 'equal')
    return [...(safeSetting(model, now.world, option, { path: name, at: end })?.set ?? [])];
  const found = amendmentsOf(model, withFact(now.world, name, end), option);
  const repair = found.filter(({ repairs }) => repairs.length > 0);
  return keepsEvery(model, valuesOf(model, worldWith(now.world, repair), option)) ? repair : [];
}

/** Until when another option can still be had, where there is a day for that, and what it costs. */
function lastDay(talk: Talk, option: string, other: string): Sentence[] {
  const { view, tell } = talk;
  for (const need of view.model.criteria) {
    const found = need.kind === 'need' ? tell.calendar(need, talk.values(other)) : null;
    const left = found === null ? 0 : found.limit.days - found.takes.days;
    if (found === null || left < 1) continue;
    const days = asPhrase(
      printAmount(Math.floor(left), 'days', tell.language),
      [...refsIn(found.limit.say), ...refsIn(found.takes.say)],
      'difference',
    );
    const say = tell.say.lastDay(tell.option(other), found.takes.say, days, leadIn(talk, option, other));
    return [{ symbol: 'stop', slots: { say, ...standing(talk) } }];
  }
  return [];
}

/** Another setting with something to spare before a limit, and what it costs; else the option that is left. */
function floatFound(talk: Talk, option: string, id: string): Sentence[] | null {
  const { view } = talk;
  const need = view.model.criteria.find((one): one is CompiledNeed => one.kind === 'need' && one.id === id);
  if (need === undefined) return null;
  const spared = settingWithFloat(talk, option, need);
  if (spared !== null) return spared;
  const next = nextBest(talk, option);
  const fallback = next === undefined ? [] : lastDay(talk, option, next.option);
  return fallback.length === 0 ? null : fallback.map((one) => ({ ...one, symbol: 'worst' }));
}

function settingWithFloat(talk: Talk, option: string, need: CompiledNeed): Sentence[] | null {
  const { view, tell } = talk;
  const [limit, more] = namesIn(need.right);
  const value = limit === undefined ? undefined : view.now.world.facts.get(limit);
  if (limit === undefined || more !== undefined || typeof value !== 'number') return null;
  const isUpper = need.operator.startsWith('<');
  const tighter = withFact(view.now.world, limit, value * (isUpper ? 1 - SOME_FLOAT : 1 + SOME_FLOAT));
  const found = amendmentsOf(view.model, tighter, option).filter(({ repairs }) => repairs.length > 0);
  const [first, second] = found;
  if (first === undefined || second !== undefined) return null;
  const there = withSettings(talk, found);
  const values = there.assessment.options.get(option)?.values;
  const float = values === undefined ? null : there.tell.float(need, values);
  if (values === undefined || float === null || values.meets(need) !== true) return null;
  const unit = talk.values(option).unitOf(first.input).text;
  const to = asPhrase(printAmount(first.to, unit, tell.language, 2), [`option:${option}.${first.input}`]);
  const say = tell.say.floatAt(tell.label(first.input), to, float.left);
  const lost = worsened(talk, there, option);
  return [
    sentence(talk, 'worst', say, claimed(`${option}/${need.id}~spare`, option, 'for', say)),
    ...(lost.length === 0 ? [] : [{ symbol: 'stop', slots: { say: tell.say.costing(lost), ...standing(talk) } }]),
  ];
}
