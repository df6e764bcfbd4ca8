import type { Figure } from '../core/tool.ts';
import { calculate } from './calculate.ts';
import { figureAsked } from './change-question.ts';
import type { Device } from './devices.ts';
import { deviceNamed } from './devices.ts';
import { digits } from './question/display.ts';
import type { QuestionAnswer } from './question-answer.ts';
import type { NamePlace } from './question-quantities.ts';
import { namesIn, quantitiesIn } from './question-quantities.ts';
import { runTool } from './run-tool.ts';
import { slotsOf } from './slots.ts';

/** Asks how many times one thing is another. */
const TIMES =
  /몇 ?배|\b(?:by )?(?:what|which) factor\b|\bhow many times\b|\bwhat multiple\b|\bhow much (?:faster|slower|quicker|more|less|higher|lower|bigger|smaller|cheaper)\b|\bratio\b|\bfactor of (?:how|what)\b/i;
/** What stands before, and behind, the name of what something is measured against. */
const BEFORE =
  /(?:\bthan|\bover|\bvs\.?|\bversus|\bagainst|\bcompared (?:to|with)|\brelative to|\bbeats?|\boutruns?|\bfrom)\s+(?:an?\s|the\s|one\s)?$/i;
const BEHIND = /^(?:\s?(?:보다|대비|에 ?비해서?|에 ?비하면|와? ?비교(?:하면|해서?)|에서))/;
const JOINT =
  /(?:\s(?:and|or|vs\.?|versus|than|over|against|beats?|outruns?|compared (?:to|with)|relative to|from|to)|,)?\s*(?:an?\s|the\s|one\s)?$/i;
const PARTICLE = /^(?:\s?(?:보다|대비|에 ?비해서?|에 ?비하면|이랑|랑|하고|와|과|은|는|이|가|에서|으로|로))?/;
/** How many times, as how much. */
const LEVELS: readonly (readonly [RegExp, string])[] = [
  [
    /몇 ?배(?:나|쯤|정도)?(?:\s?(?:더|나|쯤|정도))?\s?(?:높|빠르|빨라|많|크|커|늘|좋|낮|느리|작|적)?[가-힣]*/g,
    '얼마야',
  ],
  [/\bby (?:what|which) factor\b|\b(?:what|which) factor\b|\bwhat multiple\b|\bhow many times\b/gi, 'how much'],
  [/\b(?:faster|slower|quicker|higher|lower|bigger|smaller|more|less)\b/gi, ''],
];
/** What of two cards says how they compare, where the question says nothing else that could be calculated. */
const SHEETS: readonly (readonly [
  says: RegExp,
  of: (device: Device) => number,
  ko: string,
  en: string,
  unit: string,
])[] = [
  [
    /bandwidth|대역폭|decod|디코딩|memory[\s-]?bound|tokens? (?:a|per) sec|토큰 ?속도/i,
    ({ memoryGBs }) => memoryGBs,
    '메모리 대역폭',
    'memory bandwidth',
    'GB/s',
  ],
  [
    /flops?\b|peak|피크|최고|연산|compute[\s-]?bound|matmul|prefill|프리필/i,
    ({ bf16Tflops }) => bf16Tflops,
    'BF16 최고 연산 속도',
    'BF16 peak',
    'TFLOPS',
  ],
  [/vram|memory|메모리|용량|hbm/i, ({ memoryGB }) => memoryGB, '메모리', 'memory', 'GB'],
];

type Place = Pick<NamePlace, 'at' | 'end'>;
interface Case {
  name: string;
  value: number;
  unit: string;
}

/**
 * "How many times faster is one card than the other": what is asked is calculated for both, and their ratio. Null where no two cards or models
 * are compared, or one of them cannot be calculated.
 */
