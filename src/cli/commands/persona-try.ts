import { PitwallError } from '../../core/error.ts';
import type { CardTrial } from '../../evaluate.ts';
import { scenarioFor, sixOf, trialChanges, tryCard, withSentences } from '../../evaluate.ts';
import type { Team, TeamMember } from '../../project/index.ts';
import { withCard, withSentence } from '../../project/index.ts';
import { trialChangesPage, trialPage } from '../print/trial.ts';
import { setVerdict } from '../support/fidelity-output.ts';
import { wholeNumber } from '../support/flags.ts';
import { memberNamed } from '../support/member-named.ts';
import type { Shell } from '../support/shell.ts';
import { teamAtHand } from '../support/team-at-hand.ts';
import { onEachSave } from '../support/watching.ts';

export interface TryFlags {
  watch?: boolean;
  scenario?: string;
  seed?: string;
  team?: string;
  json?: boolean;
}

/** `pitwall persona try`: what a card makes of its member, once, or again after each save. */
export async function personaTry(shell: Shell, name: string, flags: TryFlags): Promise<void> {
  const seed = wholeNumber('--seed', flags.seed) ?? 1;
  const first = memberNamed(shell, name, teamAtHand(shell, { projectDir: shell.cwd, teamDir: flags.team }));
  const { file: scenario, scenario: compiled } = scenarioFor(first.member, first.team, flags.scenario);
  const optionOf = (option: string) => compiled.options[option]?.short ?? option;
  const trial = async ({ team, member }: { team: Team; member: TeamMember }) =>
    tryCard({ team, member, scenario: scenarioFor(member, team, scenario), seed });
  const file = first.member.file;
  const show = { ...first, file, json: flags.json === true, optionOf };
  let last = await trial(first);
  report(shell, show, last, null, 0);
  if (flags.watch !== true) {
    setVerdict(shell, last.debate.verdict === 'invalid' ? 'none' : last.debate.verdict);
    if (last.findings.some(({ level }) => level === 'error')) shell.exitWith(1);
    return;
  }
  const interruption = new AbortController();
  const ignore = shell.onStop(() => interruption.abort());
  shell.remark(`Watching ${shell.shown(file)}. Ctrl-C stops it.`);
  let text = first.member.cardHash;
  await onEachSave(file, interruption.signal, async () => {
    const startedAt = performance.now();
    try {
      const saved = withCard(first.team, file);
      if (saved.member.cardHash === text) return;
      text = saved.member.cardHash;
      const next = await trial(saved);
      report(shell, { ...show, ...saved }, next, last, performance.now() - startedAt);
      last = next;
    } catch (error) {
      if (!(error instanceof PitwallError)) throw error;
      text = '';
      if (show.json)
        line(shell, { ok: false, error: { code: error.code, sentence: error.sentence, place: error.place } });
      else shell.print(`${error.sentence}\n`);
    }
  });
  ignore();
  throw new PitwallError('INTERRUPTED', `stopped watching ${shell.shown(file)}`);
}

interface Shown {
  team: Team;
  member: TeamMember;
  file: string;
  json: boolean;
  optionOf(option: string): string;
}

/** The whole trial for the first time, what has changed afterwards. */
function report(
  shell: Shell,
  { team, file, json, optionOf }: Shown,
  trial: CardTrial,
  before: CardTrial | null,
  milliseconds: number,
): void {
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
    const said = {
      ok: true,
      persona: trial.persona,
      findings: findings.map(withSentence),
      probes,
      debate: own,
      changes,
    };
    line(shell, withSentences(said));
    return;
  }
  const page = {
    page: shell.page(),
    file: shell.shown(file),
    optionOf,
    nameOf: (persona: string) => team.lookup(persona)?.card.callsign ?? persona,
  };
  shell.print(changes === null ? trialPage(trial, page) : `\n${trialChangesPage(trial, changes, page, milliseconds)}`);
}

const line = (shell: Shell, value: unknown) => shell.printJsonLine(value);
