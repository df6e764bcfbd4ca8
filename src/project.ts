export type { ScenarioData } from './project/data.ts';
export { readFrom } from './project/data.ts';
export { packageRoot, readText } from './project/files.ts';
export type { ScenarioEntry } from './project/listing.ts';
export { listScenarios, scenarioFile } from './project/listing.ts';
export type { LoadedScenario, ScenarioOptions } from './project/scenarios.ts';
export { loadScenario, scenarioFrom } from './project/scenarios.ts';
export type { Team, TeamMember, TeamOptions } from './project/team.ts';
export { loadTeam } from './project/team.ts';
