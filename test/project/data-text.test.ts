import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { BinaryWriter } from '@bufbuild/protobuf/wire';
import { afterAll, describe, expect, it } from 'vitest';
import { readDataText } from '../../src/project/index.ts';
import { readCurve } from '../../src/workbench/loss-curve/read-curve.ts';

const folder = mkdtempSync(join(tmpdir(), 'pitwall-data-'));
afterAll(() => rmSync(folder, { recursive: true }));
const written = (bytes: Uint8Array | string): string => {
  const file = join(folder, 'log');
  writeFileSync(file, bytes);
  return file;
};
const LOG = 'step,loss\n10,3.5\n20,3.25\n';
const TWO = [
  { step: 10, loss: 3.5 },
  { step: 20, loss: 3.25 },
];

/** A record with its length; the checksums are not read. */
function framed(event: Uint8Array): Uint8Array {
  const record = new Uint8Array(12 + event.length + 4);
  new DataView(record.buffer).setUint32(0, event.length, true);
  record.set(event, 12);
  return record;
}

function scalar(step: number, tag: string, value: number): Uint8Array {
  const inner = new BinaryWriter().tag(1, 2).string(tag).tag(2, 5).float(value).finish();
  const summary = new BinaryWriter().tag(1, 2).bytes(inner).finish();
  return framed(new BinaryWriter().tag(1, 1).double(1).tag(2, 0).int64(step).tag(5, 2).bytes(summary).finish());
}

describe('a data file', () => {
  it.each([
    ['gzip', gzipSync(LOG)],
    ['UTF-16, as PowerShell writes it', Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(LOG, 'utf16le')])],
    ['plain text', Buffer.from(LOG)],
  ])('is read as %s', (_, bytes) => {
    expect(readDataText(written(bytes), 'log')).toBe(LOG);
  });

  it('is read as an event file of TensorBoard, also one that breaks off', () => {
    const version = framed(new BinaryWriter().tag(1, 1).double(1).tag(3, 2).string('brain.Event:2').finish());
    const events = [version, scalar(10, 'train/loss', 3.5), scalar(10, 'lr', 1), scalar(20, 'train/loss', 3.25)];
    const bytes = Buffer.concat([...events, Uint8Array.of(9, 0, 0)]);
    expect(readCurve(readDataText(written(bytes), 'log'), 'log')).toEqual(TWO);
  });

  it.each([
    ['a binary one', Uint8Array.of(1, 0, 2)],
    ['a damaged gzip file', Uint8Array.of(0x1f, 0x8b, 1, 2, 3)],
    ['packed with zstd: unpack it', Uint8Array.of(0x28, 0xb5, 0x2f, 0xfd, 1)],
    ['not UTF-8', Uint8Array.of(0x61, 0xff, 0x62)],
  ])('is refused as %s', (what, bytes) => {
    expect(() => readDataText(written(bytes), 'log')).toThrow(what);
  });
});
