import { PitwallError } from '../core/error.ts';
import { calculate } from './calculate.ts';
import { changeIn } from './change-question.ts';
import { comparedIn } from './compare-question.ts';
import type { Both, DeskAnswer, Print } from './desk-answers.ts';
import { DESK_ANSWERS, named, printing } from './desk-answers.ts';
import { LEADS } from './leads.ts';
import { isAmong, numbersIn } from './left-by-calculation.ts';
import type { KindName } from './question/kinds.ts';
import { kindOf } from './question/kinds.ts';
import type { QuestionAnswer } from './question-answer.ts';
import type { Several } from './question-quantities.ts';
import type { Reading } from './read-question.ts';
import { readQuestion } from './read-question.ts';
import { recurringSum } from './recurring-sum.ts';
import { inWords, WANTED } from './refused-question.ts';
import { runTool } from './run-tool.ts';
import { sayChain } from './say-chain.ts';
import { sayDerived, sayShort } from './say-derived.ts';
import { sayLeft } from './say-left.ts';
import { TRAINING_ANSWERS } from './training-answers.ts';

const BY_FORMULA = 0.8;
/** A number that was said and has no part in the answer may have meant something. */
const BY_PART = 0.6;
/** Of units alone, without a rule of the trade. */
const BY_UNITS = 0.7;
/** Rules of the trade say what they come to themselves. */
const ARITHMETIC: DeskAnswer = {
  tool: named(calculate),
  measureFirst: { ko: '식으로 계산한 값이고 측정값은 아님.', en: 'By formula, not measured.' },
  say: () => ({ ko: '', en: '' }),
  confidence: () => BY_FORMULA,
};
const BY_TABLE = 0.9;
const FROM_TABLE: Both = { ko: '표에 있는 값이고 측정값은 아님.', en: 'From a table, not measured.' };
type Computed = ReturnType<typeof runTool>;

/** Every calculation that has words, the desk's first. */
const ANSWERS: readonly DeskAnswer[] = [...DESK_ANSWERS, ...TRAINING_ANSWERS, ARITHMETIC];

/** Names of the calculators that a question in words can become. */
export const WORDED: ReadonlySet<string> = new Set(ANSWERS.map(({ tool }) => tool.name));

/** Characters of a question; it is read by many patterns, some of which take time by the square of it. */
export const MOST_ASKED = 8000;

/** Answers a question in English or Korean by one of the calculators `at hand`; null where none covers it. */
export function answerQuestion(text: string, atHand: ReadonlySet<string> = WORDED): QuestionAnswer | null {
  if (text.length > MOST_ASKED) return null;
  // Plain arithmetic is for whoever has the general calculations at hand.
  const sum = atHand.has(calculate.name) && atHand.has('scaling_law') ? recurringSum(text) : null;
  if (sum !== null) return sum;
  // Of two cases each leaves what the other takes.
  const level = (one: string) => answerLevel(one, atHand, one !== text);
  const change = comparedIn(text, level) ?? changeIn(text, level);
  if (change?.kind !== 'asked back') return change ?? answerLevel(text, atHand);
  // Two numbers of a kind are both cases by themselves.
  const plain = answerLevel(text, atHand);
  return plain?.kind === 'calculated' && plain.confidence === BY_UNITS ? plain : change;
}

