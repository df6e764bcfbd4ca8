import type { Scorer } from '../model/scorer.ts';
import { nullScore, scoreOf } from '../model/scorer.ts';

/** A13: what the debates did to the member's vote; right or wrong only where the truth is known. Reported. */
export const debateValue: Scorer = {
  id: 'A13',
  hard: false,
  weight: 0,
  version: 1,
  score(_turns, card, { sides = [] } = {}) {
    const voted = sides.flatMap(({ blind, final, truth, decision }) => {
      const [first, last] = [blind[card.id], final[card.id]];
      return first === undefined || last === undefined
        ? []
        : [{ first, last, truth, decision, blind: Object.values(blind) }];
    });
    if (voted.length === 0) return nullScore(debateValue, card, { code: 'vote.none', params: {} });
    const known = voted.filter(({ truth }) => truth !== null);
    const wasMinority = ({ first, blind }: (typeof voted)[number]) =>
      blind.filter((one) => one === first).length * 2 < blind.length;
    const figures = {
      debates: voted.length,
      changed: voted.filter(({ first, last }) => first !== last).length,
      helped: known.filter(({ first, last, truth }) => first !== truth && last === truth).length,
      harmed: known.filter(({ first, last, truth }) => first === truth && last !== truth).length,
      minorityPrevailed: known.filter(
        (one) => wasMinority(one) && one.first === one.truth && one.decision === one.truth,
      ).length,
      minorityTalkedDown: known.filter((one) => wasMinority(one) && one.first === one.truth && one.last !== one.truth)
        .length,
    };
    const base = { ...scoreOf(debateValue, card, []), coverage: 1, figures };
    return known.length === 0
      ? {
          ...base,
          notes: [{ code: 'vote.changed', params: { changed: figures.changed, debates: voted.length } }],
        }
      : {
          ...base,
          score: known.filter(({ last, truth }) => last === truth).length / known.length,
          notes: [{ code: 'vote.right', params: { debates: known.length } }],
        };
  },
};
