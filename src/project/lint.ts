import type { CardFinding } from '../cards/lint/finding.ts';
import { lintCard } from '../cards/lint/lint.ts';
import { toolIndex } from '../workbench/index.ts';
import type { Team, TeamMember } from './team.ts';

/** Findings that speak of a name and of nothing else. */
type Code = 'nobody.depends-on' | 'nobody.leaves-work-to' | 'nobody.relates-to' | 'nobody.writes-to' | 'tool.unknown';

/** What is wrong or odd about a member's card, alone and beside the team's others; by line. */
export function lintMember({ card, cardText }: TeamMember, team: Team): CardFinding[] {
  const rows = cardText.split('\n');
  const at = (text: string) => Math.max(1, rows.findIndex((row) => row.includes(text)) + 1);
  const named = (level: CardFinding['level'], code: Code, name: string, line: number): CardFinding => ({
    level,
    line,
    finding: { code, params: { name } },
  });
  const nobody = (...[level, code, name, line]: Parameters<typeof named>): CardFinding[] =>
    name === '*' || team.lookup(name) !== undefined ? [] : [named(level, code, name, line)];
  const isDependency = (name: string) => card.dependencies.some(({ on }) => on.toLowerCase() === name.toLowerCase());
  const { defers, relationships, tools } = card.persona;
  return [
    ...lintCard(card, cardText),
    ...card.dependencies.flatMap(({ on, line }) => nobody('error', 'nobody.depends-on', on, line)),
    ...defers
      .filter(({ on }) => !isDependency(on))
      .flatMap(({ on }) => nobody('error', 'nobody.leaves-work-to', on, at('defers:'))),
    ...relationships
      .filter(({ to }) => !isDependency(to))
      .flatMap(({ to }) => nobody('warning', 'nobody.relates-to', to, at(`to: ${to}`))),
    ...card.messages.flatMap(({ to, line }) =>
      to === undefined ? [] : nobody('warning', 'nobody.writes-to', to, line),
    ),
    ...author(card, team, at),
    ...tools.filter((name) => !toolIndex.has(name)).map((name) => named('error', 'tool.unknown', name, at(name))),
  ].sort((a, b) => a.line - b.line);
}

function author({ document }: TeamMember['card'], team: Team, at: (text: string) => number): CardFinding[] {
  const { author: by } = document;
  if (by?.documentId === undefined) return [];
  const member = team.lookup(by.documentId);
  if (member === undefined || team.lookup(by.name) === member) return [];
  const { name, documentId } = by;
  const params = { author: name, documentId, member: member.card.callsign ?? member.card.id };
  return [{ level: 'warning', line: at(`(${documentId})`), finding: { code: 'author.somebody-else', params } }];
}
