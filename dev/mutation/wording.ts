import type { Register } from '../../src/core/language.ts';
import type { Random } from '../../src/core/random.ts';
import { withParticles } from '../../src/wording/particles.ts';
import type { Sample, Template } from './mutant.ts';

/** One thought at each speech level and in English; `{name}` is filled, and `을/를`-like pairs follow the sound. */
export type Wording = Readonly<Record<Register | 'en', string>>;

/** The level at which most Korean sentences of a text end: planted words keep it, so that they are found by what they say. */
export function levelOf(text: string): Register {
  const ends = sentencesOf(text).map((sentence) => sentence.replace(/[^\p{L}\p{N}]+$/u, ''));
  const count = (pattern: RegExp) => ends.filter((end) => pattern.test(end)).length;
  const formal = count(/(?:니다|니까|십시오|시다)$/u);
  const polite = count(/(?:요|죠)$/u);
  const plain = ends.filter((end) => /\p{Script=Hangul}$/u.test(end)).length - formal - polite;
  if (formal > polite && formal > plain) return 'formal';
  return polite >= plain ? 'polite' : 'plain';
}

export function sentencesOf(text: string): string[] {
  return text.split(/(?<=[.!?。…])\s+|\n+/u).filter((sentence) => sentence.trim() !== '');
}

export function worded(wording: Wording, sample: Sample, values: Readonly<Record<string, string>> = {}): string {
  const template = wording[sample.language === 'en' ? 'en' : levelOf(sample.utterance)];
  const filled = template.replace(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole);
  return sample.language === 'en' ? filled : withParticles(filled);
}

/** The turn with a sentence put before, between or after its own. */
export function planted(sample: Sample, sentence: string, random: Random): string {
  const sentences = sentencesOf(sample.utterance);
  sentences.splice(Math.floor(random() * (sentences.length + 1)), 0, sentence);
  return sentences.join(' ');
}

/** A template that plants one thought in a turn; `values` are null where the card gives nothing to fill it with. */
export function planting(
  wording: Wording,
  values: (sample: Sample, around: Parameters<Template>[1]) => Readonly<Record<string, string>> | null = () => ({}),
): Template {
  return (sample, around) => {
    const filled = values(sample, around);
    if (filled === null) return null;
    return { utterance: planted(sample, worded(wording, sample, filled), around.random), before: sample.before };
  };
}
