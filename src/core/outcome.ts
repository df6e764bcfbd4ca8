import { z } from 'zod';
import { StopReason } from './events.ts';
import { WrittenMemo } from './memo.ts';
import { Money } from './scenario.ts';
import { ProposedMeasurement } from './turn.ts';

export const Vote = z.strictObject({
  member: z.string(),
  option: z.string().nullable(),
  confidence: z.number(),
  blind: z.boolean(),
  condition: z.string().nullable().default(null),
});
export type Vote = z.infer<typeof Vote>;

/** Whose words, and in which turn. */
const Spoken = z.strictObject({ member: z.string(), turn: z.number().int().positive() });
export type Spoken = z.infer<typeof Spoken>;

/** A claim that still stood at the end, as it was said. */
export const StandingClaim = z.strictObject({
  /** `option/criterion`, `fact:name`, `judgement:N`; null for what was born in the debate. */
  reason: z.string().nullable(),
  option: z.string().nullable(),
  side: z.enum(['for', 'against']).nullable(),
  /** In the speaker's words. */
  text: z.string(),
  member: z.string(),
  turn: z.number().int().positive(),
  /** Where its figure is from, and the command that computes it again; null where nothing was computed. */
  ref: z.string().nullable(),
  command: z.string().nullable(),
  /** Whether it speaks for what was decided: for that option, or against one of the others. */
  speaks: z.enum(['for', 'against']),
  /** Who said the same in other words, or with the same number. */
  alsoBy: z.array(Spoken),
  /** Who accepted it aloud. */
  acceptedBy: z.array(Spoken),
});
export type StandingClaim = z.infer<typeof StandingClaim>;

/** A value under one option; null where the table did not know it. `short` is by how much a limit is missed, in the same unit. */
const Cell = z.strictObject({ value: z.number().nullable(), short: z.number().nullable() });

/** One quantity that a criterion is about, for each option, at the start and at the end. */
export const TableRow = z.strictObject({
  quantity: z.string(),
  label: z.string(),
  unit: z.string(),
  /** A limit, or what is better; `worth` is the difference below which it is noise. */
  kind: z.enum(['need', 'more', 'less']),
  worth: z.number().nullable(),
  /** What a limit asks of the quantity; `value` is null where it differs between options. Null where nothing limits the quantity itself. */
  limit: z
    .strictObject({ operator: z.enum(['<', '<=', '>', '>=', '==', '!=']), value: z.number().nullable() })
    .nullable(),
  /** Option -> value at the end. */
  now: z.record(z.string(), Cell),
  /** The same before anything changed; null where nothing did. */
  before: z.record(z.string(), Cell).nullable(),
});
export type TableRow = z.infer<typeof TableRow>;

export const Movement = z.strictObject({
  member: z.string(),
  turn: z.number().int().positive(),
  from: z.string().nullable(),
  to: z.string().nullable(),
  /** Confidence in the option left, before and after. */
  confidence: z.strictObject({ before: z.number(), after: z.number() }),
  /** What moved the member, by reference: `turn:T.C`, `fact:name`. */
  reasons: z.array(z.string()),
  /** What the member said of it in that turn. */
  said: z.string(),
});
export type Movement = z.infer<typeof Movement>;

/** A setting of an option as it is printed. */
const SetAt = z.strictObject({ input: z.string(), label: z.string(), unit: z.string(), to: z.number() });
export type SetAt = z.infer<typeof SetAt>;

/** Past `at` the table decides `to`; `--fact` on either side comes out so. */
export const Flip = z.strictObject({
  /** Name or dotted path, as `--fact` takes it. */
  fact: z.string(),
  label: z.string(),
  at: z.number(),
  /** What it was in the debate. */
  now: z.number().optional(),
  unit: z.string(),
  /** Whether the other outcome lies above or below `at`. */
  beyond: z.enum(['above', 'below']),
  /** `null`: no decision. */
  to: z.string().nullable(),
  /** The nearest values tried on each side. */
  tried: z.strictObject({ holds: z.number(), flips: z.number() }),
});
export type Flip = z.infer<typeof Flip>;

/** A flip of a closed debate. */
export const OutcomeFlip = Flip.extend({
  /** Where nothing is decided beyond it: no option keeps its limits, or the votes fall apart. */
  none: z.enum(['limits', 'split']).nullable(),
  /** How the option that is decided on past it is set best there by the figures, where these turn there too. */
  toSet: z.array(SetAt).default([]),
  /** Past it what is decided misses a limit at every setting that it may have, and at the last value of few digits before it, `tried.holds`, not yet. */
  isMissed: z.literal(true).optional(),
  /** Anywhere past it, up to the end of its range, what comes to be ahead leads by less than anybody would act on. */
  isLevel: z.literal(true).optional(),
  /** It counts days that are waited before anything begins: a debate in which the fact has that value decides as this one. */
  isAfterWait: z.literal(true).optional(),
});
export type OutcomeFlip = z.infer<typeof OutcomeFlip>;

