import type { ClosedFact, CompiledCard } from '../model/compiled-card.ts';

export type FacetKind = 'fact' | 'post' | 'boundary' | 'rule' | 'achievement' | 'trait' | 'tool' | 'manner';

/** One thing that a card says and a turn may show. */
export interface CardFacet {
  id: string;
  kind: FacetKind;
  /** From 1; undefined where the card has no line for it. */
  line: number | undefined;
  text: string;
  /** Lower case: a mention of any shows it. Empty where its words decide. */
  mentions: string[];
  field?: ClosedFact['field'];
}

/** Everything that a card says of its member, in the order of its lines. Manner has no form that a rule could find. */
export function facetsOf({ card, facts, posts, boundaries }: CompiledCard): CardFacet[] {
  const facets: Omit<CardFacet, 'id'>[] = [
    ...facts
      .filter(({ field }) => field !== 'employer')
      .map(({ field, value, aliases, line }) => ({
        kind: 'fact' as const,
        line,
        text: `${field}: ${value}`,
        mentions: aliases,
        field,
      })),
    ...posts.map(({ employer, aliases, from, to, line }) => ({
      kind: 'post' as const,
      line,
      text: `${employer}${from === null ? '' : ` (${from}-${to ?? ''})`}`,
      mentions: aliases,
    })),
    ...boundaries
      .filter(({ to }) => to !== undefined)
      .map(({ topic, to, names, line }) => ({
        kind: 'boundary' as const,
        line,
        text: `${topic} is left to ${to}`,
        mentions: names,
      })),
    ...card.frameworks.flatMap(({ rules }) =>
      rules.map(({ when, then, line }) => ({ kind: 'rule' as const, line, text: `${when}: ${then}`, mentions: [] })),
    ),
    ...card.career.flatMap(({ achievements, line }) =>
      achievements.map((text) => ({ kind: 'achievement' as const, line, text, mentions: [] })),
    ),
    ...[...card.strengths, ...card.growthAreas].map(({ text, line }) => ({
      kind: 'trait' as const,
      line,
      text,
      mentions: [],
    })),
    ...card.tools.map(({ category, items, line }) => ({
      kind: 'tool' as const,
      line,
      text: `${category}: ${items.join(', ')}`,
      mentions: items.map(toolIn).filter((item) => item.length > 1),
    })),
    ...[card.philosophy, card.personality].flatMap((text) =>
      text === undefined ? [] : [{ kind: 'manner' as const, line: undefined, text, mentions: [] }],
    ),
  ];
  return facets
    .map((facet, index) => ({ id: `${facet.kind}-${index + 1}`, ...facet }))
    .sort((a, b) => (a.line ?? Number.MAX_SAFE_INTEGER) - (b.line ?? Number.MAX_SAFE_INTEGER));
}

/** `GPTQ: what it is for` names the tool first, `primary: PyTorch` last; lower case. */
function toolIn(item: string): string {
  const [head = '', rest] = item.split(/:\s*/);
  const named = rest === undefined || /\p{Script=Hangul}/u.test(rest) ? head : rest;
  return named
    .replace(/\s*\(.*$/, '')
    .replaceAll('_', ' ')
    .toLowerCase()
    .trim();
}
