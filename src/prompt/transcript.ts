import type { Folded, Heard, HeardTurn } from '../core/briefing.ts';
import type { PromptMessage } from '../core/effects.ts';
import type { Dropped, Stance } from '../core/turn.ts';
import { callIn } from '../core/turn.ts';
import type { DecisionModel } from '../reasoning/model.ts';
import { ProposalFold } from '../reasoning/proposals.ts';
import { agreedSentences, amountOf } from './agreed.ts';
import { digestOf } from './digest.ts';
import type { Item, Piece } from './fold.ts';
import { FOLD_ABOVE, FoldPlan } from './fold.ts';
import { figureProse, figuresProse, hundredths, message } from './message.ts';
import { quoted, quotedValue, unmarked, word } from './quote.ts';
import { takenIn } from './taken.ts';
import { estimateTokens } from './tokens.ts';

/** Tokens of one folded block, and of all that lies before the folded blocks. */
const DIGEST_TOKENS = { block: 350, past: 900 };

/** Something said, as others read it and as its speaker does. */
interface Entry {
  said: Heard;
  asOther: PromptMessage;
  asOwn: PromptMessage[] | null;
  /** Where its speaker stood before. */
  stood: Stance | null;
  /** What the moderator says behind it: settings that count from here on. */
  agreed: string[];
  after: PromptMessage[];
  /** Calls whose figures its claims rest on. */
  cites: string[];
}

/** Where a member stands, and the turn in which they said so. */
export interface Stood {
  turn: number;
  stance: Stance;
}

/**
 * All that was said, as the prompts have it. It grows at its end; once it is long, whole blocks at its beginning give way to what
 * they came to, for every seat alike. A seat's own turns are its own words (`assistant`) and what they claimed; all others' are quoted.
 */
export class Transcript {
  private readonly heard: Entry[] = [];
  private readonly items: Item[] = [];
  /** By the number of tokens above which it folds: what one model can read is too long for another. */
  private readonly plans = new Map<number, FoldPlan>();
  private readonly folded = new Map<string, PromptMessage>();
  private readonly speakers = new Map<number, string>();
  private readonly stances = new Map<string, Stance>();
  private readonly proposals = new ProposalFold();
  private round = '';

  /** With the question's model prompts can tell what a setting was and what a figure rests on. */
  constructor(private readonly model: DecisionModel | null = null) {}

  get length(): number {
    return this.heard.length;
  }

  get all(): Heard[] {
    return this.heard.map(({ said }) => said);
  }

  push(said: Heard): void {
    if (said.kind === 'turn') this.speakers.set(said.body.turn, said.body.speaker);
    if (said.kind === 'turn') this.round = `${said.body.phase}/${said.body.round}`;
    const asOther = otherMessage(said, this.model);
    const agreed = this.agreedBy(said);
    const after = agreed.map((sentence) => message('user', `[moderator] ${quoted(sentence)}`, undefined, 'moderator'));
    const stood = said.kind === 'turn' ? (this.stances.get(said.body.speaker) ?? null) : null;
    if (said.kind === 'turn') this.stances.set(said.body.speaker, said.body.stance);
    this.heard.push({ said, asOther, asOwn: null, stood, agreed, after, cites: callsCited(said) });
    const item = { tokens: estimateTokens(asOther.content), round: this.round };
    this.items.push(item);
    for (const plan of this.plans.values()) plan.push(item);
  }

  /** What a seat hears of the first `upTo` things said. Equal parts are the same objects each time. */
  messagesFor(seat: string, { upTo = this.heard.length, foldAbove = FOLD_ABOVE } = {}): PromptMessage[] {
    return this.planFor(foldAbove)
      .at(upTo)
      .flatMap((piece) => (piece.kind === 'raw' ? this.raw(piece.index, seat) : [this.fold(piece)]));
  }

  private planFor(foldAbove: number): FoldPlan {
    const known = this.plans.get(foldAbove);
    if (known !== undefined) return known;
    const plan = new FoldPlan(foldAbove);
    for (const item of this.items) plan.push(item);
    this.plans.set(foldAbove, plan);
    return plan;
  }

  /** Where a seat stands, and since which of its turns. */
  stoodOf(seat: string, upTo = this.heard.length): Stood | null {
    const own = this.heard
      .slice(0, upTo)
      .flatMap(({ said }) => (said.kind === 'turn' && said.body.speaker === seat ? [said.body] : []));
    const last = own.at(-1);
    if (last === undefined) return null;
    const changed = own.findLastIndex(({ stance }, at) => !isSameStance(stance, own[at - 1]?.stance ?? null));
    return { turn: own[changed]?.turn ?? last.turn, stance: last.stance };
  }

  /** Calls whose figures some claim rests on. */
  citedBy(upTo = this.heard.length): Set<string> {
    const cited = new Set<string>();
    for (const { cites } of this.heard.slice(0, upTo)) for (const call of cites) cited.add(call);
    return cited;
  }

