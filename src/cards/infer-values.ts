import type { Inference, PersonaCard } from '../core/card.ts';
import { Value } from '../core/values.ts';
import { VALUE_WORDS } from './value-words.ts';

/** A text of the card that says what its member cares about. */
export interface Statement {
  from: string;
  text: string;
  line: number;
  /** How much one such text counts. */
  weight: number;
}

/** What is stated about the member's own way counts for more than what they happen to work with. */
const WEIGHT = {
  frameworkName: 3,
  philosophy: 2.5,
  role: 1.5,
  strengths: 1.5,
  specialization: 1,
  framework: 0.75,
  rule: 0.5,
  personality: 0.5,
  growthAreas: -0.75,
};
/** What one framework's prose and rules may add up to, so that a long section does not drown the others. */
const MOST_PER_FRAMEWORK = 2.5;
/** A stated share of 100 % counts as much as this. */
const WHOLE_SHARE = 4;

export type Lines = Record<'role' | 'specialization' | 'philosophy' | 'personality', number>;
type Stated = Pick<
  PersonaCard,
  'role' | 'specialization' | 'philosophy' | 'personality' | 'strengths' | 'growthAreas' | 'frameworks' | 'messages'
>;

/** Each place that speaks for or against a value, in the order of the card's lines. */
export function valueInferences(card: Stated, lines: Lines): Inference[] {
  const of = (from: string, weight: number) => (text: string, line: number) => ({ from, text, line, weight });
  const plain: Statement[] = [
    ...[card.role.ko, card.role.en].flatMap((text) =>
      text === undefined ? [] : [of('role', WEIGHT.role / 2)(text, lines.role)],
    ),
    ...(card.philosophy === undefined ? [] : [of('philosophy', WEIGHT.philosophy)(card.philosophy, lines.philosophy)]),
    ...card.specialization.map((text) => of('specialization', WEIGHT.specialization)(text, lines.specialization)),
    ...card.strengths.map(({ text, line }) => of('strengths', WEIGHT.strengths)(text, line)),
    ...sentencesOf(card.personality ?? '').map((text) =>
      of('personality', WEIGHT.personality)(text, lines.personality),
    ),
  ];
  const found = [
    ...plain.flatMap((statement) => spokenFor(statement)),
    ...card.frameworks.flatMap(fromFramework),
    ...card.growthAreas.flatMap(fromGrowth),
    ...statedShares(card),
  ];
  return found.sort((a, b) => a.line - b.line);
}

/** The values by what speaks for them; those that nothing speaks for keep the order of their list. */
export function orderOf(inferences: readonly Inference[]): Value[] {
  const total = (value: Value) =>
    inferences.filter(({ of }) => of === `values.${value}`).reduce((sum, { weight }) => sum + weight, 0);
  return [...Value.options]
    .map((value, index) => ({ value, index, score: Math.round(total(value) * 1000) }))
    .sort((a, b) => b.score - a.score || a.index - b.index)
    .map(({ value }) => value);
}

/** A text counts once for each value that it names, by the plainest of its words. */
function spokenFor({ from, text, line, weight }: Statement): Inference[] {
  const plainness = new Map<Value, number>();
  for (const { value, pattern, plainness: plain } of VALUE_WORDS)
    if (pattern.test(text)) plainness.set(value, Math.max(plainness.get(value) ?? 0, plain));
  return [...plainness].map(([value, plain]) => ({
    of: `values.${value}`,
    from,
    text: shortened(text),
    weight: round(weight * plain),
    line,
  }));
}

function fromFramework({ name, text, rules, line }: PersonaCard['frameworks'][number], index: number): Inference[] {
  // The first framework is how they think; what follows is how they go about one kind of task or another.
  const share = index === 0 ? 1 : 0.4;
  const named = spokenFor({ from: 'frameworks', text: name, line, weight: WEIGHT.frameworkName * share });
  const prose = text
    .split(/\n\n/)
    .slice(0, 1)
    .flatMap((part) =>
      sentencesOf(part).map((sentence) => ({ text: sentence, line, weight: WEIGHT.framework * share })),
    );
  const ruled = rules.map(({ when, then, line: at }) => ({
    text: `${when}: ${then}`,
    line: at,
    weight: WEIGHT.rule * share,
  }));
  const rest = [...prose, ...ruled].flatMap((statement) => spokenFor({ from: 'frameworks', ...statement }));
  return [...named, ...capped(rest, MOST_PER_FRAMEWORK * share)];
}

