import { z } from 'zod';
import { PitwallError } from '../../core/error.ts';
import type { JsonObject } from './json.ts';
import { isObject, readJsonObject } from './json.ts';
import { FORMS } from './passage.ts';

export const SOURCE_FORMATS = [
  'character-card-v1',
  'character-card-v2',
  'character-card-v3',
  'tiny-troupe-agent',
  'tiny-troupe-fragment',
  'system-prompt',
] as const;

const Path = z.array(z.union([z.string(), z.number().int().nonnegative()]));

/** Strings of the source that stand under a heading of the card; in `source` nothing is left in their place. */
const PlacedPassage = z.strictObject({
  at: z.array(Path).min(1),
  heading: z.string(),
  form: z.enum(FORMS),
  /** Name of the string in each of `items`. */
  key: z.string().optional(),
  lead: z.string().optional(),
  trail: z.string().optional(),
  eol: z.string().optional(),
  macros: z
    .strictObject({
      places: z.number().int().nonnegative(),
      were: z.array(z.tuple([z.number().int().nonnegative(), z.string()])),
    })
    .optional(),
});

/** What a card holds of the file that it was imported from beside what stands in its sections: export puts both together. */
export const Remainder = z.strictObject({
  kept: z.literal(1),
  format: z.enum(SOURCE_FORMATS),
  /** The name as the card's title has it, and where the source has its own. */
  title: z.strictObject({ name: z.string(), at: Path.nullable() }),
  /** Rows of the table as they were written, each a string of the source. */
  rows: z.array(z.strictObject({ at: Path, label: z.string(), value: z.string() })),
  names: z.strictObject({ char: z.string(), user: z.string() }),
  passages: z.array(PlacedPassage),
  source: z.custom<JsonObject>(isObject, 'expected an object'),
  /** Other texts of the picture that the source came in, by their keyword. */
  png: z.custom<JsonObject>(isObject, 'expected an object').optional(),
});
export type Remainder = z.infer<typeof Remainder>;
export type PlacedPassage = Remainder['passages'][number];

/** Only what is above this line is the card: no prompt, no record and no page has what is below. */
export const REMAINDER_HEADING = '## Kept for export';
const OPENING = `${REMAINDER_HEADING}\n\nWhat the source says beside the sections above. \`pitwall persona export\` puts it back; no prompt and no record has it.\n\n\`\`\`json\n`;
const CLOSING = '\n```\n';
/** How the block begins and ends in the bytes of a file. */
export const REMAINDER_MARKS = [`\n\n${OPENING}`, CLOSING] as const;

/** A card with what is kept of its source behind it. */
export function withRemainder(text: string, remainder: Remainder): string {
  return `${text.replace(/\n*$/, '\n')}\n${OPENING}${jsonOf(remainder)}${CLOSING}`;
}

/** One passage a line; the rest as JSON is usually written. */
function jsonOf({ passages, ...rest }: Remainder): string {
  const lines = passages.map((passage) => `\n  ${JSON.stringify(passage)}`).join(',');
  return JSON.stringify(rest, null, 1).replace('{', () => `{\n "passages": [${lines}],`);
}

/** A card without what is kept of its source, and the block that keeps it; null where there is none. */
export function cutRemainder(text: string): { text: string; block: string | null } {
  const at = text.lastIndexOf(REMAINDER_MARKS[0]);
  return at < 0 || !text.endsWith(CLOSING)
    ? { text, block: null }
    : { text: text.slice(0, at + 1), block: text.slice(at + 2) };
}

/** What a block holds. Throws CARD_INVALID for one that somebody has changed so that it cannot be read. */
export function readRemainder(block: string, file: string): Remainder {
  const refuse = (found: string, cause?: unknown) =>
    new PitwallError(
      'CARD_INVALID',
      `expected the block under "${REMAINDER_HEADING}" as the import wrote it, found ${found}`,
      {
        place: { file },
        cause,
      },
    );
  const source = readJsonObject(block.slice(OPENING.length, -CLOSING.length), refuse);
  if (source === undefined) throw refuse('what is not JSON');
  const parsed = Remainder.safeParse(source);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw refuse(`\`${issue?.path.join('.')}\`: ${issue?.message}`);
}
