import type { ModelReply, ReplyFlaw, ToolCall } from '../core/effects.ts';
import type { Language } from '../core/language.ts';
import { nearest } from '../core/nearest.ts';
import type { ClaimRef, Dropped, Stance, Turn } from '../core/turn.ts';
import { ANSWERING_ACTS } from '../core/turn.ts';
import { TURN_REPLY } from '../playbook/reply.ts';
import { isTakenBack, ownerOf } from '../reasoning/withdrawn.ts';
import { NO_OBJECT, objectFrom } from './json-object.ts';
import type { Material } from './material.ts';
import { plainValue } from './plain-text.ts';
import { CALCULATOR } from './tool-list.ts';
import { PASS } from './turn-form.ts';
import { cutText, cutTurn, cutWords } from './turn-limits.ts';
import type { Unfounded } from './turn-reading.ts';
import { readTurn } from './turn-reading.ts';

/** What a reply is checked against. */
export interface Expected {
  speaker: string;
  options: readonly string[];
  /** Ids of everybody at the table, and the names by which each may be labelled, in lower case. */
  roster: ReadonlyMap<string, readonly string[]>;
  /** Who claimed and put what so far. */
  said: readonly ({ turn: number; speaker: string; claims: readonly { claim: number }[] } & Partial<
    Pick<Turn, 'condition' | 'action' | 'measures' | 'drops'>
  >)[];
  /** Tools on offer beside the turn itself, those behind `calculator` among them. */
  tools: readonly string[];
  /** What the speaker can cite; absent where the prompt held no question of ours. */
  material?: Material | null;
  /** Whether they may say that there is nothing to say. */
  mayPass?: boolean;
}

/** A reply is a turn, none, calls of tools, or flawed: then there is what to say of it, and the turn to make of it when it stays so. */
export type Reading =
  | { kind: 'turn'; turn: Turn }
  | { kind: 'pass'; turn: Turn }
  | { kind: 'calls'; calls: ToolCall[] }
  | { kind: 'flawed'; flaw: ReplyFlaw; detail: string; salvage: Turn | null };

/** Characters of what a tool is called with; data files are named and not sent. */
const MOST_ARGUMENTS = 20_000;
/** Characters of what is said of a flawed reply: it is recorded, printed, and sent back. */
const MOST_DETAIL = 2000;

const AS_TURN = `Give your turn by calling \`${TURN_REPLY}\`, or as one JSON object with the same parts and nothing around it.`;

/** Reads what a model returned: a pure function, so that a record read again comes to the same. */
export function readReply(reply: ModelReply, expected: Expected): Reading {
  const reading = readWhole(reply, expected);
  return reading.kind === 'flawed' ? { ...reading, detail: cutText(reading.detail, MOST_DETAIL) } : reading;
}

function readWhole(reply: ModelReply, expected: Expected): Reading {
  const flawed = (flaw: ReplyFlaw, detail: string, salvage: Turn | null = null): Reading => ({
    kind: 'flawed',
    flaw,
    detail,
    salvage,
  });
  const plain = plainValue(reply);
  const { content, toolCalls } = plain;
  const lost = lostReply(plain);
  if (lost !== null) return flawed(lost.flaw, lost.detail);
  const turns = toolCalls.filter(({ name }) => name === TURN_REPLY);
  const others = toolCalls.filter(({ name }) => name !== TURN_REPLY).map(unwrapped);
  const unknown = others.find(({ name }) => !expected.tools.includes(name));
  if (unknown) {
    const offered = [...expected.tools, TURN_REPLY];
    return flawed('unknown-tool', `no tool is called ${unknown.name}${nearest(unknown.name, offered)}`);
  }
  const [turn] = turns;
  if (turn !== undefined && others.length === 0 && expected.mayPass && turn.args['act'] === PASS)
    return { kind: 'pass', turn: unstructured(PASS, expected) };
  if (turn !== undefined && (others.length > 0 || turns.length > 1)) {
    const read = readTurnArgs(turn.args, expected);
    return flawed('schema', 'a turn came together with other calls', read.kind === 'turn' ? read.turn : null);
  }
  if (turn !== undefined) return readTurnArgs(turn.args, expected);
  const long = others.find(({ args }) => JSON.stringify(args).length > MOST_ARGUMENTS);
  if (long) return flawed('malformed', `the arguments of ${long.name} are longer than ${MOST_ARGUMENTS} characters`);
  if (others.length > 0) return { kind: 'calls', calls: others };
  if (content.trim() === '') return flawed('empty', 'the reply is empty');
  const object = objectIn(content);
  if (object !== null && 'wrong' in object) return flawed('malformed', `the parts of the turn ${object.wrong}`);
  if (object !== null && 'utterance' in object.object) return readTurnArgs(object.object, expected);
  const prose = content.trim();
  return flawed('prose', 'text came where a turn was asked for', unstructured(cutWords(prose), expected));
}

