import type { PersonaCard } from '../../core/card.ts';
import type { AskedQuestion, QuestionSubject } from '../../core/questionnaire.ts';
import { letterAt } from '../../core/questionnaire.ts';
import type { Scenario } from '../../core/scenario.ts';
import type { Value } from '../../core/values.ts';
import { VALUE_LABELS } from '../../core/values.ts';

/** Of the pairs of options so many are asked; two options have none. */
const MOST_PAIRS = 3;

/**
 * The fixed multiple-choice questions of a scenario, the same at every round: where one stands, which of each two options if only
 * those were left, and which of two values goes first, whose answer the card gives.
 */
export function stanceQuestions(scenario: Scenario, cards: readonly PersonaCard[], round: number): AskedQuestion[] {
  const { language, options, motion } = scenario;
  const ko = language === 'ko';
  const names = Object.keys(options);
  const label = (option: string) => options[option]?.label ?? option;
  const valueLabel = (value: string) => VALUE_LABELS[value as Value]?.[language] ?? value;
  const pairs = names.length < 3 ? [] : names.flatMap((a, index) => names.slice(index + 1).map((b) => [a, b] as const));
  return cards.flatMap(({ id, persona }) => {
    const ask = (
      name: string,
      text: string,
      subject: Extract<QuestionSubject, { among: string[] }>,
      said: (of: string) => string,
    ) => ({
      id: name,
      member: id,
      text,
      subject,
      choices: subject.among.map((of, index) => ({ letter: letterAt(index), text: said(of) })),
      round,
    });
    const values = ends(persona.values).map(([high, low]) =>
      ask(
        `value:${high}/${low}`,
        between(
          [high, low].sort(),
          valueLabel,
          ko ? '둘이 부딪치면 무엇이 먼저입니까?' : 'where these two collide, which goes first?',
        ),
        // In alphabetical order, so that the place of the answer says nothing.
        { kind: 'value', among: [high, low].sort() },
        valueLabel,
      ),
    );
    return [
      ask('motion', motion, { kind: 'option', among: names }, label),
      ...pairs
        .slice(0, MOST_PAIRS)
        .map(([a, b]) =>
          ask(
            `pair:${a}/${b}`,
            between([a, b], label, ko ? '이 둘만 남는다면 어느 쪽입니까?' : 'if only these two were left, which one?'),
            { kind: 'option', among: [a, b] },
            label,
          ),
        ),
      ...values,
    ];
  });
}

const between = (names: readonly string[], label: (name: string) => string, question: string) =>
  `${names.map(label).join(' / ')}: ${question}`;

/** The first value against the last, and the second against the last but one. */
function ends<T>(values: readonly T[]): [T, T][] {
  const [first, second] = values;
  const [last, before] = [values.at(-1), values.at(-2)];
  if (first === undefined || last === undefined || values.length < 2) return [];
  if (second === undefined || before === undefined || values.length < 4) return [[first, last]];
  return [
    [first, last],
    [second, before],
  ];
}
