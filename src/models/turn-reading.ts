import { z } from 'zod';
import type { Claim, ProposedMeasurement } from '../core/turn.ts';
import { ClaimRef, Quantity, Ref, Turn } from '../core/turn.ts';
import type { Bound, Matching } from '../reasoning/matching.ts';
import { claimsNamedIn, matchNumbers } from '../reasoning/matching.ts';
import type { KnownFigure } from '../reasoning/said-figures.ts';
import { isRounded, numbersIn } from '../reasoning/said-numbers.ts';
import { isFree } from '../reasoning/standing.ts';
import type { Material, Named, Resolved } from './material.ts';
import { dropsIn, proposalIn } from './proposal-reading.ts';

type Loose = Record<string, unknown>;

/** What a turn is read with. */
export interface ReadWith {
  speaker: string;
  options: readonly string[];
  /** What the member can cite; null where the prompt held no question of ours. */
  material: Material | null;
}

/** A turn, and what of it rests on nothing: numbers as they were written, and references that point nowhere. */
export type TurnRead =
  | {
      turn: Turn;
      missing: null;
      unfounded: Unfounded[];
      /** What of its proposal cannot be set, and what it would amend that is not there; both are left out of it. */
      wrong: string | null;
    }
  | { turn: null; missing: string };

/** A number that stands nowhere, or a reference that points nowhere. */
export interface Unfounded {
  text: string;
  isReference: boolean;
  /** A figure that the turn cites and that may have been meant. */
  near: KnownFigure | null;
  /** References of its kind that there are. */
  beside?: readonly string[];
  /** A figure that reads so in another unit, and the unit in which it was said. */
  inOtherUnit?: { unit: string; figure: KnownFigure } | undefined;
}

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
  const { measures, wrong: unmeasured } = measurementIn(args['measures'], material?.view.turns ?? []);
  const action = textIn(args['action']);
  const drops = dropsIn(args['withdraws']);
  const { proposes, wrong: unset } = proposalIn(args['proposes'], { options, model: material?.view.model ?? null });
  const question = questionIn(args['question'] ?? null) ?? (isListed ? null : questionOf(utterance, act.data));
  const said = asserted(utterance, question?.text ?? null);
  const written = (Array.isArray(args['claims']) ? args['claims'] : []).flatMap((claim) =>
    draftIn(claim, said, reading),
  );
  const drafts =
    written.length > 0 || isListed
      ? written
      : draftIn(
          {
            ...(hasSide(args)
              ? {}
              : sideOf(act.data, option, answers, { proposes, measures: measures !== null, material })),
            ...args,
            text: null,
            option: null,
          },
          said,
          reading,
        );
  const own = [
    measures?.what,
    measures?.price,
    measures?.threshold,
    action,
    textIn(args['condition']),
    ...numbersOf(args['proposes']),
    ...numbersOf(proposes?.set),
    // Claims are numbered, and spoken of by their numbers.
    ...[args['withdraws'], args['answers'], args['refs'], args['movedBy']]
      .flatMap(textsIn)
      .filter((ref) => /^\d+\.\d+$/.test(ref)),
  ];
  const { claims, unfounded } = isListed
    ? { claims: drafts.map(({ claim }) => claim), unfounded: [] }
    : withNumbers(
        drafts,
        {
          ...{ utterance, said, own: own.join(' '), act: act.data, option, proposes },
          answered: [...(answers === null ? [] : [answers]), ...also],
        },
        reading,
      );
  const loose = {
    utterance,
    act: act.data,
    addressee: addresseeIn(addressee),
    answers,
    ...(also.length === 0 ? {} : { also }),
    question,
    claims: claims.map((claim, index) => ({ ...claim, claim: index + 1 })),
    stance: {
      option,
      confidence,
      support: supportIn(stance['support'], options, option, confidence),
      movedBy: textsIn(stance['movedBy']).map((ref) => (/^\d+\.\d+$/.test(ref) ? `turn:${ref}` : ref)),
    },
    proposes,
    withdraws: claimRefsIn(args['withdraws']),
    ...(drops.length === 0 ? {} : { drops }),
    condition: textIn(args['condition']),
    ...(measures === null ? {} : { measures }),
    ...(action === null ? {} : { action }),
    unused: [],
  };
  const turn = Turn.safeParse(loose);
  return turn.success
    ? {
        turn: turn.data,
        missing: null,
        unfounded,
        wrong: [unset, unmeasured].filter((one) => one !== null).join('; ') || null,
      }
    : { turn: null, missing: z.prettifyError(turn.error).replace(/\s+/g, ' ') };
}

