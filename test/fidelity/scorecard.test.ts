import { describe, expect, it } from 'vitest';
import type { CompiledCard, SpokenTurn } from '../../src/fidelity/index.ts';
import { compileCard, readTurns, SCORERS, scorecard } from '../../src/fidelity/index.ts';
import type { Scorer } from '../../src/fidelity/model/scorer.ts';
import { perTurn } from '../../src/fidelity/model/scorer.ts';
import { loadTeam } from '../../src/project/index.ts';

const { members } = loadTeam({ projectDir: process.cwd() });
const cards = members.map(({ card }) => card);
const cardOf = (id: string): CompiledCard => {
  const member = members.find(({ card }) => card.id === id);
  if (member === undefined) throw new Error(`nobody is called ${id}`);
  return compileCard(member.card, { colleagues: cards, text: member.cardText });
};
const pulse = cardOf('pulse');
const said = (utterance: string, more: Partial<SpokenTurn> = {}): SpokenTurn => ({
  id: 't1',
  persona: 'pulse',
  utterance,
  context: [],
  ...more,
});
function scorerNamed(name: string): Scorer {
  const scorer = SCORERS.find(({ id }) => id === name);
  if (scorer === undefined) throw new Error(`no scorer is called ${name}`);
  return scorer;
}
const constant = (id: string, score: number | null, { read = true, hard = false } = {}): Scorer =>
  perTurn({ id, hard, weight: 1, version: 1, read: () => ({ score, read }) });

describe('a scorecard', () => {
  it('is no verdict without a turn', () => {
    expect(scorecard([], pulse, SCORERS)).toMatchObject({ verdict: 'none', total: null, coverage: 0 });
  });

  it('is no verdict where nothing could be scored', () => {
    expect(scorecard([said('응')], pulse, [constant('X', null)]).verdict).toBe('none');
  });

  it('is invalid when a scorer throws, and says what it said', () => {
    const broken: Scorer = { ...constant('X', 1), score: () => expect.unreachable('the table is missing') };
    const card = scorecard([said('한번 돌려 보자.')], pulse, [constant('Y', 1), broken]);
    expect(card.verdict).toBe('invalid');
    expect(card.failed[0]?.error).toContain('the table is missing');
  });

  it('is invalid below 95 % of readable turns, whatever the scores', () => {
    expect(scorecard([said('가자')], pulse, [constant('X', 1, { read: false })]).verdict).toBe('invalid');
  });

  it('leaves null out of the total instead of counting it', () => {
    const card = scorecard([said('가자')], pulse, [constant('X', 0.5), constant('Y', null)]);
    expect(card.total).toBeCloseTo(0.5);
  });

  it('takes the weighted geometric mean of soft scores', () => {
    const heavy = { ...constant('X', 0.25), weight: 3 };
    expect(scorecard([said('가자')], pulse, [heavy, constant('Y', 1)]).total).toBeCloseTo(0.25 ** 0.75);
  });

  it('fails where a proven check finds more turns than it is wrong about, however good the rest is', () => {
    const card = scorecard([said('내가 MIT에서 박사 할 때 봤어.')], pulse, SCORERS);
    expect(card.verdict).toBe('fail');
    expect(card.because[0]).toMatchObject({
      scorer: 'A2',
      finding: { code: 'identity.claim', params: { said: 'MIT' } },
    });
  });

  it('refuses the turns of another member', () => {
    expect(() => scorecard([said('x', { persona: 'blaze' })], pulse, SCORERS)).toThrow(/turns of pulse only/);
  });
});

describe('what a card has too few examples for', () => {
  const few = compileCard({ ...pulse.card, messages: pulse.card.messages.slice(0, 19) }, { colleagues: cards });

  it('is unscored below twenty turns, with the reason', () => {
    expect(scorerNamed('A8').score([said('loss 곡선부터 보자, 돌려 보고 얘기해도 늦지 않아.')], few)).toMatchObject({
      score: null,
    });
    expect(few.unscored.map(({ scorer }) => scorer)).toEqual(expect.arrayContaining(['A3', 'A8']));
  });

  it('is scored from twenty on', () => {
    const enough = compileCard({ ...pulse.card, messages: pulse.card.messages.slice(0, 20) }, { colleagues: cards });
    expect(enough.unscored.map(({ scorer }) => scorer)).not.toContain('A8');
  });
});

