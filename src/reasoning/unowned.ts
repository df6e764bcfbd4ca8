import type { EventBody } from '../core/events.ts';
import type { Scenario } from '../core/scenario.ts';
import { isAlike, isSameJob, isSameWords } from './alike.ts';
import { carriesOut } from './mentions.ts';
import { measurementsIn, settledBar } from './said-measures.ts';
import type { SaidTurn } from './said-turn.ts';
import { isDropped, ownerOf } from './withdrawn.ts';

type Body = SaidTurn & Pick<EventBody<'turn.recorded'>, 'stance'> & { phase: string };

/** What is to be done and is nobody's. */
export interface Unowned {
  /** Nobody took on what carries out the decision. */
  isDecision: boolean;
  /** Measurements whose bar the table has and that nobody makes. */
  measurements: { turn: number; what: string }[];
  /** Jobs that whoever had them took back, and that nobody has taken on since. */
  jobs: { turn: number; what: string; by: string }[];
}

/** What has no owner after these turns, where an option was decided. */
export function unownedIn(
  turns: readonly Body[],
  scenario: Pick<Scenario, 'options' | 'measurements' | 'cast'>,
  decision: string,
): Unowned {
  const taken = turns.flatMap((body) => {
    const owner = ownerOf(body, turns);
    return body.action === undefined || owner === null || isDropped(body, body.action, turns)
      ? []
      : [{ body, what: body.action }];
  });
  const isTaken = (what: string) => taken.some((one) => isSameJob(what, one.what));
  const seated = new Set(scenario.cast);
  const isOffered = (what: string) =>
    scenario.measurements.some(
      ({ how, owner }) =>
        owner !== undefined && seated.has(owner.toLowerCase()) && (isSameWords(what, how) || isAlike(what, how)),
    );
  // With a measurement that was taken back goes the job of making it.
  const dropped = turns.flatMap((body) =>
    body.measures !== undefined && isDropped(body, body.measures.what, turns) ? [body.measures.what] : [],
  );
  const isOfDropped = (job: string) =>
    dropped.some((what) => isSameJob(job, what)) &&
    !measurementsIn(turns, { isVoted: true }).some(({ bodies }) =>
      bodies.some(({ measures }) => measures !== undefined && isSameJob(job, measures.what)),
    );
  // Who takes a job back and takes on another in the same turn has put that in its place.
  const isReplaced = (body: Body) =>
    turns.some(
      (later) =>
        later.action !== undefined &&
        later.drops?.some(({ turn, what, to }) => turn === body.turn && what === 'action' && to === undefined) === true,
    );
  return {
    isDecision: !taken.some(
      ({ body, what }) =>
        (body.phase === 'close' && body.stance.option === decision) || carriesOut({ scenario }, what, decision),
    ),
    measurements: measurementsIn(turns, { isVoted: true }).flatMap(({ bodies, bars }) => {
      const bar = settledBar(bars);
      const last = bodies.at(-1)?.measures;
      if (bar === undefined || last === undefined) return [];
      // Who takes something on as they ask for it takes on that.
      const isOwn = bodies.some((body) => taken.some((one) => one.body === body));
      return isOwn || isTaken(last.what) || isOffered(last.what) ? [] : [{ turn: bar.body.turn, what: last.what }];
    }),
    jobs: turns.flatMap((body) =>
      body.action === undefined ||
      ownerOf(body, turns) !== null ||
      isReplaced(body) ||
      isTaken(body.action) ||
      isOfDropped(body.action)
        ? []
        : [{ turn: body.turn, what: body.action, by: body.speaker }],
    ),
  };
}
