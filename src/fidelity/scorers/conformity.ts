import type { Scorer } from '../model/scorer.ts';
import { nullScore, scoreOf } from '../model/scorer.ts';
import type { SpokenTurn } from '../model/turn.ts';

type Kind = 'newReason' | 'repeatedReason' | 'majority' | 'unexplained';

/** A12: what each change of stance followed: a new reason, one that was heard before, or most of the table alone. Reported. */
export const conformity: Scorer = {
  id: 'A12',
  hard: false,
  weight: 0,
  version: 1,
  score(turns, card, { all = [] } = {}) {
    const counts: Record<Kind, number> = { newReason: 0, repeatedReason: 0, majority: 0, unexplained: 0 };
    const table = all.length > 0 ? all : turns;
    for (const debate of new Set(turns.map((turn) => turn.debate))) {
      const said = table.filter((turn) => turn.debate === debate);
      for (const kind of changesIn(said, card.id)) counts[kind] += 1;
    }
    const changes = Object.values(counts).reduce((sum, count) => sum + count, 0);
    if (changes === 0) return nullScore(conformity, card, { code: 'moved.never', params: {} });
    const { newReason, repeatedReason, majority } = counts;
    return {
      ...scoreOf(conformity, card, []),
      score: counts.newReason / changes,
      coverage: 1,
      figures: { ...counts, changes },
      notes: [{ code: 'moved.counts', params: { changes, newReason, repeatedReason, majority } }],
    };
  },
};

function changesIn(turns: readonly SpokenTurn[], persona: string): Kind[] {
  const kinds: Kind[] = [];
  const latest = new Map<string, string | null>();
  /** Reason -> how often others had stated it when it was counted. */
  const heardBefore = new Set<string>();
  let heardSince = new Set<string>();
  let own: string | null | undefined;
  for (const turn of turns) {
    if (turn.persona !== persona) {
      for (const reason of turn.reasons ?? []) heardSince.add(reason);
      if (turn.stance !== undefined) latest.set(turn.persona, turn.stance.option);
      continue;
    }
    if (turn.stance === undefined) continue;
    const { option, movedBy } = turn.stance;
    if (own !== undefined && option !== own) {
      const fresh = movedBy.filter((reason) => !heardBefore.has(reason));
      const others = [...latest.values()];
      const isMajority = others.length > 0 && others.filter((one) => one === option).length > others.length / 2;
      kinds.push(
        fresh.length > 0
          ? 'newReason'
          : movedBy.length > 0
            ? 'repeatedReason'
            : isMajority
              ? 'majority'
              : 'unexplained',
      );
    }
    own = option;
    for (const reason of [...heardSince, ...(turn.reasons ?? [])]) heardBefore.add(reason);
    heardSince = new Set();
  }
  return kinds;
}
