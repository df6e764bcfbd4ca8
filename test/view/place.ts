import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import { pageFingerprint, builtPage as preparedPage } from '../../dev/state.mjs';
import { loadScenario, loadTeam, openStore, runDebate } from '../../src/pitwall.ts';
import type { Viewer, ViewerOptions } from '../../src/view/server/index.ts';
import { openViewer } from '../../src/view/server/index.ts';
import { singleFile } from '../../src/view/server/single-file.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const CONFIG = fileURLToPath(new URL('../../src/view/vite.config.mjs', import.meta.url));

let page: Promise<string> | undefined;

/** The page of these sources: the one that `prepare.mjs` built, else one that is built here, once for all tests. */
export function builtPage(): Promise<string> {
  const prepared = preparedPage(ROOT, pageFingerprint(ROOT));
  page ??= prepared === undefined ? buildPage() : Promise.resolve(prepared);
  return page;
}

async function buildPage(): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'pitwall-page-'));
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
  for (const mode of ['production', 'single']) {
    await build({ configFile: CONFIG, mode, build: { outDir: folder }, logLevel: 'error' });
  }
  return folder;
}

export interface Place {
  folder: string;
  file: string;
  remove(): void;
}

export function emptyPlace(): Place {
  const folder = mkdtempSync(join(tmpdir(), 'pitwall-view-'));
  return { folder, file: join(folder, 'debates.db'), remove: () => rmSync(folder, { recursive: true, force: true }) };
}

interface Held {
  seed?: number;
  cast?: string;
}

/** Exports of debates that were held, by what they were held with. */
const exports = new Map<string, Promise<string>>();

/** A shipped scenario on the record, held once for all tests that ask for the same; resolves with its id. */
export async function held(place: Place, name: string, { seed = 1, cast }: Held = {}) {
  const key = JSON.stringify([name, seed, cast]);
  const file = exports.get(key) ?? exportOf(name, { seed, ...(cast === undefined ? {} : { cast }) });
  exports.set(key, file);
  const store = openStore(place.file);
  try {
    return (await store.adopt(await file)).id;
  } finally {
    store.close();
  }
}

async function exportOf(name: string, { seed = 1, cast }: Held): Promise<string> {
  const place = emptyPlace();
  process.on('exit', place.remove);
  const team = loadTeam({ projectDir: place.folder });
  const scenario = loadScenario(name, { projectDir: place.folder, team, cast });
  const store = openStore(place.file);
  try {
    const { id } = await runDebate({ scenario, team, store, seed });
    const file = join(place.folder, 'debate.jsonl');
    writeFileSync(file, [...store.exported(id).lines].join(''));
    return file;
  } finally {
    store.close();
  }
}

/** Takes in a recorded debate of language models, which costs no time; resolves with its id. */
export async function adopted(place: Place, name: 'loss-drop-3000' | 'spike-at-12k'): Promise<string> {
  const store = openStore(place.file);
  try {
    const record = new URL(`../fixtures/records/${name}.language-models.jsonl`, import.meta.url);
    return (await store.adopt(fileURLToPath(record))).id;
  } finally {
    store.close();
  }
}

export async function viewerOf(place: Place, more: Partial<ViewerOptions> = {}): Promise<Viewer> {
  return openViewer({
    file: place.file,
    place: { projectDir: place.folder },
    program: 'pitwall',
    shown: (file) => file,
    port: 0,
    pageDir: await builtPage(),
    report(fault) {
      throw fault;
    },
    ...more,
  });
}

/** A server closes what was idle for five seconds; on a busy machine a request may be on its way by then, so each has a connection of its own. */
const ALONE = { connection: 'close' };

/** A GET of the API as the page makes it. */
export async function read<T>({ origin }: Viewer, path: string): Promise<T> {
  const response = await fetch(origin + path, { headers: ALONE });
  const text = await response.text();
  if (!response.ok) throw new Error(`${path}: ${response.status} ${text}`);
  return JSON.parse(text) as T;
}

/** A change as the page makes it. */
export function change({ origin, token }: Viewer, path: string, body: unknown): Promise<Response> {
  return fetch(origin + path, {
    method: 'POST',
    headers: { ...ALONE, origin, authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: typeof body === 'string' || body instanceof Blob ? body : JSON.stringify(body),
  });
}

/** A debate as one file of HTML. */
export async function fileOf(place: Place, id: string): Promise<string> {
  const store = openStore(place.file, { readonly: true });
  try {
    return await singleFile({
      store,
      id,
      place: { projectDir: place.folder },
      program: 'pitwall',
      pageDir: await builtPage(),
    });
  } finally {
    store.close();
  }
}
