import type { Judgement, Measurement } from '../core/scenario.ts';
import { amendments, worldWith } from '../reasoning/amend.ts';
import type { CompiledCriterion } from '../reasoning/model.ts';
import { bearsOn, namesOfCriterion, rootsOf } from '../reasoning/model.ts';
import { withFact } from '../reasoning/solve.ts';
import type { Assessment } from '../reasoning/support.ts';
import { assess } from '../reasoning/support.ts';
import type { Phrase } from '../wording/amounts.ts';
import { asPhrase, phrase, plainPhrase, printAmount } from '../wording/amounts.ts';
import type { Term } from '../wording/clause.ts';
import type { Move, Sentence } from './move.ts';
import type { Said } from './said.ts';
import { differing } from './said.ts';
import type { Talk } from './talk.ts';
import { isPresent } from './view.ts';

/** Moves of a rebuttal that this member could make now, in no order. */
export function movesOf(talk: Talk): Move[] {
  return [
    ...answers(talk),
    ...reopened(talk),
    ...moved(talk),
    ...recomputed(talk),
    ...reveals(talk),
    ...updates(talk),
    ...limits(talk),
    ...settings(talk),
    ...seconds(talk),
    ...consulted(talk),
    ...noise(talk),
    ...price(talk),
    ...compared(talk),
    ...asks(talk),
    ...measures(talk),
    ...judgements(talk),
    ...holds(talk),
  ];
}

export const TO_ALL = { addressee: 'all', answers: null, question: null } as const;

/** The latest claim for an option of a colleague who still holds it, to be answered by what speaks against it. */
function claimFor(talk: Talk, option: string) {
  const { id } = talk.view.seat;
  return (
    talk.said.findLast(
      (said) =>
        said.speaker !== id && said.option === option && said.claim.side === 'for' && talk.holds(said.speaker, option),
    ) ?? null
  );
}

/** Addressed to whom it answers, or to all. */
function against(talk: Talk, option: string): Pick<Move, 'act' | 'addressee' | 'answers' | 'question'> {
  const target = claimFor(talk, option);
  if (target === null) return { act: 'support', ...TO_ALL };
  return { act: 'rebut', addressee: target.speaker, answers: target.ref, question: null };
}

