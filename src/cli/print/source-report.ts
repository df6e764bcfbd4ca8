import type { SourceReport } from '../../project/index.ts';
import { formatName } from '../../project/index.ts';
import { wrap } from '../../report/width.ts';

/** Lines of one list that are shown on a terminal; the report beside the card has all. */
const SHOWN = 12;

const count = (number: number, what: string) => `${number} ${what}${number === 1 ? '' : 's'}`;

const amountOf = ({ strings, characters, because }: SourceReport['kept'][number]) =>
  `${count(strings, 'text')}, ${count(characters, 'character')}${because === null ? '' : `: ${because}`}`;

/** What became of a file in another format, for a terminal. */
export function sourceLines(source: SourceReport, width: number): string[] {
  const list = (lines: readonly string[]) => [
    ...lines.slice(0, SHOWN).map((line) => `  ${line}`),
    ...(lines.length > SHOWN ? [`  and ${lines.length - SHOWN} more`] : []),
  ];
  return [
    `Read as ${formatName(source.format)}: ${count(source.strings, 'text')}.`,
    'In the card:',
    ...list(source.understood.map(({ field, at }) => `${field} in ${at}`)),
    ...(source.kept.length === 0
      ? []
      : [
          'Kept as it is behind the card, for export:',
          ...list(source.kept.map((one) => `${one.field} (${amountOf(one)})`)),
        ]),
    ...(source.unknown.length === 0
      ? []
      : wrap(`Unknown to the format, and kept: ${source.unknown.join(', ')}.`, width)),
    ...source.remarks.flatMap((remark) => wrap(remark, width)),
  ];
}

/** The same in Markdown, and all of it. */
export function sourceMarkdown(source: SourceReport): string[] {
  const item = (text: string) => `- ${text.replaceAll('\n', ' ')}`;
  return [
    '## Where it is from',
    `Read as ${formatName(source.format)}: ${count(source.strings, 'text')}.`,
    'In the card:',
    source.understood.map(({ field, at }) => item(`\`${field}\` in ${at}`)).join('\n'),
    ...(source.kept.length === 0
      ? []
      : [
          'Kept as it is behind the card, for export:',
          source.kept.map((one) => item(`\`${one.field}\` (${amountOf(one)})`)).join('\n'),
        ]),
    ...(source.unknown.length === 0
      ? []
      : ['Unknown to the format, and kept:', source.unknown.map((field) => item(`\`${field}\``)).join('\n')]),
    ...(source.remarks.length === 0 ? [] : [source.remarks.map(item).join('\n')]),
  ];
}
