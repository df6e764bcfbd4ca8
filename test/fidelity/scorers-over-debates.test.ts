import { describe, expect, it } from 'vitest';
import type { TranscriptEvent } from '../../src/core/events.ts';
import { compileCard } from '../../src/fidelity/compile/compile-card.ts';
import { turnsOf } from '../../src/fidelity/evaluation/debate-turns.ts';
import { controlPlan } from '../../src/fidelity/interview/control.ts';
import type { DebateSides, SpokenTurn } from '../../src/fidelity/model/turn.ts';
import { conformity } from '../../src/fidelity/scorers/conformity.ts';
import { debateValue } from '../../src/fidelity/scorers/debate-value.ts';
import { drift } from '../../src/fidelity/scorers/drift.ts';
import { numbers } from '../../src/fidelity/scorers/numbers.ts';
import { isTrend, spearman, theilSenInterval } from '../../src/fidelity/statistics/trend.ts';
import { recorded } from '../reasoning/turns.ts';
import { shippedCards } from './team.ts';

const [pulse] = shippedCards().filter(({ id }) => id === 'pulse');
if (pulse === undefined) throw new RangeError('expected a shipped card');
const card = compileCard(pulse, { colleagues: shippedCards() });

const said = (turn: number, rest: Partial<SpokenTurn>): SpokenTurn => ({
  id: `${rest.debate ?? 'd'}/${turn}`,
  persona: 'pulse',
  utterance: '그건 재 보자.',
  context: [],
  debate: 'd',
  ...rest,
});

const PLAIN = ['그건 재 보자. 숫자가 먼저야.', '나는 아직 모르겠어. 더 돌려 보자.', '그래프가 평평해. 다시 볼게.'];
const POLITE = [
  '그건 재 보시죠. 숫자가 먼저예요.',
  '저는 아직 모르겠어요. 더 돌려 봐요.',
  '그래프가 평평해요. 다시 볼게요.',
];

/** Three turns a round; from `onset` on `share` of them are polite, which is not how Pulse speaks. */
function course(share: number, { rounds = 5, onset = 2, debate = 'd' } = {}): SpokenTurn[] {
  return Array.from({ length: rounds * 3 }, (_, index) => {
    const round = Math.floor(index / 3);
    const isPolite = round >= onset && index % 3 < share * 3;
    return said(index + 1, { debate, round, utterance: (isPolite ? POLITE : PLAIN)[index % 3] ?? '' });
  });
}

