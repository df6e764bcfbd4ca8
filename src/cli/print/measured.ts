import type { CompiledCard, SpeechLevel } from '../../fidelity/index.ts';
import { findingText, measureWords } from '../../fidelity/index.ts';
import { wrap } from '../../report/width.ts';

/** What the scorers of fidelity understood of a card: `[name, value]`, empty ones left out. */
export function understoodOf(card: CompiledCard): [string, string][] {
  const { facts, posts, boundaries, levels, length, laws, examples, languages, lexicon } = card;
  const own = [...lexicon].sort((a, b) => b[1] - a[1]).slice(0, 12);
  const rows: [string, string][] = [
    ['languages', languages.join(', ')],
    [
      'facts',
      [
        ...new Set(
          facts
            .filter(({ field }) => field !== 'degree' && field !== 'employer')
            .map(({ field, value }) => `${field} ${value}`),
        ),
      ].join('; '),
    ],
    [
      'posts',
      posts
        .map(({ employer, from, to, present }) => `${employer} ${from ?? '?'}-${present ? '' : (to ?? '?')}`)
        .join('; '),
    ],
    ['speech levels', sharesOf(levels.all)],
    ['length', length === null ? '' : `${Math.round(length.low)} to ${Math.round(length.high)} characters`],
    ['own words', own.map(([word]) => word).join(', ')],
    ['rules for numbers', laws.map(({ id }) => id).join(', ')],
    [
      'leaves to others',
      [
        ...new Set(
          boundaries.map(({ topic, to }) => (to === undefined ? `${topic} (little experience)` : `${topic} to ${to}`)),
        ),
      ].join('; '),
    ],
    ['example turns', String(examples.length)],
  ];
  return rows.filter(([, value]) => value !== '');
}

/** The same as lines, and the scorers that cannot score it. */
export function understoodLines(card: CompiledCard, width: number): string[] {
  const rows = understoodOf(card);
  const column = Math.max(...rows.map(([name]) => name.length)) + 2;
  const lines = rows.flatMap(([name, value]) =>
    wrap(value, width - column).map((line, at) => `${(at === 0 ? name : '').padEnd(column)}${line}`),
  );
  const unscored = card.unscored.flatMap(({ scorer, finding }) =>
    wrap(`not scored, ${measureWords(scorer).name}: ${findingText(finding)}`, width),
  );
  return [...lines, ...unscored];
}

const NAMES: Record<SpeechLevel, string> = {
  hapsyo: '하십시오체',
  haeyo: '해요체',
  hae: '해체',
  haera: '해라체',
  hao: '하오체',
  hage: '하게체',
  eum: '음슴체',
  noun: '',
};

function sharesOf(levels: CompiledCard['levels']['all']): string {
  const counted = Object.entries(levels) as [SpeechLevel, number][];
  const total = counted.reduce((sum, [, count]) => sum + count, 0);
  return counted
    .sort((a, b) => b[1] - a[1])
    .map(([level, count]) => `${NAMES[level]} ${Math.round((100 * count) / total)} %`)
    .join(', ');
}
