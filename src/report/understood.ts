import type { Inference, PersonaCard } from '../core/card.ts';

/** Places that are shown for one setting; the rest of them is counted. */
const PLACES = 3;

/** What of a card was read into typed fields, and how much: `rules 4`. What it has none of is left out. */
export function countsOf(card: PersonaCard): [string, number][] {
  const counts: [string, number][] = [
    ['frameworks', card.frameworks.length],
    ['rules', card.frameworks.flatMap(({ rules }) => rules).length],
    ['tool categories', card.tools.length],
    ['tools', card.tools.flatMap(({ items }) => items).length],
    ['jobs', card.career.length],
    ['messages', card.messages.length],
    ['words of colleagues', card.feedback.length],
    ['strengths', card.strengths.length],
    ['growth areas', card.growthAreas.length],
    ['dependencies', card.dependencies.length],
    ['languages', card.languages.length],
    ['rows without a field', card.attributes.length],
    ['sections without a field', card.sections.length],
  ];
  return counts.filter(([, count]) => count > 0);
}

/** A setting of a persona with every place of the text that speaks for it or against it. */
interface Reasons {
  of: string;
  /** Sum of the weights; 0 for what is stated and not weighed. */
  total: number;
  places: Inference[];
}

/** Why an inferred persona is as it is: values in their order, then the rest; the places that count most first. */
export function reasonsOf({ persona, inferred }: Pick<PersonaCard, 'persona' | 'inferred'>): Reasons[] {
  const order = persona.values.map((value) => `values.${value}`);
  const names = [...new Set([...order, ...inferred.map(({ of }) => of)])];
  return names.flatMap((of) => {
    const places = inferred
      .filter((one) => one.of === of)
      .sort((a, b) => Math.abs(b.weight) - Math.abs(a.weight) || a.line - b.line);
    const total = Math.round(places.reduce((sum, { weight }) => sum + weight, 0) * 100) / 100;
    return places.length === 0 ? [] : [{ of, total, places }];
  });
}

export interface Ground {
  of: string;
  /** `+10.75`; empty for what is stated and not weighed. */
  total: string;
  places: string[];
}

/** Why an inferred persona is as it is: for each setting the places that count most, each with its line. */
export function groundsOf(card: PersonaCard): Ground[] {
  return reasonsOf(card).map(({ of, total, places }) => {
    const shown = places.slice(0, PLACES).map(({ line, from, text, weight }) => {
      const counted = weight === 0 ? '' : `${signed(weight)} `;
      return `line ${line}: ${counted}${from}: ${text}`;
    });
    const more = places.length - shown.length;
    return { of, total: total === 0 ? '' : signed(total), places: more > 0 ? [...shown, `and ${more} more`] : shown };
  });
}

const signed = (weight: number) => `${weight > 0 ? '+' : '−'}${Math.abs(weight)}`;