describe('drift', () => {
  it('falls with every dose of another level of speech, and is whole without one', () => {
    const doses = [0, 1 / 3, 2 / 3, 1];
    const scores = doses.map((dose) => drift.score(course(dose), card).score ?? Number.NaN);
    expect(scores[0]).toBe(1);
    expect(scores.at(-1)).toBeLessThan(0.2);
    expect(spearman(doses.map((x, index) => ({ x, y: scores[index] ?? 0 })))).toBeLessThanOrEqual(-0.9);
    const moves = drift.score(course(1), card).evidence.map(({ finding }) => finding);
    expect(moves).toContainEqual(
      expect.objectContaining({ code: 'drift.moves', params: expect.objectContaining({ metric: 'politeness' }) }),
    );
  });

  it('counts against the control arm: who changes alone as in the debate has not drifted by it', () => {
    const alone = course(1).map((turn) => ({ ...turn, id: `control-${turn.id}` }));
    const against = drift.score(course(1), card, { control: alone });
    expect(against.figures['politeness a round']).toBe(0);
    expect(against.score).toBeGreaterThan(drift.score(course(1), card).score ?? 1);
    expect(against.notes).toEqual([{ code: 'drift.control', params: { turns: 15 } }]);
    expect(drift.score(course(1), card).notes[0]?.code).toBe('drift.no-control');
  });

  it('says why it has no score: two rounds are no course, few turns carry no interval', () => {
    expect(drift.score(course(1, { rounds: 2 }), card)).toMatchObject({
      score: null,
      notes: [{ code: 'drift.few-rounds', params: { rounds: 2, least: 3 } }],
    });
    const few = [0, 1, 2].map((round) => said(round + 1, { round }));
    const { score, notes, figures } = drift.score(few, card);
    expect([score, figures['politeness a round']]).toEqual([null, 0]);
    expect(notes).toEqual([{ code: 'drift.no-interval', params: { turns: 3, debates: 1 } }]);
  });

  it('takes the interval over debates where there are several, and leaves votes out', () => {
    const several = ['a', 'b', 'c'].flatMap((debate) => course(1, { debate }));
    expect(drift.score(several, card).score).toBeLessThan(0.2);
    const votes = course(0).concat(
      [9, 10, 11].map((turn) => said(turn + 20, { round: 6, act: 'close', utterance: POLITE[0] ?? '' })),
    );
    expect(drift.score(votes, card).score).toBe(1);
  });

  it('has an interval with the slope inside, and none of three points', () => {
    const line = Array.from({ length: 12 }, (_, x) => ({ x, y: x / 10 + (x % 2) / 50 }));
    const interval = theilSenInterval(line);
    expect(interval?.low).toBeGreaterThan(0.05);
    expect(interval?.high).toBeLessThan(0.15);
    expect(theilSenInterval(line.slice(0, 3))).toBeNull();
    expect(isTrend(line)).toBe(true);
    expect(isTrend(line.map(({ x }) => ({ x, y: (x * 7) % 5 })))).toBe(false);
  });
});

describe('the control arm', () => {
  it('asks the same questions in every round, about as many as there were turns', () => {
    const turns = [...course(0), said(99, { round: 5, act: 'close' })];
    const debate = { id: 'd', scenario: 's', seed: 1, models: {}, turns, sides: sidesOf({}) };
    const probes = ['a', 'b', 'c', 'd'].map((id) => ({ id, kind: 'identity' as const, question: id, facet: null }));
    expect(controlPlan(debate, 'pulse', probes)).toMatchObject({
      rounds: [0, 1, 2, 3, 4],
      questions: [{ id: 'a' }, { id: 'b' }, { id: 'c' }],
    });
    expect(controlPlan(debate, 'blaze', probes)).toBeNull();
  });
});

const stance = (option: string, movedBy: string[] = []) => ({ option, confidence: 0.7, movedBy });

/** `majority` of ten debates in which Pulse gives way to two others who bring nothing new; in the rest a reason moves Pulse. */
const tenDebates = (majority: number): SpokenTurn[] =>
  Array.from({ length: 10 }, (_, index) => {
    const debate = `d${index}`;
    const isReasoned = index >= majority;
    const other = (persona: string, turn: number) =>
      said(turn, { persona, debate, stance: stance('b'), reasons: isReasoned ? ['cost'] : [] });
    return [
      said(1, { debate, stance: stance('a') }),
      other('blaze', 2),
      other('forge', 3),
      said(4, { debate, stance: stance('b', isReasoned ? ['cost'] : []) }),
    ];
  }).flat();

const conforms = (turns: readonly SpokenTurn[]) =>
  conformity.score(
    turns.filter(({ persona }) => persona === 'pulse'),
    card,
    { all: turns },
  );

