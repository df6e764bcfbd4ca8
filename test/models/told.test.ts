import { describe, expect, it } from 'vitest';
import type { TurnBrief } from '../../src/core/briefing.ts';
import type { TranscriptEvent } from '../../src/core/events.ts';
import type { Scenario } from '../../src/core/scenario.ts';
import type { Claim } from '../../src/core/turn.ts';
import { PromptContext } from '../../src/debate/prompt-context.ts';
import { withSheet } from '../../src/models/sheet.ts';
import { heardIn } from '../../src/reasoning/heard.ts';
import { knowledgeAfter } from '../../src/reasoning/knowledge.ts';
import { compileModel } from '../../src/reasoning/model.ts';
import { unshared } from '../../src/reasoning/pooling.ts';
import { briefOf, FACTS_ONLY, scenarioOf, setupOf } from '../playbook/fixture.ts';
import type { Recorded } from '../reasoning/turns.ts';
import { claim, recorded } from '../reasoning/turns.ts';

const SEATS = ['pulse', 'cortex', 'sentinel'];
const CHANGE = {
  cast: SEATS,
  background: '{fact:backlog}이 밀렸고 {fact:rentPrice}에 빌린다.',
  options: {
    rent: {
      label: '카드를 더 빌린다',
      short: '증설',
      set: { rented: 16 },
      adjust: { rented: [0, 32] as [number, number] },
    },
    tune: { label: '코드를 줄인다', short: '최적화', set: { faster: '$gain', changed: '$noise' } },
    wait: { label: '이대로 둔다', short: '유지', set: {} },
  },
  facts: { ...FACTS_ONLY.facts, budgetUsd: { value: 1000, unit: 'USD', label: '예산', source: '지난해 계획' } },
  criteria: [{ need: 'cost <= budgetUsd', value: 'cost' as const }, ...(FACTS_ONLY.criteria ?? [])],
};
const scenario = scenarioOf(FACTS_ONLY, CHANGE);
const english = scenarioOf({ ...FACTS_ONLY, language: 'en' }, CHANGE);

const stance = (option: string | null, confidence: number, movedBy: string[] = []): Recorded['stance'] => ({
  option,
  confidence,
  support: {},
  movedBy,
});
const proposes = (rented: number) => ({ option: 'rent', set: { rented } });
const says = (turn: number, speaker: string, change: Partial<Recorded> = {}) =>
  recorded({ turn, speaker, claims: [claim()], stance: stance('rent', 0.5), ...change });
const seconds = (turn: number, speaker: string, of: number) =>
  says(turn, speaker, { act: 'support', answers: { turn: of, claim: 1 } });
const evaluated = (
  turn: number,
  speaker: string,
  figures: Record<string, number>,
  args: Record<string, unknown>,
): TranscriptEvent => ({
  type: 'tool.called',
  body: {
    turn,
    call: 1,
    speaker,
    name: 'evaluate',
    args,
    result: null,
    figures: Object.fromEntries(Object.entries(figures).map(([name, value]) => [name, { value, unit: 'USD' }])),
    effect: '',
  },
});
const changes = (name: string, from: number, to: number): TranscriptEvent => ({
  type: 'fact.changed',
  body: { phase: 'rebuttal', round: 1, set: { [name]: { from, to } }, say: '바뀌었습니다.' },
});
/** A claim on what renting costs, resting on turn's own evaluation. */
const ofCost = (turn: number, value: number): Claim =>
  claim({
    reason: 'rent/cost',
    option: 'rent',
    side: 'for',
    evidence: { kind: 'tool', ref: `tool:${turn}.1/cost@rent` },
    figure: { name: 'cost', value, unit: 'USD' },
    numbers: [{ text: String(value), value, unit: 'USD', refs: [`tool:${turn}.1/cost@rent`], op: 'is' }],
  });

/** What a seat is told after these events: the question, what was said, and what is asked. */
function told(
  seat: string,
  events: readonly TranscriptEvent[],
  { of = scenario, brief = {} }: { of?: Scenario; brief?: Partial<TurnBrief> } = {},
) {
  const context = new PromptContext(setupOf({ scenario: of, voices: 'own' }));
  context.add(events);
  const asked = context.promptFor(seat, { ...briefOf(9), ...brief });
  const contents = withSheet(asked.messages, () => null).map(({ content }) => content);
  const closing = contents.at(-1) ?? '';
  const section = (heading: string) => {
    const lines = closing.split('\n');
    const at = lines.findIndex((line) => line.startsWith(heading));
    const rest = at < 0 ? [] : lines.slice(at + 1);
    const end = rest.findIndex((line) => !line.startsWith('- '));
    return rest.slice(0, end < 0 ? undefined : end);
  };
  return { question: contents[1] ?? '', said: contents.slice(2, -1).join('\n'), closing, section };
}

const counting = (events: readonly TranscriptEvent[]) =>
  knowledgeAfter(new Map(), heardIn(events, scenario.facts)).agreed.map(({ input, to, by }) => [input, to, by]);

