import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync } from 'node:zlib';
import { defineConfig } from 'vite';

const root = fileURLToPath(new URL('./page', import.meta.url));

/** What no browser asks for is packed: it is read by the program, which writes it into a file. */
const packed = {
  name: 'packed',
  writeBundle({ dir = '' }) {
    const folder = path.join(dir, 'single');
    for (const name of readdirSync(folder).filter((one) => /\.(?:js|css)$/.test(one))) {
      const file = path.join(folder, name);
      writeFileSync(`${file}.br`, brotliCompressSync(readFileSync(file)));
      rmSync(file);
    }
  },
};

/**
 * The page twice: for the server, with charts in a chunk of their own, and (`--mode single`) as one script for a file that opens
 * from disk. Both go to `dist/page`; `PAGE_DIR` names another folder.
 */
export default defineConfig(({ mode }) => {
  const single = mode === 'single';
  return {
    root,
    logLevel: 'warn',
    plugins: single ? [packed] : [],
    oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
    define: { 'process.env.NODE_ENV': '"production"' },
    build: {
      outDir: process.env['PAGE_DIR'] ?? path.resolve(root, '../../../dist/page'),
      emptyOutDir: !single,
      target: 'es2022',
      // Nothing of the page may be a data: address or an inline script.
      assetsInlineLimit: 0,
      modulePreload: false,
      ...(single
        ? {
            cssCodeSplit: false,
            rolldownOptions: {
              input: path.join(root, 'app/main.tsx'),
              transform: { define: { 'import.meta': '{}' } },
              output: {
                format: 'iife',
                codeSplitting: false,
                entryFileNames: 'single/page.js',
                assetFileNames: 'single/page[extname]',
              },
            },
          }
        : {}),
    },
  };
});
