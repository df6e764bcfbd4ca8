import { basename } from 'node:path';
import { readCharacterCard } from '../cards/exchange/character-card.ts';
import type { Composed, ComposeOptions } from '../cards/exchange/compose.ts';
import { composeCard } from '../cards/exchange/compose.ts';
import { carriedCard } from '../cards/exchange/export-card.ts';
import type { Json, JsonObject } from '../cards/exchange/json.ts';
import { readJsonObject, roundedNumbers, stringsIn } from '../cards/exchange/json.ts';
import type { Portrait } from '../cards/exchange/portrait.ts';
import { readSystemPrompt } from '../cards/exchange/system-prompt.ts';
import { readTinyTroupe } from '../cards/exchange/tiny-troupe.ts';
import { PitwallError } from '../core/error.ts';
import { userText } from '../files/user-text.ts';
import type { PngText } from './png-texts.ts';
import { isPng, pngTexts } from './png-texts.ts';

/** Keywords under which pictures carry cards, the newest format first. */
const CARD_TEXTS = ['ccv3', 'chara'];
/** Keywords are compared as SillyTavern does, in any case. */
const isCard = ({ keyword }: PngText, which: readonly string[] = CARD_TEXTS) => which.includes(keyword.toLowerCase());
/** Bytes of a card as JSON: a lorebook of a thousand long entries. */
const MOST_JSON = 8 * 2 ** 20;
/** Characters of what else a picture says, such as how it was drawn. */
const MOST_ASIDE = 4 * 2 ** 20;
const megabytes = (bytes: number) => (bytes / 2 ** 20).toFixed(1);

export type ForeignOptions = Pick<ComposeOptions, 'user' | 'slugOf' | 'name'>;

/** A file of another program as a card, and the card of ours that it carries, if one does. */
export interface Foreign extends Composed {
  carried: { text: string; source: JsonObject } | null;
}

/** A person whom the source does not name is called as its file. */
function composeFrom(shown: string, { user, slugOf, name }: ForeignOptions) {
  const fallbackName = slugOf(basename(shown).replace(/(?:\.agent)?(?:\.fragment)?\.[a-z]+$/i, '')) || 'Imported';
  return (portrait: Portrait): Composed =>
    composeCard(portrait, { user, slugOf, fallbackName, ...(name === undefined ? {} : { name }) });
}

/**
 * A file in another format, recognised by its content: a Character Card (JSON, or a PNG picture that carries one), or a TinyTroupe
 * agent or fragment. Undefined for anything else, which is then read as text.
 * Throws CARD_INVALID for JSON that is no card and FILE_UNREADABLE for a picture that carries none or cannot be trusted.
 */
export function readForeign(bytes: Uint8Array, shown: string, options: ForeignOptions): Foreign | undefined {
  const compose = composeFrom(shown, options);
  if (isPng(bytes)) return fromPicture(bytes, shown, compose);
  const first = bytes.findIndex((byte) => ![0x20, 0x09, 0x0a, 0x0d, 0xef, 0xbb, 0xbf].includes(byte));
  const isList = bytes[first] === 0x5b && isJsonList(bytes);
  if (isList) throw invalid(shown, 'expected a card in JSON, found a list: give each card a file of its own');
  if (bytes[first] === 0x7b) {
    if (bytes.length > MOST_JSON)
      throw unreadable(shown, `expected a card of at most 8 MB, found ${megabytes(bytes.length)} MB`);
    const text = userText(bytes, (found) => unreadable(shown, `expected JSON in UTF-8, found ${found}`));
    const refuse = (found: string) => invalid(shown, `expected a card in JSON, found ${found}`);
    const source = readJsonObject(text, refuse);
    if (source === undefined)
      throw invalid(shown, 'expected a card in JSON, found JSON that breaks off or is malformed');
    return fromObject(source, text, shown, compose);
  }
  return undefined;
}

/** A text that tells a model who to be, as a card; undefined for any other text. */
export function readPrompt(text: string, shown: string, options: ForeignOptions): Composed | undefined {
  const portrait = readSystemPrompt(text);
  return portrait === undefined ? undefined : composeFrom(shown, options)(portrait);
}

/** A list in JSON; a text in Markdown may begin with the same bracket. */
function isJsonList(bytes: Uint8Array): boolean {
  try {
    return Array.isArray(
      JSON.parse(
        Buffer.from(bytes)
          .toString('utf8')
          .replace(/^\uFEFF/, ''),
      ),
    );
  } catch (error) {
    if (error instanceof SyntaxError) return false;
    throw error;
  }
}

