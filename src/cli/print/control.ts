import { randomInt } from 'node:crypto';
import { visible } from '../../core/visible.ts';

/**
 * What our own orders to a terminal carry, and what no text from elsewhere can know. Whatever is printed passes `forTerminal`: an
 * order with the seal becomes one, any other is shown and not obeyed.
 */
const SEAL = String(randomInt(2 ** 40));

const PLAIN_COLOUR = new RegExp(`${'\u001b'}\\[([\\d;]*)m`, 'g');
const SEALED = new RegExp(`${'\u001b'}\\[${SEAL};([\\d;]*)([A-Za-z])`, 'g');

const order = (parameters: string, letter: string) => `\u001b[${SEAL};${parameters}${letter}`;
/** Stands for a carriage return. */
const RETURN = 'r';

/** Back to the beginning of the line, and nothing on it. */
export const ERASE = order('', RETURN) + order('2', 'K');
/** Up a line, and nothing on it. */
export const UP_AND_ERASE = order('1', 'A') + order('2', 'K');

/** Puts colour on a text that may have colour of ours in it; the codes are sealed. */
export function sealed(paint: (text: string) => string): (text: string) => string {
  return (text) => paint(forTerminal(text)).replace(PLAIN_COLOUR, (_, parameters: string) => order(parameters, 'm'));
}

/** A text as it is printed: only what is ours moves the cursor or sets a colour, and nothing hides, reverses or overwrites what stands there. */
export function forTerminal(text: string): string {
  let shown = '';
  let from = 0;
  for (const { 0: whole, 1: parameters, 2: letter, index } of text.matchAll(SEALED)) {
    shown += readable(text.slice(from, index)) + (letter === RETURN ? '\r' : `\u001b[${parameters}${letter}`);
    from = index + whole.length;
  }
  return shown + readable(text.slice(from));
}

/** A line may end as Windows ends it. */
const readable = (text: string) => visible(text.replaceAll('\r\n', '\n'));
