import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { PitwallError } from '../../core/error.ts';
import type { CardTrial } from '../../evaluate.ts';
import { scenarioFor, sixOf, trialChanges, tryCard } from '../../evaluate.ts';
import type { Team, TeamMember } from '../../project/index.ts';
import { loadTeam, withCard } from '../../project/index.ts';
import { setVerdict } from '../fidelity-output.ts';
import { wholeNumber } from '../flags.ts';
import { print, projectDir, remark, shown, stdoutPage } from '../place.ts';
import { trialChangesPage, trialPage } from '../print/trial.ts';
import { onEachSave } from '../watching.ts';

export interface TryFlags {
  watch?: boolean;
  scenario?: string;
  seed?: string;
  team?: string;
  json?: boolean;
}

/** `pitwall persona try`: what a card makes of its member, once, or again after each save. */
export async function personaTry(name: string, flags: TryFlags): Promise<void> {
  const seed = wholeNumber('--seed', flags.seed) ?? 1;
  const first = memberNamed(name, loadTeam({ projectDir: projectDir(), teamDir: flags.team }));
  const scenario = scenarioFor(first.member, first.team, flags.scenario).file;
  const trial = async ({ team, member }: { team: Team; member: TeamMember }) =>
    tryCard({ team, member, scenario: scenarioFor(member, team, scenario), seed });
  const file = first.member.file;
  const show = { ...first, file, json: flags.json === true };
  let last = await trial(first);
  report(show, last, null, 0);
  if (flags.watch !== true) {
    setVerdict(last.debate.verdict === 'invalid' ? 'none' : last.debate.verdict);
    if (last.findings.some(({ level }) => level === 'error')) process.exitCode = 1;
    return;
  }
  const interruption = new AbortController();
  process.once('SIGINT', () => interruption.abort());
  remark(`Watching ${shown(file)}. Ctrl-C ends it.`);
  let text = first.member.cardHash;
  await onEachSave(file, interruption.signal, async () => {
    const startedAt = performance.now();
    try {
      const saved = withCard(first.team, file);
      if (saved.member.cardHash === text) return;
      text = saved.member.cardHash;
      const next = await trial(saved);
      report({ ...show, ...saved }, next, last, performance.now() - startedAt);
      last = next;
    } catch (error) {
      if (!(error instanceof PitwallError)) throw error;
      text = '';
      if (show.json) line({ ok: false, error: { code: error.code, sentence: error.sentence, place: error.place } });
      else print(`${error.sentence}\n`);
    }
  });
  throw new PitwallError('INTERRUPTED', `no longer watching ${shown(file)}`);
}

interface Shown {
  team: Team;
  member: TeamMember;
  file: string;
  json: boolean;
}

/** The whole trial for the first time, what has changed afterwards. */
function report({ team, file, json }: Shown, trial: CardTrial, before: CardTrial | null, milliseconds: number): void {
  const changes = before === null ? null : trialChanges(before, trial);
  if (json) {
    const { findings, answers, debate } = trial;
    const { turns, ...result } = debate;
    const probes = sixOf(answers).map(({ probe, ...answer }) => ({
      question: probe.question,
      kind: probe.kind,
      ...answer,
    }));
    const own = { ...result, turns: turns.filter(({ persona }) => persona === trial.persona) };
    line({ ok: true, persona: trial.persona, findings, probes, debate: own, changes });
    return;
  }
  const page = {
    page: stdoutPage(),
    file: shown(file),
    nameOf: (persona: string) => team.lookup(persona)?.card.callsign ?? persona,
  };
  print(changes === null ? trialPage(trial, page) : `\n${trialChangesPage(trial, changes, page, milliseconds)}`);
}

const line = (value: unknown) => print(`${JSON.stringify(value)}\n`);

/** A member by any of his names, or the card in a file, in the place of the member whose it is. */
function memberNamed(name: string, team: Team): { team: Team; member: TeamMember } {
  const isPath = /[/\\]|\.(?:md|txt)$/i.test(name);
  if (!isPath && (team.lookup(name) !== undefined || !existsSync(resolve(projectDir(), name))))
    return { team, member: team.find(name) };
  return withCard(team, name);
}
