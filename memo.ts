import { loadScenario, loadTeam, tryDebate } from './src/pitwall.ts';
