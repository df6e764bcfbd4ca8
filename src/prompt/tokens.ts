const CJK = /[\u1100-\u11ff\u2e80-\u9fff\ua960-\ua97f\uac00-\ud7ff\uf900-\ufaff\uff00-\uffef]/u;

/**
 * About how many tokens a text costs: a pure stand-in for a provider's tokenizer, which decides what is cut and when a transcript
 * is folded. Four Latin letters or digits count as one token, a Hangul syllable or an ideograph as .8, any other sign as a half.
 */
export function estimateTokens(text: string): number {
  let quarters = 0;
  let wide = 0;
  let signs = 0;
  for (const character of text) {
    if (/[\p{L}\p{N} ]/u.test(character) && !CJK.test(character)) quarters += 1;
    else if (CJK.test(character)) wide += 1;
    else signs += 1;
  }
  return Math.ceil(quarters / 4 + wide * 0.8 + signs / 2);
}
