import type { Budget, Caps, Estimate, Spent } from '../core/budget.ts';
import { fits, NOTHING_SPENT, shareOf } from '../core/budget.ts';
import { PitwallError } from '../core/error.ts';

/** The money, tokens and calls of one turn: each call is reserved at its worst before it is made. */
export interface Purse {
  /** Throws BUDGET_SPENT when the call does not fit. */
  reserve(worst: Estimate): void;
  spend(taken: { tokens: number; usd: number }): void;
}

/**
 * What a debate may still take. Seats that speak at once get equal shares of it, so that which call fits never depends on
 * who answered first.
 */
export class Account {
  private spent: Spent = NOTHING_SPENT;
  private readonly members = new Map<string, Spent>();
  private budget: Budget;

  constructor(budget: Budget = {}) {
    this.budget = budget;
  }

  /** Other caps from here on; what was spent stays spent. */
  recap(budget: Budget = {}): void {
    this.budget = budget;
  }

  get seconds(): number | undefined {
    return this.budget.debate?.seconds;
  }

  /** Whether these members may each make one call at its worst, all at once. */
  admits(calls: readonly { member: string; worst: Estimate }[]): boolean {
    const all = calls.map(({ worst }) => worst);
    return (
      fits(this.budget.debate, this.spent, all) &&
      calls.every(({ member, worst }) => fits(this.budget.members?.[member], this.spentBy(member), [worst]))
    );
  }

  /** A purse for a turn of a member, beside so many others that speak at once. */
  purseFor(member: string, atOnce = 1): Purse {
    const shared = shareOf(this.budget.debate, this.spent, atOnce);
    const caps: (Caps | undefined)[] = [shared, this.budget.members?.[member]];
    let inTurn = NOTHING_SPENT;
    const before = this.spentBy(member);
    return {
      reserve: (worst) => {
        if (fits(caps[0], inTurn, [worst]) && fits(caps[1], plus(before, inTurn), [worst])) return;
        throw new PitwallError('BUDGET_SPENT', `expected the next call of ${member} to fit the budget, it does not`);
      },
      spend: ({ tokens, usd }) => {
        const call = { tokens, usd, calls: 1 };
        inTurn = plus(inTurn, call);
        this.spent = plus(this.spent, call);
        this.members.set(member, plus(this.spentBy(member), call));
      },
    };
  }

  private spentBy(member: string): Spent {
    return this.members.get(member) ?? NOTHING_SPENT;
  }
}

function plus(a: Spent, b: Spent): Spent {
  return { usd: a.usd + b.usd, tokens: a.tokens + b.tokens, calls: a.calls + b.calls };
}
