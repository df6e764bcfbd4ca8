import type { Portrait } from './portrait.ts';

/** How a prompt speaks to the model that is to be somebody, at the start of a line or behind a label. */
const ADDRESSED =
  /(?:^|[\n>:：*_"“])[\s#*>-]*(?:you are|you're|your (?:name|role|task|job) is|act as|i want you to|from now on|pretend|imagine you|role-?play|you will (?:act|be|play)|assume the role)\b|(?:^|[\n>:：*_"“])[\s#*>-]*(?:당신은|당신의|너는|넌|네 이름은|귀하는)\s/i;
const NAMED =
  /\b(?:[Yy]ou are|[Yy]our name is|named|called|[Aa]ct as|the role of)\s+((?:(?:Dr|Mr|Ms|Mrs|Prof)\.\s+)?\p{Lu}[\p{L}'’-]+(?:\s+\p{Lu}[\p{L}'’-]+){0,3})(?=[\s,.;:!(]|$)/u;
const NAMED_KOREAN =
  /(?:당신은|너는|네 이름은|이름은)\s+([\p{Script=Hangul}]{2,4}?)(?=(?:이?라는|이?라고|입니다|이다|이고|이며|이야|,))/u;
const ROLE = /\b(?:you are|act as|you're|the role of)\s+(?:[^.\n]{0,60}?,\s*)?(an?\s+[^.,;:\n]{3,80})/i;
const ROLE_KOREAN = /(?:당신은|너는|귀하는)\s+([^.\n]{3,80}?)(?:입니다|이다|이야|이에요)(?=[.!\s]|$)/u;
/** The settings that programs put above the prompt of an agent. */
const FRONT = /^\s*---[ \t]*\n((?:.*\n)*?)---[ \t]*\n/;

/** A text that tells a model who to be; undefined for any other. The names in it are read where they are plain. */
export function readSystemPrompt(text: string): Portrait | undefined {
  const [front = '', settings = ''] = FRONT.exec(text) ?? [];
  const body = text.slice(front.length);
  const opening = body.slice(0, 4000);
  const called = setting(settings, 'name');
  const told = setting(settings, 'description');
  if (!ADDRESSED.test(opening) && (called === null || told === null)) return undefined;
  const named = NAMED.exec(opening)?.[1] ?? NAMED_KOREAN.exec(opening)?.[1] ?? null;
  const korean = ROLE_KOREAN.exec(opening)?.[1];
  const role = ROLE.exec(opening)?.[1]?.replace(/^an?\s+/i, '') ?? (korean === named ? null : korean);
  return {
    format: 'system-prompt',
    source: front === '' ? { text } : { settings: front, text: body },
    name: called ?? named,
    nameAt: null,
    char: null,
    role: (role ?? told)?.trim() ?? null,
    roleAt: null,
    rows: [],
    passages: [{ at: [['text']], heading: 'System prompt (personality)', form: 'text' }],
    messages: [],
    unknown: [],
  };
}

/** A setting on a line of its own. */
function setting(settings: string, name: string): string | null {
  const value = new RegExp(`^${name}:[ \\t]*(\\S.*?)[ \\t]*$`, 'm').exec(settings)?.[1];
  return value?.replace(/^(["'])(.*)\1$/, '$2') ?? null;
}