/** How many times larger or smaller a fact would have to be; the nearest threshold is what a reader can act on. */
export function distanceOf({ at, now }: Pick<Flip, 'at' | 'now'>): number {
  if (now === undefined || at * now <= 0) return 1;
  return Math.max(at / now, now / at);
}

/** A measurement that a scenario offers, as it is told. */
const OFFERED = {
  /** The fact that it would settle. */
  learns: z.string(),
  label: z.string(),
  unit: z.string(),
  how: z.string(),
  /** Who is to make it; null where nobody is named, or whoever is does not sit there. */
  owner: z.string().nullable(),
  cost: Money.nullable(),
  days: z.number().nullable(),
  /** What the fact is taken to be. */
  now: z.number(),
};

/** The measurement most likely to change the decision, and where. */
export const Experiment = z.strictObject({
  ...OFFERED,
  /** How far off its result may be; taken off the side of a threshold on which what was decided holds. */
  error: z.number().nullable().default(null),
  /** Of the range in which the fact may lie, the share on which the table decides otherwise. */
  chance: z.number(),
  /**
   * Neighbouring stretches of the range with what is decided there, the lowest first; each begins where the one before it ends.
   * `holdsAtTo`: the same is still decided at `to` itself.
   */
  stretches: z.array(
    z.strictObject({ from: z.number(), to: z.number(), decision: z.string().nullable(), holdsAtTo: z.boolean() }),
  ),
  /** Who proposed it in the debate, and when; null where nobody did. */
  proposed: Spoken.nullable(),
});
export type Experiment = z.infer<typeof Experiment>;

/** A deadline of an option, in its own unit: what the option takes where it begins so many days later, and what there is. */
const Deadline = z.strictObject({
  option: z.string(),
  label: z.string(),
  unit: z.string(),
  /** Days that are waited before it begins. */
  days: z.number(),
  takes: z.number(),
  limit: z.number(),
  /** Of several settings that take differently long the one that takes the longest. */
  isMost: z.literal(true).optional(),
});
export type Deadline = z.infer<typeof Deadline>;

/** A value that decides between what lies below it and above it; a result that is this value itself counts to `own`. */
const Bar = z.strictObject({
  /** Where the figures turn. */
  edge: z.number(),
  /** The same with what a measurement may be off taken from the side that has to be sure. */
  at: z.number(),
  below: z.string().nullable(),
  above: z.string().nullable(),
  own: z.enum(['below', 'above']),
  /** Why nothing is ahead on the side that has no option: none keeps its limits, or the first two are level. */
  none: z.enum(['limits', 'split']).nullable(),
  /** The side that is away from what the fact is taken to be, and how what is ahead there is set best just past the edge. */
  beyond: z.strictObject({
    side: z.enum(['below', 'above']),
    set: z.array(SetAt),
    values: z.array(z.strictObject({ quantity: z.string(), label: z.string(), unit: z.string(), value: z.number() })),
  }),
});
export type Bar = z.infer<typeof Bar>;

/** An end of a band; `isOwn`: a result that is this value itself lies in the band. */
const BandEnd = z.strictObject({ at: z.number(), isOwn: z.boolean() });

/** Results of a measurement at which one thing is done. */
const ResultBand = z.strictObject({
  /** Null where the range ends. */
  from: BandEnd.nullable(),
  to: BandEnd.nullable(),
  option: z.string().nullable(),
  /** Why nothing is ahead: no option keeps its limits, or the first two are level. */
  none: z.enum(['limits', 'split']).nullable(),
  /** What the fact is taken to be lies in it. */
  isHere: z.boolean(),
  /**
   * How the option is set at its results, the lowest first; each part begins where the one before it ends, and the last one ends with the band. Of the
   * decision as it is set, `isKept`, wherever that serves.
   */
  parts: z.array(z.strictObject({ to: BandEnd.nullable(), set: z.array(SetAt), isKept: z.boolean() })).default([]),
});
export type ResultBand = z.infer<typeof ResultBand>;

