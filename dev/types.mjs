import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';

/**
 * Takes out of a build the declarations that none of its doors leads to: nobody could import them.
 *
 * @param {string} folder of the build
 * @param {readonly string[]} doors declarations, relative to it
 */
export function pruneTypes(folder, doors) {
  const kept = new Set();
  const left = [...doors];
  for (let file = left.pop(); file !== undefined; file = left.pop()) {
    if (kept.has(file) || !existsSync(path.join(folder, file))) continue;
    kept.add(file);
    for (const [, target = ''] of readFileSync(path.join(folder, file), 'utf8').matchAll(
      /(?:from |import\()['"](\.[^'"]+)['"]/g,
    ))
      left.push(path.posix.join(path.posix.dirname(file), target).replace(/\.[jt]s$/, '.d.ts'));
  }
  for (const found of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    const file = found.replaceAll('\\', '/');
    if (file.endsWith('.d.ts') && !kept.has(file)) rmSync(path.join(folder, file));
  }
}