/** What keeps a reply from being read at all, whatever it was to be; null where nothing does. */
export function lostReply(reply: ModelReply): { flaw: ReplyFlaw; detail: string } | null {
  const { finishReason, refusal, content, invalidCalls = [] } = reply;
  if (refusal || finishReason === 'refusal')
    return { flaw: 'refused', detail: firstOf(refusal ?? content, 'it would not answer') };
  if (finishReason === 'content_filter') return { flaw: 'filtered', detail: 'the provider filtered the reply' };
  if (finishReason === 'length') return { flaw: 'cut', detail: 'the reply was cut off at the length limit' };
  if (finishReason !== 'stop' && finishReason !== 'tool_calls')
    return { flaw: 'cut', detail: `the reply finished by \`${finishReason}\`` };
  const [broken] = invalidCalls;
  return broken === undefined
    ? null
    : { flaw: 'malformed', detail: `the arguments of ${broken.name} ${wrongOf(broken.arguments)}` };
}

/** What is said to the model of a flawed reply: what came, what is expected. */
export function repairSentence(flaw: ReplyFlaw, detail: string): string {
  const how: Partial<Record<ReplyFlaw, string>> = {
    refused:
      'This is a debate about an engineering question between invented colleagues; say what your person would say, or put your dissent.',
    cut: 'Say it in one or two short sentences and fewer claims.',
    truncated: 'Say it in a few sentences and fewer claims; what is longer will be cut.',
    'spoke-for-others': 'Write only your own lines.',
    'unknown-tool': 'Call one that is on offer, or give your turn.',
    'too-many-calls': 'Give your turn now, with what you have.',
    unfounded:
      'Put what it rests on into `refs` (`fact:NAME`, `OPTION/NAME`, `tool:T.K/NAME@OPTION`, `consult:T.K/NAME`, a claim as `T.C`), have `calculate` work it out and cite that, or leave it out.',
  };
  return `[moderator] ${detail}. ${how[flaw] ?? ''} ${AS_TURN}`.replace(/ {2,}/g, ' ');
}

function readTurnArgs(given: Record<string, unknown>, expected: Expected): Reading {
  const { args, cut } = cutTurn(given);
  const { speaker, options, material = null } = expected;
  const read = readTurn(args, { speaker, options, material });
  if (read.turn === null) {
    const { utterance } = args;
    const said =
      typeof utterance === 'string' && utterance.trim() !== '' ? unstructured(utterance.trim(), expected) : null;
    return { kind: 'flawed', flaw: 'schema', detail: read.missing, salvage: said };
  }
  const foreign = foreignLine(read.turn.utterance, expected);
  if (foreign !== null)
    return {
      kind: 'flawed',
      flaw: 'spoke-for-others',
      detail: `a line begins as ${foreign}'s`,
      salvage: mended(read.turn, expected),
    };
  const problem = [read.wrong, problemOf(read.turn, expected)].filter((one) => one !== null).join('; ') || null;
  if (problem !== null)
    return { kind: 'flawed', flaw: 'invalid', detail: problem, salvage: mended(read.turn, expected) };
  if (cut !== null) return { kind: 'flawed', flaw: 'truncated', detail: cut, salvage: read.turn };
  const turn = withKnownAnswers(read.turn, expected);
  if (read.unfounded.length > 0) {
    const language = material?.view.question.language ?? 'en';
    return { kind: 'flawed', flaw: 'unfounded', detail: unfoundedSentence(read.unfounded, language), salvage: turn };
  }
  return { kind: 'turn', turn };
}

