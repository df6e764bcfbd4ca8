import type { HardwareAnswer, HardwareQuestion } from '../core/consult.ts';
import { PitwallError } from '../core/error.ts';
import type { Figure } from '../core/tool.ts';
import { ceilingOf, communicationShare } from './communication-share.ts';
import { runTool } from './run-tool.ts';

/** How far the assumed MFU or link rate may be off, as a factor, before the desk is less sure of its verdict. */
const SLACK = 2;

const VERDICTS = {
  'does not bind': { ko: '통신은 병목이 아님.', en: 'Communication does not bind.' },
  'can be felt': { ko: '겹치지 못하면 느껴질 수준.', en: 'It is felt unless it overlaps.' },
  binds: { ko: '겹치지 못하면 통신이 병목.', en: 'Communication binds unless it overlaps.' },
} as const;

const PROFILE = {
  ko: '먼저 잴 것: 처음 몇 step의 프로파일에서 NCCL 커널 시간과 backward에 겹치는 몫.',
  en: 'To measure first: a profile of the first steps, with NCCL kernel time and how much of it overlaps with the backward pass.',
};

/** Answers of the hardware desk. It knows what a calculation covers; anything else it declines, with what it would measure. */
export function answerHardware({ calculation }: HardwareQuestion): HardwareAnswer {
  if (calculation === null) return declined();
  if (calculation.name !== communicationShare.name) return declined(calculation.name);
  const { figures } = runTool(communicationShare, calculation.args, noFiles);
  const share = figureOf(figures, 'share');
  const step = figureOf(figures, 'secondsPerStep');
  const reduce = figureOf(figures, 'allReduceSeconds');
  const ceiling = ceilingOf(share);
  const verdict = VERDICTS[ceiling];
  const holds = ceilingOf(share * SLACK) === ceiling && ceilingOf(share / SLACK) === ceiling;
  const percent = `${share < 0.01 ? printed(share * 100) : (share * 100).toFixed(0)}%`;
  return {
    answer: {
      ko: `계산상 step ${printed(step)}초에 all-reduce ${printed(reduce)}초, 전혀 겹치지 않아도 ${percent}. ${verdict.ko} 상한 계산이고 측정값은 아님. ${PROFILE.ko}`,
      en: `By calculation the all-reduce takes ${printed(reduce)} s of a ${printed(step)} s step, ${percent} with nothing overlapped. ${verdict.en} This is an upper bound, not a measurement. ${PROFILE.en}`,
    },
    figures,
    confidence: holds ? 0.8 : 0.6,
    method: `${communicationShare.name}: ${communicationShare.assumption}`,
    stub: true,
    wouldMeasureFirst: PROFILE,
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

const STEP_TIME = {
  ko: '먼저 잴 것: step 시간을 연산, 메모리, 통신, 대기로 나눈 프로파일.',
  en: 'To measure first: a profile that splits step time into compute, memory, communication and waiting.',
};

/** Two digits, as one says it across a table. */
function printed(value: number): string {
  return value >= 10 ? value.toFixed(0) : `${Number(value.toPrecision(value < 0.01 ? 1 : 2))}`;
}

function figureOf(figures: Record<string, Figure>, name: string): number {
  const figure = figures[name];
  if (figure === undefined)
    throw new PitwallError('TOOL_INVALID', `expected ${communicationShare.name} to give the figure ${name}`);
  return figure.value;
}

function noFiles(name: string): never {
  throw new PitwallError('DATA_INVALID', `the hardware desk reads no files, got \`${name}\``);
}
