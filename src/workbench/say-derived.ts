import type { Figure } from '../core/tool.ts';
import { calculate } from './calculate.ts';
import type { Derived } from './derive.ts';
import { assumptionsOf } from './derive.ts';
import type { Both } from './desk-answers.ts';
import type { Shown } from './question/display.ts';
import { said, shownAs } from './question/display.ts';
import type { KindName } from './question/kinds.ts';
import { kindOf } from './question/kinds.ts';
import type { Found } from './question/solve.ts';
import { runTool } from './run-tool.ts';

/** What a way comes to, in words and as what `calculate` runs again. */
export interface DerivedAnswer {
  args: Record<string, unknown>;
  figures: Record<string, Figure>;
  answer: Both;
  assumed: readonly Both[];
}

/** Runs a way and says what was asked first, then the formula with its values. Throws TOOL_INVALID where it comes to no number. */
export function sayDerived({ asked, tags, facts }: Derived, found: Found): DerivedAnswer {
  const { target, way } = found;
  const values = Object.fromEntries(way.values);
  const steps = Object.fromEntries(
    [...way.steps].map(([name, { formula }]) => [name, { formula, unit: baseUnit(name) }]),
  );
  const first = runTool(calculate, { values, steps }, noFiles);
  const worked = (name: KindName): number => first.figures[name]?.value ?? values[name] ?? Number.NaN;
  const isWon = [...way.used.keys()].some((index) => tags[index]?.dimension === 'KRW');
  const shown = shownAs(target, asked, worked(target), isWon);
  const { [target]: root = { formula: '', unit: '' }, ...rest } = steps;
  // What was asked for is the first figure.
  const all =
    shown.times === 1
      ? { [target]: { ...root, unit: shown.unit }, ...rest }
      : { answer: { formula: `${target} / ${shown.times}`, unit: shown.unit }, ...steps };
  const args = { values, steps: all };
  const computed = runTool(calculate, args, noFiles);
  return {
    args: computed.args,
    figures: sourced(computed.figures, found),
    answer: both(found, shown, worked, { asked, tags, facts }),
    assumed: assumptionsOf(found),
  };
}

/** What a second reading comes to, and the numbers that it takes for something else than the first does. */
export function sayShort({ asked, tags }: Derived, found: Found, first: Found): Both {
  const values = Object.fromEntries(found.way.values);
  const steps = Object.fromEntries([...found.way.steps].map(([name, { formula }]) => [name, { formula, unit: '' }]));
  const value = runTool(calculate, { values, steps }, noFiles).figures[found.target]?.value ?? Number.NaN;
  const isWon = [...found.way.used.keys()].some((index) => tags[index]?.dimension === 'KRW');
  const shown = shownAs(found.target, asked, value, isWon);
  const { ko, en } = kindOf(found.target);
  const taken = [...found.way.used].filter(([index, name]) => first.way.used.get(index) !== name);
  const as = (language: 'ko' | 'en'): string =>
    taken.length === 0
      ? ''
      : ` (${taken.map(([, name]) => said(name, values[name] ?? Number.NaN, language)).join(', ')})`;
  return { ko: `${ko} ${shown.ko}${as('ko')}`, en: `${en} ${shown.en}${as('en')}` };
}

function sourced(figures: Record<string, Figure>, { way }: Found): Record<string, Figure> {
  return Object.fromEntries(
    Object.entries(figures).map(([name, figure]) => {
      const source = way.steps.get(name as KindName)?.source;
      return [name, source === undefined ? figure : { ...figure, source }];
    }),
  );
}

type Context = Pick<Derived, 'asked' | 'tags' | 'facts'>;

function both(found: Found, shown: Shown, worked: (name: KindName) => number, context: Context): Both {
  const { ko, en } = kindOf(found.target);
  const verdict = verdictOf(found, worked, context);
  // Beside a plain standard deviation a difference is no percent.
  const isPlain = (name: KindName): boolean =>
    found.way.values.has('noise') &&
    [...found.way.used].some(([index, used]) => used === name && context.tags[index]?.dimension === 'bare');
  const steps = [...found.way.steps].reverse().filter(([, { needs }], index) => index === 0 || needs.length > 1);
  const written = (language: 'ko' | 'en') =>
    steps
      .map(([name, { formula, source }], index) => {
        const values = formula.replaceAll(/(?<![\w.])[a-zA-Z]\w*/g, (word) =>
          FUNCTIONS.test(word)
            ? word
            : said(word as KindName, worked(word as KindName), language, isPlain(word as KindName)),
        );
        const signs = values.replaceAll(' * ', ' x ').replaceAll(' ** ', '^');
        return `${index === 0 ? '' : `${kindOf(name)[language]} `}= ${signs}${source === undefined ? '' : ` (${source})`}`;
      })
      .join('; ');
  const unused = found.unused.map((index) => context.tags[index]).filter((tag) => tag !== undefined && tag.value !== 1);
  const left = (language: 'ko' | 'en') =>
    unused
      .flatMap((tag) => {
        const [name] = tag?.may[0] ?? [];
        return tag === undefined || name === undefined ? [] : [said(name, tag.value, language)];
      })
      .join(', ');
  return {
    ko: `${verdict.ko}${ko}: ${shown.ko} ${written('ko')}.${unused.length === 0 ? '' : ` 쓰지 않은 값: ${left('ko')}.`}`,
    en: `${verdict.en}${upper(en)}: ${shown.en} ${written('en')}.${unused.length === 0 ? '' : ` Not used: ${left('en')}.`}`,
  };
}

