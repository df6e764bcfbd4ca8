import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { pageFiles } from '../src/view/server/page-files.ts';
import { documentOf, textOf } from '../src/view/server/single-file.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const OUT = path.resolve(process.argv[2] ?? path.join(ROOT, 'docs/viewer.html'));

/** Builds the page and the reader of records as one HTML file that anybody can host, or open from disk: `npm run view:static`. */
const folder = mkdtempSync(path.join(tmpdir(), 'pitwall-static-'));
try {
  const vite = path.join(ROOT, 'node_modules/vite/bin/vite.js');
  for (const [config, mode] of [
    ['src/view/vite.config.mjs', 'production'],
    ['src/view/vite.config.mjs', 'single'],
    ['src/view/reader/vite.config.mjs', 'production'],
  ] as const)
    execFileSync(process.execPath, [vite, 'build', '--config', config, '--mode', mode], {
      cwd: ROOT,
      env: { ...process.env, PAGE_DIR: folder },
      stdio: ['ignore', 'ignore', 'inherit'],
    });
  const page = pageFiles(folder);
  const html = documentOf({
    title: 'Pitwall',
    language: 'en',
    record: {},
    scripts: [textOf(page, '/single/reader.js'), textOf(page, '/single/page.js')],
    style: textOf(page, '/single/page.css'),
  });
  writeFileSync(OUT, html);
  console.log(`${path.relative(process.cwd(), OUT)}: ${Buffer.byteLength(html)} bytes`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
