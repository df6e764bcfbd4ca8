import type {
  Heard,
  HeardTurn,
  OwnResult,
  QuestionModel,
  ScenarioBriefing,
  SeatBriefing,
  TurnBrief,
  TypedMessage,
} from '../core/briefing.ts';
import { canonicalJson } from '../core/canonical.ts';
import type { PromptMessage, ToolCall } from '../core/effects.ts';
import { Scenario } from '../core/scenario.ts';
import { valuesOf } from '../reasoning/evaluate.ts';
import type { Held, Knowledge } from '../reasoning/knowledge.ts';
import { knowledgeAfter, startingFacts, valuesIn } from '../reasoning/knowledge.ts';
import type { CompiledQuantity, DecisionModel } from '../reasoning/model.ts';
import { compileModel } from '../reasoning/model.ts';
import type { Assessment } from '../reasoning/support.ts';
import { assess } from '../reasoning/support.ts';
import type { Calculate, World } from '../reasoning/worlds.ts';
import { isCorrected } from './corrected.ts';

/** How the model stands for one member at one moment. */
export interface State {
  knowledge: Knowledge;
  world: World;
  assessment: Assessment;
}

/** A prompt as the playbook reads it. */
export interface View {
  seat: SeatBriefing;
  question: ScenarioBriefing;
  brief: TurnBrief;
  model: DecisionModel;
  /** The same as goals count once members have heard one another: before that each may lean by their own values. */
  atTable: DecisionModel;
  heard: readonly Heard[];
  turns: readonly HeardTurn[];
  /** The last own turn. */
  own: HeardTurn | null;
  now: State;
  /** As it stood when the seat last spoke; null before its first turn. */
  before: State | null;
  /** Results at hand, own and heard, by call; what a colleague said first is cited as theirs. */
  results: ReadonlyMap<string, OwnResult>;
  /** Every result of one's own, also of a call that was made again. */
  seen: readonly OwnResult[];
  /** Calls that this seat may make and whose results are not there yet. */
  wanted: ToolCall[];
  /** Consults that this seat may ask for: quantity -> call of the desk. */
  consultable: ReadonlyMap<string, { topic: string; to: string; ask: string; call: ToolCall }>;
  /** What a moderator said in words, which no rule can use. */
  lines: readonly string[];
  failures: readonly { call: ToolCall; failure: string }[];
  peek: Peek | undefined;
}

/** Runs a calculator beside the record: only to tell whether there is something to say. Null where it refuses. */
export type Peek = (call: ToolCall) => OwnResult['figures'] | null;

/**
 * Throws a RangeError for messages that are no prompt of the playbook's.
 *
 * @param isEager whether who keeps a desk calculates unasked
 */
export function viewOf(messages: readonly PromptMessage[], peek?: Peek, isEager = false): View {
  const typed = messages.flatMap(({ typed: one }) => (one === undefined ? [] : [one as TypedMessage]));
  const one = <K extends TypedMessage['kind']>(kind: K) =>
    typed.findLast((message) => message.kind === kind) as Extract<TypedMessage, { kind: K }> | undefined;
  const seat = one('seat');
  const question = one('scenario');
  const brief = one('brief');
  if (seat === undefined || question === undefined || brief === undefined)
    throw new RangeError('expected a seat, a question and a brief in the prompt of the playbook');
  const heard = typed.flatMap((message): Heard[] => {
    if (message.kind === 'folded') return message.heard;
    return isHeard(message) ? [message] : [];
  });
  const turns = heard.filter((said): said is HeardTurn => said.kind === 'turn');
  const own = turns.findLast(({ body }) => body.speaker === seat.id) ?? null;
  const known = modelOf(question.model);
  const isLeaning = !isEager && isCorrected({ model: known, question });
  const model = isLeaning && brief.task === 'open' ? leaning(known) : known;
  const results = resultsIn(typed, turns, brief);
  const start = startingFacts(question.model.facts, question.facts);
  const wanted: ToolCall[] = [];
  const failures = typed.flatMap((message) =>
    message.kind === 'result' && message.failure !== null ? [{ call: message.call, failure: message.failure }] : [],
  );
  const refused = new Set(failures.map(({ call }) => keyOf(call)));
  const material = { seat, question, brief, model, isLeaning, start, results, refused, peek, isEager };
  const now = stateOf(material, heard, wanted);
  return {
    seat,
    question,
    brief,
    model,
    atTable: known,
    heard,
    turns,
    own,
    now,
    before: own === null ? null : stateBefore(material, heard, own),
    results,
    seen: seenIn(typed, brief),
    wanted,
    consultable: consultableIn(question, model, now, results),
    lines: heard.flatMap((said) => (said.kind === 'line' ? [said.text] : [])),
    failures,
    peek,
  };
}

/** Whether somebody sits at the table now; who has left and joined again has spoken since. */
export function isPresent({ question, heard }: Pick<View, 'question' | 'heard'>, member: string): boolean {
  const last = heard.findLast((one) =>
    one.kind === 'left' ? one.member === member : one.kind === 'turn' && one.body.speaker === member,
  );
  return question.roster.some(({ id }) => id === member) && last?.kind !== 'left';
}