  /** What was said to a seat since its last turn: answers to its claims, and questions that it was asked. */
  saidTo(seat: string, upTo = this.heard.length): string[] {
    const isOwn = ({ said }: { said: Heard }) => said.kind === 'turn' && said.body.speaker === seat;
    const since = this.heard.slice(0, upTo).findLastIndex(isOwn) + 1;
    const own = { has: (turn: number) => this.speakers.get(turn) === seat };
    return this.heard
      .slice(since, upTo)
      .flatMap(({ said }) => (said.kind === 'turn' ? [said.body] : []))
      .flatMap(({ turn, speaker, act, answers, also = [], addressee, question }) => [
        // Who only asks stands below, with what is asked.
        ...(answers !== null && own.has(answers.turn) && !(act === 'ask' && question !== null && addressee === seat)
          ? [`- turn ${turn}, ${speaker}: ${actOn(act)} your claim ${answers.turn}.${answers.claim}`]
          : []),
        ...also
          .filter((ref) => own.has(ref.turn))
          .map((ref) => `- turn ${turn}, ${speaker}: speaks to your claim ${ref.turn}.${ref.claim} too`),
        ...(question !== null && addressee === seat
          ? [
              `- turn ${turn}, ${speaker}: asks you ${quoted(question.text)}${act === 'ask' && answers !== null && own.has(answers.turn) ? ` (of your claim ${answers.turn}.${answers.claim})` : ''}`,
            ]
          : []),
      ]);
  }

  private raw(index: number, seat: string): PromptMessage[] {
    const entry = this.heard[index];
    if (entry === undefined) throw new RangeError(`expected something said at ${index}`);
    if (entry.said.kind !== 'turn' || entry.said.body.speaker !== seat) return [entry.asOther, ...entry.after];
    entry.asOwn ??= ownMessages(entry.said, entry.stood);
    return [...entry.asOwn, ...entry.after];
  }

  /** A turn that makes settings count for everybody, in the moderator's words; what the moderator sets is told in its own line. */
  private agreedBy(said: Heard): string[] {
    const before = new Map(this.proposals.agreed.map(({ option, input, to }) => [`${option}/${input}`, to]));
    const agreed = this.proposals.hear(said);
    const { model } = this;
    if (model === null || said.kind !== 'turn') return [];
    return agreedSentences(
      model,
      agreed.filter(({ option, input, to }) => before.get(`${option}/${input}`) !== to),
      ({ option, input }) => before.get(`${option}/${input}`) ?? null,
    );
  }

  private fold(piece: Exclude<Piece, { kind: 'raw' }>): PromptMessage {
    const key = `${piece.kind} ${piece.from} ${piece.to}`;
    const known = this.folded.get(key);
    if (known !== undefined) return known;
    const entries = this.heard.slice(piece.from, piece.to);
    const heard = entries.map(({ said }) => said);
    const typed: Folded = { kind: 'folded', heard };
    const agreed = entries.flatMap((entry) => entry.agreed);
    const made = message('user', digestOf(heard, DIGEST_TOKENS[piece.kind], agreed), typed, 'moderator');
    this.folded.set(key, made);
    return made;
  }
}

function callsCited(said: Heard): string[] {
  if (said.kind !== 'turn') return [];
  const refs = said.body.claims.flatMap(({ evidence, numbers }) => [
    evidence.ref ?? '',
    ...numbers.flatMap((one) => one.refs),
  ]);
  return refs.flatMap((ref) => callIn(ref)?.call ?? []);
}

/** Acts that are of the very claim which they answer; others only take it up. */
const OF_CLAIM: ReadonlySet<string> = new Set(['rebut', 'concede', 'support', 'answer']);

const actOn = (act: string) => (OF_CLAIM.has(act) ? `${act} of` : `${act}, taking up`);

const isSameStance = (a: Stance, b: Stance | null) => a.option === b?.option && a.confidence === b.confidence;

function otherMessage(said: Heard, model: DecisionModel | null): PromptMessage {
  switch (said.kind) {
    case 'turn':
      return message('user', turnProse(said, model), said, said.body.speaker);
    case 'fact': {
      const changes = Object.entries(said.set).map(
        ([name, { from, to }]) => `fact:${name}: ${quotedValue(from)} -> ${quotedValue(to)}`,
      );
      return message('user', `[moderator] ${quoted(said.say)} (${changes.join('; ')})`, said, 'moderator');
    }
    case 'shared': {
      const shared = Object.entries(said.facts).map(
        ([name, { value, by }]) => `fact:${name} = ${quotedValue(value)}, known to ${by.join(', ')}`,
      );
      const set = Object.entries(said.amended).flatMap(([option, inputs]) =>
        Object.entries(inputs).map(
          ([input, to]) => `${option} with ${word(input)} at ${model === null ? to : amountOf(model, input, to)}`,
        ),
      );
      return message('user', `[moderator] ${quoted(said.say)} (${[...shared, ...set].join('; ')})`, said, 'moderator');
    }
    case 'line':
      return message('user', `[moderator] ${quoted(said.text)}`, said, 'moderator');
    case 'left':
      return message('user', `[moderator] ${said.member} is not at the table any more.`, said, 'moderator');
  }
}

