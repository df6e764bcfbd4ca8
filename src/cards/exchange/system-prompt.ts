import type { Portrait } from './portrait.ts';

/** How a prompt speaks to the model that is to be somebody. */
const ADDRESSED =
  /^\s*(?:#+ .*\n+)?(?:you are|you're|your (?:name|role|task|job) is|act as|i want you to|from now on|pretend|imagine you|role-?play|you will (?:act|be|play)|assume the role)|(?:^|\n)\s*(?:당신은|당신의|너는|넌|네 이름은|귀하는)\s/i;
const NAMED =
  /\b(?:[Yy]ou are|[Yy]our name is|named|called|[Aa]ct as|the role of)\s+((?:(?:Dr|Mr|Ms|Mrs|Prof)\.\s+)?\p{Lu}[\p{L}'’-]+(?:\s+\p{Lu}[\p{L}'’-]+){0,3})(?=[\s,.;:!(]|$)/u;
const NAMED_KOREAN =
  /(?:당신은|너는|네 이름은|이름은)\s+([\p{Script=Hangul}]{2,4})(?=(?:이라는|라는|입니다|이다|이고|,|\s))/u;
const ROLE = /\b(?:you are|act as|you're|the role of)\s+(?:[^.\n]{0,60}?,\s*)?(an?\s+[^.,;:\n]{3,80})/i;

/** A text that tells a model who to be; undefined for any other. The names in it are read where they are plain. */
export function readSystemPrompt(text: string): Portrait | undefined {
  if (!ADDRESSED.test(text.slice(0, 4000))) return undefined;
  const opening = text.slice(0, 4000);
  const role = ROLE.exec(opening)?.[1]?.replace(/^an?\s+/i, '');
  return {
    format: 'system-prompt',
    source: { text },
    name: NAMED.exec(opening)?.[1] ?? NAMED_KOREAN.exec(opening)?.[1] ?? null,
    nameAt: null,
    char: null,
    role: role === undefined ? null : role.trim(),
    roleAt: null,
    rows: [],
    passages: [{ at: [['text']], heading: 'System prompt (personality)', form: 'text' }],
    messages: [],
    unknown: [],
  };
}
