import type { CompiledCard } from '../compiled-card.ts';
import { levelsOf, REGISTER_OF } from '../korean/levels.ts';
import type { Scorer } from '../scorer.ts';
import { nullScore, scoreOf } from '../scorer.ts';
import { theilSen } from '../statistics/trend.ts';
import { contentWords } from '../text.ts';
import type { SpokenTurn } from '../turn.ts';
import { soundsLike } from './discriminability.ts';

/** Rounds below which a line through them is no course. */
const LEAST_ROUNDS = 3;
/** Change a round at which a member is another one after ten rounds. */
const STEEP = 0.1;

/** What may drift, a number in 0..1 for each turn; null where a turn does not show it. */
const METRICS: Record<string, (turn: SpokenTurn, card: CompiledCard) => number | null> = {
  voice: ({ utterance }, card) => soundsLike(utterance, card)?.[card.id] ?? null,
  politeness: ({ utterance }) => {
    const shown = levelsOf(utterance).flatMap(({ level }) => REGISTER_OF[level] ?? []);
    return shown.length === 0 ? null : shown.filter((level) => level !== 'plain').length / shown.length;
  },
  ownWords: ({ utterance }, { lexicon }) => {
    const words = contentWords(utterance);
    return words.length < 3 ? null : words.filter((word) => (lexicon.get(word) ?? 0) > 0).length / words.length;
  },
  length: ({ utterance }, { length }) => (length === null ? null : Math.min(1, utterance.length / (length.high * 2))),
};

/** A7: the slope of each metric over the rounds, less the slope of the same member with nobody to argue against. */
export const drift: Scorer = {
  id: 'A7',
  name: 'drift',
  hard: false,
  weight: 0,
  version: 1,
  score(turns, card, { control = [] } = {}) {
    const rounds = new Set(turns.flatMap(({ round }) => round ?? []));
    if (rounds.size < LEAST_ROUNDS)
      return nullScore(drift, card, `turns of ${rounds.size} rounds; a course takes ${LEAST_ROUNDS}`);
    const figures: Record<string, number> = {};
    for (const [name, read] of Object.entries(METRICS)) {
      const own = slope(turns, card, read);
      if (own === null) continue;
      const base =
        slope(
          control.filter(({ persona }) => persona === card.id),
          card,
          read,
        ) ?? 0;
      figures[`${name} a round`] = own - base;
    }
    const steepest = Math.max(0, ...Object.values(figures).map(Math.abs));
    if (Object.keys(figures).length === 0) return nullScore(drift, card, 'no metric can be read from these turns');
    const note =
      control.length === 0
        ? 'no control arm: a course of the topic itself counts as drift'
        : 'less the slope of the control arm';
    return { ...scoreOf(drift, card, []), score: Math.max(0, 1 - steepest / STEEP), coverage: 1, figures, note };
  },
};

function slope(
  turns: readonly SpokenTurn[],
  card: CompiledCard,
  read: (turn: SpokenTurn, card: CompiledCard) => number | null,
): number | null {
  const points = turns.flatMap((turn) => {
    const y = read(turn, card);
    return turn.round === undefined || y === null ? [] : [{ x: turn.round, y }];
  });
  return new Set(points.map(({ x }) => x)).size < LEAST_ROUNDS ? null : theilSen(points);
}
