import type { Budget } from '../../core/budget.ts';
import { PitwallError } from '../../core/error.ts';
import type { Scenario } from '../../core/scenario.ts';
import { PLAYBOOK } from '../../models/playbook-seat.ts';
import type { ModelSettings } from '../../models/settings.ts';
import type { AgentTrust, LoadedScenario, Team } from '../../project/index.ts';
import { loadTeam, readScript, scenarioFile, scenarioFrom } from '../../project/index.ts';
import { withKeys, withoutSecrets } from '../../scenarios/edit.ts';
import type { Arm, Change } from '../../sweep/cells.ts';
import { withAgents } from '../agents.ts';
import type { DebateConfig } from '../debate-config.ts';
import { configFor } from '../run-debate.ts';

/** One debate of a sweep, as it is handed to whoever holds it: plain data. */
export interface Job {
  change: Change;
  arm: Arm;
  budget?: Budget;
}

export interface Grounds {
  projectDir: string;
  teamDir?: string | undefined;
  trust?: AgentTrust;
  settings: ModelSettings;
}

/** Whoever has no card: one model that is asked several times. */
const NOBODY = 'Single';
/** Seeds of samples lie where no seed of a sweep is likely to. */
const SAMPLE_SEEDS = 1_000_003;

/** Loaded scenarios that are kept: jobs come in an order in which only the seed differs from one to the next. */
const KEPT = 16;

export interface Loaded {
  loaded: LoadedScenario;
  team: Team;
}

/** Builds the debates of a sweep from its files, which are read once for all the seeds. */
export function jobLoader(grounds: Grounds): {
  load(job: Pick<Job, 'change' | 'arm'>): Promise<Loaded>;
  configOf(job: Job): Promise<DebateConfig>;
  scenarioOf(name: string): Promise<{ scenario: Scenario; team: Team }>;
} {
  const teams = new Map<string, Promise<Team>>();
  const scenarios = new Map<string, Promise<Loaded>>();
  const texts = new Map<string, string>();

  function teamOf(cards: Change['cards'], guest: boolean): Promise<Team> {
    return kept(teams, JSON.stringify([cards, guest]), () => {
      const { projectDir, teamDir, trust } = grounds;
      return withAgents(loadTeam({ projectDir, teamDir, cards, ...(guest ? { guest: NOBODY } : {}) }), trust);
    });
  }

  async function loadNow({ change, arm }: Pick<Job, 'change' | 'arm'>): Promise<Loaded> {
    const { projectDir, teamDir } = grounds;
    const team = await teamOf(change.cards, arm.kind === 'repeat');
    const file = scenarioFile(change.scenario, { projectDir, teamDir });
    const text = texts.get(file) ?? readScript(file, file);
    texts.set(file, text);
    const cast = castOf(change, arm);
    const options = { projectDir, team, facts: change.facts, ...(cast === null ? {} : { cast }) };
    return { loaded: scenarioFrom(scriptFor(text, change, arm), file, options), team };
  }

  const load = ({ change, arm }: Pick<Job, 'change' | 'arm'>) => {
    const { seed: _seed, models: _models, ...rest } = determining({ change, arm }).change;
    const { kind } = arm;
    const key = JSON.stringify([rest, kind, kind === 'solo' ? arm.member : null]);
    return kept(scenarios, key, () => loadNow({ change, arm }));
  };

  return {
    load,
    async configOf(job) {
      const { loaded, team } = await load(job);
      const { change, arm, budget } = job;
      return configFor({
        scenario: loaded,
        team,
        seed: arm.kind === 'repeat' ? change.seed * SAMPLE_SEEDS + arm.sample : change.seed,
        // A table reads decisions: a memo is written where it is asked for.
        models: { memo: PLAYBOOK, ...modelsOf(change.models, team) },
        modelSettings: grounds.settings,
        ...(budget === undefined ? {} : { budget }),
      });
    },
    async scenarioOf(name) {
      const plain = { scenario: name, facts: {}, cast: null, cards: {}, models: {}, script: {}, seed: 1 };
      const { loaded, team } = await load({ change: plain, arm: { kind: 'debate' } });
      return { scenario: loaded.scenario, team };
    },
  };
}

function modelsOf(models: Change['models'], team: Team): Change['models'] {
  return Object.fromEntries(
    Object.entries(models).map(([member, spec]) => [
      member === '*' || member === 'moderator' || member === 'memo' ? member : team.find(member).card.id,
      spec,
    ]),
  );
}

function castOf({ cast }: Change, arm: Arm): string | null {
  if (arm.kind === 'solo') return arm.member;
  return arm.kind === 'repeat' ? NOBODY : cast;
}

/** A job without what changes nothing about it: controls have phases of their own, and whoever is asked alone has no cast. */
export function determining<T extends Pick<Job, 'change' | 'arm'>>(job: T): T {
  const { kind } = job.arm;
  if (kind === 'debate') return job;
  return { ...job, change: { ...job.change, script: {}, ...(kind === 'vote' ? {} : { cast: null }) } };
}

/** A control holds the blind openings and nothing else, and so nothing that happens later; whoever has no card knows every fact. */
function scriptFor(text: string, { script }: Change, { kind }: Arm): string {
  if (kind === 'debate') return Object.keys(script).length === 0 ? text : withKeys(text, script);
  const opening = withKeys(text, {
    ...{ protocol: ['opening blind'], events: null, expect: null },
    // Nobody gives a floor that all have at once, and whoever would may not sit there.
    ...{ moderator: null, order: null },
  });
  return kind === 'repeat' ? withoutSecrets(opening) : opening;
}

function kept<T>(known: Map<string, Promise<T>>, key: string, make: () => Promise<T>): Promise<T> {
  const found = known.get(key) ?? make();
  known.delete(key);
  known.set(key, found);
  const [oldest] = known.keys();
  if (known.size > KEPT && oldest !== undefined) known.delete(oldest);
  return found;
}

/** What is wrong with a debate that could not be built, without the code. */
export const sentenceOf = (error: unknown): string =>
  error instanceof PitwallError ? error.sentence : error instanceof Error ? error.message : String(error);
