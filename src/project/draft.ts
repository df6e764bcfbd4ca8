import { romanize } from 'es-hangul';
import { PitwallError } from '../core/error.ts';
import { hashText } from '../core/hash.ts';
import type { Language } from '../core/language.ts';
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
}

export interface Draft {
  id: string;
  text: string;
  language: Language;
}

const LONGEST_ID = 48;

/** A scenario script from a question alone. It has no fact and no criterion, because a question states none, but what it calculates. */
export function draftScenario({ text, options, cast, rounds, calculation = null }: Question): Draft {
  const language: Language = /\p{Script=Hangul}/u.test([text, ...options].join(' ')) ? 'ko' : 'en';
  const body = [
    `title: ${JSON.stringify(text)}`,
    `language: ${language}`,
    `motion: ${JSON.stringify(text)}`,
    ...(calculation === null ? [] : [`background: ${JSON.stringify(calculation.says)}`]),
    'options:',
    ...namedOptions(options).map(([name, label]) => `  ${name}: ${JSON.stringify(label)}`),
    'facts: {}        # price: { value: 4 USD/hour, label: the price, source: where it is from }',
    ...(calculation === null
      ? ['quantities: {}   # bill: { is: price * 30 days, unit: USD, label: the bill }']
      : ['quantities:', `  calculated: ${JSON.stringify(quantityOf(calculation, language))}`]),
    'criteria: []     # - { less: bill, worth: 500 USD, value: cost }      docs/SCENARIOS.md',
    'weights: equal   # by the figures, one worth for another; card: by each member’s order of values',
    `cast: [${cast.join(', ')}]`,
    `protocol: [opening blind, rebuttal ${rounds}, vote, close]`,
    '',
  ].join('\n');
  const slug = slugOf(text);
  const id = slug === '' ? `asked-${hashText(body).slice(0, 8)}` : slug;
  return { id, text: `id: ${id}\n${body}`, language };
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

/** Names that a script allows: from the words, Hangul by its sound; a letter where that gives no name or one twice. */
function namedOptions(options: readonly string[]): [string, string][] {
  const taken = new Set<string>();
  return options.map((label, index) => {
    const slug = slugOf(label);
    const name = /^[a-z]/.test(slug) && !taken.has(slug) ? slug : `option-${String.fromCodePoint(97 + index)}`;
    taken.add(name);
    return [name, label];
  });
}

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
