import { withFact } from '../reasoning/evaluate.ts';
import { bearsOn, namesOfCriterion, rootsOf } from '../reasoning/model.ts';
import { assess } from '../reasoning/support.ts';
import { isSwitch } from '../reasoning/switches.ts';
import type { Phrase } from '../wording/amounts.ts';
import { asPhrase, plainPhrase, printAmount } from '../wording/amounts.ts';
import type { Term } from '../wording/clause.ts';
import { standing, TO_ALL } from './addressing.ts';
import { answeredDoubt } from './doubting.ts';
import { assertedFact, restsOnFact } from './facts-told.ts';
import { matters } from './mattering.ts';
import type { Move, Sentence } from './move.ts';
import type { Talk } from './talk.ts';
import { isPresent } from './view.ts';

/** A question that was put to this member and is not answered yet. */
export function answers(talk: Talk): Move[] {
  const { view } = talk;
  const asked = view.turns.findLast(
    ({ body }) =>
      body.question !== null &&
      body.addressee === view.seat.id &&
      !view.turns.some((later) => later.body.speaker === view.seat.id && later.body.turn > body.turn),
  );
  if (asked === undefined) return [];
  const { body } = asked;
  const about = body.question?.about ?? null;
  const base = {
    kind: 'answer' as const,
    act: 'answer' as const,
    addressee: body.speaker,
    answers: { turn: body.turn, claim: body.claims.at(-1)?.claim ?? 1 },
    question: null,
    utility: 20,
  };
  const worst = answeredDoubt(talk, body.claims);
  if (worst !== null) return [{ ...base, ...worst }];
  const held = about === null ? undefined : view.now.knowledge.facts.get(about);
  const amount = about === null || held === undefined || held.how === 'assumed' ? null : talk.fact(about);
  if (about === null || amount === null) return [{ ...base, sentences: [{ symbol: 'answer.unknown', slots: {} }] }];
  const term = { label: talk.tell.label(about), amount };
  const point = talk
    .points()
    .find(
      ({ what }) => what.reason !== null && restsOnFact(talk, about, what.reason) && !talk.reasons.has(what.reason),
    );
  const fact = view.model.scenario.facts[about];
  const value = view.now.world.facts.get(about);
  const isOn = fact !== undefined && value !== undefined && isSwitch({ ...fact, value });
  const sentence: Sentence = {
    symbol: 'answer',
    slots: {
      say: isOn
        ? talk.tell.say.switched(term.label, value === 1, false)
        : ((point === undefined ? comesTo(talk, about, term) : null) ?? talk.tell.say.fact(term)),
    },
    asserts: assertedFact(talk, about, term),
  };
  return [{ ...base, sentences: [sentence, ...(point === undefined ? [] : [talk.sentence('then', point)])] }];
}

/** A fact with what it makes of an option that somebody holds: an answer by itself leaves open what it is good for. */
function comesTo(talk: Talk, name: string, term: Term): Phrase | null {
  const { view, tell } = talk;
  for (const option of inPlay(talk))
    for (const criterion of view.model.criteria) {
      const names = namesOfCriterion(criterion);
      const [subject] = names;
      if (subject === undefined || !bearsOn(view.model, name, criterion, option)) continue;
      if (!matters(view, name, [subject], option)) continue;
      const values = talk.values(option);
      const result = tell.term(subject, values);
      if (result === null || (values.of(subject) ?? 0) < 0) continue;
      return tell.say.instead(term, { ...result, label: tell.say.ofOption(tell.label(subject), tell.option(option)) });
    }
  return null;
}

/** What a colleague's desk has calculated for this turn. */
export function consulted(talk: Talk): Move[] {
  const { view, tell } = talk;
  const fresh = [...view.model.quantities.values()].filter(
    (quantity) =>
      quantity.kind === 'tool' && quantity.consult !== null && !talk.reasons.has(`${talk.best}/${quantity.name}`),
  );
  return fresh.flatMap((quantity): Move[] => {
    const option = talk.best ?? view.model.options[0] ?? '';
    const values = talk.values(option);
    const term = tell.term(quantity.name, values);
    const route = view.question.consults[quantity.name];
    if (term === null || route === undefined) return [];
    const what = {
      reason: `${option}/${quantity.name}`,
      option,
      side: 'for' as const,
      evidence: talk.evidence(quantity.name, option),
      figure: talk.figure(quantity.name, values),
      gist: tell.say.echo(term),
    };
    if (what.evidence.kind !== 'consult') return [];
    return [
      {
        kind: 'consult',
        act: 'support',
        ...TO_ALL,
        // Before anything is made of it.
        utility: 9.1,
        sentences: [
          {
            symbol: 'consult',
            slots: { say: tell.say.fact(term), colleague: plainPhrase(route.to) },
            asserts: { slot: 'say', what },
          },
        ],
      },
    ];
  });
}

