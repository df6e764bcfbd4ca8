import { loadScenario, loadTeam, tryDebate } from './src/pitwall.ts';
const team = loadTeam({ projectDir: process.cwd() });
const l = loadScenario('rlhf-or-data', { projectDir: process.cwd(), team });
const t=performance.now();
const { events,outcome } = await tryDebate({ scenario: l, team });
for (const e of events as any[]) if (e.type==='turn.recorded' && e.body.phase==='vote') console.log(e.body.turn, JSON.stringify(e.body.claims));
