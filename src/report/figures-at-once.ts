import type { Outcome } from '../core/outcome.ts';
import { escaped } from '../core/pattern.ts';
import type { Scenario } from '../core/scenario.ts';
import { hasUnit, valueIn } from '../reasoning/bars.ts';
import { compileModel, settingIn } from '../reasoning/model.ts';
import { wordsHeard } from '../reasoning/said-figures.ts';
import type { SaidNumber } from '../reasoning/said-numbers.ts';
import { isRounded, numbersIn } from '../reasoning/said-numbers.ts';
import { physicalPart, unitOf } from '../reasoning/units.ts';
import { wordsIn } from '../reasoning/words-in.ts';

/** What makes one figure of two numbers: a range, a change, a setting of two parts, a value beside what it is now or what it was taken to be. */
const PAIRED =
  /^[\p{L}%$€₩°./]{0,12}(?:\s[\p{L}%]{1,12})?\s?(?:~|–|-|\+|→|->|±|(?:up )?to\b|and not\b|,? ?not\b|,? ?instead of\b|,? ?rather than\b|,? ?in place of\b|에서|(?:이|가)? ?아니라|(?:이|가)? ?아닌|대신|\((?:now|today|지금|오늘|현재)?)\s?(?:about |약 )?[\p{L}$€₩]{0,3}\s?$/iu;

/** What a number may be: how an option is set, or what it comes to. */
interface Valued {
  value: number;
  unit: string;
  /** What it is called. */
  label: string;
}

/** What tells a plan and no figure of it: at what each option stands, as it is written, agreed on or best; and what the options come to, which does. */
export interface Told {
  settings: readonly Valued[];
  figures: readonly Valued[];
}

export function toldIn(scenario: Scenario, outcome: Outcome): Told {
  const { settings, amended, figures, table } = outcome;
  const model = compileModel(scenario);
  const written = model.options.flatMap((option) =>
    Object.keys(scenario.options[option]?.set ?? {}).flatMap((input) => {
      const value = settingIn(model, option, input);
      const { unit = '', label = input } = scenario.facts[input] ?? {};
      return value === null ? [] : [{ value, unit: model.inputUnits.get(input)?.text ?? unit, label }];
    }),
  );
  const best = figures?.options.flatMap(({ set, best: at }) => [...set, ...(at?.set ?? [])]) ?? [];
  return {
    settings: [
      ...written,
      ...settings.map(({ at, unit, label }) => ({ value: at, unit, label })),
      ...[...amended, ...best].map(({ to, unit, label }) => ({ value: to, unit, label })),
    ],
    figures: table.flatMap(({ now, limit, unit, label }) =>
      [...Object.values(now).map(({ value }) => value), limit?.value ?? null].flatMap((value) =>
        value === null ? [] : [{ value, unit, label }],
      ),
    ),
  };
}

/**
 * How many figures a reader has to hold at once: each value once, and two that are told as one as one. How an option is set is no figure of it, nor is a day or a
 * time that no option comes to.
 */
export function figuresAtOnce(text: string, told: Told): number {
  const seen = new Set<string>();
  return numbersIn(text).reduce((count, number, index, all) => {
    const { value, isPercent, at } = number;
    const before = all[index - 1];
    const isPaired = before !== undefined && PAIRED.test(text.slice(before.end, at));
    const key = `${value} ${isPercent}`;
    const isNew = !seen.has(key) && !isPaired;
    seen.add(key);
    return isNew && !isOfPlan(number, text, told) ? count + 1 : count;
  }, 0);
}

const DATE = /\b(?:day|week|month|hour|quarter)s?\s$/iu;

function isOfPlan(number: SaidNumber, text: string, { settings, figures }: Told): boolean {
  const [before, behind] = [text.slice(0, number.at), text.slice(number.end).trimStart()];
  const is = ({ value, unit, label }: Valued) => {
    const said = valueIn(number, unit);
    // A bare count is one by what it counts.
    const isCounted = unit !== '' || wordsHeard(wordsIn(label), wordsIn(number.noun)) > 0;
    const isInUnit = hasUnit(number, unit) || new RegExp(`^${escaped(unit)}(?![a-z])`, 'i').test(behind);
    return said !== null && isCounted && isInUnit && isRounded(number, said, value);
  };
  if (settings.some(is)) return true;
  const isTime = number.unit !== null && Object.keys(physicalPart(number.unit.dimensions)).join() === TIME;
  return (isTime || DATE.test(before)) && !figures.some(is);
}

const TIME = Object.keys(physicalPart(unitOf('hours').dimensions)).join();
