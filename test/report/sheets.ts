/** Arithmetic of two of the questions in `fixtures/records`, written out from their sheets and not from the engine. */

interface Place {
  /** What is better when smaller. */
  goals: number[];
  keeps: boolean;
}

type Question = (changed: Readonly<Record<string, number>>) => Readonly<Record<string, Place[]>>;

interface Sheet {
  steps: readonly number[];
  options: Question;
}

const from = (low: number, high: number, step: number): number[] =>
  Array.from({ length: Math.round((high - low) / step) + 1 }, (_, index) => low + index * step);

/** By which road readings of trailers come. */
export const trailers: Sheet = {
  steps: [1000, 1, 2],
  options: ({ waitPlain = 4.4, waitModem = 1.6, oldBoxes = 900, modemPrice = 8.3, alarmLimit = 6 }) => {
    const place = (cost: number, delay: number, weeks: number): Place => ({
      goals: [cost, delay, weeks],
      keeps: cost <= 25000 && delay <= alarmLimit + 1e-9 && weeks <= 16,
    });
    const streaming = (s: number) =>
      place(2400 * (((2592000 / s) * 320 * 0.28) / 1e6 + 1.5) + 6000, (3 * s) / 60 + waitPlain, 4);
    const box = 2400 * ((4320 * 900 * 0.28) / 1e6 + 1.5 + 60 / 24) + 4000 + (oldBoxes * 112) / 24;
    return {
      stream: from(20, 120, 0.02).map(streaming),
      box: [place(box, 1 + waitPlain, 2 + oldBoxes / 75)],
      vendor: [place(2400 * modemPrice + 1200, 3 + waitModem + 0.5, 6)],
    };
  },
};

/** How tests run before merging. */
export const merging: Sheet = {
  steps: [1e6, 3, 5],
  options: ({ perDay = 240, slower = 1.4, blocked = 2.6 }) => {
    const place = (cost: number, wait: number, red: number): Place => ({
      goals: [cost, wait, red],
      keeps: cost <= 22e6 && wait <= 35 + 1e-9 && red <= 16 + 1e-9,
    });
    const month = perDay * 20;
    const full = month * 400 * 14;
    const clash = month * 0.001 * 0.6;
    const batch = (k: number) => {
      const red = 1 - 0.95 ** k * 0.91;
      const halvings = Math.log2(k);
      return place(
        (full * (1 + red * 2 * halvings * slower)) / k,
        (((k - 1) / 2) * 480) / perDay + 25 + red * halvings * 25 * slower,
        0,
      );
    };
    return {
      가: [place(full * 1.09, 25 * 1.09, clash)],
      나2: [batch(2)],
      나4: [batch(4)],
      나8: [batch(8)],
      다: from(40, 90, 1).map((percent) => {
        const q = percent / 100;
        return place(full * q + 110000, 6 + 25 * q, month * 0.004 * (1 - q) * blocked + clash);
      }),
    };
  },
};

const leadOn =
  (steps: readonly number[]) =>
  (a: Place, b: Place): number =>
    steps.reduce((sum, step, index) => {
      const by = ((b.goals[index] ?? 0) - (a.goals[index] ?? 0)) / step;
      return Math.abs(by) >= 1 - 1e-9 ? sum + by : sum;
    }, 0);

/** Steps that an option of one setting loses to the best of the others; null where it misses a limit. */
export function lostOnSheet(
  { steps, options }: Sheet,
  option: string,
  changed: Readonly<Record<string, number>>,
): number | null {
  const all = options(changed);
  const [own] = all[option] ?? [];
  if (own?.keeps !== true) return null;
  const others = Object.entries(all).flatMap(([other, places]) =>
    other === option ? [] : places.filter(({ keeps }) => keeps),
  );
  return Math.max(0, ...others.map((other) => leadOn(steps)(other, own)));
}

/** What is ahead of every other by steps, a difference below one not counted, each at its best setting. */
export function aheadOnSheet({ steps, options }: Sheet, changed: Readonly<Record<string, number>> = {}): string | null {
  const lead = leadOn(steps);
  const open = Object.entries(options(changed))
    .map(([option, places]) => ({ option, places: places.filter(({ keeps }) => keeps) }))
    .filter(({ places }) => places.length > 0);
  const worst = (option: string, place: Place) =>
    Math.min(
      ...open.filter((one) => one.option !== option).flatMap(({ places }) => places.map((other) => lead(place, other))),
    );
  const best = open.map(({ option, places }) => ({
    option,
    lead: Math.max(...places.map((place) => worst(option, place))),
  }));
  return best.sort((a, b) => b.lead - a.lead)[0]?.option ?? null;
}
