import type { Figure } from '../core/tool.ts';
import { calculate } from './calculate.ts';
import { inDigits } from './in-digits.ts';
import { digits } from './question/display.ts';
import type { QuestionAnswer } from './question-answer.ts';
import { runTool } from './run-tool.ts';
import type { Slot } from './slots.ts';
import { slotsOf, wordsOf } from './slots.ts';

const CHANGES =
  /\b(?:how much|by how much|how far|by what)\b(?:[^.?!]|\.(?=\d)){0,60}\b(?:falls?|drops?|shrinks?|decreases?|declines?|goes? down|come down|rises?|grows?|increases?|goes? up|go up|improves?|gains?|loses?|changes?|differ)\b|(?:얼마나|얼마|몇 ?(?:%|퍼센트|프로)|어느 ?정도)[^.?!]{0,12}(?:떨어|줄어|줄|늘어|늘|오르|올라|내려|내리|낮아|높아|커지|커져|작아|달라|변하|바뀌|개선)/i;
/** What lies between two cases that stand beside each other. */
const DIFFERS =
  /\bdifference (?:in|between)\b|\bapart\b|\bhow (?:much|many)[^.?!]{0,24}\b(?:less|more|fewer|saved?)\b|차이|(?:얼마나|몇)[^.?!]{0,12}(?:덜|더 (?:먹|들|쓰|필요))/i;
/** Verbs of change, as those of a level. */
const LEVELS: readonly (readonly [RegExp, string])[] = [
  [/\b(?:the )?difference (?:in|of) |\bthe difference (?=between)|\bapart\b/gi, ''],
  [/ ?사이(?:에|의|에서)? ?| ?차이(?:가)? ?(?:나|날|있|는|야|이)[가-힣]*(?=[\s?.!]|$)/g, ' '],
  [
    /\b(?:does|do|will|would|can)\b((?:[^.?!]|\.(?=\d)){0,50}?)\b(?:fall|drop|shrink|decrease|decline|go down|come down|rise|grow|increase|go up|improve|gain|lose|change|differ)\b/gi,
    'is$1',
  ],
  [
    /(?:떨어|줄어|줄|늘어|늘|오르|올라|내려|내리|낮아|높아|커지|커져|작아|달라|변하|바뀌|개선)[가-힣]*(?=[\s?.!]|$)/g,
    '야',
  ],
];
/** Seconds that are said in milliseconds. */
const SHORT = 0.5;
/** Below this a calculation could be read otherwise. */
const SURE = 0.7;
/** What is a difference or a ratio by itself. */
const DIFFERENCES: ReadonlySet<string> = new Set([
  ...['savedBytes', 'ratio', 'speedup', 'lrTimes', 'effect', 'deviations', 'scaling', 'margin', 'lrScaled', 'lrNow'],
  ...['rowTimes', 'kvTimes', 'stepTimes', 'dataTimes', 'meanLossChange', 'lossThen', 'waveShare'],
]);

/**
 * `How much does it fall from A to B`: both cases are calculated, and what lies between them. Where the question does not say both, that is
 * asked back: the level alone is another question. Null where no change is asked for.
 */
export function changeIn(question: string, answer: (text: string) => QuestionAnswer | null): QuestionAnswer | null {
  const isChange = CHANGES.test(question);
  const isDifference = DIFFERS.test(question);
  if (!isChange && !isDifference) return null;
  const plain = answer(question);
  if (plain !== null && DIFFERENCES.has(plain.asks)) return plain;
  const text = LEVELS.reduce((all, [verb, level]) => all.replaceAll(verb, level), inDigits(question));
  const cases = casesOf(text, isDifference);
  const isOfWays = slotsOf(text).filter(({ kind }) => kind === 'method').length > 1;
  if (cases === null && !isChange) return isOfWays && plain !== null ? askedBack(plain) : null;
  if (cases === null) return plain === null ? null : askedBack(plain);
  const [before, after] = cases.map(({ whole }) => answer(whole));
  const isOfMethods = cases.every(({ kind }) => kind === 'method');
  if (before?.kind !== 'calculated' || after?.kind !== 'calculated' || (before.asks !== after.asks && !isOfMethods))
    return plain === null ? null : askedBack(plain);
  const [first, second] = [figureAsked(before), figureAsked(after)];
  // What could have been read otherwise is no ground for a difference.
  const isSure = [before, after].every(({ tool, confidence }) => tool !== calculate.name || confidence >= SURE);
  if (first === null || second === null || first.value === 0 || first.unit !== second.unit || !isSure)
    return askedBack(before);
  const [base, then, unit] = [first.value, second.value, first.unit];
  const args = {
    values: { before: base, after: then },
    steps: {
      change: { formula: isDifference ? 'abs(after - before)' : 'after - before', unit },
      share: { formula: '(after - before) / before', unit: 'share' },
    },
  };
  const computed = runTool(calculate, args, () => {
    throw new RangeError('a difference reads no files');
  });
  const gap = Math.abs(then - base);
  const percent = digits((100 * gap) / Math.abs(base));
  const isLess = then < base;
  const shown = (value: number, language: 'ko' | 'en'): string =>
    unit === 's' && value < SHORT
      ? `${digits(value * 1000)}${language === 'ko' ? '' : ' '}ms`
      : `${digits(value)}${unit === '' || unit === 'share' ? '' : language === 'ko' ? (KOREAN[unit] ?? unit) : ` ${unit}`}`;
  const [was, is] = cases.map(({ said }) => said);
  return {
    ...{ tool: calculate.name, asks: `change of ${before.asks}`, kind: 'calculated', args: computed.args },
    figures: computed.figures,
    confidence: Math.min(before.confidence, after.confidence),
    measureFirst: before.measureFirst,
    assumption: before.assumption,
    answer: {
      ko: `${isDifference ? '차이 ' : ''}${shown(gap, 'ko')}${isDifference ? '' : isLess ? ' 줄어듦' : ' 늘어남'}(${percent}%): ${was}에서 ${shown(base, 'ko')}, ${is}에서 ${shown(then, 'ko')}. ${before.answer.ko}`,
      en: `${isDifference ? 'They differ' : isLess ? 'Less' : 'More'} by ${shown(gap, 'en')} (${percent}%): ${shown(base, 'en')} with ${was}, ${shown(then, 'en')} with ${is}. The first: ${before.answer.en}`,
    },
  };
}

