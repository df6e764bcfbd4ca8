/** What a voice must be able to say, and with what. */
interface Symbol {
  /** Slots that have content whenever the symbol is said. */
  always: readonly string[];
  /** Slots that may have none: an alternative that uses one is passed over then. */
  maybe: readonly string[];
}

/** The vocative of whom the turn addresses, and the speaker's own option. */
const COMMON = ['name', 'option'];

/** Said by no playbook any more; voices on older records have them. */
export const RETIRED: ReadonlySet<string> = new Set(['vote.same']);

/**
 * Every symbol that the playbook says, by the slots that stand for something there. `say`, `why`, `now`, `left`, `took`, `news`,
 * `threshold` are clauses with their numbers; `option`, `old`, `theirs`, `echo`, `decision`, `condition` are noun phrases.
 */
export const SYMBOLS: Readonly<Record<string, Symbol>> = {
  // First turn, nobody heard yet: what weighs most and where one stands. `.then` follows a `fact` of one's own.
  open: { always: ['say', 'option'], maybe: ['so'] },
  'open.then': { always: ['say', 'option'], maybe: ['so'] },
  // Behind a fact of one's own that others take to be otherwise: the same option all the same, or another one because of it.
  'open.still': { always: ['say', 'option'], maybe: ['so'] },
  // Nothing keeps its limits on what the speaker knows.
  'open.out': { always: [], maybe: COMMON },
  'open.still.bare': { always: ['option'], maybe: [] },
  'open.turned': { always: ['say', 'option', 'old'], maybe: ['so'] },
  'open.turned.bare': { always: ['option', 'old'], maybe: [] },
  // How the option that is taken instead stands on the limit that put the other one out.
  'open.kept': { always: ['say'], maybe: COMMON },
  // What such a fact makes of an option's figure.
  shift: { always: ['say'], maybe: COMMON },
  // Every option with all that was corrected; which one that leads to; a colleague whom it moves.
  table: { always: ['say', 'count'], maybe: COMMON },
  // An option that would lead but for a limit.
  but: { always: ['say'], maybe: COMMON },
  'table.then': { always: ['option'], maybe: ['name'] },
  'table.move': { always: ['option'], maybe: ['old', 'name'] },
  'follow.table': { always: ['option', 'old'], maybe: ['colleague', 'name'] },
  'open.lead': { always: ['say', 'option'], maybe: ['so'] },
  // What of all that options are judged by the speaker cares for first.
  'open.ground': { always: ['say'], maybe: COMMON },
  // What the speaker takes for granted, or gives up.
  premise: { always: ['say', 'option'], maybe: [] },
  // Up to where it holds.
  proviso: { always: ['say', 'option'], maybe: [] },
  'open.bare': { always: ['option'], maybe: [] },
  'open.none': { always: [], maybe: [] },
  // A fact that only the speaker knew.
  fact: { always: ['say'], maybe: ['source', ...COMMON] },
  // A colleague's figure, computed again with what the speaker knows. `then` follows with the limit that it reaches.
  recompute: { always: ['now'], maybe: ['took', ...COMMON] },
  then: { always: ['say'], maybe: ['so', ...COMMON] },
  // An option misses a limit.
  limit: { always: ['say'], maybe: ['so', ...COMMON] },
  // Two options side by side on what speaks for one's own.
  compare: { always: ['say'], maybe: ['so', ...COMMON] },
  // Why a figure that was just said is what it is.
  cause: { always: ['say'], maybe: COMMON },
  // A difference that a colleague holds up is less than what would count.
  noise: { always: ['say', 'echo', 'theirs'], maybe: COMMON },
  // What the dearer option costs more, and what that buys.
  price: { always: ['say', 'theirs'], maybe: ['so', ...COMMON] },
  // Two options over all that tells them apart, in multiples of what counts, one for one. `.despite`: the speaker ranks `what` first and stays.
  weigh: { always: ['say', 'option'], maybe: ['name'] },
  'weigh.despite': { always: ['say', 'option', 'what'], maybe: ['name'] },
  // Where such a sum comes out the other way; a measurement that cannot change it; what follows if one fails; the limit behind a bar.
  turn: { always: ['say'], maybe: COMMON },
  refuse: { always: ['say'], maybe: COMMON },
  fallback: { always: ['say'], maybe: COMMON },
  bar: { always: ['say'], maybe: COMMON },
  wall: { always: ['say'], maybe: COMMON },
  // What only the speaker knows, against what everybody else takes for granted.
  // An own figure put right by what a colleague knew.
  update: { always: ['was', 'now'], maybe: COMMON },
  // What has no figure.
  // What is said outside the room, before it is answered.
  rumour: { always: ['say'], maybe: COMMON },
  judge: { always: ['say'], maybe: ['theirs', 'colleague', ...COMMON] },
  // At the end of its range a fact would put the leading option out, or another one ahead; and up to where the option holds.
  strain: { always: ['say', 'theirs'], maybe: ['doubt', ...COMMON] },
  bound: { always: ['say', 'share'], maybe: COMMON },
  // Another setting with which an option keeps its limits, and a colleague who goes along. `.theirs`: it is not what the speaker would choose.
  // A question about the weakest assumption, what becomes of the option there, and what is done past that.
  doubt: { always: ['ask'], maybe: COMMON },
  worst: { always: ['say'], maybe: COMMON },
  stop: { always: ['say'], maybe: COMMON },
  // A setting that stands in more of what may come, where nothing right before it has said what breaks.
  safe: { always: ['say'], maybe: COMMON },
  amend: { always: ['say'], maybe: COMMON },
  'amend.theirs': { always: ['say', 'theirs'], maybe: COMMON },
  // An option that misses a limit keeps it at another setting, told beside the limit; or nowhere.
  remedy: { always: ['say', 'theirs'], maybe: COMMON },
  never: { always: ['say', 'theirs'], maybe: COMMON },
  window: { always: ['say'], maybe: COMMON },
  // The option that was set so leads now: its speaker goes there, or stays where they were.
  gain: { always: ['say'], maybe: COMMON },
  'amend.move': { always: ['option', 'old'], maybe: ['name'] },
  'amend.stay': { always: ['option'], maybe: ['name'] },
  second: { always: ['theirs', 'given'], maybe: COMMON },
  // Right behind a sentence that names the option.
  'second.same': { always: ['given'], maybe: ['theirs', ...COMMON] },
  'second.theirs': { always: ['theirs', 'given', 'option'], maybe: COMMON },
  else: { always: ['option'], maybe: COMMON },
  ask: { always: ['ask'], maybe: COMMON },
  // What it is asked for.
  without: { always: ['say', 'option'], maybe: ['name'] },
  answer: { always: ['say'], maybe: COMMON },
  'answer.unknown': { always: [], maybe: ['name'] },
  // What a colleague's desk has calculated.
  consult: { always: ['say'], maybe: ['colleague', ...COMMON] },
  // A measurement that could change the choice.
  measure: { always: ['say', 'threshold'], maybe: ['doubt', ...COMMON] },
  // Whether it is worth its price; and two bars that do not hold at once.
  check: { always: ['say'], maybe: COMMON },
  worth: { always: ['say'], maybe: COMMON },
  together: { always: ['say'], maybe: COMMON },
  // After an event. `.move`: it changed the speaker's option.
  reopen: { always: ['why'], maybe: ['news', 'so', ...COMMON] },
  // It stands all the same; and up to where the news may be off.
  defend: { always: ['say', 'option'], maybe: ['name'] },
  firm: { always: ['say', 'what', 'option'], maybe: ['name'] },
  'reopen.move': { always: ['why', 'option'], maybe: ['news', 'so', 'old', 'name'] },
  // A colleague is right: it changes the option, decides it at last, leaves none, or only shakes it.
  'concede.move': { always: ['why', 'option'], maybe: ['old', 'name'] },
  'concede.first': { always: ['why', 'option'], maybe: ['name'] },
  'concede.lost': { always: ['why'], maybe: ['old', 'name'] },
  'concede.out': { always: ['why'], maybe: ['old', 'name'] },
  'concede.hold': { always: ['why'], maybe: ['left', ...COMMON] },
  // The same where a colleague has said why already.
  follow: { always: ['colleague', 'option'], maybe: ['echo', 'old', 'name'] },
  // Disputed, and not moved.
  hold: { always: ['left', 'option'], maybe: ['echo', 'name'] },
  // Said in passing, before what the turn is about.
  'aside.up': { always: ['echo', 'option'], maybe: ['why'] },
  'aside.down': { always: ['echo'], maybe: ['why', 'option'] },
  'aside.move': { always: ['echo', 'option'], maybe: ['why', 'old'] },
  // Another option because of news that somebody has spoken of.
  'aside.follow': { always: ['value', 'option'], maybe: ['old'] },
  pass: { always: ['option'], maybe: [] },
  vote: { always: ['why', 'option'], maybe: ['condition'] },
  // What the speaker's option is worse at than the one that it was set beside.
  despite: { always: ['say'], maybe: COMMON },
  // What the answer to one's own question changes.
  heed: { always: ['say'], maybe: COMMON },
  // The lead of what is chosen is less than one step.
  thin: { always: ['say'], maybe: COMMON },
  'vote.lead': { always: ['why', 'option'], maybe: ['condition'] },
  'vote.move': { always: ['why', 'option'], maybe: ['old', 'condition'] },
  'vote.bare': { always: ['option'], maybe: ['condition'] },
  // Every other option misses a limit.
  'vote.only': { always: ['option'], maybe: ['condition'] },
  // What would turn the vote. `.keep`: the speaker alone knows that, or is to measure it.
  'vote.bar': { always: ['say'], maybe: ['option'] },
  'vote.keep': { always: ['say'], maybe: ['option'] },
  // The speaker has named a risk of the option and takes it.
  'vote.risk': { always: ['risk', 'option'], maybe: [] },
  // Another option than the one that leads, and why.
  'vote.dissent': { always: ['say', 'option'], maybe: ['theirs'] },
  'vote.none': { always: [], maybe: ['why'] },
  'close.commit': { always: ['decision'], maybe: ['act', 'plan', 'who', 'test', 'condition', 'option'] },
  // What of that the speaker has not said yet, and what others at the table are to do.
  'close.given': { always: ['condition'], maybe: ['decision', 'option'] },
  'close.test': { always: ['test'], maybe: ['decision', 'option'] },
  'close.mine': { always: ['act'], maybe: ['decision', 'option'] },
  'close.theirs': { always: ['say'], maybe: ['decision', 'option'] },
  // The speaker sees that it is done.
  'close.own': { always: [], maybe: ['decision', 'option'] },
  'close.dissent': { always: ['decision'], maybe: ['why', 'threshold', 'option'] },
  'close.undecided': { always: [], maybe: ['option'] },
  // A technical term, right after it is said for the first time, where a junior reads along.
  define: { always: ['term', 'meaning'], maybe: [] },
};
