import { z } from 'zod';
import type { Claim, ProposedMeasurement } from '../core/turn.ts';
import { ClaimRef, Quantity, Ref, Turn } from '../core/turn.ts';
import type { KnownFigure } from '../reasoning/matching.ts';
import { matchNumbers } from '../reasoning/matching.ts';
import type { Material } from './material.ts';

type Loose = Record<string, unknown>;

/** What a turn is read with. */
export interface ReadWith {
  speaker: string;
  options: readonly string[];
  /** What the member can cite; null where the prompt held no question of ours. */
  material: Material | null;
}

/** A turn, and what of it rests on nothing: numbers as they were written, and references that point nowhere. */
export type TurnRead = { turn: Turn; missing: null; unfounded: string[] } | { turn: null; missing: string };

/**
 * A turn from what a model filled in. What has one meaning is understood (a part that is left out is empty, claims are numbered by
 * their place, a reference that is none is no evidence); an utterance and where the speaker stands must be there. Numbers are read
 * out of the words and matched to what the member knows; who lists them, as older prompts asked, is taken at their word.
 */
export function readTurn(args: Loose, reading: ReadWith): TurnRead {
  const { options, material } = reading;
  const isListed = isObject(args['stance']);
  // Who does not say where they stand stands where they stood; what moved them there stands at the turn that said so.
  const stood = { ...material?.view.own?.body.stance, movedBy: [] };
  const stance = isObject(args['stance']) ? args['stance'] : { ...stood, ...present(args) };
  if (typeof args['utterance'] !== 'string' || args['utterance'].trim() === '')
    return { turn: null, missing: '`utterance` is missing or empty' };
  if (!('option' in stance)) return { turn: null, missing: '`option`, where you stand, is missing' };
  const option = optionIn(stance['option'], options);
  if (option === undefined) return { turn: null, missing: `\`option\` is none of ${options.join(', ')}` };
  const confidence = shareIn(stance['confidence']) ?? (option === null ? 0 : 0.5);
  const act = Turn.shape.act.safeParse(args['act']);
  if (!act.success) return { turn: null, missing: '`act` is none of those on offer' };
  const utterance = args['utterance'].trim();
  const [answers = null, ...also] = claimRefsIn(args['answers']);
  const answered = material?.view.turns.find(({ body }) => body.turn === answers?.turn)?.body.speaker;
  const addressee = args['to'] ?? args['addressee'] ?? (answered === reading.speaker ? undefined : answered);
  const measures = measurementIn(args['measures']);
  const action = textIn(args['action']);
  const written = (Array.isArray(args['claims']) ? args['claims'] : []).flatMap((claim) =>
    draftIn(claim, utterance, reading),
  );
  const drafts =
    written.length > 0 || isListed
      ? written
      : draftIn(
          { ...(hasSide(args) ? {} : sideOf(act.data, option, answers, material)), ...args, text: null, option: null },
          utterance,
          reading,
        );
  const own = [
    measures?.what,
    measures?.price,
    measures?.threshold,
    action,
    textIn(args['condition']),
    JSON.stringify(args['proposes'] ?? ''),
  ];
  const { claims, unfounded } = isListed
    ? { claims: drafts.map(({ claim }) => claim), unfounded: [] }
    : withNumbers(drafts, { utterance, own: own.join(' ') }, reading);
  const asked = questionIn(args['question'] ?? null);
  const loose = {
    utterance,
    act: act.data,
    addressee: typeof addressee === 'string' && addressee !== '' ? addressee.trim().toLowerCase() : 'all',
    answers,
    ...(also.length === 0 ? {} : { also }),
    question: asked ?? (isListed ? null : questionOf(utterance, act.data)),
    claims: claims.map((claim, index) => ({ ...claim, claim: index + 1 })),
    stance: {
      option,
      confidence,
      support: supportIn(stance['support'], options, option, confidence),
      movedBy: textsIn(stance['movedBy']).map((ref) => (/^\d+\.\d+$/.test(ref) ? `turn:${ref}` : ref)),
    },
    proposes: proposalIn(args['proposes'], options),
    withdraws: claimRefsIn(args['withdraws']),
    condition: textIn(args['condition']),
    ...(measures === null ? {} : { measures }),
    ...(action === null ? {} : { action }),
    unused: [],
  };
  const turn = Turn.safeParse(loose);
  return turn.success
    ? { turn: turn.data, missing: null, unfounded }
    : { turn: null, missing: z.prettifyError(turn.error).replace(/\s+/g, ' ') };
}

/** A claim before its numbers are found. */
interface Draft {
  claim: Claim;
  cited: readonly KnownFigure[];
  /** References that point nowhere. */
  lost: string[];
}

const hasSide = (args: Loose) => textIn(args['for']) !== null || textIn(args['against']) !== null;

