import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

const here = fileURLToPath(new URL('.', import.meta.url));
const root = path.resolve(here, '../../..');
const load = createRequire(import.meta.url);
const ABSENT = '\0absent:';
/** Read when a card is damaged or a question is routed, which a finished record does not ask for. */
const LEFT_OUT = ['langchain', '@langchain/', 'langsmith', 'iconv-lite', 'openai', 'js-tiktoken'];

/** What a browser has not: modules of Node and of language models, whose functions are never reached when a record is read. */
const absent = {
  name: 'absent',
  enforce: /** @type {const} */ ('pre'),
  /** @param {string} source @param {string | undefined} importer */
  resolveId(source, importer) {
    if (source === 'node:crypto') return path.join(here, 'instead/crypto.ts');
    if (source.startsWith('node:')) return `${ABSENT}${source}`;
    if (LEFT_OUT.some((name) => source === name || source.startsWith(name.endsWith('/') ? name : `${name}/`)))
      return `${ABSENT}${source}`;
    const target =
      importer === undefined || !source.startsWith('.') ? '' : path.resolve(path.dirname(importer), source);
    const isAgents = ['index.ts', 'member.ts'].some((file) => target === path.join(root, 'agents', file));
    return isAgents ? path.join(here, 'instead/agents.ts') : null;
  },
  /** @param {string} id */
  load(id) {
    if (!id.startsWith(ABSENT)) return null;
    const name = id.slice(ABSENT.length);
    const names = Object.keys(load(name)).filter((one) => /^[A-Za-z_$][\w$]*$/.test(one) && one !== 'default');
    return [
      `function absent() { if (!new.target) throw new Error(${JSON.stringify(`${name} is not there in a browser`)}); }`,
      `const all = { ${names.map((one) => `${JSON.stringify(one)}: absent`).join(', ')} };`,
      ...names.map((one) => `export const ${one}_ = all[${JSON.stringify(one)}]; export { ${one}_ as ${one} };`),
      'export default all;',
    ].join('\n');
  },
};

/** The reader of exported records as one script for a page without a server; `PAGE_DIR` names its folder. */
export default defineConfig({
  root: here,
  logLevel: 'warn',
  plugins: [absent],
  // A package that reads entities through the document would break the policy of trusted types.
  resolve: { conditions: ['worker', 'module'] },
  define: { 'process.env.NODE_ENV': '"production"', 'process.env': '{}' },
  build: {
    outDir: process.env['PAGE_DIR'] ?? path.join(root, 'dist/page'),
    emptyOutDir: false,
    target: 'es2022',
    chunkSizeWarningLimit: 4000,
    rolldownOptions: {
      input: path.join(here, 'index.ts'),
      transform: { define: { 'import.meta.url': '"file:///"' } },
      output: { format: 'iife', codeSplitting: false, entryFileNames: 'single/reader.js' },
    },
  },
});
