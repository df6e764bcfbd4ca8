#!/usr/bin/env node
import './optimise-late.ts';
import { thisProcess } from './process.ts';
import { buildProgram } from './program.ts';

process.exitCode = await buildProgram(thisProcess()).run(process.argv.slice(2));
