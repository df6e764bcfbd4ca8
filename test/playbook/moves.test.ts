import { describe, expect, it } from 'vitest';
import type { EventBody } from '../../src/core/events.ts';
import { eventsOf } from '../../src/core/events.ts';
import { printContext } from '../../src/report/context.ts';
import { memoAsMarkdown } from '../../src/report/markdown.ts';
import { documentFrom, scriptOf, trial } from '../measures/debates.ts';
import { orphanNumbers } from './numbers.ts';

type Recorded = EventBody<'turn.recorded'>;

const HEAD = `
id: of-a-test
title: A test
language: en
motion: Which is it?
`;
const TABLE = 'cast: [pulse, cortex, sentinel]\nprotocol: [opening blind, rebuttal 2, vote, close]\n';

async function debate(
  body: string,
  { seed = 1, table = TABLE, facts = {} }: { seed?: number; table?: string; facts?: Record<string, unknown> } = {},
) {
  const loaded = scriptOf(HEAD + body.trimStart() + table, { facts });
  const { events, outcome } = await trial(loaded, seed);
  return { events, outcome, scenario: loaded.scenario, turns: eventsOf(events, 'turn.recorded') };
}

const by = (turns: readonly Recorded[], speaker: string) => turns.filter((turn) => turn.speaker === speaker);
const claimsOf = (turns: readonly Recorded[]) =>
  turns.flatMap(({ claims, turn, speaker }) => claims.map((claim) => ({ ...claim, turn, speaker })));

/** Two days at full goodput, four at half of it, which only Sentinel knows; three are left. */
const GOODPUT = `
options: { small: { label: the small run, set: { tokens: 120 } }, big: { label: the big run, set: { tokens: 150 } }, none: { label: no run, set: { tokens: 0 } } }
facts:
  goodput: { value: 0.5, label: our goodput, knownBy: [sentinel], assumed: 1 }
  deadline: { value: 3, unit: days, label: the deadline }
  rate: { value: 60, unit: tokens/day, label: tokens a day }
  tokens: { value: 0, unit: tokens, label: tokens }
quantities:
  runDays: { is: tokens / (rate * goodput), unit: days, label: the run }
criteria:
  - { need: runDays <= deadline, value: schedule }
  - { less: runDays, worth: 3 days, value: cost }
  - { more: tokens, worth: 20 tokens, value: progress }
`;

describe('a figure that rests on what somebody takes for granted', () => {
  it('is answered with the fact of whoever knows it, down to the limit that it reaches', async () => {
    const { turns } = await debate(GOODPUT, { table: TABLE.replace('opening blind', 'opening') });
    const said = by(turns, 'sentinel').flatMap(({ claims, turn }) => claims.map((claim) => ({ ...claim, turn })));
    const told = said.find(({ evidence, reason }) => evidence.ref === 'fact:goodput' || reason?.endsWith('/runDays'));
    expect(told).toBeDefined();
    const short = said.find(
      ({ reason, side, figure }) => side === 'against' && reason?.endsWith('/runDays') && figure !== null,
    );
    expect(short?.figure?.value).toBeGreaterThan(3);
    expect(short?.numbers.length).toBeGreaterThan(0);
  });

  it('is left alone where it comes out the same', async () => {
    const { turns } = await debate(GOODPUT, { facts: { goodput: 1 } });
    for (const { claims } of turns)
      for (const { reason, figure } of claims) if (reason === 'none/runDays') expect(figure?.value).toBe(0);
    expect(turns.filter(({ utterance }) => /assumes|only if|has to believe/.test(utterance))).toEqual([]);
  });

  it('leaves no vote for an option that misses a need', async () => {
    for (const seed of [1, 2, 3]) {
      const { turns, events } = await debate(GOODPUT, { seed });
      for (const { option, blind } of eventsOf(events, 'vote.cast')) if (!blind) expect(option).toBe('none');
      expect(by(turns, 'pulse')[0]?.stance.option).not.toBe('none');
    }
  });
});

