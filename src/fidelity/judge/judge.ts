import type { Verdict } from '../evaluation/report.ts';
import type { Finding } from '../findings/finding.ts';
import type { CompiledCard } from '../model/compiled-card.ts';
import { inPlace } from '../model/scorer.ts';
import type { SpokenTurn } from '../model/turn.ts';
import { missedCanaries } from './canaries.ts';
import { knownTurns } from './known.ts';
import type { JudgeCache, JudgeModel } from './model.ts';
import { asked } from './model.ts';
import type { JudgeRequest } from './request.ts';
import { judgeRequests } from './request.ts';
import { readVerdicts } from './verdict.ts';

export interface Judgement {
  valid: boolean;
  /** Why it is not. */
  because: Finding[];
  /** Empty where the run is not valid: no verdict of it may be used. */
  verdicts: Verdict[];
  /** Verdicts on turns whose verdict follows from the cards. */
  known: { isSound: boolean; verdict: Verdict }[];
  requests: number;
}

/** What is asked of a judge about turns of one member. */
export interface JudgedMember {
  card: CompiledCard;
  requests: JudgeRequest[];
}

/** Every request for the turns of these cards, member by member; the turns of a card that nobody gave are left out. */
export function requestsFor(turns: readonly SpokenTurn[], cards: readonly CompiledCard[]): JudgedMember[] {
  return cards.flatMap((card) => {
    const own = turns.filter(({ persona }) => persona === card.id);
    return own.length === 0
      ? []
      : [{ card, requests: judgeRequests(card, inPlace(own, turns), knownTurns(card, cards)) }];
  });
}

/** Of the turns whose verdict is known so many must be right, of the sound and of the false. */
const LEAST_RIGHT = 0.75;

/** Asks about the turns of each member in batches, with canaries in every batch: one miss makes the whole run invalid. */
export async function judge(
  turns: readonly SpokenTurn[],
  cards: readonly CompiledCard[],
  model: JudgeModel,
  cache: JudgeCache,
): Promise<Judgement> {
  const result: Judgement = { valid: true, because: [], verdicts: [], known: [], requests: 0 };
  for (const { card, requests } of requestsFor(turns, cards)) {
    const truth = new Map(knownTurns(card, cards).map(({ turn, isSound }) => [turn.id, isSound]));
    const own = new Set(turns.filter(({ persona }) => persona === card.id).map(({ id }) => id));
    for (const request of requests) {
      const verdicts = readVerdicts(await asked(request.system, request.user, model, cache), request);
      result.requests += 1;
      const missed = missedCanaries(verdicts);
      if (missed.length > 0)
        return invalid(
          result.requests,
          missed.map((one) => ({ code: 'judge.canary-missed', params: { model: model.spec, ...one } })),
        );
      for (const verdict of verdicts) {
        const isSound = truth.get(verdict.turn);
        if (isSound !== undefined) result.known.push({ isSound, verdict });
        else if (own.has(verdict.turn)) result.verdicts.push(verdict);
      }
    }
  }
  const because = [true, false].flatMap((isSound): Finding[] => {
    const some = result.known.filter((one) => one.isSound === isSound);
    const right = some.filter(({ verdict }) => isRight(verdict, isSound)).length;
    return some.length === 0 || right / some.length >= LEAST_RIGHT
      ? []
      : [{ code: 'judge.known-missed', params: { model: model.spec, sound: isSound, right, of: some.length } }];
  });
  return because.length > 0 ? invalid(result.requests, because) : result;
}

export const isRight = ({ verdict }: Verdict, isSound: boolean) =>
  verdict === (isSound ? 'in character' : 'out of character');

const invalid = (requests: number, because: Finding[]): Judgement => ({
  valid: false,
  because,
  verdicts: [],
  known: [],
  requests,
});

/** Judges with several models: a verdict stands where all agree, everything else is `cannot judge`. */
export async function judgePanel(
  turns: readonly SpokenTurn[],
  cards: readonly CompiledCard[],
  models: readonly JudgeModel[],
  cache: JudgeCache,
): Promise<Judgement> {
  const runs: Judgement[] = [];
  for (const model of models) runs.push(await judge(turns, cards, model, cache));
  const [first, ...others] = runs;
  const requests = runs.reduce((sum, run) => sum + run.requests, 0);
  if (first === undefined) return invalid(0, [{ code: 'judge.none-given', params: {} }]);
  const because = runs.flatMap((run) => run.because);
  if (because.length > 0) return invalid(requests, because);
  const agreed = (one: Verdict, same: (Verdict | undefined)[]): Verdict =>
    same.every((other) => other?.verdict === one.verdict)
      ? one
      : {
          ...one,
          verdict: 'cannot judge',
          fault: null,
          turnQuote: '',
          cardQuote: '',
          cardLine: null,
          note: { code: 'answer.disagree', params: {} },
        };
  return {
    valid: true,
    because: [],
    verdicts: first.verdicts.map((one, index) =>
      agreed(
        one,
        others.map((run) => run.verdicts[index]),
      ),
    ),
    known: first.known.map(({ isSound, verdict }, index) => ({
      isSound,
      verdict: agreed(
        verdict,
        others.map((run) => run.known[index]?.verdict),
      ),
    })),
    requests,
  };
}
