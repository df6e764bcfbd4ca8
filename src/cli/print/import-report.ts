import type { PersonaCard } from '../../core/card.ts';
import type { RepairReport } from '../../core/repair.ts';
import type { CardFinding, SourceReport } from '../../project/index.ts';
import { cardFindingText, ruleOf } from '../../project/index.ts';
import { countsOf, groundsOf } from '../../report/understood.ts';
import { sourceMarkdown } from './source-report.ts';

/** What an import understood, as Markdown; every line is one of the card as it was written. */
export function importReport({
  card,
  report,
  source = null,
  findings,
  file,
}: {
  card: PersonaCard;
  report: RepairReport;
  source?: SourceReport | null;
  findings: readonly CardFinding[];
  file: string;
}): string {
  const { persona, uncertain } = card;
  const cell = (text: string) => text.replace(/\|/g, '\\|').replace(/\n/g, ' ');
  const grounds = groundsOf(card);
  const parts = [
    `# Import of ${file}`,
    [
      `- Encoding: ${report.encoding}`,
      `- Restored: ${report.restored} characters; ${uncertain.length} of them are guesses that a person should look at`,
      `- Dropped: ${report.dropped.length === 0 ? 'nothing' : report.dropped.join(', ')}${card.sections.length === 0 ? '' : '; what is kept word for word below was read into no field'}`,
    ].join('\n'),
    ...(source === null ? [] : sourceMarkdown(source)),
    '## What was understood',
    countsOf(card)
      .map(([what, count]) => `- ${what}: ${count}`)
      .join('\n'),
    ...(card.sections.length === 0
      ? []
      : [
          'Kept word for word, read into no field:',
          card.sections.map(({ heading, line }) => `- line ${line}: ${heading}`).join('\n'),
        ]),
    '## How the member will argue',
    [
      `- Values: ${persona.values.join(' > ')}`,
      `- Readiness ${persona.traits.readiness}, initiative ${persona.traits.initiative}`,
      `- Leaves to others: ${persona.defers.map(({ on, topic }) => `${topic} to ${on}`).join(', ') || 'nothing'}`,
    ].join('\n'),
    ...(grounds.length === 0
      ? ['All of it is stated in the front matter.']
      : [
          ['| Setting | Sum | From |', '| --- | ---: | --- |']
            .concat(grounds.map(({ of, total, places }) => `| ${of} | ${total} | ${cell(places.join('; '))} |`))
            .join('\n'),
        ]),
    ...(uncertain.length === 0
      ? []
      : [
          '## Guesses',
          ['| Line | Column | Written | May also be |', '| ---: | ---: | --- | --- |']
            .concat(
              uncertain.map(
                ({ line, column, text, candidates }) =>
                  `| ${line} | ${column} | ${cell(text)} | ${cell(candidates.filter((other) => other !== text).join(' '))} |`,
              ),
            )
            .join('\n'),
        ]),
    ...(findings.length === 0
      ? []
      : [
          '## Findings',
          findings.map((one) => `- line ${one.line}: ${one.level} ${ruleOf(one)}: ${cardFindingText(one)}`).join('\n'),
        ]),
  ];
  return `${parts.join('\n\n')}\n`;
}
