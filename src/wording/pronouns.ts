import type { Language } from '../core/language.ts';
import { escaped } from '../core/pattern.ts';
import { isPlural } from './nouns.ts';
import { bySentence, namePattern } from './sentences.ts';

/** A verb right behind the name of an option that is its subject. */
const VERB =
  /^ (?:is|are|was|were|has|have|does?|goes?|go|comes?|would|will|can|could|keeps?|fits?|works?|leads?|falls?|miss(?:es)?|stands?|holds?|leaves?|takes?|cuts?|adds?|saves?|costs?|drops?|beats?|breaks?|brings?|needs?|still)\b/;

/** How an option is named again: what it is called, in which texts, and by which word. */
interface Named {
  name: string;
  pattern: RegExp;
  isPlural: boolean;
}

/**
 * A turn's sentences in which an option that the sentence before was about, and no other, is not named a second time: `Lining. It keeps 2 days`,
 * `재훈련입니다. 배터리 수명이 124일입니다`.
 */
export function withPronouns(sentences: readonly string[], options: readonly string[], language: Language): string[] {
  const all = [...options]
    .sort((a, b) => b.length - a.length)
    .map((name) => ({
      name,
      pattern: namePattern(name, 'iu'),
      isPlural: language === 'en' && isPlural(name),
    }));
  let before = '';
  return sentences.map((text) =>
    bySentence(text, (sentence) => {
      const [only, other] = namedIn(before, all);
      before = sentence;
      if (only === undefined || other !== undefined) return sentence;
      return language === 'ko' ? withoutTopic(sentence, only) : withIt(sentence, only, all);
    }),
  );
}

/** The options that a sentence names, those within the name of another one left out. */
function namedIn(sentence: string, all: readonly Named[]): Named[] {
  let rest = sentence;
  return all.filter(({ pattern }) => {
    const isNamed = pattern.test(rest);
    if (isNamed) rest = rest.replace(new RegExp(pattern, 'giu'), ' ');
    return isNamed;
  });
}

function withIt(sentence: string, { name, isPlural: isMany }: Named, all: readonly Named[]): string {
  const rest = sentence.slice(name.length);
  if (sentence.slice(0, name.length).toLowerCase() === name.toLowerCase())
    return VERB.test(rest) ? `${isMany ? 'They' : 'It'}${rest}` : sentence;
  // At what it is set is said behind its name, and keeps it.
  return sentence.replace(
    new RegExp(`\\b(with) ${escaped(name)}(?=[,.;:]| and | against |$)`, 'i'),
    (found, preposition: string, at: number) =>
      // Behind another one that would be meant.
      namedIn(sentence.slice(0, at), all).length > 0 ? found : `${preposition} ${isMany ? 'them' : 'it'}`,
  );
}

/** A topic is not said twice. */
function withoutTopic(sentence: string, { name }: Named): string {
  const [, rest = ''] = new RegExp(`^${escaped(name)}(?:은|는) (.+)$`, 'u').exec(sentence) ?? [];
  return rest === '' ? sentence : rest;
}
