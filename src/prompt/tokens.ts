const CJK = /[\u1100-\u11ff\u2e80-\u9fff\ua960-\ua97f\uac00-\ud7ff\uf900-\ufaff\uff00-\uffef]/u;
const LETTER = /[\p{L}\p{N} ]/u;

const [UNSEEN, QUARTER, WIDE, SIGN] = [0, 1, 2, 3];
const kindOf = (character: string): number => (CJK.test(character) ? WIDE : LETTER.test(character) ? QUARTER : SIGN);
/** Kinds of the characters of the basic plane that were seen. */
const kinds = new Uint8Array(0x10000);

/**
 * About how many tokens a text costs: a pure stand-in for a provider's tokenizer, which decides what is cut and when a transcript
 * is folded. Four Latin letters or digits count as one token, a Hangul syllable or an ideograph as .8, any other sign as a half.
 */
export function estimateTokens(text: string): number {
  const counts = [0, 0, 0, 0];
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    let kind = kinds[code] as number;
    if (kind === UNSEEN) {
      const character = String.fromCodePoint(text.codePointAt(at) as number);
      kind = kindOf(character);
      if (character.length > 1) at += 1;
      // Half of a pair is of another kind when its other half follows.
      else if (character.isWellFormed()) kinds[code] = kind;
    }
    counts[kind] = (counts[kind] as number) + 1;
  }
  const [, quarters = 0, wide = 0, signs = 0] = counts;
  return Math.ceil(quarters / 4 + wide * 0.8 + signs / 2);
}
