import type { Amendment } from './amend.ts';
import { keepsEvery, missedInAll } from './amend.ts';
import { OptionValues, valuesOf, worldWith } from './evaluate.ts';
import type { DecisionModel } from './model.ts';
import { goalsOf, hasCalculators } from './model.ts';
import type { Figures } from './steps.ts';
import { figuresOn } from './steps.ts';
import type { World } from './worlds.ts';

export type Setting = Pick<Amendment, 'option' | 'input' | 'to'>;

/** A setting and how it is judged: the same in every world in which what it is judged by is the same. */
export interface Judged {
  /** As of the world: what was set there otherwise is set back. */
  set: readonly Setting[];
  /** As of the option as it is written. */
  ofWritten: readonly Setting[];
  /** Whether it keeps every limit. */
  keeps: boolean;
  /** What it comes to on each goal; null where it misses a limit, or a calculator would have to be asked. */
  figures: Figures | null;
  /** By how much it misses limits in all; null where nobody is likely to ask. */
  missed: number | null;
}

/** `values` are read here and not kept: thousands of settings are judged for each that is chosen. */
export function judged(
  { set, ofWritten }: Pick<Judged, 'set' | 'ofWritten'>,
  values: OptionValues,
  { isLikelyOut = false } = {},
): Judged {
  const { model } = values;
  const keeps = keepsEvery(model, values);
  const figures = keeps && !hasCalculators(model) ? figuresOn(goalsOf(model), values) : null;
  return { set, ofWritten, keeps, figures, missed: isLikelyOut && !keeps ? missedInAll(model, values) : null };
}

/** Where an option may stand in a world. All values there are worked out when somebody asks. */
export class Place {
  #figures: Figures | null;
  #there: World | null = null;

  /** `written`: the world with the option as it is written. */
  constructor(
    private readonly model: DecisionModel,
    readonly option: string,
    readonly judged: Judged,
    private readonly written: World,
  ) {
    this.#figures = judged.figures;
  }

  get set(): readonly Setting[] {
    return this.judged.set;
  }

  get keeps(): boolean {
    return this.judged.keeps;
  }

  /** The world with the setting made. */
  get there(): World {
    this.#there ??= worldWith(this.written, this.judged.ofWritten);
    return this.#there;
  }

  get values(): OptionValues {
    return valuesOf(this.model, this.there, this.option);
  }

  /** By how much it misses limits in all, as shares of what they ask. */
  get missed(): number {
    return this.judged.missed ?? missedInAll(this.model, new OptionValues(this.model, this.there, this.option));
  }

  /** What it comes to on each goal. */
  get figures(): Figures {
    this.#figures ??= figuresOn(goalsOf(this.model), this.values);
    return this.#figures;
  }
}

/** Option -> settings that keep every limit, or some of them; those of an option are worked out when somebody asks for them. */
export class Field {
  readonly #known = new Map<string, readonly Place[]>();

  /** `isKnown`: whether every option is known on every goal, as it stands. */
  constructor(
    readonly options: readonly string[],
    private readonly openOf: (option: string) => readonly Place[],
    readonly isKnown: () => boolean,
  ) {}

  get(option: string): readonly Place[] {
    const known = this.#known.get(option) ?? this.openOf(option);
    this.#known.set(option, known);
    return known;
  }

  /** The same with other settings of one option. */
  with(option: string, places: readonly Place[]): Field {
    return new Field(this.options, (one) => (one === option ? places : this.get(one)), this.isKnown);
  }

  /** Whether some option has any. */
  get isOpen(): boolean {
    return this.options.some((option) => this.get(option).length > 0);
  }
}

/** What differs by rounding only is equal. */
export const EQUAL = 1e-9;

/** The first place of the best. */
export function bestBy<One>(places: readonly One[], worth: (place: One) => number): One | undefined {
  let best: { place: One; worth: number } | undefined;
  for (const place of places) {
    const own = worth(place);
    if (best === undefined || own > best.worth + EQUAL) best = { place, worth: own };
  }
  return best?.place;
}

const keys = new WeakMap<Judged['set'], string>();

/** Names a setting, which many what-ifs share. */
export function keyOf(set: Judged['set']): string {
  const known = keys.get(set) ?? set.map(({ input, to }) => `${input}=${to}`).join();
  keys.set(set, known);
  return known;
}
