import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TranscriptStore } from '../../src/core/record.ts';
import { askMember, openStore, verifyDebate } from '../../src/pitwall.ts';
import { shippedTeam } from '../reexecution/held.ts';

let store: TranscriptStore;
beforeAll(() => {
  store = openStore(':memory:');
});
afterAll(() => store.close());

const ask = (text: string, member = 'pulse') => askMember({ store, team: shippedTeam(), member, text });
const VOTE = /^Before I have heard the others my vote is rewinding\..*at least 1,293 steps/;

describe('a line that names a question of the team', () => {
  it.each([
    'The loss spiked and came back. Do we keep going?',
    'the loss spiked, and it came back; do we keep going',
    'How would you vote in spike-at-12k?',
    'What would you decide on “The spike at 12k”?',
    'spike-at-12k',
  ])('is answered with the vote, its reasons and what would change it: %s', async (text) => {
    const { said, id } = await ask(text);
    expect(said).toMatch(VOTE);
    expect((await verifyDebate({ store, id })).equal).toBe(true);
  });

  it.each(['spike-at-12k: what would change your mind?', 'In the spike at 12k, what would change your decision?'])(
    'is answered with the figure past which they choose otherwise: %s',
    async (text) => {
      const { said } = await ask(text);
      expect(said).toMatch(/^If a rewind throws away at least 1,293 steps, it's carrying on\./);
    },
  );

  it('is answered in Korean too', async () => {
    for (const text of ['새 데이터 믹스로 계속 갈 것인가?', '3000 step의 급락에서 뭐에 투표할 거야?'])
      expect((await ask(text)).said).toMatch(/^남들 얘기를 듣기 전에 투표한다면 비교 실험이야.*계속 가기야\./);
  });

  it('is declined by who has no seat there, and is a calculation where its own words are one', async () => {
    expect((await ask('spike-at-12k: what would change your mind?', 'cortex')).said).not.toMatch(/1,293/);
    expect((await ask('How many tokens should a 70B model train on?')).said).toMatch(/^I calculated it\./);
  });
});

describe('what nothing is known of', () => {
  it('is declined with scenarios that can be asked about', async () => {
    expect((await ask('What is the capital of France?')).said).toMatch(
      /^I cannot answer that: .*what I would decide on “.+”, “.+” or “.+”, what I put first/,
    );
  });

  it('is told from what the card has where it is their trade', async () => {
    expect((await ask('배치 크기를 4M 토큰으로 올려야 할까요?')).said).toMatch(/^내 일이긴 한데.*배치 크기를 바꾼다/);
    expect((await ask('Should we raise the batch size to 4M tokens?')).said).toMatch(/^That is my trade, but/);
  });
});
