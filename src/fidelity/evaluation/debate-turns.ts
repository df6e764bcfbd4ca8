import type { EventBody, TranscriptEvent } from '../../core/events.ts';
import { eventsOf } from '../../core/events.ts';
import type { AskedQuestion } from '../../core/questionnaire.ts';
import { lineQuestion } from '../../core/questionnaire.ts';
import type { Fact, Scenario } from '../../core/scenario.ts';
import type { Quantity } from '../../core/turn.ts';
import { claimsNamedIn, matchNumbers } from '../../reasoning/matching.ts';
import { factAt } from '../../reasoning/references.ts';
import { numbersAmong } from '../../reasoning/said-numbers.ts';
import type { CitedNumber, DebateSides, SpokenTurn } from '../model/turn.ts';
import { turnId } from '../model/turn.ts';
import { agreesWithSource } from '../scorers/agrees-with-source.ts';

/** One debate as scorers see it. */
export interface DebateTurns {
  id: string;
  scenario: string;
  seed: number;
  /** Model spec by member. */
  models: Record<string, string>;
  turns: SpokenTurn[];
  sides: DebateSides;
}

/**
 * Reads a debate's events as turns with their numbers resolved, and its votes before and after.
 *
 * @param scenario whose facts the numbers may cite; without it such a source has no value
 */
export function turnsOf(events: readonly TranscriptEvent[], id: string, scenario?: Scenario): DebateTurns {
  const [opened] = eventsOf(events, 'debate.opened');
  const [closed] = eventsOf(events, 'debate.closed');
  // A fork may have put others, or other models, into the seats.
  const { cast: seated = [] } = eventsOf(events, 'debate.forked').at(-1) ?? opened ?? {};
  const votes = (blind: boolean) =>
    Object.fromEntries(
      eventsOf(events, 'vote.cast').flatMap((vote) =>
        vote.blind === blind && vote.option !== null ? [[vote.member, vote.option] as const] : [],
      ),
    );
  return {
    id,
    scenario: opened?.scenario ?? '',
    seed: opened?.seed ?? 0,
    models: Object.fromEntries(seated.map(({ persona, model }) => [persona, model])),
    turns: spokenTurns(events, id, scenario),
    sides: {
      debate: id,
      probes: [],
      blind: votes(true),
      final: votes(false),
      decision: closed?.decision ?? null,
      truth: null,
    },
  };
}

/** In the order of the events, so that a number is held against what was true when it was said. */
function spokenTurns(events: readonly TranscriptEvent[], id: string, scenario: Scenario | undefined): SpokenTurn[] {
  const figures = new Map<string, Known>();
  const courseOf = coursesIn(events);
  let facts = scenario?.facts ?? {};
  const earlier: (typeof facts)[] = [];
  let lang: string | undefined;
  let asked: readonly AskedQuestion[] = [];
  const turns: SpokenTurn[] = [];
  const unfounded = new Set<number>();
  const said: unknown[] = [];
  const claimed = new Set<string>();
  for (const event of events) {
    const { type, body } = event;
    if (type === 'debate.opened') lang = body.language;
    if (type === 'tool.called') remember(figures, `tool:${body.turn}.${body.call}`, body.figures);
    if (type === 'consult.answered') remember(figures, `consult:${body.turn}.${body.call}`, body.figures);
    if (type === 'fact.changed') {
      earlier.unshift(facts);
      for (const [name, { to }] of Object.entries(body.set)) {
        const fact = facts[name];
        if (fact !== undefined) facts = { ...facts, [name]: { ...fact, value: to } };
      }
    }
    if (type === 'question.answered' && lang !== undefined) turns.push(...answeredTurn(body, id, lang, asked));
    if (type === 'debate.opened') asked = body.asked?.questions ?? [];
    if (type === 'question.asked') asked = [...asked, lineQuestion(body)];
    if (type === 'turn.flawed' && body.flaw === 'unfounded') unfounded.add(body.turn);
    if (type === 'turn.recorded') {
      const spoken = spokenFrom(
        { ...body, round: courseOf(body) },
        id,
        lang,
        (ref, ago) => figures.get(ref) ?? factFigure(earlier[ago - 1] ?? facts, ref),
      );
      const table = { texts: [scenario, ...said], figures, claimed };
      turns.push(unfounded.has(body.turn) ? { ...spoken, unfounded: withoutSource(spoken, body, table) } : spoken);
      for (const { claim, figure } of body.claims) {
        claimed.add(`${body.turn}.${claim}`);
        if (figure !== null) figures.set(`turn:${body.turn}.${claim}`, figure);
      }
    }
    said.push(...wordsOf(event));
  }
  return turns;
}

/** Numbers of a turn's words that stand nowhere, by the rule by which the turn was given back. */
function withoutSource(
  { utterance, numbers = [] }: SpokenTurn,
  { measures, action = '', condition, proposes, withdraws, answers }: EventBody<'turn.recorded'>,
  {
    texts,
    figures,
    claimed,
  }: { texts: readonly unknown[]; figures: ReadonlyMap<string, Known>; claimed: ReadonlySet<string> },
): string[] {
  const claims = [...withdraws, ...(answers === null ? [] : [answers])].map(({ turn, claim }) => `${turn}.${claim}`);
  const own = [
    ...[measures?.what, measures?.price, measures?.threshold, action, condition],
    ...Object.values(proposes?.set ?? {}),
    ...claims,
    ...claimsNamedIn(utterance, (turn, claim) => claimed.has(`${turn}.${claim}`)),
  ].join(' ');
  const founded = new Set(numbers.map(({ text }) => text));
  const known = [...figures].map(([ref, { value, unit }]) => ({ ref, value, unit }));
  const given = texts.flatMap(numbersAmong);
  return matchNumbers(utterance, { known, given, own }).unmatched.filter((text) => !founded.has(text));
}