/** What is said of numbers and references that stand nowhere, in the language of the debate. */
function unfoundedSentence(unfounded: readonly Unfounded[], language: Language): string {
  const list = (isReference: boolean) => [
    ...new Set(
      unfounded
        .filter((one) => one.isReference === isReference && one.inOtherUnit === undefined)
        .map(({ text }) => `\`${text}\``),
    ),
  ];
  const units = [
    ...new Set(
      unfounded.flatMap(({ text, inOtherUnit }) => {
        if (inOtherUnit === undefined) return [];
        const { unit, figure } = inOtherUnit;
        const is = `\`${figure.ref}\` = ${Number(figure.value.toPrecision(4))} ${figure.unit}`;
        return language === 'ko'
          ? [`단위가 다른 숫자: \`${text}\` ${unit}. 값은 ${is}입니다`]
          : [`\`${text}\` is in another unit than its figure: said in ${unit}, ${is}`];
      }),
    ),
  ];
  const [references, numbers] = [list(true), list(false)];
  const others = [...new Set(unfounded.flatMap(({ beside = [] }) => beside))].map((ref) => `\`${ref}\``).join(', ');
  const near = new Map(
    unfounded.flatMap(({ text, near: figure }) =>
      figure === null ? [] : [[text, `\`${figure.ref}\` = ${Number(figure.value.toPrecision(4))}`] as const],
    ),
  );
  const meant = near.size === 0 ? '' : ` (${[...near.values()].join(', ')})`;
  if (language === 'ko')
    return [
      ...(numbers.length === 0
        ? []
        : [
            `근거가 없는 숫자: ${numbers.join(', ')}. 아는 값에도 인용한 값에도 없고, 적힌 계산으로도 나오지 않습니다${meant}`,
          ]),
      ...units,
      ...(references.length === 0
        ? []
        : [`가리키는 것이 없는 참조: ${references.join(', ')}${others === '' ? '' : ` (있는 것: ${others})`}`]),
    ].join('. ');
  const together = (items: readonly string[]) =>
    items.length < 2 ? items.join('') : `${items.slice(0, -1).join(', ')} and ${items.at(-1)}`;
  return [
    ...(numbers.length === 0
      ? []
      : [
          `${together(numbers)} ${numbers.length === 1 ? 'follows' : 'follow'} from nothing that you know or cite${meant}`,
        ]),
    ...units,
    ...(references.length === 0
      ? []
      : [
          `${together(references)} ${references.length === 1 ? 'points' : 'point'} to nothing on record${others === '' ? '' : ` (there is ${others})`}`,
        ]),
  ].join('; ');
}

/** Of the other claims that a turn answers those that were made; the first is what it is refused by. */
function withKnownAnswers({ also = [], ...turn }: Turn, { said }: Expected): Turn {
  const made = also.filter((ref) =>
    said.some((one) => one.turn === ref.turn && one.claims.some(({ claim }) => claim === ref.claim)),
  );
  return made.length === 0 ? turn : { ...turn, also: made };
}

/** A call of a calculator that was named to `calculator` is a call of that calculator. */
function unwrapped(call: ToolCall): ToolCall {
  const { name, arguments: given } = call.args;
  if (call.name !== CALCULATOR || typeof name !== 'string' || typeof given !== 'object' || given === null) return call;
  return { name, args: given as Record<string, unknown> };
}

/** Whether a claim is in a turn of somebody else. */
const isOthers = (ref: ClaimRef, { said, speaker }: Pick<Expected, 'said' | 'speaker'>): boolean =>
  said.some((one) => one.turn === ref.turn && one.speaker !== speaker);

/** Why a condition or a job cannot be taken back, or handed on; null where it can. */
function wrongDrop(
  { turn, what, to }: Dropped,
  { speaker, roster, said }: Pick<Expected, 'speaker' | 'roster' | 'said'>,
): string | null {
  const body = said.find((one) => one.turn === turn);
  const text = what === 'condition' ? body?.condition : what === 'measures' ? body?.measures?.what : body?.action;
  const called = what === 'measures' ? 'measurement' : what;
  if (body === undefined || text == null) return `turn ${turn} put no ${called}`;
  const owner = what === 'action' ? ownerOf(body, said) : isTakenBack(body, said, what) ? null : body.speaker;
  if (owner === null) return `the ${called} of turn ${turn} is taken back already`;
  if (owner !== speaker) return `the ${called} of turn ${turn} is ${owner}'s and not yours`;
  if (to === undefined) return null;
  if (what !== 'action') return `a ${called} is nobody else's: take it back as \`${what}:T\``;
  return to === speaker || (roster.size > 0 && !roster.has(to))
    ? `a job is handed on to one of ${[...roster.keys()].join(', ')}, not to \`${to}\``
    : null;
}

