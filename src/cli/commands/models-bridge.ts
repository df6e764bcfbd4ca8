import { isAbsolute, join } from 'node:path';
import { openBridge } from '../../bridge/bridge.ts';
import { PitwallError } from '../../core/error.ts';
import { wholeNumber } from '../flags.ts';
import { print, projectDir, shown } from '../place.ts';

/** `pitwall models bridge`: serves until it is interrupted. */
export async function modelsBridge(folder: string, flags: { port?: string }): Promise<void> {
  const dir = isAbsolute(folder) ? folder : join(projectDir(), folder);
  const port = wholeNumber('--port', flags.port, 0) ?? 0;
  const bridge = await openBridge({
    dir,
    port,
    onRequest: (file, model) => print(`${model}  ${shown(file)}\n`),
  }).catch((error: NodeJS.ErrnoException) => {
    const why = error.code === 'EADDRINUSE' ? `port ${port} is taken` : error.message;
    throw new PitwallError('STORE_FAILED', `expected to serve from ${shown(dir)}: ${why}`, { cause: error });
  });
  print(
    [
      `Serving ${bridge.url} from ${shown(dir)}. Put a seat behind it:`,
      `  pitwall run loss-drop-3000 --model openai:bridge@${bridge.url},timeout=3600`,
      'Each request is NNNN.request.json (NNNN.request.txt to read); write NNNN.answer.json, as answer.schema.json says.',
      '',
    ].join('\n'),
  );
  await new Promise<void>((resolve) => process.once('SIGINT', resolve).once('SIGTERM', resolve));
  await bridge.close();
}