/** The fact on which this member's choice hinges most and that somebody else at the table knows. */
export function asks(talk: Talk): Move[] {
  return [...asksForCurve(talk), ...asksForFacts(talk)];
}

/** Who reads curves asks once for the one that nobody has brought. */
export function asksForCurve(talk: Talk): Move[] {
  const { view, tell } = talk;
  const isAsked = view.turns.some(({ body }) => body.speaker === view.seat.id && body.question?.about === null);
  if (!view.question.lacksCurve || isAsked) return [];
  return [
    {
      kind: 'ask',
      act: 'ask',
      ...TO_ALL,
      question: { topic: null, about: null },
      utility: 6.2,
      sentences: [{ symbol: 'ask', slots: { ask: tell.say.askCurve(), ...standing(talk) } }],
    },
  ];
}

/** Questions for what an option rests on and the member only takes for granted, where somebody at the table knows it. */
export function asksBehind(talk: Talk, option: string): Move[] {
  const { model } = talk.view;
  const behind = rootsOf(model, model.criteria.flatMap(namesOfCriterion), option);
  return asksForFacts(talk, (name) => behind.has(name)).map((move) => ({ ...move, utility: 8.6 }));
}

function asksForFacts(talk: Talk, isDue?: (name: string) => boolean): Move[] {
  const { view, tell } = talk;
  const present = (id: string) => id !== view.seat.id && isPresent(view, id);
  return Object.entries(view.model.scenario.facts).flatMap(([name, fact]): Move[] => {
    const held = view.now.knowledge.facts.get(name);
    const who = fact.knownBy?.find(present);
    if (who === undefined || (held !== undefined && held.how !== 'assumed')) return [];
    if (view.turns.some(({ body }) => body.question?.about === name)) return [];
    if (isDue?.(name) === false) return [];
    const isHinge = hinges(talk, name, held === undefined);
    // A question whose answer would change nothing is not asked.
    const purpose = held === undefined ? unknownWithout(talk, name) : [];
    if (isDue === undefined && (!isHinge || (held === undefined && purpose.length === 0))) return [];
    const label = tell.label(name);
    const took =
      typeof held?.value === 'number' && held.value === fact.assumed
        ? asPhrase(printAmount(held.value, fact.unit ?? '', tell.language), [`rule:${name}.assumed`])
        : null;
    // One such question a round; the rest comes as it is used.
    const isFirst = !view.turns.some(
      ({ body }) => body.question !== null && body.phase === 'rebuttal' && body.round === view.brief.round,
    );
    return [
      {
        kind: 'ask',
        act: 'ask',
        addressee: who,
        answers: null,
        question: { topic: null, about: name },
        utility: held === undefined ? 6.4 : took !== null && isFirst ? 8.8 : 5.6,
        sentences: [
          {
            symbol: 'ask',
            slots: {
              ask: took === null ? tell.say.askFact(label) : tell.say.askAssumed(label, took),
              ...standing(talk),
            },
          },
          ...purpose,
        ],
      },
    ];
  });
}

/** What a member asks a fact for: a figure that it cannot work out without it, of an option that somebody holds. */
function unknownWithout(talk: Talk, name: string): Sentence[] {
  const { view, tell } = talk;
  for (const option of inPlay(talk))
    for (const criterion of view.model.criteria) {
      const [quantity] = namesOfCriterion(criterion);
      if (quantity === undefined || !bearsOn(view.model, name, criterion, option)) continue;
      if (talk.values(option).of(quantity) !== null) continue;
      return [
        {
          symbol: 'without',
          slots: { say: tell.say.without(tell.label(quantity), tell.option(option)), ...standing(talk) },
        },
      ];
    }
  return [];
}

/** Options that this member or a colleague holds; all of them where nobody holds any. */
function inPlay(talk: Talk): string[] {
  const { view, best } = talk;
  const held = [best, ...[...talk.stances().values()].map(({ option }) => option)].filter((option) => option !== null);
  return held.length === 0 ? [...view.model.options] : [...new Set(held)];
}

/** Whether the member's choice, or what it can compute at all, depends on a fact. */
function hinges({ view }: Talk, name: string, isUnknown: boolean): boolean {
  const { model } = view;
  const bearing = (options: readonly string[]) =>
    options.some((option) => model.criteria.some((criterion) => bearsOn(model, name, criterion, option)));
  if (!bearing(model.options)) return false;
  if (isUnknown) return true;
  const now = view.now.world.facts.get(name);
  if (typeof now !== 'number') return false;
  const [low, high] = view.model.scenario.facts[name]?.range ?? [now * 0.7, now * 1.3];
  return [low, high].some((value) => {
    const { best, options } = assess(view.model, withFact(view.now.world, name, value), view.seat.values);
    const missed = [...options.values()].some(
      ({ option, missed: there }) => there.length !== view.now.assessment.options.get(option)?.missed.length,
    );
    return best !== view.now.assessment.best || missed;
  });
}