const EVERYBODY: ReadonlySet<string> = new Set([
  '',
  'all',
  'everybody',
  'everyone',
  'everybody at once',
  '모두',
  '전원',
]);

function addresseeIn(value: unknown): string {
  const named = typeof value === 'string' ? value.trim().toLowerCase() : '';
  return EVERYBODY.has(named) ? 'all' : named;
}

/** A claim before its numbers are found. */
interface Draft {
  claim: Claim;
  /** What its references come to, in the order in which they are given. */
  resolved: readonly Resolved[];
  /** References that point nowhere. */
  lost: string[];
}

const hasSide = (args: Loose) => textIn(args['for']) !== null || textIn(args['against']) !== null;

/**
 * What a turn of one claim speaks for, where its parts do not say it: for where its speaker stands, or against what the answered claim
 * speaks for. Who disputes or grants a detail of the option that they go on standing for speaks against nothing, and who only
 * would measure speaks for nobody.
 */
function sideOf(
  act: Turn['act'],
  option: string | null,
  answers: ClaimRef | null,
  { proposes, measures, material }: { proposes: Turn['proposes']; measures: boolean; material: Material | null },
): { for?: string; against?: string } {
  if (act === 'propose') {
    if (proposes !== null) return proposes.option === option ? { for: option } : {};
    return measures || option === null ? {} : { for: option };
  }
  if (option !== null && (act === 'open' || act === 'support' || act === 'close')) return { for: option };
  if (act !== 'rebut' && act !== 'concede') return {};
  const answered = material?.view.turns
    .find(({ body }) => body.turn === answers?.turn)
    ?.body.claims.find(({ claim }) => claim === answers?.claim);
  if (answered?.option == null || answered.side === null) return {};
  const isOwn = answered.option === option;
  const isFor = (answered.side === 'for') === (act === 'concede');
  if (isFor !== isOwn) return {};
  return isFor ? { for: answered.option } : { against: answered.option };
}

/** What a turn says beside its words, and what it answers. */
interface Beside {
  utterance: string;
  /** Without what it asks. */
  said: string;
  own: string;
  act: Turn['act'];
  option: string | null;
  answered: readonly ClaimRef[];
  proposes: Turn['proposes'];
}

/** Puts each number of the words to the claim that says it, else to the first, with what it is by. */
function withNumbers(
  drafts: readonly Draft[],
  { utterance, said, own, act, option, answered, proposes }: Beside,
  { material }: ReadWith,
): { claims: Claim[]; unfounded: Unfounded[] } {
  const lost = drafts
    .flatMap((draft) => draft.lost)
    .map((text) => ({ text, isReference: true, near: null, beside: material?.beside(text) ?? [] }));
  if (material === null) return { claims: drafts.map(({ claim }) => claim), unfounded: lost };
  const { known, given, options, view } = material;
  const resolved = drafts.flatMap((draft) => draft.resolved);
  const isClaim = ({ ref }: Resolved) => ref?.startsWith('turn:') === true;
  const named = claimsNamedIn(utterance, (turn, claim) => material.claimOf({ turn, claim }) !== null);
  const answers = answered.flatMap((ref) => material.claimOf(ref) ?? []);
  const taken = [...resolved, ...answers];
  const words = taken.flatMap((one) => one.words);
  const questions = view.turns.flatMap(({ body }) =>
    answered.some(({ turn }) => turn === body.turn) ? [body.question?.text ?? body.utterance] : [],
  );
  const matching = (mine: readonly Resolved[], claim: Claim | null): Matching => ({
    // What is named alone before all that some call gave.
    cited: [...mine, ...resolved]
      .filter((one) => !isClaim(one))
      .sort((a, b) => Number(a.figures.length > 1) - Number(b.figures.length > 1))
      .flatMap(({ figures }) => figures),
    quoted: taken.filter(isClaim).flatMap(({ figures }) => figures),
    known,
    given,
    taken: words,
    own: [own, ...named].join(' '),
    options,
    settable: material.settable,
    meant: [claim?.option, proposes?.option, option].flatMap((one) => one ?? []),
    asked: act === 'answer' ? questions.join(' ') : '',
  });
  const [only] = drafts;
  const whole = matchNumbers(utterance, matching([], only?.claim ?? null));
  const placed = new Set<string>();
  const matched = drafts.map(({ claim, resolved: mine }) => {
    const { bound } = claim.text === said ? whole : matchNumbers(claim.text, matching(mine, claim));
    for (const { quantity } of bound) placed.add(quantity.text);
    return { claim, mine, bound };
  });
  const rest = whole.bound.filter(({ quantity }) => !placed.has(quantity.text));
  const claims = matched.map(({ claim, mine, bound }, index) =>
    grounded(claim, { mine, bound: index === 0 ? [...bound, ...rest] : bound, act, answers, material }),
  );
  const unmatched = whole.unmatched.map((text) => ({
    ...{ text, isReference: false, near: whole.near.get(text) ?? null },
    inOtherUnit: whole.inOtherUnit.get(text),
  }));
  return { claims, unfounded: [...lost, ...unmatched] };
}

