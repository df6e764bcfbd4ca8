import { createHash } from 'node:crypto';
import { PitwallError } from '../../core/error.ts';
import type { TranscriptStore } from '../../core/record.ts';
import { statechart } from '../../debate/chart.ts';
import type { Place } from '../../project/index.ts';
import type { Transcript } from '../api.ts';
import { argumentView } from './argument.ts';
import { curveOf } from './curve.ts';
import { eventList } from './events.ts';
import { fidelityIfAny } from './fidelity.ts';
import { headOf } from './head.ts';
import { Measurements } from './measurements.ts';
import { memoOf } from './memo.ts';
import { noteList } from './notes.ts';
import type { PageFile } from './page-files.ts';
import { pageFiles } from './page-files.ts';
import { Records } from './records.ts';
import { transcriptOf } from './transcript.ts';

export interface SingleFileOptions {
  store: TranscriptStore;
  place: Place;
  program: string;
  /** Full id. */
  id: string;
  pageDir?: string;
}

/**
 * One debate as one HTML file: the page with every answer that it would ask for in it. It opens from disk, asks for nothing, and
 * runs no script but its own, which its policy names by hash.
 */
export async function singleFile({ store, place, program, id, pageDir }: SingleFileOptions): Promise<string> {
  const records = new Records({ file: store.location, place, program, store });
  const head = await headOf(records, id);
  const transcript = await transcriptOf(records, id);
  const at = `/api/debates/${id}`;
  const fidelity = await fidelityIfAny(new Measurements(records, place), id);
  const record = {
    path: `/debates/${id}`,
    [at]: { ...head, status: head.status === 'running' ? 'unfinished' : head.status },
    [`${at}/transcript`]: transcript,
    [`${at}/memo`]: await memoOf(records, id),
    [`${at}/argument`]: await argumentView(records, id),
    [`${at}/notes`]: noteList(records, id),
    [`${at}/events`]: eventList(records, id, 0),
    ...(fidelity === null ? {} : { [`${at}/fidelity`]: fidelity }),
    '/api/statechart': { version: 1, ...statechart() },
    ...Object.fromEntries(
      curvesIn(transcript).map((name) => [`${at}/data/${encodeURIComponent(name)}`, curveOf(records, id, name)]),
    ),
  };
  return documentOf(`${head.title} · Pitwall`, head.language, record, pageFiles(pageDir));
}

function curvesIn({ blocks }: Transcript): string[] {
  const names = blocks.flatMap((block) =>
    block.kind === 'turn' ? block.tools.flatMap(({ curve }) => curve ?? []) : [],
  );
  return [...new Set(names)];
}

function documentOf(title: string, language: string, record: unknown, page: ReadonlyMap<string, PageFile>): string {
  const script = inScript(textOf(page, '/single/page.js'));
  const style = textOf(page, '/single/page.css');
  const policy = [
    "default-src 'none'",
    `script-src '${hashOf(script)}'`,
    `style-src '${hashOf(style)}'`,
    "base-uri 'none'",
    "form-action 'none'",
    "require-trusted-types-for 'script'",
  ].join('; ');
  return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${escaped(title)}</title>
<style>${style}</style>
</head>
<body>
<div id="page"></div>
<script type="application/json" id="record">${JSON.stringify(record).replaceAll('<', '\\u003c')}</script>
<script>${script}</script>
</body>
</html>
`;
}

function textOf(page: ReadonlyMap<string, PageFile>, path: string): string {
  const found = page.get(path);
  if (found === undefined) {
    throw new PitwallError('FILE_UNREADABLE', `expected ${path} in the built page, found none; run \`npm run build\``);
  }
  return found.body.toString('utf8');
}

/** Nothing in a script may end its element; within strings and patterns the backslash changes nothing. */
const inScript = (text: string): string => text.replaceAll(/<(?=\/script|!--)/gi, '\\x3c');

const hashOf = (text: string): string => `sha256-${createHash('sha256').update(text).digest('base64')}`;

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
