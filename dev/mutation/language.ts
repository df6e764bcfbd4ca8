import { pick } from '../../src/core/random.ts';
import type { Level } from './level.ts';
import { atLevel, levelsOf } from './level.ts';
import type { Sample, Template, Templates } from './mutant.ts';

/** Terms of the trade and figures of a turn: what a speaker takes along into another language. */
function termsOf({ utterance, language: spoken }: Sample): string[] {
  const words = spoken === 'ko' ? /[A-Za-z][A-Za-z0-9-]+|\d[\d.,]*\s?[A-Za-z%]*/g : /\b[A-Z]+[A-Z0-9-]+\b|\d[\d.,]*%?/g;
  return utterance.match(words) ?? [];
}

const inTongue =
  (language: 'ko' | 'any', text: string): Template =>
  (sample, { random }) => {
    if (language === 'ko' && sample.language !== 'ko') return null;
    const terms = termsOf(sample);
    const term = terms.length === 0 ? 'loss' : pick(random, terms).trim();
    return { utterance: text.replaceAll('{term}', term).replace(/\s+/g, ' ').trim(), before: sample.before };
  };

/** The whole turn in a language that neither the card nor the table speaks at this point. */
export const language: Templates = {
  'en-plan': inTongue('ko', 'I went through {term} twice and I would rather test it on a small run before we commit.'),
  'en-doubt': inTongue(
    'ko',
    'Honestly, {term} does not convince me yet. Give me the numbers first and then we decide.',
  ),
  'en-agree': inTongue('ko', 'Agreed on {term}. Let us write it down and move on to the next question.'),
  'ja-plan': inTongue('any', '{term} はもう一度確認しました。小さく試してから決めましょう。'),
  'ja-doubt': inTongue('any', '正直に言うと、{term} にはまだ納得できません。先に数字を見せてください。'),
  'zh-plan': inTongue('any', '{term} 我又看了一遍，我们先做一个小实验再决定吧。'),
  'de-plan': inTongue('any', 'Ich habe {term} noch einmal geprüft, wir sollten es zuerst im Kleinen versuchen.'),
  'es-plan': inTongue('any', 'He revisado {term} otra vez y prefiero probarlo en pequeño antes de decidir.'),
};

const to =
  (level: Level): Template =>
  (sample, { card }) => {
    if (sample.language !== 'ko' || levelsOf(card).has(level)) return null;
    const utterance = atLevel(sample.utterance, level);
    return utterance === null || utterance === sample.utterance ? null : { utterance, before: sample.before };
  };

const ADDED: Readonly<Record<Level, readonly string[]>> = {
  plain: ['그건 내가 볼게.', '일단 해 보자.', '이게 맞아.'],
  polite: ['그건 제가 볼게요.', '일단 해 봐요.', '이게 맞아요.'],
  formal: ['그 점은 제가 확인하겠습니다.', '우선 진행하겠습니다.', '이것이 옳습니다.'],
  archaic: ['그 일은 내가 살피겠소.', '어서 해 보시오.', '이것이 옳소.'],
};

/** A turn all of whose sentences are at a level that the card never speaks, where its own words do not convert. */
const planted =
  (level: Level): Template =>
  (sample, { card }) => {
    if (sample.language !== 'ko' || levelsOf(card).has(level)) return null;
    return { utterance: ADDED[level].join(' '), before: sample.before };
  };

/** A speech level that the card never uses. */
export const register: Templates = {
  'to-plain': to('plain'),
  'to-polite': to('polite'),
  'to-formal': to('formal'),
  'to-archaic': to('archaic'),
  'only-plain': planted('plain'),
  'only-formal': planted('formal'),
  'only-archaic': planted('archaic'),
};