/** What the script sees cheap costs ten times as much, which only Cortex knows. */
const RIVALS = `
options: { old: { label: the old one, set: { hours: 10, gain: 1 } }, new: { label: the new one, set: { hours: $need, gain: 1.2 } } }
facts:
  need: { value: 60, unit: hours, label: the hours that it takes, knownBy: [cortex], assumed: 6 }
  hours: { value: 0, unit: hours, label: hours }
  gain: { value: 0, unit: points, label: the gain }
  price: { value: 100, unit: USD/hour, label: the price of an hour }
  spread: { value: 1, unit: points, label: the spread of the score }
quantities: { cost: { is: hours * price, unit: USD, label: the cost } }
criteria:
  - { less: cost, worth: 300 USD, value: cost }
  - { more: gain, worth: $spread, value: progress }
`;

describe('an own figure that a colleague has overtaken', () => {
  it('is put right by who said it, with the old value, the new one and the fact', async () => {
    const found: Recorded[] = [];
    for (const seed of [1, 2, 3]) {
      const { turns } = await debate(RIVALS, { seed, facts: { need: 12 } });
      found.push(
        ...turns.filter(
          ({ act, claims }) =>
            act === 'concede' &&
            claims.some(({ numbers }) => numbers.some(({ refs }) => refs.some((ref) => ref.startsWith('turn:')))),
        ),
      );
    }
    expect(found.length).toBeGreaterThan(0);
    for (const { claims, answers } of found) {
      expect(answers).not.toBeNull();
      const refs = claims.flatMap(({ numbers }) => numbers.flatMap((number) => number.refs));
      expect(refs).toContain('fact:need');
      expect(claims.some(({ figure }) => figure?.name === 'cost' && figure.value === 1200)).toBe(true);
    }
  });

  it('moves whoever it concerns, aloud and with the reason', async () => {
    const { turns } = await debate(RIVALS);
    const [first] = by(turns, 'pulse');
    const moved = by(turns, 'pulse').find(({ stance }) => stance.option !== first?.stance.option);
    expect(first?.stance.option).toBe('new');
    expect(moved?.stance.option).toBe('old');
    expect(moved?.stance.movedBy).not.toEqual([]);
    expect(moved?.utterance.toLowerCase()).toContain('the old one');
  });
});

describe('a difference that is noise', () => {
  it('is called too small against what would count, with both numbers', async () => {
    const noise = `
options: { a: { label: plan A, set: { score: 70.2, cost: 900 } }, b: { label: plan B, set: { score: 70, cost: 100 } } }
facts:
  score: { value: 0, unit: points, label: the score }
  cost: { value: 0, unit: USD, label: the cost }
criteria:
  - { more: score, worth: 2 points, value: progress }
  - { less: cost, worth: 400 USD, value: cost }
judgements: [{ for: a, value: progress, because: the users have asked for it, weight: medium, by: [pulse] }]
`;
    const claims: ReturnType<typeof claimsOf> = [];
    for (const seed of [1, 2, 3, 4]) claims.push(...claimsOf((await debate(noise, { seed })).turns));
    const said = claims.filter(({ reason }) => /~(noise|price)$/.test(reason ?? ''));
    expect(said.length).toBeGreaterThan(0);
    expect(said.some(({ numbers }) => numbers.some(({ refs }) => refs.includes('rule:score.worth')))).toBe(true);
  });
});

/** Thirty points more for thirteen hundred dollars: who holds the dear one is asked what that buys. */
const PRICE = `
options: { dear: { label: the dear one, set: { cost: 1500, gain: 40 } }, cheap: { label: the cheap one, set: { cost: 200, gain: 10 } } }
facts:
  cost: { value: 0, unit: USD, label: the cost }
  gain: { value: 0, unit: points, label: the gain }
criteria:
  - { less: cost, worth: 800 USD, value: cost }
  - { more: gain, worth: 20 points, value: progress }
`;

describe('the price of a difference', () => {
  it('is what the dearer option costs more, and what that buys', async () => {
    const claims: ReturnType<typeof claimsOf> = [];
    for (const seed of [1, 2, 3, 4])
      claims.push(
        ...claimsOf(
          (
            await debate(PRICE, {
              seed,
              table: 'cast: [pulse, sentinel, flux, forge]\nprotocol: [opening blind, rebuttal 2, vote]\n',
            })
          ).turns,
        ),
      );
    const said = claims.filter(({ reason }) => reason?.endsWith('~price'));
    expect(said.length).toBeGreaterThan(0);
    for (const { numbers } of said)
      expect(numbers.map(({ value }) => value)).toEqual(expect.arrayContaining([1300, 30]));
  });
});

