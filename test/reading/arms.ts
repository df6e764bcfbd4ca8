import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { Voice } from '../../src/core/voice.ts';
import { loadScenario, loadTeam, tryDebate } from '../../src/pitwall.ts';
import { packageRoot } from '../../src/project/index.ts';
import { printContext } from '../../src/report/context.ts';
import { documentOf } from '../../src/report/document.ts';
import { debateAsMarkdown } from '../../src/report/markdown.ts';

/** P: the playbook in its own voices. F: the same debate through one template a speech act. */
export type Arm = 'P' | 'F';

const projectDir = packageRoot();
const team = loadTeam({ projectDir });
// One template an act is less than a voice must have, so it is read without a voice's checks.
const form = Voice.parse(parse(readFileSync(new URL('baseline/form.yaml', import.meta.url), 'utf8')));

/** One debate as a reader gets it: the same layout whatever the arm. */
export async function readable(scenarioName: string, seed: number, arm: Arm): Promise<string> {
  const spoken =
    arm === 'P'
      ? team
      : { ...team, members: team.members.map((member) => ({ ...member, voice: form })), shared: team.shared };
  const speaking = {
    ...spoken,
    find: (name: string) => spoken.members.find(({ card }) => card.id === team.find(name).card.id) ?? team.find(name),
  };
  const scenario = loadScenario(scenarioName, { projectDir, team });
  const { events, outcome } = await tryDebate({ scenario, team: speaking, seed });
  const document = documentOf({
    summary: {
      id: 'reading',
      scenario: scenarioName,
      seed,
      status: 'closed',
      decision: outcome?.decision ?? null,
      turns: 0,
      createdAt: '',
      parent: null,
    },
    scenario: scenario.scenario,
    events,
    outcome,
    usage: { modelCalls: 0, reported: [] },
  });
  const cards = scenario.scenario.cast.map((id) => team.find(id).card);
  return debateAsMarkdown(printContext(scenario.scenario, cards), events, document);
}
