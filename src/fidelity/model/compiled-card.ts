import type { PersonaCard } from '../../core/card.ts';
import type { Finding } from '../findings/finding.ts';
import type { SpeechLevel } from '../korean/levels.ts';
import type { Law } from './law.ts';

/** A fact about the member that can be contradicted by form: the field, and every way to say its value. */
export interface ClosedFact {
  field:
    | 'name'
    | 'callsign'
    | 'documentId'
    | 'experience'
    | 'location'
    | 'native'
    | 'school'
    | 'degree'
    | 'service'
    | 'employer';
  /** As the card has it. */
  value: string;
  /** Lower case; a mention of any of them agrees with the card. */
  aliases: string[];
  line: number | undefined;
}

/** A time at an employer; null years are unknown, never inferred. */
export interface Post {
  employer: string;
  aliases: string[];
  from: number | null;
  /** Null for the present post and where not stated. */
  to: number | null;
  present: boolean;
  line: number;
}

/** Work that the card leaves to a colleague, or says that the member has little experience in. */
export interface Boundary {
  /** A topic of the router, or the card's own word. */
  topic: string;
  /** The colleague's id; undefined where the card only says that it is not the member's. */
  to: string | undefined;
  /** Lower case: by which the colleague is called. */
  names: string[];
  /** Words of the card; null where it is the team's desk that says so. */
  quote: string | null;
  line: number | undefined;
}

/** A share of the sentences by speech level. */
export type LevelCounts = Partial<Record<SpeechLevel, number>>;

/** A range of lengths in characters. */
export interface Band {
  low: number;
  high: number;
}

/** What the scorers understood of a card. Built once, read by all; see `compileCard`. */
export interface CompiledCard {
  id: string;
  card: PersonaCard;
  /** Lower case: every name of the member, callsign and id included. */
  names: string[];
  /** Colleagues whose cards are at hand, by id, with every name in lower case and what they do. */
  colleagues: { id: string; names: string[]; field: string }[];
  /** The card as it was written, or its lines where nobody has the text. */
  text: string;
  /** ISO codes of the natural languages, native first. */
  languages: string[];
  facts: ClosedFact[];
  posts: Post[];
  boundaries: Boundary[];
  /** Example turns: messages of the card, with line and addressee. */
  examples: { text: string; to: string | undefined; line: number; lang: string }[];
  /** Korean speech levels of the examples, over all and by addressee. */
  levels: { all: LevelCounts; byAddressee: Map<string, LevelCounts> };
  /** Share of the examples' Korean sentences that are put as written Korean is. */
  written: number;
  length: Band | null;
  /** Word -> log-odds of the examples against the colleagues' and generic text; only what is the member's. */
  lexicon: Map<string, number>;
  /** Share of signature words in the examples: the band that is their own. */
  signature: Band | null;
  /** Word -> inverse document frequency over the lines of the card. */
  idf: Map<string, number>;
  /** Run of 10 letters without spaces -> line of the card that has it. */
  shingles: Map<string, number>;
  /** Figures of the card: a line's content words, and its numbers as `value unit`. */
  figures: {
    words: Set<string>;
    numbers: { value: number; unit: string; text: string }[];
    line: number;
    text: string;
  }[];
  voice: VoiceModel | null;
  /** People at desks, the team among them, against the generic assistant: what is left to tell where a card has few examples. */
  manners: VoiceModel;
  /** How much more a text is of this card than of those at the table. */
  likeness: Likeness;
  /** Laws of numbers that this card binds its member to. */
  laws: Law[];
  /** Scorers that cannot score this card, and why. */
  unscored: { scorer: string; finding: Finding }[];
}

/** Naive Bayes over character n-grams: the member, each colleague with enough examples, and a generic assistant. */
export interface VoiceModel {
  classes: string[];
  /**
   * Mean log-probability of a text's n-grams, by class.
   *
   * @param without an example of a class that is left out: how the model reads what it was made from
   */
  logOdds(text: string, view: 'full' | 'style', without?: { of: string; text: string }): Record<string, number>;
}

/** How much more a text is of one card than of the cards at the table, in nats a feature; 0 is no more than of any. */
export interface Likeness {
  /** What is spoken of: words of the whole card. */
  topic(text: string): number;
  /** How it is put: characters of the card's quotes. */
  voice(text: string): number;
  /** How much more a text speaks of what some other card at the table does. */
  rival(text: string): number;
  /** At what speech level: those of the card's quotes. */
  level(text: string): number;
}
