import type { ZodError } from 'zod';
import type { EventBody, TranscriptEvent } from '../core/events.ts';
import { EVENT_SCHEMA_VERSION, isEventType, parseEvent } from '../core/events.ts';
import { hashText } from '../core/hash.ts';
import { issueSentence } from '../core/issue.ts';
import { CHAIN_START, effectHash, linkHash, promptHash } from './hashes.ts';
import type { Content, Prompt, WholeRecord } from './rows.ts';

/** How deep a body may nest; JSON that is deeper was made to break its reader. */
const DEEPEST = 200;

/** Something in a record that is not as it was written: which row, and why. */
export interface Damage {
  what: 'database' | 'debate' | 'text' | 'message' | 'prompt' | 'effect' | 'event' | 'attempt' | 'note';
  /** The event's number, the effect's call, or a hash. */
  at: string;
  why: string;
}

/** What is wrong with each row, null for a sound one; the chain is followed from one call to the next. */
export function chainCheck(): (row: { seq: number; type: string; hash: string }, bodyJson: string) => string | null {
  let seq = 0;
  let prev = CHAIN_START;
  return (row, bodyJson) => {
    seq += 1;
    if (row.seq !== seq) return `expected event ${seq}, found event ${row.seq}`;
    if (row.hash !== linkHash(prev, row.type, bodyJson)) {
      return 'it does not continue the chain of hashes: it was changed, or one before it was removed';
    }
    prev = row.hash;
    return null;
  };
}

export function contentFault({ hash, body }: Content): string | null {
  return hashText(body) === hash ? null : 'it does not match its hash: it was changed';
}

export function promptFault({ hash, parent, appended }: Prompt): string | null {
  return promptHash(parent, appended) === hash ? null : 'it does not match its hash: it was changed';
}

export function effectFault(effect: Omit<WholeRecord['effects'][number], 'result'>, resultJson: string): string | null {
  return effectHash(effect, resultJson) === effect.hash ? null : 'it does not match its hash: it was changed';
}

/** Why a body is none of its type; null for one that is. */
export function bodyFault(type: string, body: unknown): string | null {
  if (!isEventType(type)) return `"${type}" is no type of event that version ${EVENT_SCHEMA_VERSION} knows`;
  try {
    parseEvent(type, body);
    return null;
  } catch (error) {
    return firstIssue(error, body);
  }
}

/** The first complaint of a schema about a value, with its field; anything else is thrown on. */
export function firstIssue(error: unknown, value: unknown): string {
  if (!(error instanceof Error) || error.name !== 'ZodError') throw error;
  const [issue] = (error as ZodError).issues;
  if (issue === undefined || issue.path.length === 0) return `its value: ${issue?.message}`;
  return issueSentence(issue, value);
}

/** JSON of a bounded depth: its value, or why it has none. */
export function readJson(text: string): { value: unknown } | { fault: string } {
  if (depthOf(text) > DEEPEST) return { fault: `it is nested deeper than ${DEEPEST} levels` };
  try {
    return { value: JSON.parse(text) };
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return { fault: 'it is no JSON' };
  }
}

function depthOf(text: string): number {
  let depth = 0;
  let deepest = 0;
  let inString = false;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (inString) {
      if (code === 0x5c) at += 1;
      else if (code === 0x22) inString = false;
    } else if (code === 0x22) inString = true;
    else if (code === 0x5b || code === 0x7b) deepest = Math.max(deepest, ++depth);
    else if (code === 0x5d || code === 0x7d) depth -= 1;
  }
  return deepest;
}

/** What events name by hash: the texts that they were made from, and each turn's prompt and effects. */
export interface References {
  texts: { hash: string; of: string }[];
  prompts: { hash: string; of: string }[];
  effects: { hash: string; of: string }[];
}

export function referencesOf(events: readonly { seq: number; event: TranscriptEvent }[]): References {
  const references: References = { texts: [], prompts: [], effects: [] };
  for (const { seq, event } of events) {
    const of = `event ${seq}`;
    if (event.type === 'debate.opened') {
      const { scenarioHash, termsHash, genericVoiceHash } = event.body;
      references.texts.push(...[scenarioHash, termsHash, genericVoiceHash].map((hash) => ({ hash, of })));
    }
    if (event.type === 'debate.opened' || event.type === 'debate.forked') {
      references.texts.push(...settingTexts(event.body).map((hash) => ({ hash, of })));
    }
    if (event.type === 'turn.recorded') references.prompts.push({ hash: event.body.prompt, of });
    if ('effect' in event.body && event.body.effect != null) references.effects.push({ hash: event.body.effect, of });
  }
  return references;
}

function settingTexts({ cast, data }: Pick<EventBody<'debate.opened'>, 'cast' | 'data'>): string[] {
  const seats = cast.flatMap(({ cardHash, voiceHash }) => (voiceHash === null ? [cardHash] : [cardHash, voiceHash]));
  return [...seats, ...Object.values(data).map(({ hash }) => hash)];
}