describe('a proposed setting', () => {
  const proposed = says(1, 'pulse', { act: 'propose', proposes: proposes(8) });

  it('counts for everybody once it is seconded: in the sheet, in the option, in what was agreed, and the moderator says so', () => {
    const events = [proposed, seconds(2, 'cortex', 1)];
    expect(counting(events)).toEqual([['rented', 8, 'pulse']]);
    const { question, said, section } = told('sentinel', events);
    expect(question).toContain('- rent: 카드를 더 빌린다 (rented = 8장, set in turn 2; it was 16장');
    expect(said).toContain('[moderator] "이제부터 모두 이 값으로 봅니다. rent: 빌리는 카드 8장 (전에는 16장)"');
    expect(section('Your sheet')).toContain('- rented 빌리는 카드: rent 8 cards');
    const { said: inEnglish } = told('sentinel', events, { of: english });
    expect(inEnglish).toContain(
      '[moderator] "Set for all from here on: for rent, 빌리는 카드 is 8 cards (it was 16 cards)"',
    );
  });

  it('does not count before, for its proposer neither, and is told as open', () => {
    const { question, section } = told('pulse', [proposed]);
    expect(counting([proposed])).toEqual([]);
    expect(question).toContain('rented = 16');
    expect(section('Your sheet')).toContain('- rented 빌리는 카드: rent 16 cards');
    expect(section('Proposed, and seconded by nobody yet:')).toEqual([
      '- rent with rented at 8장: by you in turn 1 (to take it back: 1.1 in `withdraws`)',
    ]);
  });

  it('falls with the claim that carries it, unless somebody had seconded it', () => {
    const withdrawn = says(2, 'pulse', { withdraws: [{ turn: 1, claim: 1 }] });
    expect(counting([proposed, withdrawn, seconds(3, 'cortex', 1)])).toEqual([]);
    const late = says(3, 'pulse', { withdraws: [{ turn: 1, claim: 1 }] });
    expect(counting([proposed, seconds(2, 'cortex', 1), late])).toEqual([['rented', 8, 'pulse']]);
  });

  it('falls with the next one of its proposer, and does not come back when that is withdrawn', () => {
    const other = says(2, 'pulse', { act: 'propose', proposes: proposes(4) });
    const withdrawn = says(3, 'pulse', { withdraws: [{ turn: 2, claim: 1 }] });
    expect(counting([proposed, other, withdrawn, seconds(4, 'cortex', 1)])).toEqual([]);
    expect(counting([proposed, seconds(2, 'cortex', 1), says(3, 'pulse', { proposes: proposes(4) })])).toEqual([
      ['rented', 8, 'pulse'],
    ]);
  });

  it('gives way to another one that is seconded later', () => {
    const other = says(3, 'sentinel', { act: 'propose', proposes: proposes(4) });
    const events = [proposed, seconds(2, 'cortex', 1), other, seconds(4, 'cortex', 3)];
    expect(counting(events)).toEqual([['rented', 4, 'sentinel']]);
    expect(told('pulse', events).question).toContain('rented = 4장, set in turn 4; it was 16장');
  });

  it('is not seconded by who concedes its turn and proposes another setting', () => {
    const counter = says(2, 'cortex', { act: 'concede', answers: { turn: 1, claim: 1 }, proposes: proposes(12) });
    expect(counting([proposed, counter])).toEqual([]);
  });

  it('is not made by the moderator where language models can make it', () => {
    const pool = {
      seats: SEATS,
      data: {},
      calculate: () => ({ figures: {}, headline: undefined }),
      closed: new Set<string>(),
    };
    const scenario = scenarioOf(FACTS_ONLY, {
      ...CHANGE,
      facts: { ...CHANGE.facts, budgetUsd: { value: 500, unit: 'USD' } },
    });
    const model = compileModel(scenario);
    const heard = heardIn([proposed], scenario.facts);
    expect(unshared(model, [], pool, { settles: true })?.amended ?? {}).toEqual({});
    expect(unshared(model, heard, pool, { settles: true })?.amended).not.toEqual({});
    expect(unshared(model, heard, pool, { settles: false })?.amended ?? {}).toEqual({});
  });
});

describe('a result', () => {
  const held = { facts: { gain: 1.4, rentPrice: 0.5, budgetUsd: 1000 }, assumed: ['rentPrice'] };
  const both = evaluated(1, 'pulse', { 'cost@rent': 192, 'queue@tune': 25.7 }, held);
  const result = (events: readonly TranscriptEvent[]) => told('pulse', events).section('Your own results so far:')[0];

  it('is stale in the figures that rest on what is otherwise now, and in no others', () => {
    expect(result([both, says(1, 'pulse'), changes('rentPrice', 2.4, 3)])).toBe(
      '- tool:1.1 evaluate: "queue@tune"=25.7 USD; stale, do not use it: fact:rentPrice was 0.5 and is 3 now (it gave "cost@rent"=192 USD, where it took rentPrice 0.5)',
    );
  });

  it('is not stale where an event has changed nothing behind it', () => {
    expect(result([both, says(1, 'pulse'), changes('budgetUsd', 1000, 800)])).toBe(
      '- tool:1.1 evaluate: "cost@rent"=192 USD, "queue@tune"=25.7 USD, where it took rentPrice 0.5',
    );
  });

  it('is not stale where it was computed behind the event, nor where it tried a value', () => {
    const after = evaluated(2, 'pulse', { 'cost@rent': 1152 }, { facts: { rentPrice: 3 } });
    expect(result([says(1, 'pulse'), changes('rentPrice', 2.4, 3), after, says(2, 'pulse')])).not.toContain('stale');
    const tried = evaluated(1, 'pulse', { 'cost@rent': 960 }, { facts: { rentPrice: 2.5 }, assumed: ['rentPrice'] });
    expect(result([tried, says(1, 'pulse'), changes('rentPrice', 2.4, 3)])).toBe(
      '- tool:1.1 evaluate: "cost@rent"=960 USD, where it took rentPrice 2.5',
    );
  });

  it('is stale where its option has been set otherwise since, and tells at which setting it was, to colleagues too', () => {
    const at16 = evaluated(1, 'pulse', { 'cost@rent': 192 }, held);
    const set = [says(2, 'cortex', { proposes: proposes(8) }), seconds(3, 'sentinel', 2)];
    expect(result([at16, says(1, 'pulse'), ...set])).toContain(
      'stale, do not use it: rented of rent was 16 and is 8 now',
    );
    const tried = evaluated(1, 'pulse', { 'cost@rent': 48 }, { ...held, amended: { rent: { rented: 4 } } });
    expect(result([tried, says(1, 'pulse'), ...set])).not.toContain('stale');
    expect(told('cortex', [tried, says(1, 'pulse')]).said).toContain(
      'tool:1.1 evaluate "cost@rent"=48 USD, where it took rentPrice 0.5, rented of rent at 4',
    );
  });
});

