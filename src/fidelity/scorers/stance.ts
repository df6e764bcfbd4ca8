import type { Score, TurnScore } from '../model/score.ts';
import type { Scorer } from '../model/scorer.ts';
import { inPlace, scoreOf } from '../model/scorer.ts';
import { byReader } from './by-reader.ts';
import type { ProbesHeld } from './probes-held.ts';
import { probesHeld } from './probes-held.ts';

/** A6: what the card holds dear or the speaker held before, given up without a reason; and probes answered otherwise than before. */
export const stance: Scorer = {
  id: 'A6',
  hard: false,
  weight: 1,
  version: 2,
  score(turns, card, { all = [], sides = [] } = {}) {
    const read = inPlace(turns, all).map((place): TurnScore => {
      const { score, evidence = [] } = byReader(place, card, ['philosophy_violation', 'stance_flip']);
      return {
        turn: place.turn.id,
        score,
        read: true,
        evidence: evidence.map((one) => ({ turn: place.turn.id, ...one })),
      };
    });
    const base = scoreOf(stance, card, read);
    const held = probesHeld(sides, card, turns);
    return held === null ? base : withProbes(base, held);
  },
};

/** The lower of what the turns and what the probes say; a change with evidence and a concession counts as held. */
function withProbes(base: Score, { kept, updated, drifted, evidence }: ProbesHeld): Score {
  const share = (kept + updated) / (kept + updated + drifted);
  return {
    ...base,
    score: base.score === null ? share : Math.min(base.score, share),
    evidence: [...base.evidence, ...evidence],
    figures: { ...base.figures, probesKept: kept, probesUpdated: updated, probesDrifted: drifted },
    notes: [{ code: 'stance.probes', params: { kept, updated, drifted } }],
  };
}
