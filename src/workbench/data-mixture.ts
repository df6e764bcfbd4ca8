import { z } from 'zod';
import type { Figure, Tool } from '../core/tool.ts';
import { drawTable, percent, short } from './draw-table.ts';

const SUM_TOLERANCE = 1e-6;

/** How repeated tokens lose their worth (Muennighoff et al. 2023). */
export const REPETITION = {
  /** Epochs up to which repeated data is nearly as good as new (abstract, section 6). */
  limit: 4,
  /** Repetitions over which the worth of a further one falls to 1/e (R_D*, section 3.1, table 4). */
  decay: 15.387756,
  source: 'Muennighoff et al. 2023',
};

const Source = z.strictObject({
  name: z.string().min(1),
  uniqueTokens: z.number().positive().max(1e16).describe('Tokens after deduplication.'),
  share: z.number().min(0).max(1).optional().describe('Share of the training tokens; left out: from the sizes.'),
  difficulty: z.number().optional().describe('How hard it is, in any unit: the curriculum goes from low to high.'),
});

const Args = z
  .strictObject({
    tokens: z.number().positive().max(1e16).describe('Tokens of the whole training run.'),
    sources: z.array(Source).min(1),
    temperature: z
      .number()
      .min(1)
      .default(1)
      .describe('Without shares: share in proportion to unique tokens^(1 / temperature).'),
    epochLimit: z.number().positive().default(REPETITION.limit).describe('Epochs of one source that are accepted.'),
  })
  .superRefine(({ sources }, context) => {
    const issue = (path: (string | number)[], message: string) => context.addIssue({ code: 'custom', path, message });
    const names = sources.map(({ name }) => name);
    const twice = names.find((name, index) => names.indexOf(name) !== index);
    if (twice !== undefined) issue(['sources'], `expected each source once, found \`${twice}\` twice`);
    const shares = sources.flatMap(({ share }) => (share === undefined ? [] : [share]));
    if (shares.length > 0 && shares.length < sources.length)
      issue(['sources'], 'expected a share for each source or for none');
    const sum = shares.reduce((total, share) => total + share, 0);
    if (shares.length === sources.length && Math.abs(sum - 1) > SUM_TOLERANCE)
      issue(['sources'], `expected the shares to sum to 1, found ${Number(sum.toPrecision(9))}`);
  });
type Args = z.infer<typeof Args>;

const Row = z.strictObject({
  name: z.string(),
  share: z.number(),
  tokens: z.number(),
  epochs: z.number(),
  /** What the tokens are worth in tokens seen once. */
  effectiveTokens: z.number(),
  withinLimit: z.boolean(),
});

const Result = z.strictObject({
  sources: z.array(Row),
  uniqueTokens: z.number(),
  effectiveTokens: z.number(),
  /** Share of the training tokens whose worth repetition takes. */
  lostShare: z.number(),
  mostRepeated: z.string(),
  maxEpochs: z.number(),
  /** Training tokens at which the first source reaches the limit. */
  largestBudget: z.number(),
  /** Names from easy to hard; null when no source has a difficulty. */
  curriculum: z.array(z.string()).nullable(),
});
type Result = z.infer<typeof Result>;

function run({ tokens, sources, temperature, epochLimit }: Args): Result {
  const weights = sources.map(({ uniqueTokens }) => uniqueTokens ** (1 / temperature));
  const whole = weights.reduce((sum, weight) => sum + weight, 0);
  const rows = sources.map(({ name, uniqueTokens, share = uniqueTokens ** (1 / temperature) / whole }) => {
    const seen = share * tokens;
    const epochs = seen / uniqueTokens;
    return {
      name,
      share,
      tokens: seen,
      epochs,
      effectiveTokens: worth(seen, uniqueTokens),
      withinLimit: epochs <= epochLimit,
    };
  });
  const most = rows.reduce((worst, row) => (row.epochs > worst.epochs ? row : worst));
  const effectiveTokens = rows.reduce((sum, row) => sum + row.effectiveTokens, 0);
  return {
    sources: rows,
    uniqueTokens: sources.reduce((sum, { uniqueTokens }) => sum + uniqueTokens, 0),
    effectiveTokens,
    lostShare: 1 - effectiveTokens / tokens,
    mostRepeated: most.name,
    maxEpochs: most.epochs,
    largestBudget: (tokens * epochLimit) / most.epochs,
    curriculum: orderOf(sources),
  };
}

/** D' = U + U R* (1 - e^(-R / R*)) with R repetitions beyond the first pass (Muennighoff et al. 2023, equation 5). */
function worth(seen: number, unique: number): number {
  if (seen <= unique) return seen;
  const repetitions = seen / unique - 1;
  return unique * (1 + REPETITION.decay * (1 - Math.exp(-repetitions / REPETITION.decay)));
}

/** Sources without a difficulty come last, in the order given. */
function orderOf(sources: Args['sources']): string[] | null {
  if (sources.every(({ difficulty }) => difficulty === undefined)) return null;
  const at = (difficulty = Number.POSITIVE_INFINITY): number => difficulty;
  const ranked = sources.map(({ name, difficulty }, index) => ({ name, rank: at(difficulty), index }));
  return ranked.sort((a, b) => (a.rank === b.rank ? a.index - b.index : a.rank - b.rank)).map(({ name }) => name);
}

function figures(result: Result): Record<string, Figure> {
  const { source } = REPETITION;
  return {
    maxEpochs: {
      value: result.maxEpochs,
      unit: 'times',
      formula: 'share x tokens / unique tokens, the highest',
      source,
    },
    uniqueTokens: { value: result.uniqueTokens, unit: 'tokens', formula: 'sum over sources', source },
    effectiveTokens: {
      value: result.effectiveTokens,
      unit: 'tokens',
      formula: 'U + U R* (1 - e^(-R / R*)), summed over sources',
      source,
    },
    lostShare: { value: result.lostShare, unit: 'share', formula: '1 - effective / trained tokens', source },
    largestBudget: {
      value: result.largestBudget,
      unit: 'tokens',
      formula: 'tokens at which the first source reaches the epoch limit',
      source,
    },
  };
}

/** Epochs of each source of a mixture, what repetition takes, and the order from easy to hard. */
export const dataMixture: Tool<Args, Result> = {
  name: 'data_mixture',
  description:
    'Epochs of each source of a data mixture, its unique tokens, what repetition is worth, the budget that the repetition limit allows, and a curriculum order.',
  args: Args,
  result: Result,
  run,
  figures,
  figureNames: ['maxEpochs', 'uniqueTokens', 'effectiveTokens', 'lostShare', 'largestBudget'],
  headline: { figure: 'lostShare', scale: { neutral: 0, full: 1 } },
  assumption:
    'Repetition hurts each source as it hurt one English web corpus in models up to 9B: code and small curated sets may stand more or less of it.',
  draw: ({ sources, curriculum }, _, __, width) =>
    drawTable(
      ['source', 'share', 'tokens', 'epochs', 'worth', 'limit'],
      sources.map((row) => [
        row.name,
        percent(row.share),
        short(row.tokens),
        row.epochs.toFixed(2),
        short(row.effectiveTokens),
        row.withinLimit ? 'within' : 'exceeded',
      ]),
      width,
      ...(curriculum === null ? [] : [`From easy to hard (Bengio et al. 2009): ${curriculum.join(', ')}.`]),
    ),
};
