import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { HeardFact, HeardTurn } from '../../src/core/briefing.ts';
import type { Stance } from '../../src/core/turn.ts';
import { bestOption, weigh } from '../../src/reasoning/argument.ts';
import type { Standing } from '../../src/reasoning/standing.ts';
import { audienceOf, standingOf } from '../../src/reasoning/standing.ts';
import { reasonsOf, viewOf } from '../../src/reasoning/view.ts';
import type { Situation } from '../playbook/prompts.ts';
import { changed, OPTIONS, promptOf, rests, states, turn } from '../playbook/prompts.ts';

const push = rests('push', { for: 'go' });
const hold = rests('hold', { for: 'stay', value: 'cost' });
const cut = rests('cut', { against: 'push', value: 'evidence' });
const tiny = rests('tiny', { for: 'test', value: 'user-impact' });
const never = rests('never', { excludes: 'go', value: 'reliability' });
const ALL = [push, hold, cut, tiny, never];

const standing = (situation: Omit<Situation, 'considerations'>): Standing =>
  standingOf(viewOf(promptOf({ considerations: ALL, ...situation })));

/** What the seat itself said at a turn, from where it then stood. */
function spoke(number: number, situation: Omit<Situation, 'considerations'>, claims: Parameters<typeof turn>[2] = []) {
  const { stance } = standing(situation);
  return turn(number, 'me', claims, { stance });
}

/** Opens with `push` at 0.6, then hears what others say. */
function hearing(heard: (HeardTurn | HeardFact)[], seat: Situation['seat'] = {}, facts = { push: 0.6 }): Standing {
  const opened = spoke(1, { facts, seat, brief: { task: 'open' } }, [states(push, facts.push)]);
  return standing({ facts, seat, heard: [opened, ...heard] });
}
const openedWith = (facts: Record<string, number>): Stance => standing({ facts, brief: { task: 'open' } }).stance;

describe('an opening stance', () => {
  it('is where one’s own reasons lead, and names nobody who moved one', () => {
    expect(openedWith({ push: 0.6 })).toMatchObject({ option: 'go', movedBy: [] });
    expect(openedWith({ push: 0.3, hold: 0.9 })).toMatchObject({ option: 'stay' });
  });

  it('is no option, with no confidence, where nothing speaks', () => {
    expect(openedWith({})).toMatchObject({ option: null, confidence: 0, movedBy: [] });
  });

  it('is confident as the option’s share of support, which sums to one', () => {
    const { option, confidence, support } = openedWith({ push: 0.6, hold: 0.3 });
    expect(confidence).toBe(support[option ?? '']);
    expect(Object.values(support).reduce((sum, part) => sum + part, 0)).toBeCloseTo(1, 5);
  });
});