/** Forty billion tokens take ten days of nine; thirty-six fit. */
const AMEND = `
options:
  cool: { label: a cool-down, set: { tokens: 40 }, adjust: { tokens: [20, 60] } }
  stop: { label: stopping, set: { tokens: 0 } }
facts:
  tokens: { value: 0, unit: tokens, label: tokens }
  rate: { value: 4, unit: tokens/day, label: tokens a day }
  deadline: { value: 9, unit: days, label: the deadline }
quantities: { runDays: { is: tokens / rate, unit: days, label: the run } }
criteria:
  - { need: runDays <= deadline, value: schedule }
  - { more: tokens, worth: 10 tokens, value: progress }
`;

describe('an option that misses a limit and can be set otherwise', () => {
  it('is proposed at the setting that keeps it', async () => {
    const { turns } = await debate(AMEND);
    const [proposal] = turns.filter(({ proposes }) => proposes !== null);
    expect(proposal).toMatchObject({ act: 'propose', proposes: { option: 'cool', set: { tokens: 36 } } });
  });

  it('counts once a colleague has gone along, is voted for with its condition, and comes out amended', async () => {
    const { turns, outcome } = await debate(AMEND);
    const proposal = turns.find(({ proposes }) => proposes !== null);
    const second = turns.find(
      ({ answers, speaker }) => answers?.turn === proposal?.turn && speaker !== proposal?.speaker,
    );
    expect(second?.act).toMatch(/support|concede/);
    const before = turns.filter(({ turn }) => turn < (proposal?.turn ?? 0));
    for (const { stance } of before) expect(stance.support['cool']).toBe(0);
    // Whoever proposes it stands for it; until a colleague goes along nobody else can.
    expect(proposal?.stance.support['cool']).toBeGreaterThan(0);
    const between = turns.filter(
      ({ turn, speaker }) =>
        turn > (proposal?.turn ?? 0) && turn < (second?.turn ?? 0) && speaker !== proposal?.speaker,
    );
    for (const { stance } of between) expect(stance.support['cool']).toBe(0);
    const votes = turns.filter(({ phase }) => phase === 'vote');
    expect(votes.map(({ stance }) => stance.option)).toEqual(['cool', 'cool', 'cool']);
    for (const { condition } of votes) expect(condition).toContain('36');
    expect(outcome?.amended).toMatchObject([{ option: 'cool', input: 'tokens', to: 36, by: proposal?.speaker }]);
  });
});

/** Nobody but Cortex knows how far the score may fall, and everything hangs on it. */
const ASK = `
options: { ship: { label: shipping, set: { fall: $drop } }, hold: { label: holding, set: { fall: 0, late: 10 } } }
facts:
  drop: { value: 4, unit: points, label: the fall of the score, knownBy: [cortex] }
  fall: { value: 0, unit: points, label: the fall }
  late: { value: 0, unit: days, label: the delay }
criteria:
  - { less: fall, worth: 1 point, value: user-impact }
  - { less: late, worth: 4 days, value: schedule }
`;

describe('a question', () => {
  const quiet = 'cast: [sentinel, pulse, cortex]\nprotocol: [opening blind, rebuttal 2, vote]\n';

  it('goes to whoever knows what a choice hangs on, is answered by them, and moves who asked', async () => {
    const found: boolean[] = [];
    for (const seed of [1, 2, 3]) {
      const { turns } = await debate(ASK, { seed, table: quiet });
      const asked = turns.find(({ question }) => question?.about === 'drop');
      if (asked === undefined) continue;
      expect(asked).toMatchObject({ act: 'ask', addressee: 'cortex' });
      const answer = turns.find(({ answers, act }) => answers?.turn === asked.turn && act === 'answer');
      expect(answer).toMatchObject({ speaker: 'cortex', addressee: asked.speaker });
      expect(answer?.claims[0]).toMatchObject({ reason: 'fact:drop', figure: { value: 4 } });
      found.push(true);
    }
    const all = await Promise.all(
      [1, 2, 3].map(async (seed) => claimsOf((await debate(ASK, { seed, table: quiet })).turns)),
    );
    // Where it was not asked, it was said of their own accord.
    for (const claims of all) expect(claims.some(({ evidence }) => evidence.ref === 'fact:drop')).toBe(true);
  });
});

