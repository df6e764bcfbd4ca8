import { missedInAll } from './amend.ts';
import { deadlinesIn, meetsAfter } from './calendar.ts';
import { OptionValues, worldWith } from './evaluate.ts';
import type { CompiledNeed, DecisionModel } from './model.ts';
import { hasCalculators, needsOf } from './model.ts';
import type { Judged, Setting } from './place.ts';
import { judged } from './place.ts';
import { programOf } from './program.ts';
import type { World } from './worlds.ts';

/** A setting, as it was judged elsewhere or not at all yet. */
type At = Pick<Judged, 'set' | 'ofWritten'> & Partial<Judged>;

/** Judges an option at many settings. */
export interface Judge {
  /** `there`: the world with the setting made, where somebody has it. */
  judged(at: At, isLikelyOut?: boolean, there?: () => World): Judged;
  /** By how much limits are missed in all, as shares of what they ask. */
  missed(ofWritten: readonly Setting[]): number;
  /** Whether the limit of this number is not missed. */
  keeps(ofWritten: readonly Setting[], need: number): boolean;
  /** Whether no limit, or none of the deadlines, is missed where the option begins so many days later. */
  keepsAfter(set: readonly Setting[], days: number, of?: 'limits' | 'deadlines'): boolean;
}

const isOut = (at: At): at is Judged => at.keeps === false && at.missed === null;

/** Of an option in a world in which it stands as it is written: as it is set there it is judged by `keepsAfter` alone. */
export function judgeOf(model: DecisionModel, written: World, option: string): Judge {
  const program = hasCalculators(model) ? null : programOf(model, written, option);
  const needs = needsOf(model);
  const isAsked = (need: CompiledNeed, of: 'limits' | 'deadlines') => of === 'limits' || deadlinesIn(model).has(need);
  if (program !== null)
    return {
      judged(at, isLikelyOut = false) {
        const { set, ofWritten } = at;
        program.at(written, ofWritten);
        const keeps = program.keepsEvery();
        // Nothing more is known of it than elsewhere.
        if (!keeps && !isLikelyOut && isOut(at)) return at;
        return {
          set,
          ofWritten,
          keeps,
          figures: keeps ? program.figures() : null,
          missed: isLikelyOut && !keeps ? program.missedInAll() : null,
        };
      },
      missed(ofWritten) {
        program.at(written, ofWritten);
        return program.missedInAll();
      },
      keeps(ofWritten, need) {
        program.at(written, ofWritten);
        return program.meets(need) !== false;
      },
      keepsAfter(set, days, of = 'limits') {
        program.at(written, set);
        return needs.every((need, index) => !isAsked(need, of) || program.meetsAfter(index, days) !== false);
      },
    };
  const valuesAt = (world: World) => new OptionValues(model, world, option);
  return {
    judged: (at, isLikelyOut, there = () => worldWith(written, at.ofWritten)) =>
      judged(at, valuesAt(there()), { isLikelyOut }),
    missed: (ofWritten) => missedInAll(model, valuesAt(worldWith(written, ofWritten))),
    keeps(ofWritten, need) {
      const limit = needs[need];
      return limit === undefined || valuesAt(worldWith(written, ofWritten)).meets(limit) !== false;
    },
    keepsAfter(set, days, of = 'limits') {
      const values = valuesAt(worldWith(written, set));
      return needs.every((need) => !isAsked(need, of) || meetsAfter(values, need, days) !== false);
    },
  };
}
