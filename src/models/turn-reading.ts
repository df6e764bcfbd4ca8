import { z } from 'zod';
import type { Claim } from '../core/turn.ts';
import { Ref, Turn } from '../core/turn.ts';

type Loose = Record<string, unknown>;

/**
 * A turn from what a model filled in. What has one meaning is understood (a part that is left out is empty, claims are numbered by
 * their place, shares are brought to a sum of 1, a reference that is none is no evidence); an utterance and a stance must be there.
 */
export function readTurn(
  args: Loose,
  options: readonly string[],
): { turn: Turn; missing: null } | { turn: null; missing: string } {
  const stance = isObject(args['stance']) ? args['stance'] : null;
  if (typeof args['utterance'] !== 'string' || args['utterance'].trim() === '')
    return { turn: null, missing: '`utterance` is missing or empty' };
  if (stance === null || !('option' in stance)) return { turn: null, missing: '`stance` with its `option` is missing' };
  const option = optionIn(stance['option'], options);
  if (option === undefined) return { turn: null, missing: `\`stance.option\` is none of ${options.join(', ')}` };
  const confidence = shareIn(stance['confidence']) ?? (option === null ? 0 : 0.5);
  const act = Turn.shape.act.safeParse(args['act']);
  if (!act.success) return { turn: null, missing: '`act` is none of those on offer' };
  const loose = {
    utterance: args['utterance'].trim(),
    act: act.data,
    addressee: typeof args['addressee'] === 'string' ? args['addressee'].trim().toLowerCase() : 'all',
    answers: answersIn(args['answers']),
    question: questionIn(args['question']),
    claims: (Array.isArray(args['claims']) ? args['claims'] : []).flatMap((claim, index) =>
      claimIn(claim, index + 1, options),
    ),
    stance: {
      option,
      confidence,
      support: supportIn(stance['support'], options, option, confidence),
      movedBy: textsIn(stance['movedBy']),
    },
    proposes: proposalIn(args['proposes'], options),
    withdraws: (Array.isArray(args['withdraws']) ? args['withdraws'] : []).flatMap((ref) => answersIn(ref) ?? []),
    condition: textIn(args['condition']),
    unused: [],
  };
  const turn = Turn.safeParse(loose);
  return turn.success
    ? { turn: turn.data, missing: null }
    : { turn: null, missing: z.prettifyError(turn.error).replace(/\s+/g, ' ') };
}

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

function answersIn(value: unknown): Turn['answers'] {
  if (!isObject(value)) return null;
  const parsed = Turn.shape.answers.safeParse({ turn: Number(value['turn']), claim: Number(value['claim'] ?? 1) });
  return parsed.success ? parsed.data : null;
}

function proposalIn(value: unknown, options: readonly string[]): Turn['proposes'] {
  if (!isObject(value) || !isObject(value['set'])) return null;
  const option = optionIn(value['option'], options);
  const set = Object.entries(value['set']).flatMap(([input, to]) =>
    Number.isFinite(Number(to)) ? [[input, Number(to)] as const] : [],
  );
  return option == null || set.length === 0 ? null : { option, set: Object.fromEntries(set) };
}

function questionIn(value: unknown): Turn['question'] {
  if (typeof value === 'string') return textIn(value) === null ? null : { text: value, topic: null, about: null };
  if (!isObject(value) || textIn(value['text']) === null) return null;
  return { text: String(value['text']), topic: textIn(value['topic']), about: textIn(value['about']) };
}

function claimIn(value: unknown, claim: number, options: readonly string[]): Claim[] {
  if (!isObject(value) || textIn(value['text']) === null) return [];
  const text = String(value['text']);
  const option = optionIn(value['option'], options) ?? null;
  const side = value['side'] === 'for' || value['side'] === 'against' ? value['side'] : null;
  const numbers = Array.isArray(value['numbers']) ? value['numbers'] : [];
  return [
    {
      claim,
      text,
      gist: textIn(value['gist']) ?? text,
      reason: textIn(value['reason']),
      option,
      side: option === null ? null : side,
      evidence: evidenceIn(value['evidence']),
      figure: figureIn(value['figure']),
      numbers: numbers.flatMap(numberIn),
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
  const op =
    ['is', 'abs', 'percent', 'difference', 'ratio', 'sum', 'product', 'count'].find((word) => word === value['op']) ??
    'is';
  return [
    {
      text: String(value['text']),
      value: number,
      unit: textIn(value['unit']) ?? '',
      refs,
      op: op as Claim['numbers'][number]['op'],
    },
  ];
}
