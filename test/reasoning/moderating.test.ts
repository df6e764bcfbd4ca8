import { describe, expect, it } from 'vitest';
import type { TranscriptEvent } from '../../src/core/events.ts';
import type { FloorState } from '../../src/reasoning/floor.ts';
import { calledOn, mostPressing, nextInOrder } from '../../src/reasoning/moderating.ts';
import { callingSentence } from '../../src/wording/calling.ts';
import type { Recorded } from './turns.ts';
import { recorded } from './turns.ts';

type Said = Partial<Recorded> & { speaker: string };
const SEATS = ['a', 'b', 'c', 'd'];
const question = { text: '?', topic: null, about: null };
const stance = (option: string) => ({ option, confidence: 0.6, support: {}, movedBy: [] });
/** All open for x; then what is said, one turn after the other. */
const having = (said: Said[], change: Partial<FloorState> = {}): FloorState & { turns: number } => ({
  seats: SEATS,
  phase: 'rebuttal',
  round: 1,
  seed: 1,
  turns: SEATS.length,
  events: [
    ...SEATS.map((speaker, at) => recorded({ turn: at + 1, speaker, phase: 'opening', stance: stance('x') })),
    ...said.map((one, at) => recorded({ turn: SEATS.length + at + 1, stance: stance('x'), ...one })),
  ],
  ...change,
});
const chosen = (state: ReturnType<typeof having>) => mostPressing(calledOn(state), state);

describe('a moderator without a model', () => {
  it('calls first on whoever was asked, then on whose claim is disputed, then on a side of one, then on the longest wait', () => {
    const alone = { speaker: 'b', stance: stance('y') };
    const idle = { speaker: 'c' };
    const dispute: Said = { speaker: 'd', act: 'rebut', answers: { turn: 3, claim: 1 } };
    const asking: Said = { speaker: 'd', question, addressee: 'b' };
    const first = (said: Said[]) => {
      const one = chosen(having(said, { round: 2 }));
      return one && `${one.speaker} ${one.calling.kind}`;
    };
    expect(first([alone, idle, { speaker: 'd' }])).toBe('b alone');
    expect(first([alone, { speaker: 'a' }, dispute])).toBe('c disputed');
    expect(first([alone, dispute, asking])).toBe('b asked');
    expect(first([{ speaker: 'b' }, idle, { speaker: 'd' }])).toBe('a waiting');
  });

  it('is done with a question once whoever was asked has spoken', () => {
    const asking: Said = { speaker: 'a', question, addressee: 'b' };
    const kinds = calledOn(having([asking, { speaker: 'b' }])).map(({ calling }) => calling.kind);
    expect(kinds).not.toContain('asked');
  });

  it('gives a round as many turns as there are seats, and nobody two in a row unless they may', () => {
    const said = ['a', 'b', 'a'].map((speaker) => ({ speaker }));
    expect(calledOn(having(said)).map(({ speaker }) => speaker)).toEqual(['b', 'c', 'd']);
    expect(calledOn({ ...having(said), again: true }).map(({ speaker }) => speaker)).toEqual(SEATS);
    expect(calledOn(having([...said, { speaker: 'c' }]))).toEqual([]);
    expect(chosen(having([...said, { speaker: 'c' }]))).toBeNull();
  });

  it.each([
    [
      { kind: 'asked', by: 'a', turn: 7 } as const,
      'A가 7번 턴에서 한 질문에 아직 답하지 않았습니다.',
      "A's question of turn 7",
    ],
    [{ kind: 'disputed', by: 'a', turn: 8, of: 2 } as const, 'A가 8번 턴에서 2번 턴을 반박했고', 'A disputed turn 2'],
    [{ kind: 'alone', option: 'x' } as const, '증설을 지지하는 사람이 한 명뿐이라', 'Nobody else is for 증설'],
    [{ kind: 'waiting', turns: 3 } as const, '3턴 동안 발언하지 않았습니다.', 'They have not spoken for 3 turns.'],
    [{ kind: 'waiting', turns: 1 } as const, '1턴 동안', 'for a turn.'],
  ])('says so: %o', (calling, korean, english) => {
    const words = { nameOf: (id: string) => id.toUpperCase(), optionOf: () => '증설' };
    expect(callingSentence(calling, { language: 'ko', ...words })).toContain(korean.replace('A가', ''));
    expect(callingSentence(calling, { language: 'en', ...words })).toContain(english);
  });
});

describe('an order of speakers', () => {
  const granted = (speaker: string, turn: number): TranscriptEvent => ({
    type: 'floor.granted',
    body: { turn, speaker, rule: 'ordered', round: 1, phase: 'rebuttal', why: '' },
  });

  it('goes on behind whoever had the floor, past those who are not there, to its end', () => {
    const order = ['a', 'gone', 'b', 'a'];
    const next = (...had: string[]) => nextInOrder(order, { seats: SEATS, events: had.map(granted) });
    expect(next()).toEqual({ speaker: 'a', place: 1 });
    expect(next('a')).toEqual({ speaker: 'b', place: 3 });
    expect(next('a', 'b')).toEqual({ speaker: 'a', place: 4 });
    expect(next('a', 'b', 'a')).toBeNull();
  });
});
