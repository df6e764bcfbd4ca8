import type { CardFinding } from '../cards/lint/finding.ts';
import { lintCard } from '../cards/lint/lint.ts';
import { toolIndex } from '../workbench/index.ts';
import type { Team, TeamMember } from './team.ts';

/** What is wrong or odd about a member's card, alone and beside the team's others; by line. */
export function lintMember({ card, cardText }: TeamMember, team: Team): CardFinding[] {
  const rows = cardText.split('\n');
  const at = (text: string) => Math.max(1, rows.findIndex((row) => row.includes(text)) + 1);
  const isKnown = (name: string) => name === '*' || team.lookup(name) !== undefined;
  const nobody = [
    ...card.dependencies.map(({ on, line }) => ({
      name: on,
      line,
      level: 'error' as const,
      code: 'nobody.depends-on' as const,
    })),
    ...card.persona.defers
      .filter(({ on }) => !card.dependencies.some((one) => one.on.toLowerCase() === on.toLowerCase()))
      .map(({ on }) => ({
        name: on,
        line: at('defers:'),
        level: 'error' as const,
        code: 'nobody.leaves-work-to' as const,
      })),
    ...card.persona.relationships
      .filter(({ to }) => !card.dependencies.some((one) => one.on.toLowerCase() === to.toLowerCase()))
      .map(({ to }) => ({
        name: to,
        line: at(`to: ${to}`),
        level: 'warning' as const,
        code: 'nobody.relates-to' as const,
      })),
    ...card.messages.flatMap(({ to, line }) =>
      to === undefined ? [] : [{ name: to, line, level: 'warning' as const, code: 'nobody.writes-to' as const }],
    ),
  ]
    .filter(({ name }) => !isKnown(name))
    .map(
      ({ name, line, level, code }): CardFinding => ({
        level,
        line,
        finding: { code, params: { name } },
      }),
    );
  const tools = card.persona.tools
    .filter((name) => !toolIndex.has(name))
    .map(
      (name): CardFinding => ({
        level: 'error',
        line: at(name),
        finding: { code: 'tool.unknown', params: { name } },
      }),
    );
  return [...lintCard(card, cardText), ...nobody, ...author({ card, team, at }), ...tools].sort(
    (a, b) => a.line - b.line,
  );
}

function author({
  card,
  team,
  at,
}: {
  card: TeamMember['card'];
  team: Team;
  at: (text: string) => number;
}): CardFinding[] {
  const { author: by } = card.document;
  if (by?.documentId === undefined) return [];
  const member = team.lookup(by.documentId);
  if (member === undefined || team.lookup(by.name) === member) return [];
  const { name, documentId } = by;
  const params = { author: name, documentId, member: member.card.callsign ?? member.card.id };
  return [{ level: 'warning', line: at(`(${documentId})`), finding: { code: 'author.somebody-else', params } }];
}
