import { readdirSync, readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';
import type { Random } from '../../src/core/random.ts';
import { pick, randomFrom, shuffled } from '../../src/core/random.ts';
import { Topic } from '../../src/routing/topics.ts';

const HERE = new URL('.', import.meta.url);
export const FOLDS = 5;
/** Of terms, which are in every training and in no test. */
export const NO_FOLD = -1;

const Lines = z.array(z.string()).min(1);
const TopicFile = z.strictObject({ topic: Topic, asks: Lines, says: Lines, names: Lines });
const Wrappers = z.strictObject({
  preamble: Lines,
  negation: Lines,
  order: Lines,
  quote: Lines,
  names: Lines,
  words: Lines,
  who: Lines,
  openers: Lines,
  closers: Lines,
});
/** Questions in whole, by topic. */
const Typed = z.partialRecord(Topic, Lines);
type Wrappers = z.infer<typeof Wrappers>;
const Contrast = z.strictObject({ groups: z.array(z.partialRecord(Topic, z.string())).min(1) });

/** What an author wrote who knew the members' cards and neither the router nor another author. */
const Owned = z.looseObject({
  id: z.string(),
  lang: z.enum(['ko', 'en']),
  q: z.string(),
  owner: z.enum(['blaze', 'pulse', 'prism', 'flux', 'sentinel', 'forge', 'cortex', 'axiom', 'none']),
});
const TOPIC_OF: Readonly<Record<z.infer<typeof Owned>['owner'], Topic>> = {
  ...{ blaze: 'hardware', pulse: 'training', prism: 'compiler-runtime', flux: 'data', sentinel: 'reliability' },
  ...{ forge: 'architecture', cortex: 'language', axiom: 'algorithms', none: 'none' },
};

export type Kind =
  | 'plain'
  | 'natural'
  | 'authored'
  | 'term'
  | 'same-words'
  | 'preamble'
  | 'negation'
  | 'order'
  | 'quote';

/** A labelled question. Every template behind it lies in its fold and in no other. */
export interface Question {
  text: string;
  topic: Topic;
  kind: Kind;
  fold: number;
  /** The template of the question that is asked. */
  template: string;
  /** Whose question it is; all of an author's lie in one fold. */
  author?: string;
}

/** A question with its scores, one a topic, from a model that saw none of its templates. */
export interface Held {
  question: Question;
  scores: number[];
}

interface Line {
  topic: Topic;
  text: string;
  fold: number;
}

const KOREAN = /[가-힣]/u;
const PLAIN_EACH = 2;
/** Questions about machines and about training are the ones that are confused. */
const WRAPPED_EACH: Partial<Record<Topic, number>> = { hardware: 3, training: 3, none: 3 };
const WRAPPED_EACH_OTHER = 2;
const WRAPS = ['preamble', 'negation', 'order', 'quote', 'preamble'] as const;

/** Every question that the templates give, always the same ones in the same order. */
export function trainingQuestions(): Question[] {
  const files = readdirSync(HERE)
    .filter((name) => name.endsWith('.yaml'))
    .sort();
  const read = (name: string): unknown => parse(readFileSync(new URL(name, HERE), 'utf8'));
  const topics = files
    .filter((name) => !/^(?:wrappers|contrast|natural)/.test(name))
    .map((name) => TopicFile.parse(read(name)));
  const wrappers = Wrappers.parse(read('wrappers.yaml'));
  const { groups } = Contrast.parse(read('contrast.yaml'));

  const folded = (topic: Topic, part: string, texts: readonly string[]): Line[] =>
    shuffled(randomFrom('fold', topic, part), texts).map((text, at) => ({ topic, text, fold: at % FOLDS }));
  const asks = topics.flatMap(({ topic, asks: texts }) => folded(topic, 'asks', texts));
  const says = topics.flatMap(({ topic, says: texts }) => folded(topic, 'says', texts));
  const names = topics.flatMap(({ topic, names: texts }) => folded(topic, 'names', texts));
  const wraps = Object.fromEntries(WRAPS.map((kind) => [kind, folded('none', kind, wrappers[kind])]));

  const plain = asks.flatMap(({ topic, text, fold }) =>
    Array.from({ length: PLAIN_EACH }, (_, number): Question => {
      const random = randomFrom('plain', text, number);
      return { text: worn(random, expand(random, text), wrappers), topic, kind: 'plain', fold, template: text };
    }),
  );
  const wrapped = asks.flatMap(({ topic, text, fold }, at) =>
    Array.from({ length: WRAPPED_EACH[topic] ?? WRAPPED_EACH_OTHER }, (_, number): Question => {
      const random = randomFrom('wrapped', text, number);
      const kind = WRAPS[(at + number) % WRAPS.length] ?? 'preamble';
      const rival = rivalOf(random, topic);
      const near = <T extends Line>(lines: readonly T[], of: (line: T) => boolean) => {
        const here = lines.filter((line) => line.fold === fold);
        const fitting = here.filter((line) => of(line) && KOREAN.test(line.text) === KOREAN.test(text));
        return pick(random, fitting.length > 0 ? fitting : here.filter(of).length > 0 ? here.filter(of) : here);
      };
      const slots: Record<string, () => string> = {
        SAID: () => expand(random, near(says, (line) => line.topic === rival).text),
        TOPIC: () => near(names, (line) => line.topic === rival).text,
        ASKED: () => expand(random, near(asks, (line) => line.topic === rival).text),
        ASK: () => expand(random, text),
        NAME: () => pick(random, wrappers.names),
        WORD: () => pick(random, wrappers.words),
        WHO: () =>
          pick(
            random,
            wrappers.who.filter((who) => KOREAN.test(who) === KOREAN.test(text)),
          ),
      };
      const frame = near(wraps[kind] ?? [], () => true).text;
      const used = new Set<string>();
      const fresh = (slot: string, give: () => string) => {
        let text = give();
        for (let tries = 0; tries < 8 && slot === 'SAID' && used.has(text); tries += 1) text = give();
        used.add(text);
        return text;
      };
      const filled = frame.replaceAll(/\{([A-Z]+)\}/g, (whole, slot: string) => {
        const give = slots[slot];
        return give ? fresh(slot, give) : whole;
      });
      return { text: typed(random, filled), topic, kind, fold, template: text };
    }),
  );
  const pairs = groups.flatMap((group, at) =>
    Object.entries(group).flatMap(([topic, text]) =>
      Array.from({ length: text.includes('{') ? 2 : 1 }, (_, number): Question => {
        const random = randomFrom('pair', text, number);
        return {
          text: typed(random, expand(random, text)),
          topic: Topic.parse(topic),
          kind: 'same-words',
          fold: at % FOLDS,
          template: `pair ${at}`,
        };
      }),
    ),
  );
  const natural = Object.entries(Typed.parse(read('natural.yaml'))).flatMap(([topic, texts]) =>
    shuffled(randomFrom('fold', topic, 'natural.yaml'), texts).map(
      (text, at): Question => ({
        text,
        topic: Topic.parse(topic),
        kind: 'natural',
        fold: at % FOLDS,
        template: text,
      }),
    ),
  );
  return unrepeated([...plain, ...wrapped, ...pairs, ...natural, ...authored(), ...terms()]);
}

const linesOf = (file: URL) => readFileSync(file, 'utf8').trim().split('\n');

/** The questions of one author, each with the topic of its owner. */
export function questionsBy(file: URL): { text: string; topic: Topic; lang: 'ko' | 'en' }[] {
  return linesOf(file).map((line) => {
    const { q, owner, lang } = Owned.parse(JSON.parse(line));
    return { text: q, topic: TOPIC_OF[owner], lang };
  });
}

function authored(): Question[] {
  const folder = new URL('authors/', HERE);
  return readdirSync(folder)
    .sort()
    .flatMap((name, at) =>
      questionsBy(new URL(name, folder)).map(
        ({ text, topic }): Question => ({
          text,
          topic,
          kind: 'authored',
          fold: at % FOLDS,
          template: text,
          author: name.replace('.jsonl', ''),
        }),
      ),
    );
}

/** Words of a trade, twice each: what stands in one template alone is no evidence. */
function terms(): Question[] {
  return Topic.options.flatMap((topic) =>
    linesOf(new URL(`glossary/${topic}.txt`, HERE)).flatMap((text) =>
      ['once', 'again'].map(
        (time): Question => ({ text, topic, kind: 'term', fold: NO_FOLD, template: `${text} ${time}` }),
      ),
    ),
  );
}

function unrepeated(questions: Question[]): Question[] {
  const seen = new Set<string>();
  return questions.filter(({ text, kind }) => kind === 'term' || (!seen.has(text) && seen.add(text)));
}

/** Mostly the topic that a question of this one is taken for. */
function rivalOf(random: Random, topic: Topic): Topic {
  const usual: Topic =
    topic === 'training' ? 'hardware' : topic === 'hardware' ? 'training' : pick(random, ['hardware', 'training']);
  return random() < 0.8
    ? usual
    : pick(
        random,
        Topic.options.filter((other) => other !== topic),
      );
}

/** One word of each `{a|b}`. */
function expand(random: Random, template: string): string {
  return template.replaceAll(/\{([^{}]*\|[^{}]*)\}/g, (_, words: string) => pick(random, words.split('|')));
}

/** With something in front or behind, now and then, as people write. */
function worn(random: Random, text: string, { openers, closers }: Wrappers): string {
  const same = (list: readonly string[]) => list.filter((part) => KOREAN.test(part) === KOREAN.test(text));
  const front = random() < 0.15 ? pick(random, same(openers)) : '';
  const behind = random() < 0.12 ? pick(random, same(closers)) : '';
  return typed(random, front + text + behind, 0.25);
}

/** Without the question mark, or mistyped, now and then. */
function typed(random: Random, text: string, slips = 0.12): string {
  let result = random() < 0.2 ? text.replace(/\?$/, '') : text;
  if (random() < 0.15) result = result.charAt(0).toUpperCase() + result.slice(1);
  if (random() < slips) result = mistyped(random, result);
  return result;
}

function mistyped(random: Random, text: string): string {
  if (KOREAN.test(text) && random() < 0.5) {
    const spaces = [...text.matchAll(/ /g)].map(({ index }) => index);
    if (spaces.length === 0) return text;
    const at = pick(random, spaces);
    return text.slice(0, at) + text.slice(at + 1);
  }
  const words = [...text.matchAll(/[a-z]{5,}/g)];
  if (words.length === 0) return text;
  const { 0: word, index } = pick(random, words);
  const at = 1 + Math.floor(random() * (word.length - 2));
  const slips = [
    word.slice(0, at) + word.slice(at + 1),
    word.slice(0, at) + word.charAt(at) + word.slice(at),
    word.slice(0, at) + word.charAt(at + 1) + word.charAt(at) + word.slice(at + 2),
  ];
  return text.slice(0, index) + pick(random, slips) + text.slice(index + word.length);
}
