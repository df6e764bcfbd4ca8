import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { shuffled } from '../../src/core/random.ts';
import type { Value } from '../../src/core/values.ts';
import { Value as Values } from '../../src/core/values.ts';
import type { Audience, Reason } from '../../src/reasoning/argument.ts';
import { bestOption, weigh } from '../../src/reasoning/argument.ts';

const OPTIONS = ['a', 'b', 'c'];
const audience = (...values: Value[]): Audience => ({ values, temper: () => 1 });
const EVERYBODY = audience('progress', 'cost', 'evidence');

function reason(change: Partial<Reason> = {}): Reason {
  return { id: 'r', target: 'a', side: 'for', value: 'progress', strength: 0.5, trust: 1, excludes: false, ...change };
}

const share = (reasons: readonly Reason[], who = EVERYBODY) => weigh(reasons, OPTIONS, who).share;
const strength = (reasons: readonly Reason[], who = EVERYBODY) => weigh(reasons, OPTIONS, who).strength;

const unit = fc.double({ min: 0, max: 1, noNaN: true });
/** Up to eight reasons about options, and each later one perhaps about an earlier one: nested, never circular. */
const graphs = fc
  .array(
    fc.record({
      at: fc.nat({ max: 20 }),
      side: fc.constantFrom('for' as const, 'against' as const),
      value: fc.constantFrom(...Values.options),
      strength: fc.double({ min: -1, max: 1, noNaN: true }),
      trust: unit,
    }),
    { minLength: 1, maxLength: 8 },
  )
  .map((list) =>
    list.map(({ at, ...rest }, index): Reason => {
      const targets = [...OPTIONS, ...list.slice(0, index).map((_, earlier) => `r${earlier}`)];
      return { ...rest, id: `r${index}`, target: targets[at % targets.length] as string, excludes: false };
    }),
  );
const orders = fc.shuffledSubarray(Values.options).map((values) => audience(...values));

describe('support of options', () => {
  it('is shared out evenly where nothing speaks', () => {
    expect(strength([])).toEqual({ a: 0.5, b: 0.5, c: 0.5 });
    for (const part of Object.values(share([]))) expect(part).toBeCloseTo(1 / 3, 12);
  });

  it('sums to one and stays between nought and one', () => {
    fc.assert(
      fc.property(graphs, orders, (reasons, who) => {
        const parts = Object.values(share(reasons, who));
        expect(parts.reduce((sum, part) => sum + part, 0)).toBeCloseTo(1, 9);
        for (const part of parts) expect(part >= 0 && part <= 1).toBe(true);
      }),
    );
  });

  it('never falls when a reason for the option grows stronger, and never rises when one against it does', () => {
    fc.assert(
      fc.property(graphs, orders, unit, unit, (reasons, who, x, y) => {
        const [weak, strong] = x < y ? [x, y] : [y, x];
        const first = (side: Reason['side'], at: number) =>
          share([reason({ id: 'new', side, strength: at }), ...reasons], who)['a'] ?? Number.NaN;
        expect(first('for', strong)).toBeGreaterThanOrEqual(first('for', weak) - 1e-12);
        expect(first('against', strong)).toBeLessThanOrEqual(first('against', weak) + 1e-12);
      }),
    );
  });

  it('does not change for a reason of strength nought, whatever it is about', () => {
    fc.assert(
      fc.property(graphs, orders, fc.nat(), fc.boolean(), (reasons, who, at, inFavour) => {
        const targets = [...OPTIONS, ...reasons.map(({ id }) => id)];
        const none = reason({
          id: 'none',
          target: targets[at % targets.length] as string,
          side: inFavour ? 'for' : 'against',
          strength: 0,
        });
        expect(weigh([...reasons, none], OPTIONS, who)).toEqual(weigh(reasons, OPTIONS, who));
      }),
    );
  });

  it('does not jump where an attacker appears: half the strength, about half the effect', () => {
    const supported = reason({ id: 's', strength: 0.8 });
    const fall = (at: number) =>
      (strength([supported])['a'] ?? 0) - (strength([supported, reason({ side: 'against', strength: at })])['a'] ?? 0);
    expect(fall(1e-6)).toBeLessThan(1e-6);
    expect(fall(0.02) / fall(0.01)).toBeCloseTo(2, 6);
  });

  it('falls when a supporter is taken away, and rises when an attacker is', () => {
    fc.assert(
      fc.property(graphs, orders, fc.double({ min: 0.05, max: 1, noNaN: true }), (reasons, who, at) => {
        const all = share(reasons, who)['a'] ?? 0;
        const supporter = share([reason({ id: 'new', strength: at }), ...reasons], who)['a'] ?? 0;
        const attacker = share([reason({ id: 'new', side: 'against', strength: at }), ...reasons], who)['a'] ?? 0;
        if (all < 0.999) expect(supporter).toBeGreaterThan(all);
        if (all > 0.001) expect(attacker).toBeLessThan(all);
      }),
    );
  });

  it('does not depend on the order in which reasons are listed', () => {
    fc.assert(
      fc.property(graphs, orders, fc.infiniteStream(unit), (reasons, who, draws) => {
        const mixed = shuffled(() => Math.min(0.999, draws.next().value as number), reasons);
        const straight = share(reasons, who);
        for (const [option, part] of Object.entries(share(mixed, who)))
          expect(part).toBeCloseTo(straight[option] ?? 2, 9);
      }),
    );
  });
});

