import type { CompiledCard } from '../../../src/fidelity/index.ts';
import { compileCard } from '../../../src/fidelity/index.ts';
import { loadTeam } from '../../../src/project/index.ts';

const { members } = loadTeam({ projectDir: process.cwd() });
const colleagues = members.map(({ card }) => card);

/** A shipped card with its text. */
export function compiledCard(id: string): CompiledCard {
  const member = members.find(({ card }) => card.id === id);
  if (member === undefined) throw new RangeError(`expected a shipped card, got ${id}`);
  return compileCard(member.card, { colleagues, text: member.cardText });
}
