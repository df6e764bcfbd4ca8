import type { DebateSummary } from '../../core/document.ts';
import type { Team } from '../../project/index.ts';
import { displayName } from '../../report/context.ts';
import type { Casting } from '../../store/castings.ts';
import type { DebateRow, Parting } from '../api.ts';
import type { Records } from './records.ts';

/** Every debate as a list shows it, newest first. */
export function debateRows(records: Records, team: Team): DebateRow[] {
  const castings = records.castings();
  return (records.maybe()?.list() ?? []).flatMap((summary) => {
    const casting = castings.get(summary.id);
    return casting === undefined ? [] : [rowOf(summary, casting, records, team)];
  });
}

function rowOf(
  { id, scenario, seed, status, decision, turns, createdAt, parent }: DebateSummary,
  { language, scenarioHash, cast, changed }: Casting,
  records: Records,
  team: Team,
): DebateRow {
  const script = records.script(scenarioHash, scenario);
  return {
    id,
    scenario,
    title: script?.title ?? scenario,
    motion: script?.motion ?? '',
    language,
    seed,
    status,
    decision: decision === null ? null : { id: decision, name: script?.options[decision] ?? decision },
    turns,
    createdAt,
    cast: cast.map(({ persona }) => ({ id: persona, name: memberName(persona, team, language) })),
    models: [...new Set(cast.map(({ model }) => model))],
    parting: partingOf(parent, changed),
  };
}

/** Where a fork parted; null for a debate that is none. */
export function partingOf(parent: DebateSummary['parent'], changed: string[] | null): Parting | null {
  return parent === null ? null : { parent: parent.id, turn: parent.turn, changed: changed ?? [] };
}

/** As the team has it today: a list does not open every card of every record. */
export function memberName(id: string, team: Team, language: DebateRow['language']): string {
  const member = team.lookup(id);
  return member === undefined ? id.slice(0, 1).toUpperCase() + id.slice(1) : displayName(member.card, language);
}
