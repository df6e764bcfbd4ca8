import type { TranscriptEvent } from '../../core/events.ts';
import { eventsOf } from '../../core/events.ts';
import type { Outcome, OutcomeFlip } from '../../core/outcome.ts';
import { headOf } from '../../core/scenario.ts';
import { isSetLater } from '../../reasoning/solve.ts';
import type { PrintContext } from '../../report/context.ts';
import { printAmount } from '../../wording/amounts.ts';
import type { FlipView } from '../api.ts';

/**
 * The turn before which a rerun under another fact begins: the first, and in a debate that was itself forked the first one behind
 * that fork at which another can begin, so that what it was forked with stays.
 */
export function rerunAt(events: readonly TranscriptEvent[]): number {
  const parted = eventsOf(events, 'debate.forked').at(-1)?.turn;
  if (parted === undefined) return 1;
  const granted = eventsOf(events, 'floor.granted');
  // Openings are one place, and the fork may lie in it.
  const later = granted.find(({ turn, rule }) => turn > parted && rule !== 'blind');
  return later?.turn ?? parted;
}

/** A flip as a change that can be tried; what an event of the script sets is changed behind that event. */
export function flipView({ scenario }: PrintContext, events: readonly TranscriptEvent[], flip: Flip): FlipView {
  const { fact, label, tried, unit } = flip;
  return {
    fact,
    label,
    value: String(tried.flips),
    text: printAmount(tried.flips, unit, scenario.language).text,
    at: isSetLater(scenario, fact) ? turnAfter(events, fact) : rerunAt(events),
  };
}

type Flip = OutcomeFlip;

function turnAfter(events: readonly TranscriptEvent[], fact: string): number | null {
  const set = events.findLastIndex(
    (event) =>
      event.type === 'fact.changed' && Object.keys(event.body.set).some((name) => headOf(name) === headOf(fact)),
  );
  if (set < 0) return rerunAt(events);
  return eventsOf(events.slice(set), 'floor.granted')[0]?.turn ?? null;
}

/** The flip that a value of a fact lies past. */
export function flipPast({ flips }: Outcome, fact: string, value: number): OutcomeFlip | null {
  return (
    flips.find((flip) => flip.fact === fact && (flip.beyond === 'above' ? value >= flip.at : value <= flip.at)) ?? null
  );
}