/** What a turn of one claim speaks for: where its speaker stands, or, where it answers, for or against what the answered claim speaks for. */
function sideOf(
  act: Turn['act'],
  option: string | null,
  answers: ClaimRef | null,
  material: Material | null,
): { for?: string; against?: string } {
  if (option !== null && ['open', 'support', 'propose', 'close'].includes(act)) return { for: option };
  const answered = material?.view.turns
    .find(({ body }) => body.turn === answers?.turn)
    ?.body.claims.find(({ claim }) => claim === answers?.claim);
  if (answered?.option == null || (act !== 'rebut' && act !== 'concede')) return {};
  return (answered.side === 'for') === (act === 'concede') ? { for: answered.option } : { against: answered.option };
}

/** Puts each number of the words to the claim that says it, else to the first, with what it is by. */
function withNumbers(
  drafts: readonly Draft[],
  { utterance, own }: { utterance: string; own: string },
  { material }: ReadWith,
): { claims: Claim[]; unfounded: string[] } {
  const lost = drafts.flatMap((draft) => draft.lost);
  if (material === null) return { claims: drafts.map(({ claim }) => claim), unfounded: lost };
  const { known } = material;
  const cited = drafts.flatMap((draft) => draft.cited);
  const whole = matchNumbers(utterance, { cited, known, own });
  const said = asserted(utterance);
  const placed = new Set<string>();
  const claims = drafts.map(({ claim, cited: mine }) => {
    const { numbers } =
      claim.text === said ? whole : matchNumbers(claim.text, { cited: [...mine, ...cited], known, own });
    for (const { text } of numbers) placed.add(text);
    return { ...claim, numbers };
  });
  const rest = whole.numbers.filter(({ text }) => !placed.has(text));
  const [first, ...others] = claims;
  const all = first === undefined ? [] : [{ ...first, numbers: [...first.numbers, ...rest] }, ...others];
  return { claims: all.map((claim) => grounded(claim, known)), unfounded: [...lost, ...whole.unmatched] };
}

/** What a claim rests on and which figure decides it, where its numbers say so and its references do not. */
function grounded(claim: Claim, known: Material['known']): Claim {
  const single = claim.numbers.filter(({ op, refs }) => (op === 'is' || op === 'percent') && refs.length === 1);
  // What the claim cites goes before what it only sets beside it.
  const number = single.find(({ refs }) => refs[0] === claim.evidence.ref) ?? single[0];
  const source = number && known.find(({ ref }) => ref === number.refs[0]);
  const ref = claim.evidence.ref ?? number?.refs[0] ?? claim.numbers[0]?.refs[0] ?? null;
  return {
    ...claim,
    reason: claim.reason ?? source?.reason ?? null,
    evidence: evidenceIn(ref),
    figure:
      claim.figure ?? (source === undefined ? null : { name: source.name, value: source.value, unit: source.unit }),
  };
}

/** The parts that were filled in. */
const present = (args: Loose): Loose =>
  Object.fromEntries(Object.entries(args).filter(([, value]) => value !== undefined));
const isObject = (value: unknown): value is Loose =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const textIn = (value: unknown) => (typeof value === 'string' && value !== '' && value !== 'null' ? value : null);
const textsIn = (value: unknown) => (Array.isArray(value) ? value.filter((item) => typeof item === 'string') : []);

/** The option meant; null for none, undefined for one that is not on offer. */
function optionIn(value: unknown, options: readonly string[]): string | null | undefined {
  const text = textIn(value);
  if (text === null) return null;
  return options.find((option) => option.toLowerCase() === text.trim().toLowerCase());
}

/** 0..1, percent understood; null when it is no number. */
function shareIn(value: unknown): number | null {
  const number = typeof value === 'string' ? Number.parseFloat(value) : value;
  if (typeof number !== 'number' || !Number.isFinite(number) || number < 0) return null;
  return Math.min(1, number > 1 ? number / 100 : number);
}

function supportIn(
  value: unknown,
  options: readonly string[],
  option: string | null,
  confidence: number,
): Record<string, number> {
  const given = isObject(value) ? options.map((name) => shareIn(value[name]) ?? 0) : [];
  const total = given.reduce((sum, share) => sum + share, 0);
  if (total > 0) return Object.fromEntries(options.map((name, index) => [name, rounded((given[index] ?? 0) / total)]));
  const rest = (1 - confidence) / Math.max(1, options.length - 1);
  return Object.fromEntries(
    options.map((name) => [name, rounded(option === null ? 1 / options.length : name === option ? confidence : rest)]),
  );
}

const rounded = (share: number) => Math.round(share * 1e6) / 1e6;

/** `3.1`, `turn:3.1`, `{turn, claim}`, or a list of them; what is none of these is left out. */
function claimRefsIn(value: unknown): ClaimRef[] {
  if (Array.isArray(value)) return value.flatMap(claimRefsIn);
  const [, turn, claim = '1'] =
    typeof value === 'string' ? (/^(?:turn:|claim )?(\d+)(?:\.(\d+))?$/.exec(value.trim()) ?? []) : [];
  const given = isObject(value)
    ? { turn: Number(value['turn']), claim: Number(value['claim'] ?? 1) }
    : { turn: Number(turn), claim: Number(claim) };
  const parsed = ClaimRef.safeParse(given);
  return parsed.success ? [parsed.data] : [];
}