/** A limit that the decision keeps as it is set, and what is left of it where facts lie at the bad ends of their ranges. */
const Corner = z.strictObject({
  quantity: z.string(),
  label: z.string(),
  /** Of what is left. */
  unit: z.string(),
  /** Facts that nobody is sure of, each at the end that is worse for the limit, the one that takes most first. */
  facts: z.array(z.strictObject({ fact: z.string(), label: z.string(), unit: z.string(), at: z.number() })),
  /** What is left today. */
  now: z.number(),
  /** That this counts the days of a measurement that comes first. */
  isAfterWait: z.literal(true).optional(),
  /** What is left there; below 0 the limit is missed. */
  left: z.number(),
  /** Where it is missed, a setting of the decision that keeps every limit there and today, and the steps that it costs today; null where none does. */
  safe: z.strictObject({ set: z.array(SetAt), costs: z.number() }).nullable(),
  /** Where no setting of the decision does: another option that keeps every limit there, as it is set best; null where none does. */
  other: z
    .strictObject({ option: z.string(), set: z.array(SetAt) })
    .nullable()
    .optional(),
  /** Of one fact that misses it: up to which value the limit is kept as the decision is set; null of several facts. */
  holds: z.number().nullable().default(null),
  /** Where safety all the way costs much: a setting that keeps every limit further, up to `reach`, for a quarter of a step at most. */
  surer: z
    .strictObject({ set: z.array(SetAt), costs: z.number(), reach: z.number() })
    .nullable()
    .default(null),
});
export type Corner = z.infer<typeof Corner>;

/** What a measurement could change, as far as it can be computed; every value of the range counts alike. */
const Gain = z.strictObject({
  /** Share of the range in which something else than the decision is to be done. */
  chance: z.number(),
  /** Share of the range in which the decision keeps its limits at no setting. */
  misses: z.number(),
  /** Steps that are gained on average by choosing and setting after an exact result, over keeping to the decision as it is set; of values at which it keeps its limits. */
  steps: z.number(),
  /** Steps that are lost by keeping to the decision where the range is worst for it. */
  worst: z.number(),
  /**
   * Where the decision misses a limit in the range as it is set: a setting of it that keeps every limit over all of the range without a result, the steps
   * that it costs today, and the steps by which what is best after an exact result beats it on average.
   */
  insured: z
    .strictObject({ set: z.array(SetAt), costs: z.number(), steps: z.number() })
    .nullable()
    .default(null),
});

/**
 * What the figures come to once everybody knows the same, whoever looks: limits first, then differences in steps of what each goal is
 * worth, nothing where they are noise, each step alike, and every option at the setting that was agreed on, else at the one that serves it best; what would turn it is of every option
 * at the setting that would serve it best there.
 */
