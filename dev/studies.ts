/**
 * `npm run studies -- [NAME...]`: holds the debates of docs/studies again in a database that is thrown away, writes the reports in place and
 * prints each line of them that is another one now. What they show stands in docs/studies/README.md, which people write.
 */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { diffLines } from 'diff';
import { outputOf } from './output.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const FOLDER = 'docs/studies';
const asked = process.argv.slice(2);

const all = readdirSync(join(ROOT, FOLDER)).flatMap((file) => /^(.*)\.yaml$/.exec(file)?.[1] ?? []);
const unknown = asked.find((name) => !all.includes(name));
if (unknown !== undefined) throw new Error(`expected ${all.join(', ')}, got ${unknown}`);

const scratch = mkdtempSync(join(tmpdir(), 'pitwall-studies-'));
try {
  for (const name of asked.length > 0 ? asked : all) {
    const study = `${FOLDER}/${name}.yaml`;
    const report = join(ROOT, FOLDER, `${name}.report.md`);
    const before = readFileSync(report, 'utf8');
    const database = ['--db', join(scratch, `${name}.db`)];
    await outputOf(['sweep', study, ...database], ROOT);
    await outputOf(['sweep', 'report', study, ...database, '--format', 'markdown', '--out', report], ROOT);
    const changed = diffLines(before, readFileSync(report, 'utf8')).filter(({ added, removed }) => added || removed);
    console.log(`== ${name}: ${changed.length === 0 ? 'the same report' : 'another report'}`);
    for (const { added, value } of changed) console.log(value.trimEnd().replace(/^/gm, added ? '+ ' : '- '));
  }
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
