import { format } from 'node:util';
import { PitwallError } from '../../core/error.ts';
import { openOn, portFrom } from '../support/ports.ts';
import type { ServingFlags } from '../support/serving.ts';
import { checkToken, servingOptions } from '../support/serving.ts';
import type { Shell } from '../support/shell.ts';
import { version } from '../support/version.ts';

export interface McpFlags extends ServingFlags {
  http?: boolean;
}

/** Taken when it is free; with `--port` nothing else will do. */
const USUAL_PORT = 4716;

/** `pitwall mcp`: speaks the Model Context Protocol on stdin and stdout, or over HTTP, until its client leaves or it is interrupted. */
export async function mcp(shell: Shell, flags: McpFlags): Promise<void> {
  const overHttp = flags.http === true || flags.port !== undefined;
  if (!overHttp && flags.token !== undefined)
    throw new PitwallError('USAGE', 'expected `--token` with `--http`: on stdin and stdout nobody else can ask');
  checkToken(flags);
  const port = portFrom(flags.port);
  const speakUp = overHttp ? () => undefined : quietStdout(shell);
  try {
    await served(shell, flags, { overHttp, port });
  } finally {
    speakUp();
  }
}

/** stdout belongs to the protocol: what modules of a team's own print, goes to stderr; gives a function that ends that. */
function quietStdout(shell: Shell): () => void {
  const { log, info, debug } = console;
  const aside = (...said: unknown[]) => shell.remark(format(...said));
  Object.assign(console, { log: aside, info: aside, debug: aside });
  return () => void Object.assign(console, { log, info, debug });
}

async function served(
  shell: Shell,
  flags: McpFlags,
  { overHttp, port }: { overHttp: boolean; port: number | undefined },
): Promise<void> {
  const serving = await servingOptions(shell, 'mcp', flags);
  const options = { ...serving.options, version: version() };
  const { mcpOverHttp, mcpOverStdio } = await import('../../mcp/index.ts');
  if (!overHttp) {
    const leaving = new AbortController();
    const leave = () => leaving.abort();
    // A client that was killed closes both ends: what is under way is closed on the record before the program leaves.
    const ignored = [shell.onStop(leave), shell.onReaderGone(leave)];
    const output = (text: string) => shell.printRecord(text);
    await mcpOverStdio(options, { input: shell.stdin, output, signal: leaving.signal });
    for (const ignore of ignored) ignore();
    return;
  }
  const token = flags.token ?? null;
  const server = await openOn(port, USUAL_PORT, (at) => mcpOverHttp(options, { port: at, token }));
  shell.remark(`\n  ${server.url}\n`);
  shell.remark(`For this machine alone${token === null ? '' : ', with the token as a bearer'}. Ctrl-C stops it.`);
  await shell.stopped();
  await server.close();
  shell.remark('Stopped.');
}
