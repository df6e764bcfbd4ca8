import { createHash } from 'node:crypto';
import { PitwallError } from '../../core/error.ts';
import { asMarkup } from '../../core/markup.ts';
import type { TranscriptStore } from '../../core/record.ts';
import type { Place } from '../../project/index.ts';
import { answersOf } from './answers.ts';
import { fidelityIfAny } from './fidelity.ts';
import { headOf } from './head.ts';
import { Measurements } from './measurements.ts';
import type { PageFile } from './page-files.ts';
import { pageFiles } from './page-files.ts';
import { Records } from './records.ts';

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
  const answers = await answersOf(records, id);
  const fidelity = await fidelityIfAny(new Measurements(records, place), id);
  const record = { ...answers, ...(fidelity === null ? {} : { [`/api/debates/${id}/fidelity`]: fidelity }) };
  const { title, language } = await headOf(records, id);
  const page = pageFiles(pageDir);
  return documentOf({
    title: `${title} · Pitwall`,
    language,
    record,
    scripts: [textOf(page, '/single/page.js')],
    style: textOf(page, '/single/page.css'),
  });
}

export interface SingleDocument {
  title: string;
  language: string;
  /** Answers of the API by path, and under `path` the place that is shown first. */
  record: unknown;
  /** In the order in which they run. */
  scripts: readonly string[];
  style: string;
}

/** An HTML file that asks for nothing and runs no script but those given, which its policy names by hash. */
export function documentOf({ title, language, record, scripts: given, style }: SingleDocument): string {
  const scripts = given.map(inScript);
  const policy = [
    "default-src 'none'",
    `script-src ${scripts.map((script) => `'${hashOf(script)}'`).join(' ')}`,
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
<title>${asMarkup(title)}</title>
<style>${style}</style>
</head>
<body>
<div id="page"></div>
<script type="application/json" id="record">${JSON.stringify(record).replaceAll('<', '\\u003c')}</script>
${scripts.map((script) => `<script>${script}</script>`).join('\n')}
</body>
</html>
`;
}

export function textOf(page: ReadonlyMap<string, PageFile>, path: string): string {
  const found = page.get(path);
  if (found === undefined) {
    throw new PitwallError('FILE_UNREADABLE', `expected ${path} in the built page, found none; run \`npm run build\``);
  }
  return found.body.toString('utf8');
}

/** Nothing in a script may end its element; within strings and patterns the backslash changes nothing. */
const inScript = (text: string): string => text.replaceAll(/<(?=\/script|!--)/gi, '\\x3c');

const hashOf = (text: string): string => `sha256-${createHash('sha256').update(text).digest('base64')}`;