describe('a result of several', () => {
  const whole = (turn: number, figures: Record<string, number>, args: Record<string, unknown>) =>
    evaluated(turn, 'pulse', figures, { facts: { rentPrice: 2.4, waste: 0.31 }, ...args });
  const results = (events: readonly TranscriptEvent[]) => told('pulse', events).section('Your own results so far:');
  const set = [says(2, 'cortex', { proposes: proposes(8) }), seconds(3, 'sentinel', 2)];

  it('keeps a setting that its call was given, though the table sets it otherwise since', () => {
    const amended = { rent: { rented: 16 } };
    const facts = { rentPrice: 0.5 };
    const given = whole(1, { 'cost@rent': 192 }, { facts, amended, given: ['rent/rented'] });
    expect(results([given, says(1, 'pulse'), ...set])).toEqual([
      '- tool:1.1 evaluate: "cost@rent"=192 USD, where it took rented of rent at 16 cards',
    ]);
    const held = whole(1, { 'cost@rent': 192 }, { facts, amended });
    expect(results([held, says(1, 'pulse'), ...set])[0]).toContain('rented of rent was 16 and is 8 now');
  });

  it('names no fact on which only what an option comes to in all rests', () => {
    const made = whole(1, { 'cost@rent': 921.6, 'ahead.inAll@rent': 1.5 }, {});
    const news = [changes('rentPrice', 2.4, 3), changes('waste', 0.31, 0.5)];
    expect(results([made, says(1, 'pulse'), ...news])).toEqual([
      '- tool:1.1 evaluate: stale, do not use it: fact:rentPrice was 2.4 and is 3 now (it gave "cost@rent"=921.6 USD)',
    ]);
  });

  it('is told whole where it is the newest or somebody cites it, and else in a line with what it tried', () => {
    const at = (turn: number, rented: number) =>
      whole(turn, { 'cost@rent': rented * 57.6 }, { amended: { rent: { rented } }, given: ['rent/rented'] });
    const cites = says(2, 'pulse', { claims: [ofCost(2, 288)] });
    const [newest, cited, rest, ...more] = results([
      ...[at(1, 4), says(1, 'pulse'), at(2, 5), cites, at(3, 6), says(3, 'pulse'), at(4, 7), says(4, 'pulse')],
    ]);
    expect(newest).toMatch(/^- tool:4\.1 evaluate: "cost@rent"=403\.2 USD/);
    expect(cited).toMatch(/^- tool:2\.1 evaluate: "cost@rent"=288 USD/);
    expect(rest).toBe(
      '- computed before and cited by nobody; compute again what you need: tool:3.1 (rented of rent at 6 cards), tool:1.1 (rented of rent at 4 cards)',
    );
    expect(more).toEqual([]);
  });

  it('says to colleagues too what an option comes to in all', () => {
    const made = whole(1, { 'cost@rent': 921.6, 'ahead.inAll@rent': 1.5 }, {});
    expect(told('cortex', [made, says(1, 'pulse')]).said).toContain('"ahead.inAll@rent"=1.5');
  });
});

describe('what others have otherwise, and what no longer holds', () => {
  const OTHERS = 'Others have it otherwise:';
  const OWN = 'What you said and no longer holds:';
  const cost = (
    turn: number,
    speaker: string,
    value: number,
    args: Record<string, unknown>,
    change: Partial<Recorded> = {},
  ) => [
    evaluated(turn, speaker, { 'cost@rent': value }, args),
    says(turn, speaker, { claims: [ofCost(turn, value)], ...change }),
  ];
  const known = { facts: { rentPrice: 2.4 } };
  const assumed = { facts: { rentPrice: 0.5 }, assumed: ['rentPrice'] };

  it('names a claim that an event has overtaken, to its speaker, with what changed', () => {
    const events = [...cost(1, 'sentinel', 921.6, known), changes('rentPrice', 2.4, 3)];
    expect(told('sentinel', events).section(OWN)).toEqual([
      '- claim 1.1, rent/cost: 921.6 then, 1152 USD now: fact:rentPrice was 2.4 and is 3 now; correct it, or take it back in `withdraws` if it falls by that',
    ]);
  });

  it('names of a call that is cited as a whole only what is behind the figure that a claim says', () => {
    const whole = { ...ofCost(1, 921.6), evidence: { kind: 'tool' as const, ref: 'tool:1.1' as const }, numbers: [] };
    const made = evaluated(
      1,
      'sentinel',
      { 'cost@rent': 921.6, 'idle@rent': 0.31, 'ahead.inAll@rent': 1 },
      { facts: { rentPrice: 2.4, waste: 0.31 } },
    );
    const events = [made, says(1, 'sentinel', { claims: [whole] })];
    expect(told('sentinel', [...events, changes('waste', 0.31, 0.5)]).section(OWN)).toEqual([]);
    const [line, ...more] = told('sentinel', [
      ...events,
      changes('waste', 0.31, 0.5),
      changes('rentPrice', 2.4, 3),
    ]).section(OWN);
    expect([line, more]).toEqual([expect.stringContaining('now: fact:rentPrice was 2.4 and is 3 now; correct it'), []]);
  });

  it('names no fact that a claim was put on and that its figure does not rest on', () => {
    const on = (fact: 'waste' | 'rentPrice') => [
      says(1, 'sentinel', {
        claims: [{ ...ofCost(1, 921.6), evidence: { kind: 'fact', ref: `fact:${fact}` }, numbers: [] }],
      }),
    ];
    expect(told('sentinel', [...on('waste'), changes('waste', 0.31, 0.5)]).section(OWN)).toEqual([]);
    expect(told('sentinel', [...on('rentPrice'), changes('rentPrice', 2.4, 3)]).section(OWN)).toHaveLength(1);
  });

  it('names no claim that reads the same by what holds now', () => {
    const said = (text: string, value: number) => ({
      ...ofCost(1, 921.6),
      numbers: [{ text, value, unit: 'USD', refs: ['tool:1.1/cost@rent' as const], op: 'is' as const }],
    });
    // 921.6 becomes 940.8, and both are 0.9k.
    const events = (claimed: Claim) => [
      ...cost(1, 'sentinel', 921.6, known, { claims: [claimed] }),
      changes('rentPrice', 2.4, 2.45),
    ];
    expect(told('sentinel', events(said('921.6', 921.6))).section(OWN)).toHaveLength(1);
    expect(told('sentinel', events(said('0.9k', 900))).section(OWN)).toEqual([]);
  });

  it('names a claim whose limit has moved past its figure', () => {
    const events = [...cost(1, 'sentinel', 921.6, known), changes('budgetUsd', 1000, 900)];
    expect(told('sentinel', events).section(OWN)).toEqual([
      '- claim 1.1: fact:budgetUsd was 1000 and is 900 now; correct it, or take it back in `withdraws` if it falls by that',
    ]);
    expect(
      told('sentinel', [...cost(1, 'sentinel', 921.6, known), changes('budgetUsd', 1000, 950)]).section(OWN),
    ).toEqual([]);
  });

  it('names none that was withdrawn', () => {
    const back = says(2, 'sentinel', { withdraws: [{ turn: 1, claim: 1 }] });
    const events = [...cost(1, 'sentinel', 921.6, known), changes('rentPrice', 2.4, 3), back];
    expect(told('sentinel', events).section(OWN)).toEqual([]);
    expect(told('cortex', events).section(OTHERS)).toEqual([]);
  });

  it('names none that was given up by conceding what was said against it', () => {
    const events = [
      ...cost(1, 'sentinel', 921.6, known),
      says(2, 'cortex', { act: 'rebut', answers: { turn: 1, claim: 1 } }),
      says(3, 'sentinel', { act: 'concede', answers: { turn: 2, claim: 1 } }),
      changes('rentPrice', 2.4, 3),
    ];
    expect(told('sentinel', events).section(OWN)).toEqual([]);
  });

  it('names no number that was only quoted to refute it, and no stated what-if', () => {
    const quote = [
      ...cost(1, 'cortex', 192, assumed),
      says(2, 'sentinel', {
        act: 'rebut',
        answers: { turn: 1, claim: 1 },
        claims: [{ ...ofCost(1, 192), evidence: { kind: 'tool', ref: 'tool:1.1/cost@rent' } }],
      }),
    ];
    expect(
      told('pulse', quote)
        .section(OTHERS)
        .filter((line) => line.includes('by sentinel')),
    ).toEqual([]);
    expect(told('sentinel', quote).section(OWN)).toEqual([]);
    const tried = { facts: { rentPrice: 4 }, assumed: ['rentPrice'] };
    const whatIf = cost(1, 'sentinel', 1536, tried);
    expect(told('sentinel', whatIf).section(OWN)).toEqual([]);
    expect(told('cortex', whatIf).section(OTHERS)).toEqual([]);
    const set = cost(1, 'sentinel', 460.8, { ...known, amended: { rent: { rented: 8 } } });
    expect(told('cortex', set).section(OTHERS)).toEqual([]);
  });

  it('says what a colleague took otherwise, and at which setting they had it', () => {
    const [line] = told('sentinel', cost(1, 'cortex', 192, assumed)).section(OTHERS);
    expect(line).toBe(
      '- rent/cost: 192 USD by cortex in claim 1.1, 921.6 on your sheet: they took fact:rentPrice to be 0.5',
    );
    const set = [says(2, 'pulse', { proposes: proposes(8) }), seconds(3, 'cortex', 2)];
    const shared = [changes('rentPrice', 2.4, 2.4), ...cost(1, 'cortex', 921.6, known), ...set];
    expect(told('sentinel', shared).section(OTHERS)).toEqual([
      '- rent/cost: 921.6 USD by cortex in claim 1.1, 460.8 on your sheet: they had it before rented of rent was set as it is',
    ]);
  });
});

