import type { DecisionRule } from '../core/scenario.ts';

export interface Ballot {
  option: string | null;
  confidence: number;
}

export interface Decision {
  /** Null when the rule decides nothing. */
  decision: string | null;
  /** Lead over the next option as a share of the votes cast, or of their confidence when weighted. */
  margin: number;
  /** Mean confidence of those who voted for it. */
  confidence: number;
}

/** A pure function of the final votes. Who abstains counts among the votes but for no option. */
export function decide(rule: DecisionRule, ballots: readonly Ballot[]): Decision {
  const none: Decision = { decision: null, margin: 0, confidence: 0 };
  const tally = new Map<string, { votes: number; confidence: number }>();
  for (const { option, confidence } of ballots) {
    if (option === null) continue;
    const entry = tally.get(option) ?? { votes: 0, confidence: 0 };
    tally.set(option, { votes: entry.votes + 1, confidence: entry.confidence + confidence });
  }
  const weight = ({ votes, confidence }: { votes: number; confidence: number }) =>
    rule === 'weighted' ? confidence : votes;
  // Confidences are sums of fractions: what differs by rounding only is equal.
  const compare = (a: number, b: number) => (Math.abs(a - b) < 1e-9 ? 0 : a - b);
  const ranked = [...tally].sort(
    ([, a], [, b]) => compare(weight(b), weight(a)) || compare(b.confidence, a.confidence),
  );
  const [first, second] = ranked;
  if (first === undefined) return none;
  const [decision, lead] = first;
  if (
    second !== undefined &&
    compare(weight(lead), weight(second[1])) === 0 &&
    compare(lead.confidence, second[1].confidence) === 0
  )
    return none;
  if (rule === 'consensus' && lead.votes !== ballots.length) return none;
  const total = rule === 'weighted' ? ballots.reduce((sum, { confidence }) => sum + confidence, 0) : ballots.length;
  const margin = total === 0 ? 0 : (weight(lead) - (second ? weight(second[1]) : 0)) / total;
  return { decision, margin, confidence: lead.confidence / lead.votes };
}
