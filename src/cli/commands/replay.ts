import { setTimeout as wait } from 'node:timers/promises';
import { PitwallError } from '../../core/error.ts';
import type { Block } from '../../report/blocks.ts';
import { blocksOf } from '../../report/blocks.ts';
import { widthOf } from '../../report/width.ts';
import { debateEnd } from '../print/debate.ts';
import { terminalPrinter } from '../print/terminal.ts';
import { positiveNumber, wholeNumber } from '../support/flags.ts';
import type { Shell } from '../support/shell.ts';
import { readDebate, withDebate } from '../support/stored.ts';

const SLOWEST = 0.01;
/** Columns a second at speed 1: about ten syllables of Hangul, or four English words. */
const COLUMNS_A_SECOND = 20;
const SHORTEST_MS = 800;

export interface ReplayFlags {
  db?: string;
  speed?: string;
  instant?: boolean;
  from?: string;
  verify?: boolean;
  full?: boolean;
}

/** `pitwall replay`: reads the record and waits as long as a reader needs; no model and no machine. */
export async function replay(shell: Shell, name: string, flags: ReplayFlags): Promise<void> {
  if (flags.verify === true) return (await import('./verify.ts')).verifyRecord(shell, name, flags);
  const speed = positiveNumber('--speed', flags.speed);
  // A timer that is longer than any can be ends at once.
  if (speed !== undefined && speed < SLOWEST)
    throw new PitwallError('USAGE', `expected \`--speed\` to be a number from ${SLOWEST} up, got \`${flags.speed}\``);
  const from = wholeNumber('--from', flags.from, 1) ?? 1;
  const paced = flags.instant !== true && (speed !== undefined || shell.isWatched);
  await withDebate(shell, name, flags, async (debate) => {
    const stored = await readDebate(shell, debate);
    const { context, events, document } = stored;
    const last = document.turns.at(-1)?.turn ?? 0;
    if (from > Math.max(1, last)) {
      throw new PitwallError('USAGE', `expected \`--from\` to be a turn from 1 to ${last}, got \`${from}\``);
    }
    const page = shell.page();
    const printer = terminalPrinter(context, page);
    shell.print(printer.header(events));
    for (const block of fromTurn(blocksOf(context, events), from)) {
      shell.print(printer.block(block));
      if (paced) await wait(readingMs(block) / (speed ?? 1));
    }
    shell.print(debateEnd(context, stored, page, flags));
  });
}

/** The blocks from a turn on, with the heading that it stands under. */
function fromTurn(blocks: readonly Block[], turn: number): Block[] {
  const start = blocks.findIndex((block) => block.kind === 'turn' && block.turn >= turn);
  if (start < 0) return [...blocks];
  const heading = blocks.slice(0, start).findLast((block) => block.kind === 'phase');
  const rest = blocks.slice(start);
  return heading === undefined ? rest : [heading, ...rest];
}

function readingMs(block: Block): number {
  if (block.kind === 'phase') return 0;
  const said = block.kind === 'turn' ? (block.said?.utterance ?? '') : '';
  return Math.max(SHORTEST_MS, (widthOf(said) / COLUMNS_A_SECOND) * 1000);
}
