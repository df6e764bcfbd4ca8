/** What a voice must be able to say, and with what. */
interface Symbol {
  /** Slots that have content whenever the symbol is said. */
  always: readonly string[];
  /** Slots that may have none: an alternative that uses one is passed over then. */
  maybe: readonly string[];
}

const ANSWERED = ['echo', 'why', 'name', 'who'];
/** What follows from the reason that is said, or from the one that is taken up. */
const SO = ['so'];
const WHY_SO = ['why-so'];
/** The speaker's own option, as a noun phrase and as a proposal. */
const STANCE = ['option', 'urge'];
/** How the scenario's experiment is read: a clause for its condition, and what follows either way. */
const RULE = ['rule', 'then', 'otherwise'];

/** Every symbol that the playbook says, by the slots that stand for something there. */
export const SYMBOLS: Readonly<Record<string, Symbol>> = {
  open: { always: ['say'], maybe: [...SO, ...STANCE, 'about'] },
  'rebut.undercut': { always: ['say', ...ANSWERED], maybe: [...SO, ...STANCE, 'theirs'] },
  'rebut.counter': { always: ['say', 'name', 'who'], maybe: ['echo', 'why', ...SO, 'theirs', ...STANCE, 'about'] },
  support: { always: ['say'], maybe: ['echo', 'name', 'who', ...SO, ...STANCE, 'theirs', 'about'] },
  'support.alone': { always: ['say'], maybe: [...SO, ...STANCE, 'about'] },
  // Something that speaks against the speaker's own option.
  caveat: { always: ['say', 'option'], maybe: ['urge', 'about'] },
  'concede.hold': { always: ANSWERED, maybe: ['lost', 'left', ...WHY_SO, ...STANCE, 'old', 'theirs'] },
  'concede.move': { always: ANSWERED, maybe: ['lost', ...WHY_SO, ...STANCE, 'old', 'theirs'] },
  // What follows a concession: something new, a run, one's own part in what one now wants, or a reason of one's own that stands.
  'then.say': { always: ['say'], maybe: [...SO, ...STANCE, 'about'] },
  'then.propose': { always: ['say'], maybe: [...RULE, ...STANCE, 'about'] },
  'then.act': { always: ['act'], maybe: [...STANCE] },
  'then.left': { always: ['echo', 'why'], maybe: [...WHY_SO, ...STANCE] },
  grant: { always: ['echo', 'why', 'who'], maybe: ['name', ...WHY_SO, ...STANCE, 'theirs'] },
  agree: { always: ['echo', 'why', 'who'], maybe: ['name', ...WHY_SO, ...STANCE, 'theirs'] },
  // Said in passing, before what the turn is about, they name nobody whom the turn does not address.
  'aside.up': { always: ['echo', 'why', 'who', 'option'], maybe: ['urge'] },
  'aside.down': { always: ['echo', 'why', 'who', 'option'], maybe: ['urge'] },
  'aside.lost': { always: ['echo', 'why', 'who', 'lost'], maybe: [...STANCE] },
  // A number that the moderator has changed.
  news: { always: [], maybe: ['news', 'news-was', 'news-now', 'news-times', 'left', ...STANCE] },
  // What a run taught that failed, before what the turn is about.
  learnt: { always: ['learnt'], maybe: [...STANCE] },
  ask: { always: ['ask', 'name'], maybe: [...STANCE] },
  // Of whoever wants to run an experiment that nobody has thought through yet.
  'ask.leap': { always: ['ask', 'name'], maybe: [...STANCE] },
  // A run without its loss curve: of whoever has read something off it, or of nobody in particular.
  'ask.curve': { always: ['ask'], maybe: ['name', ...STANCE] },
  'ask.curve.open': { always: [], maybe: [...STANCE] },
  answer: { always: ['say', 'name'], maybe: [...SO, ...STANCE, 'about'] },
  'answer.defer': { always: ['name'], maybe: ['colleague'] },
  'answer.unknown': { always: ['name'], maybe: [...STANCE] },
  'answer.consult': { always: ['say', 'name'], maybe: ['colleague', ...SO, ...STANCE, 'about'] },
  consult: { always: ['say'], maybe: ['colleague', 'name', ...SO, ...STANCE, 'about'] },
  propose: { always: ['say'], maybe: [...RULE, ...SO, ...STANCE, 'about'] },
  weigh: { always: ['value', 'their-value', 'option', ...ANSWERED], maybe: ['left', 'theirs', 'urge'] },
  condition: { always: ['echo', 'why', 'threshold'], maybe: ['condition', 'now', ...STANCE, 'name', 'who'] },
  update: { always: ['say'], maybe: ['was', 'times', ...SO, ...STANCE, 'about'] },
  'update.gone': { always: ['mine'], maybe: [...STANCE, 'about'] },
  vote: { always: ['echo', 'why', 'option'], maybe: [...WHY_SO, 'urge', 'old'] },
  'vote.bare': { always: ['option'], maybe: ['urge', 'old'] },
  'vote.none': { always: [], maybe: [] },
  'close.commit': { always: ['decision'], maybe: ['plan', 'action', ...RULE, ...STANCE, 'echo', 'why'] },
  'close.dissent': { always: ['decision'], maybe: ['condition', 'threshold', ...WHY_SO, ...STANCE, 'echo', 'why'] },
  'close.undecided': { always: [], maybe: [...STANCE, 'echo', 'why'] },
  // Where a lead reads along, the conclusion comes first.
  'open.lead': { always: ['say', 'option'], maybe: [...SO, 'urge', 'about'] },
  'vote.lead': { always: ['echo', 'why', 'option'], maybe: [...WHY_SO, 'urge', 'old'] },
  // A technical term, right after it is said for the first time, where a junior reads along.
  define: { always: ['term', 'meaning'], maybe: [] },
  nothing: { always: [], maybe: [...STANCE] },
  'nothing.asked': { always: [], maybe: [] },
};
