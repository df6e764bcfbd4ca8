import type { ZodType } from 'zod';
import { canonicalJson } from '../core/canonical.ts';
import { PitwallError } from '../core/error.ts';
import type { EventType, TranscriptEvent } from '../core/events.ts';
import { gapsIn } from './inspecting.ts';
import { madeBeforeModels } from './older-events.ts';
import type { ListName, WholeRecord } from './rows.ts';
import { LIST_NAMES, LISTS, RECORD_FORMAT, RecordEnd, RecordHeader, Unhashed } from './rows.ts';
import {
  bodyFault,
  chainCheck,
  contentFault,
  effectFault,
  firstIssue,
  promptFault,
  readJson,
  referencesOf,
} from './soundness.ts';

/** A record as lines of JSON: its header, each row of each list, and how many there were. Each line ends in a newline. */
export function* recordLines(record: WholeRecord): Generator<string> {
  yield `${canonicalJson(record.header)}\n`;
  for (const name of LIST_NAMES) {
    for (const row of record[name]) yield `${canonicalJson({ row: LISTS[name].row, ...row })}\n`;
  }
  const told = LIST_NAMES.filter((name) => name !== 'notes' || record.notes.length > 0);
  const counts = Object.fromEntries(told.map((name) => [name, record[name].length]));
  yield `${canonicalJson({ row: 'end', ...counts })}\n`;
}

/** Reads the lines of an export and checks all of them; `shown` names it in errors. Throws RECORD_INVALID at the first line that is not as it was written. */
export function readRecordLines(lines: Iterator<string>, shown: string): WholeRecord {
  const first = lines.next();
  const reader = new RecordReader(shown, first.done === true ? '' : first.value);
  for (let next = lines.next(); next.done !== true; next = lines.next()) reader.take(next.value);
  return reader.whole();
}

class RecordReader {
  private readonly file: string;
  private line = 1;
  private ended = false;
  private readonly record: WholeRecord;
  private readonly chain = chainCheck();
  /** Hashes of messages and prompts so far. */
  private readonly seen = new Set<string>();

  constructor(file: string, first: string) {
    this.file = file;
    const header = this.json(first);
    const version = typeof header === 'object' && header !== null ? (header as Record<string, unknown>) : {};
    if (version['row'] !== 'record')
      throw this.refused(`expected the first line of an exported debate, found ${beginningOf(first)}`);
    for (const [name, supported] of [
      ['format', RECORD_FORMAT],
      ['schema', RecordHeader.shape.schema.value],
    ] as const) {
      const found = version[name];
      if (typeof found !== 'number' || found === supported) continue;
      if (name === 'schema' && found < supported) {
        throw new PitwallError('STORE_FAILED', madeBeforeModels(found, file), {
          place: { file, line: 1 },
          data: { found, supported },
        });
      }
      if (found <= supported) continue;
      throw new PitwallError(
        'DATABASE_NEWER',
        `expected an exported debate of ${name} ${supported}, found ${name} ${found}: it was written by a later version of pitwall`,
        { place: { file, line: 1 }, data: { found, supported } },
      );
    }
    const parsed = this.parsed(RecordHeader, header);
    // Of a damaged debate the time may be gone, and is then empty.
    if (parsed.salvaged !== true || parsed.createdAt !== '') this.parsed(Unhashed, parsed);
    this.record = {
      header: parsed,
      ...{ texts: [], messages: [], prompts: [], effects: [], events: [], attempts: [], projections: [], notes: [] },
    };
  }

  take(text: string): void {
    this.line += 1;
    if (this.ended) throw this.refused('expected nothing after the last line');
    const value = this.json(text);
    const { row, ...rest } = typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
    if (row === 'end') this.end(value);
    else this.add(row, rest);
  }

  private add(row: unknown, rest: unknown): void {
    const name = LIST_NAMES.find((list) => LISTS[list].row === row);
    if (name === undefined) throw this.refused(`expected a row of a debate, found ${JSON.stringify(row) ?? 'none'}`);
    const parsed = this.parsed<unknown>(LISTS[name].schema, rest);
    this.parsed(Unhashed, rest);
    const fault = this.faultOf(name, parsed);
    if (fault !== null) throw this.refused(`expected a sound ${String(row)}: ${fault}`);
    if (name === 'messages' || name === 'prompts') this.seen.add((parsed as { hash: string }).hash);
    (this.record[name] as unknown[]).push(parsed);
  }

  whole(): WholeRecord {
    if (!this.ended) throw this.refused('expected a last line that counts the ones before it: the file was cut here');
    const { events, header } = this.record;
    const references = referencesOf(
      events.map(({ seq, type, body }) => ({ seq, event: { type, body } as TranscriptEvent })),
    );
    const [gap] = header.salvaged ? [] : gapsIn(this.record, references);
    if (gap !== undefined) throw this.refused(`expected ${gap.what} ${gap.at} in the lines before: ${gap.why}`);
    return this.record;
  }

  private end(value: unknown): void {
    const counts = this.parsed(RecordEnd, value);
    const wrong = LIST_NAMES.find((name) => counts[name] !== this.record[name].length);
    if (wrong !== undefined)
      throw this.refused(`expected ${counts[wrong]} ${wrong} before this line, found ${this.record[wrong].length}`);
    this.ended = true;
  }

  private faultOf(name: ListName, row: unknown): string | null {
    switch (name) {
      case 'texts':
      case 'messages':
        return contentFault(row as WholeRecord['texts'][number]);
      case 'prompts':
        return this.promptFaultOf(row as WholeRecord['prompts'][number]);
      case 'effects': {
        const effect = row as WholeRecord['effects'][number];
        return effectFault(effect, canonicalJson(effect.result));
      }
      case 'events': {
        const event = row as { seq: number; type: EventType; hash: string; body: unknown };
        return this.chain(event, canonicalJson(event.body)) ?? bodyFault(event.type, event.body);
      }
      case 'attempts':
      case 'projections':
      case 'notes':
        return null;
    }
  }

  private promptFaultOf(prompt: WholeRecord['prompts'][number]): string | null {
    const { parent, appended } = prompt;
    if (parent !== null && !this.seen.has(parent)) return `prompt ${parent} is not in the lines before`;
    const missing = appended.find((message) => !this.seen.has(message));
    return missing === undefined ? promptFault(prompt) : `message ${missing} is not in the lines before`;
  }

  private json(text: string): unknown {
    const json = readJson(text);
    if ('fault' in json) throw this.refused(`expected a line of JSON: ${json.fault}`);
    return json.value;
  }

  private parsed<T>(schema: ZodType<T>, value: unknown): T {
    try {
      return schema.parse(value);
    } catch (error) {
      throw this.refused(`expected a row of a debate, ${firstIssue(error, value)}`);
    }
  }

  private refused(sentence: string): PitwallError {
    return new PitwallError('RECORD_INVALID', sentence, { place: { file: this.file, line: this.line } });
  }
}

/** Characters of a text that an error quotes. */
const QUOTED = 40;

function beginningOf(text: string): string {
  if (text.trim() === '') return 'nothing';
  return text.length <= QUOTED ? `\`${text}\`` : `\`${text.slice(0, QUOTED)}…\``;
}
