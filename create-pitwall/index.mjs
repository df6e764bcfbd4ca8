#!/usr/bin/env node
// `npm create pitwall@latest my-team` is `pitwall init my-team` of the version that comes with it.
import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

const require = createRequire(import.meta.url);
const manifest = require.resolve('pitwall/package.json');
const main = join(dirname(manifest), require(manifest).bin.pitwall);
const given = process.argv.slice(2);
const args = given.some((one) => !one.startsWith('-')) ? given : ['my-team', ...given];
const { status } = spawnSync(process.execPath, [main, 'init', ...args], { stdio: 'inherit' });
process.exitCode = status ?? 1;
