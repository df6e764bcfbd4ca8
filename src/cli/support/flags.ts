import type { Budget, Caps } from '../../core/budget.ts';
import { PitwallError } from '../../core/error.ts';
import { jsonOrText } from '../../core/json.ts';
import { Language } from '../../core/language.ts';
import { FloorPolicy, Visibility } from '../../core/scenario.ts';
import { oneOf } from './one-of.ts';

/** A whole number from `least` up, from a flag's text; undefined stays so. */
export function wholeNumber(
  flag: string,
  text: string | undefined,
  least = Number.MIN_SAFE_INTEGER,
): number | undefined {
  if (text === undefined) return undefined;
  const value = /^[+-]?\d+$/.test(text.trim()) ? Number(text) : Number.NaN;
  if (Number.isSafeInteger(value) && value >= least) return value;
  const from = least === Number.MIN_SAFE_INTEGER ? '' : ` from ${least} up`;
  throw new PitwallError('USAGE', `expected \`${flag}\` to be a whole number${from}, got \`${text}\``, {
    data: { flag, text },
  });
}

/** A number above zero. */
export function positiveNumber(flag: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const value = text.trim() === '' ? Number.NaN : Number(text);
  if (Number.isFinite(value) && value > 0) return value;
  throw new PitwallError('USAGE', `expected \`${flag}\` to be a number above 0, got \`${text}\``, {
    data: { flag, text },
  });
}

/** The language of what a command writes, English where nothing is said. */
export function languageFlag(text = 'en'): Language {
  const language = Language.safeParse(text);
  if (language.success) return language.data;
  throw new PitwallError('USAGE', `expected \`ko\` or \`en\` as the language, got \`${text}\``, {
    data: { lang: text },
  });
}

/** `name=value` flags as a record, with the values as texts. A name that comes twice is refused. */
export function namedValues(flag: string, texts: readonly string[] = []): Record<string, string> {
  // A map, so that `__proto__` is a name like any other, and is then unknown.
  const values = new Map<string, string>();
  for (const text of texts) {
    const at = text.indexOf('=');
    const name = text.slice(0, Math.max(0, at)).trim();
    const value = text.slice(at + 1).trim();
    if (at < 0 || name === '' || value === '') {
      throw new PitwallError('USAGE', `expected \`${flag}\` as \`name=value\`, got \`${text}\``, {
        data: { flag, text },
      });
    }
    if (values.has(name)) {
      throw new PitwallError('USAGE', `expected \`${flag} ${name}=...\` once, got it twice`, { data: { flag, name } });
    }
    values.set(name, value);
  }
  return Object.fromEntries(values);
}

/** `--fact` flags: a value is JSON when it parses, else the text itself, which may be an amount such as `12 days`. */
export function factValues(texts: readonly string[] | undefined): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(namedValues('--fact', texts)).map(([name, text]) => [name, jsonOrText(text)]),
  );
}

/** `SPEC` for every seat, `member=SPEC` for one, by the ids that `idOf` gives. */
export function modelsBySeat(texts: readonly string[] = [], idOf: (name: string) => string): Record<string, string> {
  const models: Record<string, string> = {};
  for (const text of texts) {
    const [, member, spec = text] = /^([^=:@,|]+)=(.*)$/.exec(text) ?? [];
    if (spec.trim() === '')
      throw new PitwallError('USAGE', `expected \`--model\` as \`SPEC\` or \`member=SPEC\`, got \`${text}\``);
    const named = member?.trim();
    models[named === undefined ? '*' : roleOr(idOf)(named)] = spec.trim();
  }
  return models;
}

/** Models that sit in no seat go by what they do. */
const roleOr =
  (idOf: (name: string) => string) =>
  (name: string): string =>
    name === 'moderator' || name === 'memo' ? name : idOf(name);

const CAPS = ['usd', 'tokens', 'calls', 'seconds'] as const;

/** `usd=2,calls=40` for the whole debate, `pulse:usd=1` for one member; repeatable. Undefined when there is none. */
export function budgetFrom(texts: readonly string[] = [], idOf: (name: string) => string): Budget | undefined {
  if (texts.length === 0) return undefined;
  const debate: Caps = {};
  const members: Record<string, Caps> = {};
  for (const part of texts.flatMap((text) => text.split(','))) {
    const [, member, cap = '', amount = ''] = /^(?:([^:=]+):)?([a-z]+)=(.*)$/i.exec(part.trim()) ?? [];
    const name = CAPS.find((one) => one === cap.toLowerCase());
    const value = amount.trim() === '' ? Number.NaN : Number(amount);
    const whole = name === 'tokens' || name === 'calls';
    if (name === undefined || !Number.isFinite(value) || value < 0 || (whole && !Number.isSafeInteger(value))) {
      throw new PitwallError(
        'USAGE',
        `expected \`--budget\` as \`usd=2\`, \`tokens=50000\`, \`calls=40\` or \`seconds=60\`, or for one member \`pulse:usd=1\`, got \`${part}\``,
      );
    }
    const id = member === undefined ? null : roleOr(idOf)(member.trim());
    if (id === null) debate[name] = value;
    else members[id] = { ...members[id], [name]: value };
  }
  return {
    ...(Object.keys(debate).length === 0 ? {} : { debate }),
    ...(Object.keys(members).length === 0 ? {} : { members }),
  };
}

/** `--floor`, `--order` and `--visibility` as keys of the script; a list of members is a floor by hand. */
export function floorKeys(
  { floor, order, visibility }: { floor?: string; order?: string; visibility?: string },
  idOf: (name: string) => string,
): Record<string, unknown> {
  const listed = order?.split(',').map((name) => name.trim());
  if (listed?.some((name) => name === ''))
    throw new PitwallError('USAGE', `expected \`--order\` as members, \`a,b,a\`, got \`${order}\``);
  if (order !== undefined && floor !== undefined && floor !== 'manual')
    throw new PitwallError('USAGE', `expected \`--order\` with a manual floor, got \`--floor ${floor}\``);
  const policy = order === undefined ? floor : 'manual';
  return {
    ...(policy === undefined ? {} : { floor: oneOf('--floor', policy, FloorPolicy.options) }),
    ...(listed === undefined ? {} : { order: listed.map(idOf) }),
    ...(visibility === undefined ? {} : { visibility: oneOf('--visibility', visibility, Visibility.options) }),
  };
}
