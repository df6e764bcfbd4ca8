import type { HeardTurn, ScenarioBriefing, SeatBriefing, TurnBrief } from '../core/briefing.ts';
import { randomFrom } from '../core/random.ts';
import type { Use } from '../core/terms.ts';
import { termsIn } from '../core/terms.ts';
import type { Speech } from './expand.ts';
import { capitalised, expand } from './expand.ts';
import { bySentence } from './sentences.ts';

/** What explaining a term takes. */
interface View {
  question: Pick<ScenarioBriefing, 'terms' | 'seed' | 'language'>;
  seat: Pick<SeatBriefing, 'id'>;
  brief: Pick<TurnBrief, 'turn'>;
  turns: readonly HeardTurn[];
}

/** Terms that one turn may define; a speaker looks for words that need no more. */
export const MOST_DEFINED = 2;

/** Terms of a text that nobody has defined yet, in the order of their use. */
export function undefinedIn(text: string, { question: { terms }, turns }: View): Use[] {
  if (terms === undefined) return [];
  const heard = turns.map(({ body }) => body.utterance);
  return termsIn(text, terms).filter(({ is }) => !heard.some((utterance) => utterance.includes(is)));
}

/** How many terms too many a text would bring into a turn that has said some already. */
export function tooManyTerms(before: readonly string[], text: string, view: View): number {
  return Math.max(0, undefinedIn([...before, text].join('\n'), view).length - MOST_DEFINED);
}

/** Says what a term means in the speaker's words, not twice in the same ones. */
export function definer(
  { question: { seed, language }, seat, brief, turns }: View,
  speech: Speech,
): (use: Use) => string {
  const frames = new Set<string>();
  const heard = turns.map(({ body }) => body.utterance);
  return ({ term, is }) => {
    const fill: Speech['fill'] = (slot) => (slot === 'term' ? { text: term, numbers: [] } : { text: is, numbers: [] });
    const drafts = Array.from({ length: 6 }, (_, draft) => {
      const random = randomFrom(seed, 'define', brief.turn, seat.id, term, draft);
      const { text } = expand('define', { ...speech, fill }, random);
      return language === 'en' ? capitalised(text) : text;
    });
    const frameOf = (text: string) => text.slice(0, text.indexOf(is)).replace(term, '');
    const fresh = drafts.filter((text) => !frames.has(frameOf(text)));
    const said =
      fresh.find((text) => !heard.some((earlier) => earlier.includes(frameOf(text)))) ?? fresh[0] ?? drafts[0];
    frames.add(frameOf(said as string));
    return said as string;
  };
}

/**
 * A turn's sentences with each new term defined right after the sentence that uses it first, or before it where it asks.
 * `define` gives the sentence.
 */
export function withDefinitions(texts: readonly string[], view: View, define: (use: Use) => string): string[] {
  const pending = new Map(undefinedIn(texts.join('\n'), view).map((use) => [use.term, use]));
  if (pending.size === 0) return [...texts];
  return texts.map((text) =>
    bySentence(text, (sentence) => {
      const uses = undefinedIn(sentence, view).filter(({ term }) => pending.delete(term));
      const definitions = uses.map(define);
      return sentence.endsWith('?') ? [...definitions, sentence] : [sentence, ...definitions];
    }),
  );
}
