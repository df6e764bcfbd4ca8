import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createAgent, fakeModel, toolStrategy } from 'langchain';
import { afterAll, describe, expect, it } from 'vitest';
import { HardwareAnswer } from '../../src/core/consult.ts';
import type { Desk } from '../../src/pitwall.ts';
import { loadScenario, loadTeam, openStore, runDebate } from '../../src/pitwall.ts';
import { packageRoot } from '../../src/project/index.ts';

const projectDir = packageRoot();
const folder = mkdtempSync(join(tmpdir(), 'pitwall-desk-'));
const store = openStore(join(folder, 'debates.db'));
const team = loadTeam({ projectDir });
const scenario = loadScenario('loss-drop-3000', { projectDir, team });

afterAll(() => {
  store.close();
  rmSync(folder, { recursive: true });
});

/** An agent with a persona of its own behind the desk's contract; the model is LangChain's scripted one. */
function agentDesk(): Desk {
  const answer: HardwareAnswer = {
    answer: { ko: '재 보니 통신은 step의 41%.', en: 'Measured: communication is 41% of a step.' },
    figures: { allReduceSeconds: { value: 2.4, unit: 's' } },
    confidence: 0.9,
    method: 'profile of twenty steps',
    stub: false,
    wouldMeasureFirst: { ko: '이미 쟀음.', en: 'Already measured.' },
  };
  return async ({ text }) => {
    const model = fakeModel().respondWithTools([{ name: 'hardware_answer', args: answer }]);
    const responseFormat = toolStrategy(HardwareAnswer.meta({ title: 'hardware_answer' }), { handleError: false });
    const agent = createAgent({ model, tools: [], responseFormat, systemPrompt: 'You are Blaze.' });
    const { structuredResponse } = await agent.invoke({ messages: [{ role: 'user', content: text }] });
    return HardwareAnswer.parse(structuredResponse);
  };
}

describe('the hardware desk', () => {
  it('says in the shipped form that it is a stub', async () => {
    const { document } = await runDebate({ scenario, team, store, seed: 1 });
    expect(document.consults.map(({ to, stub }) => ({ to, stub }))).toEqual([{ to: 'blaze', stub: true }]);
  });

  it('can be taken by an agent with no change in any caller, and what it says is argued from', async () => {
    const { document } = await runDebate({ scenario, team, store, seed: 1, desk: agentDesk() });
    const [consult] = document.consults;
    expect(consult).toMatchObject({ to: 'blaze', stub: false, figures: { allReduceSeconds: { value: 2.4 } } });
    const claims = document.turns.flatMap(({ claims: said, turn }) => said.map((claim) => ({ turn, ...claim })));
    const argued = claims.find(
      ({ evidence }) => evidence.kind === 'consult' && evidence.ref?.startsWith(consult?.ref ?? '-'),
    );
    expect(argued?.figure).toMatchObject({ name: 'armSeconds', value: 2.4 });
  });

  it('leaves the asked member saying whose answer is missing when it is closed', async () => {
    for (const seed of [1, 2, 5]) {
      const { document } = await runDebate({ scenario, team, store, seed, without: ['blaze'] });
      expect(document.consults).toEqual([]);
      const shares = document.turns.flatMap(({ claims }) =>
        claims.filter(({ reason, figure }) => reason?.endsWith('/armSeconds') === true && figure !== null),
      );
      expect(shares.filter(({ evidence }) => evidence.kind === 'consult')).toEqual([]);
    }
  });
});