/**
 * What a claim rests on and which figure decides it: what its speaker refers to, before what is found in their words. A number that
 * the answered claim holds is quoted: it is that claim's ground, and who grants a reason does not make it theirs.
 */
function grounded(
  claim: Claim,
  {
    mine,
    bound,
    act,
    answers,
    material,
  }: {
    mine: readonly Resolved[];
    bound: readonly Bound[];
    act: Turn['act'];
    answers: readonly Resolved[];
    material: Material;
  },
): Claim {
  const besidesOf = (ref: string) => material.resolve(ref)?.besides;
  const isAgainst = act === 'rebut' || act === 'concede';
  const own = bound.filter((one) => !one.isQuoted && !(isAgainst && isHeldBy(answers, one.quantity)));
  const single = own.filter(
    ({ quantity: { op, refs } }) =>
      (op === 'is' || op === 'percent') && refs.length === 1 && !refs[0]?.startsWith('turn:'),
  );
  const given = mine.filter(({ ref }) => ref !== null && !ref.startsWith('turn:'));
  const { option } = claim;
  const grounds = given.map((resolved): Ground => {
    const saying = single.filter(({ quantity }) => isOf(quantity.refs[0] ?? '', resolved.ref ?? ''));
    const number = saying.find(({ figure }) => option !== null && figure?.option === option) ?? saying[0];
    const figure =
      number === undefined
        ? null
        : ((resolved.figures.length === 1 ? resolved.figures[0] : (number.figure as Named | null)) ?? null);
    const about = resolved.option ?? figure?.option ?? null;
    return {
      ref: number?.quantity.refs[0] ?? resolved.ref,
      reason: resolved.reason ?? figure?.reason ?? null,
      fits: option === null || ((about === null || about === option) && !resolved.besides.includes(option)),
      figure,
    };
  });
  // Numbers in a concession are what is granted, or taken back.
  const found = (act === 'concede' ? [] : single)
    .filter(({ sureness }) => sureness >= SURE_GROUND)
    .map(({ figure, quantity }): Ground => {
      const named = figure as Named | null;
      const besides = (named === null ? null : besidesOf(named.ref)) ?? [];
      return {
        ref: quantity.refs[0] ?? null,
        reason: named?.reason ?? null,
        fits: option === null || ((named?.option ?? option) === option && !besides.includes(option)),
        tells: named?.option !== undefined || besides.length > 0,
        figure: named,
      };
    });
  const isSaid = ({ figure }: Ground) => figure !== null;
  const ground =
    grounds.find((one) => isSaid(one) && one.fits) ??
    grounds.find((one) => one.fits && one.reason !== null) ??
    grounds.find(isSaid) ??
    grounds[0] ??
    found.find(({ fits, tells }) => fits && tells) ??
    found.find(({ fits }) => fits) ??
    found[0];
  const granted = act === 'concede' ? (answers.find(({ ref }) => ref !== null)?.ref ?? null) : null;
  const mentioned = own.find(({ quantity }) => quantity.refs.length > 0)?.quantity.refs[0] ?? null;
  const figure = ground?.figure ?? null;
  return {
    ...claim,
    // What bears on other options only is what the claim sets beside, and not its reason.
    reason: claim.reason ?? (ground?.fits ? ground.reason : null),
    evidence: evidenceIn(ground?.ref ?? claim.evidence.ref ?? granted ?? mentioned),
    figure: claim.figure ?? (figure === null ? null : { name: figure.name, value: figure.value, unit: figure.unit }),
    numbers: bound.map(({ quantity }) => quantity),
  };
}

/** What a claim may rest on. */
interface Ground {
  ref: string | null;
  reason: string | null;
  /** Whether it bears on the option of the claim. */
  fits: boolean;
  /** Whether it can tell options apart. */
  tells?: boolean;
  figure: Named | null;
}

/** Whether a reference is that of a call, or of one of its figures. */
const isOf = (ref: string, given: string) => ref === given || ref.startsWith(`${given}/`);

