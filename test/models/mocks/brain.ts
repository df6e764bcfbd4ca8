/** What a model that does as it is told says, from nothing but what an endpoint was sent. */

type Schema = Record<string, unknown>;

export interface Heard {
  messages: readonly { role: string; content: string }[];
  /** Names of the tools on offer, beside the turn. */
  tools: readonly string[];
  /** JSON schema of the turn, wherever it was found: a tool, a response format, or words. */
  turn: Schema | null;
}

export type Thought = { call: string; args: object } | { text: string };

export interface Brain {
  /** What it speaks whatever it is told: Korean in 반말, or English; otherwise as it is told. */
  speaks?: 'plain' | 'english';
  /** Whether it never finds its way to a whole turn. */
  rambles?: boolean;
}

const SAID: Record<string, string> = {
  plain: '수치를 먼저 보고 정하는 게 맞아.',
  polite: '수치를 먼저 보고 정하는 게 맞아요.',
  formal: '수치를 먼저 보고 정하는 것이 맞습니다.',
  english: 'Let us look at the figures first and then decide.',
};

export function think({ messages, tools, turn }: Heard, { speaks, rambles = false }: Brain = {}): Thought {
  const all = messages.map(({ content }) => content).join('\n');
  const last = messages.at(-1)?.content ?? '';
  if (/Reply with the code word/.test(last))
    return { text: /code word of this table is ([A-Z]+-\d+)/.exec(all)?.[1] ?? 'I do not know it.' };
  if (/Call the tool add/.test(last) && tools.includes('add')) return { call: 'add', args: { a: 2, b: 40 } };
  if (rambles) return { text: 'Well, where shall I begin?' };
  if (turn === null) return { text: 'Hello.' };
  const receipt = /receipt=(\S+)/.exec(all)?.[1];
  if ('sum' in propertiesOf(turn))
    return {
      call: 'turn_reply',
      args: { utterance: `It is 42${receipt === undefined ? '' : `, receipt ${receipt}`}.`, sum: 42 },
    };
  // A figure first, where a calculator is at hand and nothing was calculated yet.
  const isFresh = messages.at(-1)?.role !== 'tool';
  if (isFresh && tools.includes('evaluate') && /Give your opening/.test(last)) return { call: 'evaluate', args: {} };
  return { call: 'turn_reply', args: turnFor(turn, all, speaks) };
}

/** The form filled in as far as it must be; parts are told by their names, wherever a form has them. */
function turnFor(turn: Schema, all: string, speaks: Brain['speaks']): object {
  const form = propertiesOf(turn);
  const asker = [...all.matchAll(/\[turn \d+, (\S+) asked in turn/g)].at(-1)?.[1];
  const addressee = asker ?? 'all';
  const act = [...all.matchAll(/Act: (open|close)/g)].at(-1)?.[1] ?? 'support';
  const isRebuttal = all.lastIndexOf('It is your turn') > all.lastIndexOf('Act: ');
  const utterance = SAID[speaks ?? levelFor(all, addressee)];
  const made = { ...(leastOf(turn) as object), utterance, act: isRebuttal ? 'support' : act };
  const to = 'addressee' in form ? { addressee } : { to: addressee };
  const stance = (where: Record<string, unknown>) => ({
    option: enumOf(where['option'] as Schema)[0],
    confidence: 0.7,
  });
  if (!('stance' in form)) return { ...made, ...to, ...stance(form) };
  const nested = form['stance'] as Schema;
  return { ...made, ...to, stance: { ...(leastOf(nested) as object), ...stance(propertiesOf(nested)) } };
}

/** The level that the last instruction has for whom it speaks to. */
function levelFor(all: string, addressee: string): string {
  const who = addressee === 'all' ? 'everybody at once' : addressee;
  const line = [...all.matchAll(/- Speak (.+): one level toward one person/g)].at(-1)?.[1] ?? '';
  const part = line.split('; ').find((one) => one.includes(who)) ?? '';
  if (part.startsWith('반말')) return 'plain';
  if (part.startsWith('합쇼체')) return 'formal';
  return part.startsWith('해요체') ? 'polite' : 'english';
}

const propertiesOf = (schema: Schema | undefined) => (schema?.['properties'] ?? {}) as Record<string, unknown>;

function enumOf(schema: Schema | undefined): string[] {
  if (Array.isArray(schema?.['enum'])) return schema['enum'] as string[];
  return ((schema?.['anyOf'] ?? []) as Schema[]).flatMap(enumOf);
}

/** The least value that fits a JSON schema: nothing where it may be nothing. */
function leastOf(schema: Schema): unknown {
  const { type, anyOf, properties } = schema;
  const choices = (anyOf ?? []) as Schema[];
  if (Array.isArray(schema['enum'])) return schema['enum'][0];
  if (
    type === 'null' ||
    (Array.isArray(type) && type.includes('null')) ||
    choices.some((one) => one['type'] === 'null')
  )
    return null;
  if (choices[0] !== undefined) return leastOf(choices[0]);
  if (type === 'array') return [];
  if (type === 'number' || type === 'integer') return 0.5;
  if (properties === undefined) return type === 'object' ? {} : '';
  const { required } = schema as { required?: string[] };
  return Object.fromEntries(
    Object.entries(properties as Record<string, Schema>)
      .filter(([name]) => required === undefined || required.includes(name))
      .map(([name, one]) => [name, leastOf(one)]),
  );
}