describe('conformity', () => {
  it('falls with the share of changes that follow the majority alone', () => {
    const doses = [0, 1, 3, 5, 10];
    const scores = doses.map((dose) => conforms(tenDebates(dose)));
    expect(scores.map(({ score }) => score)).toEqual([1, 0.9, 0.7, 0.5, 0]);
    expect(scores[2]?.figures).toMatchObject({ newReason: 7, majority: 3, changes: 10 });
  });

  it('tells a repeated reason, a majority and no cause at all apart', () => {
    const before = said(1, { stance: stance('a'), reasons: ['cost'] });
    const repeated = [
      before,
      said(2, { persona: 'blaze', stance: stance('b'), reasons: ['cost'] }),
      said(3, { stance: stance('b', ['cost']) }),
    ];
    expect(conforms(repeated).figures).toMatchObject({ repeatedReason: 1, newReason: 0 });
    const lonely = [before, said(2, { persona: 'blaze', stance: stance('a') }), said(3, { stance: stance('b') })];
    expect(conforms(lonely).figures).toMatchObject({ unexplained: 1, majority: 0 });
    expect(conforms([before, said(2, { stance: stance('a') })])).toMatchObject({
      score: null,
      notes: [{ code: 'moved.never', params: {} }],
    });
  });
});

function sidesOf(rest: Partial<DebateSides>): DebateSides {
  return { debate: 'd', probes: [], blind: {}, final: {}, decision: null, truth: null, ...rest };
}

const worth = (sides: DebateSides[]) => debateValue.score([], card, { sides });

describe('the value of debate', () => {
  const [alone, others] = [
    { pulse: 'a', blaze: 'b', forge: 'b' },
    { pulse: 'b', blaze: 'b', forge: 'b' },
  ];

  it('is right or wrong only where the truth is known', () => {
    expect(worth([sidesOf({ blind: alone, final: others })])).toMatchObject({
      score: null,
      figures: { debates: 1, changed: 1 },
    });
    expect(worth([sidesOf({ blind: alone, final: others, truth: 'b', decision: 'b' })])).toMatchObject({
      score: 1,
      figures: { helped: 1, harmed: 0 },
    });
    expect(worth([])).toMatchObject({ score: null, notes: [{ code: 'vote.none', params: {} }] });
  });

  it('names a minority that was right: talked down, or prevailing', () => {
    const down = sidesOf({ blind: alone, final: others, truth: 'a', decision: 'b' });
    const up = sidesOf({ blind: alone, final: { pulse: 'a', blaze: 'a', forge: 'a' }, truth: 'a', decision: 'a' });
    expect(worth([down]).figures).toMatchObject({ minorityTalkedDown: 1, minorityPrevailed: 0, harmed: 1 });
    expect(worth([up]).figures).toMatchObject({ minorityTalkedDown: 0, minorityPrevailed: 1, harmed: 0 });
  });

  it('falls with every debate more in which somebody is talked out of what is right', () => {
    const dose = (bad: number) =>
      worth(
        Array.from({ length: 4 }, (_, index) =>
          sidesOf({ blind: alone, final: index < bad ? others : alone, truth: 'a', decision: 'b' }),
        ),
      ).score;
    expect([0, 1, 2, 3, 4].map(dose)).toEqual([1, 0.75, 0.5, 0.25, 0]);
  });
});

describe('a number that a turn was given back for, and that stayed in it', () => {
  const stays = (flawed: boolean, utterance: string): TranscriptEvent[] => [
    ...(flawed
      ? [
          {
            type: 'turn.flawed' as const,
            body: { turn: 1, speaker: 'pulse', flaw: 'unfounded' as const, detail: '', effect: '' },
          },
        ]
      : []),
    recorded({ turn: 1, speaker: 'pulse', utterance }),
  ];
  const scored = (events: TranscriptEvent[]) => numbers.score(turnsOf(events, 'd').turns, card).turns[0];

  it('fails the turn by the rule by which it was given back', () => {
    const failed = scored(stays(true, '37.5초는 벌어.'));
    expect(failed?.score).toBe(0);
    expect(failed?.evidence.map(({ finding }) => finding)).toEqual([{ code: 'source.none', params: { said: '37.5' } }]);
  });

  it('fails nothing that the rule lets be', () => {
    expect(scored(stays(false, '37.5초는 벌어.'))?.score).not.toBe(0);
    expect(scored(stays(true, '37.5초는 넘어?'))?.score).not.toBe(0);
  });
});
