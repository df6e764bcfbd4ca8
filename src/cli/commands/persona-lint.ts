import { existsSync } from 'node:fs';
import { compileCard, withSentences } from '../../fidelity/index.ts';
import type { CardFinding, Team, TeamMember } from '../../project/index.ts';
import { cardFindingText, lintMember, loadTeam, ruleOf, withSentence } from '../../project/index.ts';
import type { StoredCard } from '../../store/catalog.ts';
import { storedCards } from '../../store/catalog.ts';
import { understoodLines, understoodOf } from '../print/measured.ts';
import { memberNamed } from '../support/member-named.ts';
import type { Shell } from '../support/shell.ts';

export interface LintFlags {
  team?: string;
  db?: string;
  json?: boolean;
}

/** `pitwall persona lint`: one member, a file, or all cards of the folder; exit 1 when there is an error. */
export function personaLint(shell: Shell, name: string | undefined, flags: LintFlags): void {
  const team = loadTeam({ projectDir: shell.cwd, teamDir: flags.team });
  const linted = membersNamed(shell, name, team).map(({ member, beside }) => ({
    member,
    findings: [...lintMember(member, beside), ...unchangedVersion(shell, member, flags)].sort(
      (a, b) => a.line - b.line,
    ),
    compiled: compileCard(member.card, {
      colleagues: beside.members.map(({ card }) => card),
      text: member.cardText,
    }),
  }));
  const levels = linted.flatMap(({ findings }) => findings.map(({ level }) => level));
  // A member who is named is looked at alone.
  const broken = name === undefined ? team.broken : [];
  const errors = levels.filter((level) => level === 'error').length + broken.length;
  if (errors > 0) shell.exitWith(1);
  if (flags.json === true) {
    shell.printJson({
      cards: linted.map(({ member: { card, file }, findings, compiled }) => ({
        id: card.id,
        file,
        findings: findings.map(withSentence),
        understood: Object.fromEntries(understoodOf(compiled)),
        unscored: withSentences(compiled.unscored),
      })),
      ...(broken.length === 0 ? {} : { broken }),
      errors,
      warnings: levels.filter((level) => level === 'warning').length,
    });
    return;
  }
  for (const { member, findings, compiled } of linted) {
    const file = shell.shown(member.file);
    if (findings.length === 0) shell.print(`${file}: no findings\n`);
    for (const one of findings)
      shell.print(`${file}:${one.line}: ${one.level} (${ruleOf(one)}): ${cardFindingText(one)}\n`);
    if (name !== undefined)
      shell.print(
        `\nhow the scorers read this card\n${understoodLines(compiled, shell.page().width - 2)
          .map((line) => `  ${line}\n`)
          .join('')}\n`,
      );
  }
  for (const { problem } of broken) shell.print(`${problem}\n`);
  const count = (number: number, what: string) => `${number} ${what}${number === 1 ? '' : 's'}`;
  shell.print(`${count(errors, 'error')}, ${count(levels.filter((level) => level === 'warning').length, 'warning')}\n`);
}

/** A file is looked at as the team would have it: in the place of the member whose card it is. Without a name, cards of one's own, where there are some. */
function membersNamed(shell: Shell, name: string | undefined, team: Team): { member: TeamMember; beside: Team }[] {
  if (name === undefined) {
    const own = team.members.filter(({ origin }) => origin !== 'shipped');
    return (own.length > 0 || team.broken.length > 0 ? own : team.members).map((member) => ({ member, beside: team }));
  }
  const { team: beside, member } = memberNamed(shell, name, team);
  return [{ member, beside }];
}

/** A card that says other things than the newest one on record, under the same version. */
function unchangedVersion(shell: Shell, { card, cardText, cardHash }: TeamMember, flags: LintFlags): CardFinding[] {
  const database = shell.databaseFile(flags);
  if (!existsSync(database)) return [];
  const before = storedCards(database, card.id)[0];
  if (before === undefined || before.hash === cardHash) return [];
  const version = card.document.version;
  if (version === undefined || versionIn(before) !== version) return [];
  const rows = cardText.split('\n');
  const then = new Set(before.text.split('\n'));
  const first = rows.findIndex((row) => !then.has(row));
  const line = rows.findLastIndex((row) => row.includes(version));
  return [
    {
      level: 'error',
      line: Math.max(0, line) + 1,
      finding: {
        code: 'version.unchanged',
        params: { debate: before.debate, version, line: Math.max(0, first) + 1 },
      },
    },
  ];
}

const versionIn = ({ text }: StoredCard): string | null =>
  /^[*_]{1,3}(?:Document Version|Version|문서 버전|버전)\s*[:：]\s*(.*?)\s*[*_]{1,3}$/imu.exec(text)?.[1] ?? null;