describe('what a reader would ask of the option that most stand for', () => {
  /** Rents that keep their limit today, with what nobody is sure of. */
  const rangedBy = (budget: readonly [number, number]) =>
    scenarioOf(FACTS_ONLY, {
      ...CHANGE,
      weights: 'equal',
      facts: {
        ...CHANGE.facts,
        rentPrice: {
          value: 2.4,
          unit: 'USD/hour',
          label: '임대료',
          knownBy: ['sentinel'],
          assumed: 0.5,
          range: [2, 2.58],
        },
        budgetUsd: { value: 1000, unit: 'USD', label: '예산', source: '지난해 계획', range: [...budget] },
      },
    });
  const ranged = rangedBy([900, 1000]);
  const opening = { phase: 'opening' } as const;
  const events = [
    says(1, 'pulse', opening),
    says(2, 'cortex', opening),
    says(3, 'sentinel', { ...opening, stance: stance('tune', 0.6) }),
  ];
  const asked = (brief: Partial<TurnBrief>, of = ranged) =>
    told('sentinel', events, { of, brief }).section('Of what most stand for');

  it('is told under the name of that option', () => {
    const { closing } = told('sentinel', events, { of: ranged, brief: { task: 'vote' } });
    expect(closing).toContain('Of what most stand for, rent, as it was left:');
  });

  it('is told in the last round and before the vote, and not sooner', () => {
    expect(asked({ task: 'rebut', lastRound: false })).toEqual([]);
    expect(asked({ task: 'rebut', lastRound: true })).not.toEqual([]);
    const isForVote = (line: string) => !line.startsWith('- nobody has said');
    expect(asked({ task: 'vote', lastRound: true })).toEqual(
      asked({ task: 'rebut', lastRound: true }).filter(isForVote),
    );
  });

  it('is a better setting with what it changes, and the facts that break a limit, with a setting that keeps it', () => {
    const lines = asked({ task: 'rebut', lastRound: true });
    expect(lines.some((line) => /^- rent would be better with rented at \d+장: .*cost \d/.test(line))).toBe(true);
    expect(lines.find((line) => line.includes('fact:budgetUsd at'))).toMatch(
      /^- with fact:budgetUsd at 900달러 it misses the limit on \S+ by 21\.6 USD; rented at \d+장 would keep it, for which today .*cost/,
    );
  });

  it('names the facts that break a limit together where none does alone', () => {
    const lines = asked({ task: 'vote', lastRound: true }, rangedBy([960, 1000]));
    expect(
      lines.some(
        (line) => line.includes('fact:rentPrice at') && line.includes('fact:budgetUsd at') && line.includes(' at once'),
      ),
    ).toBe(true);
  });

  it('is the next option that keeps every limit, until somebody says what it comes to', () => {
    const forTune = SEATS.map((seat, index) => says(index + 1, seat, { ...opening, stance: stance('tune', 0.6) }));
    const rival = (task: TurnBrief['task'], ...more: TranscriptEvent[]) =>
      told('sentinel', [...forTune, ...more], { of: ranged, brief: { task, lastRound: true } })
        .section('Of what most stand for')
        .filter((line) => line.startsWith('- nobody has said'));
    const prices = (...named: string[]) => [
      evaluated(4, 'pulse', Object.fromEntries(named.map((figure) => [figure, 10])), { facts: {} }),
      says(4, 'pulse', {
        claims: named.map((figure) => ({
          ...ofCost(4, 10),
          evidence: { kind: 'tool' as const, ref: `tool:4.1/${figure}` as const },
          numbers: [],
        })),
        stance: stance('tune', 0.6),
      }),
    ];
    const [line = '', ...others] = rival('rebut');
    expect(others).toEqual([]);
    expect(line).toMatch(
      /^- nobody has said so far what rent with rented at 7장 comes to .*: cost 403\.2 in place of 0 USD, queue 29\.54 in place of 32\.73 hours;/,
    );
    expect(rival('rebut', ...prices('cost@tune'))).toEqual([line]);
    const [left = ''] = rival('rebut', ...prices('cost@rent'));
    expect(left).toContain(': queue 29.54 in place of 32.73 hours;');
    const both = ['cost@rent', 'queue@rent'];
    expect(rival('rebut', ...prices(...both))).toEqual([]);
    expect(rival('rebut', ...prices(...both), changes('backlog', 36, 37))[0]).toContain(
      'nobody has said since the news',
    );
    expect(rival('vote')).toEqual([]);
  });

  it('is told once more where somebody has spoken against the setting since, with who and in which turn', () => {
    const isBetter = (line: string) => line.startsWith('- rent would be better with');
    const [first = ''] = asked({ task: 'rebut', lastRound: true }).filter(isBetter);
    const [, at = ''] = /rented at (\d+)장/.exec(first) ?? [];
    const against = says(4, 'cortex', {
      act: 'rebut',
      answers: { turn: 1, claim: 1 },
      utterance: `빌리는 카드가 ${at}장이면 밤에 볼 사람이 없습니다.`,
    });
    const later = (task: TurnBrief['task'], seat: string, ...more: TranscriptEvent[]) =>
      told(seat, [...events, against, ...more], { of: ranged, brief: { task, lastRound: true } })
        .section('Of what most stand for')
        .filter(isBetter);
    expect(later('rebut', 'sentinel')).toEqual([`${first}; cortex spoke against it in turn 4`]);
    expect(later('vote', 'sentinel', says(5, 'sentinel', { stance: stance('tune', 0.6) }))).toEqual([]);
    // Who works with other figures has another setting before them, against which nobody has spoken.
    expect(later('vote', 'pulse')[0]).not.toContain(`rented at ${at}장`);
    // News makes every setting a guess again.
    expect(later('rebut', 'sentinel', changes('backlog', 400, 401))[0]).not.toContain('spoke against');
  });

  describe('once it was told', () => {
    const isBetter = (line: string) => line.startsWith('- rent would be better with');
    const toldTo = (seat: string, task: TurnBrief['task'], ...more: TranscriptEvent[]) =>
      told(seat, [...events, ...more], { of: ranged, brief: { task, lastRound: true } })
        .section('Of what most stand for')
        .filter(isBetter);
    const [first = ''] = toldTo('sentinel', 'rebut');
    const [, at = ''] = /rented at (\d+)장/.exec(first) ?? [];
    const spoke = says(4, 'sentinel', { stance: stance('tune', 0.6) });

    it('is not told to whoever spoke with it before them and let it be, and told to who has not spoken since', () => {
      expect(toldTo('sentinel', 'vote', spoke)).toEqual([]);
      expect(toldTo('sentinel', 'rebut', spoke, says(5, 'pulse'))).toEqual([]);
      expect(toldTo('sentinel', 'vote', says(4, 'pulse'))).toEqual([first]);
    });

    it('is told again after news, and where what they have learnt makes another setting better', () => {
      expect(toldTo('sentinel', 'vote', spoke, changes('backlog', 400, 401))).toHaveLength(1);
      // Pulse took the rent for 0.5 USD an hour until sentinel said what it is.
      const heard = says(5, 'sentinel', {
        claims: [claim({ evidence: { kind: 'fact', ref: 'fact:rentPrice' } })],
        stance: stance('tune', 0.6),
      });
      const [before = ''] = toldTo('pulse', 'rebut');
      const [after = ''] = toldTo('pulse', 'vote', says(4, 'pulse'), heard);
      expect(after).not.toBe('');
      expect(after).not.toBe(before);
    });

    it('is told to nobody any more where two have spoken against it', () => {
      const against = (turn: number, speaker: string) =>
        says(turn, speaker, {
          act: 'rebut',
          answers: { turn: 1, claim: 1 },
          utterance: `빌리는 카드가 ${at}장이면 밤에 볼 사람이 없습니다.`,
        });
      expect(toldTo('sentinel', 'rebut', against(4, 'cortex'))).toEqual([
        `${first}; cortex spoke against it in turn 4`,
      ]);
      expect(toldTo('sentinel', 'rebut', against(4, 'cortex'), against(5, 'pulse'))).toEqual([]);
    });
  });

  it('is no invitation where the table has agreed on another setting with a reason, and told once', () => {
    const agreed = [says(4, 'pulse', { proposes: proposes(14) }), seconds(5, 'cortex', 4)];
    const toldTo = (...more: TranscriptEvent[]) => {
      const { section } = told('sentinel', [...events, ...more], {
        of: ranged,
        brief: { task: 'vote', lastRound: true },
      });
      return {
        asked: section('Of what most stand for').filter((line) => line.includes('would be better')),
        aside: section('Settled so far').filter((line) => line.includes('by the figures alone')),
      };
    };
    expect(toldTo()).toMatchObject({ asked: [expect.stringContaining('rented at')], aside: [] });
    const { asked: invited, aside } = toldTo(...agreed);
    expect(invited).toEqual([]);
    expect(aside).toHaveLength(1);
    expect(aside[0]).toMatch(
      /^- by the figures alone rent with rented at \d+장 is ahead by [\d.]+ \(.*cost \d.*\) of how it is set, which the table agreed on in turn 5$/,
    );
    const spoke = says(6, 'sentinel', { stance: stance('tune', 0.6) });
    expect(toldTo(...agreed, spoke)).toEqual({ asked: [], aside: [] });
    // Who seconded it has weighed it, and news makes every setting a guess again.
    const own = [says(4, 'pulse', { proposes: proposes(14) }), seconds(5, 'sentinel', 4)];
    expect(toldTo(...own)).toEqual({ asked: [], aside: [] });
    expect(toldTo(...agreed, changes('backlog', 36, 37)).asked).toHaveLength(1);
  });

  describe('with a setting that somebody has named', () => {
    const isBetter = (line: string) => line.startsWith('- rent would be better with');
    const [first = ''] = asked({ task: 'rebut', lastRound: true }).filter(isBetter);
    const at = Number(/rented at (\d+)장/.exec(first)?.[1]);
    const rebuts = (turn: number, speaker: string, of: number, change: Partial<Recorded> = {}) =>
      says(turn, speaker, {
        act: 'rebut',
        answers: { turn: of, claim: 1 },
        utterance: `빌리는 카드가 ${at}장이면 어떨지 생각해 보세요.`,
        ...change,
      });
    const put = (turn: number, speaker: string, rented: number) => says(turn, speaker, { proposes: proposes(rented) });
    // Another setting is agreed on in the end.
    const other = [put(7, 'pulse', at + 9), seconds(8, 'cortex', 7)];
    const saidOf = (...more: TranscriptEvent[]) => {
      const { section } = told('sentinel', [...events, ...more], {
        of: ranged,
        brief: { task: 'rebut', lastRound: true },
      });
      const alone = section('Settled so far').filter((line) => line.includes('by the figures alone'));
      return [...section('Of what most stand for').filter(isBetter), ...alone].map(
        (line) => / spoke against it in turn \d+/.exec(line)?.[0] ?? '',
      );
    };

    it.each<[string, string, ...TranscriptEvent[]]>([
      ['whoever disputes its proposal', ' spoke against it in turn 5', put(4, 'pulse', at), rebuts(5, 'cortex', 4)],
      ['whoever names it against another proposal', '', put(4, 'pulse', at + 3), rebuts(5, 'cortex', 4)],
      [
        'whoever disputes a turn against it',
        ' spoke against it in turn 5',
        put(4, 'pulse', at),
        rebuts(5, 'cortex', 4),
        rebuts(6, 'pulse', 5),
      ],
      [
        'whoever has proposed it since',
        '',
        put(4, 'pulse', at),
        rebuts(5, 'cortex', 4),
        put(6, 'cortex', at),
        ...other,
      ],
      [
        'whoever has seconded it since',
        '',
        put(4, 'pulse', at),
        rebuts(5, 'cortex', 4),
        seconds(6, 'cortex', 4),
        ...other,
      ],
    ])('says of %s: "%s"', (_, said, ...more) => {
      expect(saidOf(...more)).toEqual([said]);
    });
  });

  it('is nothing where as many stand for one as for another', () => {
    const level = [says(1, 'pulse'), says(2, 'cortex', { stance: stance('tune', 0.6) })];
    expect(told('sentinel', level, { of: ranged, brief: { task: 'vote' } }).section('Of what most stand for')).toEqual(
      [],
    );
  });
});

