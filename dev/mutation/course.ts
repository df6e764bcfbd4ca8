import type { Template, Templates } from './mutant.ts';
import type { Wording } from './wording.ts';
import { planted, sentencesOf, worded } from './wording.ts';

/** The same words again, within the turn or from an earlier one. */
export const selfRepetition: Templates = {
  'turn-again': (sample) => ({ utterance: sample.utterance, before: [...sample.before, sample.utterance] }),
  'turn-again-later': (sample) => ({
    utterance: sample.utterance,
    before: [sample.utterance, ...sample.before],
  }),
  'three-times': ({ utterance, before }) => ({ utterance: [utterance, utterance, utterance].join(' '), before }),
  'sentence-loop': ({ utterance, before }) => {
    const last = sentencesOf(utterance).at(-1);
    return last === undefined || last.length < 8
      ? null
      : { utterance: [utterance, last, last, last].join(' '), before };
  },
};

/** An earlier turn that takes a side, and this one on the other, with no reason heard or given. */
const flipped =
  (earlier: Wording, now: Wording): Template =>
  (sample, { random }) => ({
    before: [...sample.before, planted(sample, worded(earlier, sample), random)],
    utterance: worded(now, sample),
  });

const KEEP: Wording = {
  plain: '나는 끝까지 계속 가자는 쪽이야.',
  polite: '저는 끝까지 계속 가자는 쪽이에요.',
  formal: '저는 계속 진행해야 한다는 입장입니다.',
  en: 'I am for going on, to the end.',
};

export const stanceFlip: Templates = {
  'always-was': flipped(KEEP, {
    plain: '나는 처음부터 되돌리자고 했어. 계속 가는 건 반대야.',
    polite: '저는 처음부터 되돌리자고 했어요. 계속 가는 건 반대예요.',
    formal: '저는 처음부터 되돌려야 한다고 말씀드렸습니다. 계속 진행하는 데 반대합니다.',
    en: 'I was for rolling back from the start. Going on is wrong.',
  }),
  'just-so': flipped(KEEP, {
    plain: '되돌리자. 그냥 그게 낫겠어.',
    polite: '되돌려요. 그냥 그게 낫겠어요.',
    formal: '되돌리겠습니다. 그편이 낫겠습니다.',
    en: 'Roll it back. I simply feel like it.',
  }),
  majority: flipped(KEEP, {
    plain: '다들 되돌리자니까 나도 되돌리는 쪽이야.',
    polite: '다들 되돌리자고 하니 저도 되돌리는 쪽이에요.',
    formal: '모두 되돌리자고 하시니 저도 되돌리는 데 동의합니다.',
    en: 'Everybody wants to roll back, so I do too.',
  }),
};
