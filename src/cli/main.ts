#!/usr/bin/env node
import { CommanderError } from 'commander';
import { PitwallError } from '../core/error.ts';
import { buildProgram, usageError } from './program.ts';

const TRACING = ['LANGSMITH_TRACING', 'LANGSMITH_TRACING_V2', 'LANGCHAIN_TRACING', 'LANGCHAIN_TRACING_V2'];

/** Exit status of a broken pipe: the reader has seen enough, which is no failure of ours. */
const READER_LEFT = 0;

// Tracing keeps a process from exiting and uploads transcripts, so a shell that has it on for something else must not turn it on here.
if (process.env['PITWALL_TRACING'] !== '1') for (const name of TRACING) process.env[name] = 'false';

for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(READER_LEFT);
    throw error;
  });
}

const program = buildProgram();
try {
  await program.parseAsync(process.argv);
} catch (error) {
  process.exitCode = report(error);
}

/** Says what went wrong in one sentence when it is ours, with its code under `--json`, with a stack when it is a fault; returns the exit code. */
function report(error: unknown): number {
  const known = error instanceof CommanderError ? usageError(error, program, process.argv.slice(2)) : error;
  if (known === null) return 0;
  if (known instanceof PitwallError) {
    const { code, sentence, place } = known;
    const said = process.argv.includes('--json') ? JSON.stringify({ error: { code, sentence, place } }) : sentence;
    process.stderr.write(`${said}\n`);
    return known.exitCode;
  }
  process.stderr.write(`${known instanceof Error ? (known.stack ?? known.message) : String(known)}\n`);
  return 1;
}