/** Turns since the last news that changes what is meant; all of them where there was none. */
export function turnsSinceNews(
  { heard }: Pick<View, 'heard'>,
  isMeant: (facts: readonly string[]) => boolean = () => true,
): HeardTurn['body'][] {
  const at = heard.findLastIndex((said) => said.kind === 'fact' && isMeant(Object.keys(said.set)));
  return heard.slice(at + 1).flatMap((said) => (said.kind === 'turn' ? [said.body] : []));
}

function isHeard(message: TypedMessage): message is Heard {
  return ['turn', 'fact', 'shared', 'line', 'left'].includes(message.kind);
}

const leanings = new WeakMap<DecisionModel, DecisionModel>();

/** Before anybody has heard anybody, each leans by what they care for themselves; at the table goals count as the question has them. */
function leaning(model: DecisionModel): DecisionModel {
  if (model.scenario.weights === undefined) return model;
  const { weights: _, ...scenario } = model.scenario;
  const own = leanings.get(model) ?? { ...model, scenario };
  leanings.set(model, own);
  return own;
}

const TASK = { opening: 'open', rebuttal: 'rebut', vote: 'vote', close: 'close' } as const;

/** As it stood when the seat spoke last: with what had been heard and computed by then, and what its own turn proposed or seconded. */
function stateBefore(material: Material, heard: readonly Heard[], own: HeardTurn): State {
  const { brief, question } = material;
  const then = heard.slice(0, heard.indexOf(own) + 1).filter((said) => !isUnheard(said, own, question));
  const turns = then.filter((said): said is HeardTurn => said.kind === 'turn');
  const isEarlier = ({ ref }: OwnResult) => Number(/^\w+:(\d+)/.exec(ref)?.[1]) <= own.body.turn;
  const earlier: TurnBrief = {
    ...brief,
    task: TASK[own.body.phase],
    round: own.body.round,
    own: brief.own.filter(isEarlier),
    consulted: [],
  };
  const model = material.isLeaning && earlier.task === 'open' ? leaning(material.model) : material.model;
  return stateOf({ ...material, model, brief: earlier, results: resultsIn([], turns, earlier) }, then, null);
}

/** A turn that stands before one's own and was spoken at the same time. */
function isUnheard(said: Heard, { body }: HeardTurn, { blind }: ScenarioBriefing): boolean {
  if (said.kind !== 'turn' || said.body.turn === body.turn) return false;
  const atOnce = body.phase === 'vote' || (body.phase === 'opening' && blind);
  return atOnce && said.body.phase === body.phase && said.body.round === body.round;
}

const compiled = new Map<string, DecisionModel>();
const MOST_KEPT = 32;

/** A question's model, compiled once. */
export function modelOf(question: QuestionModel): DecisionModel {
  const key = JSON.stringify(question);
  const known = compiled.get(key);
  if (known !== undefined) return known;
  const scenario: Scenario = {
    ...Scenario.parse({
      id: 'question',
      title: '-',
      language: 'en',
      motion: '-',
      options: { a: '-', b: '-' },
      protocol: ['vote'],
    }),
    ...question,
  };
  if (compiled.size >= MOST_KEPT) compiled.delete(compiled.keys().next().value ?? '');
  const model = compileModel(scenario);
  compiled.set(key, model);
  return model;
}

export const keyOf = ({ name, args }: ToolCall): string => `${name} ${canonicalJson(args)}`;

function resultsIn(
  typed: readonly TypedMessage[],
  turns: readonly HeardTurn[],
  brief: TurnBrief,
): Map<string, OwnResult> {
  const results = new Map<string, OwnResult>();
  for (const { body, tools, consults } of turns) {
    for (const { name, args, figures, call } of tools)
      results.set(keyOf({ name, args }), { name, args, figures, ref: `tool:${body.turn}.${call}` });
    for (const { calculation, figures, call } of consults)
      if (calculation !== null)
        results.set(keyOf(calculation), { ...calculation, figures, ref: `consult:${body.turn}.${call}` });
  }
  for (const result of seenIn(typed, brief)) results.set(keyOf(result), result);
  return results;
}

const seenIn = (typed: readonly TypedMessage[], brief: TurnBrief): OwnResult[] => [
  ...brief.own,
  ...brief.consulted,
  ...typed.flatMap((message) => (message.kind === 'result' && message.result !== null ? [message.result] : [])),
];

interface Material {
  seat: SeatBriefing;
  question: ScenarioBriefing;
  brief: TurnBrief;
  model: DecisionModel;
  /** Whether each leans by their own values until they have heard the others. */
  isLeaning: boolean;
  start: ReadonlyMap<string, Held>;
  results: ReadonlyMap<string, OwnResult>;
  refused: ReadonlySet<string>;
  peek: Peek | undefined;
  isEager: boolean;
}

