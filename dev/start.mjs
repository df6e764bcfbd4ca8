/** Runs the debate of `npm start` in the language of whoever reads: in Korean where the locale is, else in English. */
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { scenarioFor } from './state.mjs';

const main = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../dist/src/cli/main.js');
const usual = Intl.DateTimeFormat().resolvedOptions().locale;
process.argv = [process.execPath, main, 'run', scenarioFor(process.env, usual), ...process.argv.slice(2)];
await import(main);
