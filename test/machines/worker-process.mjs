// A worker with a timing of its own: node worker-process.mjs MODULE OPTIONS
const [module = '', options = '{}'] = process.argv.slice(2);
const { workOnDebates } = await import(module);
const { projectDir, env = {}, ...rest } = JSON.parse(options);
const stop = new AbortController();
process.on('SIGTERM', () => stop.abort());
const settings = { env, fromFolder: new Set(), named: new Map(), prices: new Map() };
await workOnDebates({ ...rest, grounds: { projectDir, settings }, signal: stop.signal });