/** Only a calculation by the hardware desk tells how fast it can be. */
const CONSULT = `
options: { one: { label: one card, set: { share: 1 } }, two: { label: two cards, set: { share: 2, cost: 900 } } }
facts:
  share: { value: 1, label: cards }
  cost: { value: 0, unit: USD, label: the cost }
  card: { value: L40S, label: the card }
quantities:
  bound: { consult: hardware, ask: how many tokens a second can it give at most?, tool: decode_bound, args: { model: Qwen2.5 32B, batch: 4, device: $card, context: 4096 }, figure: tokensPerSecond, unit: tokens/s, label: the bound on speed }
  speed: { is: bound * share, unit: tokens/s, label: the speed }
criteria:
  - { more: speed, worth: 5 tokens/s, value: efficiency }
  - { less: cost, worth: 500 USD, value: cost }
`;

describe('what only a desk can calculate', () => {
  it('is asked there by who defers to it, and said as the colleague’s', async () => {
    const { turns, events } = await debate(CONSULT, {
      table: 'cast: [pulse, cortex, sentinel]\nprotocol: [opening blind, rebuttal 2, vote]\n',
    });
    const [consult] = eventsOf(events, 'consult.answered');
    expect(consult).toMatchObject({ to: 'blaze', topic: 'hardware' });
    const said = claimsOf(turns).find(({ evidence }) => evidence.kind === 'consult');
    expect(said).toMatchObject({ speaker: consult?.from, evidence: { ref: expect.stringMatching(/^consult:/) } });
    for (const { claims } of turns.filter(({ turn }) => turn < (consult?.turn ?? 0)))
      expect(claims.filter(({ figure }) => figure?.name === 'bound' || figure?.name === 'speed')).toEqual([]);
  });
});

/** At a drift of 0.1 the trial is worth its price; at less than about half of that it is not. */
const MEASURE = `
options: { trial: { label: a trial, set: { doubt: 0, cost: 2000 } }, go: { label: going on, set: { doubt: $drift } } }
facts:
  drift: { value: 0.1, unit: nats, range: [0.01, 0.2], label: the drift, doubt: the check has stopped }
  doubt: { value: 0, unit: nats, label: what is in doubt }
  cost: { value: 0, unit: USD, label: the cost }
criteria:
  - { less: doubt, worth: 0.02 nats, value: evidence }
  - { less: cost, worth: 1000 USD, value: cost }
measurements: [{ learns: drift, how: the old check once more, costUsd: 40, days: 0.1, owner: cortex }]
`;

describe('a measurement', () => {
  it('is proposed with its price and the threshold past which its proposer would choose otherwise', async () => {
    const { turns } = await debate(MEASURE);
    const proposal = claimsOf(turns).find(({ reason }) => reason === 'measure:drift');
    const numbers = proposal?.numbers ?? [];
    expect(numbers.flatMap(({ refs }) => refs)).toEqual(
      expect.arrayContaining(['rule:measurement-0.cost', 'rule:measurement-0.days', 'rule:measurement-0.threshold']),
    );
    const threshold = numbers.find(({ refs }) => refs.includes('rule:measurement-0.threshold'))?.value ?? Number.NaN;
    const choiceAt = async (drift: number) =>
      by((await debate(MEASURE, { facts: { drift } })).turns, proposal?.speaker ?? '').find(
        ({ phase }) => phase === 'vote',
      )?.stance.option;
    expect(await choiceAt(threshold * 1.05)).not.toBe(await choiceAt(threshold * 0.95));
  });
});

/** The same asked in Korean, and priced in won. */
const IN_WON = MEASURE.replace(
  'how: the old check once more, costUsd: 40',
  'how: 예전 평가를 한 번 더, cost: 340만 원',
);

