import type { KindName } from './kinds.ts';
import { KIND_NAMES, kindOf } from './kinds.ts';

const PHRASE =
  /(?:don'?t|do not|doesn'?t|does not|didn'?t|did not|not) (?:yet )?(?:know|have|decided?|say|tell|mention|measured?|give|fixed|settled)|no (?:idea|value|number|figure)|unknown|not (?:yet |been )?(?:decided|given|known|measured|fixed|settled)|\btbd\b|forgot|lost the|haven'?t (?:been )?(?:measured|decided|got|told|settled)|몰라|모르|모름|미정|확인 ?(?:중|해 ?봐야|전)|못 ?(?:받|들었|찾)|안 ?(?:알려|정했|정해|적혀|나와|물어)|정해지지|정하지 ?(?:못|않)|기억 ?(?:이 )?안|까먹|빠져 ?있|안 ?재/;
/** "I don't know how to", "why": of those no number lacks. */
const OTHERS =
  /know (?:how to|why|whether|if|that|what (?:to|this|that|it means)|who)|(?:어떻게|왜|뭔 ?소리|무슨 뜻)[^.?!]{0,12}(?:모르|몰라)|(?:한|는|할|을|은|될|맞는|되는)지(?:는|도|를)? ?(?:잘 )?(?:모르|몰라)|[은는] 잘 (?:모르|모릅|몰라)/;

/** A syllable alone names a count only behind "how many". */
const isNamed = (words: RegExp | undefined, clause: string): boolean =>
  words !== undefined &&
  [...clause.matchAll(new RegExp(words.source, 'g'))].some(
    ({ 0: found, index }) => found.length > 1 || /몇 ?$/.test(clause.slice(0, index)),
  );

/** What a question says is not known, `how many cards is not decided yet`, of the kinds that one may be asked for. */
export function unknownIn(lower: string, askable: ReadonlySet<KindName>): ReadonlySet<KindName> {
  const clauses = lower.split(/[.?!;\n—]\s?|,\s/).filter((clause) => PHRASE.test(clause) && !OTHERS.test(clause));
  return new Set(
    KIND_NAMES.filter((name) => askable.has(name) && clauses.some((clause) => isNamed(kindOf(name).words, clause))),
  );
}
