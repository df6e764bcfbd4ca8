import type { Budget, Caps, Estimate, Spent } from '../core/budget.ts';
import { fits, NOTHING_SPENT, shareOf } from '../core/budget.ts';
import { PitwallError } from '../core/error.ts';

/** What one model call of a member took. */
export interface Charge {
  member: string;
  tokens: number;
  usd: number;
}

/** What a debate has taken so far. */
export interface Spending {
  debate: Spent;
  members: Readonly<Record<string, Spent>>;
}

export const NO_SPENDING: Spending = { debate: NOTHING_SPENT, members: {} };

/** The money, tokens and calls of one turn: each call is reserved at its worst before it is made. */
export interface TurnBudget {
  /** Throws BUDGET_SPENT when the call does not fit. */
  reserve(worst: Estimate): void;
  charge(taken: Omit<Charge, 'member'>): void;
  /** In the order of the calls. */
  readonly charges: readonly Charge[];
}

export function withCharges(spending: Spending, charges: readonly Charge[]): Spending {
  return charges.reduce(
    ({ debate, members }, { member, ...call }) => ({
      debate: withCall(debate, call),
      members: { ...members, [member]: withCall(members[member] ?? NOTHING_SPENT, call) },
    }),
    spending,
  );
}

/** Whether these members may each make one call at its worst, all at once. */
export function admits(
  budget: Budget,
  { debate, members }: Spending,
  calls: readonly { member: string; worst: Estimate }[],
): boolean {
  const all = calls.map(({ worst }) => worst);
  return (
    fits(budget.debate, debate, all) &&
    calls.every(({ member, worst }) => fits(budget.members?.[member], members[member] ?? NOTHING_SPENT, [worst]))
  );
}

/**
 * The budget of one turn. Seats that speak at once get equal shares of what is left, so that which call fits never depends on
 * who answered first.
 */
export function turnBudget(budget: Budget | undefined, spending: Spending, member: string, atOnce = 1): TurnBudget {
  const shared: Caps | undefined = shareOf(budget?.debate, spending.debate, atOnce);
  const own = budget?.members?.[member];
  const before = spending.members[member] ?? NOTHING_SPENT;
  const charges: Charge[] = [];
  return {
    charges,
    reserve(worst) {
      const inTurn = charges.reduce(withCall, NOTHING_SPENT);
      if (fits(shared, inTurn, [worst]) && fits(own, plus(before, inTurn), [worst])) return;
      throw new PitwallError(
        'BUDGET_SPENT',
        `expected the next call of ${member} to fit the budget, it would exceed it`,
      );
    },
    charge: ({ tokens, usd }) => void charges.push({ member, tokens, usd }),
  };
}

function withCall(spent: Spent, { usd, tokens }: Pick<Charge, 'usd' | 'tokens'>): Spent {
  return plus(spent, { usd, tokens, calls: 1 });
}

function plus(a: Spent, b: Spent): Spent {
  return { usd: a.usd + b.usd, tokens: a.tokens + b.tokens, calls: a.calls + b.calls };
}