function measurementIn(value: unknown): ProposedMeasurement | null {
  const given = isObject(value) ? value : { what: value };
  const what = textIn(given['what']);
  return what === null ? null : { what, price: textIn(given['price']), threshold: textIn(given['threshold']) };
}

/** What is said without what is asked; all of it where nothing else is said. */
function asserted(utterance: string): string {
  const sentences = utterance.match(/[^.!?。？\n]*(?:\.\d[^.!?。？\n]*)*[.!?。？\n]*\s*/gu) ?? [];
  const rest = sentences
    .filter((sentence) => !/[?？]\s*$/u.test(sentence))
    .join('')
    .trim();
  return rest === '' ? utterance : rest;
}

/** Who asks and fills in no question has asked it in their words: the last sentence that ends in a question mark. */
function questionOf(utterance: string, act: Turn['act']): Turn['question'] {
  if (act !== 'ask' && act !== 'consult') return null;
  const text =
    utterance
      .match(/[^.!?。\n]+[?？]/gu)
      ?.at(-1)
      ?.trim() ?? utterance;
  return { text, topic: null, about: null };
}

function proposalIn(value: unknown, options: readonly string[]): Turn['proposes'] {
  if (!isObject(value)) return null;
  const option = optionIn(value['option'], options);
  const input = textIn(value['input']);
  const wanted = isObject(value['set']) ? value['set'] : input === null ? {} : { [input]: value['to'] };
  const set = Object.entries(wanted).flatMap(([input, to]) =>
    Number.isFinite(Number(to)) ? [[input, Number(to)] as const] : [],
  );
  return option == null || set.length === 0 ? null : { option, set: Object.fromEntries(set) };
}

function questionIn(value: unknown): Turn['question'] {
  if (typeof value === 'string') return textIn(value) === null ? null : { text: value, topic: null, about: null };
  if (!isObject(value) || textIn(value['text']) === null) return null;
  return { text: String(value['text']), topic: textIn(value['topic']), about: textIn(value['about']) };
}

function draftIn(value: unknown, utterance: string, { options, material }: ReadWith): Draft[] {
  const given = typeof value === 'string' ? { text: value } : value;
  if (!isObject(given)) return [];
  const text = textIn(given['text']) ?? asserted(utterance);
  const inFavour = optionIn(given['for'], options) ?? null;
  const against = optionIn(given['against'], options) ?? null;
  const option = optionIn(given['option'], options) ?? inFavour ?? against;
  const side =
    given['side'] === 'for' || given['side'] === 'against'
      ? given['side']
      : inFavour
        ? 'for'
        : against
          ? 'against'
          : null;
  const listed = Array.isArray(given['numbers']) ? given['numbers'].flatMap(numberIn) : [];
  const refs = textsIn(typeof given['refs'] === 'string' ? [given['refs']] : given['refs']);
  const resolved = refs.map((ref) => material?.resolve(ref) ?? null);
  const found = resolved.flatMap((one) => one ?? []);
  const evidence = found.find(({ ref }) => ref !== null)?.ref;
  return [
    {
      claim: {
        claim: 1,
        text,
        gist: textIn(given['gist']) ?? text,
        reason: textIn(given['reason']) ?? found.find(({ reason }) => reason !== null)?.reason ?? null,
        option,
        side: option === null ? null : side,
        evidence: evidenceIn(evidence ?? given['evidence']),
        figure: figureIn(given['figure']),
        numbers: listed,
      },
      cited: found.flatMap(({ figure }) => figure ?? []),
      lost: material === null ? [] : refs.filter((_, index) => resolved[index] === null),
    },
  ];
}

const KINDS = { tool: 'tool', consult: 'consult', fact: 'fact', card: 'card', turn: 'colleague' } as const;

/** Evidence by its reference: what it is of follows from how it begins. */
function evidenceIn(value: unknown): Claim['evidence'] {
  const ref = refIn(isObject(value) ? value['ref'] : value);
  const kind = ref === null ? undefined : KINDS[ref.split(':')[0] as keyof typeof KINDS];
  return kind === undefined ? { kind: 'none', ref: null } : { kind, ref };
}

function refIn(value: unknown): string | null {
  const parsed = Ref.safeParse(typeof value === 'string' ? value.trim() : value);
  return parsed.success ? parsed.data : null;
}

function figureIn(value: unknown): Claim['figure'] {
  if (!isObject(value) || textIn(value['name']) === null) return null;
  const number = Number(value['value']);
  return Number.isFinite(number) && value['value'] !== null
    ? { name: String(value['name']), value: number, unit: textIn(value['unit']) ?? '' }
    : null;
}

function numberIn(value: unknown): Claim['numbers'] {
  if (!isObject(value) || textIn(value['text']) === null) return [];
  const refs = textsIn(value['refs']).flatMap((ref) => refIn(ref) ?? []);
  const number = Number(value['value']);
  if (refs.length === 0 || !Number.isFinite(number)) return [];
  const op = Quantity.shape.op.options.find((word) => word === value['op']) ?? 'is';
  return [
    {
      text: String(value['text']),
      value: number,
      unit: textIn(value['unit']) ?? '',
      refs,
      op,
    },
  ];
}
