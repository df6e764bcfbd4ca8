import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { eventsOf } from '../../src/core/events.ts';
import { loadScenario, loadTeam, openStore, readModelSettings, runDebate } from '../../src/pitwall.ts';
import { says, wireServer } from './wire-server.ts';

const projectDir = fileURLToPath(new URL('../..', import.meta.url));
const CAST = ['pulse', 'blaze', 'sentinel'];

/** Three language models who open for one option and, once the news is there, stand for `after`; the rounds in which somebody rebutted. */
async function roundsAfterNews(after: (seat: string) => string): Promise<{ rounds: number[]; lines: string[] }> {
  const lines: string[] = [];
  const server = await wireServer((response, request, index) => {
    const messages = (request.body.messages ?? []).map(({ content }) => String(content));
    const prompt = messages.findLast((content) => /^\[turn \d+, /.test(content)) ?? '';
    const [, seat = ''] = /^At the table beside you \((\w+)\):$/m.exec(messages.join('\n')) ?? [];
    const isNews = messages.some((content) => content.includes('(fact:overhead: '));
    lines.push(...prompt.split('\n').filter((line) => line.startsWith('This is the last round')));
    const option = isNews ? after(seat) : 'profile';
    const turn = { utterance: '나는 이쪽이 낫다고 봐.', act: 'open', option, confidence: 0.6 };
    const calls = [{ name: 'turn_reply', arguments: JSON.stringify(turn) }];
    says({ text: '', calls, usage: false })(response, request, index);
  });
  const team = loadTeam({ projectDir });
  const scenario = loadScenario('step-time', { projectDir, team, cast: CAST.join(','), rounds: 1 });
  const store = openStore(':memory:');
  const models = Object.fromEntries(CAST.map((id) => [id, `openai:scripted@${server.url}`]));
  const { id } = await runDebate({ scenario, team, store, models, modelSettings: readModelSettings({}) });
  const said = eventsOf(
    store.events(id).map(({ event }) => event),
    'turn.recorded',
  );
  store.close();
  await server.close();
  return { rounds: [...new Set(said.flatMap(({ phase, round }) => (phase === 'rebuttal' ? [round] : [])))], lines };
}

describe('news behind the last round', () => {
  it('is heard in one more exchange where it moves nobody', async () => {
    const { rounds, lines } = await roundsAfterNews(() => 'profile');
    expect(rounds).toEqual([1, 2]);
    expect(new Set(lines)).toEqual(new Set(['This is the last round, unless news moves what most stand for.']));
  });

  it('is answered in a second one where it moves what most stand for, and in no third', async () => {
    const { rounds } = await roundsAfterNews((seat) => (seat === 'pulse' ? 'profile' : 'network'));
    expect(rounds).toEqual([1, 2, 3]);
  });
});