describe('a member who has spoken', () => {
  it('stands where he stood when nothing new was said', () => {
    const before = openedWith({ push: 0.6 });
    const { stance, movers } = hearing([turn(2, 'you', []), turn(3, 'them', [states(push, 0.6)])]);
    expect(stance).toEqual(before);
    expect(movers).toEqual([]);
  });

  it('is not moved by an echo, a question or a condition', () => {
    const echo = states(hold, 1, { evidence: { kind: 'colleague', ref: 'turn:1.1' }, figure: null });
    const question = states(hold, 1, { side: null, evidence: { kind: 'none', ref: null }, figure: null });
    const condition = states(hold, 1, { evidence: { kind: 'fact', ref: 'rule:hold.neutral' }, figure: null });
    for (const said of [echo, question, condition])
      expect(hearing([turn(2, 'you', [said])]).stance).toEqual(openedWith({ push: 0.6 }));
  });

  it('moves to what a reason heard since makes better, and names it', () => {
    const { stance } = hearing([turn(2, 'you', [states(hold, 1)])]);
    expect(stance).toMatchObject({ option: 'stay', movedBy: ['hold'] });
  });

  it('keeps a figure that somebody repeats the reason without', () => {
    const vague = states(hold, 1, { figure: null, evidence: { kind: 'none', ref: null } });
    const told = hearing([turn(2, 'you', [states(hold, 1)])]);
    expect(hearing([turn(2, 'you', [states(hold, 1)]), turn(3, 'them', [vague])]).stance).toEqual(told.stance);
    expect(hearing([turn(2, 'them', [vague])]).stance).toEqual(openedWith({ push: 0.6 }));
  });

  it('does not weigh a fact that nobody told him', () => {
    const silent = turn(2, 'you', []);
    expect(hearing([silent]).stance.support).toEqual(openedWith({ push: 0.6 }).support);
  });

  it('moves when his own reason is undercut, and names the undercut and not its target', () => {
    const facts = { push: 0.6, hold: 0.5 };
    const opened = spoke(1, { facts, brief: { task: 'open' } }, [states(push, 0.6)]);
    const now = standing({ facts, heard: [opened, turn(2, 'you', [states(cut, 1)])] });
    expect(opened.body.stance.option).toBe('go');
    expect(now.stance).toMatchObject({ option: 'stay', movedBy: ['cut'] });
  });

  it('lets go of an option that has become impossible, however unready he is', () => {
    const facts = { push: 1 };
    const seat = { readiness: 0 };
    const { stance } = hearing([turn(2, 'you', [states(never, 1)])], seat, facts);
    expect(stance.option).not.toBe('go');
    expect(stance.support['go']).toBe(0);
    expect(stance.movedBy).toEqual(['never']);
  });

  it('does not count a reason twice that he knew before somebody else said it', () => {
    const facts = { push: 0.6, hold: 0.4 };
    const opened = spoke(1, { facts, brief: { task: 'open' } }, [states(push, 0.6)]);
    const told = standing({ facts, heard: [opened, turn(2, 'you', [states(hold, 0.4)])] });
    expect(told.stance.support).toEqual(opened.body.stance.support);
    expect(told.movers).toEqual([]);
    const both = standing({ facts, heard: [opened, turn(2, 'you', [states(hold, 0.4), states(cut, 1)])] });
    expect(both.movers).toEqual(['cut']);
  });

  it('names a reason whose figure the script has changed, also one that he never said', () => {
    const facts = { push: 0.6, hold: 0.1 };
    const opened = spoke(1, { facts, brief: { task: 'open' } }, [states(push, 0.6)]);
    const now = standing({ facts, heard: [opened, changed('hold', 0.1, 1)] });
    expect(now.stance).toMatchObject({ option: 'stay', movedBy: ['hold'] });
    const said = standing({ facts, heard: [opened, changed('push', 0.6, 0)] });
    expect(said.movers).toEqual(['push']);
  });

  it('was not there for what others said while he opened, or voted, at the same time', () => {
    const facts = { push: 0.6 };
    const { stance } = standing({ facts, blind: true, brief: { task: 'open' } });
    const opening = { phase: 'opening' as const };
    const heard = [
      turn(1, 'you', [states(hold, 1)], opening),
      turn(2, 'me', [states(push, 0.6)], { ...opening, stance }),
    ];
    expect(standing({ facts, blind: true, heard }).stance).toMatchObject({ option: 'stay', movedBy: ['hold'] });
    // In turn, he had heard it and opened all the same.
    expect(standing({ facts, blind: false, heard }).movers).toEqual([]);
  });

  it('is moved by a reason that somebody he trusts more says again', () => {
    const trusts = (to: string, trust: number) => ({ to, address: { en: to }, register: 'plain' as const, trust });
    const seat = { relationships: [trusts('you', 0), trusts('them', 1)] };
    const told = [turn(1, 'you', [states(hold, 0.9)])];
    const { stance } = standing({ facts: { push: 0.6 }, seat, heard: told });
    const spoken = turn(2, 'me', [states(push, 0.6)], { stance });
    const again = turn(3, 'them', [states(hold, 0.9)]);
    expect(standing({ facts: { push: 0.6 }, seat, heard: [...told, spoken, again] }).movers).toEqual(['hold']);
    expect(standing({ facts: { push: 0.6 }, seat, heard: [...told, spoken] }).movers).toEqual([]);
  });

  it('names what he has worked out himself since', () => {
    const bill = {
      ...rests('bill', { for: 'stay', value: 'cost' }),
      from: { tool: 'bill', args: { hours: 2 }, read: { figure: 'usd', neutral: 0, full: 5, signed: false } },
    };
    const situation: Situation = { considerations: [push, bill], facts: { push: 0.5 }, mine: ['push', 'bill'] };
    const { stance: opening } = standingOf(viewOf(promptOf({ ...situation, brief: { task: 'open' } })));
    const opened = turn(1, 'me', [states(push, 0.5)], { stance: opening });
    const own = { name: 'bill', args: { hours: 2 }, figures: { usd: { value: 5, unit: 'USD' } } };
    const prompt = promptOf({ ...situation, heard: [opened] });
    const back = { kind: 'result', call: own, result: { ...own, ref: 'tool:2.1' }, failure: null };
    const fresh = standingOf(viewOf([...prompt, { role: 'tool', content: '', typed: back }]));
    expect(fresh.movers).toEqual(['bill']);
    const earlier = standingOf(
      viewOf(promptOf({ ...situation, heard: [opened], brief: { own: [{ ...own, ref: 'tool:1.1' }] } })),
    );
    expect(earlier.movers).toEqual([]);
  });

  it('weighs what he heard by how far he trusts who said it', () => {
    const trusting = (trust: number) => ({
      relationships: [{ to: 'you', address: { en: 'you' }, register: 'plain' as const, trust }],
    });
    const stay = (trust: number) =>
      hearing([turn(2, 'you', [states(hold, 0.5)])], trusting(trust)).stance.support['stay'];
    expect(stay(1)).toBeGreaterThan(stay(0) ?? 1);
  });
});