/** The same, whether or not it asks by how much something changes. */
function answerLevel(text: string, atHand: ReadonlySet<string>, isCase = false): QuestionAnswer | null {
  const reading = readQuestion(text, atHand);
  const known = ANSWERS.find(({ tool }) => tool.name === reading?.tool);
  if (reading === null || known === undefined) return null;
  const { tool: name, args, missing, assumed, left = [] } = reading;
  const what = {
    tool: name,
    asks: reading.entry?.asks ?? reading.way?.found.target ?? reading.chain?.sought.unit ?? reading.about ?? name,
  };
  if (reading.impossible !== undefined) {
    const said = reading.impossible;
    return {
      ...{ ...what, kind: 'refused', why: `\`${said}\` is negative` },
      answer: {
        ko: `음수(${said})로는 계산이 성립하지 않음.`,
        en: `Nothing in this calculation can be negative, and the question says ${said}.`,
      },
    };
  }
  if (reading.several.length > 0) {
    const named = reading.several.map((kind) => SEVERAL[kind]);
    return {
      ...{ ...what, kind: 'asked back', missing: [...reading.several] },
      answer: {
        ko: `한 번에 하나만 계산함. ${named.map(({ ko }) => ko).join(', ')} 가운데 하나씩 물으면 바로 계산함.`,
        en: `One calculation answers for one case, and the question names several ${named.map(({ en }) => en).join(' and ')}. Ask for them one at a time.`,
      },
    };
  }
  if (missing.length > 0) {
    const wanted = missing
      .map((name) =>
        reading.way === undefined ? (WANTED[name] ?? { ko: name, en: name }) : wantedKind(name as KindName),
      )
      .filter(({ en }, index, all) => all.findIndex((other) => other.en === en) === index);
    return {
      ...{ ...what, kind: 'asked back', missing },
      answer: {
        ko: `계산할 수 있는 질문인데 빠진 것이 있음: ${wanted.map(({ ko }) => ko).join(', ')}. 알려 주면 바로 계산함.`,
        en: `This can be calculated once a few things are known: ${wanted.map(({ en }) => en).join(', ')}.`,
      },
    };
  }
  try {
    if (reading.entry !== undefined) {
      const { args, figures, answer } = reading.entry;
      return {
        ...{ ...what, kind: 'calculated', args, figures, answer, confidence: BY_TABLE },
        ...{ measureFirst: FROM_TABLE, assumption: known.tool.assumption },
      };
    }
    if (reading.chain !== undefined) {
      const { args, figures, answer } = sayChain(reading.chain);
      const { ko, en } = ARITHMETIC.measureFirst;
      return {
        ...{ ...what, kind: 'calculated', args, figures, confidence: BY_UNITS, assumption: known.tool.assumption },
        ...{ measureFirst: ARITHMETIC.measureFirst, answer: { ko: `${answer.ko} ${ko}`, en: `${answer.en} ${en}` } },
      };
    }
    if (reading.way !== undefined) {
      const { derived, found, other, open } = reading.way;
      if (open.length > 0 && !isCase) {
        const [short, left] = [sayShort(derived, found, found), sayLeft(derived, open)];
        return {
          ...{
            ...what,
            kind: 'asked back',
            missing: open.map((place) => derived.tags[place]?.may[0]?.[0] ?? 'number'),
          },
          answer: {
            ko: `이렇게 읽으면 ${short.ko}인데, ${leaving(left).ko}`,
            en: `Read without it, ${short.en}; but ${leaving(left).en}`,
          },
        };
      }
      const { args, figures, answer, assumed: told } = sayDerived(derived, found);
      const otherwise = other === undefined ? null : sayShort(derived, other, found);
      const { ko, en } = ARITHMETIC.measureFirst;
      const isWhole = found.unused.length === 0 && otherwise === null;
      return {
        ...{ ...what, kind: 'calculated', args, figures, confidence: isWhole ? BY_FORMULA : BY_PART },
        ...{ measureFirst: ARITHMETIC.measureFirst, assumption: known.tool.assumption },
        answer: withAssumptions(
          {
            ko: `${answer.ko}${otherwise === null ? '' : ` 다르게 읽으면 ${otherwise.ko}.`} ${ko}`,
            en: `${answer.en}${otherwise === null ? '' : ` Read otherwise: ${otherwise.en}.`} ${en}`,
          },
          told,
        ),
      };
    }
    const computed = runTool(known.tool, args, noFiles);
    // What a calculator takes by default is said as well.
    const taken = numbersIn(computed.args);
    const open = left.filter(({ tag }) => !isAmong(tag, taken)).map(({ words }) => words);
    if (open.length > 0 && !isCase) {
      const { ko, en } = leaving(open);
      return { ...{ ...what, kind: 'asked back', missing: ['number'] }, answer: { ko, en: upper(en) } };
    }
    const print = printing(computed.figures);
    const said = saidFirst(reading, known, print, computed);
    return {
      ...{ ...what, kind: 'calculated', args: computed.args, figures: computed.figures },
      ...{ confidence: known.confidence(print.value), measureFirst: known.measureFirst },
      assumption: known.tool.assumption,
      answer: withAssumptions(said, assumed),
    };
  } catch (error) {
    if (!(error instanceof PitwallError) || error.code !== 'TOOL_INVALID') throw error;
    return { ...what, kind: 'refused', why: error.sentence, answer: inWords(error, args) };
  }
}

/** What is asked where a reading leaves numbers that may well matter. */
function leaving(left: readonly Both[]): Both {
  const [ko, en] = [left.map((one) => one.ko).join(', '), left.map((one) => one.en).join(', ')];
  return {
    ko: `질문에 있는 ${ko}의 자리가 없음. 그 값이 무엇에 쓰이는지, 아니면 빼도 되는지 알려 주면 계산함.`,
    en: `the question says ${en}, which has no part there. Say what it is for, or leave it out, and it can be calculated.`,
  };
}
const upper = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}`;

const OF_CARD: ReadonlySet<string> = new Set(['tflops', 'bandwidth', 'capacity']);
const wantedKind = (name: KindName): Both =>
  OF_CARD.has(name)
    ? { ko: '카드 종류', en: 'the kind of card' }
    : { ko: kindOf(name).ko, en: `the ${kindOf(name).en}` };

const SEVERAL: Readonly<Record<Several, Both>> = {
  device: { ko: '카드 종류', en: 'kinds of card' },
  model: { ko: '모델', en: 'models' },
  cards: { ko: '카드 수', en: 'counts of cards' },
  threads: { ko: '스레드 수', en: 'counts of threads' },
  format: { ko: '수 형식', en: 'number formats' },
};

/** What was asked, said first; then what the calculator says of it and what to measure. */
function saidFirst({ about }: Reading, known: DeskAnswer, print: Print, computed: Computed): Both {
  const first = about === undefined ? null : LEADS[about];
  const lead = first?.says(print.value, computed.args) ?? null;
  if (lead !== null && first?.alone === true) return lead;
  const usual = known.say(print, computed.result);
  const { ko, en } = known.measureFirst;
  return {
    ko: `${lead === null ? '' : `${lead.ko} `}${usual.ko} ${ko}`,
    en: `${lead === null ? '' : `${lead.en} `}${usual.en} ${en}`,
  };
}

/** What was calculated, and what was taken for granted where the question left something open. */
function withAssumptions({ ko, en }: Both, assumed: readonly Both[]): Both {
  if (assumed.length === 0) return { ko, en };
  return {
    ko: `${ko} 따로 말하지 않아 가정한 것: ${assumed.map((one) => one.ko).join(', ')}.`,
    en: `${en} Taken for granted: ${assumed.map((one) => one.en).join(', ')}.`,
  };
}

function noFiles(name: string): never {
  throw new PitwallError('DATA_INVALID', `a question in words reads no files, got \`${name}\``);
}