describe('two uncertain facts at once', () => {
  /** Rent costs 921.6 of 1,000 USD a day; its price and the budget may both be worse. */
  const uncertain = (price: readonly [number, number], budget: readonly [number, number]) =>
    scenarioOf(FACTS_ONLY, {
      ...CHANGE,
      facts: {
        ...CHANGE.facts,
        rentPrice: { ...FACTS_ONLY.facts?.['rentPrice'], value: 2.4, unit: 'USD/hour', range: [...price] },
        budgetUsd: { value: 1000, unit: 'USD', label: '예산', range: [...budget] },
      },
    });
  const lines = (price: readonly [number, number], budget: readonly [number, number], brief: Partial<TurnBrief> = {}) =>
    told('sentinel', [says(1, 'pulse'), says(2, 'cortex')], { of: uncertain(price, budget), brief }).section(
      'Two uncertain facts bad at once, for rent as it is set:',
    );

  it('are told for what leads at every turn, with the setting that keeps every limit there', () => {
    const [line = '', ...more] = lines([2, 2.58], [960, 1000]);
    expect(more).toEqual([]);
    // 16 cards * 2.58 USD * 24 hours = 990.7 USD
    expect(line).toMatch(
      /^- with fact:\w+ at .+ and fact:\w+ at .+ at once it misses the limit on cost by 30\.72 USD; rented at \d+장 would keep it/,
    );
    expect(Number(/rented at (\d+)장/.exec(line)?.[1]) * 2.58 * 24).toBeLessThanOrEqual(960);
  });

  it('are told where one of them misses the limit alone, and where no setting keeps it', () => {
    // At 2.9 USD an hour 16 cards cost 1,114 USD.
    expect(lines([2, 2.9], [960, 1000])[0]).toMatch(
      / and .* at once it misses the limit on cost by 153\.6 USD; rented at /,
    );
    expect(lines([2, 2.58], [-5, 1000])[0]).toMatch(/ as it is set, and no setting keeps every limit$/);
  });

  it('are not told where both together keep it, nor in an opening, nor twice', () => {
    expect(lines([2, 2.5], [980, 1000])).toEqual([]);
    expect(lines([2, 2.58], [960, 1000], { task: 'open' })).toEqual([]);
    expect(lines([2, 2.58], [960, 1000], { task: 'vote' })).toEqual([]);
    const { closing } = told('sentinel', [says(1, 'pulse'), says(2, 'cortex')], {
      of: uncertain([2, 2.58], [960, 1000]),
      brief: { task: 'vote' },
    });
    expect(closing.match(/at once it misses the limit on cost/g)).toHaveLength(1);
  });
});