/** Whether what is answered holds this number: as a figure of its own, or in its words. */
function isHeldBy(answers: readonly Resolved[], { value, text }: Claim['numbers'][number]): boolean {
  const [said] = numbersIn(text);
  return (
    said !== undefined &&
    !isFree(said) &&
    answers.some(
      ({ figures, words }) =>
        figures.some((figure) => isRounded(said, value, figure.value)) ||
        words.some((word) => word.isPercent === said.isPercent && isRounded(said, said.value, word.value)),
    )
  );
}

/** How surely a number has to be a figure before a claim that refers to nothing rests on it. */
const SURE_GROUND = 3;

/** Numbers in a value of whatever shape, as they would be written. */
const numbersOf = (value: unknown): string[] =>
  isObject(value) ? Object.values(value).flatMap(numbersOf) : Number.isFinite(Number(value)) ? [String(value)] : [];

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

/** What is to be measured, or what of a measurement is put otherwise: `amends` is the turn that put it. */
function measurementIn(
  value: unknown,
  turns: Material['view']['turns'],
): { measures: ProposedMeasurement | null; wrong: string | null } {
  const given = isObject(value) ? value : { what: value };
  const [price, threshold] = [textIn(given['price']), textIn(given['threshold'])];
  const [, at] = /^(?:measures:|turn )?(\d+)(?:\.\d+)?$/.exec(String(given['amends'] ?? '').trim()) ?? [];
  const put = turns.flatMap(({ body }) => (body.measures === undefined ? [] : [body]));
  const before = put.find(({ turn }) => turn === Number(at))?.measures;
  const what = textIn(given['what']) ?? before?.what ?? null;
  if (at !== undefined && before === undefined) {
    const known = put.map(({ turn, measures }) => `${turn} (${measures?.what})`);
    const wrong = `turn ${at} put no measurement to amend; ${known.length === 0 ? 'nobody has put one' : `there is that of turn ${known.join(', ')}`}`;
    return { measures: what === null ? null : { what, price, threshold }, wrong };
  }
  if (what === null) return { measures: null, wrong: null };
  return { measures: { what, price, threshold, ...(at === undefined ? {} : { amends: Number(at) }) }, wrong: null };
}

/** A text sentence by sentence, with the space behind each. */
const sentencesIn = (text: string): string[] =>
  text.match(/[^.!?。？\n]*(?:\.\d[^.!?。？\n]*)*[.!?。？\n]*\s*/gu)?.filter((sentence) => sentence !== '') ?? [];
const isQuestion = (sentence: string): boolean => /[?？]["”’)]?\s*$/u.test(sentence);

/**
 * What is said without what is asked of somebody; all of it where nothing else is said. A question that is put to nobody, `what if we did both?`,
 * is how people say what they think, and so is what stands in one sentence with the question: only a sentence that is the question goes.
 */
function asserted(utterance: string, asked: string | null): string {
  if (asked === null) return utterance.trim();
  const questions = new Set([asked, ...sentencesIn(asked)].map(lettersOf));
  const rest = sentencesIn(utterance)
    .filter((sentence) => !(isQuestion(sentence) && questions.has(lettersOf(sentence))))
    .join('')
    .trim();
  return rest === '' ? utterance.trim() : rest;
}

const lettersOf = (text: string) => text.toLowerCase().replaceAll(/[^\p{L}\p{N}]+/gu, '');

/** Who asks and fills in no question has asked it in their words: the last sentence that ends in a question mark. */
function questionOf(utterance: string, act: Turn['act']): Turn['question'] {
  if (act !== 'ask' && act !== 'consult') return null;
  const text = sentencesIn(utterance).findLast(isQuestion)?.trim() ?? utterance;
  return { text, topic: null, about: null };
}

function questionIn(value: unknown): Turn['question'] {
  if (typeof value === 'string') return textIn(value) === null ? null : { text: value, topic: null, about: null };
  if (!isObject(value) || textIn(value['text']) === null) return null;
  return { text: String(value['text']), topic: textIn(value['topic']), about: textIn(value['about']) };
}

function draftIn(value: unknown, said: string, { options, material }: ReadWith): Draft[] {
  const given = typeof value === 'string' ? { text: value } : value;
  if (!isObject(given)) return [];
  const text = textIn(given['text']) ?? said;
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
        reason: textIn(given['reason']),
        option,
        side: option === null ? null : side,
        evidence: evidenceIn(evidence ?? given['evidence']),
        figure: figureIn(given['figure']),
        numbers: listed,
      },
      resolved: found,
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