/** The member's own turn: their words as they said them, and what else they did in it, by the numbers by which others answer it. */
function ownMessages(said: HeardTurn, stood: Stance | null): PromptMessage[] {
  const { body } = said;
  const own = message('assistant', unmarked(body.utterance), said, body.speaker);
  const { stance } = body;
  const asserted = [
    ...claimLines(body),
    ...questionLines(body),
    ...besideLines(body),
    ...(isSameStance(stance, stood) ? [] : [stanceLine(stance)]),
  ];
  if (asserted.length === 0) return [own];
  const content = [`[turn ${body.turn} was yours]`, ...asserted].join('\n');
  return [own, { role: 'user', name: 'moderator', content }];
}

function stanceLine({ option, confidence, movedBy }: Stance): string {
  const moved = movedBy.length > 0 ? `, moved by ${movedBy.map(word).join(', ')}` : '';
  return `  stands at ${option ?? 'no option'} ${hundredths(confidence)}${moved}`;
}

/** A turn of somebody else: our label, their words in quotation marks, and what they rest on. */
function turnProse({ body, tools, consults }: HeardTurn, model: DecisionModel | null): string {
  const { turn, speaker, addressee, act, answers, also = [], utterance, stance } = body;
  const others = also.map((ref) => `${ref.turn}.${ref.claim}`);
  const done = answers === null ? act : `${actOn(act)} claim ${answers.turn}.${answers.claim}`;
  const head = `[turn ${turn}] ${speaker} to ${addressee}, ${done}${others.length === 0 ? '' : `, with claim ${others.join(' and ')}`}`;
  return [
    head,
    quoted(utterance),
    ...claimLines(body),
    ...questionLines(body),
    ...besideLines(body),
    ...tools.map(
      (tool) => `  tool:${turn}.${tool.call} ${tool.name} ${figuresProse(tool.figures)}${takenIn(tool, model)}`,
    ),
    ...consults.map(({ to, call, answer }) => `  consult:${turn}.${call} ${to}: ${quoted(answer)}`),
    stanceLine(stance),
  ].join('\n');
}

function claimLines({ turn, claims, utterance }: HeardTurn['body']): string[] {
  return claims.map(({ claim, gist, text, reason, option, side, evidence, figure }) => {
    const about = [reason && `reason ${word(reason)}`, option && side && `${side} ${option}`]
      .filter(Boolean)
      .join(', ');
    const number = figure ? ` ${figureProse(figure.name, figure.value, figure.unit)}` : '';
    const basis = evidence.kind === 'none' ? 'no evidence' : word(evidence.ref ?? evidence.kind);
    // One claim that is all of the turn has been quoted already.
    const words = claims.length === 1 && gist === text && utterance.includes(text) ? '' : ` ${quoted(gist || text)}`;
    return `  claim ${turn}.${claim}${about === '' ? '' : ` (${about})`}:${words} on ${basis}${number}`;
  });
}

/** `takes back the condition of turn 4`, `hands the job of turn 5 to cortex` */
const DROPPED: Record<Dropped['what'], string> = { action: 'job', condition: 'condition', measures: 'measurement' };

export const droppedProse = ({ turn, what, to }: Dropped, called: (id: string) => string = word): string =>
  to === undefined
    ? `takes back the ${DROPPED[what]} of turn ${turn}`
    : `hands the job of turn ${turn} to ${called(to)}`;

export const amendedProse = ({ amends }: { amends?: number | undefined }): string =>
  amends === undefined ? '' : ` (in place of what turn ${amends} would)`;

/** What a turn does beside its claims. */
function besideLines(body: HeardTurn['body']): string[] {
  const { withdraws, drops = [], proposes, condition, measures, action } = body;
  const set = Object.entries(proposes?.set ?? {}).map(([input, to]) => `${word(input)} at ${to}`);
  const terms = [measures?.price, measures?.threshold].flatMap((part) => (part == null ? [] : [quoted(part)]));
  return [
    ...(withdraws.length === 0
      ? []
      : [`  takes back ${withdraws.map(({ turn, claim }) => `claim ${turn}.${claim}`).join(', ')}`]),
    ...drops.map((drop) => `  ${droppedProse(drop)}`),
    ...(proposes === null ? [] : [`  proposes ${word(proposes.option)} with ${set.join(', ')}`]),
    ...(measures === undefined
      ? []
      : [`  would measure ${[quoted(measures.what), ...terms].join(', ')}${amendedProse(measures)}`]),
    ...(condition === null ? [] : [`  on the condition that ${quoted(condition)}`]),
    ...(action === undefined ? [] : [`  takes on ${quoted(action)}`]),
  ];
}

function questionLines({ addressee, question }: HeardTurn['body']): string[] {
  if (question === null) return [];
  return [`  asks ${addressee}${question.topic ? ` (${word(question.topic)})` : ''}: ${quoted(question.text)}`];
}