describe('a measurement that takes days', () => {
  /** 20 days of work that 16 rented cards halve; a day of measuring is one less to do it in. */
  const waiting = (days: number, change: Partial<typeof CHANGE & { weights: 'equal' }> = {}) =>
    scenarioOf(
      {
        ...FACTS_ONLY,
        measurements: [{ learns: 'gain', how: '한 주짜리 프로파일', days, owner: 'blaze' }],
        quantities: { ...FACTS_ONLY.quantities, ready: { is: 'work / (1 + rented / 16)', unit: 'days' } },
      },
      {
        ...CHANGE,
        ...change,
        facts: { ...CHANGE.facts, work: { value: 20, unit: 'days', label: '할 일' } },
        criteria: [{ need: 'ready <= deadline', value: 'schedule' as const }, ...(FACTS_ONLY.criteria ?? [])],
      },
    );
  const asks = says(1, 'blaze', { measures: { what: '한 주짜리 프로파일', price: null, threshold: '1.2배' } });
  const lines = (events: readonly TranscriptEvent[], days = 3, task: TurnBrief['task'] = 'rebut') =>
    told('sentinel', events, { of: waiting(days), brief: { task } }).section('The figures above begin today');

  it('leaves less time: what misses its limit behind it is told with the setting that still fits', () => {
    const [line = '', ...more] = lines([asks]);
    expect(more).toEqual([]);
    expect(line).toMatch(
      /^- for whoever waits the 3 days of "한 주짜리 프로파일" \(fact:gain\): rent misses ready by 1 day and keeps all with rented at (\d+)장$/,
    );
    // 20 / (1 + rented / 16) + 3 <= 12
    expect(Number(/rented at (\d+)장/.exec(line)?.[1])).toBeGreaterThanOrEqual(20);
    expect(lines([asks], 6)[0]).toContain('rent misses ready by 4 days and keeps all at no setting');
  });

  it('is told where somebody has asked for it and it changes what is kept, and not else', () => {
    expect(lines([])).toEqual([]);
    expect(lines([asks], 1)).toEqual([]);
    const back = says(2, 'blaze', { drops: [{ turn: 1, what: 'measures' }] });
    expect(lines([asks, back])).toEqual([]);
  });

  it('is told as done once its result is there, and not once news has counted its days', () => {
    expect(lines([asks, changes('gain', 1.4, 1.5)])[0]).toMatch(
      /^- "한 주짜리 프로파일" \(fact:gain\) took 3 days, which no figure above counts; .*: rent misses ready by 1 day/,
    );
    expect(lines([asks, changes('gain', 1.4, 1.5), changes('deadline', 12, 11)])).toEqual([]);
  });

  it('is told beside a better setting that leaves no time for it', () => {
    const events = [asks, says(2, 'pulse'), says(3, 'cortex')];
    const better = told('sentinel', events, {
      of: waiting(3, { weights: 'equal' }),
      brief: { task: 'rebut', lastRound: true },
    })
      .section('Of what most stand for')
      .filter((one) => one.includes('would be better'));
    expect(better).toHaveLength(1);
    expect(better[0]).toContain('; but so set nobody can wait the 3 days for fact:gain first');
  });
});

