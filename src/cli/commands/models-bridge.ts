import { isAbsolute, join } from 'node:path';
import { openBridge } from '../../bridge/bridge.ts';
import { PitwallError } from '../../core/error.ts';
import { wholeNumber } from '../support/flags.ts';
import type { Shell } from '../support/shell.ts';

/** `pitwall models bridge`: serves until it is interrupted. */
export async function modelsBridge(shell: Shell, folder: string, flags: { port?: string }): Promise<void> {
  const dir = isAbsolute(folder) ? folder : join(shell.cwd, folder);
  const port = wholeNumber('--port', flags.port, 0) ?? 0;
  const bridge = await openBridge({
    dir,
    port,
    onRequest: (file, model) => shell.print(`${model}  ${shell.shown(file)}\n`),
    report: (trouble) => shell.remark(trouble),
  }).catch((error: NodeJS.ErrnoException) => {
    const why = error.code === 'EADDRINUSE' ? `port ${port} is taken` : error.message;
    throw new PitwallError('STORE_FAILED', `expected to serve from ${shell.shown(dir)}: ${why}`, { cause: error });
  });
  shell.print(
    [
      `Serving ${bridge.url} from ${shell.shown(dir)}. Give a seat to it:`,
      `  ${shell.programName()} run loss-drop-3000 --model openai:bridge@${bridge.url},timeout=3600`,
      'Each request is written to NNNN.request.json (readable: NNNN.request.txt). Write the answer to NNNN.answer.json in the form of answer.schema.json.',
      '',
    ].join('\n'),
  );
  await shell.stopped();
  await bridge.close();
}
