import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

const root = fileURLToPath(new URL('./page', import.meta.url));

/**
 * The page twice: for the server, with charts in a chunk of their own, and (`--mode single`) as one script for a file that opens
 * from disk. Both go to `dist/page`; `PAGE_DIR` names another folder.
 */
export default defineConfig(({ mode }) => {
  const single = mode === 'single';
  return {
    root,
    logLevel: 'warn',
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
