import type { Inference, PersonaCard } from '../core/card.ts';
import type { Register } from '../core/language.ts';

/** How a Korean clause ends at each speech level; looked at from the end of the clause. */
const ENDINGS: readonly (readonly [Register, RegExp])[] = [
  ['formal', /(?:니다|니까|십시오|시죠|읍시다|ㅂ시다|합시다|갑시다|봅시다|시다)$/u],
  ['polite', /(?:요|죠)$/u],
  [
    'plain',
    /(?:야|어|아|지|자|네|음|군|걸|게|까|냐|해|돼|봐|줘|줄래|래|거든|는데|은데|던데|다|함|임|됨|가능|완료|중|바람|부탁)$/u,
  ],
];

/** The level of each clause that ends as a Korean sentence does. */
export function registersIn(text: string): Register[] {
  return text
    .split(/[.!?。…\n]+/u)
    .map((clause) => clause.match(/[\p{L}\p{N}]+/gu)?.at(-1) ?? '')
    .filter((clause) => /\p{Script=Hangul}$/u.test(clause))
    .flatMap((clause) => ENDINGS.find(([, pattern]) => pattern.test(clause))?.[0] ?? []);
}

/**
 * The speech level of the member's own messages: plain when most clauses are, formal when the formal ones outnumber the others,
 * else polite. Nothing in Korean tells nothing, and is polite.
 */
export function registerOf(messages: PersonaCard['messages']): { register: Register; because: Inference[] } {
  const read = messages.flatMap(({ text, line }) => registersIn(text).map((register) => ({ register, text, line })));
  const count = (wanted: Register) => read.filter(({ register }) => register === wanted).length;
  const [plain, polite, formal] = [count('plain'), count('polite'), count('formal')];
  const register = plain > polite + formal ? 'plain' : formal > 2 * polite && formal > plain ? 'formal' : 'polite';
  const seen = new Set<number>();
  const because = read.flatMap(({ register: level, text, line }): Inference[] => {
    if (level !== register || seen.has(line)) return [];
    seen.add(line);
    const one = text.replace(/\s+/g, ' ');
    return [
      { of: 'register', from: 'messages', text: one.length > 120 ? `${one.slice(0, 119)}…` : one, weight: 0, line },
    ];
  });
  return { register, because };
}
