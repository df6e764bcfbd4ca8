import type { Both } from './desk-answers.ts';
import type { Formula } from './formula-book.ts';
import { stepsOf } from './formula-book.ts';
import { EVALUATION_RULES } from './formulas-of-evaluation.ts';
import { RUNNING_RULES } from './formulas-of-running.ts';
import { SIZES } from './formulas-of-size.ts';
import { TRAINING_RULES } from './formulas-of-training.ts';
import { HARDWARE_QUESTIONS } from './hardware-questions.ts';
import { inDigits } from './in-digits.ts';
import type { About } from './leads.ts';
import { Said } from './mentions.ts';
import type { Calculation } from './question-kinds.ts';
import { MFU } from './question-kinds.ts';
import type { Quantities, Several } from './question-quantities.ts';
import { quantitiesIn, withoutNames } from './question-quantities.ts';
import { TRAINING_QUESTIONS } from './training-questions.ts';
import { usualLink } from './usual-link.ts';

/** A question as a calculation: which, on what, what was taken for granted, and what is still missing. */
export interface Reading {
  tool: string;
  args: Record<string, unknown>;
  missing: readonly string[];
  assumed: readonly Both[];
  /** Of what the question names more than one. */
  several: readonly Several[];
  /** What it says that is below zero. */
  impossible?: string;
  /** What of the calculation is asked, where it is not what the calculator is for. */
  about?: About;
  /** The rule, where it is arithmetic. */
  formula?: Formula;
}

