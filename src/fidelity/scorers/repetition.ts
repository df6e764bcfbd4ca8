import { sentencesOf } from '../korean/sentences.ts';
import type { ScoreEvidence } from '../model/score.ts';
import { cite, perTurn } from '../model/scorer.ts';
import { containment, shinglesOf, squeezed } from '../reading/text.ts';

type Evidence = Omit<ScoreEvidence, 'turn'>;

const RUN = 8;
const LEAST_LETTERS = 16;
/** Share of a turn that was said before, from which it is said again. */
const AGAIN = 0.5;

/** A9: the turn repeats itself, an earlier turn of its speaker, or what another has just said. */
export const repetition = perTurn({
  id: 'A9',
  hard: false,
  weight: 1,
  version: 1,
  read({ turn: { utterance, persona }, before }, card) {
    const within = withinItself(utterance);
    if (within !== null) return within;
    if (before.length === 0) return { score: null };
    if (squeezed(utterance).length < LEAST_LETTERS) return { score: null };
    const runs = shinglesOf(utterance, RUN);
    let worst = 0;
    let whose: 'own' | 'other' = 'other';
    for (const said of before) {
      const { speaker } = said;
      const earlier = runsOf(said);
      const share = runs.length === 0 ? 0 : runs.filter((run) => earlier.has(run)).length / runs.length;
      if (share <= worst) continue;
      worst = share;
      const isOwn = speaker !== undefined && (speaker === persona || card.names.includes(speaker.toLowerCase()));
      whose = isOwn ? 'own' : 'other';
    }
    const evidence =
      worst < AGAIN
        ? []
        : [
            cite(utterance, 0, utterance.length, {
              code: 'repetition.repeats',
              params: { percent: Math.round(worst * 100), whose },
            }),
          ];
    return { score: worst < 0.25 ? 1 : Math.max(0.1, 1 - worst), evidence };
  },
});

/** An earlier turn stands before all later ones, and is taken apart once. */
const taken = new WeakMap<object, ReadonlySet<string>>();

function runsOf(said: { text: string }): ReadonlySet<string> {
  const known = taken.get(said) ?? new Set(shinglesOf(said.text, RUN));
  taken.set(said, known);
  return known;
}

/** The same sentence twice, or one run of words over and over. */
function withinItself(utterance: string): { score: number; evidence: Evidence[] } | null {
  const seen: { solid: string; runs: Set<string> }[] = [];
  for (const { text, start, end } of sentencesOf(utterance)) {
    const solid = squeezed(text);
    if (solid.length < 6) continue;
    const same = seen.some(
      (one) => one.solid === solid || (solid.length >= LEAST_LETTERS && containment(text, one.runs, 5) >= 0.75),
    );
    if (same) return { score: 0.1, evidence: [cite(utterance, start, end, { code: 'repetition.twice', params: {} })] };
    seen.push({ solid, runs: new Set(shinglesOf(text, 5)) });
  }
  const found = overAndOver(utterance.slice(0, 2_000));
  if (found === null) return null;
  return {
    score: 0.1,
    evidence: [cite(utterance, found.index, found.index + found[0].length, { code: 'repetition.twice', params: {} })],
  };
}

const LEAST_RUN = 6;
const TWICE = /([\p{L}\p{N}][\p{L}\p{N} ,.!?]{5,}?)(?:[\s,.!?]+\1){1,}/uy;

/** The first run of words that comes again at once. Tried only where its first six letters stand again further on: elsewhere it cannot be, and trying costs a square of the length. */
function overAndOver(text: string): RegExpExecArray | null {
  const last = new Map<string, number>();
  for (let at = 0; at + LEAST_RUN <= text.length; at += 1) last.set(text.slice(at, at + LEAST_RUN), at);
  for (let at = 0; at + LEAST_RUN <= text.length; at += 1) {
    if ((last.get(text.slice(at, at + LEAST_RUN)) ?? 0) <= at + LEAST_RUN || isLowSurrogate(text, at)) continue;
    TWICE.lastIndex = at;
    const found = TWICE.exec(text);
    if (found !== null) return found;
  }
  return null;
}

/** Where a letter of two units cannot begin. */
const isLowSurrogate = (text: string, at: number) => (text.charCodeAt(at) & 0xfc00) === 0xdc00;
