import type { Bar, Figures, OutcomeFlip } from '../core/outcome.ts';
import type { Scenario } from '../core/scenario.ts';
import { FAR, hasUnit, isNamedBetter, nameSaid, valueIn } from '../reasoning/bars.ts';
import { wordsHeard } from '../reasoning/said-figures.ts';
import { digitsOf, numbersIn, TELLING_DIGITS } from '../reasoning/said-numbers.ts';
import { wordsIn } from '../reasoning/words-in.ts';

/** A bar that somebody named for a figure, beside what the figures have for it. */
export interface SaidBar {
  fact: string;
  label: string;
  unit: string;
  said: number;
  /** Where the figures turn on the side of it; null where nothing that the fact may be turns them. */
  bar: Bar | null;
  flip: OutcomeFlip | null;
  range: readonly [number, number] | null;
  /** Whether it is the same bar, as far as people round. */
  agrees: boolean;
}

/** What people round away. */
const ROUNDED = 0.03;

interface Known {
  fact: string;
  /** In which words it is measured. */
  how: string;
  label: string;
  unit: string;
  now: number | null;
  range: readonly [number, number] | null;
  bars: readonly Bar[];
  flips: readonly OutcomeFlip[];
}

function knownIn({ measured, flips }: Figures): Known[] {
  const facts = [...new Set([...measured.map(({ learns }) => learns), ...flips.map(({ fact }) => fact)])];
  return facts.map((fact) => {
    const one = measured.find(({ learns }) => learns === fact);
    const own = flips.filter((flip) => flip.fact === fact);
    return {
      fact,
      how: one?.how ?? '',
      label: one?.label ?? own[0]?.label ?? fact,
      unit: one?.unit ?? own[0]?.unit ?? '',
      now: one?.now ?? own[0]?.now ?? null,
      range: one?.range ?? null,
      bars: one?.bars ?? [],
      flips: own,
    };
  });
}

/** What else a question has by a name, of which a text may speak. */
type Named = { name: string; label?: string | undefined };

/** Facts and quantities of a question, which a text may speak of in place of a figure. */
export const namesOf = ({ facts, quantities }: Pick<Scenario, 'facts' | 'quantities'>): Named[] =>
  [...Object.entries(facts), ...Object.entries(quantities)].map(([name, { label }]) => ({ name, label }));

/** The figure that a condition or a threshold speaks of by most of its name, and of nothing else by more, with the number that is said for it; null where there is none. */
export function saidBar(text: string, figures: Figures, others: readonly Named[] = []): SaidBar | null {
  const found = knownIn(figures).flatMap((known) => {
    const named = nameSaid(text, { name: known.fact, label: known.label });
    if (named === null || isNamedBetter(text, others, { name: known.fact, hits: named.hits })) return [];
    const said = numbersIn(text).flatMap((number) =>
      named.hits > 1 || hasUnit(number, known.unit) ? (valueIn(number, known.unit) ?? []) : [],
    );
    const edges = [...known.bars.flatMap(({ at, edge }) => [at, edge]), ...known.flips.map(({ at }) => at)];
    const near = (edges.length > 0 ? edges : [known.now ?? 0]).filter((edge) => edge > 0);
    const fitting = said.filter((value) => near.some((edge) => value / edge < FAR && edge / value < FAR));
    const [value] = fitting;
    return value === undefined ? [] : [{ known, ...named, value }];
  });
  const [named] = found.sort((a, b) => b.hits - a.hits || b.share - a.share);
  const best = named ?? exactly(text, figures);
  if (best === null) return null;
  const { known, value } = best;
  const distance = (at: number) => Math.abs(at - value);
  const bar = [...known.bars].sort((a, b) => distance(a.at) - distance(b.at))[0] ?? null;
  const flip = bar !== null ? null : ([...known.flips].sort((a, b) => distance(a.at) - distance(b.at))[0] ?? null);
  const own = bar !== null ? [bar.at, bar.edge] : flip !== null ? [flip.at] : [];
  const { fact, label, unit, range } = known;
  // What a fact is anyway is no other bar.
  const agrees = [...own, known.now ?? Number.NaN].some((at) => distance(at) <= ROUNDED * Math.abs(at));
  return { fact, label, unit, said: value, bar, flip, range, agrees };
}

/** A figure that is not named, whose very bar is said in its own unit. */
function exactly(text: string, figures: Figures): { known: Known; value: number } | null {
  for (const known of knownIn(figures))
    for (const number of numbersIn(text)) {
      const value = valueIn(number, known.unit);
      const isInUnit = number.unit !== null || (number.noun !== '' && known.unit.toLowerCase().startsWith(number.noun));
      if (value === null || !isInUnit || value === 0) continue;
      // A number of few digits may be anything's; who means this one says a word of it or of how it is measured.
      const isSpokenOf = wordsHeard(wordsIn(`${known.label} ${known.how}`), wordsIn(text)) > 0;
      if (!isSpokenOf && digitsOf(number) < TELLING_DIGITS) continue;
      if (known.bars.some(({ at }) => Math.abs(at - value) <= 0.005 * Math.abs(at))) return { known, value };
    }
  return null;
}
