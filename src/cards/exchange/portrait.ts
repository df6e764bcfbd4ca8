import type { Json, JsonObject, JsonPath } from './json.ts';
import type { Form } from './passage.ts';
import type { SOURCE_FORMATS } from './remainder.ts';

export type SourceFormat = (typeof SOURCE_FORMATS)[number];

/** Strings of a source that get a heading of their own in the card. */
export interface Passage {
  /** Where they stand; in more than one place where the source says the same twice. */
  at: JsonPath[];
  heading: string;
  depth?: 3;
  form: Form;
  /** Name of the string in each of `items`. */
  key?: string;
}

/** A person as a file of another format has them: what becomes of each part, before it is written as a card. */
export interface Portrait {
  format: SourceFormat;
  source: JsonObject;
  /** Null in a source that names nobody. */
  name: string | null;
  nameAt: JsonPath | null;
  /** What `{{char}}` stands for; null where the format has no macros. */
  char: string | null;
  role: string | null;
  roleAt: JsonPath | null;
  /** Rows of the card's table; one that is a string of the source goes back there when it was edited. */
  rows: { name: string; value: string; at: JsonPath }[];
  passages: Passage[];
  /** What the person says in an example, read from it: samples of their voice. */
  messages: string[];
  /** Fields that the format does not know. */
  unknown: JsonPath[];
}

export const textAt = (value: Json | undefined): string => (typeof value === 'string' ? value : '');
