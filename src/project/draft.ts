import { romanize } from 'es-hangul';
import { PitwallError } from '../core/error.ts';
import { hashText } from '../core/hash.ts';
import type { Language } from '../core/language.ts';
import type { QuestionFact } from './question-facts.ts';
import type { LoadedScenario } from './scenarios.ts';
import { scenarioFrom } from './scenarios.ts';
import type { Team } from './team.ts';

export interface Question {
  text: string;
  /** Answers, in the order given. */
  options: readonly string[];
  cast: readonly string[];
  rounds: number;
  /** What a calculator answers to the question, where one does. */
  calculation?: {
    tool: string;
    args: Record<string, unknown>;
    says: string;
    figure: { name: string; unit: string };
  } | null;
  /** Its numbers, for whoever fills the script in. */
  facts?: readonly QuestionFact[];
}

export interface Draft {
  id: string;
  text: string;
  language: Language;
}

const LONGEST_ID = 48;

/** What stands beside the keys that a question leaves empty. */
const COMMENTS: Readonly<Record<Language, Record<'facts' | 'check' | 'quantities' | 'criteria' | 'weights', string>>> =
  {
    en: {
      facts: 'price: { value: 4 USD/hour, label: the price, source: where it is from }',
      check: 'the numbers of the question: check each value, unit and label',
      quantities: 'bill: { is: price * 30 days, unit: USD, label: the bill }',
      criteria: '- { less: bill, worth: 500 USD, value: cost }      docs/SCENARIOS.md',
      weights: 'by the figures, one worth for another; card: by each member’s order of values',
    },
    ko: {
      facts: 'price: { value: 시간당 4달러, label: 시간당 값, source: 어디에서 온 값인지 }',
      check: '질문에 있던 값: 값과 단위와 이름이 맞는지 하나씩 확인하세요',
      quantities: 'bill: { is: price * 30일, unit: 달러, label: 요금 }',
      criteria: '- { less: bill, worth: 500달러, value: 비용 }      docs/SCENARIOS.md',
      weights: '수치대로, worth 하나씩을 똑같이 침. card: 사람마다 자기 카드의 가치 순서로',
    },
  };

/** A scenario script from a question: its answers, its numbers where they are given, and what it calculates. It has no criterion, because a question states none. */
export function draftScenario({ text, options, cast, rounds, calculation = null, facts = [] }: Question): Draft {
  const language: Language = /\p{Script=Hangul}/u.test([text, ...options].join(' ')) ? 'ko' : 'en';
  const says = COMMENTS[language];
  const body = [
    `title: ${JSON.stringify(text)}`,
    `language: ${language}`,
    `motion: ${JSON.stringify(text)}`,
    ...(calculation === null ? [] : [`background: ${JSON.stringify(calculation.says)}`]),
    'options:',
    ...namedOptions(options).map(([name, label]) => `  ${name}: ${JSON.stringify(label)}`),
    ...(facts.length === 0
      ? [`facts: {}        # ${says.facts}`]
      : [`facts:           # ${says.check}`, ...facts.map((fact) => factLine(fact, language))]),
    ...(calculation === null
      ? [`quantities: {}   # ${says.quantities}`]
      : ['quantities:', `  calculated: ${JSON.stringify(quantityOf(calculation, language))}`]),
    `criteria: []     # ${says.criteria}`,
    `weights: equal   # ${says.weights}`,
    `cast: [${cast.join(', ')}]`,
    `protocol: [opening blind, rebuttal ${rounds}, vote, close]`,
    '',
  ].join('\n');
  const slug = latinSlugOf(text);
  const id = slug === '' ? `asked-${hashText(body).slice(0, 8)}` : slug;
  return { id, text: `id: ${id}\n${body}`, language };
}

function factLine({ name, value, label }: QuestionFact, language: Language): string {
  const source = language === 'ko' ? '질문' : 'the question';
  return `  ${name}: { value: ${JSON.stringify(value)}, label: ${JSON.stringify(label)}, source: ${source} }`;
}

function quantityOf({ tool, args, figure }: NonNullable<Question['calculation']>, language: Language) {
  const label = language === 'ko' ? '계산한 값' : 'what was calculated';
  return { tool, args, figure: figure.name, unit: figure.unit, label };
}

/** The same draft under an id that tells it from another question of the same beginning. */
export function renamed(draft: Draft): Draft {
  const id = `${draft.id}-${hashText(draft.text).slice(0, 6)}`;
  return { ...draft, id, text: draft.text.replace(/^id: .*/, `id: ${id}`) };
}

/** A question with the answers to choose among as a scenario that can be run; no file is written. Throws USAGE for fewer than two answers, or one twice. */
export function askedScenario({
  team,
  question,
  options,
  seats,
  cast,
  rounds = 1,
}: {
  team: Team;
  question: string;
  options: readonly string[];
  /** Who sits at the table where `cast` names nobody. */
  seats: readonly string[];
  cast?: string | undefined;
  rounds?: number | undefined;
}): LoadedScenario {
  const answers = options.map((option) => option.trim());
  if (answers.length < 2 || answers.includes('') || new Set(answers).size < answers.length)
    throw new PitwallError('USAGE', `expected two or more different answers, got \`${answers.join('; ')}\``);
  const draft = draftScenario({ text: question.trim(), options: answers, rounds, cast: seats });
  return scenarioFrom(draft.text, 'question', { projectDir: team.projectDir, team, cast });
}

/** Names that a script allows: from the Latin words of each answer, else by its place. */
function namedOptions(options: readonly string[]): [string, string][] {
  const taken = new Set<string>();
  return options.map((label, index) => {
    const slug = latinSlugOf(label);
    const name = slug !== '' && !taken.has(slug) ? slug : `option-${index + 1}`;
    taken.add(name);
    return [name, label];
  });
}

/** A name from the words that are in Latin letters as they stand; empty where there are none. By its sound Hangul gives no name that a reader knows again. */
function latinSlugOf(text: string): string {
  const words = text.replaceAll(/[\p{L}\p{N}]+/gu, (word) => (/\p{Script=Hangul}/u.test(word) ? latinIn(word) : word));
  const slug = slugOf(words);
  return /^[a-z]/.test(slug) ? slug : '';
}

/** `GPU를` is called GPU, `26대로` nothing. */
const latinIn = (word: string): string => /^[A-Za-z][A-Za-z0-9]+/.exec(word)?.[0] ?? ' ';

/** Lower-case Latin letters, digits and hyphens; Hangul by its sound. */
export function slugOf(text: string): string {
  // Only Hangul: the library looks every other word up among names that each object has.
  const latin = text
    .normalize('NFC')
    .replaceAll(/[가-힣]+/gu, (word) => romanize(word))
    .toLowerCase();
  const words = latin.split(/[^a-z0-9]+/).filter((word) => word !== '');
  let slug = '';
  for (const word of words) {
    const longer = slug === '' ? word : `${slug}-${word}`;
    if (longer.length > LONGEST_ID) break;
    slug = longer;
  }
  return slug || (words[0] ?? '').slice(0, LONGEST_ID);
}
