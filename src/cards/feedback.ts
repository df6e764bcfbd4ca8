import type { PersonaCard } from '../core/card.ts';
import type { Lines } from './markdown.ts';
import type { LooseLine } from './messages.ts';
import { BULLET } from './messages.ts';

type Feedback = PersonaCard['feedback'][number];

const DASH = '[—–―-]{1,2}';
/** `— Pulse (ML Training)` on a line of its own. */
const SIGNED = new RegExp(`^${DASH}\\s*([^"“「\\s].{0,79})$`, 'u');
/** `"…" — Pulse`: the quotation, then who said it. */
const SIGNED_INLINE = new RegExp(`^(.*["”」])\\s*${DASH}\\s*([^"“”]{1,80})$`, 'su');
/** `**From Engineers:**`, `**Pulse** (ML):`, `Pulse: "…"`, `From Pulse:`. */
const NAMED =
  /^(?:[*_]{2}(?:from\s+)?([^*_]{1,80}?)\s*[:：]?\s*[*_]{2}\s*(\([^()]{1,60}\))?|(?:from\s+)?([^"“:：*]{1,60}?))\s*[:：]?\s*(["“].*)?$/iu;

/**
 * What colleagues say, each with who says it: `"…"` with `— Name` behind or below it, or under `**From Name:**`. Nobody named
 * is `under`. Lines that are no colleague's word are the rest.
 */
export function readFeedback(pieces: readonly Lines[], under = ''): { found: Feedback[]; rest: LooseLine[] } {
  const found: Feedback[] = [];
  const rest: LooseLine[] = [];
  let speaker: { by: string; line: number; text: string; isUsed: boolean } | undefined;
  const forget = () => {
    if (speaker !== undefined && !speaker.isUsed) rest.push({ line: speaker.line, text: speaker.text });
    speaker = undefined;
  };
  for (const { line: firstLine, lines } of pieces) {
    let at = 0;
    while (at < lines.length) {
      const line = firstLine + at;
      const written = lines[at] ?? '';
      const text = written.replace(BULLET, '').trim();
      const named = /^["“「]/u.test(text) ? null : NAMED.exec(text);
      const quote = named?.[4] ?? text;
      if (text === '' || text === '>') at += 1;
      else if (/^["“「]/u.test(quote)) {
        const { said, by, next } = quotation(lines, at, quote);
        if (named !== null) forget();
        const who = named === null ? (by ?? speaker?.by ?? under) : nameIn(named);
        if (speaker !== undefined) speaker.isUsed = true;
        found.push({ by: who, text: said, line });
        at = next;
      } else if (named !== null && /[:：]\s*[*_]*\s*$|^[*_]{2}/u.test(text)) {
        forget();
        speaker = { by: nameIn(named), line, text: written.trim(), isUsed: false };
        at += 1;
      } else {
        rest.push({ line, text: written.trim() });
        at += 1;
      }
    }
  }
  forget();
  return { found, rest: rest.sort((a, b) => a.line - b.line) };
}

const nameIn = ([, bold = '', role = '', plain = '']: RegExpExecArray) =>
  [(bold || plain).replace(/[:：]$/u, '').trim(), role].filter((part) => part !== '').join(' ');

/** The quotation that opens at a line, over several if need be, who signs it, and the index of the line behind both. */
function quotation(lines: readonly string[], start: number, opening: string) {
  const parts = [opening];
  let at = start;
  const isClosed = () => /["”」]\s*$/u.test(parts.at(-1) ?? '') && (parts.length > 1 || opening.trim().length > 1);
  while (!isClosed() && !SIGNED_INLINE.test(parts.join('\n'))) {
    const next = lines[at + 1]?.replace(BULLET, '').trim();
    if (next === undefined || next === '' || SIGNED.test(next)) break;
    parts.push(next);
    at += 1;
  }
  const whole = parts.map((part) => part.trim()).join('\n');
  const inline = SIGNED_INLINE.exec(whole);
  const below = lines[at + 1]?.replace(/^\s*(?:>\s*)*/u, '').trim();
  const signed = inline === null && below !== undefined ? SIGNED.exec(below)?.[1] : undefined;
  return {
    said: (inline?.[1] ?? whole).replace(/^["“「]|["”」]$/gu, '').trim(),
    by: inline?.[2]?.trim() ?? signed?.trim(),
    next: at + (signed === undefined ? 1 : 2),
  };
}