function fromObject(
  source: JsonObject,
  text: string,
  shown: string,
  compose: (portrait: Portrait) => Composed,
): Foreign {
  const portrait = readTinyTroupe(source) ?? readCharacterCard(source);
  if (portrait === undefined) {
    const keys = Object.keys(source)
      .slice(0, 6)
      .map((key) => `\`${key.slice(0, 40)}\``);
    throw invalid(
      shown,
      `expected a Character Card or a TinyTroupe agent, found JSON with ${keys.length === 0 ? 'nothing in it' : `the fields ${keys.join(', ')}`}`,
    );
  }
  const composed = compose(portrait);
  const rounded = roundedNumbers(text);
  const carried = carriedCard(source);
  return {
    ...composed,
    report: {
      ...composed.report,
      remarks: [
        ...composed.report.remarks,
        ...(rounded.length === 0
          ? []
          : [
              `${rounded.length === 1 ? 'One number has' : `${rounded.length} numbers have`} more digits than are kept: ${rounded.slice(0, 3).join(', ')}.`,
            ]),
      ],
    },
    carried: carried === undefined ? null : { text: carried, source },
  };
}

function fromPicture(bytes: Uint8Array, shown: string, compose: (portrait: Portrait) => Composed): Foreign {
  const refuse = (found: string, cause?: unknown) =>
    unreadable(shown, `expected a picture that carries a card, found ${found}`, cause);
  const texts = pngTexts(bytes, refuse);
  const card = CARD_TEXTS.flatMap((keyword) => texts.find((one) => isCard(one, [keyword])) ?? [])[0];
  if (card === undefined) {
    const found = texts.map(({ keyword }) => `\`${keyword}\``).join(', ');
    throw refuse(`one without a text \`chara\` or \`ccv3\`${found === '' ? '' : `, but with ${found}`}`);
  }
  const aside = texts.filter((one) => !isCard(one));
  if (aside.reduce((sum, { text }) => sum + text.length, 0) > MOST_ASIDE)
    throw refuse('one whose other texts hold more than 4 MB');
  const json = jsonOf(card.text, (found) => refuse(`${found} in its text \`${card.keyword}\``));
  const foreign = fromObject(objectOf(json, card.keyword, refuse), json, shown, compose);
  const others = texts.flatMap((one): [string, Json][] => (one === card ? [] : otherText(one, foreign, json, refuse)));
  const png = Object.fromEntries(
    others.map(([keyword, value], index) => [
      others.findIndex(([other]) => other === keyword) === index ? keyword : `${keyword} ${index + 1}`,
      value,
    ]),
  );
  if (others.length === 0) return { ...foreign, report: withPicture(foreign.report, []) };
  const kept = Object.entries(png).map(([keyword, value]) => {
    const strings = stringsIn(value);
    return {
      field: `the picture's text ${keyword}`,
      strings: strings.length,
      characters: strings.reduce((sum, { text }) => sum + text.length, 0),
      because: null,
    };
  });
  return { ...foreign, kept: { ...foreign.kept, png }, report: withPicture(foreign.report, kept) };
}

function withPicture(report: Composed['report'], kept: Composed['report']['kept']): Composed['report'] {
  return {
    ...report,
    kept: [...report.kept, ...kept],
    remarks: [...report.remarks, 'The picture itself is not kept: the file that you imported has it.'],
  };
}

/** What a text beside the card says that the card does not: nothing of an older copy with the same words. */
function otherText(
  one: PngText,
  { kept }: Composed,
  json: string,
  refuse: (found: string, cause?: unknown) => PitwallError,
): [string, Json][] {
  const { keyword, text } = one;
  if (!isCard(one)) return text.trim() === '' ? [] : [[keyword, text]];
  const copy = objectOf(
    jsonOf(text, (found) => refuse(`${found} in its text \`${keyword}\``)),
    keyword,
    refuse,
  );
  const whole = objectOf(json, 'ccv3', refuse);
  const known = new Set(stringsIn(whole).map((one) => one.text));
  const isSaid = ({ path, text: words }: { path: (string | number)[]; text: string }) =>
    words.trim() === '' || known.has(words) || /^spec(?:_version)?$/.test(String(path.at(-1)));
  return kept.format === 'character-card-v3' && stringsIn(copy).every(isSaid) ? [] : [[keyword, copy]];
}

function objectOf(json: string, keyword: string, refuse: (found: string, cause?: unknown) => PitwallError): JsonObject {
  const source = readJsonObject(json, (found) => refuse(`${found} in its text \`${keyword}\``));
  if (source === undefined) throw refuse(`what is not JSON in its text \`${keyword}\``);
  return source;
}

/** The JSON of a card's text: in Base64, as the formats ask, or as it is. */
function jsonOf(text: string, refuse: (found: string) => PitwallError): string {
  if (text.length > MOST_JSON * (4 / 3)) throw refuse('more than 8 MB');
  if (/^\s*\{/.test(text)) return text;
  if (/[^A-Za-z0-9+/=_\s-]/.test(text)) throw refuse('what is neither Base64 nor JSON');
  return userText(Buffer.from(text, 'base64'), refuse);
}

const unreadable = (file: string, sentence: string, cause?: unknown) =>
  new PitwallError('FILE_UNREADABLE', sentence, { place: { file }, cause });
const invalid = (file: string, sentence: string) => new PitwallError('CARD_INVALID', sentence, { place: { file } });
