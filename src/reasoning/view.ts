import type {
  HeardFact,
  HeardTurn,
  OwnResult,
  ResultMessage,
  ScenarioBriefing,
  SeatBriefing,
  TurnBrief,
  TypedMessage,
} from '../core/briefing.ts';
import { canonicalJson } from '../core/canonical.ts';
import type { Figure, PromptMessage, ToolCall } from '../core/effects.ts';
import type { Consideration, Fact, FactValue } from '../core/scenario.ts';
import type { Claim, ClaimRef } from '../core/turn.ts';
import type { Reason } from './argument.ts';
import { factsIn, figureRead, resolveArgs, strengthOf } from './considerations.ts';

/** What a member can say about one consideration: its figure, where it is from, and who said it first. */
export interface Known {
  consideration: Consideration;
  /** -1..1 */
  strength: number;
  figure: { name: string; value: number; unit: string } | null;
  figures: Record<string, Figure>;
  /** `tool:T.K`, `consult:T.K`, `fact:name`, or null for a judgement. */
  ref: string | null;
  /** Latest claim that stated it aloud. */
  said: (ClaimRef & { speaker: string }) | null;
  own: boolean;
  /** Computed in this very turn. */
  fresh: boolean;
}

export interface Spoken {
  turn: number;
  speaker: string;
  claim: Claim;
}

/** Everything a seat knows when it has the floor, folded from its prompt and nothing else. */
export interface View {
  seat: SeatBriefing;
  scenario: ScenarioBriefing;
  brief: TurnBrief;
  facts: Record<string, Fact>;
  /** Facts that a scripted event changed, whether this seat has spoken since, how many turns were, and whether a failed run said so. */
  changed: {
    fact: string;
    from: FactValue;
    to: FactValue;
    sinceMyTurn: boolean;
    turnsSince: number;
    byFailedRun: boolean;
  }[];
  /** A run that has failed since this seat last spoke. */
  failedRun: HeardFact | null;
  turns: HeardTurn[];
  claims: Spoken[];
  known: Map<string, Known>;
  /** The reasons as this seat weighed them when it last spoke, by id. */
  before: Map<string, Reason> | null;
  lastOwn: HeardTurn | null;
  /** Considerations that an unanswered question to this seat is about and that it can settle. */
  asked: string[];
  /** Calls of this turn that came back without a result. */
  failures: ResultMessage[];
  /** What the moderator said in prose since this seat last spoke. */
  lines: string[];
  results: OwnResult[];
}

/** A claim that brings its reason with evidence of its own; echoes, questions and conditions change nothing that is known. */
export function statesReason({ reason, side, evidence }: Claim): boolean {
  return reason !== null && side !== null && evidence.kind !== 'colleague' && !evidence.ref?.startsWith('rule:');
}

/** A claim without the figure that its reason is read from may say it over again, but takes no figure back. */
export function isVague({ figure }: Claim, { from }: Consideration): boolean {
  return figure === null && 'read' in from;
}

/** Questions put to a seat that it has not yet answered. */
export function pendingQuestions(turns: readonly HeardTurn[], seat: string): HeardTurn[] {
  return turns.filter(
    ({ body }) =>
      body.question !== null &&
      body.addressee === seat &&
      !turns.some((later) => later.body.speaker === seat && later.body.answers?.turn === body.turn),
  );
}

function askedOf(turns: readonly HeardTurn[], seat: string): string[] {
  return pendingQuestions(turns, seat).flatMap(({ body }) => body.question?.about ?? []);
}

/** Folds a prompt into a view; throws a RangeError when a part is missing, because nothing may be guessed. */
export function viewOf(messages: readonly PromptMessage[]): View {
  const typed = messages.flatMap(({ typed }) => (isTyped(typed) ? unfolded(typed) : []));
  const seat = only(typed, 'seat');
  const scenario = only(typed, 'scenario');
  const brief = only(typed, 'brief');
  const turns = typed.filter((message): message is HeardTurn => message.kind === 'turn');
  const lastOwn = turns.findLast(({ body }) => body.speaker === seat.id) ?? null;

  const facts: Record<string, Fact> = { ...scenario.facts };
  const changed: View['changed'] = [];
  let failedRun: HeardFact | null = null;
  let spokeSince = false;
  let turnsSince = 0;
  for (const message of [...typed].reverse()) {
    if (message.kind === 'turn' && message.body.speaker === seat.id) spokeSince = true;
    if (message.kind === 'turn') turnsSince += 1;
    if (message.kind === 'fact') {
      if (message.failed !== undefined && !spokeSince) failedRun ??= message;
      for (const [fact, { from, to }] of Object.entries(message.set)) {
        changed.push({
          fact,
          from,
          to,
          sinceMyTurn: !spokeSince,
          turnsSince,
          byFailedRun: message.failed !== undefined,
        });
      }
    }
  }
  for (const message of typed) applyToFacts(facts, message);

  const claims = turns.flatMap(({ body }) =>
    body.claims.map((claim) => ({ turn: body.turn, speaker: body.speaker, claim })),
  );
  const returned = typed.filter((message): message is ResultMessage => message.kind === 'result');
  const local = returned.flatMap(({ result }) => (result ? [result] : []));
  const failures = returned.filter(({ failure }) => failure !== null);
  const lastAt = typed.findLastIndex((message) => message.kind === 'turn' && message.body.speaker === seat.id);
  const lines = typed.slice(lastAt + 1).flatMap((message) => (message.kind === 'line' ? [message.text] : []));
  const results = [...brief.own, ...brief.consulted, ...local];
  const asked = askedOf(turns, seat.id).filter((id) => scenario.able.includes(id));
  const known = knownReasons({
    seat,
    scenario,
    facts,
    turns,
    results,
    turn: brief.turn,
    mine: [...new Set([...scenario.mine, ...asked])],
  });
  const before = beforeOf({ typed, seat, scenario, brief, lastOwn });
  return {
    seat,
    scenario,
    brief,
    facts,
    changed,
    failedRun,
    turns,
    claims,
    known,
    asked,
    failures,
    lines,
    results,
    before,
    lastOwn,
  };
}

