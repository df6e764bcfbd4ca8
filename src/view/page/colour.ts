/** Colours of members in the style sheet, `--s0` and on. */
export const COLOURS = 12;

/** Chosen so that no two of the members that are shipped share a colour; a test holds it. */
const SEED = 23646;
const PRIME = 16777619;

/** Number of a member's colour: a hash of their id, so that nobody else at the table, and no other debate, changes it. */
export function colourOf(id: string): number {
  let hash = SEED;
  for (const character of id) hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), PRIME) >>> 0;
  return ((hash ^ (hash >>> 15)) >>> 0) % COLOURS;
}