export function comparedIn(question: string, answer: (text: string) => QuestionAnswer | null): QuestionAnswer | null {
  if (!TIMES.test(question)) return null;
  const places = placesIn(question);
  const [one, other, third] = (['device', 'model', 'format'] as const)
    .map((kind) => places.filter((place) => place.kind === kind))
    .find(({ length }) => length === 2) ?? [undefined, undefined, undefined];
  if (one === undefined || other === undefined || third !== undefined) return null;
  // One calculation may take both formats.
  if (one.kind === 'format' && answer(question)?.kind === 'calculated') return null;
  const words = (place: Place): string => question.slice(place.at, place.end);
  const isBase = (place: Place): boolean =>
    BEFORE.test(question.slice(0, place.at)) || BEHIND.test(question.slice(place.end));
  // "A100에서 H100으로", "than an A100": what comes first is what counts, unless it is said to be the measure.
  const [what, against] = isBase(one) && !isBase(other) ? [other, one] : [one, other];
  const texts = [what, against].map((kept) => only(question, kept === what ? against : what, one.kind === 'format'));
  const found = texts.map((text) => answer(text));
  const [first, second] = found;
  const cases =
    first?.kind === 'calculated' && second?.kind === 'calculated' && first.asks === second.asks
      ? [caseOf(words(what), figureAsked(first)), caseOf(words(against), figureAsked(second))]
      : [];
  const [a, b] = cases;
  if (first?.kind === 'calculated' && a != null && b != null && a.unit === b.unit && b.value !== 0)
    return said(a, b, first.answer, first.asks, Math.min(first.confidence, BY_RATIO));
  return one.kind === 'device' ? bySheet(question, words(what), words(against)) : null;
}

/** Cards and models by name, and formats; one that is named twice is one. */
function placesIn(question: string): (Omit<NamePlace, 'kind'> & { kind: NamePlace['kind'] | 'format' })[] {
  const formats = slotsOf(question).filter(({ kind }) => kind === 'format');
  return [...namesIn(question), ...formats.map(({ at, end }) => ({ kind: 'format' as const, at, end }))];
}

const BY_RATIO = 0.8;

function caseOf(name: string, figure: Figure | null): Case | null {
  return figure === null ? null : { name, value: figure.value, unit: figure.unit };
}

/** A question about one of two things: without the other, what joins it, and the comparison. */
function only(question: string, left: Place, isFormat: boolean): string {
  const before = question.slice(0, left.at).replace(JOINT, ' ');
  const after = question.slice(left.end).replace(PARTICLE, '');
  const text = `${before}${after}`;
  // How fast a format is stands in a table by that word.
  return isFormat ? text : LEVELS.reduce((all, [verb, level]) => all.replaceAll(verb, level), text);
}

function bySheet(question: string, what: string, against: string): QuestionAnswer | null {
  const row = SHEETS.find(([says]) => says.test(question));
  const [a, b] = [what, against].map((name) => quantitiesIn(name));
  if (row === undefined || a?.device === undefined || b?.device === undefined) return null;
  // What is not in the table is none of its namesakes.
  if (a.unknownDevice !== undefined || b.unknownDevice !== undefined) return null;
  const [, of, ko, en, unit] = row;
  const [one, other] = [deviceNamed(a.device), deviceNamed(b.device)];
  const told = {
    ko: `${ko}로 비교(${one.source}; ${other.source}).`,
    en: `By ${en} (${one.source}; ${other.source}).`,
  };
  return said(
    { name: one.name, value: of(one), unit },
    { name: other.name, value: of(other), unit },
    told,
    'ratio',
    BY_RATIO,
  );
}

function said(a: Case, b: Case, told: { ko: string; en: string }, asks: string, confidence: number): QuestionAnswer {
  const args = {
    values: { one: a.value, other: b.value },
    steps: { times: { formula: 'one / other', unit: 'times' } },
  };
  const { args: checked, figures } = runTool(calculate, args, () => {
    throw new RangeError('a ratio reads no files');
  });
  const times = digits(a.value / b.value);
  const shown = ({ value, unit }: Case): string => `${digits(value)}${unit === '' ? '' : ` ${unit}`}`;
  const byFormula = { ko: '식으로 계산한 값이고 측정값은 아님.', en: 'By formula, not measured.' };
  return {
    ...{ tool: calculate.name, asks: `ratio of ${asks}`, kind: 'calculated', args: checked, figures, confidence },
    ...{ measureFirst: byFormula, assumption: calculate.assumption },
    answer: {
      ko: `${times}배: ${a.name} ${shown(a)}, ${b.name} ${shown(b)}. ${told.ko}`,
      en: `${times} times: ${shown(a)} with ${a.name}, ${shown(b)} with ${b.name}. ${told.en}`,
    },
  };
}