const FUNCTIONS = /^(?:sqrt|ln|exp|cos|min|max|ceil|floor|round|abs)$/;
const MEMORY: ReadonlySet<KindName> = new Set<KindName>([
  ...([
    'weightBytes',
    'kvBytes',
    'stateBytes',
    'statePerCard',
    'loraBytes',
    'activationBytes',
    'optimizerBytes',
    'weightsPerCard',
    'servingBytes',
  ] as const),
]);
const PER_CARD: ReadonlySet<KindName> = new Set<KindName>(['statePerCard', 'activationBytes', 'weightsPerCard']);
const NO_VERDICT: Both = { ko: '', en: '' };

/** Yes or no, where that is what was asked: against a number that was said, the memory of the cards, or the ridge. */
function verdictOf(
  { target, against, way }: Found,
  worked: (name: KindName) => number,
  { asked, tags, facts }: Context,
): Both {
  const value = worked(target);
  const named = (name: KindName): number | undefined =>
    tags.find(({ may }) => may[0]?.[0] === name)?.value ?? facts[name]?.value;
  if (against !== undefined) {
    const limit = tags[against]?.value ?? Number.NaN;
    const isRate = ['tokens/s', 'requests/s', 'items/s', 'bytes/s'].includes(kindOf(target).dimensions[0] ?? '');
    const holds = isRate ? value >= limit : value <= limit;
    const [ko, en] = isRate ? ['그만큼 나올 수 있음', 'It can give that'] : ['그 안에 들어옴', 'It stays within that'];
    const [no, not] = isRate
      ? ['그만큼은 안 나옴', 'It cannot give that']
      : ['그 안에 안 들어옴', 'It does not stay within that'];
    return holds ? { ko: `${ko}. `, en: `${en}. ` } : { ko: `${no}. `, en: `${not}. ` };
  }
  const capacity = named('capacity');
  if (asked.fits && MEMORY.has(target) && capacity !== undefined && !way.values.has('capacity')) {
    const room = capacity * (PER_CARD.has(target) ? 1 : (named('cards') ?? 1));
    const gb = Number((room / 1e9).toPrecision(3));
    return value <= room
      ? { ko: `${gb}GB에 들어감. `, en: `It fits in ${gb} GB. ` }
      : { ko: `${gb}GB에 안 들어감. `, en: `It does not fit in ${gb} GB. ` };
  }
  const [tflops, bandwidth] = [named('tflops'), named('bandwidth')];
  if (target === 'intensity' && tflops !== undefined && bandwidth !== undefined) {
    const ridge = tflops / bandwidth;
    return value < ridge
      ? {
          ko: `꺾이는 점 ${Number(ridge.toPrecision(3))}보다 낮아 메모리 대역폭이 벽. `,
          en: `Memory bandwidth binds, below a ridge of ${Number(ridge.toPrecision(3))}. `,
        }
      : {
          ko: `꺾이는 점 ${Number(ridge.toPrecision(3))}보다 높아 연산이 벽. `,
          en: `Arithmetic binds, above a ridge of ${Number(ridge.toPrecision(3))}. `,
        };
  }
  return NO_VERDICT;
}

function baseUnit(name: KindName): string {
  const [dimension = 'bare'] = kindOf(name).dimensions;
  return BASE[dimension] ?? dimension;
}
const BASE: Readonly<Record<string, string>> = {
  ...{
    time: 's',
    bytes: 'bytes',
    'bytes/s': 'B/s',
    flops: 'FLOPs',
    'flop/s': 'FLOP/s',
    points: 'share',
    'card hours': 'hours',
  },
  ...{ bare: '', large: '', items: 'count', sequences: 'count', cards: 'cards', replicas: 'count', interval: 's' },
  ...{ epochs: 'times', runs: 'count' },
};

const upper = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}`;

function noFiles(): never {
  throw new RangeError('a formula reads no files');
}