/** What is folded for a reader of prose is whole for one of types. */
const unfolded = (typed: TypedMessage): TypedMessage[] => (typed.kind === 'folded' ? typed.heard : [typed]);

function isTyped(value: unknown): value is TypedMessage {
  return typeof value === 'object' && value !== null && 'kind' in value;
}

function only<K extends TypedMessage['kind']>(typed: TypedMessage[], kind: K): Extract<TypedMessage, { kind: K }> {
  const found = typed.findLast((message) => message.kind === kind);
  if (found === undefined) throw new RangeError(`expected a prompt with a typed ${kind} message, found none`);
  return found as Extract<TypedMessage, { kind: K }>;
}

function applyToFacts(facts: Record<string, Fact>, message: TypedMessage): void {
  if (message.kind === 'turn') {
    for (const [name, fact] of Object.entries(message.disclosed)) facts[name] ??= fact;
  }
  if (message.kind === 'fact') {
    for (const [name, { to }] of Object.entries((message as HeardFact).set)) {
      const fact = facts[name];
      if (fact) facts[name] = { ...fact, value: to };
    }
  }
}

function knownReasons({
  seat,
  scenario,
  facts,
  turns,
  results,
  turn,
  mine: raised,
}: {
  seat: SeatBriefing;
  scenario: ScenarioBriefing;
  facts: Record<string, Fact>;
  turns: readonly HeardTurn[];
  results: readonly OwnResult[];
  turn: number;
  mine: readonly string[];
}): Map<string, Known> {
  const byId = new Map(scenario.considerations.map((consideration) => [consideration.id, consideration]));
  const known = new Map<string, Known>();
  for (const heard of turns) {
    for (const claim of heard.body.claims) {
      const consideration = claim.reason === null ? undefined : byId.get(claim.reason);
      if (consideration === undefined) continue;
      const said = { turn: heard.body.turn, claim: claim.claim, speaker: heard.body.speaker };
      const before = known.get(consideration.id);
      if (!statesReason(claim) || (before !== undefined && isVague(claim, consideration))) continue;
      known.set(consideration.id, {
        consideration,
        strength: strengthFrom(consideration, claim.figure?.value ?? null),
        figure: claim.figure,
        figures: figuresBehind(turns, claim.evidence.ref) ?? before?.figures ?? {},
        ref: claim.evidence.ref?.split('/')[0] ?? null,
        said,
        own: said.speaker === seat.id,
        fresh: false,
      });
    }
  }
  for (const id of raised) {
    const consideration = byId.get(id);
    if (consideration === undefined) continue;
    const mine = ownKnowledge(consideration, facts, scenario.data, results);
    if (mine === null) continue;
    const said = known.get(id)?.said ?? null;
    known.set(id, { ...mine, said, own: true, fresh: mine.ref?.includes(`:${turn}.`) === true });
  }
  return known;
}

/** Figures of the call that a ref names; it may have been made in an earlier turn than the one that cites it. */
function figuresBehind(turns: readonly HeardTurn[], ref: string | null): Record<string, Figure> | null {
  const [, kind, turn, call] = /^(tool|consult):(\d+)\.(\d+)/.exec(ref ?? '') ?? [];
  const heard = turns.find(({ body }) => body.turn === Number(turn));
  const made = kind === 'tool' ? heard?.tools : heard?.consults;
  return made?.find((one) => one.call === Number(call))?.figures ?? null;
}

/** The call that would compute a consideration with the facts as the seat knows them; null when it cannot. */
export function callFor(
  { from }: Consideration,
  facts: Record<string, Fact>,
  data: Record<string, string>,
): ToolCall | null {
  if (!('tool' in from)) return null;
  if (factsIn(from.args).some((path) => facts[path.split('.')[0] ?? path] === undefined)) return null;
  return { name: from.tool, args: resolveArgs(from.args, facts, data) };
}

