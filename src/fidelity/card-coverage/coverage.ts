import type { CardFacet } from '../compile/facets.ts';
import { facetsOf } from '../compile/facets.ts';
import type { Finding } from '../findings/finding.ts';
import { probeOf } from '../interview/probes.ts';
import type { CompiledCard } from '../model/compiled-card.ts';
import type { Score } from '../model/score.ts';
import type { SpokenTurn } from '../model/turn.ts';
import { contentWords } from '../reading/text.ts';

export interface CoveredFacet extends CardFacet {
  status: 'shown' | 'contradicted' | 'never seen' | 'untestable';
  /** Ids of the turns that show or contradict it. */
  turns: string[];
  /** The question that would show it; null for what is shown and what no question can show. */
  probe: string | null;
}

export interface CardCoverage {
  persona: string;
  facets: CoveredFacet[];
  /** Shown among what can be shown; null when nothing can. */
  share: number | null;
  turns: number;
}

/** A line counts as shown when a turn says two of its content words that make up so much of it by weight. */
const SHARE_OF_LINE = 0.3;

/**
 * What of a card shows in its member's turns: closed facts and names by mention, prose by its own words. A facet that a
 * scorer's evidence names by line is contradicted, whatever else was said.
 *
 * @param scores of the same turns
 */
export function coverageOf(card: CompiledCard, turns: readonly SpokenTurn[], scores: readonly Score[]): CardCoverage {
  const own = turns.filter(({ persona }) => persona === card.id);
  const spoken = own.map(({ id, utterance }) => ({
    id,
    lower: utterance.toLowerCase(),
    words: new Set(contentWords(utterance)),
  }));
  const evidence = scores.filter(({ scorer }) => CONTRADICTING.has(scorer)).flatMap((score) => score.evidence);
  const facets = facetsOf(card).map((facet): CoveredFacet => {
    if (facet.kind === 'manner') return { ...facet, status: 'untestable', turns: [], probe: null };
    const against = evidence.filter(({ cardLine, finding }) => cardLine === facet.line && speaksOf(facet, finding));
    if (facet.line !== undefined && against.length > 0)
      return { ...facet, status: 'contradicted', turns: [...new Set(against.map(({ turn }) => turn))], probe: null };
    const showing = spoken.filter((turn) => shows(facet, turn, card.idf)).map(({ id }) => id);
    return showing.length > 0
      ? { ...facet, status: 'shown', turns: showing, probe: null }
      : { ...facet, status: 'never seen', turns: [], probe: probeOf(facet, languageFor(own, card)) };
  });
  const testable = facets.filter(({ status }) => status !== 'untestable');
  const shown = testable.filter(({ status }) => status === 'shown').length;
  return { persona: card.id, facets, share: testable.length === 0 ? null : shown / testable.length, turns: own.length };
}

const CONTRADICTING: ReadonlySet<string> = new Set(['A2', 'A4', 'A5']);

/** Several facts may stand in one line of a table; a fact is contradicted by what names its value. */
function speaksOf({ kind, mentions }: CardFacet, { params }: Finding): boolean {
  const named = Object.values(params).flat().join(' ').toLowerCase();
  return kind !== 'fact' || mentions.some((mention) => named.includes(mention));
}

function shows(
  { mentions, text }: CardFacet,
  turn: { lower: string; words: ReadonlySet<string> },
  idf: ReadonlyMap<string, number>,
): boolean {
  if (mentions.length > 0) return mentions.some((mention) => isSaid(mention, turn.lower));
  const words = [...new Set(contentWords(text))];
  const weightOf = (word: string) => idf.get(word) ?? 1;
  const shared = words.filter((word) => turn.words.has(word));
  const all = words.reduce((sum, word) => sum + weightOf(word), 0);
  return shared.length >= 2 && shared.reduce((sum, word) => sum + weightOf(word), 0) >= SHARE_OF_LINE * all;
}

/** A Latin word is said as a whole word; Hangul takes particles. */
function isSaid(mention: string, lower: string): boolean {
  const at = lower.indexOf(mention);
  if (at < 0) return false;
  if (/\p{Script=Hangul}$/u.test(mention)) return true;
  return !/[\p{Script=Latin}\p{N}]/u.test(
    `${lower[at - 1] ?? ' '}${lower[at + mention.length] ?? ' '}`.replaceAll(' ', ''),
  );
}

export function languageFor(turns: readonly SpokenTurn[], { languages }: CompiledCard): 'ko' | 'en' {
  const [first] = turns;
  return (first?.lang ?? languages[0] ?? 'ko') === 'ko' ? 'ko' : 'en';
}
