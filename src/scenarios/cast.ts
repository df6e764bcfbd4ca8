import { PitwallError } from '../core/error.ts';
import { nearest } from '../core/nearest.ts';
import type { Scenario } from '../core/scenario.ts';

/**
 * The scenario with another cast: `a,b` is the whole cast, `+a,-b` changes the one it has. `idOf` says which
 * names mean the same member. Throws USAGE for a mixed or too small cast, UNKNOWN_NAME for leaving who is not there.
 */
export function withCast(scenario: Scenario, spec: string, idOf: (name: string) => string = fold): Scenario {
  const words = spec.split(',').map((word) => word.trim());
  const refuse = (sentence: string) => new PitwallError('USAGE', sentence, { data: { cast: spec } });
  if (words.some((word) => word.replace(/^[+-]/, '').trim() === '')) {
    throw refuse(`expected a cast as \`a,b\` or \`+a,-b\`, got \`${spec}\``);
  }
  const changes = words.filter((word) => /^[+-]/.test(word)).length;
  if (changes > 0 && changes < words.length) {
    throw refuse(`expected either a whole cast \`a,b\` or only changes \`+a,-b\`, got \`${spec}\``);
  }
  const cast = new Map<string, string>(changes > 0 ? scenario.cast.map((name) => [idOf(name), name]) : []);
  for (const word of words) {
    const name = word.replace(/^[+-]/, '').trim();
    if (word.startsWith('-')) {
      if (!cast.delete(idOf(name))) {
        const seated = [...cast.values()];
        throw new PitwallError('UNKNOWN_NAME', `\`${name}\` is not in the cast${nearest(name, seated)}`, {
          data: { seated },
        });
      }
    } else if (cast.has(idOf(name))) {
      throw refuse(`expected each member once, got \`${name}\` again`);
    } else {
      cast.set(idOf(name), name);
    }
  }
  // Who only opens needs nobody to answer.
  const isDebate = scenario.protocol.some(({ kind }) => kind === 'rebuttal');
  if (cast.size < (isDebate ? 2 : 1)) throw refuse(`expected at least two members, \`${spec}\` leaves ${cast.size}`);
  return { ...scenario, cast: [...cast.values()] };
}

const fold = (name: string) => name.toLowerCase();