describe('numbers', () => {
  const read = (turn: SpokenTurn) => scorerNamed('A4').score([turn], pulse);
  const cited = (text: string, value: number, source: number) => [
    { text, value, unit: 'GB', op: 'is' as const, sources: [{ ref: 'tool:1.1/gb', value: source, unit: 'GB' }] },
  ];

  it('holds a cited number against its own source and not against a rule of thumb', () => {
    const turn = said('32B를 4bit로 내리면 40GB예요.', { numbers: cited('40', 40, 40) });
    expect(read(turn).score).toBe(1);
    expect(read({ ...turn, numbers: [] }).score).toBe(0);
  });

  it('finds a cited number that is not what its source says', () => {
    const turn = said('32B를 4bit로 내리면 19GB예요.', { numbers: cited('19', 19, 21.4) });
    expect(read(turn).evidence[0]?.finding).toMatchObject({
      code: 'source.differs',
      params: { sources: [{ value: 21.4 }] },
    });
  });

  it('reads the card in its own direction: more tokens than the ratio are no error, fewer are', () => {
    expect(read(said('7B에 토큰 2T까지 먹이자.')).score ?? 1).toBe(1);
    expect(read(said('7B면 토큰은 14B로 충분해.')).score).toBe(0);
  });

  it('takes a ratio either way round, and no whole number for a small one', () => {
    const ratio = (text: string, value: number, a: number, b: number) => [
      {
        text,
        value,
        unit: 'x',
        op: 'ratio' as const,
        sources: [a, b].map((one) => ({ ref: 'fact:x', value: one, unit: '' })),
      },
    ];
    expect(read(said('네 배예요.', { numbers: ratio('4', 4, 5, 20) })).score).not.toBe(0);
    expect(read(said('100이에요.', { numbers: cited('100', 100, 0.006) })).score).toBe(0);
  });

  it('holds a figure against a source in another unit of its kind', () => {
    const inWon = (value: number) => [
      {
        ...{ text: '3,780만', value, unit: '원', op: 'difference' as const },
        sources: [0, 3780].map((one) => ({ ref: 'tool:1.1/cost', value: one, unit: '만 원' })),
      },
    ];
    expect(read(said('3,780만 원 차이예요.', { numbers: inWon(37_800_000) })).score).toBe(1);
    expect(read(said('3,780만 원 차이예요.', { numbers: inWon(87_800_000) })).score).toBe(0);
  });

  it('has nothing to say of a turn without numbers', () => {
    expect(read(said('한번 돌려 보자.')).score).toBeNull();
  });
});

describe('a file of turns', () => {
  const memberOf = (name: string) => members.find(({ card }) => card.callsign === name)?.card.id;

  it('names every bad line', () => {
    const text =
      '{"id":1,"persona":"Pulse","utterance":"가자"}\nnot json\n{"id":3,"persona":"Nobody","utterance":"x"}\n';
    expect(() => readTurns(text, 'turns.jsonl', memberOf)).toThrow(
      /turns\.jsonl:2: .*line 3: nobody is called `Nobody`/s,
    );
  });

  it('takes a context as text, as lines, and as messages', () => {
    const lines = [
      '{"id":"a","persona":"Pulse","utterance":"가자","context":"Blaze: 재 봤어?"}',
      '{"id":"b","persona":"Pulse","utterance":"가자","context":["재 봤어?"]}',
      '{"id":"c","persona":"Pulse","utterance":"가자","context":[{"role":"Blaze","content":"재 봤어?"}]}',
    ];
    expect(readTurns(lines.join('\n'), 'f', memberOf).map(({ turn }) => turn.context)).toEqual([
      [{ speaker: 'blaze', text: '재 봤어?' }],
      [{ text: '재 봤어?' }],
      [{ speaker: 'blaze', text: '재 봤어?' }],
    ]);
  });
});
