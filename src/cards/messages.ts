import type { PersonaCard, Relationship } from '../core/card.ts';
import type { Lines } from './markdown.ts';

type Message = PersonaCard['messages'][number];

const BULLET = /^\s*(?:>\s*)*(?:[-*+]\s+|\d+[.)]\s+)?/;
const TO = /^(?:to\s+|→\s*|->\s*|@)([^"“:：]{1,60}?)\s*[:：]\s*(?=["“])/iu;
const TO_KOREAN = /^([^"“:：\s]{1,40}?)(?:에게|한테|께)\s*[:：]\s*(?=["“])/u;
const EVERYBODY = new Set(['*', 'all', 'everyone', 'everybody', 'team', '모두', '다들', '전체', '팀']);

function addressee(name: string): string {
  const plain = name.trim().toLowerCase();
  return EVERYBODY.has(plain) ? '*' : plain;
}

/**
 * Quoted messages, in a fence or a list, blank lines between or not. The closing quotation mark ends its line. Who is spoken to, in this order:
 * - in front: `to Cortex: "…"`, `→ Cortex: "…"`, `Cortex에게: "…"`, with or without a bullet; `to all` is `*`
 * - a handle that opens the message: `"@cortex …"`
 * - a form of address from the card's relationships that opens it: `"도윤님, …"`
 * Lines outside any message are the rest.
 */
export function readMessages(
  pieces: readonly Lines[],
  relationships: readonly Relationship[],
): { found: Message[]; rest: string } {
  const messages: Message[] = [];
  const unread: string[] = [];
  for (const { line: firstLine, lines } of pieces) {
    let at = 0;
    while (at < lines.length) {
      const opening = (lines[at] ?? '').replace(BULLET, '');
      const prefix = TO.exec(opening) ?? TO_KOREAN.exec(opening);
      const quoted = opening.slice(prefix?.[0].length ?? 0);
      const end = /^["“]/.test(quoted) ? closingLine(lines, at, quoted) : undefined;
      if (end === undefined) {
        if (opening.trim() !== '') unread.push((lines[at] ?? '').trim());
        at += 1;
        continue;
      }
      const body = [quoted, ...lines.slice(at + 1, end + 1)].map((text) => text.trim()).join('\n');
      const text = body.slice(1, -1).trim();
      const to = prefix?.[1] === undefined ? addressedIn(text, relationships) : addressee(prefix[1]);
      if (text !== '') messages.push({ text, ...(to === undefined ? {} : { to }), line: firstLine + at });
      at = end + 1;
    }
  }
  return { found: messages, rest: unread.join('\n') };
}

/** Index of the line that closes the quotation opened at `start`; none before a blank line means that it is not a message. */
function closingLine(lines: readonly string[], start: number, quoted: string): number | undefined {
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