function ownKnowledge(
  consideration: Consideration,
  facts: Record<string, Fact>,
  data: Record<string, string>,
  results: readonly OwnResult[],
): Omit<Known, 'said' | 'own' | 'fresh'> | null {
  const { from } = consideration;
  if ('judgement' in from) {
    return { consideration, strength: strengthFrom(consideration, null), figure: null, figures: {}, ref: null };
  }
  if ('fact' in from) {
    const value = factValue(facts, from.fact);
    if (value === null) return null;
    const name = from.fact;
    const unit = facts[name.split('.')[0] ?? name]?.unit ?? '';
    return {
      consideration,
      strength: strengthFrom(consideration, value),
      figure: { name, value, unit },
      figures: {},
      ref: `fact:${name}`,
    };
  }
  const call = callFor(consideration, facts, data);
  if (call === null) return null;
  const wanted = canonicalJson(call.args);
  const result = results.findLast(({ name, args }) => name === call.name && canonicalJson(args) === wanted);
  const name = figureRead(from);
  const figure = result?.figures[name];
  if (result === undefined || figure === undefined) return null;
  return {
    consideration,
    strength: strengthFrom(consideration, figure.value),
    figure: { name, value: figure.value, unit: figure.unit },
    figures: result.figures,
    ref: result.ref,
  };
}

/** A number of a fact by `name` or `name.path`; null when it is unknown or not a number. */
export function factValue(facts: Record<string, Fact>, path: string): number | null {
  const [name, ...rest] = path.split('.');
  let value: unknown = facts[name ?? path]?.value;
  for (const key of rest) value = (value as Record<string, unknown> | undefined)?.[key];
  if (typeof value === 'boolean') return value ? 1 : 0;
  return typeof value === 'number' ? value : null;
}

const JUDGEMENT_STRENGTH = { low: 0.3, medium: 0.5 } as const;

export function strengthFrom({ from }: Consideration, value: number | null): number {
  if ('judgement' in from) return JUDGEMENT_STRENGTH[from.weight];
  if (value === null) return 0;
  return 'read' in from ? strengthOf(from.read, value) : JUDGEMENT_STRENGTH.medium;
}

/** What the seat weighed when it last spoke: the same fold over the prompt as it then was. */
function beforeOf({
  typed,
  seat,
  scenario,
  brief,
  lastOwn,
}: Pick<View, 'seat' | 'scenario' | 'brief' | 'lastOwn'> & { typed: readonly TypedMessage[] }): View['before'] {
  if (lastOwn === null) return null;
  const then = typed.slice(0, typed.indexOf(lastOwn) + 1).filter((message) => !isUnheard(message, lastOwn, scenario));
  const facts: Record<string, Fact> = { ...scenario.facts };
  for (const message of then) applyToFacts(facts, message);
  const turns = then.filter((message): message is HeardTurn => message.kind === 'turn');
  const asked = askedOf(turns.slice(0, -1), seat.id).filter((id) => scenario.able.includes(id));
  const mine = [...new Set([...scenario.mine, ...asked])];
  const { turn } = lastOwn.body;
  const known = knownReasons({ seat, scenario, facts, turns, results: brief.own, turn, mine });
  return new Map(reasonsOf({ seat, known }).map((reason) => [reason.id, reason]));
}

/** A turn that stands before one's own and was spoken at the same time. */
function isUnheard(message: TypedMessage, { body }: HeardTurn, { blind }: ScenarioBriefing): boolean {
  if (message.kind !== 'turn' || message.body.turn === body.turn) return false;
  const atOnce = body.phase === 'vote' || (body.phase === 'opening' && blind);
  return atOnce && message.body.phase === body.phase && message.body.round === body.round;
}

/** The reasons of a view as the argument graph takes them. */
export function reasonsOf(view: Pick<View, 'seat' | 'known'>): Reason[] {
  const trust = new Map(view.seat.relationships.map((relation) => [relation.to, relation.trust]));
  return [...view.known.values()].map(({ consideration, strength, said, own }) => ({
    ...edgeOf(consideration),
    id: consideration.id,
    value: consideration.value,
    strength,
    trust: own || said === null ? 1 : (trust.get(said.speaker) ?? trust.get('*') ?? 0.5),
  }));
}

export function edgeOf(consideration: Consideration): Pick<Reason, 'target' | 'side' | 'excludes'> {
  const { for: inFavour, against, excludes } = consideration;
  if (excludes !== undefined) return { target: excludes, side: 'against', excludes: true };
  if (inFavour !== undefined) return { target: inFavour, side: 'for', excludes: false };
  return { target: against ?? '', side: 'against', excludes: false };
}

/** The option that a consideration ends up speaking about, and on which side, through whatever it undercuts. */
export function optionOf(
  consideration: Consideration,
  considerations: readonly Consideration[],
  options: Readonly<Record<string, unknown>>,
): { option: string; side: 'for' | 'against' } | null {
  const { target, side } = edgeOf(consideration);
  if (target in options) return { option: target, side };
  const parent = considerations.find(({ id }) => id === target);
  const above = parent && optionOf(parent, considerations, options);
  if (!above) return null;
  const flips = side === 'against';
  return { option: above.option, side: flips ? (above.side === 'for' ? 'against' : 'for') : above.side };
}
