import type { Node } from 'yaml';
import { nearest } from '../core/nearest.ts';
import type { Grammar } from '../core/voice.ts';
import { ENDINGS, isEnding, LINKS } from '../wording/links.ts';
import type { Finding } from './finding.ts';
import { RETIRED, SYMBOLS } from './symbols.ts';
import { faultOf, slotsOf, targetsOf } from './template.ts';

/** What `when` may name, after an optional `!`. */
const TAG =
  /^!?(for|against|theirs|own|reply|answered|first|close|answering|(to|act|audience|evidence|value):[a-z0-9_-]+)$/;

/** Content that is a clause and can be carried on into the next. */
const LINKED: ReadonlySet<string> = new Set([
  'say',
  'why',
  'left',
  'now',
  'took',
  'news',
  'so',
  'share',
  'doubt',
  'act',
  'threshold',
  'test',
]);

/** What may stand behind the colon in `say:since`. */
const FORMS: ReadonlySet<string> = new Set(['its', ...LINKS, ...ENDINGS]);

/** One alternative where it stands in the file. */
export interface Said {
  text: string;
  when: string[];
  node: Node;
}

/** One language of a voice: symbol -> where its name stands, and its alternatives. */
export type Written = ReadonlyMap<string, { at: Node; said: Said[] }>;

/** What cannot be said as it stands, or would never be said; `generic` fills what this voice leaves out. */
export function* checkGrammar(written: Written, generic: Grammar): Generator<Finding> {
  for (const { said } of written.values()) {
    for (const { text, when, node } of said) {
      const fault = faultOf(text);
      if (fault !== null) yield { node, sentence: fault };
      const tag = when.find((each) => !TAG.test(each));
      if (tag !== undefined)
        yield { node, sentence: `expected a tag like \`for\`, \`theirs\` or \`evidence:tool\`, found \`${tag}\`` };
    }
  }
  yield* checkTargets(written, generic);
  yield* checkHelpers(written, generic);
  yield* checkSlots(written);
}

function isSymbol(name: string): boolean {
  return Object.hasOwn(SYMBOLS, name);
}

function* checkTargets(written: Written, generic: Grammar): Generator<Finding> {
  const known = [...new Set([...written.keys(), ...Object.keys(generic), ...Object.keys(SYMBOLS)])];
  for (const [name, { said }] of written) {
    for (const { text, node } of said) {
      for (const target of targetsOf(text)) {
        if (!known.includes(target)) yield { node, sentence: `no voice says \`<${target}>\`${nearest(target, known)}` };
        if (reachable(target, written).has(name))
          yield { node, sentence: `expected \`<${target}>\` to end, but it leads back to \`${name}\`` };
      }
    }
  }
}

/** A name that is no symbol of the playbook must be a helper that something uses: else it is a slip of the pen. */
function* checkHelpers(written: Written, generic: Grammar): Generator<Finding> {
  const alternatives = [...written.values()].flatMap(({ said }) => said.map(({ text }) => text));
  const used = new Set(alternatives.flatMap(targetsOf));
  for (const [name, { at }] of written) {
    if (isSymbol(name) || RETIRED.has(name) || used.has(name) || Object.hasOwn(generic, name)) continue;
    yield {
      node: at,
      sentence: `unknown symbol \`${name}\`, and nothing uses it as \`<${name}>\`${nearest(name, Object.keys(SYMBOLS))}`,
    };
  }
}

function* checkSlots(written: Written): Generator<Finding> {
  for (const symbol of written.keys()) {
    const slots = SYMBOLS[symbol];
    if (slots === undefined || !isSymbol(symbol)) continue;
    const known = [...slots.always, ...slots.maybe];
    for (const name of reachable(symbol, written)) {
      for (const { text, node } of written.get(name)?.said ?? []) {
        const unknown = slotsOf(text).find((slot) => !known.includes(contentIn(slot)));
        if (unknown === undefined) continue;
        const by = name === symbol ? '' : ` (it uses \`<${name}>\`)`;
        yield { node, sentence: `\`${symbol}\`${by} has no slot \`{${unknown}}\`${nearest(unknown, known)}` };
      }
    }
  }
}

/** `say` in `say:since` and `say:its`: what is said, without how it is carried on or that its option was just named. */
function contentIn(slot: string): string {
  const [content = '', link] = slot.split(':');
  return LINKED.has(content) && link !== undefined && FORMS.has(link) ? content : slot;
}

/** A clause can always be said with another ending; where its stem cannot be told it keeps its own. */
function withoutEnding(slot: string): string {
  const [content = '', form] = slot.split(':');
  return form !== undefined && isEnding(form) ? content : slot;
}

/** The symbol itself and every symbol of this voice that it leads to. */
function reachable(symbol: string, written: Written): Set<string> {
  const seen = new Set<string>();
  const queue = [symbol];
  for (let name = queue.pop(); name !== undefined; name = queue.pop()) {
    if (seen.has(name)) continue;
    seen.add(name);
    queue.push(...(written.get(name)?.said ?? []).flatMap(({ text }) => targetsOf(text)));
  }
  return seen;
}

/** Each symbol needs one way to be said in every context, with nothing but what is always there. */
export function* checkGaps(written: Written): Generator<Finding> {
  for (const [symbol, { at, said }] of written) {
    const always = isSymbol(symbol) ? SYMBOLS[symbol]?.always : undefined;
    if (always === undefined || said.some((each) => isSure(each, always, written, 0))) continue;
    const with_ =
      always.length === 0 ? 'no slot' : `no other slot than ${always.map((slot) => `\`{${slot}}\``).join(', ')}`;
    yield { node: at, sentence: `expected one way to say \`${symbol}\` with no \`when\` and ${with_}, found none` };
  }
}

function isSure({ text, when }: Said, always: readonly string[], written: Written, depth: number): boolean {
  if (when.length > 0 || depth > written.size || slotsOf(text).some((slot) => !always.includes(withoutEnding(slot))))
    return false;
  return targetsOf(text).every(
    (target) => written.get(target)?.said.some((each) => isSure(each, always, written, depth + 1)) ?? true,
  );
}