describe('conditions on a sheet', () => {
  const at = (option: string) => ({ stance: stance(option, 0.6) });
  const events = [
    says(1, 'pulse', { condition: '예산은 800 USD 이하', ...at('rent') }),
    says(2, 'cortex', { condition: '예산은 900 USD 이상', ...at('rent') }),
  ];
  const OPEN = 'Proposed, and seconded by nobody yet:';

  it('are held against what the member knows of the fact: two that cannot hold together are contested', () => {
    const lines = told('sentinel', events).section(OPEN);
    expect(lines).toHaveLength(2);
    for (const line of lines) expect(line).toContain('contested, it cannot hold beside that of turn');
  });

  it('are put to nobody any more once all have voted, and settle nothing by a vote for something else', () => {
    const votes = [
      says(3, 'pulse', { phase: 'vote', act: 'close', condition: '밤에는 쉰다', ...at('rent') }),
      says(4, 'cortex', { phase: 'vote', act: 'close', condition: '코드를 먼저 줄인다', ...at('tune') }),
    ];
    const closing = { decision: 'rent', role: 'champion' as const };
    const { section } = told('pulse', [...events, ...votes], { brief: { task: 'close', closing } });
    expect(section(OPEN)).toEqual([]);
    expect(section('Settled so far').join('\n')).toContain('밤에는 쉰다');
    expect(section('Settled so far').join('\n')).not.toContain('코드를 먼저 줄인다');
  });
});

describe('jobs on a sheet', () => {
  it('are not settled side by side where one says that the other is not done', () => {
    const jobs = [
      says(1, 'pulse', { action: '서버를 2일까지 옮긴다' }),
      says(2, 'cortex', { action: '코드를 줄인다' }),
      says(3, 'sentinel', { action: '서버는 옮기지 않는다' }),
    ];
    const settled = told('pulse', jobs)
      .section('Settled so far')
      .filter((line) => line.includes(' does: '));
    expect(settled).toEqual([
      '- cortex does: "코드를 줄인다" (turn 2)',
      '- sentinel does: "서버는 옮기지 않는다" (turn 3)',
    ]);
  });
});