export const Figures = z.strictObject({
  /** What is ahead of every other; null where none keeps its limits, or nothing that counts tells the first two apart. */
  ahead: z.string().nullable(),
  /** What the options are weighed against: the decision, else what is ahead. */
  against: z.string().nullable(),
  options: z.array(
    z.strictObject({
      option: z.string(),
      /** Set otherwise than the table had it. */
      set: z.array(SetAt),
      /** Quantities whose limits it keeps at no setting. */
      missed: z.array(z.string()),
      goals: z.array(
        z.strictObject({
          quantity: z.string(),
          /** In steps, for it where positive; `counts` is 0 where it is noise. */
          difference: z.number(),
          counts: z.number(),
        }),
      ),
      /** Steps in all, against what it is weighed against; null where nothing can be compared. */
      lead: z.number().nullable(),
      /** In how much of what uncertain facts may be it keeps every limit, 0 to 1; null where no limit rests on one, or that would take calculators. */
      holds: z.number().nullable().default(null),
      /** Where another setting than the agreed one would serve it better against the decision: what it would come to there. */
      best: z
        .strictObject({
          set: z.array(SetAt),
          missed: z.array(z.string()),
          lead: z.number().nullable(),
          holds: z.number().nullable().default(null),
          /** Quantity of the table -> its value there. */
          values: z.record(z.string(), z.number()).default({}),
        })
        .nullable()
        .default(null),
    }),
  ),
  /** Where another setting would serve the decision better: by how many steps its lead over the strongest other would grow. */
  better: z
    .strictObject({
      set: z.array(SetAt),
      by: z.number(),
      /** What it gives up for that: the fact up to whose value it keeps its limits, where the decision keeps them further, to `ours`. */
      only: z
        .strictObject({
          label: z.string(),
          unit: z.string(),
          at: z.number(),
          ours: z.number().nullable(),
          beyond: z.enum(['above', 'below']),
        })
        .nullable()
        .default(null),
    })
    .nullable(),
  /**
   * Where another option comes to be ahead, every one at its best setting; the nearest first. `argued`: of a figure that people argue about,
   * and not only of one with a source or to which an option is set.
   */
  flips: z.array(
    OutcomeFlip.extend({
      argued: z.boolean(),
      /** Up to where what comes to be decided keeps its limits as it is set there, and what is taken past that; left out where that is all the way. */
      then: z
        .strictObject({
          at: z.number(),
          to: z.string().nullable(),
          none: z.enum(['limits', 'split']).nullable(),
          set: z.array(SetAt),
        })
        .optional(),
    }),
  ),
  /** What the decision stands in as it is set and its best setting by the figures, `set`, does not; left out where that is nothing. */
  sturdier: z
    .strictObject({
      set: z.array(SetAt),
      /** Steps that it is behind that setting. */
      costs: z.number(),
      /** Facts on whose way every limit is kept up to `at`, and there up to `before`. */
      further: z.array(
        z.strictObject({
          label: z.string(),
          unit: z.string(),
          at: z.number(),
          before: z.number(),
          beyond: z.enum(['above', 'below']),
        }),
      ),
      /** Two facts that may turn out badly at once. */
      together: z.array(z.strictObject({ label: z.string(), unit: z.string(), at: z.number() })),
    })
    .optional(),
  /**
   * Where the decision stays ahead but not as it is set: past `at` it misses a limit so, or another setting of it is better by what counts; the
   * nearest first. None past a flip.
   */
  resets: z
    .array(
      Flip.extend({
        argued: z.boolean(),
        /** The quantity whose limit it would miss; null where it is merely better set otherwise. */
        missed: z.string().nullable(),
        /** That it misses one, where what is told of it may lie between two values: it keeps it at `tried.holds`. */
        isMissed: z.literal(true).optional(),
        /** How it is set, and how it is set best right past the value. */
        from: z.array(SetAt),
        set: z.array(SetAt),
      }),
    )
    .default([]),
  /** Limits of the decision that uncertain facts put at risk, or that hold even so; the ones that fail by the fewest facts. */
  corners: z.array(Corner).default([]),
  /**
   * The measurement that comes before all else, and its days: values that turn what is ahead, that set the decision anew or that put a limit of it at risk
   * count them, where a limit is a day in the calendar. Null where nobody waits, or no such limit is left less.
   */
  waited: z
    .strictObject({
      learns: z.string(),
      days: z.number() /** Whether any such value is another one for that. */,
      isFelt: z.boolean(),
    })
    .nullable()
    .default(null),
  /** Other options to which a value turns that has not been measured first: by which day each has to begin to keep its own deadline. */
  fallbacks: z
    .array(
      z.strictObject({
        option: z.string(),
        /** Of the deadline, with what there is in its unit. */
        label: z.string(),
        unit: z.string(),
        limit: z.number(),
        /** In days from today. */
        day: z.number(),
        /** Labels of times that may be known only later than that: each has to have passed. */
        later: z.array(z.string()),
      }),
    )
    .default([]),
  /** Deadlines of each option where it begins at once; the tightest of each. */
  deadlines: z.array(Deadline).default([]),
  /** Measurements that the scenario offers; without bars no result within the range changes what is ahead. */
  measured: z.array(
    z.strictObject({
      ...OFFERED,
      error: z.number().nullable(),
      range: z.tuple([z.number(), z.number()]),
      /** Where two bands meet. */
      bars: z.array(Bar),
      /**
       * The range in order, each result in one band, neighbours with different outcomes; the error is kept clear of limits, and days until
       * the result is in are off the deadlines of what is done instead. A change that gains less than a tenth of a step is none.
       */
      bands: z.array(ResultBand).default([]),
      /** Whether all bands and their settings keep the limits where a result is off by the error. */
      isSure: z.boolean().default(true),
      /** Where the result comes out as the fact is taken to be, the limit that the decision misses as it is set where that is off by the error; null where it misses none. */
      unsure: z.strictObject({ label: z.string() }).nullable().default(null),
      /** Deadlines of what is done by its result once the days of measuring are waited. */
      late: z.array(Deadline).default([]),
      /** Null where no result changes anything, or it was not computed. */
      gain: Gain.nullable().default(null),
      proposed: Spoken.nullable(),
      /** That whoever asked for it has taken it back, and nobody asks for it any more: then it has no bar. */
      takenBack: z.literal(true).optional(),
    }),
  ),
});
export type Figures = z.infer<typeof Figures>;

