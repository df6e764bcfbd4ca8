import { PitwallError } from '../../core/error.ts';
import type { Language } from '../../core/language.ts';
import type { SeatCheck } from '../../pitwall.ts';
import { checkSeat } from '../../pitwall.ts';
import type { Team } from '../../project/index.ts';
import { fitted } from '../../report/width.ts';
import { CHECK_WORDS } from '../print/check-words.ts';
import { ERASE } from '../print/control.ts';
import { checkLine, verdictPage } from '../print/seat-check.ts';
import { modelsAtHand } from '../support/models-at-hand.ts';
import type { Shell } from '../support/shell.ts';
import { teamAtHand } from '../support/team-at-hand.ts';

interface CheckFlags {
  json?: boolean;
  lang?: string;
  team?: string;
}

/** `pitwall models check`: exits 1 when a model cannot sit at the table, 4 when its endpoint gives no answer. */
export async function modelsCheck(shell: Shell, specs: readonly string[], flags: CheckFlags): Promise<void> {
  const language = languageOf(flags);
  const settings = modelsAtHand(shell);
  const asked = specs.length > 0 ? specs : [...settings.named.keys()];
  if (asked.length === 0) {
    throw new PitwallError('USAGE', 'expected a spec to check, like `openai:NAME`, or models in your models.yaml');
  }
  const team = teamAtHand(shell, { projectDir: shell.cwd, teamDir: flags.team });
  const stop = new AbortController();
  const ignore = shell.onStop(() => stop.abort(new PitwallError('INTERRUPTED', 'the check was stopped')));
  const checks: SeatCheck[] = [];
  try {
    for (const spec of asked) {
      const report = reporting(shell, { spec, language, nameOf: nameIn(team), silent: flags.json === true });
      const check = await checkSeat({ spec, settings, team, language, signal: stop.signal, ...report });
      checks.push(check);
      if (flags.json !== true) shell.print(`\n${verdictPage(check, shell.page())}`);
    }
  } catch (error) {
    // Whatever a package makes of it: it was stopped.
    if (stop.signal.aborted) throw stop.signal.reason;
    throw error;
  } finally {
    ignore();
  }
  const verdicts = checks.map(({ verdict }) => verdict);
  if (verdicts.includes('unasked')) shell.exitWith(4);
  else if (verdicts.includes('cannot')) shell.exitWith(1);
  if (flags.json === true) shell.printJson({ models: checks });
}

function languageOf({ lang = 'ko' }: CheckFlags): Language {
  if (lang === 'ko' || lang === 'en') return lang;
  throw new PitwallError('USAGE', `expected \`--lang\` ko or en, got \`${lang}\``);
}

function nameIn({ members }: Team) {
  return (id: string) => members.find(({ card }) => card.id === id)?.card.callsign ?? id;
}

/** Each line as it ends, and on a terminal what is being tried; only the latter beside JSON. */
function reporting(
  shell: Shell,
  {
    spec,
    language,
    nameOf,
    silent,
  }: { spec: string; language: Language; nameOf: (id: string) => string; silent: boolean },
): Pick<Parameters<typeof checkSeat>[0], 'onStart' | 'onLine'> {
  const { passing } = shell;
  if (!silent) shell.print(`${spec}\n`);
  return {
    onStart: (check) =>
      passing?.(`${ERASE}${fitted(`  … ${CHECK_WORDS[language].name[check]}, ${spec}`, shell.page().width - 1)}`),
    onLine: (line) => {
      passing?.(ERASE);
      if (!silent) shell.print(checkLine(line, language, nameOf, shell.page()));
    },
  };
}
