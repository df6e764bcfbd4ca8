/** What a voice must be able to say, and with what. */
interface Symbol {
  /** Slots that have content whenever the symbol is said. */
  always: readonly string[];
  /** Slots that may have none: an alternative that uses one is passed over then. */
  maybe: readonly string[];
}

const ANSWERED = ['echo', 'why', 'name', 'who'];
/** The speaker's own option, as a noun phrase and as a proposal. */
const STANCE = ['option', 'urge'];
/** How the scenario's experiment is read: a clause for its condition, and what follows either way. */
const RULE = ['rule', 'then', 'otherwise'];

/** Every symbol that the playbook says, by the slots that stand for something there. */
export const SYMBOLS: Readonly<Record<string, Symbol>> = {
  open: { always: ['say'], maybe: [...STANCE, 'about'] },
  'rebut.undercut': { always: ['say', ...ANSWERED], maybe: [...STANCE, 'theirs'] },
  'rebut.counter': { always: ['say', 'name', 'who'], maybe: ['echo', 'theirs', ...STANCE, 'about'] },
  support: { always: ['say'], maybe: ['echo', 'name', 'who', ...STANCE, 'theirs', 'about'] },
  'support.alone': { always: ['say'], maybe: [...STANCE, 'about'] },
  'concede.hold': { always: ANSWERED, maybe: [...STANCE, 'old', 'theirs'] },
  'concede.move': { always: ANSWERED, maybe: [...STANCE, 'old', 'theirs'] },
  'then.say': { always: ['say'], maybe: [...STANCE, 'about'] },
  'then.propose': { always: ['say'], maybe: [...RULE, ...STANCE, 'about'] },
  // Said in passing, before what the turn is about, they name nobody whom the turn does not address.
  grant: { always: ['echo', 'why', 'who'], maybe: ['name', ...STANCE, 'theirs'] },
  agree: { always: ['echo', 'why', 'who'], maybe: ['name', ...STANCE, 'theirs'] },
  ask: { always: ['ask', 'name'], maybe: [...STANCE] },
  answer: { always: ['say', 'name'], maybe: [...STANCE, 'about'] },
  'answer.defer': { always: ['name'], maybe: ['colleague'] },
  'answer.unknown': { always: ['name'], maybe: [...STANCE] },
  'answer.consult': { always: ['say', 'name'], maybe: ['colleague', ...STANCE, 'about'] },
  consult: { always: ['say'], maybe: ['colleague', 'name', ...STANCE, 'about'] },
  propose: { always: ['say'], maybe: [...RULE, ...STANCE, 'about'] },
  weigh: { always: ['value', 'their-value', 'option', ...ANSWERED], maybe: ['theirs', 'urge'] },
  condition: { always: ['echo', 'why', 'threshold'], maybe: [...STANCE, 'name', 'who'] },
  update: { always: ['say'], maybe: [...STANCE, 'about'] },
  'update.gone': { always: ['mine'], maybe: [...STANCE, 'about'] },
  vote: { always: ['echo', 'why', 'option'], maybe: ['urge', 'old'] },
  'vote.bare': { always: ['option'], maybe: ['urge', 'old'] },
  'vote.none': { always: [], maybe: [] },
  'close.commit': { always: ['decision'], maybe: ['action', ...RULE, ...STANCE, 'echo', 'why'] },
  'close.dissent': { always: ['decision'], maybe: [...STANCE, 'echo', 'why'] },
  'close.undecided': { always: [], maybe: [...STANCE, 'echo', 'why'] },
  nothing: { always: [], maybe: [...STANCE] },
  'nothing.asked': { always: [], maybe: [] },
};
