import { withFact } from '../reasoning/evaluate.ts';
import { bearsOn, namesOfCriterion, rootsOf } from '../reasoning/model.ts';
import { assess } from '../reasoning/support.ts';
import { asPhrase, plainPhrase, printAmount } from '../wording/amounts.ts';
import { standing, TO_ALL } from './addressing.ts';
import { assertedFact, restsOnFact } from './facts-told.ts';
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
  const held = about === null ? undefined : view.now.knowledge.facts.get(about);
  const amount = about === null || held === undefined || held.how === 'assumed' ? null : talk.fact(about);
  if (about === null || amount === null) return [{ ...base, sentences: [{ symbol: 'answer.unknown', slots: {} }] }];
  const term = { label: talk.tell.label(about), amount };
  const sentence: Sentence = {
    symbol: 'answer',
    slots: { say: talk.tell.say.fact(term) },
    asserts: assertedFact(talk, about, term),
  };
  const point = talk
    .points()
    .find(
      ({ what }) => what.reason !== null && restsOnFact(talk, about, what.reason) && !talk.reasons.has(what.reason),
    );
  return [{ ...base, sentences: [sentence, ...(point === undefined ? [] : [talk.sentence('then', point)])] }];
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
    const matters = hinges(talk, name, held === undefined);
    if (isDue === undefined && !matters && !caresFor(talk, name)) return [];
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
        utility: held === undefined ? 6.4 : !matters ? 4.6 : took !== null && isFirst ? 8.8 : 5.6,
        sentences: [
          {
            symbol: 'ask',
            slots: {
              ask: took === null ? tell.say.askFact(label) : tell.say.askAssumed(label, took),
              ...standing(talk),
            },
          },
        ],
      },
    ];
  });
}

/** Values that a member looks at before the others. */
const FIRST_VALUES = 2;

/** Whether a fact bears on what the member looks at first. */
function caresFor({ view }: Talk, name: string): boolean {
  const first = view.seat.values.slice(0, FIRST_VALUES);
  return view.model.criteria.some(
    (criterion) =>
      first.includes(criterion.value) &&
      view.model.options.some((option) => bearsOn(view.model, name, criterion, option)),
  );
}

/** Whether the member's choice, or what it can compute at all, depends on a fact. */
function hinges({ view }: Talk, name: string, isUnknown: boolean): boolean {
  const bears = view.model.options.some((option) =>
    view.model.criteria.some((criterion) => bearsOn(view.model, name, criterion, option)),
  );
  if (!bears) return false;
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
