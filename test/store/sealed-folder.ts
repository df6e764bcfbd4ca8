// Run as a process of its own: reads, then tries to write, in a folder where it may only read.
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { listDebates } from '../../src/store/catalog.ts';
import { openStore } from '../../src/store/index.ts';
import { failureOf } from './failure-of.ts';
import { newDebate } from './sample.ts';

const path = process.argv[2] ?? '';
const file = join(path, 'debates.db');
const listed = listDebates(file).map(({ id }) => id);
const reader = openStore(file, { readonly: true });
const events = reader.events(reader.resolve('last')).length;
reader.close();

async function write(): Promise<string> {
  const store = openStore(file);
  try {
    return (await store.create(newDebate())).id;
  } finally {
    store.close();
  }
}

const written = await write().catch((error: unknown) => (error as { code?: unknown }).code);
const made = failureOf(() => openStore(join(path, 'another.db'))).code;
console.log(JSON.stringify({ listed, events, written, made, left: readdirSync(path) }));