const KOREAN: Readonly<Record<string, string>> = {
  ...{ days: '일', hours: '시간', minutes: '분', s: '초', tokens: '토큰', cards: '장', USD: '달러', KRW: '원' },
};

/** Which figure of a calculator is asked for. */
const ASKED: Readonly<Record<string, string>> = {
  ...{ loss: 'loss', 'keys and values': 'kvGB', weights: 'weightsGB', days: 'days', cost: 'costUsd', mfu: 'mfu' },
  ...{ 'card hours': 'deviceHours', flops: 'flops', trainable: 'trainable', 'time of a token': 'secondsPerToken' },
  ...{ decode_bound: 'tokensPerSecond', number_format_support: 'tflops' },
  ...{ ridge: 'ridge', intensity: 'intensity', 'tokens a second': 'tokensPerSecond', finetune_memory: 'totalGB' },
};
/** The figure that was asked for; null where an answer has several and does not say which. */
export function figureAsked({ figures, tool, asks }: QuestionAnswer & { kind: 'calculated' }): Figure | null {
  const name = tool === calculate.name ? Object.keys(figures)[0] : ASKED[asks];
  return figures[name ?? '']?.value === undefined ? null : (figures[name ?? ''] ?? null);
}

/** The two cases of a question, `from 8 to 4 cards`, `FP8 instead of BF16`: each as a question of its own. */
function casesOf(text: string, isDifference: boolean): { whole: string; said: string; kind: Slot['kind'] }[] | null {
  const slots = slotsOf(text);
  for (const [index, first] of slots.entries()) {
    const second = slots[index + 1];
    if (second === undefined || !isSameKind(first, second)) continue;
    const [one, other] = [wordsOf(text, first), wordsOf(text, second)];
    const between = text.slice(one.end, other.at);
    const turned = /^\s*(?:gpus?|cards?|tokens?)?\s*(?:instead of|rather than|than)\s+$/i.test(between);
    // Ways to tune stand further apart: "전체 튜닝할 때랑 LoRA로 할 때랑".
    const isBeside =
      isDifference && first.kind !== 'number' && (first.kind === 'method' ? METHODS_BESIDE : BESIDE).test(between);
    if (!turned && !isBeside && !/^\s*(?:[a-z]{1,12}\s|장|개|토큰)?\s*(?:to|→|->|=>|에서|대신)\s*$/i.test(between))
      continue;
    const from = /\b(?:from|of|between)\s+(?:an?\s|the\s)?$/i.exec(text.slice(0, one.at))?.[0].length ?? 0;
    const noun = /^\s*(?:gpus?|cards?|tokens?|장|개|토큰)/i.exec(text.slice(other.end))?.[0] ?? '';
    const both = [one, other].map(({ at, end }) => {
      const said = text.slice(at, end).trim();
      return {
        whole: `${text.slice(0, one.at - from)}${from > 0 ? 'with ' : ''}${said}${text.slice(other.end)}`,
        said: `${said}${noun}`,
        kind: first.kind,
      };
    });
    return turned ? both.reverse() : both;
  }
  return null;
}

const METHODS_BESIDE = /^[^.?!\d]{0,40}(?:\s(?:and|vs\.?|versus)|랑|와|과|하고|,|대비|보다)[^.?!\d]{0,20}$/i;
const BESIDE = /^(?:\s*(?:and|vs\.?|versus)\s+(?:an?\s|the\s)?|\s?(?:이?랑|와|과|하고|,)\s*)$/i;

function isSameKind(a: Slot, b: Slot): boolean {
  if (a.tag === undefined || b.tag === undefined) return a.kind === b.kind && a.kind !== 'number';
  // `from 8 to 4 H100s`: the first leaves out what is counted.
  return a.tag.dimension === b.tag.dimension || a.tag.dimension === 'bare' || a.tag.dimension === 'large';
}

function askedBack({ tool, asks }: QuestionAnswer): QuestionAnswer {
  return {
    ...{ tool, asks, kind: 'asked back', missing: ['before', 'after'] },
    answer: {
      ko: '얼마나 달라지는지는 두 경우를 알아야 계산함: 무엇이 얼마에서 얼마로 바뀌는지 말해 주면 바로 계산함.',
      en: 'How much that changes can be calculated once both cases are known: say what goes from what to what.',
    },
  };
}
