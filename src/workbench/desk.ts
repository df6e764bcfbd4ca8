import type { HardwareAnswer, HardwareQuestion } from '../core/consult.ts';
import { PitwallError } from '../core/error.ts';
import type { Both } from './desk-answers.ts';
import { DESK_ANSWERS, printing } from './desk-answers.ts';
import type { Reading } from './read-question.ts';
import { readQuestion } from './read-question.ts';
import { runTool } from './run-tool.ts';

const AT_HAND: ReadonlySet<string> = new Set(DESK_ANSWERS.map(({ tool }) => tool.name));

/**
 * Answers of the hardware desk. A question in words becomes the calculation that covers it, or is asked back for what is missing; it knows
 * what a calculation covers, and anything else it declines, with what it would measure.
 */
export function answerHardware({ text, calculation }: HardwareQuestion): HardwareAnswer {
  if (calculation === null) {
    const reading = readQuestion(text, AT_HAND);
    if (reading === null) return declined();
    if (reading.missing.length > 0) return askedBack(reading);
    return withAssumptions(
      answerHardware({ text, topic: 'hardware', calculation: { name: reading.tool, args: reading.args } }),
      reading,
    );
  }
  const known = DESK_ANSWERS.find(({ tool }) => tool.name === calculation.name);
  if (known === undefined) return declined(calculation.name);
  const { tool, measureFirst, say, confidence } = known;
  const { figures } = runTool(tool, calculation.args, noFiles);
  const print = printing(figures);
  const said = say(print);
  return {
    answer: { ko: `${said.ko} ${measureFirst.ko}`, en: `${said.en} ${measureFirst.en}` },
    figures,
    confidence: confidence(print.value),
    method: `${tool.name}: ${tool.assumption}`,
    stub: true,
    wouldMeasureFirst: measureFirst,
  };
}

function declined(tool?: string): HardwareAnswer {
  const why =
    tool === undefined ? 'no calculation came with the question' : `\`${tool}\` is not a calculation of this desk`;
  return {
    answer: {
      ko: `이 질문에 맞는 계산이 이 데스크에 없어서 답하지 않음. ${STEP_TIME.ko}`,
      en: `This desk has no calculation that covers the question, so there is no answer. ${STEP_TIME.en}`,
    },
    figures: {},
    confidence: 0,
    method: `declined: ${why}`,
    stub: true,
    wouldMeasureFirst: STEP_TIME,
  };
}

/** Names of arguments as one asks for them. */
const WANTED: Readonly<Record<string, Both>> = {
  model: { ko: '모델(또는 파라미터 수)', en: 'the model or its size' },
  device: { ko: '카드 종류', en: 'the kind of card' },
  'cluster.device': { ko: '카드 종류', en: 'the kind of card' },
  'cluster.count': { ko: '카드 수', en: 'how many cards' },
  cards: { ko: '카드 수', en: 'how many cards' },
  params: { ko: '파라미터 수', en: 'how many parameters' },
  tokensPerStep: { ko: 'step당 토큰 수', en: 'the tokens of a step' },
  dataGB: { ko: '주고받는 데이터(GB)', en: 'how much data is sent, in GB' },
  format: { ko: '수 형식', en: 'the number format' },
  threadsPerBlock: { ko: '블록당 스레드 수', en: 'the threads of a block' },
  registersPerThread: { ko: '스레드당 레지스터 수', en: 'the registers of a thread' },
};

function askedBack({ tool, missing }: Reading): HardwareAnswer {
  const wanted = missing.map((name) => WANTED[name] ?? { ko: name, en: name });
  return {
    ...declined(),
    answer: {
      ko: `계산할 수 있는 질문인데 빠진 것이 있음: ${wanted.map(({ ko }) => ko).join(', ')}. 알려 주면 바로 계산함.`,
      en: `This can be calculated once a few things are known: ${wanted.map(({ en }) => en).join(', ')}.`,
    },
    method: `asked back: \`${tool}\` wants ${missing.join(', ')}`,
  };
}

/** The answer with what was taken for granted, where the question left something open. */
function withAssumptions(answer: HardwareAnswer, { assumed }: Reading): HardwareAnswer {
  if (assumed.length === 0) return answer;
  return {
    ...answer,
    answer: {
      ko: `${answer.answer.ko} 따로 말하지 않아 가정한 것: ${assumed.map(({ ko }) => ko).join(', ')}.`,
      en: `${answer.answer.en} Taken for granted: ${assumed.map(({ en }) => en).join(', ')}.`,
    },
  };
}

const STEP_TIME: Both = {
  ko: '먼저 잴 것: step 시간을 연산, 메모리, 통신, 대기로 나눈 프로파일.',
  en: 'To measure first: a profile that splits step time into compute, memory, communication and waiting.',
};

function noFiles(name: string): never {
  throw new PitwallError('DATA_INVALID', `the hardware desk reads no files, got \`${name}\``);
}
