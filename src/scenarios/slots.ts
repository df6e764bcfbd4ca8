import type { Scenario } from '../core/scenario.ts';
import type { Path } from './source.ts';

const SLOT = /\{fact:([^{}|]+)(?:\|[a-z]+)?\}/g;

/** A fact where a text names it: `{fact:deadlineDays}`, `{fact:cluster.count|bare}`. */
export interface Slot {
  fact: string;
  path: Path;
  index: number;
}

/** Every place in a scenario's own words that is filled with a fact. */
export function slotsOf({ background, motion, options, events, measurements }: Scenario): Slot[] {
  const texts: [string, Path][] = [
    [motion, ['motion']],
    [background, ['background']],
    ...Object.entries(options).flatMap(([name, { label, actions }]): [string, Path][] => [
      [label, ['options', name, 'label']],
      ...actions.map((action, index): [string, Path] => [action.do, ['options', name, 'actions', index, 'do']]),
    ]),
    ...events.map(({ say }, index): [string, Path] => [say, ['events', index, 'say']]),
    ...measurements.map(({ how }, index): [string, Path] => [how, ['measurements', index, 'how']]),
  ];
  return texts.flatMap(([text, path]) =>
    [...text.matchAll(SLOT)].map((match) => ({ fact: match[1] ?? '', path, index: match.index })),
  );
}

export const factsNamedIn = (scenario: Scenario): string[] => slotsOf(scenario).map(({ fact }) => fact);