describe('a signed reading below neutral', () => {
  it('speaks for the other side exactly as a reason of that side would', () => {
    fc.assert(
      fc.property(graphs, orders, unit, (reasons, who, at) => {
        fc.pre(at > 0);
        const turned = share([reason({ id: 'new', side: 'for', strength: -at }), ...reasons], who);
        const plain = share([reason({ id: 'new', side: 'against', strength: at }), ...reasons], who);
        expect(turned).toEqual(plain);
      }),
    );
  });

  it('supports the reason that it would have undercut', () => {
    const carrying = reason({ id: 'carrying', strength: 0.4 });
    const undercut = (at: number) =>
      strength([carrying, reason({ target: 'carrying', side: 'against', strength: at })]);
    expect(undercut(-0.5)['a']).toBeGreaterThan(strength([carrying])['a'] ?? 1);
    expect(undercut(0.5)['a']).toBeLessThan(strength([carrying])['a'] ?? 0);
  });
});

describe('a reason against a reason', () => {
  const carrying = reason({ id: 'carrying', strength: 0.8 });
  const other = reason({ id: 'other', target: 'b', strength: 0.6 });
  const undercut = (at: number) => reason({ id: 'undercut', target: 'carrying', side: 'against', strength: at });

  it('takes its share of the effect of its target, and nothing from any other option', () => {
    const without = strength([other]);
    const alone = strength([carrying, other]);
    const cut = strength([carrying, other, undercut(0.5)]);
    const left = ((cut['a'] ?? 0) - (without['a'] ?? 0)) / ((alone['a'] ?? 0) - (without['a'] ?? 0));
    expect(left).toBeCloseTo(1 - 0.95 * 0.5, 9);
    expect(cut['b']).toBe(alone['b']);
    expect(cut['c']).toBe(alone['c']);
  });

  it('weighs alike for every order of values, while its target does not', () => {
    const first = audience('progress', 'cost');
    const last = audience('cost', 'evidence');
    const left = (who: Audience) =>
      ((strength([carrying, undercut(0.5)], who)['a'] ?? 0) - 0.5) / ((strength([carrying], who)['a'] ?? 0) - 0.5);
    expect(left(first)).toBeCloseTo(left(last), 9);
    expect(strength([carrying], first)['a']).toBeGreaterThan(strength([carrying], last)['a'] ?? 1);
  });

  it('can be undercut itself, which gives back what it took', () => {
    const back = reason({ id: 'back', target: 'undercut', side: 'against', strength: 1 });
    const [alone, cut, restored] = [[carrying], [carrying, undercut(0.9)], [carrying, undercut(0.9), back]].map(
      (reasons) => strength(reasons)['a'] ?? 0,
    ) as [number, number, number];
    expect(cut).toBeLessThan(restored);
    expect(restored).toBeLessThan(alone);
  });
});

describe('an excluded option', () => {
  it('has no strength and is never the best, whatever speaks for it', () => {
    fc.assert(
      fc.property(graphs, orders, (reasons, who) => {
        const excluded = reason({ id: 'no', side: 'against', strength: 1, excludes: true });
        const support = weigh([excluded, ...reasons], OPTIONS, who);
        expect(support.strength['a']).toBe(0);
        expect(bestOption(support.share)).not.toBe('a');
      }),
    );
  });

  it('is one again as soon as the reading falls short of full', () => {
    const nearly = reason({ id: 'no', side: 'against', strength: 0.999, excludes: true });
    expect(strength([nearly])).toEqual(strength([]));
  });
});

describe('the order of values', () => {
  const progress = reason({ id: 'p', target: 'a', value: 'progress' });
  const cost = reason({ id: 'c', target: 'b', value: 'cost' });

  it('decides between two equal reasons', () => {
    expect(bestOption(share([progress, cost], audience('progress', 'cost')))).toBe('a');
    expect(bestOption(share([progress, cost], audience('cost', 'progress')))).toBe('b');
  });

  it('leaves it open where it ranks neither', () => {
    expect(bestOption(share([progress, cost], audience('evidence')))).toBeNull();
  });

  it('is outweighed by a reason strong enough', () => {
    expect(bestOption(share([progress, { ...cost, strength: 1 }], audience('progress', 'cost')))).toBe('b');
  });
});

it('a reason weighs the more, the more its bearer is trusted', () => {
  fc.assert(
    fc.property(unit, unit, (x, y) => {
      const at = (trust: number) => share([reason({ trust })])['a'] ?? 0;
      expect(at(Math.max(x, y))).toBeGreaterThanOrEqual(at(Math.min(x, y)));
    }),
  );
  expect(share([reason({ trust: 0 })])['a']).toBeGreaterThan(1 / 3);
});