/** What a turn points to that is not there; the debate would refuse it. */
function problemOf(
  { addressee, answers, act, withdraws, drops = [] }: Turn,
  { speaker, roster, said }: Expected,
): string | null {
  const others = withdraws.find((ref) => isOthers(ref, { said, speaker }));
  if (others !== undefined) return `claim ${others.turn}.${others.claim} is not yours to withdraw`;
  for (const drop of drops) {
    const wrong = wrongDrop(drop, { speaker, roster, said });
    if (wrong !== null) return wrong;
  }
  if (addressee === speaker) return 'the addressee is the speaker';
  if (addressee !== 'all' && roster.size > 0 && !roster.has(addressee))
    return `nobody at the table is called ${addressee}; there are ${[...roster.keys()].join(', ')}, or all`;
  if (answers === null) return ANSWERING_ACTS.has(act) ? `an act of ${act} needs the claim that it answers` : null;
  const answered = said.find(({ turn }) => turn === answers.turn);
  if (!answered?.claims.some(({ claim }) => claim === answers.claim))
    return `there is no claim ${answers.turn}.${answers.claim} to answer`;
  return answered.speaker === speaker && act === 'rebut' ? 'a rebuttal of the own turn' : null;
}

/** The turn without what points nowhere. */
function mended(turn: Turn, expected: Expected): Turn {
  const { roster, speaker } = expected;
  const isThere =
    turn.addressee === 'all' || ((roster.size === 0 || roster.has(turn.addressee)) && turn.addressee !== speaker);
  const own = turn.withdraws.filter((ref) => !isOthers(ref, expected));
  const { drops: given = [], ...rest } = turn;
  const drops = given.filter((drop) => wrongDrop(drop, expected) === null);
  const addressed: Turn = {
    ...rest,
    ...(drops.length === 0 ? {} : { drops }),
    addressee: isThere ? turn.addressee : 'all',
    withdraws: own,
  };
  if (problemOf(addressed, expected) === null) return addressed;
  return { ...addressed, answers: null, act: ANSWERING_ACTS.has(turn.act) ? 'support' : turn.act };
}

/** Prose as a turn that takes no stance. */
function unstructured(utterance: string, { options }: Expected): Turn {
  const share = options.length > 0 ? 1 / options.length : 0;
  const stance: Stance = {
    option: null,
    confidence: 0,
    support: Object.fromEntries(options.map((name) => [name, share])),
    movedBy: [],
  };
  return {
    utterance,
    act: 'support',
    addressee: 'all',
    answers: null,
    question: null,
    claims: [],
    stance,
    proposes: null,
    withdraws: [],
    condition: null,
    unused: [],
  };
}

/** The member whose line a speaker wrote into their own turn; null when there is none. */
function foreignLine(utterance: string, { speaker, roster }: Expected): string | null {
  const lines = utterance.split('\n');
  for (const [index, line] of lines.entries()) {
    const [, label] =
      /^\s*(?:[*_#>-]+\s*)?(?:\[(?:turn \d+\]?\s*)?)?([\p{L}][\p{L} .-]{0,24}?)\]?(?:\s*\([^)]{0,30}\))?[*_]*\s*[:：]\s*\S/u.exec(
        line,
      ) ?? [];
    if (label === undefined) continue;
    const name = label.trim().toLowerCase();
    const whose =
      [...roster].find(([id, names]) => id === name || names.includes(name))?.[0] ??
      (name === 'moderator' ? name : undefined);
    // A vocative with a colon at the very beginning speaks to a colleague and not for them, unless more lines follow.
    if (whose !== undefined && whose !== speaker && (index > 0 || lines.length > 1)) return whose;
  }
  return null;
}

/** The first JSON object in a text: alone, in a fence, or among words; or what keeps it from being recorded. */
export function objectIn(text: string): ReturnType<typeof objectFrom> | null {
  const braced = text.slice(Math.max(0, text.indexOf('{')), text.lastIndexOf('}') + 1);
  for (const candidate of [text, fenced(text), braced]) {
    if (candidate === '') continue;
    const parsed = objectFrom(candidate);
    if ('object' in parsed || parsed.wrong !== NO_OBJECT) return parsed;
  }
  return null;
}

/** What stands in the first code fence of a text; empty where there is none. By index: a pattern with white space in it would try each end of it. */
function fenced(text: string): string {
  const begin = text.indexOf('```');
  const end = begin < 0 ? -1 : text.indexOf('```', begin + 3);
  return end < 0 ? '' : text.slice(begin + 3, end).replace(/^json/, '');
}

function wrongOf(written: string): string {
  const parsed = objectFrom(written);
  return 'wrong' in parsed ? parsed.wrong : NO_OBJECT;
}

function firstOf(text: string, otherwise: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return line === '' ? otherwise : line.slice(0, 300);
}
