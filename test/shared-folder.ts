import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A folder of one run of the tests, where its workers leave for each other what takes long to make. */
export default function sharedFolder(): () => void {
  const folder = mkdtempSync(join(tmpdir(), 'pitwall-tests-'));
  process.env['PITWALL_TESTS_SHARED'] = folder;
  return () => rmSync(folder, { recursive: true, force: true });
}