/** Questions of these kinds want an explanation, a person, a text, a purchase, a past event or a judgement of quality, which no calculation gives. */
const OTHER_KINDS: readonly RegExp[] = [
  /^\s*(?:why|how come)\b|\bcause[ds]?\b|(?:^|[.!]\s*)what (?:changed|happened|went wrong|broke)|(?:^|\s)왜(?:\s|$|냐|요|죠)|때문|달라졌|바뀌었|무슨 일/,
  /(?:^|[.!?]\s*)who(?:se|m)?\b|\bvendor|\bsells?\b|누가|누구|어디서 (?:사|팔)/,
  /(?:^|\b(?:please|can you|could you)\s+)(?:write|draft|summari[sz]e|translate)\b|써 ?줘|써 ?주세요|요약|번역|작성해/,
  /\bshould (?:i|we) (?:buy|hire)|\bworth (?:it|buying|the)|\b(?:buying|hire|hiring)\b|살까|사야|구매|채용|뽑을/,
  /\bdid\b(?!n't fit)|\byesterday\b|\blast (?:week|month|year|night)\b|어제|지난주|지난달|작년/,
  /\bquality\b|\bhallucinat|\bcustomers? (?:like|prefer|want|complain)|\blike better|품질|성능 점수|더 좋아/,
  /온도|temperature|fans?\b/,
];

const LINKED: ReadonlySet<string> = new Set(['link_traffic', 'step_time_bound', 'communication_share']);

/** Rules with words of their own come first, then what the desk keeps, then training; sizes alone where no model is named. */
const FORMULAS: readonly Formula[] = [...RUNNING_RULES, ...TRAINING_RULES, ...EVALUATION_RULES, ...SIZES];
const CALCULATIONS: readonly Calculation[] = [...HARDWARE_QUESTIONS, ...TRAINING_QUESTIONS];
/** Arithmetic is everybody's; these rules are of machines. */
const OF_MACHINES: ReadonlySet<string> = new Set([
  'checkpoint interval',
  'failures of a run',
  ...SIZES.map(({ id }) => id),
]);

/** What a question says to leave out is not what it is about: `KV 캐시를 제외하고`, `ignoring the interconnect`. */
const withoutExclusions = (question: string): string =>
  question
    .replaceAll(
      /[(,]?\s*(?:ignoring|excluding|not counting|without counting|leaving out|leave out|apart from|aside from)\s[^,.?!)]*/gi,
      ' ',
    )
    .replaceAll(
      /(?:(?:kv|컨텍스트|활성화?|문맥) )?[^\s,.?!(]+\s?(?:제외하고|제외한|제외하면|빼고|빼면|무시하고|무시하면|무시해)/gi,
      ' ',
    );

/** Reads a question as one of the calculations that are `at hand`; null where none is asked for, or more is asked than one gives. */
export function readQuestion(asked: string, atHand: ReadonlySet<string>): Reading | null {
  const question = withoutExclusions(inDigits(asked));
  const text = question.toLowerCase();
  if (OTHER_KINDS.some((kind) => kind.test(text))) return null;
  const quantities = quantitiesIn(question);
  const device = quantities.unknownDevice === undefined ? quantities.device : undefined;
  const q: Quantities = { ...quantities };
  if (device === undefined) delete q.device;
  const said = new Said(withoutNames(question));
  const formula = atHand.has('calculate')
    ? FORMULAS.find(({ id, asks }) => (atHand.has('scaling_law') || OF_MACHINES.has(id)) && asks(text, q, said))
    : undefined;
  if (formula !== undefined) return byFormula(formula, text, q, said);
  const found = CALCULATIONS.find(({ tool, asks }) => atHand.has(tool) && asks(text, q, said));
  if (found === undefined) return null;
  const args = found.args(q, text, said);
  const missing = found.needs.filter(
    (path) =>
      (valueAt(args, path) === undefined && !(path === 'params' || path === 'tokens')) ||
      (valueAt(args, path) === undefined && args.flops === undefined && valueAt(args, 'compute') === undefined),
  );
  const isUnlinked = LINKED.has(found.tool) && q.linkGBs === undefined && usualLink(device, q.cards) === null;
  if (isUnlinked && !missing.includes('linkGBs')) missing.push('linkGBs');
  return {
    ...{ tool: found.tool, args, missing, several: severalFor(found.tool, q) },
    assumed: assumptions(found, args, q),
    ...(found.about === undefined ? {} : { about: found.about }),
    ...(q.impossible === undefined ? {} : { impossible: q.impossible }),
  };
}

function byFormula(formula: Formula, text: string, q: Quantities, said: Said): Reading {
  const values = formula.values(text, q, said);
  const missing = Object.keys(values).filter((name) => !Number.isFinite(values[name]));
  const known = values as Record<string, number>;
  return {
    ...{ tool: 'calculate', formula, missing },
    args: missing.length > 0 ? {} : { values: known, steps: stepsOf(formula, known) },
    assumed: formula.assumed?.(text, q, said) ?? [],
    several: (q.several ?? []).filter((kind) => kind === 'model' && Object.hasOwn(values, 'params')),
    ...(q.impossible === undefined || (/^[-−]\s?\d/.test(q.impossible) && formula.id.includes('score'))
      ? {}
      : { impossible: q.impossible }),
  };
}

/** Two formats are a comparison only where the format is what is asked about. */
function severalFor(tool: string, { several = [] }: Quantities): readonly Several[] {
  return several.filter((kind) => kind !== 'format' || tool === 'number_format_support');
}

function valueAt(args: Record<string, unknown>, path: string): unknown {
  return path.split('.').reduce<unknown>((value, key) => (value as Record<string, unknown> | undefined)?.[key], args);
}

/** What the answer rests on and was not said, each in a few words. */
function assumptions({ tool, about }: Calculation, args: Record<string, unknown>, said: Quantities): Both[] {
  const all: Both[] = [];
  const same = (text: string) => all.push({ ko: text, en: text });
  if (args.model !== undefined && said.modelAssumed === true) same(`${args.model}`);
  const device = args.device ?? (args.cluster as { device?: string } | undefined)?.device;
  if (device !== undefined && said.deviceAssumed === true) same(`${device}`);
  const isSize = about === 'weights' || about === 'keys and values';
  if (tool === 'decode_bound' && !isSize && said.cards === undefined && about !== 'cards to hold')
    all.push({ ko: '카드 한 장', en: 'one card' });
  if (tool === 'decode_bound' && about !== 'keys and values' && args.bits === undefined && args.format === undefined)
    all.push({ ko: '가중치 16비트', en: '16-bit weights' });
  const link = LINKED.has(tool) && said.linkGBs === undefined ? usualLink(said.device, said.cards) : null;
  if (link !== null && (said.cards ?? 2) > 1)
    all.push({ ko: `카드당 링크 ${link.gbs}GB/s`, en: `a link of ${link.gbs} GB/s a card` });
  if (tool === 'decode_bound' && !isSize && args.context === undefined)
    all.push({ ko: '컨텍스트는 세지 않음', en: 'no context counted' });
  if (tool === 'finetune_memory' && (said.cards ?? 1) > 1)
    all.push({ ko: '카드마다 전부 올림(나누지 않음)', en: 'each card holds everything, nothing is sharded' });
  if (
    tool === 'finetune_memory' &&
    about !== 'trainable' &&
    said.rank === undefined &&
    /lora|dora/.test(String(args.method))
  )
    all.push({ ko: 'rank 16', en: 'a rank of 16' });
  if (args.cluster !== undefined && about !== 'flops' && said.mfu === undefined)
    all.push({ ko: `MFU ${MFU}`, en: `an MFU of ${MFU}` });
  return all;
}
