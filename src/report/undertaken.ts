import type { TranscriptEvent } from '../core/events.ts';
import { eventsOf } from '../core/events.ts';
import type { Experiment, Outcome, Spoken } from '../core/outcome.ts';
import type { Measurement, Scenario } from '../core/scenario.ts';
import { areOpposed, isSameJob, isSameWords, isSameWork } from '../reasoning/alike.ts';
import { measurementsIn, settledBar } from '../reasoning/said-measures.ts';
import { isBarDropped, isDropped, ownerOf } from '../reasoning/withdrawn.ts';

/** Turns of which all that was claimed has been taken back by whoever claimed it: the setting that it proposed goes with it. */
export function turnsTakenBack(events: readonly TranscriptEvent[]): ReadonlySet<number> {
  const turns = eventsOf(events, 'turn.recorded');
  const back = new Set(
    turns.flatMap(({ speaker, withdraws }) => withdraws.map(({ turn, claim }) => `${speaker} ${turn}.${claim}`)),
  );
  return new Set(
    turns.flatMap(({ turn, speaker, claims }) =>
      claims.length > 0 && claims.every(({ claim }) => back.has(`${speaker} ${turn}.${claim}`)) ? [turn] : [],
    ),
  );
}

/** What members asked to have measured, the latest wording of each, with the bar that counts. */
export function measuresIn(events: readonly TranscriptEvent[]): Outcome['measures'] {
  const turns = eventsOf(events, 'turn.recorded');
  return measurementsIn(turns, { isVoted: true })
    .flatMap(({ bodies, bars }) => {
      const last = bodies.at(-1);
      if (last?.measures === undefined) return [];
      const { what, price, threshold } = last.measures;
      const bar = settledBar(bars) ?? bars.at(-1);
      // As it was put last, but where that has no bar, or one that somebody disputes beside one that was settled.
      const hasBar = threshold !== null && !isBarDropped(last, turns);
      const isLast = bar === undefined || bar.body === last || (hasBar && !bars.some(({ body }) => body === last));
      const { turn, speaker } = isLast ? last : bar.body;
      return [
        {
          ...{
            at: last.turn,
            member: speaker,
            turn,
            what: isLast ? what : bar.what,
            price: price ?? bar?.price ?? null,
          },
          threshold: isLast && hasBar ? threshold : (bar?.threshold ?? null),
          ...(bar?.isSettled === true ? { isSettled: true as const } : {}),
        },
      ];
    })
    .sort((one, other) => one.at - other.at)
    .map(({ at: _at, ...said }) => said);
}

type Offered = Pick<Measurement, 'learns' | 'how'>;

/** Who asked for a measurement of the scenario, in its name or in its words, the first first; and whether they have taken it back. */
function askersOf(
  events: readonly TranscriptEvent[],
  { learns, how }: Offered,
): { spoken: Spoken; isTakenBack: boolean }[] {
  const turns = eventsOf(events, 'turn.recorded');
  return turns.flatMap((body) => {
    const { turn, speaker, claims, measures } = body;
    const named = claims.filter(({ reason }) => reason === `measure:${learns}`);
    const isInWords = measures !== undefined && isSameWords(measures.what, how);
    if (named.length === 0 && !isInWords) return [];
    const isNameBack = named.every(({ claim }) =>
      turns.some(
        (later) => later.speaker === speaker && later.withdraws.some((ref) => ref.turn === turn && ref.claim === claim),
      ),
    );
    const isBack = isInWords ? isDropped(body, measures.what, turns) : isNameBack;
    return [{ spoken: { member: speaker, turn }, isTakenBack: isBack }];
  });
}

/** Who first asked for a measurement of the scenario and has not taken it back; null where nobody has. */
export const proposedIn = (events: readonly TranscriptEvent[], offered: Offered): Spoken | null =>
  askersOf(events, offered).find(({ isTakenBack }) => !isTakenBack)?.spoken ?? null;

/** Whether all who asked for a measurement of the scenario have taken it back. */
export function isTakenBackByAll(events: readonly TranscriptEvent[], offered: Offered): boolean {
  const askers = askersOf(events, offered);
  return askers.length > 0 && askers.every(({ isTakenBack }) => isTakenBack);
}

/** Two deeds at one thing have many words in common and are still two; one that two take on is done by whoever said so last. */
const SAME_DEED = 0.8;

/** Whoever is asked for a job has taken it on in words of their own with so many of it. */
const MUCH_OF_IT = 0.4;

/** What those who chose the option took on, and behind it what the option asks of those at the table and nobody took on; where nobody took on anything, that and who measures. */
export function actionsOf(
  scenario: Scenario,
  decision: string | null,
  experiment: Experiment | null,
  events: readonly TranscriptEvent[],
): Outcome['actions'] {
  const option = decision === null ? undefined : scenario.options[decision];
  const seated = new Set(scenario.cast);
  const turns = eventsOf(events, 'turn.recorded');
  // Who came to the decision later has taken on before what they do for it.
  const chose = new Set(
    [...new Map(turns.map(({ speaker, stance }) => [speaker, stance.option]))].flatMap(([speaker, chosen]) =>
      chosen === decision ? [speaker] : [],
    ),
  );
  const said = turns.flatMap((body) => {
    const { turn, action, phase } = body;
    const owner = ownerOf(body, turns);
    // Who dissents is held to what they offer with their vote or after it.
    const isLate = phase === 'vote' || phase === 'close';
    return action === undefined ||
      decision === null ||
      owner === null ||
      !(chose.has(owner) || isLate) ||
      isDropped(body, action, turns)
      ? []
      : [{ owner, do: action, from: 'said' as const, turn }];
  });
  const asked = (option?.actions ?? [])
    .filter((action) => seated.has(action.owner.toLowerCase()))
    .map((action) => ({ ...action, owner: action.owner.toLowerCase(), from: 'option' as const, turn: null }));
  if (said.length > 0)
    return [
      ...said.filter(
        (one, index) =>
          !said
            .slice(index + 1)
            .some(
              (later) =>
                isSameJob(one.do, later.do, SAME_DEED) ||
                areOpposed(one.do, later.do) ||
                (one.owner === later.owner && isSameWork(one.do, later.do)),
            ),
      ),
      // What the option asks for and nobody has taken on in other words.
      ...asked.filter(
        (job) =>
          !said.some(
            (one) => isSameJob(one.do, job.do) || (one.owner === job.owner && isSameJob(one.do, job.do, MUCH_OF_IT)),
          ),
      ),
    ];
  const owner = experiment?.owner ?? experiment?.proposed?.member;
  return [
    ...asked,
    ...(experiment?.proposed == null || owner === undefined || !seated.has(owner)
      ? []
      : [{ owner, do: experiment.how, from: 'measurement' as const, turn: experiment.proposed.turn }]),
  ];
}
