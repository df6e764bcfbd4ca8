import { PitwallError } from '../../core/error.ts';
import { loadScenario, openStore } from '../../door.ts';
import type { CardCoverage } from '../../evaluate.ts';
import { compileCards, memberCoverage, recordedTurns, scenarioTurns } from '../../evaluate.ts';
import { columns } from '../../report/width.ts';
import { styleFor } from '../print/style.ts';
import { wholeNumber } from '../support/flags.ts';
import type { Shell } from '../support/shell.ts';
import { teamAtHand } from '../support/team-at-hand.ts';

export interface CoverageFlags {
  db?: string;
  team?: string;
  scenario?: string[];
  seeds?: string;
  debate?: string[];
  json?: boolean;
}

/** `pitwall eval coverage`: what of a card shows in debates of the record, or in scenarios held for it. */
export async function evalCoverage(shell: Shell, name: string, flags: CoverageFlags): Promise<void> {
  const place = { projectDir: shell.cwd, teamDir: flags.team };
  const team = teamAtHand(shell, place);
  const member = team.find(name);
  const card = compileCards(team.members).find(({ id }) => id === member.card.id);
  if (card === undefined) throw new PitwallError('UNKNOWN_NAME', `no member is called \`${name}\``);
  const seeds = Array.from({ length: wholeNumber('--seeds', flags.seeds, 1) ?? 3 }, (_, index) => index + 1);
  const held = await Promise.all(
    (flags.scenario ?? []).map((scenario) =>
      scenarioTurns({ scenario: loadScenario(scenario, { ...place, team }), team, seeds }),
    ),
  );
  const debates = [...held.flat(), ...recorded(shell, flags)];
  if (!debates.some(({ turns }) => turns.some(({ persona }) => persona === card.id)))
    throw new PitwallError(
      'NO_MEASUREMENT',
      `expected turns of ${card.id}: name \`--scenario\` or \`--debate\` in which they speak`,
    );
  const coverage = memberCoverage(card, debates);
  if (flags.json === true) shell.printJson(coverage);
  else shell.print(coverageTable(shell, member.card.callsign ?? card.id, coverage));
}

function recorded(shell: Shell, flags: CoverageFlags) {
  if (flags.debate === undefined) return [];
  const store = openStore(shell.databaseFile(flags), { readonly: true });
  try {
    return flags.debate.map((debate) => recordedTurns(store, store.resolve(debate)).debate);
  } finally {
    store.close();
  }
}

function coverageTable(shell: Shell, name: string, { facets, share, turns }: CardCoverage): string {
  const page = shell.page();
  const { bold, good, bad, dim } = styleFor(page.colour, []);
  const count = (status: string) => facets.filter((facet) => facet.status === status).length;
  const paint = { shown: good, contradicted: bad, 'never seen': dim, untestable: dim };
  return `${[
    `${bold(`Card coverage of ${name}`)}  ${share === null ? '–' : `${Math.round(share * 100)} %`}  ${dim(`${turns} turns: ${count('shown')} shown, ${count('contradicted')} contradicted, ${count('never seen')} never seen, ${count('untestable')} not testable`)}`,
    '',
    ...facets.flatMap(({ line, text, status, turns: where, probe }) =>
      columns(
        [
          [
            line === undefined ? '' : String(line),
            status,
            `${text.replaceAll('\n', ' ').slice(0, 90)}${where.length > 0 ? ` (${where.length})` : ''}${probe === null ? '' : `  ask: ${probe}`}`,
          ],
        ].map(([number = '', word = '', rest = '']) => [number.padStart(4), word.padEnd(12), rest]),
        { width: page.width },
      ).map(paint[status]),
    ),
  ].join('\n')}\n`;
}
