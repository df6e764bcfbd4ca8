import { holdOut } from '../../dev/mutation/samples.ts';
import type { PersonaCard } from '../../src/core/card.ts';
import { loadTeam } from '../../src/project/index.ts';

/** The shipped cards, and half of each one's quotes as turns that the card then no longer has. */
export function shippedHeldOut(half: 0 | 1 = 0) {
  const held = shippedCards().map((card) => holdOut(card, half));
  return { cards: held.map(({ card }) => card), samples: held.flatMap(({ turns }) => turns) };
}

let shipped: PersonaCard[] | null = null;

export function shippedCards(): PersonaCard[] {
  shipped ??= loadTeam({ projectDir: process.cwd() }).members.map(({ card }) => card);
  return shipped;
}