/** A question that was put to this member and is not answered yet. */
function answers(talk: Talk): Move[] {
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

/** The claim that a fact is so, said in the slot `say`. */
function assertedFact(talk: Talk, fact: string, term: Term): NonNullable<Sentence['asserts']> {
  return {
    slot: 'say',
    what: {
      reason: `fact:${fact}`,
      option: null,
      side: null,
      evidence: { kind: 'fact', ref: `fact:${fact}` },
      figure: figureOf(talk, fact),
      gist: talk.tell.say.echo(term),
    },
  };
}

function figureOf(talk: Talk, fact: string) {
  const [option] = talk.view.model.options;
  return option === undefined ? null : talk.figure(fact, talk.values(option));
}

function restsOnFact({ view: { model } }: Talk, fact: string, reason: string): boolean {
  const [option = '', subject = ''] = reason.split('/');
  const criterion = model.criteria.find(({ id }) => id === subject);
  const names = criterion === undefined ? [subject] : namesOfCriterion(criterion);
  return rootsOf(model, names, option).has(fact);
}

/** After an event: what it opens or closes. */
function reopened(talk: Talk): Move[] {
  const { change } = talk;
  if (change?.cause?.kind !== 'event') return [];
  const { name } = change.cause;
  const news = newsOf(talk, name);
  const why = change.effect === null ? null : talk.effect(change.effect);
  const option = change.effect?.kind === 'kept' ? change.effect.option : null;
  if (why === null) return [];
  const hasMoved = change.from !== change.to && change.to !== null;
  // Once somebody has said what an event does, it is said; only a change of mind is worth saying again.
  if (!hasMoved && saidSince(talk, name)) return [];
  return [
    {
      kind: 'reopen',
      act: 'support',
      ...TO_ALL,
      utility: 9,
      sentences: [
        {
          symbol: hasMoved ? 'reopen.move' : 'reopen',
          slots: {
            news: news ?? undefined,
            why,
            so: option === null ? undefined : talk.tell.say.possible(talk.tell.option(option)),
            ...standing(talk),
          },
          ...(change.effect === null ? {} : assertedBy(talk, change.effect, 'why')),
        },
      ],
    },
  ];
}

/** Whether anybody has spoken of an event since it happened. */
function saidSince({ view }: Talk, name: string): boolean {
  const at = view.heard.findLastIndex((said) => said.kind === 'fact' && name in said.set);
  return view.heard
    .slice(at + 1)
    .some((said) => said.kind === 'turn' && said.body.stance.movedBy.includes(`fact:${name}`));
}

function newsOf(talk: Talk, name: string): Phrase | null {
  const event = talk.view.heard.findLast((said) => said.kind === 'fact' && name in said.set);
  if (event?.kind !== 'fact') return null;
  const change = event.set[name];
  const now = talk.fact(name);
  if (typeof change?.from !== 'number' || now === null) return null;
  const unit = talk.view.model.scenario.facts[name]?.unit ?? '';
  const from = asPhrase(printAmount(change.from, unit, talk.tell.language), [`fact:${name}`]);
  return talk.tell.say.changed(talk.tell.label(name), from, now);
}

function assertedBy(
  talk: Talk,
  effect: NonNullable<NonNullable<Talk['change']>['effect']>,
  slot: string,
): Pick<Sentence, 'asserts'> {
  if (effect.kind !== 'goal') {
    const point = talk.limit(effect.option, effect.need);
    return point === null ? {} : { asserts: { slot, what: point.what } };
  }
  const other = effect.option === talk.best ? talk.rival() : talk.best;
  const point = other === null || other === effect.option ? null : talk.goal(effect.goal, effect.option, other);
  return point === null ? {} : { asserts: { slot, what: point.what } };
}

/** What the member stands for now and stood for before. */
export function standing(talk: Talk): Sentence['slots'] {
  const { best, change } = talk;
  const name = (option: string | null | undefined) =>
    option == null ? undefined : plainPhrase(talk.tell.option(option));
  return { option: name(best), old: change !== null && change.from !== change.to ? name(change.from) : undefined };
}

/** Another option than before, or less of the same, because of what a colleague said. */
function moved(talk: Talk): Move[] {
  const { change } = talk;
  if (change === null || change.cause === null || change.cause.kind === 'event') return [];
  const reason = talk.reasonToMove(change);
  if (reason === null) return [];
  const { cause } = change;
  const target = cause.claim;
  const speaker = talk.view.turns.find(({ body }) => body.turn === target?.turn)?.body.speaker;
  if (target === null || speaker === undefined || speaker === talk.view.seat.id) return [];
  const hasMoved = change.from !== change.to;
  if (!hasMoved && change.gain >= 0) return [];
  const symbol =
    change.to === null
      ? 'concede.lost'
      : hasMoved
        ? change.from === null
          ? 'concede.first'
          : 'concede.move'
        : 'concede.hold';
  const left = hasMoved
    ? null
    : talk.mainPoint(({ what }) => what.reason?.startsWith(`${change.effect?.option}/`) === true);
  return [
    {
      kind: hasMoved ? 'move' : 'concede',
      act: 'concede',
      addressee: speaker,
      answers: target,
      question: null,
      utility: hasMoved ? 10 : 5,
      sentences: [
        {
          symbol,
          slots: { why: reason.say, left: left?.say, ...standing(talk) },
          ...(reason.what !== null
            ? { asserts: { slot: 'why', what: reason.what } }
            : change.effect === null
              ? {}
              : assertedBy(talk, change.effect, 'why')),
        },
      ],
    },
  ];
}

/** A colleague's figure, computed again with what this member knows, down to the limit or goal that it reaches. */
function recomputed(talk: Talk): Move[] {
  const { view, tell } = talk;
  return talk.said.flatMap((said): Move[] => {
    if (said.speaker === view.seat.id || said.claim.figure === null) return [];
    const quantity = said.claim.figure.name;
    const fact = differing(said, view).find(
      (name) => isMine(talk, name) && !hasHeard(talk, said.speaker, said.turn, name),
    );
    if (fact === undefined || isRecomputed(talk, said)) return [];
    const values = talk.values(said.option);
    if (isAsGood(said.claim.figure.value, values.amount(quantity)?.value)) return [];
    const user = talk.userOf(fact, quantity, said.option);
    const term = user === null ? null : tell.term(user, values);
    const known = talk.fact(fact);
    if (user === null || term === null || known === null) return [];
    const assumed = said.inputs[fact];
    const unit = view.model.scenario.facts[fact]?.unit ?? '';
    const took =
      typeof assumed === 'number'
        ? tell.say.assumes(
            asPhrase(
              printAmount(Math.abs(said.claim.figure.value), said.claim.figure.unit, tell.language),
              [`turn:${said.turn}.${said.ref.claim}`],
              said.claim.figure.value < 0 ? 'abs' : 'is',
            ),
            tell.label(fact),
            asPhrase(printAmount(assumed, isShareOf(talk, fact) ? 'share' : unit, tell.language), [
              `turn:${said.turn}.${said.ref.claim}`,
            ]),
          )
        : undefined;
    const now = tell.say.instead({ label: tell.label(fact), amount: known }, term);
    const reached = [...(view.now.assessment.options.get(said.option)?.missed ?? [])].find((need) =>
      bearsOn(view.model, fact, need, said.option),
    );
    const limit = reached === undefined ? null : talk.limit(said.option, reached);
    const sentences: Sentence[] = [
      {
        symbol: 'recompute',
        slots: { took, now, ...standing(talk) },
        asserts: {
          slot: 'now',
          what: {
            reason: `${said.option}/${user}`,
            option: said.option,
            side: limit === null ? said.claim.side : 'against',
            evidence: talk.evidence(user, said.option),
            figure: talk.figure(user, values),
            gist: tell.say.echo(term),
          },
        },
      },
      ...(limit === null ? [] : [talk.sentence('then', limit)]),
    ];
    return [
      {
        kind: 'recompute',
        act: 'rebut',
        addressee: said.speaker,
        answers: said.ref,
        question: null,
        utility: limit === null ? 8.9 : 9.5,
        sentences,
      },
    ];
  });
}

/** Whether a figure comes out as it was said; nothing stays nothing whatever it is multiplied by. */
const isAsGood = (said: number, now: number | undefined) =>
  now !== undefined && Math.abs(now - said) <= 0.02 * Math.abs(said);

/** A plain number between nothing and all of it. */
function isShareOf({ view }: Talk, name: string): boolean {
  const fact = view.model.scenario.facts[name];
  const now = view.now.world.facts.get(name);
  return (fact?.unit ?? '') === '' && typeof now === 'number' && now > 0 && now < 1;
}

/** A fact that this member knew from the start and not everybody does. */
function isMine({ view }: Talk, name: string): boolean {
  return view.model.scenario.facts[name]?.knownBy?.includes(view.seat.id) === true;
}

/** Whether a colleague has spoken again since a fact was said that an earlier claim leaves out. */
function hasHeard({ view }: Talk, speaker: string, since: number, name: string): boolean {
  const said = view.turns.find(({ disclosed }) => name in disclosed)?.body.turn;
  return (
    said !== undefined && view.turns.some(({ body }) => body.speaker === speaker && body.turn > Math.max(said, since))
  );
}

function isRecomputed({ view }: Talk, { ref }: Said): boolean {
  return view.turns.some(
    ({ body }) => body.act === 'rebut' && body.answers?.turn === ref.turn && body.answers.claim === ref.claim,
  );
}

/** Whether nobody has said a fact yet that only some know. */
function isPrivate({ view }: Talk, name: string): boolean {
  const fact = view.model.scenario.facts[name];
  return fact?.knownBy !== undefined && !view.turns.some(({ disclosed }) => name in disclosed);
}

/** What a member alone knows, where it changes how the options stand: set against what everybody else takes for granted. */
export function reveals(talk: Talk): Move[] {
  const { view } = talk;
  const found = Object.keys(view.model.scenario.facts).flatMap((name) => {
    if (!isMine(talk, name) || !isPrivate(talk, name)) return [];
    const without = withoutFact(talk, name);
    const effect = Math.max(
      ...[...view.now.assessment.options.values()].map(({ option, share, missed }) => {
        const then = without.options.get(option);
        return Math.abs(share - (then?.share ?? share)) + (then?.missed.length === missed.length ? 0 : 1);
      }),
    );
    return effect < 0.02 ? [] : [{ name, effect }];
  });
  // What the others take for granted comes first, then what fewest know.
  const isTrap = (name: string) => Number(view.model.scenario.facts[name]?.assumed !== undefined);
  const width = (name: string) => view.model.scenario.facts[name]?.knownBy?.length ?? 0;
  return found
    .sort((a, b) => isTrap(b.name) - isTrap(a.name) || width(a.name) - width(b.name) || b.effect - a.effect)
    .slice(0, 2)
    .flatMap(({ name, effect }): Move[] => {
      const shown = shownBy(talk, name);
      if (shown === null) return [];
      return [
        {
          kind: 'recompute',
          act: 'support',
          ...TO_ALL,
          utility: 6.8 + Math.min(2, effect),
          sentences: shown,
        },
      ];
    });
}

/** How the options stand for whoever takes a fact for what everybody else does. */
function withoutFact({ view }: Talk, name: string): Assessment {
  const facts = new Map(view.now.world.facts);
  const assumed = view.model.scenario.facts[name]?.assumed;
  if (assumed === undefined) facts.delete(name);
  else facts.set(name, assumed);
  return assess(view.model, { ...view.now.world, facts }, view.seat.values);
}

/** A private fact, the quantity that it changes, and what that comes to for an option's limit or goal. */
function shownBy(talk: Talk, name: string): Sentence[] | null {
  const { view, tell } = talk;
  const amount = talk.fact(name);
  if (amount === null) return null;
  const label = tell.label(name);
  const reached = view.model.criteria.flatMap((criterion) =>
    view.model.options
      .filter((option) => bearsOn(view.model, name, criterion, option))
      .map((option) => ({ criterion, option })),
  );
  const missed = reached.find(
    ({ criterion, option }) => criterion.kind === 'need' && talk.values(option).meets(criterion) === false,
  );
  const then = withoutFact(talk, name);
  const weight = (one: (typeof reached)[number]) => changeBy(talk, then, one) * 1000 + contrast(talk, one);
  const [first] = missed === undefined ? reached.sort((a, b) => weight(b) - weight(a)) : [missed];
  if (first === undefined) return null;
  const { criterion, option } = first;
  const subject = criterion.kind === 'need' ? namesOfCriterion(criterion)[0] : criterion.quantity;
  const user = subject === undefined ? null : talk.userOf(name, subject, option);
  const term = user === null ? null : tell.term(user, talk.values(option));
  // A margin below zero is said by the limit that it misses.
  const isMargin = user !== null && (talk.values(option).of(user) ?? 0) < 0;
  const goal =
    criterion.kind === 'need' ? null : talk.goal(criterion, option, farthest(talk, criterion.quantity, option));
  const point = criterion.kind === 'need' ? talk.limit(option, criterion) : goal?.so === undefined ? goal : null;
  // What the next sentence says of the options is not said of one of them before.
  const isSaidNext = point !== null && user === subject;
  const say =
    term === null || isMargin || isSaidNext
      ? tell.say.fact({ label, amount })
      : tell.say.instead({ label, amount }, term);
  return [
    {
      symbol: 'fact',
      slots: { say, ...standing(talk) },
      asserts: assertedFact(talk, name, { label, amount }),
    },
    ...(point === null ? [] : [talk.sentence('then', point)]),
  ];
}

/** The option that differs most from another on a quantity. */
function farthest({ view }: Talk, quantity: string, option: string): string {
  const of = (name: string) => view.now.assessment.options.get(name)?.values.of(quantity) ?? 0;
  const others = view.model.options.filter((other) => other !== option);
  return others.sort((a, b) => Math.abs(of(b) - of(option)) - Math.abs(of(a) - of(option)))[0] ?? option;
}

/** How far an option stands out on a criterion, in multiples of what counts there. */
function contrast(talk: Talk, { criterion, option }: { criterion: CompiledCriterion; option: string }): number {
  if (criterion.kind === 'need') return 0;
  const values = talk.values(option);
  const other = talk.values(farthest(talk, criterion.quantity, option));
  const worth = Math.abs(values.ofExpression(criterion.worth) ?? 1) || 1;
  return Math.abs((values.of(criterion.quantity) ?? 0) - (other.of(criterion.quantity) ?? 0)) / worth;
}

/** How far an option moves on a goal from what it was without a fact, in multiples of what counts there. */
function changeBy(
  talk: Talk,
  then: Assessment,
  { criterion, option }: { criterion: CompiledCriterion; option: string },
): number {
  if (criterion.kind === 'need') return 0;
  const values = talk.values(option);
  const now = values.of(criterion.quantity);
  const before = then.options.get(option)?.values.of(criterion.quantity) ?? null;
  if (now === null || before === null) return 0;
  return Math.abs(now - before) / (Math.abs(values.ofExpression(criterion.worth) ?? 1) || 1);
}

/** An own figure that a colleague's fact has overtaken. */
function updates(talk: Talk): Move[] {
  const { view, tell } = talk;
  return talk.said.flatMap((said): Move[] => {
    if (said.speaker !== view.seat.id || said.claim.figure === null) return [];
    const facts = differing(said, view);
    const held = facts
      .map((name) => ({ name, from: view.now.knowledge.facts.get(name) }))
      .find(({ from }) => from?.how === 'heard' && from.turn !== null);
    const turn = held?.from?.turn;
    if (held === undefined || turn == null) return [];
    const quantity = said.claim.figure.name;
    const values = talk.values(said.option);
    const now = tell.amount(quantity, values);
    const after = values.amount(quantity);
    if (now === null || after === null || after.value < 0 || said.claim.figure.value < 0) return [];
    if (isAsGood(said.claim.figure.value, after.value)) return [];
    const speaker = view.turns.find(({ body }) => body.turn === turn)?.body;
    const fact = talk.fact(held.name);
    if (speaker === undefined || fact === null) return [];
    const was = asPhrase(printAmount(said.claim.figure.value, said.claim.figure.unit, tell.language), [
      `turn:${said.turn}.${said.ref.claim}`,
    ]);
    return [
      {
        kind: 'concede',
        act: 'concede',
        addressee: speaker.speaker,
        answers: { turn, claim: speaker.claims[0]?.claim ?? 1 },
        question: null,
        utility: 5.4,
        sentences: [
          {
            symbol: 'update',
            slots: {
              was,
              now: tell.say.instead(
                { label: tell.label(held.name), amount: fact },
                { label: tell.label(quantity), amount: now },
              ),
              ...standing(talk),
            },
            asserts: {
              slot: 'now',
              what: {
                reason: said.claim.reason,
                option: said.option,
                side: said.claim.side,
                evidence: talk.evidence(quantity, said.option),
                figure: talk.figure(quantity, values),
                gist: talk.echo(quantity, values) ?? now,
              },
            },
          },
        ],
      },
    ];
  });
}

/** An option misses a limit, and nobody has said so. */
function limits(talk: Talk): Move[] {
  return [...talk.view.now.assessment.options.values()].flatMap(({ option, missed }) =>
    missed.flatMap((need): Move[] => {
      const point = talk.limit(option, need);
      if (point === null || talk.reasons.has(`${option}/${need.id}`)) return [];
      const held = claimFor(talk, option) !== null;
      return [
        {
          kind: 'limit',
          ...against(talk, option),
          utility: held ? 9 : 7,
          sentences: [...newFacts(talk, point.what.reason), talk.sentence('limit', point, standing(talk))],
        },
      ];
    }),
  );
}

/** Facts that only this member knows and that a point rests on, said before it. */
/** Of what a reason rests on and nobody has, as much as fits into a turn. */
const MOST_FACTS = 2;

export function newFacts(talk: Talk, reason: string | null): Sentence[] {
  if (reason === null) return [];
  const [option = '', subject = ''] = reason.split('/');
  const criterion = talk.view.model.criteria.find(({ id }) => id === subject);
  const names = criterion === undefined ? [subject] : namesOfCriterion(criterion);
  const rests = [...rootsOf(talk.view.model, names, option)];
  const own = rests.filter((name) => isPrivate(talk, name) && talk.view.now.knowledge.facts.get(name)?.how === 'known');
  return own.slice(0, MOST_FACTS).flatMap((fact) => newFact(talk, fact, names, option));
}

function newFact(talk: Talk, fact: string, names: readonly string[], option: string): Sentence[] {
  const amount = talk.fact(fact);
  if (amount === null) return [];
  const user = names.flatMap((name) => talk.userOf(fact, name, option) ?? [])[0];
  const term = user === undefined ? null : talk.tell.term(user, talk.values(option));
  const label = talk.tell.label(fact);
  const say =
    term === null || user === names[0]
      ? talk.tell.say.fact({ label, amount })
      : talk.tell.say.instead({ label, amount }, term);
  return [
    {
      symbol: 'fact',
      slots: { say },
      asserts: assertedFact(talk, fact, { label, amount }),
    },
  ];
}

/** An option with less support than this, set otherwise, is not worth a turn. */
const WORTH_SETTING = 0.2;

/** An option that misses a limit could keep it with another setting. */
function settings(talk: Talk): Move[] {
  const { view, tell } = talk;
  return amendments(view.model, view.now.world).flatMap((amendment): Move[] => {
    const { option, input, to } = amendment;
    const isProposed = view.now.knowledge.proposals.some((proposal) => proposal.option === option);
    if (isProposed) return [];
    const world = worldWith(view.now.world, [amendment]);
    const { best, options } = assess(view.model, world, view.seat.values);
    const isWanted =
      (options.get(option)?.share ?? 0) >= WORTH_SETTING ||
      [...talk.stances().values()].some((stance) => stance.option === option);
    if (!isWanted) return [];
    const unit = talk.values(option).unitOf(input).text;
    const amount = asPhrase(printAmount(to, unit, tell.language, 2), [`option:${option}.${input}`]);
    const say = tell.say.setting(tell.option(option), tell.label(input), amount);
    // Whoever has just lost their option says why, and how it could be kept.
    const lost = best === option ? lostOption(talk, option) : null;
    return [
      {
        kind: 'amend',
        act: 'propose',
        ...TO_ALL,
        utility: lost !== null ? 10.5 : best === option ? 8.5 : 6,
        proposes: { option, set: { [input]: to } },
        sentences: [
          ...(lost === null ? [] : [lost]),
          {
            symbol: 'amend',
            slots: { say, ...standing(talk) },
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
          ...(lost === null ? [] : otherwise(talk)),
        ],
      },
    ];
  });
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
  if (why === null) return null;
  const news = change.cause?.kind === 'event' ? newsOf(talk, change.cause.name) : null;
  return {
    symbol: news === null ? 'concede.hold' : 'reopen',
    slots: { why, news: news ?? undefined },
    ...assertedBy(talk, change.effect, 'why'),
  };
}

/** A colleague's proposal that this member can go with. */
function seconds(talk: Talk): Move[] {
  const { view, tell, change } = talk;
  return view.now.knowledge.proposals.flatMap((proposal): Move[] => {
    if (proposal.seconded !== null || proposal.by === view.seat.id) return [];
    const world = worldWith(
      view.now.world,
      Object.entries(proposal.set).map(([input, to]) => ({ option: proposal.option, input, to })),
    );
    const { best, options } = assess(view.model, world, view.seat.values);
    const then = options.get(proposal.option);
    if (then === undefined || then.missed.length > 0) return [];
    const option = tell.option(proposal.option);
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
        utility: isMine || isWayOut ? 10.6 : 7.5,
        sentences: [
          ...(lost === null ? [] : [lost]),
          { symbol: 'second', slots: { theirs: plainPhrase(option), ...standing(talk) } },
          ...(isMine ? otherwise(talk) : []),
        ],
      },
    ];
  });
}