function stateOf(
  { seat, question, brief, model, start, results, refused, peek, isEager }: Material,
  heard: readonly Heard[],
  wants: ToolCall[] | null,
): State {
  const knowledge = knowledgeAfter(start, heard);
  const said = new Set(heard.flatMap((one) => (one.kind === 'turn' ? one.tools.map(({ name }) => name) : [])));
  const able = new Set(question.able);
  const runnable = new Set(
    [...model.quantities.values()].flatMap((quantity) =>
      quantity.kind === 'tool' && (quantity.consult === null || able.has(quantity.name)) ? [quantity.tool] : [],
    ),
  );
  const asked = new Set<string>();
  const calculate: Calculate = (tool, args) => {
    const call = { name: tool, args };
    const key = keyOf(call);
    const result = results.get(key);
    if (result !== undefined) return { figures: result.figures, headline: Object.keys(result.figures)[0] };
    const peeked = peek?.(call);
    if (peeked) return { figures: peeked, headline: Object.keys(peeked)[0] };
    if (!refused.has(key) && !asked.has(key) && runnable.has(tool)) {
      asked.add(key);
      wants?.push(call);
    }
    return { figures: {}, headline: undefined };
  };
  // Whoever has a calculator runs it; what has been said once, or is voted on, everybody may compute again.
  const isOpen = (quantity: CompiledQuantity): boolean =>
    quantity.kind !== 'tool' ||
    // A desk calculates when it is asked; on its own account only once the others have spoken twice.
    (able.has(quantity.name) &&
      (quantity.consult === null || isEager || (brief.task === 'rebut' && brief.round > 1))) ||
    (quantity.consult === null && (said.has(quantity.tool) || brief.task === 'vote' || brief.task === 'close'));
  const calculators = [...model.quantities.values()].filter((quantity) => quantity.kind === 'tool');
  const mute = new Set(calculators.filter((quantity) => !isOpen(quantity)).map(({ name }) => name));
  const unasked: World = {
    facts: valuesIn(knowledge.facts),
    // A language model is told what counts, and tries a proposal of its own by `evaluate`.
    amended: isEager ? knowledge.amended : withOwn(knowledge, seat.id),
    calculate,
    data: question.data,
    closed: mute,
  };
  const world: World = {
    ...unasked,
    // A consult that was answered is known by its result, which `calculate` finds.
    closed: new Set([...mute].filter((name) => !isAnswered(name, { model, results, question, unasked }, heard))),
  };
  return { knowledge, world, assessment: assess(model, world, seat.values) };
}

/** What the table has agreed on, and what the member proposes: whoever proposes a setting argues on it. */
function withOwn({ amended, proposals }: Knowledge, member: string): World['amended'] {
  const own = proposals.filter(
    ({ by, seconded, option }) => by === member && seconded === null && !amended.has(option),
  );
  return new Map([...amended, ...own.map(({ option, set }) => [option, new Map(Object.entries(set))] as const)]);
}

/** A desk's figure is there once somebody has asked for it, or whoever keeps the desk has said it. */
function isAnswered(
  name: string,
  { model, results, question, unasked }: Pick<Material, 'model' | 'results' | 'question'> & { unasked: World },
  heard: readonly Heard[],
): boolean {
  const quantity = model.quantities.get(name);
  if (quantity?.kind !== 'tool') return false;
  const given = [...results.values()].filter((result) => result.name === quantity.tool);
  if (quantity.consult === null) return given.length > 0;
  const { topic } = quantity.consult;
  const keepers = question.desks.filter((desk) => desk.topic === topic).map(({ member }) => member);
  // Where the calculator gives another figure of the question too, which of the two a call was for, its arguments say.
  const isShared = [...model.quantities.values()].some(
    (other) => other.kind === 'tool' && other.tool === quantity.tool && other.consult === null,
  );
  const args = isShared ? valuesOf(model, unasked, model.options[0] ?? '').argsOf(quantity) : null;
  const isFor = (call: ToolCall) =>
    call.name === quantity.tool && (!isShared || canonicalJson(call.args) === canonicalJson(args));
  const isSaid = heard.some(
    (one) => one.kind === 'turn' && keepers.includes(one.body.speaker) && one.tools.some(isFor),
  );
  return isSaid || given.some(({ ref }) => ref.startsWith('consult:'));
}

function consultableIn(
  question: ScenarioBriefing,
  model: DecisionModel,
  { assessment }: State,
  results: ReadonlyMap<string, OwnResult>,
): View['consultable'] {
  const found = new Map<string, { topic: string; to: string; ask: string; call: ToolCall }>();
  const [first] = assessment.options.values();
  for (const [name, { topic, to }] of Object.entries(question.consults)) {
    const quantity = model.quantities.get(name);
    if (quantity?.kind !== 'tool' || quantity.consult === null || first === undefined) continue;
    const args = first.values.argsOf(quantity);
    if (args === null) continue;
    const call = { name: quantity.tool, args };
    if (!results.has(keyOf(call))) found.set(name, { topic, to, ask: quantity.consult.ask, call });
  }
  return found;
}
