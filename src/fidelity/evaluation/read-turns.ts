import { z } from 'zod';
import { PitwallError } from '../../core/error.ts';
import { issueSentence } from '../../core/issue.ts';
import type { SpokenTurn } from '../model/turn.ts';

const Said = z.union([
  z.string(),
  z.looseObject({ speaker: z.string().nullish(), text: z.string() }),
  z.looseObject({ role: z.string().nullish(), content: z.string() }),
]);

/** One line of a file of turns, from whatever system; what it has beside these fields is left alone. */
export const TurnLine = z.looseObject({
  id: z.union([z.string().min(1), z.number()]),
  /** Callsign, id or name of a member. */
  persona: z.string().min(1),
  lang: z.string().min(2).nullish(),
  context: z.union([z.string(), z.array(Said)]).nullish(),
  utterance: z.string(),
  addressee: z.string().nullish(),
  /** Lines with the same value are one conversation, in this order. */
  debate: z.string().nullish(),
  round: z.number().int().nonnegative().nullish(),
});
type TurnLine = z.infer<typeof TurnLine>;

/** What is wrong with a line of a file, from 1. */
interface BadLine {
  line: number;
  what: string;
}

const MOST_NAMED = 5;

/**
 * Turns of a file with one JSON object a line, in order. Empty lines are skipped; every line that is none is named.
 *
 * @param memberOf the card's id for whatever a line calls the member; undefined for nobody
 */
export function readTurns(
  text: string,
  file: string,
  memberOf: (name: string) => string | undefined,
): { turn: SpokenTurn; id: string | number }[] {
  const bad: BadLine[] = [];
  const read = text.split('\n').flatMap((row, index) => {
    if (row.trim() === '') return [];
    const line = index + 1;
    const given = jsonFrom(row);
    const parsed = TurnLine.safeParse(given);
    if (!parsed.success) {
      const [issue] = parsed.error.issues;
      bad.push({
        line,
        what:
          issue === undefined || issue.path.length === 0
            ? 'expected a JSON object with `id`, `persona` and `utterance`'
            : issueSentence(issue, given),
      });
      return [];
    }
    const persona = memberOf(parsed.data.persona);
    if (persona === undefined) {
      bad.push({ line, what: `nobody is called \`${parsed.data.persona}\`` });
      return [];
    }
    // Ids may come twice, and scorers tell turns by them.
    return [{ id: parsed.data.id, turn: turnFrom(parsed.data, `${line}:${parsed.data.id}`, persona) }];
  });
  const [first, ...rest] = bad;
  if (first === undefined) return read;
  const others = rest.slice(0, MOST_NAMED).map(({ line, what }) => `line ${line}: ${what}`);
  const more = rest.length > MOST_NAMED ? [`and ${rest.length - MOST_NAMED} more lines`] : [];
  const sentence = [first.what, ...others, ...more].join('; ');
  throw new PitwallError('DATA_INVALID', sentence, {
    place: { file, line: first.line },
    data: { lines: bad.map(({ line }) => line) },
  });
}

function turnFrom(
  { lang, context, utterance, addressee, debate, round }: TurnLine,
  id: string,
  persona: string,
): SpokenTurn {
  return {
    id,
    persona,
    utterance,
    context: saidBefore(context ?? []),
    ...(lang ? { lang: lang.toLowerCase() } : {}),
    ...(addressee ? { addressee: addressee.toLowerCase() } : {}),
    ...(debate ? { debate } : {}),
    ...(round == null ? {} : { round }),
  };
}

/** A context is text, one line or many, each with or without its speaker in front, or a list of such. */
function saidBefore(context: NonNullable<TurnLine['context']>): SpokenTurn['context'] {
  const pieces = typeof context === 'string' ? context.split('\n') : context;
  return pieces.flatMap((piece) => {
    if (typeof piece !== 'string') {
      const speaker = 'text' in piece ? piece.speaker : piece.role;
      const text = 'text' in piece ? piece.text : piece.content;
      return text === ''
        ? []
        : [{ text: String(text), ...(speaker ? { speaker: String(speaker).toLowerCase() } : {}) }];
    }
    const [, speaker, text] = /^\s*([\p{L}\d][\p{L}\d -]{0,19}?)\s*[:：]\s+(.+)$/su.exec(piece) ?? [];
    if (piece.trim() === '') return [];
    return [speaker === undefined || text === undefined ? { text: piece } : { speaker: speaker.toLowerCase(), text }];
  });
}

function jsonFrom(row: string): unknown {
  try {
    return JSON.parse(row);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
