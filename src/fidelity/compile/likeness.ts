import type { PersonaCard } from '../../core/card.ts';
import { ofRecent } from '../../core/once.ts';
import type { SpeechLevel } from '../korean/levels.ts';
import { levelsOf } from '../korean/levels.ts';
import type { Likeness } from '../model/compiled-card.ts';
import { piecesIn } from '../reading/text.ts';
import { gramsIn } from './voice.ts';

interface Counts {
  of: ReadonlyMap<string, number>;
  total: number;
}

interface Features {
  topic: Counts;
  voice: Counts;
  level: Counts;
}

type Feature = keyof Features;

/**
 * Features of the table's mean that stand in for what a card does not show (Dirichlet smoothing, Zhai & Lafferty 2001): many, so that a
 * card of a few lines is as likely to be found as one of a thousand.
 */
const PRIOR: Record<Feature, number> = { topic: 3000, voice: 500, level: 3 };
/** Turns of one member that are kept: two checks ask how like the card each is. */
const MOST_KEPT = 2_000;
const known = new WeakMap<PersonaCard, Features>();

/** Compares a card with those at the table, itself among them. A table of one tells nothing. */
export function likenessOf(card: PersonaCard, others: readonly PersonaCard[]): Likeness {
  const own = featuresOf(card);
  const table = [own, ...others.map(featuresOf)];
  const shared = { topic: meanOf(table, 'topic'), voice: meanOf(table, 'voice'), level: meanOf(table, 'level') };
  const told = (feature: Feature) => oddsFrom(own[feature], shared[feature], PRIOR[feature]);
  const [topic, voice, level] = [told('topic'), told('voice'), told('level')];
  const rivals = table.slice(1).map((one) => oddsFrom(one.topic, shared.topic, PRIOR.topic));
  const topicOf = ofRecent(MOST_KEPT, (text) => topic(shared.topic.read(piecesIn(text))));
  return {
    topic: topicOf,
    voice: ofRecent(MOST_KEPT, (text) => voice(shared.voice.read(gramsIn(text)))),
    level: ofRecent(MOST_KEPT, (text) => level(shared.level.read(levelsIn(text)))),
    rival(text) {
      const pieces = shared.topic.read(piecesIn(text));
      return rivals.length === 0 ? 0 : Math.max(...rivals.map((theirs) => theirs(pieces))) - topicOf(text);
    },
  };
}

/** What a table has on the whole, by number. */
interface Mean {
  names: readonly string[];
  usual: Float64Array;
  /** Numbers of what is found; what no card at the table has tells nobody from anybody, and is left out. */
  read(found: readonly string[]): number[];
}

/** How much more likely what is found is under one card than under the mean of the table. */
function oddsFrom(own: Counts, { names, usual }: Mean, prior: number): (found: readonly number[]) => number {
  const odds = new Float64Array(names.length).fill(Number.NaN);
  return (found) => {
    let sum = 0;
    for (const one of found) {
      let known = odds[one] as number;
      if (Number.isNaN(known)) {
        const mean = usual[one] as number;
        known = Math.log(((own.of.get(names[one] as string) ?? 0) + prior * mean) / (own.total + prior) / mean);
        odds[one] = known;
      }
      sum += known;
    }
    return found.length === 0 ? 0 : sum / found.length;
  };
}

function meanOf(table: readonly Features[], feature: Feature): Mean {
  const mean = new Map<string, number>();
  for (const { [feature]: counts } of table)
    for (const [one, count] of counts.of) mean.set(one, (mean.get(one) ?? 0) + count / counts.total / table.length);
  const names = [...mean.keys()];
  const numbers = new Map(names.map((name, at) => [name, at]));
  return {
    names,
    usual: Float64Array.from(mean.values()),
    read(found) {
      const known: number[] = [];
      for (const one of found) {
        const number = numbers.get(one);
        if (number !== undefined) known.push(number);
      }
      return known;
    },
  };
}

function featuresOf(card: PersonaCard): Features {
  const before = known.get(card);
  if (before !== undefined) return before;
  const speech = [...card.messages.map(({ text }) => text), ...quotesIn(card)];
  const made = {
    topic: countsOf(writtenIn(card).flatMap(piecesIn)),
    voice: countsOf(speech.flatMap(gramsIn)),
    level: countsOf(speech.flatMap(levelsIn)),
  };
  known.set(card, made);
  return made;
}

function countsOf(found: readonly string[]): Counts {
  const of = new Map<string, number>();
  for (const one of found) of.set(one, (of.get(one) ?? 0) + 1);
  return { of, total: found.length };
}

/** Everything that the card says, line or label. */
function writtenIn(card: PersonaCard): string[] {
  return [
    card.philosophy,
    card.personality,
    card.role.ko,
    card.role.en,
    card.specialization.join(' '),
    ...card.messages.map(({ text }) => text),
    ...card.frameworks.flatMap(({ text, rules }) => [text, ...rules.map((rule) => rule.then)]),
    ...card.career.flatMap(({ role, achievements, quote }) => [role, ...achievements, quote]),
    ...[...card.strengths, ...card.growthAreas, ...card.sections].map(({ text }) => text),
    ...card.tools.flatMap(({ items }) => items),
  ].flatMap((text) => text ?? []);
}

/** Korean sentences in quotation marks anywhere in the card: most are the member's. */
function quotesIn({ sections }: PersonaCard): string[] {
  return sections.flatMap(({ text }) =>
    [...text.matchAll(/["“]([^"”\n]{6,200})["”]/gu)].flatMap(([, said = '']) => (/[가-힣]/u.test(said) ? [said] : [])),
  );
}

const MANNER: Record<SpeechLevel, string> = {
  hapsyo: 'formal',
  haeyo: 'polite',
  eum: 'clipped',
  hae: 'plain',
  haera: 'plain',
  hao: 'plain',
  hage: 'plain',
  noun: '',
};

const levelsIn = (text: string): string[] =>
  levelsOf(text).flatMap(({ level }) => (MANNER[level] === '' ? [] : [MANNER[level]]));
