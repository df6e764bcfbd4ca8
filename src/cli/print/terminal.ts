import type { EventBody, TranscriptEvent } from '../../core/events.ts';
import { eventsOf } from '../../core/events.ts';
import type { Ballot, Block, TurnBlock } from '../../report/blocks.ts';
import type { PrintContext } from '../../report/context.ts';
import { nameOf } from '../../report/context.ts';
import { fillFacts } from '../../report/facts.ts';
import { stoppedWords } from '../../report/labels.ts';
import {
  besidePhrases,
  crossedPhrases,
  factChanges,
  figurePhrases,
  hasMoved,
  notePhrases,
  plainValue,
  reasonPhrases,
  sharedFacts,
  sortedEntries,
  speakerOf,
  stancePhrase,
  votePhrase,
  workPhrases,
} from '../../report/phrases.ts';
import { columns, padTo, settled, widthOf, wrap, wrapParts } from '../../report/width.ts';
import type { Page } from './page.ts';
import type { Style } from './style.ts';
import { styleFor } from './style.ts';

const MARGIN = '    ';

/** Prints a debate for a terminal: `header`, then each block; all of it a function of the record and the page. */
export function terminalPrinter(context: PrintContext, page: Page) {
  const style = styleFor(
    page.colour,
    context.members.map(({ id }) => id),
  );
  const room = page.width - MARGIN.length;
  const indent = (lines: readonly string[], paint: (text: string) => string = (text) => text) =>
    lines.map((line) => (line === '' ? '' : MARGIN + paint(line)));

  const turn = (block: TurnBlock): string[] => {
    const { said, speaker } = block;
    const name = (id: string) => nameOf(context, id);
    const number = padTo(String(block.turn).padStart(2), MARGIN.length);
    return [
      '',
      ...topLine(context, block, style, number, page.width),
      ...(block.why === null ? [] : indent(wrap(`(${context.labels.floor(block.why, name)})`, room), style.dim)),
      ...work(block),
      ...(said === null ? [] : indent(wrap(said.utterance, room))),
      ...besidePhrases(context, block).flatMap((phrase) => indent(wrap(`· ${phrase}`, room))),
      ...(said === null ? [] : indent(stanceLines(context, block, style, room))),
      ...notePhrases(context, block).flatMap((phrase) => indent(wrap(phrase, room), style.dim)),
      ...crossedPhrases(context, block).flatMap((phrase) => indent(wrap(phrase, room), style.bad)),
      ...(block.unused.length === 0
        ? []
        : indent(wrap(`${context.labels.unused}: ${block.unused.join('; ')}`, room), style.dim)),
      ...(said === null ? indent([`${style.speaker(speaker)(nameOf(context, speaker))} …`]) : []),
    ];
  };

  /** What was calculated and asked on the way to what is said. */
  const work = (block: TurnBlock | null): string[] =>
    block === null
      ? []
      : [
          ...workPhrases(context, block).flatMap((work) => indent(toolLines(work, room), style.dim)),
          ...block.consults.flatMap((consult) => indent(consultLines(context, block, consult, style, room))),
        ];

  const lines = (block: Block): string[] => {
    switch (block.kind) {
      case 'phase':
        return ['', rule(context.labels.phase(block.phase, block.round, block), page.width, style)];
      case 'turn':
        return turn(block);
      case 'fact':
        return [
          '',
          ...wrap(`${context.labels.moderator} · ${fillFacts(block.body.say, context, block.body.set)}`, page.width),
          ...indent(wrapParts(factChanges(context, block.body.set), room), style.dim),
        ];
      case 'shared':
        return [
          '',
          ...wrap(`${context.labels.moderator} · ${block.body.say}`, page.width),
          ...indent(wrapParts(sharedFacts(context, block.body), room), style.dim),
        ];
      case 'forked':
        return ['', ...wrap(context.labels.forked(block.body.turn, block.body.changed), page.width).map(style.dim)];
      case 'spoke':
        return ['', ...wrap(`${context.labels.moderator} · ${block.body.text}`, page.width)];
      case 'left':
        return [
          '',
          ...wrap(
            context.labels.left(nameOf(context, block.body.member), block.body.why, block.body.error),
            page.width,
          ).map(block.body.why === 'failed' ? style.bad : style.dim),
        ];
      case 'answered':
        return [
          '',
          ...wrap(`? ${block.question}`, page.width).map(style.dim),
          ...work(block.work),
          ...wrap(
            `${nameOf(context, block.member)} · ${block.answer ?? context.labels.noVote}${block.because === '' ? '' : ` (${block.because})`}`,
            page.width,
          ),
        ];
      case 'votes':
        return ['', ...ballotTable(context, block.ballots, style)];
      case 'stopped':
        return ['', ...wrap(stoppedWords(context.labels, block.body), page.width).map(style.dim)];
      case 'failed':
        return ['', ...wrap(context.labels.failed(block.body.error), page.width).map(style.bad)];
    }
  };

  return {
    style,
    header: (events: readonly TranscriptEvent[]) => ended(headerLines(context, events, style, page.width)),
    block: (block: Block) => ended(lines(block)),
    unfinished: () => ended(['', ...wrap(context.labels.unfinished, page.width).map(style.dim)]),
  };
}

const ended = (lines: readonly string[]) => lines.map((line) => `${settled(line).trimEnd()}\n`).join('');

/** `── Rebuttal 1 ─────`, as wide as the page. */
export function rule(title: string, width: number, style: Style): string {
  const used = widthOf(title) + 4;
  return `${style.dim('──')} ${style.bold(title)} ${style.dim('─'.repeat(Math.max(2, width - used)))}`;
}