describe('a measurement priced in won', () => {
  it('keeps its currency where it is proposed, in the outcome and in the memo', async () => {
    const loaded = scriptOf(HEAD.replace('language: en', 'language: ko') + IN_WON.trimStart() + TABLE);
    const { scenario } = loaded;
    const held = await trial(loaded, 1);
    const document = documentFrom(held, scenario, 1);
    const said = document.turns.find(({ claims }) => claims.some(({ reason }) => reason === 'measure:drift'));
    expect(said?.utterance).toContain('340만 원');
    expect(said?.claims.flatMap(({ numbers }) => numbers)).toContainEqual(
      expect.objectContaining({ text: '340만', value: 3_400_000, unit: 'KRW', refs: ['rule:measurement-0.cost'] }),
    );
    expect(orphanNumbers(document, scenario)).toEqual([]);
    const { outcome } = document;
    if (outcome === null) throw new Error('the debate is closed');
    expect(outcome.experiment?.cost).toEqual({ value: 3_400_000, unit: 'KRW' });
    const memo = memoAsMarkdown(printContext(scenario, []), document, outcome);
    expect(memo).toContain('예전 평가를 한 번 더 (340만 원, 0.1일)');
  });

  it.each([
    ['the cheaper of two in one currency', 'cost: 340만 원', 'cost: 200만 원', 'second'],
    ['the first of two currencies', 'cost: 340만 원', 'cost: $600', 'first'],
    ['one without a price before one with', 'cost: 340만 원', 'days: 3', 'second'],
  ])('is chosen among equals: %s', async (_, one, other, chosen) => {
    const measurements = `measurements: [{ learns: drift, how: first, ${one} }, { learns: drift, how: second, ${other} }]\n`;
    const { outcome } = await debate(MEASURE.replace(/measurements: .*\n/, measurements));
    expect(outcome?.experiment?.how).toBe(chosen);
  });
});

/** Nine days are one too few; after the event there are twelve. */
const EVENT = `
options: { long: { label: the long run, set: { days: 10, gain: 9 } }, short: { label: the short run, set: { days: 3, gain: 1 } } }
facts:
  deadline: { value: 9, unit: days, label: the deadline }
  days: { value: 0, unit: days, label: days }
  gain: { value: 0, unit: points, label: the gain }
criteria:
  - { need: days <= deadline, value: schedule }
  - { more: gain, worth: 2 points, value: progress }
events: [{ after: rebuttal 1, set: { deadline: 12 }, say: The customer moved the date by three days. }]
`;

describe('after an event', () => {
  it('an option that it makes possible is taken up, with the old value and the new one', async () => {
    const { turns, outcome } = await debate(EVENT);
    const before = turns.filter(({ phase, round }) => phase === 'opening' || (phase === 'rebuttal' && round === 1));
    for (const { stance } of before) expect(stance.option).toBe('short');
    const reopened = turns.find(({ stance }) => stance.option === 'long');
    expect(reopened?.stance.movedBy).toEqual(['fact:deadline']);
    expect(reopened?.utterance.toLowerCase()).toContain('the long run');
    expect(outcome?.decision).toBe('long');
  });
});

describe('with nothing to say', () => {
  it('the floor goes by: who agrees on everything does not speak again before the vote', async () => {
    const { turns } = await debate(`
options: { good: { label: the good one, set: { gain: 9 } }, bad: { label: the bad one, set: { gain: 1 } } }
facts: { gain: { value: 0, unit: points, label: the gain } }
criteria: [{ more: gain, worth: 2 points, value: progress }]
`);
    expect(turns.filter(({ phase }) => phase === 'rebuttal')).toEqual([]);
    expect(turns.filter(({ phase }) => phase === 'vote')).toHaveLength(3);
  });
});

/** Each knows a fact that turns nobody’s choice, and together they do. */
const SHARED = `
options: { move: { label: moving, set: { gain: 30, work: a + b } }, stay: { label: staying, set: { gain: 0 } } }
facts:
  a: { value: 12, unit: days, label: the work on the data, knownBy: [cortex], assumed: 1 }
  b: { value: 12, unit: days, label: the work on the cluster, knownBy: [sentinel], assumed: 1 }
  work: { value: 0, unit: days, label: the work }
  gain: { value: 0, unit: points, label: the gain }
  limit: { value: 20, unit: days, label: the days that we have }
criteria:
  - { need: work <= limit, value: schedule }
  - { more: gain, worth: 10 points, value: progress }
`;

describe('before the vote', () => {
  it('what only some know and nobody has said is put on the table, and all vote on the same numbers', async () => {
    const silent = 'cast: [pulse, cortex, sentinel]\nprotocol: [opening blind, vote]\n';
    const { turns, events } = await debate(SHARED, { table: silent });
    const said = new Set(
      claimsOf(turns.filter(({ phase }) => phase === 'opening')).map(({ evidence }) => evidence.ref),
    );
    const [shared] = eventsOf(events, 'facts.shared');
    for (const [name, member] of [
      ['a', 'cortex'],
      ['b', 'sentinel'],
    ] as const)
      if (!said.has(`fact:${name}`)) expect(shared?.facts[name]).toEqual({ value: 12, by: [member] });
    for (const { stance } of turns.filter(({ phase }) => phase === 'vote')) expect(stance.option).toBe('stay');
  });
});

