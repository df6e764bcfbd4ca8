import type { ScoreEvidence } from '../../core/score.ts';
import type { CompiledCard } from '../compiled-card.ts';
import { turnId } from '../evaluation/debate-turns.ts';
import type { DebateSides, ProbeAnswer, SpokenTurn } from '../turn.ts';

/** What became of the answers to probes that were asked again. */
export interface ProbesHeld {
  /** Answered like the time before. */
  kept: number;
  /** Changed after a reason that was new to him, and a point given to somebody. */
  updated: number;
  /** Changed without the one or the other. */
  drifted: number;
  evidence: ScoreEvidence[];
}

/** Compares each answer with the one before it; who gave none that was offered, then or now, is not compared. Null where nothing was asked twice. */
export function probesHeld(
  sides: readonly DebateSides[],
  card: CompiledCard,
  turns: readonly SpokenTurn[],
): ProbesHeld | null {
  const held: ProbesHeld = { kept: 0, updated: 0, drifted: 0, evidence: [] };
  for (const { probes } of sides) {
    const own = probes.filter(({ persona }) => persona === card.id);
    for (const probe of new Set(own.map((one) => one.probe))) {
      const answers = own.filter((one) => one.probe === probe && one.answer !== null).sort((a, b) => a.round - b.round);
      for (const [index, answer] of answers.entries()) {
        const before = answers[index - 1];
        if (before === undefined) continue;
        if (answer.answer === before.answer) held.kept += 1;
        else if (answer.evidence.length > 0 && answer.conceded) held.updated += 1;
        else {
          held.drifted += 1;
          held.evidence.push(...drift(before, answer, turns));
        }
      }
    }
  }
  return held.kept + held.updated + held.drifted === 0 ? null : held;
}

/** The last turn before the probe is where a reader looks first. */
function drift(
  before: ProbeAnswer,
  { debate, turn, ...now }: ProbeAnswer,
  turns: readonly SpokenTurn[],
): ScoreEvidence[] {
  const ids = new Set(Array.from({ length: turn }, (_, index) => turnId(debate, index)));
  const last = turns.findLast((one) => one.debate === debate && ids.has(one.id));
  if (last === undefined) return [];
  const lacks = now.evidence.length === 0 ? 'no reason that was new to him' : 'no point given to anybody';
  const why = `asked off the record "${now.question}", answers "${now.answer}" after round ${now.round} and "${before.answer}" after round ${before.round}, with ${lacks}`;
  return [{ turn: last.id, span: [0, last.utterance.length], quote: last.utterance, why }];
}
