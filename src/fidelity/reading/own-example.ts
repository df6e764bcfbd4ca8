import type { CompiledCard } from '../model/compiled-card.ts';
import { squeezed } from './text.ts';

type Examples = CompiledCard['examples'];

const known = new WeakMap<Examples, ReadonlyMap<string, Examples[number]>>();

/** The example of a card that a text is, letter for letter without spaces and signs; undefined of any other text. */
export function exampleThatIs(
  text: string,
  { examples }: Pick<CompiledCard, 'examples'>,
): Examples[number] | undefined {
  let bySolid = known.get(examples);
  if (bySolid === undefined) {
    // The first of two alike stands.
    bySolid = new Map([...examples].reverse().map((one) => [squeezed(one.text), one]));
    known.set(examples, bySolid);
  }
  return bySolid.get(squeezed(text));
}
