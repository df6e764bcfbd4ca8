import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** What is begun from outside by its path: it stands for what is bundled. A thread's program is one of them. */
const THREADS = ['src/app/sweep/worker.js', 'src/view/server/measure-worker.js'];

/** Where the bundle is, in a build; its files lie side by side. */
export const BUNDLE = 'bundle';

/**
 * Packages that stay packages: they are loaded when they are wanted, have code for one machine, or have to be those that the user's own
 * modules import. All others are taken in, with what they import in turn.
 */
const APART =
  /^(?:better-sqlite3|langchain|@langchain\/.*|@modelcontextprotocol\/sdk|@opentelemetry\/api|hono|@hono\/.*|hyparquet-writer|iconv-lite|jiti|bullmq|ioredis|pg|vitest)$/;

const PLACE_OF_MATHJS = '../src/reasoning/math.js';
const FEW_OF_MATHJS = fileURLToPath(new URL('few-of-mathjs.mjs', import.meta.url));

/** `cli-main.js` for `src/cli/main.js`. @param {string} file */
export const bundled = (file) =>
  `${file
    .replace(/^src\//, '')
    .replace(/\.js$/, '')
    .replaceAll('/', '-')}.js`;

/**
 * Puts what the command line and the doors of a build load into few files: Node takes half a second to find, read and link a thousand.
 * Each of them gives way to one line that leads there; what they share is there once, so that they are the same to each other.
 *
 * @param {string} folder of the build, whose files are compiled
 * @param {readonly string[]} doors compiled files, relative to it, that are imported or run from outside
 */
export async function bundle(folder, doors) {
  const { build } = await import('esbuild');
  const files = [...doors, ...THREADS].filter((file) => existsSync(path.join(folder, file)));
  const { metafile } = await build({
    entryPoints: Object.fromEntries(files.map((file) => [bundled(file).slice(0, -3), path.join(folder, file)])),
    outdir: path.join(folder, BUNDLE),
    bundle: true,
    splitting: true,
    metafile: true,
    format: 'esm',
    platform: 'node',
    target: 'es2023',
    legalComments: 'none',
    minify: true,
    lineLimit: 120,
    chunkNames: '[name]-[hash]',
    // What a package of the old kind requires.
    banner: { js: 'import{createRequire as $require}from"node:module";const require=$require(import.meta.url);' },
    logLevel: 'silent',
    plugins: [places(folder), packages()],
  });
  for (const file of files) {
    const first = /^#!.*/.exec(readFileSync(path.join(folder, file), 'utf8'))?.[0];
    const to = path.posix.relative(path.posix.dirname(file), `${BUNDLE}/${bundled(file)}`);
    writeFileSync(path.join(folder, file), `${first === undefined ? '' : `${first}\n`}export * from '${to}';\n`);
  }
  writeFileSync(path.join(folder, BUNDLE, 'LICENSES.txt'), licences(Object.keys(metafile.inputs)));
}

/** A file that is bundled finds what lies beside it where it was; lines of a compiled one break anywhere. @param {string} folder @returns {import('esbuild').Plugin} */
function places(folder) {
  return {
    name: 'places',
    setup({ onLoad }) {
      onLoad({ filter: /\.js$/ }, ({ path: file }) => {
        const place = path.relative(path.join(folder, BUNDLE), file).split(path.sep).join('/');
        if (!file.startsWith(folder + path.sep)) return undefined;
        if (place === PLACE_OF_MATHJS)
          return {
            contents: readFileSync(FEW_OF_MATHJS, 'utf8'),
            loader: 'js',
            resolveDir: path.dirname(FEW_OF_MATHJS),
          };
        const text = readFileSync(file, 'utf8');
        const here = `new URL(${JSON.stringify(place)}, import.meta.url).href`;
        return { contents: text.replaceAll(/\bimport\s*\.\s*meta\s*\.\s*url\b/g, here), loader: 'js' };
      });
    },
  };
}

/** @returns {import('esbuild').Plugin} */
function packages() {
  return {
    name: 'packages',
    setup({ onResolve }) {
      onResolve({ filter: /^[^./#]/ }, ({ path: name, kind }) => {
        const [, wanted = ''] = /^((?:@[^/]+\/)?[^/]+)/.exec(name) ?? [];
        return kind !== 'entry-point' && APART.test(wanted) ? { external: true } : undefined;
      });
    },
  };
}

/** The licences of the packages that files came from. @param {readonly string[]} inputs */
function licences(inputs) {
  const folders = new Set(
    inputs.flatMap((file) => {
      const [, folder] =
        /^(.*\/node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(path.resolve(file).split(path.sep).join('/')) ?? [];
      return folder ?? [];
    }),
  );
  const told = [...folders].sort().map((folder) => {
    const { name, version, license } = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8'));
    const file = readdirSync(folder).find((one) => /^licen[cs]e/i.test(one));
    const text = file === undefined ? '' : `\n\n${readFileSync(path.join(folder, file), 'utf8').trim()}`;
    return `${name} ${version} (${license})${text}\n`;
  });
  return told.join(`\n${'-'.repeat(80)}\n\n`);
}
