/** Gives `create-pitwall` the version of the package that it installs: the two go out together. */
import { readFileSync, writeFileSync } from 'node:fs';

const read = (/** @type {string} */ file) => JSON.parse(readFileSync(new URL(`../${file}`, import.meta.url), 'utf8'));
const { version } = read('package.json');
const other = read('create-pitwall/package.json');
other.version = version;
other.dependencies.pitwall = version;
writeFileSync(new URL('../create-pitwall/package.json', import.meta.url), `${JSON.stringify(other, null, 2)}\n`);
