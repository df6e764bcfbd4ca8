import type { Inference, PersonaCard } from '../core/card.ts';

/** A setting of a persona with every place of the text that speaks for it or against it. */
export interface Reasons {
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
