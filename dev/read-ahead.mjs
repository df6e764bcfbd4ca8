import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { serialize } from 'node:v8';

/**
 * Parses the cards and voices that are shipped and puts what came of it beside the code that would parse them, by the hash of their text: what
 * has been edited since is parsed as any other file.
 *
 * @param {string} folder of the build
 */
export async function readAhead(folder) {
  const at = (/** @type {string} */ file) => path.join(folder, 'src', file);
  const { loadTeam, parsesKept, packageRoot } = await import(at('project/index.js'));
  const { hashText } = await import(at('core/hash.js'));
  // Each is read under two names: what a parse makes of a text must not depend on what the file is called.
  for (const projectDir of [packageRoot(), path.dirname(packageRoot())]) {
    const { shared, members } = loadTeam({ projectDir });
    if (shared === null || members.some((/** @type {{ voice: unknown }} */ { voice }) => voice === undefined)) return;
  }
  /** @type {Record<string, Record<string, object>>} */
  const ahead = {};
  for (const [parse, parses] of Object.entries(/** @type {Record<string, Record<string, object>>} */ (parsesKept()))) {
    const made = ahead[parse] ?? {};
    ahead[parse] = made;
    for (const [key, value] of Object.entries(parses)) {
      const [name, text] = [key.slice(0, key.indexOf('\n')), key.slice(key.indexOf('\n') + 1)];
      const hash = hashText(text);
      if (made[hash] !== undefined && !isDeepStrictEqual(made[hash], value))
        throw new Error(`expected what is parsed of ${name} not to depend on its name`);
      made[hash] = value;
    }
  }
  writeFileSync(at('project/read-ahead.bin'), serialize(ahead));
}
