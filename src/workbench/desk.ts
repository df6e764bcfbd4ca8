import type { HardwareAnswer, HardwareQuestion } from '../core/consult.ts';
import { PitwallError } from '../core/error.ts';
import { answerQuestion } from './answer-question.ts';
import type { Both } from './desk-answers.ts';
import { DESK_ANSWERS, printing } from './desk-answers.ts';
import { runTool } from './run-tool.ts';
import { TRAINING_ANSWERS } from './training-answers.ts';

const AT_HAND: ReadonlySet<string> = new Set(DESK_ANSWERS.map(({ tool }) => tool.name));

/** In words also arithmetic on sizes and rates, which is everybody's. */
const ASKED: ReadonlySet<string> = new Set([...AT_HAND, 'calculate']);

/** Whoever names a calculation gets it, where it is about what fits a card: in words it is asked of those who train. */
const BY_NAME = [...DESK_ANSWERS, ...TRAINING_ANSWERS.filter(({ tool }) => tool.name === 'finetune_memory')];

/** Whether the hardware desk keeps a calculation. */
export const isOfDesk = (tool: string): boolean => AT_HAND.has(tool);

/**
 * Answers of the hardware desk. A question in words becomes the calculation that covers it, is asked back for what is missing, or is refused
 * in a sentence where it says what cannot be; anything else it declines, with what it would measure. Throws TOOL_INVALID only for the arguments
 * of a calculation that came with the question.
 */
export function answerHardware({ text, calculation }: HardwareQuestion): HardwareAnswer {
  if (calculation === null) return inWords(text);
  const known = BY_NAME.find(({ tool }) => tool.name === calculation.name);
  if (known === undefined) return declined(calculation.name);
  const { tool, measureFirst, say, confidence } = known;
  const { figures, result } = runTool(tool, calculation.args, noFiles);
  const print = printing(figures);
  const said = say(print, result);
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

function inWords(text: string): HardwareAnswer {
  const found = answerQuestion(text, ASKED);
  if (found === null) return declined();
  const { answer, tool } = found;
  if (found.kind === 'asked back')
    return { ...declined(), answer, method: `asked back: \`${tool}\` wants ${found.missing.join(', ')}` };
  if (found.kind === 'refused') return { ...declined(), answer, method: `refused: ${found.why}` };
  const { figures, confidence, measureFirst, assumption } = found;
  return {
    ...{ answer, figures, confidence, method: `${tool}: ${assumption}` },
    ...{ stub: true, wouldMeasureFirst: measureFirst },
  };
}

const STEP_TIME: Both = {
  ko: '먼저 잴 것: step 시간을 연산, 메모리, 통신, 대기로 나눈 프로파일.',
  en: 'To measure first: a profile that splits step time into compute, memory, communication and waiting.',
};

function noFiles(name: string): never {
  throw new PitwallError('DATA_INVALID', `the hardware desk reads no files, got \`${name}\``);
}
