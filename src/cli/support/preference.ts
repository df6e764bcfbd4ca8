import { PitwallError } from '../../core/error.ts';
import type { TranscriptStore } from '../../door.ts';
import type { Preference } from '../../evaluate.ts';
import { recordedTurns, SCORERS } from '../../evaluate.ts';
import { turnVerdicts } from '../../fidelity/index.ts';

type Debate = { store: TranscriptStore; id: string };

/**
 * Who decides which of two turns is chosen: whoever typed the name of a debate prefers all of its turns; with `score` the turn that is more
 * likely in character, and neither where both are alike. Throws USAGE for a name that means neither debate.
 */
export function preferenceFrom(prefer: string, a: Debate, b: Debate): Preference {
  if (prefer === 'score') {
    const [one, two] = [scoresIn(a), scoresIn(b)];
    return ({ turn }) => {
      const [left, right] = [one.get(turn) ?? null, two.get(turn) ?? null];
      if (left === null || right === null || left === right) return null;
      const decidedBy = `score ${left.toFixed(4)} : ${right.toFixed(4)}`;
      return { chosen: left > right ? 'a' : 'b', decidedBy };
    };
  }
  const fits = [a, b].filter(({ id }) => prefer !== '' && id.startsWith(prefer));
  const [only] = fits;
  if (only === undefined || (fits.length > 1 && a.id !== b.id))
    throw new PitwallError(
      'USAGE',
      `expected \`--prefer\` to be \`score\` or the id of one of the two debates, ${a.id} or ${b.id}, got \`${prefer}\``,
    );
  const chosen = only === a ? 'a' : 'b';
  return () => ({ chosen, decidedBy: `person: --prefer ${only.id}` });
}

/** Turn -> the probability that it is in character where half of the turns are; null without a verdict. */
function scoresIn({ store, id }: Debate): Map<number, number | null> {
  const { debate, cards } = recordedTurns(store, id);
  const verdicts = cards.flatMap((card) =>
    turnVerdicts(
      debate.turns.filter(({ persona }) => persona === card.id),
      card,
      SCORERS,
      { all: debate.turns },
    ),
  );
  return new Map(verdicts.map((one) => [Number(one.id.split('/').at(-1)), one.score]));
}
