export type { ScenarioData } from './project/data.ts';
export { readFrom } from './project/data.ts';
export { packageRoot, readText } from './project/files.ts';
export { listScenarios, scenarioFile } from './project/listing.ts';
export { idAmong, withIds } from './project/members.ts';
export type { LoadedScenario } from './project/scenarios.ts';
export { loadScenario, scenarioFrom } from './project/scenarios.ts';
export type { Team } from './project/team.ts';
export { loadTeam } from './project/team.ts';