describe('what a member is told of themself', () => {
  const events = [
    says(1, 'pulse', { stance: stance('rent', 0.5) }),
    says(2, 'cortex'),
    says(3, 'pulse', {
      stance: stance('tune', 0.7, ['turn:2.1']),
      condition: '표본을 더 본다',
      action: '로그를 센다',
      measures: { what: '하루 돌려 보기', price: '30 USD', threshold: '10 %' },
      withdraws: [{ turn: 1, claim: 1 }],
    }),
    says(4, 'pulse', { stance: stance('tune', 0.7) }),
  ];

  it('is where they stand since the turn that said so, and what else they did in each', () => {
    const { said, closing } = told('pulse', events);
    expect(closing).toContain('You last stood, in turn 3, at tune with 0.7.');
    const own = said.slice(said.indexOf('[turn 3 was yours]'), said.indexOf('[turn 4 was yours]'));
    expect(own).toContain('takes back claim 1.1');
    expect(own).toContain('would measure "하루 돌려 보기", "30 USD", "10 %"');
    expect(own).toContain('on the condition that "표본을 더 본다"');
    expect(own).toContain('takes on "로그를 센다"');
    expect(own).toContain('stands at tune 0.7, moved by turn:2.1');
    expect(said.slice(said.indexOf('[turn 4 was yours]'))).not.toContain('stands at');
  });

  it('is no order to vote where they close, and no claim that a proposal is of', () => {
    const brief = {
      task: 'close' as const,
      why: 'cast the most confident vote for the decision',
      closing: { decision: 'tune', role: 'champion' as const },
    };
    expect(told('pulse', events, { brief }).closing).toContain(
      '[turn 9, you close for those who voted for what was decided, as the firmest of them] Close,',
    );
    const proposal = says(5, 'cortex', { act: 'propose', answers: { turn: 4, claim: 1 }, proposes: proposes(8) });
    const { said, closing } = told('pulse', [...events, proposal]);
    expect(said).toContain('[turn 5] cortex to all, propose, taking up claim 4.1');
    expect(closing).toContain('- turn 5, cortex: propose, taking up your claim 4.1');
  });
});

describe('the question', () => {
  it('has its own words once, with what of them the seat knows', () => {
    expect(told('sentinel', []).question).toContain('What it is about: 36시간이 밀렸고 시간당 2.4달러에 빌린다.');
    expect(told('pulse', []).question).toContain('What it is about: 36시간이 밀렸고 (모르는 값)에 빌린다.');
  });

  it('has a changed fact with where its value is from now, and lists it once', () => {
    const { question, section } = told('pulse', [says(1, 'cortex'), changes('budgetUsd', 1000, 800)]);
    expect(question).toContain(
      '- fact:budgetUsd 예산 = 800 USD, as the moderator said after turn 1; it was 1000 until then',
    );
    expect(question).not.toContain('지난해 계획');
    expect(section('Heard since the debate began:')).toEqual([]);
  });

  it('sends nobody to a colleague who is neither at the table nor keeps a desk that is open', () => {
    const here = told('pulse', []);
    expect(here.closing).toContain('a question of hardware yourself: it is for blaze, and `consult_hardware` asks');
    const context = new PromptContext(setupOf({ scenario, voices: 'own', desks: [] }));
    const { messages } = context.promptFor('pulse', briefOf(9));
    expect(messages[0]?.content).toContain('Questions of hardware are not yours to answer, and nobody here has them');
    expect(messages.at(-1)?.content).toContain('a question of hardware yourself: nobody here has it, and you say so.');
  });

  it('goes by how a card closes its sentences', () => {
    const withBlaze = scenarioOf(FACTS_ONLY, { ...CHANGE, cast: [...SEATS, 'blaze'] });
    expect(told('blaze', [], { of: withBlaze }).closing).toContain(
      'statements may close in -음, -임, as your card writes.',
    );
    expect(told('pulse', [], { of: withBlaze }).closing).not.toContain('-음, -임');
  });
});

describe('a fact past which another option leads', () => {
  const priced = (low: number) =>
    scenarioOf({
      ...FACTS_ONLY,
      weights: 'equal',
      options: {
        rent: { label: '빌린다', short: '증설', set: { rented: 16 } },
        wait: { label: '둔다', short: '유지', set: { idleCost: '$idling' } },
      },
      facts: {
        ...FACTS_ONLY.facts,
        rentPrice: { value: 0.20137, unit: 'USD/hour', label: '임대료' },
        idling: { value: 80, unit: 'USD', label: '기다리는 값', range: [low, 200] },
        idleCost: { value: 0, unit: 'USD', label: '노는 값' },
      },
      quantities: { cost: { is: 'rented * rentPrice * 24 hours + idleCost', unit: 'USD', label: '드는 돈' } },
      criteria: [{ less: 'cost', worth: 300, value: 'cost' }],
      judgements: [],
      measurements: [],
      events: [],
      cast: SEATS,
    });
  const turned = (low: number) =>
    told('sentinel', [says(1, 'pulse', { stance: stance('rent', 0.5) })], { of: priced(low), brief: { task: 'rebut' } })
      .section('What would turn it')
      .find((line) => line.includes('fact:idling'));

  it('is said to leave them level, where nobody would act on what lies between them up to the end of its range', () => {
    // Renting costs 77.33 USD a day; a step is 300.
    expect(turned(60)).toMatch(/at 77\.\d*.* or less: wait leads in place of rent, all but level with it$/);
    expect(turned(20)).toMatch(/at 77\.\d*.* or less: wait leads in place of rent$/);
  });
});

describe('a fact past which what leads has to be set otherwise', () => {
  const loaded = scenarioOf({
    ...FACTS_ONLY,
    weights: 'equal',
    options: {
      rent: { label: '빌린다', short: '증설', set: { rented: 1 }, adjust: { rented: { from: 1, to: 4, step: 1 } } },
      wait: { label: '둔다', short: '유지', set: {} },
    },
    facts: {
      load: { value: 9, unit: 'jobs', label: '일감', range: [5, 38] },
      rented: { value: 0, unit: 'cards', label: '빌리는 카드' },
      each: { value: 10, unit: 'jobs/card', label: '카드 하나의 몫' },
    },
    quantities: {
      spare: { is: 'rented * each - load', unit: 'jobs', label: '남는 몫' },
      cost: { is: 'rented * 100 USD/card', unit: 'USD', label: '드는 돈' },
    },
    criteria: [
      { need: 'spare >= 0 jobs', value: 'reliability' },
      { less: 'cost', worth: 100, value: 'cost' },
    ],
    judgements: [],
    measurements: [],
    events: [],
    cast: SEATS,
  });

  it('is told with up to where that setting holds, and with what it takes at the end of the range', () => {
    const events = [says(1, 'pulse', { stance: stance('rent', 0.5) })];
    const line = told('sentinel', events, { of: loaded, brief: { task: 'rebut' } })
      .section('What would turn it')
      .find((one) => one.includes('fact:load'));
    expect(line).toMatch(
      /at 1[01](?:\.\d+)?\D* or more: still rent, but with rented at 2\D*, as set it misses the limit on spare; that holds to 20\D*, past it with rented at 4/,
    );
  });
});