/** What a colleague's desk has calculated for this turn. */
function consulted(talk: Talk): Move[] {
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
        utility: 8,
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

/** A difference that a colleague holds up is less than what would count. */
function noise(talk: Talk): Move[] {
  const { view, tell } = talk;
  return talk.said.flatMap((said): Move[] => {
    const goal = view.model.criteria.find(({ id }) => id === said.subject);
    const { best } = talk;
    if (
      said.speaker === view.seat.id ||
      goal === undefined ||
      goal.kind === 'need' ||
      best === null ||
      best === said.option
    )
      return [];
    if (said.claim.side !== 'for' || !talk.holds(said.speaker, said.option)) return [];
    if (talk.reasons.has(`${said.option}/${goal.id}~noise`)) return [];
    const between = tell.between(goal, talk.values(said.option), talk.values(best));
    const isGap = (talk.values(said.option).of(goal.quantity) ?? 0) !== (talk.values(best).of(goal.quantity) ?? 0);
    if (between === null || !between.isNoise || !isGap) return [];
    const say = tell.say.noise(between.gap, between.worth, tell.label(goal.quantity));
    return [
      {
        kind: 'noise',
        act: 'rebut',
        addressee: said.speaker,
        answers: said.ref,
        question: null,
        utility: 6,
        sentences: [
          {
            symbol: 'noise',
            slots: {
              say,
              echo: talk.quoted(said) ?? plainPhrase(tell.label(goal.quantity)),
              theirs: plainPhrase(tell.option(said.option)),
              ...standing(talk),
            },
            asserts: {
              slot: 'say',
              what: {
                reason: `${said.option}/${goal.id}~noise`,
                option: said.option,
                side: 'against',
                evidence: talk.evidence(goal.quantity, said.option),
                figure: null,
                gist: tell.say.echoGap(tell.label(goal.quantity), between.gap),
              },
            },
          },
        ],
      },
    ];
  });
}

/** What the dearer of two options costs more, and what that buys. */
function price(talk: Talk): Move[] {
  const { view, tell, best } = talk;
  const rival = talk.rival();
  if (best === null || rival === null) return [];
  const goals = view.model.criteria.flatMap((criterion) => (criterion.kind === 'need' ? [] : [criterion]));
  const cost = goals.find((goal) => goal.kind === 'less' && isMoney(talk, goal.quantity));
  if (
    cost === undefined ||
    talk.reasons.has(`${rival}/${cost.id}~price`) ||
    talk.reasons.has(`${best}/${cost.id}~price`)
  )
    return [];
  const [own, other] = [talk.values(best), talk.values(rival)];
  const [a, b] = [own.of(cost.quantity), other.of(cost.quantity)];
  if (a === null || b === null || a >= b) return [];
  const gap = tell.between(cost, own, other);
  if (gap === null || gap.isNoise) return [];
  const bought = goals.flatMap((goal) => {
    if (goal === cost) return [];
    const between = tell.between(goal, own, other);
    const [mine, theirs] = [own.of(goal.quantity), other.of(goal.quantity)];
    const isTheirs = mine !== null && theirs !== null && (goal.kind === 'more' ? theirs > mine : theirs < mine);
    return between !== null && isTheirs ? [{ goal, between }] : [];
  });
  const [first] = bought;
  if (first === undefined) return [];
  const say = tell.say.price(gap.gap, first.between.gap, tell.label(first.goal.quantity));
  const so = first.between.isNoise
    ? tell.say.noise(first.between.gap, first.between.worth, tell.label(first.goal.quantity))
    : undefined;
  return [
    {
      kind: 'price',
      ...against(talk, rival),
      utility: first.between.isNoise ? 6.2 : 4.8,
      sentences: [
        {
          symbol: 'price',
          slots: { say, so, theirs: plainPhrase(tell.option(rival)), ...standing(talk) },
          asserts: {
            slot: 'say',
            what: {
              reason: `${rival}/${cost.id}~price`,
              option: rival,
              side: 'against',
              evidence: talk.evidence(cost.quantity, rival),
              figure: null,
              gist: tell.say.echoGap(tell.label(cost.quantity), gap.gap),
            },
          },
        },
      ],
    },
  ];
}

function isMoney({ view }: Talk, quantity: string): boolean {
  const [option] = view.now.assessment.options.values();
  return Object.keys(option?.values.unitOf(quantity).dimensions ?? {}).some((name) => name.startsWith('MONEY'));
}

/** Whether everybody heard so far stands where this member does: then another reason for it adds nothing. */
function isAgreed(talk: Talk): boolean {
  const stances = [...talk.stances().values()];
  return stances.length > 0 && stances.every(({ option }) => option === talk.best);
}

/** What speaks for this member's option and has not been said. */
function compared(talk: Talk): Move[] {
  if (isAgreed(talk)) return [];
  const held = new Set([...talk.stances().values()].map(({ option }) => option));
  return talk
    .points()
    .filter(
      ({ what, rival, isNoise }) =>
        what.reason !== null &&
        !talk.reasons.has(what.reason) &&
        what.side === 'for' &&
        isNoise !== true &&
        rival !== undefined &&
        held.has(rival),
    )
    .slice(0, 2)
    .map(
      (point, index): Move => ({
        kind: 'compare',
        ...against(talk, point.rival ?? ''),
        utility: 5 - index,
        sentences: [...newFacts(talk, point.what.reason), talk.sentence('compare', point, standing(talk))],
      }),
    );
}

/** The fact on which this member's choice hinges most and that somebody else at the table knows. */
function asks(talk: Talk): Move[] {
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

function asksForFacts(talk: Talk): Move[] {
  const { view, tell } = talk;
  const present = (id: string) => id !== view.seat.id && isPresent(view, id);
  return Object.entries(view.model.scenario.facts).flatMap(([name, fact]): Move[] => {
    const held = view.now.knowledge.facts.get(name);
    const who = fact.knownBy?.find(present);
    if (who === undefined || (held !== undefined && held.how !== 'assumed')) return [];
    if (view.turns.some(({ body }) => body.question?.about === name)) return [];
    const matters = hinges(talk, name, held === undefined);
    if (!matters && !caresFor(talk, name)) return [];
    return [
      {
        kind: 'ask',
        act: 'ask',
        addressee: who,
        answers: null,
        question: { topic: null, about: name },
        utility: held === undefined ? 6.4 : matters ? 5.6 : 4.6,
        sentences: [{ symbol: 'ask', slots: { ask: tell.say.askFact(tell.label(name)), ...standing(talk) } }],
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

/** A measurement whose result could change the choice, with its threshold and price. */
export function measures(talk: Talk, isWanted: (measurement: Measurement) => boolean = () => true): Move[] {
  const { view, tell } = talk;
  if (talk.best === null) return [];
  return view.question.model.measurements.flatMap((measurement, index): Move[] => {
    const name = measurement.learns;
    const fact = view.model.scenario.facts[name];
    const now = view.now.world.facts.get(name);
    if (!isWanted(measurement) || fact === undefined || typeof now !== 'number') return [];
    if (talk.reasons.has(`measure:${name}`)) return [];
    const threshold = thresholdOf(talk, name, now);
    if (threshold === null) return [];
    const unit = fact.unit ?? '';
    const cost =
      measurement.cost !== undefined
        ? asPhrase(printAmount(measurement.cost.value, measurement.cost.unit, tell.language), [
            `rule:measurement-${index}.cost`,
          ])
        : null;
    const days =
      measurement.days !== undefined
        ? asPhrase(printAmount(measurement.days, 'days', tell.language), [`rule:measurement-${index}.days`])
        : null;
    const priced = cost !== null && days !== null ? joined(cost, days, tell.language) : (cost ?? days);
    const at = asPhrase(printAmount(threshold.at, unit, tell.language), [`rule:measurement-${index}.threshold`]);
    const label = tell.label(name);
    return [
      {
        kind: 'measure',
        act: 'propose',
        ...TO_ALL,
        utility: 3.8 + 4 * view.seat.initiative,
        sentences: [
          {
            symbol: 'measure',
            slots: {
              say: tell.say.measurement(measurement.how, label, priced),
              threshold: saidThreshold(talk, label, at, threshold),
              doubt: fact.doubt === undefined ? undefined : tell.say.shaky(label, fact.doubt),
              ...standing(talk),
            },
            asserts: {
              slot: 'say',
              what: {
                reason: `measure:${name}`,
                option: null,
                side: null,
                evidence: { kind: 'none', ref: null },
                figure: null,
                gist: plainPhrase(measurement.how),
              },
            },
          },
        ],
      },
    ];
  });
}

function joined(first: Phrase, second: Phrase, language: 'ko' | 'en'): Phrase {
  return language === 'ko' ? phrase`${first}, ${second}` : phrase`${first} and ${second}`;
}

const STEPS = 24;

/** Where a fact turns a choice; null as an option where nothing can be chosen beyond it. */
interface Threshold {
  at: number;
  beyond: 'above' | 'below';
  option: string | null;
}

function saidThreshold({ tell, best }: Talk, label: string, at: Phrase, { beyond, option }: Threshold): Phrase {
  if (option !== null) return tell.say.threshold(label, at, beyond, tell.option(option));
  return tell.say.breaks(label, at, beyond, tell.option(best ?? ''));
}

/** The nearest value of a fact within its range past which this member would choose otherwise. */
export function thresholdOf({ view }: Talk, name: string, now: number): Threshold | null {
  const fact = view.model.scenario.facts[name];
  const [low, high] = fact?.range ?? [now / 4, now * 4];
  const chosen = (value: number) => assess(view.model, withFact(view.now.world, name, value), view.seat.values).best;
  const today = view.now.assessment.best;
  const found = [high, low].flatMap((end) => {
    let holds = now;
    for (let step = 1; step <= STEPS; step += 1) {
      const at = now + ((end - now) * step) / STEPS;
      const option = chosen(at);
      if (option === today) {
        holds = at;
        continue;
      }
      let flips = at;
      for (let half = 0; half < 30; half += 1) {
        const middle = (holds + flips) / 2;
        if (chosen(middle) === today) holds = middle;
        else flips = middle;
      }
      const threshold = shortest(holds, flips);
      if (threshold === 0) return [];
      return [{ at: threshold, beyond: end > now ? ('above' as const) : ('below' as const), option }];
    }
    return [];
  });
  const [near] = found.sort((a, b) => Math.abs(a.at - now) - Math.abs(b.at - now));
  return near ?? null;
}

/** The shortest number near a threshold. */
function shortest(holds: number, flips: number): number {
  for (let digits = 2; digits <= 6; digits += 1) {
    const value = Number(flips.toPrecision(digits));
    if (Math.abs(value - flips) <= 0.02 * Math.abs(flips)) return value;
  }
  return holds;
}

/** What has no figure. */
/** Judgements that name this member: in an opening what speaks for an option, later also what others have made too much of. */
export function remarks(talk: Talk): Move[] {
  const isOpening = talk.view.brief.task === 'open';
  return judgements(talk, (judgement) => names(judgement, talk) && (!isOpening || judgement.for !== undefined));
}

const names = ({ by }: Judgement, { view }: Talk) => by?.includes(view.seat.id) === true;

function judgements(talk: Talk, isWanted: (judgement: Judgement) => boolean = () => true): Move[] {
  const { view, tell } = talk;
  return view.question.judges.flatMap((index): Move[] => {
    const judgement = view.question.model.judgements[index];
    if (judgement === undefined || !isWanted(judgement) || talk.reasons.has(`judgement:${index}`)) return [];
    const option = judgement.for ?? judgement.against ?? '';
    const side = judgement.for === undefined ? 'against' : 'for';
    const suits = side === 'against' ? judgement.against !== talk.best : judgement.for === talk.best;
    // Whoever is named for it has seen it and says so, whatever they hold; what somebody made of it is answered.
    const isNamed = names(judgement, talk);
    if (!isNamed && (!suits || isAgreed(talk))) return [];
    const isAnswer = view.question.model.judgements.some(
      (other, at) => other.for === option && side === 'against' && talk.reasons.has(`judgement:${at}`),
    );
    return [
      {
        kind: 'judge',
        ...(side === 'for' ? { act: 'support' as const, ...TO_ALL } : against(talk, option)),
        utility: isAnswer ? 6.6 : isNamed ? 4.8 : 3.5,
        sentences: [
          {
            symbol: 'judge',
            slots: {
              say: tell.say.because(judgement.because, side),
              theirs: plainPhrase(tell.option(option)),
              ...standing(talk),
            },
            tags: [side, ...(side === 'for' && option !== talk.best ? ['theirs'] : [])],
            asserts: {
              slot: 'say',
              what: {
                reason: `judgement:${index}`,
                option,
                side,
                evidence: { kind: 'none', ref: null },
                figure: null,
                gist: tell.say.point(judgement.because),
              },
            },
          },
        ],
      },
    ];
  });
}

/** Disputed just now, and not moved by it. */
function holds(talk: Talk): Move[] {
  const { view, change } = talk;
  const last = view.turns.at(-1)?.body;
  // Who is of one mind has nothing to hold against the other.
  if (last?.act !== 'rebut' || last.speaker === view.seat.id || last.stance.option === talk.best) return [];
  const isMine = view.turns.some(({ body }) => body.turn === last.answers?.turn && body.speaker === view.seat.id);
  if (!isMine || (change !== null && change.from !== change.to) || talk.best === null) return [];
  const target = last.claims.find(({ side }) => side !== null) ?? last.claims[0];
  // What had been said before was held against then.
  const isOld = view.turns.some(
    ({ body }) =>
      body.turn < last.turn && body.claims.some(({ reason }) => reason !== null && reason === target?.reason),
  );
  if (isOld) return [];
  // A limit counts against who disputes only where it rules out what they hold.
  const left = talk.mainPoint(
    ({ what }) =>
      (what.reason !== null && what.reason === target?.reason) ||
      (what.side === 'against' && what.option !== last.stance.option),
  );
  if (left === null) return [];
  return [
    {
      kind: 'hold',
      act: target === undefined ? 'support' : 'rebut',
      addressee: last.speaker,
      answers: target === undefined ? null : { turn: last.turn, claim: target.claim },
      question: null,
      utility: 5.2,
      sentences: [
        {
          symbol: 'hold',
          slots: {
            echo: target === undefined ? undefined : (talk.quoted({ turn: last.turn, claim: target }) ?? undefined),
            left: left.say,
            ...standing(talk),
          },
          asserts: { slot: 'left', what: left.what },
        },
      ],
    },
  ];
}