/** Scales what would add up to more than `most` for one value down to it. */
function capped(inferences: readonly Inference[], most: number): Inference[] {
  const sums = new Map<string, number>();
  for (const { of, weight } of inferences) sums.set(of, (sums.get(of) ?? 0) + weight);
  return inferences.map((one) => {
    const sum = sums.get(one.of) ?? 0;
    return sum > most ? { ...one, weight: round((one.weight * most) / sum) } : one;
  });
}

/** What they are said to lack or to neglect speaks against it; `A보다 B`, `B over A` speaks for B. */
function fromGrowth({ text, line }: PersonaCard['growthAreas'][number]): Inference[] {
  const said = (part: string, weight: number) => spokenFor({ from: 'growthAreas', text: part, line, weight });
  const [, lesser, preferred] =
    /^(.*?)보다(?:는)?\s+(.*)$/su.exec(text) ??
    reversed(/^(.*?)\s+(?:over|rather than|instead of)\s+(.*)$/isu.exec(text)) ??
    [];
  if (lesser !== undefined && preferred !== undefined)
    return [
      ...said(lesser, WEIGHT.growthAreas),
      ...said(preferred.split(/해서|하다가|여서|[,，]/u)[0] ?? '', -WEIGHT.growthAreas),
    ];
  return said(text, WEIGHT.growthAreas);
}

const reversed = (match: RegExpExecArray | null) => (match === null ? null : [match[0], match[2], match[1]]);

/** Nobody states shares in a line as long as this. */
const LONGEST_ROW = 1_000;
const SHARE = /(\d{1,3}(?:\.\d+)?)\s*(?:%|퍼센트|percent)/gu;

/** `데이터 품질이 80%고, 알고리즘은 20%`, `data 80 : algorithm 20`, and lists of percentages that make up a whole. */
function statedShares({ messages, frameworks, philosophy }: Stated): Inference[] {
  const texts = [
    ...messages.map(({ text, line }) => ({ from: 'messages', text, line })),
    ...frameworks.map(({ text, line }) => ({ from: 'frameworks', text, line })),
    ...(philosophy === undefined ? [] : [{ from: 'philosophy', text: philosophy, line: 1 }]),
  ];
  return texts.flatMap(({ from, text, line }) => {
    const rows = text.split('\n').map((row, index) => ({ text: row, line: line + index }));
    const within = rows.flatMap((row) => {
      const parts = clausesWithShares(row.text);
      return isWhole(parts) ? parts.map((part) => ({ ...part, line: row.line })) : [];
    });
    const runs: { text: string; share: number; line: number }[][] = [[]];
    for (const row of rows) {
      const [only, ...more] = clausesWithShares(row.text);
      if (only !== undefined && more.length === 0) runs.at(-1)?.push({ ...only, line: row.line });
      else if (row.text.trim() !== '') runs.push([]);
    }
    return [...within, ...runs.filter(isWhole).flat()].flatMap((part) =>
      spokenFor({ from, text: part.text, line: part.line, weight: (WHOLE_SHARE * part.share) / 100 }),
    );
  });
}

function clausesWithShares(row: string): { text: string; share: number }[] {
  if (row.length > LONGEST_ROW || !/\d/.test(row)) return [];
  const [, left, first, right, second] =
    /([\p{L}][\p{L} ]*?)\s*(\d{1,3})\s*[:：]\s*([\p{L}][\p{L} ]*?)\s*(\d{1,3})(?!\d|%)/u.exec(row) ?? [];
  if (left !== undefined && right !== undefined)
    return [
      { text: left, share: Number(first) },
      { text: right, share: Number(second) },
    ];
  return row
    .split(/[,，.;。]|이고|하고/u)
    .flatMap((clause) =>
      [...clause.matchAll(SHARE)].map(([, share]) => ({ text: clause.trim(), share: Number(share) })),
    );
}

/** At least two parts that make up a whole, give or take what rounding costs. */
const isWhole = (parts: readonly { share: number }[]) => {
  const sum = parts.reduce((total, { share }) => total + share, 0);
  return parts.length > 1 && sum > 97 && sum < 103;
};

export const sentencesOf = (text: string): string[] =>
  text
    .split(/(?<=[.!?。])\s+|\n+/u)
    .map((sentence) => sentence.trim())
    .filter((sentence) => sentence !== '');

const round = (weight: number) => Math.round(weight * 100) / 100;

export function shortened(text: string): string {
  const one = text.replace(/\s+/g, ' ').trim();
  return one.length > 120 ? `${one.slice(0, 119)}…` : one;
}
