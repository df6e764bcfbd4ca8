import { beforeAll, describe, expect, it } from 'vitest';
import type { EventBody } from '../../src/core/events.ts';
import { eventsOf } from '../../src/core/events.ts';
import { asPhrase, printAmount } from '../../src/wording/amounts.ts';
import { ARITHMETIC } from '../../src/wording/tell.ts';
import { scriptOf, voted } from '../measures/debates.ts';

type Recorded = EventBody<'turn.recorded'>;

/** All know the same, and each goal trades one for one. */
const FERRIES = `
motion: Two ferries or a bridge?
options:
  ferries: { label: two ferries, short: two ferries, set: { boats: 2 boats } }
  bridge: { label: a bridge, short: a bridge, set: { boats: 0 boats, toll: $90k } }
  tunnel: { label: a tunnel, short: a tunnel, set: { boats: 0 boats, toll: $400k } }
facts:
  boats: { value: 0 boats, label: the boats }
  toll: { value: $0k, label: the toll }
  wage: { value: $30k/boat, range: 20000..70000, label: the pay of a boat, source: last year, doubt: it was a quiet year }
  queue: { value: 6 min/boat, range: 3..14, label: the wait a boat }
  most: { value: 20 min, label: the wait that people bear }
quantities:
  wait: { is: boats * queue, unit: min, label: the wait }
  cost: { is: boats * wage + toll, unit: USD, label: the cost }
criteria:
  - { need: wait <= most, value: user-impact }
  - { less: cost, worth: $10k, value: cost }
  - { less: wait, worth: 20 min, value: user-impact }
weights: equal
measurements:
  - { learns: wage, how: asking the crews, cost: $1k, days: 2 days, owner: flux }
cast: [sentinel, forge, flux, pulse, axiom]
protocol: [opening blind, rebuttal 2, vote, close]
`;

const reasonsOf = ({ claims }: Recorded) => claims.flatMap(({ reason }) => reason ?? []);

describe('members who know the same', () => {
  let turns: Recorded[] = [];
  beforeAll(async () => {
    turns = eventsOf((await voted(scriptOf(FERRIES), 1)).events, 'turn.recorded');
  });
  const inPhase = (phase: Recorded['phase']) => turns.filter((turn) => turn.phase === phase);

  it('open on different things, or say only where they stand', () => {
    const opened = inPhase('opening').map((turn) => reasonsOf(turn).join(' '));
    const said = opened.filter((reasons) => reasons !== '');
    expect(said.length).toBeGreaterThan(1);
    expect(new Set(said).size).toBe(said.length);
  });

  it('vote on different grounds, and tell no bar that somebody has told', () => {
    const factOf = (reason: string) => /\/(\w+)~(?:bound|turn)$|^measure:(\w+)$/.exec(reason)?.slice(1).find(Boolean);
    const facts = (turn: Recorded) => reasonsOf(turn).flatMap((reason) => factOf(reason) ?? []);
    const told = new Set(inPhase('rebuttal').flatMap(facts));
    expect(told.size).toBeGreaterThan(0);
    expect(
      inPhase('vote')
        .flatMap(facts)
        .filter((fact) => told.has(fact)),
    ).toEqual([]);
    const grounds = inPhase('vote').filter(({ claims }) => claims.length > 0);
    expect(grounds.length).toBeGreaterThan(1);
    const numbers = grounds.map(({ claims }) =>
      claims.flatMap((claim) => claim.numbers.map(({ text }) => text)).join(),
    );
    expect(new Set(numbers).size).toBe(numbers.length);
  });

  it('set a measurement that one of them proposes against its price, and it is another who does', () => {
    const proposer = turns.find((turn) => reasonsOf(turn).includes('measure:wage'))?.speaker;
    const priced = turns.filter((turn) => reasonsOf(turn).includes('worth:wage'));
    expect(proposer).toBeDefined();
    expect(priced).toHaveLength(1);
    expect(priced[0]?.speaker).not.toBe(proposer);
  });

  it('leave it to whoever closes to carry the decision out', () => {
    const owners = turns.filter((turn) => reasonsOf(turn).some((reason) => reason.startsWith('own:')));
    expect(owners.map(({ phase }) => phase)).toEqual(['close']);
  });
});

describe('what there should be less of', () => {
  it('is cut or added and never gained', () => {
    const part = (label: string, isLess: boolean) => ({
      label,
      gap: asPhrase(printAmount(3, 'hours', 'en'), ['fact:x']),
      isLess,
      as: null,
      rate: null,
    });
    const lead = asPhrase(printAmount(5, 'USD', 'en'), ['fact:x']);
    const said = ARITHMETIC.en.weighed('tea', 'coffee', [part('the wait', true)], [part('the warmth', false)], lead);
    expect(said.text).toBe(
      'against coffee, tea cuts 3 hours off the wait but takes 3 hours off the warmth; that leaves us $5 better off',
    );
    const korean = ARITHMETIC.ko.weighed('차', '커피', [part('기다림', true)], [part('온기', false)], lead);
    expect(korean.text).toContain('짧');
    expect(korean.text).not.toMatch(/벌|내주/);
  });
});

/** What Pulse alone knows touches the visits, and not the cost on which the choice is opened. */
const HOGGS = `
motion: Keep the flock or send it away?
options:
  keep: { label: keeping the flock, short: keeping it, set: { away: 0 sheep } }
  send: { label: sending the flock away, short: sending it, set: { away: 100 sheep } }
facts:
  away: { value: 0 sheep, label: the sheep sent away }
  hay: { value: $40k, label: the hay }
  visits: { value: 3 hours/sheep, knownBy: [pulse], assumed: 1 hours/sheep, label: the hours of driving a sheep }
quantities:
  cost: { is: hay - away * $300/sheep, unit: USD, label: the cost }
  work: { is: away * visits, unit: hours, label: the work }
criteria:
  - { less: cost, worth: $5k, value: cost }
  - { less: work, worth: 100 hours, value: efficiency }
weights: equal
cast: [pulse, forge]
protocol: [opening blind, vote]
`;

describe('a member who alone knows a fact', () => {
  it.each([1, 2, 3, 4])('says "with that in" of what follows from it only, seed %i', async (seed) => {
    const turns = eventsOf((await voted(scriptOf(HOGGS), seed)).events, 'turn.recorded');
    const said = turns.find(({ phase, speaker }) => phase === 'opening' && speaker === 'pulse');
    expect(said?.utterance).toContain('hours of driving');
    // What stands behind it is the cost, which does not rest on the fact.
    expect(said?.utterance).toMatch(/are 3\. .*\bcost\b/);
    expect(said?.utterance).not.toMatch(/Put that in|With that in/);
  });
});
