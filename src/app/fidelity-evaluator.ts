import { z } from 'zod';
import { PitwallError } from '../core/error.ts';
import { isEventType, parseEvent } from '../core/events.ts';
import type { DebateTurns } from '../fidelity/evaluation/debate-turns.ts';
import { turnsOf } from '../fidelity/evaluation/debate-turns.ts';
import type { Scorecard } from '../fidelity/evaluation/scorecard.ts';
import type { CompiledCard } from '../fidelity/model/compiled-card.ts';
import { gates } from '../fidelity/proven/proven.ts';
import { measureWords } from '../fidelity/words/measures.ts';
import { reasonText } from '../fidelity/words/sentences.ts';
import type { LoadedScenario, Team } from '../project/index.ts';

/** What LangSmith and OpenEvals hand to an evaluator, as far as it is read here. */
export interface EvaluatorInput {
  /** A debate (`runDebate`, `debateRunnable`), its `events`, or `turns` of any system: `{ speaker, utterance, lang? }`. */
  outputs?: unknown;
  [more: string]: unknown;
}

/** What LangSmith and OpenEvals take from one. */
export interface EvaluatorResult {
  key: string;
  /** 0..1; null where there is nothing to score. */
  score: number | null;
  comment: string;
}

const Debate = z.object({ events: z.array(z.object({ type: z.string().refine(isEventType), body: z.unknown() })) });
const Said = z.object({ speaker: z.string(), utterance: z.string(), lang: z.string().min(2).optional() });
const Outputs = z.union([Debate, z.object({ result: Debate }), z.object({ turns: z.array(Said).min(1) })]);

/**
 * Scores how true a member stays to their card, by rules and without a model, in the form of a LangSmith or OpenEvals evaluator. The score is the
 * weighted total, or 0 where a proven check failed; the comment says which measure is lowest, or what failed with the words that did.
 * Throws USAGE for outputs that hold no turns.
 */
export function fidelityEvaluator({
  team,
  member,
  scenario,
  key,
}: {
  team: Team;
  /** By any of their names. */
  member: string;
  /** Whose facts the numbers of a debate may cite; without it those citations are not checked. */
  scenario?: LoadedScenario;
  /** `fidelity.` and the member's id without one. */
  key?: string;
}): (input: EvaluatorInput) => Promise<EvaluatorResult> {
  const { id } = team.find(member).card;
  const compiled = new Map<string, CompiledCard>();
  return async ({ outputs }) => {
    const [{ compileCards }, { playbookControl }, { evaluate }, { SCORERS }] = await Promise.all([
      import('./evaluation.ts'),
      import('./control.ts'),
      import('../fidelity/evaluation/evaluate.ts'),
      import('../fidelity/scorers/index.ts'),
    ]);
    const debate = debateIn(outputs, team, scenario);
    // A member is told from those at the table; turns of another system do not say who they are.
    const cast = [...new Set([id, ...Object.keys(debate.models)])].sort();
    const table = cast.length > 1 ? cast.flatMap((name) => team.lookup(name) ?? []) : team.members;
    const card = compiled.get(cast.join()) ?? compileCards(table).find((one) => one.id === id);
    if (card !== undefined) compiled.set(cast.join(), card);
    const cards = card === undefined ? [] : [card];
    const control = playbookControl(debate, cards);
    const weighed = new Set(SCORERS.flatMap((scorer) => (scorer.weight > 0 ? [scorer.id] : [])));
    const subject = { kind: 'debate', name: debate.id } as const;
    const { members } = evaluate({ subject, debates: [debate], cards, scorers: SCORERS, control });
    return { key: key ?? `fidelity.${id}`, ...judged(id, members[0]?.card, weighed) };
  };
}

function debateIn(outputs: unknown, team: Team, loaded: LoadedScenario | undefined): DebateTurns {
  const read = Outputs.safeParse(outputs);
  if (!read.success)
    throw new PitwallError(
      'USAGE',
      'expected the outputs to be a debate, its `events`, or `turns` of `{ speaker, utterance }`, found none of them',
      { cause: read.error },
    );
  const id = 'outputs';
  if ('turns' in read.data)
    return {
      id,
      scenario: '',
      seed: 0,
      models: {},
      turns: read.data.turns.map(({ speaker, utterance, lang }, index) => ({
        id: `${id}/${index + 1}`,
        persona: team.lookup(speaker)?.card.id ?? speaker,
        utterance,
        debate: id,
        context: [],
        ...(lang === undefined ? {} : { lang }),
      })),
      sides: { debate: id, probes: [], blind: {}, final: {}, decision: null, truth: null },
    };
  const { events } = 'result' in read.data ? read.data.result : read.data;
  return turnsOf(
    events.map(({ type, body }) => parseEvent(type, body)),
    id,
    loaded?.scenario,
  );
}

function judged(
  member: string,
  card: Scorecard | undefined,
  weighed: ReadonlySet<string>,
): Pick<EvaluatorResult, 'score' | 'comment'> {
  if (card === undefined) return { score: null, comment: `${member} took no turn` };
  const { verdict, because, scores, total, turns } = card;
  const reasons = because.map(reasonText).join('; ');
  if (verdict === 'fail') {
    const [quoted] = scores.flatMap(({ evidence }) => evidence.filter(({ finding }) => gates(finding)));
    const words = quoted === undefined ? '' : `: “${quoted.quote}”`;
    return { score: 0, comment: `a proven check failed, ${reasons}${words}` };
  }
  if (verdict !== 'pass') return { score: null, comment: `no verdict, ${reasons}` };
  const counted = scores.filter(({ scorer, score }) => score !== null && weighed.has(scorer));
  const lowest = counted.sort((a, b) => (a.score ?? 1) - (b.score ?? 1))[0];
  const low =
    lowest?.score == null ? '' : `; lowest is ${measureWords(lowest.scorer).name} at ${lowest.score.toFixed(2)}`;
  return { score: total, comment: `in character over ${turns} turns${low}` };
}
