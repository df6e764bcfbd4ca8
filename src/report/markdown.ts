import type { DebateDocument } from '../core/document.ts';
import type { TranscriptEvent } from '../core/events.ts';
import type { Outcome } from '../core/outcome.ts';
import type { Ballot, Block, TurnBlock } from './blocks.ts';
import { blocksOf } from './blocks.ts';
import type { PrintContext } from './context.ts';
import { nameOf } from './context.ts';
import { fillFacts } from './facts.ts';
import { stoppedWords } from './labels.ts';
import type { MemoSection } from './memo.ts';
import { memoSections } from './memo.ts';
import type { MemoTable } from './memo-table.ts';
import {
  besidePhrases,
  crossedPhrases,
  factChanges,
  notePhrases,
  sharedFacts,
  speakerOf,
  stancePhrase,
  votePhrase,
  workPhrases,
} from './phrases.ts';
import { settled } from './width.ts';

/** Characters that Markdown would take for markup in running text or a table cell. */
function escaped(text: string): string {
  return settled(text)
    .replace(/([\\`*_[\]<>|])/g, '\\$1')
    .replaceAll('\n', ' ');
}

const code = (text: string) => `\`${settled(text).replaceAll('`', "'")}\``;

/** The whole debate: motion, cast, every turn, and the memo. */
export function debateAsMarkdown(
  context: PrintContext,
  events: readonly TranscriptEvent[],
  document: DebateDocument,
): string {
  const { scenario, labels, members } = context;
  const parts = [
    `# ${escaped(scenario.title)}`,
    ...(scenario.motion === scenario.title ? [] : [escaped(scenario.motion)]),
    ...(scenario.background === '' ? [] : [escaped(fillFacts(scenario.background, context))]),
    document.debate.kind === 'chat'
      ? ''
      : [
          `**${labels.options}**`,
          '',
          ...Object.values(scenario.options).map(({ short, label }) => `- **${escaped(short)}** ${escaped(label)}`),
        ].join('\n'),
    [`**${labels.cast}**`, '', ...members.map(({ name, role }) => `- **${escaped(name)}** ${escaped(role)}`)].join(
      '\n',
    ),
    ...blocksOf(context, events).map((block) => blockAsMarkdown(context, block)),
    ...(document.outcome === null ? [] : [memoBody(context, document, document.outcome, '##')]),
    classified(context),
  ];
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
}

/** The memo alone, ready for a pull request. */
export function memoAsMarkdown(context: PrintContext, document: DebateDocument, outcome: Outcome): string {
  const classification = classified(context);
  const { title, motion } = context.scenario;
  const question = motion === title ? '' : `${escaped(motion)}\n\n`;
  return `### ${escaped(title)}\n\n${question}${memoBody(context, document, outcome, null)}\n${classification === '' ? '' : `\n${classification}\n`}`;
}

/** What leaves the place bears the strictest classification of the cards behind it. */
function classified({ classification, labels }: PrintContext): string {
  return classification === null ? '' : `*${labels.classification}: ${escaped(classification)}*`;
}

function memoBody(context: PrintContext, document: DebateDocument, outcome: Outcome, heading: string | null): string {
  // What to type is no part of what is handed on.
  const sections = memoSections(context, document, outcome)
    .filter(({ key }) => key !== 'trying')
    .map((section) => sectionAsMarkdown(context, section, outcome));
  return [...(heading === null ? [] : [`${heading} ${context.labels.memo.title}`]), ...sections].join('\n\n');
}

function sectionAsMarkdown(
  context: PrintContext,
  { key, label, lines, table, isProse = false }: MemoSection,
  outcome: Outcome,
): string {
  const [first] = lines;
  if (isProse)
    return lines
      .map(({ text }, index) => {
        if (key === 'decision') return index === 0 ? `**${label}: ${escaped(text)}**` : escaped(text);
        return index === 0 ? `**${label}.** ${escaped(text)}` : escaped(text);
      })
      .join('\n\n');
  if (key === 'decision') {
    return lines
      .map(({ text }, index) => (index === 0 ? `**${label}: ${escaped(text)}**` : escaped(text)))
      .join('  \n');
  }
  if (key === 'votes') return votesTable(context, outcome);
  if (table !== null) return tableAsMarkdown(label, table);
  if (key === 'record') {
    const ended = lines.map(({ text }) => escaped(text)).join(' · ');
    return `${label}: ${code(`${context.program} show ${first?.head ?? ''}`)} · ${ended}`;
  }
  const items = lines.map((line) => {
    const { head, text, command } = line;
    const said = [head === '' ? '' : `**${escaped(head)}**`, escaped(text)].filter((part) => part !== '').join(' ');
    return `- ${said}${command === null ? '' : ` ${code(command)}`}`;
  });
  return [`**${label}**`, '', ...items].join('\n');
}

function tableAsMarkdown(label: string, { head, rows, isPlain = false }: MemoTable): string {
  const option = ({ name, chosen }: MemoTable['head']['options'][number]) =>
    chosen ? `**${escaped(name)}**` : escaped(name);
  // An option a line, as people lay such a table out.
  if (isPlain)
    return [
      `| ${['', ...rows.map((row) => escaped(row.label))].join(' | ')} |`,
      `| --- | ${rows.map(() => '---:').join(' | ')} |`,
      ...head.options.map((one, index) => {
        const cells = rows.map(({ cells: all }) => {
          const { text = '', short = null } = all[index] ?? {};
          const said = `${escaped(text)}${short === null ? '' : ' ✗'}`;
          return one.chosen ? `**${said}**` : said;
        });
        return `| ${[option(one), ...cells].join(' | ')} |`;
      }),
    ].join('\n');
  return [
    `| ${label} | ${head.options.map(option).join(' | ')} | ${escaped(head.noise)} |`,
    `| --- | ${head.options.map(() => '---:').join(' | ')} | --- |`,
    ...rows.map(({ label: quantity, cells, counts }) => {
      const values = cells.map(({ text, short, steps }) => {
        const counted = steps === undefined ? '' : ` (${steps})`;
        return `${escaped(text)}${counted}${short === null ? '' : ` **✗ ${escaped(short)}**`}`;
      });
      return `| ${escaped(quantity)} | ${values.join(' | ')} | ${escaped(counts)} |`;
    }),
  ].join('\n');
}

function votesTable(context: PrintContext, { votes }: Outcome): string {
  const ballots = new Map<string, Ballot>();
  for (const vote of votes) {
    const ballot = ballots.get(vote.member) ?? { member: vote.member, blind: null, last: null };
    ballots.set(vote.member, { ...ballot, [vote.blind ? 'blind' : 'last']: { ...vote, reason: null, turn: 1 } });
  }
  return ballotsAsMarkdown(context, [...ballots.values()]);
}

function ballotsAsMarkdown(context: PrintContext, ballots: readonly Ballot[]): string {
  const { ballot: head, noVote } = context.labels;
  const vote = (cast: Ballot['blind']) =>
    cast === null ? '—' : escaped(votePhrase(context, cast.option, cast.confidence, noVote));
  return [
    `| ${head.member} | ${head.blind} | ${head.last} |`,
    '| --- | --- | --- |',
    ...ballots.map(
      ({ member, blind, last }) => `| ${escaped(nameOf(context, member))} | ${vote(blind)} | ${vote(last)} |`,
    ),
  ].join('\n');
}

function blockAsMarkdown(context: PrintContext, block: Block): string {
  const { labels } = context;
  switch (block.kind) {
    case 'phase':
      return `## ${escaped(labels.phase(block.phase, block.round, block))}`;
    case 'turn':
      return turnAsMarkdown(context, block);
    case 'fact': {
      const changes = factChanges(context, block.body.set).map(code).join(' ');
      return `**${labels.moderator}** · ${escaped(fillFacts(block.body.say, context, block.body.set))} ${changes}`.trimEnd();
    }
    case 'shared': {
      const facts = sharedFacts(context, block.body).map(code).join(' ');
      return `**${labels.moderator}** · ${escaped(block.body.say)} ${facts}`.trimEnd();
    }
    case 'forked':
      return `*${escaped(labels.forked(block.body.turn, block.body.changed))}*`;
    case 'spoke':
      return `**${labels.moderator}** · ${escaped(block.body.text)}`;
    case 'left':
      return `*${escaped(labels.left(nameOf(context, block.body.member), block.body.why, block.body.error))}*`;
    case 'answered': {
      const because = block.because === '' ? '' : ` (${escaped(block.because)})`;
      const said = `**${escaped(nameOf(context, block.member))}** · ${escaped(block.answer ?? labels.noVote)}${because}`;
      const { cited, consults } = workAsMarkdown(context, block.work);
      return [`*${escaped(block.question)}*`, ...consults, [said, ...cited].join(' ')].join('\n\n');
    }
    case 'votes':
      return ballotsAsMarkdown(context, block.ballots);
    case 'stopped':
      return `*${escaped(stoppedWords(labels, block.body))}*`;
    case 'failed':
      return `**${escaped(labels.failed(block.body.error))}**`;
  }
}

/** What was calculated and asked on the way to what is said. */
function workAsMarkdown(context: PrintContext, block: TurnBlock | null): { cited: string[]; consults: string[] } {
  const { labels } = context;
  if (block === null) return { cited: [], consults: [] };
  const cited = workPhrases(context, block).map(({ tool, figures }) =>
    code(figures.length === 0 ? tool : `${tool}: ${figures.join(', ')}`),
  );
  const consults = block.consults.map(
    (consult) =>
      `> **${escaped(nameOf(context, consult.from))}** → ${escaped(nameOf(context, consult.to))}, ${labels.consult} · ${escaped(consult.question)}\n>\n` +
      `> **${escaped(nameOf(context, consult.to))}**${consult.stub ? ` (${labels.stub})` : ''} · ${escaped(consult.answer)}`,
  );
  return { cited, consults };
}

function turnAsMarkdown(context: PrintContext, block: TurnBlock): string {
  const { said } = block;
  const { labels } = context;
  const name = `${block.turn}. **${escaped(speakerOf(context, block))}**`.replace('. ', '\\. ');
  if (said === null) return `${name} …`;
  const answering = said.answers === null ? '' : `, ${labels.answering(said.act, said.answers.turn)}`;
  const { cited, consults } = workAsMarkdown(context, block);
  const line = [
    `${name} → ${escaped(nameOf(context, said.addressee))}${answering} · ${escaped(said.utterance)}`,
    ...cited,
    `*${escaped(stancePhrase(context, block.before, said.stance))}*`,
  ].join(' ');
  const beside = besidePhrases(context, block).map((phrase) => `> ${escaped(phrase)}`);
  const notes = notePhrases(context, block).map((phrase) => `> ${escaped(phrase)}`);
  const crossed = crossedPhrases(context, block).map((phrase) => `> ${escaped(phrase)}`);
  return [...consults, line, ...beside, ...notes, ...crossed].join('\n\n');
}
