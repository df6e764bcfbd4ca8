import { PAIRS } from '../wording/particles.ts';

const SLOT = /\{([^{}]*)\}/g;
const TARGET = /<([a-z][a-z0-9.-]*)>/g;
const GROUP = /\(([^()]*)\)/g;
const SPEECH_LEVELS = 3;

export function slotsOf(text: string): string[] {
  return [...text.matchAll(SLOT)].map((match) => match[1] ?? '');
}

export function targetsOf(text: string): string[] {
  return [...text.matchAll(TARGET)].map((match) => match[1] ?? '');
}

/** What is wrong with the signs of a text, whatever its slots mean: the first thing as a sentence, or null. */
export function faultOf(text: string): string | null {
  const outside = text.replace(SLOT, ' ').replace(TARGET, ' ');
  const stray = /[{}<>]/.exec(outside)?.[0];
  if (stray !== undefined) return `expected \`{slot}\` or \`<symbol>\`, found \`${stray}\` without its partner`;
  const digit = /\p{N}/u.exec(outside)?.[0];
  if (digit !== undefined) return `expected every number to come from a slot, found \`${digit}\``;
  for (const [group, inside = ''] of outside.matchAll(GROUP)) {
    const parts = inside.split('|').length;
    if (parts !== 1 && parts !== SPEECH_LEVELS) {
      return `expected three speech levels in \`(plain|polite|formal)\`, found ${parts} in \`${group}\``;
    }
  }
  if (/\|/.test(outside.replace(GROUP, ' ')))
    return 'expected `|` only between round brackets, as in `(plain|polite|formal)`';
  if (/[()]/.test(outside.replace(GROUP, ' '))) return 'expected round brackets in pairs and none inside another';
  return particleFault(outside);
}

/** Hangul around a slash is a pair of particles; one that the text engine does not know would be printed as it stands. */
function particleFault(text: string): string | null {
  for (const [pair] of text.matchAll(/[가-힣ㄱ-ㅎ]+\/[가-힣ㄱ-ㅎ]+/g)) {
    if (!PAIRS.some((known) => pair.startsWith(known))) return `expected a pair like \`을/를\`, found \`${pair}\``;
  }
  return null;
}