/** What somebody alone knew, or took to be something else, and what the news changed: with what it did to quantities that are judged. */
const CameUp = z.strictObject({
  fact: z.string(),
  label: z.string(),
  unit: z.string(),
  from: z.number(),
  to: z.number(),
  /** Who brought it up, and in which turn; null where the moderator did. */
  by: Spoken.nullable(),
  effects: z.array(
    z.strictObject({
      option: z.string(),
      quantity: z.string(),
      label: z.string(),
      unit: z.string(),
      from: z.number(),
      to: z.number(),
      /** Labels of other facts that came up and moved it as well; left out where it is this one's alone. */
      besides: z.array(z.string()).optional(),
    }),
  ),
});
export type CameUp = z.infer<typeof CameUp>;

/** A setting at which an option was decided on, or put to the vote. */
export const Amended = z.strictObject({
  option: z.string(),
  input: z.string(),
  label: z.string(),
  unit: z.string(),
  to: z.number(),
  by: z.string().nullable(),
  turn: z.number().int().positive().nullable(),
  /** That it was named by a condition on which the decision stands, and not agreed on by itself. */
  isCondition: z.literal(true).optional(),
});
export type Amended = z.infer<typeof Amended>;

/** What a debate came to: a projection of its events and scenario. */
export const Outcome = z.strictObject({
  decision: z.string().nullable(),
  confidence: z.number(),
  /** Lead of the decision over the next option, as a share of the votes (or of the summed confidence when weighted). */
  margin: z.number(),
  stopReason: StopReason,
  /** What the figures alone come to once everybody knows the same; another than `decision` where members voted otherwise. */
  byFigures: z.string().nullable(),
  votes: z.array(Vote),
  amended: z.array(Amended),
  /** The memo, where a model wrote it or was to. */
  written: WrittenMemo.optional(),
  table: z.array(TableRow),
  /** Inputs that an option may set otherwise: what they stood at, and between what. */
  settings: z
    .array(
      z.strictObject({
        option: z.string(),
        label: z.string(),
        unit: z.string(),
        at: z.number(),
        bounds: z.tuple([z.number(), z.number()]),
      }),
    )
    .default([]),
  /** Options that miss a limit whatever one of their inputs is set to, and where each limit would be kept: null is nowhere. */
  unsaved: z
    .array(
      z.strictObject({
        option: z.string(),
        label: z.string(),
        unit: z.string(),
        bounds: z.tuple([z.number(), z.number()]),
        kept: z.array(z.strictObject({ label: z.string(), within: z.tuple([z.number(), z.number()]).nullable() })),
      }),
    )
    .default([]),
  moved: z.array(Movement),
  /** Claims that still stand, of members who still hold what they said, each number once; the most telling first. */
  claims: z.array(StandingClaim),
  dissent: z.array(
    z.strictObject({
      member: z.string(),
      option: z.string().nullable(),
      confidence: z.number(),
      /** The reason given for it, in the dissenter's words. */
      text: z.string(),
      turn: z.number().int().positive(),
      /** What would change the dissenter's mind, as it was said. */
      condition: z.string().nullable(),
    }),
  ),
  /** Standing claims with figures that speak of several options. */
  compared: z.array(z.strictObject({ ...Spoken.shape, text: z.string(), options: z.array(z.string()) })).default([]),
  /** Standing claims of one member that another accepted aloud. */
  agreements: z.array(StandingClaim),
  experiment: Experiment.nullable(),
  /** Null in what was written before it was told. */
  figures: Figures.nullable().default(null),
  cameUp: z.array(CameUp).default([]),
  /** What the news did to quantities that are judged, every option set as it is told of. */
  byNews: CameUp.shape.effects.default([]),
  /** Measurements that members asked for in their own words, with the price and the result that decides as they were said; each once. */
  measures: z
    .array(
      z.strictObject({
        ...Spoken.shape,
        ...ProposedMeasurement.shape,
        /** That the table has its bar: another member accepted it, or nobody disputed it until the vote. */
        isSettled: z.literal(true).optional(),
      }),
    )
    .default([]),
  /** What members who chose the option took on in the debate; where nobody did, what the option asks of those at the table. */
  actions: z.array(
    z.strictObject({
      owner: z.string(),
      do: z.string(),
      from: z.enum(['option', 'said', 'measurement']),
      turn: z.number().int().positive().nullable(),
    }),
  ),
  /** Facts that the table had no value for and a criterion rests on. */
  missing: z.array(z.string()),
  /** Questions to which nobody had an answer. */
  unanswered: z.array(z.strictObject({ ...Spoken.shape, text: z.string() })),
  /** The nearest first. */
  flips: z.array(OutcomeFlip),
});
export type Outcome = z.infer<typeof Outcome>;