describe('readiness', () => {
  const lead = (at: number, readiness: number) => {
    const { stance } = hearing([turn(2, 'you', [states(hold, at)])], { readiness });
    return stance.option;
  };

  it('decides how small a lead is enough', () => {
    const strengths = Array.from({ length: 101 }, (_, index) => index / 100);
    const first = (readiness: number) => strengths.find((at) => lead(at, readiness) === 'stay') ?? 2;
    const [stubborn, middling, ready] = [first(0), first(0.5), first(1)];
    expect(ready).toBeLessThan(middling);
    expect(middling).toBeLessThan(stubborn);
    expect(stubborn).toBeLessThanOrEqual(1);
  });

  it('is 0.14 of the support for the least ready, and nothing for the readiest', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (at, readiness) => {
          const { stance } = hearing([turn(2, 'you', [states(hold, at)])], { readiness });
          const ahead = (stance.support['stay'] ?? 0) - (stance.support['go'] ?? 0);
          const needed = 0.14 * (1 - readiness);
          fc.pre(Math.abs(ahead - needed) > 1e-5);
          expect(stance.option).toBe(ahead > needed ? 'stay' : 'go');
        },
      ),
    );
  });
});

describe('what moved a member', () => {
  const value = fc.double({ min: 0, max: 1, noNaN: true });
  const worlds = fc.record({
    own: fc.record({ push: value, hold: value }),
    said: fc.record({ cut: value, tiny: value, hold: value, push: value }, { requiredKeys: [] }),
    readiness: value,
    seed: fc.nat({ max: 50 }),
  });
  const byId = new Map(ALL.map((one) => [one.id, one]));

  /** The seat opens with all that it knows but says `push` only; then `you` says the rest. */
  function run({
    own,
    said,
    readiness,
    seed,
  }: {
    own: { push: number; hold: number };
    said: Record<string, number>;
    readiness: number;
    seed: number;
  }) {
    const seat = { readiness };
    const opened = spoke(1, { facts: own, seat, seed, brief: { task: 'open' } }, [states(push, own.push)]);
    // What both know has one figure, else one of them would be wrong.
    const figures = {
      ...said,
      ...('hold' in said ? { hold: own.hold } : {}),
      ...('push' in said ? { push: own.push } : {}),
    };
    const claims = Object.entries(figures).map(([id, at]) => states(byId.get(id) as typeof push, at));
    const view = viewOf(
      promptOf({ considerations: ALL, facts: own, seat, seed, heard: [opened, turn(2, 'you', claims)] }),
    );
    return { view, opened: opened.body.stance, now: standingOf(view), figures };
  }

  it('is named whenever he changed his option', () => {
    fc.assert(
      fc.property(worlds, (world) => {
        const { opened, now } = run(world);
        if (opened.option !== null && now.stance.option !== opened.option) expect(now.movers.length).toBeGreaterThan(0);
      }),
      { numRuns: 400 },
    );
  });

  it('is something new: never a reason that he knew with this figure when he spoke', () => {
    fc.assert(
      fc.property(worlds, (world) => {
        for (const id of run(world).now.movers) expect(['cut', 'tiny']).toContain(id);
      }),
      { numRuns: 400 },
    );
  });

  it('is exactly what, taken away, gives back at least 0.02 of the change', () => {
    fc.assert(
      fc.property(worlds, (world) => {
        const { view, opened, now } = run(world);
        const held = opened.option;
        const { option } = now.stance;
        fc.pre(held !== null && option !== null);
        const who = audienceOf(view.seat, view.scenario.seed);
        const lead = (share: Record<string, number>) =>
          option === held ? (share[option] ?? 0) : (share[option ?? ''] ?? 0) - (share[held ?? ''] ?? 0);
        const full = lead(now.support.share);
        const way = Math.sign(full - lead(opened.support));
        for (const id of ['cut', 'tiny']) {
          const rest = reasonsOf(view).filter((reason) => reason.id !== id);
          const given = way * (full - lead(weigh(rest, OPTIONS, who).share));
          if (Math.abs(given - 0.02) < 1e-4) continue;
          expect(now.movers.includes(id)).toBe(given >= 0.02);
        }
      }),
      { numRuns: 400 },
    );
  });

  it('undoes the change when all of it is taken away', () => {
    let changes = 0;
    // Close enough for an undercut to turn it.
    const close = worlds.map(({ own, said, ...rest }) => ({
      own: { push: 0.6 + 0.4 * own.push, hold: 0.3 + 0.5 * own.hold },
      said: { ...said, cut: 0.5 + 0.5 * (said.cut ?? 0) },
      ...rest,
    }));
    fc.assert(
      fc.property(close, (world) => {
        const { view, opened, now } = run(world);
        if (opened.option === null || now.stance.option === opened.option) return;
        changes += 1;
        const rest = reasonsOf(view).filter(({ id }) => !['cut', 'tiny'].includes(id));
        const share = weigh(rest, OPTIONS, audienceOf(view.seat, view.scenario.seed)).share;
        expect(bestOption(share)).toBe(opened.option);
      }),
      { numRuns: 1000 },
    );
    expect(changes).toBeGreaterThan(15);
  });
});

describe('a prompt without its typed parts', () => {
  it('cannot be read, and is not guessed at', () => {
    expect(() => viewOf([{ role: 'user', content: 'What should we do?' }])).toThrow(
      new RangeError('expected a prompt with a typed seat message, found none'),
    );
  });
});
