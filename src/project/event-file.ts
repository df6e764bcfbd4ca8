import { BinaryReader, WireType } from '@bufbuild/protobuf/wire';
import type { PitwallError } from '../core/error.ts';

/** Length, checksum of the length, and the checksum behind the data. */
const HEAD = 12;
const FOOT = 4;
const VERSION = 'brain.Event:';
/** A row has a cell for each tag. */
const MOST_TAGS = 1000;
const FLOAT = 1;
const DOUBLE = 2;

/** Whether bytes begin as an event file of TensorBoard does: a TFRecord whose first event names its version. */
export function isEventFile(bytes: Uint8Array): boolean {
  if (bytes.length < HEAD + FOOT) return false;
  const length = lengthAt(bytes, 0);
  if (length > 1000 || HEAD + length + FOOT > bytes.length) return false;
  return Array.from(bytes.subarray(HEAD, HEAD + length), (code) => String.fromCharCode(code))
    .join('')
    .includes(VERSION);
}

/**
 * The scalars of an event file as a table, tab between cells: a column `step`, and one for each tag. A record that breaks off at the end,
 * as in a run that still writes, is left out. `fail` makes the error for a record that cannot be read.
 *
 * @see TFRecord framing and event.proto, summary.proto and tensor.proto of TensorFlow
 */
export function eventTable(bytes: Uint8Array, fail: (what: string) => PitwallError): string {
  const tags = new Map<string, number>();
  const rows: { step: number; column: number; value: number }[] = [];
  for (let at = 0; at + HEAD <= bytes.length; ) {
    const length = lengthAt(bytes, at);
    const end = at + HEAD + length;
    if (end + FOOT > bytes.length) break;
    let event: Event;
    try {
      event = eventIn(bytes.subarray(at + HEAD, end));
    } catch (cause) {
      const what = cause instanceof Error ? cause.message : String(cause);
      throw fail(`a record at byte ${at} that is no event (${what})`);
    }
    for (const { tag, value } of event.scalars) {
      const column = tags.get(tag) ?? tags.size;
      if (column === MOST_TAGS) throw fail(`an event file of more than ${MOST_TAGS} tags`);
      tags.set(tag, column);
      rows.push({ step: event.step, column, value });
    }
    at = end + FOOT;
  }
  const names = [...tags.keys()].map((tag) => tag.replaceAll(/\s+/g, ' '));
  const lines = rows.map(
    ({ step, column, value }) => `${step}${'\t'.repeat(column + 1)}${value}${'\t'.repeat(names.length - column - 1)}`,
  );
  return [['step', ...names].join('\t'), ...lines, ''].join('\n');
}

function lengthAt(bytes: Uint8Array, at: number): number {
  const view = new DataView(bytes.buffer, bytes.byteOffset + at, 8);
  return view.getUint32(0, true) + view.getUint32(4, true) * 2 ** 32;
}

interface Event {
  step: number;
  scalars: { tag: string; value: number }[];
}

function eventIn(bytes: Uint8Array): Event {
  const event: Event = { step: 0, scalars: [] };
  eachField(bytes, (field, reader) => {
    if (field === 2) event.step = Number(reader.int64());
    else if (field === 5)
      eachField(reader.bytes(), (inner, summary) => {
        if (inner !== 1) return false;
        const scalar = scalarIn(summary.bytes());
        if (scalar !== null) event.scalars.push(scalar);
        return true;
      });
    else return false;
    return true;
  });
  return event;
}

function scalarIn(bytes: Uint8Array): { tag: string; value: number } | null {
  let tag = '';
  let value: number | null = null;
  eachField(bytes, (field, reader) => {
    if (field === 1) tag = reader.string();
    else if (field === 2) value = reader.float();
    else if (field === 8) value = tensorIn(reader.bytes());
    else return false;
    return true;
  });
  return value === null ? null : { tag, value };
}

/** A tensor of one number, as TensorFlow 2 writes a scalar; null for any other. */
function tensorIn(bytes: Uint8Array): number | null {
  let type = 0;
  const values: number[] = [];
  eachField(bytes, (field, reader, wire) => {
    if (field === 1) type = reader.int32();
    else if (field === 4) values.push(...numbersIn(reader.bytes(), type));
    else if (field === 5)
      values.push(...(wire === WireType.LengthDelimited ? numbersIn(reader.bytes(), FLOAT) : [reader.float()]));
    else if (field === 6)
      values.push(...(wire === WireType.LengthDelimited ? numbersIn(reader.bytes(), DOUBLE) : [reader.double()]));
    else return false;
    return true;
  });
  return values.length === 1 ? (values[0] ?? null) : null;
}

function numbersIn(bytes: Uint8Array, type: number): number[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const size = type === DOUBLE ? 8 : 4;
  if (type !== DOUBLE && type !== FLOAT) return [];
  return Array.from({ length: Math.floor(bytes.length / size) }, (_, i) =>
    type === DOUBLE ? view.getFloat64(i * size, true) : view.getFloat32(i * size, true),
  );
}

/** Visits each field of a message; what the visitor does not take, by saying false, is passed over. */
function eachField(bytes: Uint8Array, take: (field: number, reader: BinaryReader, wire: WireType) => boolean): void {
  const reader = new BinaryReader(bytes);
  while (reader.pos < reader.len) {
    const [field, wire] = reader.tag();
    if (!take(field, reader, wire)) reader.skip(wire, field);
  }
}