/** What of an event anybody can speak of afterwards. */
function wordsOf({ type, body }: TranscriptEvent): unknown[] {
  switch (type) {
    case 'turn.recorded': {
      const { utterance, claims, measures, action, condition, proposes } = body;
      return [utterance, claims.map(({ text }) => text), measures, action, condition, proposes?.set];
    }
    case 'tool.called':
      return [body.args];
    case 'consult.answered':
      return [body.question, body.answer, body.calculation];
    case 'fact.changed':
      return [body.say, body.set];
    case 'facts.shared':
      return [body.say, body.facts, body.amended];
    case 'moderator.spoke':
      return [body.text];
    default:
      return [];
  }
}

/** Rounds as one course: the opening is 0, then each round of rebuttal, and behind the last one vote and close. */
function coursesIn(events: readonly TranscriptEvent[]) {
  const rounds = eventsOf(events, 'turn.recorded').flatMap(({ phase, round }) => (phase === 'rebuttal' ? [round] : []));
  const last = Math.max(0, ...rounds);
  return ({ phase, round }: EventBody<'turn.recorded'>) =>
    phase === 'opening' ? 0 : phase === 'rebuttal' ? round : last + 1;
}

/** The answer to an open question as a turn; it takes up the words of its question, which is no echo. */
function answeredTurn(
  { turn, member, question, said }: EventBody<'question.answered'>,
  id: string,
  lang: string,
  asked: readonly AskedQuestion[],
): SpokenTurn[] {
  const open = asked.find((one) => one.id === question && one.member === member && one.choices === null);
  return open === undefined
    ? []
    : [{ id: turnId(id, turn), persona: member, lang, utterance: said, context: [], round: open.round }];
}

/** Value and unit of what a ref names. */
interface Known {
  value: number;
  unit: string;
}
/** `ago`: so many changes of facts before now. */
type Resolve = (ref: string, ago: number) => Known | undefined;

function remember(figures: Map<string, Known>, call: string, computed: Record<string, Known>): void {
  for (const [name, figure] of Object.entries(computed)) figures.set(`${call}/${name}`, figure);
}

function factFigure(facts: Record<string, Fact>, ref: string): Known | undefined {
  const [, head, member] = /^fact:([^.]+)(?:\.(.+))?$/.exec(ref) ?? [];
  const fact = head === undefined ? undefined : facts[head];
  if (head === undefined || fact === undefined) return undefined;
  const value = member === undefined ? fact.value : factAt({ [head]: fact }, `${head}.${member}`);
  return typeof value === 'number' ? { value, unit: fact.unit ?? '' } : undefined;
}

function spokenFrom(
  { turn, round, speaker, utterance, addressee, act, stance, claims }: EventBody<'turn.recorded'>,
  debate: string,
  lang: string | undefined,
  resolve: Resolve,
): SpokenTurn {
  const { option, confidence, movedBy } = stance;
  return {
    id: turnId(debate, turn),
    persona: speaker,
    ...(lang === undefined ? {} : { lang }),
    utterance,
    addressee,
    context: [],
    debate,
    round,
    act,
    stance: { option, confidence, movedBy },
    reasons: claims.flatMap(({ reason }) => reason ?? []),
    numbers: citedIn(
      claims.flatMap(({ numbers }) => numbers),
      resolve,
    ),
  };
}

/** Changes of a fact that are looked back through for what it was. */
const MOST_CHANGES = 8;

/** A turn that says what a fact is may say beside it what it was: `95% and no longer 88%`. */
function citedIn(numbers: readonly Quantity[], resolve: Resolve): CitedNumber[] {
  const all = numbers.map((number) => ({ number, now: cited(number, resolve) }));
  const saysNow = new Set(
    all.flatMap(({ now }) => (isFact(now) && isAsIts(now) ? now.sources.map(({ ref }) => ref) : [])),
  );
  return all.map(({ number, now }) => {
    const [source] = now.sources;
    if (source === undefined || !isFact(now) || isAsIts(now) || !saysNow.has(source.ref)) return now;
    for (let ago = 1; ago <= MOST_CHANGES; ago += 1) {
      const before = cited(number, (ref, again) => resolve(ref, again + ago));
      if (isAsIts(before)) return before;
    }
    return now;
  });
}

const isFact = ({ op, sources }: CitedNumber): boolean =>
  op === 'is' && sources.length === 1 && sources.every(({ ref }) => ref.startsWith('fact:'));

const isAsIts = (number: CitedNumber): boolean => agreesWithSource(number) === true;

/** A fact that is cited twice for one number is held against itself before it changed: what it is now, then what it was. */
function cited({ text, value, unit, op, refs }: Quantity, resolve: Resolve): CitedNumber {
  const sources = refs.map((ref, index) => {
    const found = resolve(ref, refs.slice(0, index).filter((other) => other === ref).length);
    return { ref, value: found?.value ?? null, unit: found?.unit ?? '' };
  });
  return { text, value, unit, op, sources };
}
