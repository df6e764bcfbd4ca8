import type { PersonaCard, Relationship } from '../core/card.ts';
import type { Lines } from './markdown.ts';

type Message = PersonaCard['messages'][number];

/** A line of the source, from 1, with its text. */
export interface LooseLine {
  line: number;
  text: string;
}

export const BULLET = /^\s*(?:>\s*)*(?:[-*+]\s+|\d+[.)]\s+)?/;
const IS_ITEM = /^\s*(?:[-*+]|\d+[.)])\s+\S/;
const TO = /^(?:to\s+|→\s*|->\s*|@)([^"“:：]{1,60}?)\s*[:：]\s*(?=["“])/iu;
const TO_KOREAN = /^([^"“:：\s]{1,40}?)(?:에게|한테|께)\s*[:：]\s*(?=["“])/u;
const EVERYBODY = new Set(['*', 'all', 'everyone', 'everybody', 'team', '모두', '다들', '전체', '팀']);

function addressee(name: string): string {
  const plain = name.trim().toLowerCase();
  return EVERYBODY.has(plain) ? '*' : plain;
}

/**
 * Quoted messages, in a fence or a list, blank lines between or not; an item of a list (`isList`) is one without quotation marks
 * too. The closing quotation mark ends its line. Who is spoken to, in this order:
 * - in front: `to Cortex: "…"`, `→ Cortex: "…"`, `Cortex에게: "…"`, with or without a bullet; `to all` is `*`
 * - a handle that opens the message: `"@cortex …"`
 * - a form of address from the card's relationships that opens it: `"도윤님, …"`
 * Lines outside any message are the rest.
 */
export function readMessages(
  pieces: readonly (Lines & { isList?: boolean })[],
  relationships: readonly Relationship[],
): { found: Message[]; rest: LooseLine[] } {
  const messages: Message[] = [];
  const rest: LooseLine[] = [];
  const say = (text: string, line: number, to = addressedIn(text, relationships)) => {
    if (text !== '') messages.push({ text, ...(to === undefined ? {} : { to }), line });
  };
  for (const { line: firstLine, lines, isList = false } of pieces) {
    let at = 0;
    while (at < lines.length) {
      const written = lines[at] ?? '';
      const opening = written.replace(BULLET, '');
      const prefix = TO.exec(opening) ?? TO_KOREAN.exec(opening);
      const quoted = opening.slice(prefix?.[0].length ?? 0);
      const end = /^["“]/.test(quoted) ? closingLine(lines, at, quoted) : undefined;
      if (end !== undefined) {
        const body = [quoted, ...lines.slice(at + 1, end + 1)].map((text) => text.trim()).join('\n');
        const to = prefix?.[1] === undefined ? undefined : addressee(prefix[1]);
        say(body.slice(1, -1).trim(), firstLine + at, to);
        at = end + 1;
      } else if (isList && IS_ITEM.test(written)) {
        let next = at + 1;
        while (next < lines.length && !IS_ITEM.test(lines[next] ?? '') && (lines[next] ?? '').trim() !== '') next += 1;
        const body = [opening, ...lines.slice(at + 1, next)].map((text) => text.trim()).join('\n');
        say(body.trim(), firstLine + at);
        at = next;
      } else {
        if (opening.trim() !== '') rest.push({ line: firstLine + at, text: written.trim() });
        at += 1;
      }
    }
  }
  return { found: messages, rest };
}

/** Index of the line that closes the quotation opened at `start`; none before a blank line means that it is not a message. */
export function closingLine(lines: readonly string[], start: number, quoted: string): number | undefined {
  if (/^.+["”]\s*$/.test(quoted)) return start;
  for (let at = start + 1; at < lines.length; at++) {
    const text = (lines[at] ?? '').trim();
    if (text === '') return undefined;
    if (/["”]$/.test(text)) return at;
  }
  return undefined;
}

function addressedIn(text: string, relationships: readonly Relationship[]): string | undefined {
  const handle = /^@([\p{L}\p{N}_-]+)/u.exec(text)?.[1];
  if (handle !== undefined) return addressee(handle);
  return relationships
    .find(({ to, address }) => {
      if (to === '*') return false;
      return [address.ko, address.en].some(
        (name) => name !== undefined && text.startsWith(name) && /^[,\s!?~]/.test(text.slice(name.length)),
      );
    })
    ?.to.toLowerCase();
}
