import { dirname } from 'node:path';
import type { Scene } from '../chat/scene.ts';
import type { PersonaCard } from '../core/card.ts';
import { PitwallError } from '../core/error.ts';
import { hashText } from '../core/hash.ts';
import { once } from '../core/once.ts';
import { dataFiles } from '../project/data.ts';
import { shownPath } from '../project/files.ts';
import type { Team } from '../project/index.ts';
import { calculateWith, readScript, seatedFor } from '../project/index.ts';
import { scriptFiles } from '../project/listing.ts';
import { compileModel } from '../reasoning/model.ts';
import { worldFor } from '../reasoning/worlds.ts';
import { closedTo } from '../report/model-report.ts';
import { placeIn } from '../scenarios/parse.ts';
import type { ChatScript, DebateConfig } from './debate-config.ts';
import { chatScript } from './debate-config.ts';
import { scriptOf } from './parsed.ts';

/** Scripts that somebody can keep in mind, and a record of a chat keep. */
const MOST = 12;

/**
 * The scripts of the team's folder, else of the project, that seat a member; those that cannot be read are left out, and
 * `pitwall scenario lint` says why. What ships has scripts for its members where the folder has none.
 */
export function scriptsFor(team: Team, card: PersonaCard): ChatScript[] {
  const files = scriptFiles(team);
  const origin = (['team', 'project', 'shipped'] as const).find((one) => files.some((file) => file.origin === one));
  return files
    .filter((one) => one.origin === origin)
    .flatMap(({ file }) => scriptIn(file, team, card) ?? [])
    .slice(0, MOST);
}

function scriptIn(file: string, team: Team, card: PersonaCard): ChatScript | null {
  const { projectDir } = team;
  const shown = shownPath(projectDir, file);
  try {
    const text = readScript(file, shown);
    const written = scriptOf(text, hashText(text), shown);
    const seated = seatedFor(written, team).map(({ id }) => id);
    const cast = written.cast.length > 0 ? written.cast.map((name) => team.lookup(name)?.card.id) : seated;
    if (!cast.includes(card.id)) return null;
    const placeOf = (name: string) => placeIn(text, shown, ['data', name]);
    const data = dataFiles(written, new Map(), { projectDir, folder: dirname(file), placeOf });
    return chatScript({ id: written.id, text, data, card });
  } catch (error) {
    if (error instanceof PitwallError) return null;
    throw error;
  }
}

/** Scripts as their member sees them, each computed once it is asked about. */
export function scenesOf(
  { scripts = [], ...chat }: DebateConfig,
  openingOn: (config: DebateConfig, member: string) => Promise<string>,
): Scene[] {
  const { asked: _asked, ...config } = chat;
  const [seat] = config.seats;
  if (seat === undefined) return [];
  const member = seat.card;
  return scripts.map(({ scenario, data, text }): Scene => {
    const model = once(() => compileModel(scenario));
    const calculate = calculateWith(data);
    const world = once(() => worldFor(scenario, member.id, calculate, closedTo(model(), member)));
    return {
      scenario,
      member,
      get model() {
        return model();
      },
      get world() {
        return world();
      },
      opening: () => openingOn({ ...config, scenario, scenarioText: text, data }, member.id),
    };
  });
}
