import type { Scenario } from '../core/scenario.ts';

/** Settings of several inputs that are tried all, in every what-if too. */
export const MOST_TOGETHER = 250;
/** Inputs that are exchanged for each other at once: of an option with more of them not all settings near the best are looked at. */
export const MOST_EXCHANGED = 3;

/** An option of so many inputs that not all of their settings are tried. */
export interface SearchedInPart {
  option: string;
  inputs: number;
}

export const searchedInPart = ({ options }: Pick<Scenario, 'options'>): SearchedInPart[] =>
  Object.entries(options).flatMap(([option, { adjust }]) => {
    const inputs = Object.keys(adjust).length;
    return inputs > MOST_EXCHANGED ? [{ option, inputs }] : [];
  });
