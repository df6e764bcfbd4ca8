import type { CompiledCard } from '../model/compiled-card.ts';
import type { ScoreEvidence } from '../model/score.ts';
import type { DebateSides, ProbeAnswer, SpokenTurn } from '../model/turn.ts';
import { turnId } from '../model/turn.ts';

/** What became of the answers to probes that were asked again. */
export interface ProbesHeld {
  /** Answered like the time before. */
  kept: number;
  /** Changed after a reason that was new to the member, and a point given to somebody. */
  updated: number;
  /** Changed without the one or the other. */
  drifted: number;
  evidence: ScoreEvidence[];
}

export type ProbeChange = 'first' | 'kept' | 'updated' | 'drifted' | 'unanswered';

/** Each answer of a debate's probes beside the one before it, in the order of the rounds; what was not offered is compared with nothing. */
export function probeChanges({
  probes,
}: DebateSides): { answer: ProbeAnswer; before: ProbeAnswer | null; change: ProbeChange }[] {
  const asked = new Map<string, ProbeAnswer[]>();
  for (const one of [...probes].sort((a, b) => a.round - b.round)) {
    const key = `${one.persona}\n${one.probe}`;
    asked.set(key, [...(asked.get(key) ?? []), one]);
  }
  return [...asked.values()].flatMap((answers) =>
    answers.map((answer, index) => {
      const before = answers.slice(0, index).findLast((one) => one.answer !== null) ?? null;
      return { answer, before, change: changeOf(before, answer) };
    }),
  );
}

function changeOf(before: ProbeAnswer | null, { answer, evidence, conceded }: ProbeAnswer): ProbeChange {
  if (answer === null) return 'unanswered';
  if (before === null) return 'first';
  if (answer === before.answer) return 'kept';
  return evidence.length > 0 && conceded ? 'updated' : 'drifted';
}

/** What became of a member's answers; null where nothing was asked twice. */
export function probesHeld(
  sides: readonly DebateSides[],
  card: CompiledCard,
  turns: readonly SpokenTurn[],
): ProbesHeld | null {
  const own = sides.flatMap(probeChanges).filter(({ answer }) => answer.persona === card.id);
  const count = (which: ProbeChange) => own.filter(({ change }) => change === which).length;
  const [kept, updated, drifted] = [count('kept'), count('updated'), count('drifted')];
  if (kept + updated + drifted === 0) return null;
  const evidence = own.flatMap(({ before, answer, change }) =>
    change === 'drifted' && before !== null ? drift(before, answer, turns) : [],
  );
  return { kept, updated, drifted, evidence };
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
  const params = {
    question: now.question,
    answer: now.answer ?? '',
    round: now.round,
    before: before.answer ?? '',
    beforeRound: before.round,
    lacks: now.evidence.length === 0 ? ('reason' as const) : ('concession' as const),
  };
  return [
    {
      turn: last.id,
      span: [0, last.utterance.length],
      quote: last.utterance,
      finding: { code: 'stance.probe', params },
    },
  ];
}