describe('who is disputed and not moved', () => {
  it('holds, and says what is left', async () => {
    const held: Recorded[] = [];
    for (const seed of [1, 2, 3, 4]) {
      const { turns } = await debate(PRICE, {
        seed,
        table: 'cast: [pulse, sentinel, flux, forge]\nprotocol: [opening blind, rebuttal 3, vote]\n',
      });
      for (const turn of turns) {
        const answered = turns.find((other) => other.turn === turn.answers?.turn);
        const isReturned =
          answered?.act === 'rebut' &&
          turns.find((other) => other.turn === answered.answers?.turn)?.speaker === turn.speaker;
        const before = by(turns, turn.speaker).findLast((other) => other.turn < turn.turn);
        if (isReturned && before?.stance.option === turn.stance.option) held.push(turn);
      }
    }
    expect(held.length).toBeGreaterThan(0);
    for (const { claims, stance } of held)
      expect(
        claims.some(({ option, side }) => option !== null && (option === stance.option) === (side === 'for')),
      ).toBe(true);
  });
});

/** What Axiom has heard about the vendor, and what Sentinel knows of it. */
const TRAP = `
options: { fast: { label: the fast way, set: { hours: 2, risk: 4 } }, slow: { label: the slow way, set: { hours: 9, risk: 1 } } }
facts:
  hours: { value: 0, unit: hours, label: the hours }
  risk: { value: 0, unit: incidents, label: incidents to expect }
criteria:
  - { less: hours, worth: 1 hour, value: schedule }
  - { less: risk, worth: 1 incident, value: reliability }
judgements:
  - { for: fast, value: evidence, because: a vendor did it in an hour, by: [axiom] }
  - { against: fast, value: validity, because: the vendor had no traffic that night, by: [sentinel] }
`;

describe('what somebody has seen and no figure holds', () => {
  it('is said by whom it names, and answered by whoever knows better', async () => {
    for (const seed of [1, 2, 3]) {
      const { turns } = await debate(TRAP, {
        seed,
        table: 'cast: [axiom, sentinel, pulse]\nprotocol: [opening blind, rebuttal 2, vote, close]\n',
      });
      const told = (speaker: string, reason: string) =>
        by(turns, speaker).find(({ claims }) => claims.some((claim) => claim.reason === reason));
      expect([seed, told('axiom', 'judgement:0')?.utterance]).toEqual([seed, expect.stringMatching(/a vendor did it/)]);
      expect([seed, told('sentinel', 'judgement:1')?.utterance]).toEqual([
        seed,
        expect.stringMatching(/no traffic that night/),
      ]);
    }
  });
});

/** The copy holds the log until it is done: two workers are too slow for the disk, and only Flux knows how small that is. */
const WORKERS = `
options:
  copy: { label: the copy, set: { workers: 2, down: 1, log: 1920 GB / workers }, adjust: { workers: [2, 4] } }
  dump: { label: the dump, set: { down: 10 } }
facts:
  disk: { value: 800, unit: GB, label: the log disk, knownBy: [flux], assumed: 2000 }
  workers: { value: 0, label: copy workers }
  log: { value: 0, unit: GB, label: the log at the peak }
  down: { value: 0, unit: hours, label: the downtime }
criteria:
  - { need: log <= disk, value: reliability }
  - { less: down, worth: 1 hour, value: user-impact }
`;

describe('who loses an option that can be set otherwise', () => {
  it('says what it misses and proposes the setting, in whole workers, and the vote states it as its condition', async () => {
    const { turns, outcome } = await debate(WORKERS, {
      table: 'cast: [forge, flux, sentinel]\nprotocol: [opening blind, rebuttal 2, vote, close]\n',
    });
    const proposal = turns.find(({ proposes }) => proposes !== null);
    expect(proposal?.proposes).toEqual({ option: 'copy', set: { workers: 3 } });
    expect(outcome?.decision).toBe('copy');
    expect(outcome?.amended).toMatchObject([{ option: 'copy', input: 'workers', to: 3 }]);
    // The setting is part of the decision, and nobody's task.
    expect(outcome?.actions).toEqual([]);
    for (const { condition, stance } of turns.filter(({ phase }) => phase === 'vote'))
      if (stance.option === 'copy') expect(condition).toMatch(/copy workers at 3/i);
  });
});
