import { lintCard } from '../cards/lint/lint.ts';
import type { Finding } from '../core/finding.ts';
import { toolIndex } from '../workbench/index.ts';
import type { Team, TeamMember } from './team.ts';

/** What is wrong or odd about a member's card, alone and beside the team's others; by line. */
export function lintMember({ card, cardText }: TeamMember, team: Team): Finding[] {
  const rows = cardText.split('\n');
  const at = (text: string) => Math.max(1, rows.findIndex((row) => row.includes(text)) + 1);
  const isKnown = (name: string) => name === '*' || team.lookup(name) !== undefined;
  const nobody = [
    ...card.dependencies.map(({ on, line }) => ({ name: on, line, level: 'error' as const, what: 'depends on' })),
    ...card.persona.defers
      .filter(({ on }) => !card.dependencies.some((one) => one.on.toLowerCase() === on.toLowerCase()))
      .map(({ on }) => ({ name: on, line: at('defers:'), level: 'error' as const, what: 'leaves work to' })),
    ...card.persona.relationships
      .filter(({ to }) => !card.dependencies.some((one) => one.on.toLowerCase() === to.toLowerCase()))
      .map(({ to }) => ({ name: to, line: at(`to: ${to}`), level: 'warning' as const, what: 'stands in relation to' })),
    ...card.messages.flatMap(({ to, line }) =>
      to === undefined ? [] : [{ name: to, line, level: 'warning' as const, what: 'writes to' }],
    ),
  ]
    .filter(({ name }) => !isKnown(name))
    .map(
      ({ name, line, level, what }): Finding => ({
        level,
        rule: 'nobody',
        line,
        sentence: `${what} ${name}, who is not in the team`,
      }),
    );
  const tools = card.persona.tools
    .filter((name) => !toolIndex.has(name))
    .map(
      (name): Finding => ({
        level: 'error',
        rule: 'tool',
        line: at(name),
        sentence: `brings \`${name}\`, which is no tool`,
      }),
    );
  return [...lintCard(card, cardText), ...nobody, ...author({ card, team, at }), ...tools].sort(
    (a, b) => a.line - b.line,
  );
}

function author({ card, team, at }: { card: TeamMember['card']; team: Team; at: (text: string) => number }): Finding[] {
  const { author: by } = card.document;
  if (by?.documentId === undefined) return [];
  const member = team.lookup(by.documentId);
  if (member === undefined || team.lookup(by.name) === member) return [];
  const sentence = `written by ${by.name} (${by.documentId}), and ${by.documentId} is ${member.card.callsign ?? member.card.id}`;
  return [{ level: 'warning', rule: 'author', line: at(`(${by.documentId})`), sentence }];
}