function headerLines(context: PrintContext, events: readonly TranscriptEvent[], style: Style, width: number): string[] {
  const { scenario, labels, members } = context;
  const [opened] = eventsOf(events, 'debate.opened');
  const room = width - 2;
  const changed = sortedEntries(opened?.overrides ?? {}).map(([path, value]) => `${path} = ${plainValue(value)}`);
  const list = (
    head: string,
    rows: readonly (readonly [string, string])[],
    paint: (id: number) => (text: string) => string,
  ) => {
    const widest = Math.max(...rows.map(([name]) => widthOf(name)));
    return [
      '',
      style.dim(head),
      ...rows.flatMap(([name, text], row) =>
        wrap(text, room - widest - 2).map((line, index) =>
          index === 0
            ? `  ${paint(row)(name)}${' '.repeat(widest - widthOf(name) + 2)}${line}`
            : ' '.repeat(widest + 4) + line,
        ),
      ),
    ];
  };
  return [
    ...wrap(scenario.title, width).map(style.bold),
    // A script without a title is called by its question.
    ...(scenario.motion === scenario.title ? [] : wrap(scenario.motion, width)),
    ...(scenario.background === '' ? [] : ['', ...wrap(fillFacts(scenario.background, context), width).map(style.dim)]),
    ...(opened?.asked?.kind === 'chat'
      ? []
      : list(
          labels.options,
          Object.values(scenario.options).map(({ short, label }) => [short, label === short ? '' : label] as const),
          () => (text) => text,
        )),
    ...list(
      labels.cast,
      members.map(({ name, role }) => [name, role] as const),
      (row) => style.speaker(members[row]?.id ?? ''),
    ),
    ...(changed.length === 0
      ? []
      : ['', ...wrapParts([`${labels.changedFacts}: ${changed[0]}`, ...changed.slice(1)], width)]),
  ];
}

/** Number, speaker, addressee, and what the turn does to the turn that it answers. */
function topLine(context: PrintContext, block: TurnBlock, style: Style, number: string, width: number): string[] {
  const name = speakerOf(context, block);
  const { said } = block;
  if (said === null) return [`${style.dim(number)}${style.speaker(block.speaker)(name)}`];
  const to = nameOf(context, said.addressee);
  const answering = said.answers === null ? '' : context.labels.answering(said.act, said.answers.turn);
  const plain = `${number}${name} → ${to}`;
  const head = `${style.dim(number)}${style.speaker(block.speaker)(name)} ${style.dim('→')} ${style.speaker(said.addressee)(to)}`;
  const coloured = said.addressee === 'all' ? head.replace(style.speaker('all')(to), to) : head;
  if (answering === '') return [coloured];
  const tail = ` · ${answering}`;
  return widthOf(plain + tail) <= width ? [coloured + style.dim(tail)] : [coloured, MARGIN + style.dim(answering)];
}

function toolLines({ tool, figures: [first, ...more] }: { tool: string; figures: string[] }, room: number): string[] {
  const parts = [first === undefined ? `[${tool}` : `[${tool}: ${first}`, ...more];
  return wrapParts([...parts.slice(0, -1), `${parts.at(-1)}]`], room, ', ');
}

function consultLines(
  context: PrintContext,
  block: TurnBlock,
  consult: EventBody<'consult.answered'>,
  style: Style,
  room: number,
): string[] {
  const from = nameOf(context, consult.from);
  const to = nameOf(context, consult.to);
  const paint = (line: string, index: number, head: string, painted: string) =>
    index === 0 ? painted + line.slice(head.length) : line;
  const asked = `${from} → ${to}, ${context.labels.consult} · ${consult.question}`;
  const answered = `${to}${consult.stub ? ` (${context.labels.stub})` : ''} · ${consult.answer}`;
  const figures = figurePhrases(context, block, `consult:${consult.turn}.${consult.call}`, {
    name: consult.calculation?.name ?? null,
    figures: consult.figures,
  });
  return [
    ...wrap(asked, room).map((line, index) => paint(line, index, from, style.speaker(consult.from)(from))),
    ...wrap(answered, room).map((line, index) => paint(line, index, to, style.speaker(consult.to)(to))),
    ...(figures.length === 0 ? [] : wrap(`[${figures.join(', ')}]`, room).map(style.dim)),
  ];
}

/** Where the speaker now stands; a move carries the reasons behind it. */
function stanceLines(context: PrintContext, block: TurnBlock, style: Style, room: number): string[] {
  if (block.said === null) return [];
  const stance = `▸ ${stancePhrase(context, block.before, block.said.stance)}`;
  const moved = block.before !== null && hasMoved(block.before, block.said.stance);
  const why = moved ? reasonPhrases(context, block.moved) : [];
  if (why.length === 0) return [moved ? stance : style.dim(stance)];
  const [first = stance, ...rest] = wrapParts([`${stance}  ← ${why[0]}`, ...why.slice(1)], room);
  return [first, ...rest.map(style.dim)].map((line, index) =>
    index === 0 && line.startsWith(stance) ? stance + style.dim(line.slice(stance.length)) : line,
  );
}

function ballotTable(context: PrintContext, ballots: readonly Ballot[], style: Style): string[] {
  const { labels } = context;
  const vote = (cast: Ballot['blind']) =>
    cast === null ? '—' : votePhrase(context, cast.option, cast.confidence, labels.noVote);
  const rows = ballots.map(({ member, blind, last }) => [nameOf(context, member), vote(blind), vote(last)]);
  const [head = '', ...body] = columns([[labels.ballot.member, labels.ballot.blind, labels.ballot.last], ...rows], {
    gap: 4,
  });
  return [style.dim(`  ${head}`), ...body.map((row) => `  ${row}`)];
}
