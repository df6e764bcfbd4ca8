import { openOn, portFrom } from '../support/ports.ts';
import type { ServingFlags } from '../support/serving.ts';
import { checkToken, servingOptions } from '../support/serving.ts';
import type { Shell } from '../support/shell.ts';

/** Taken when it is free; with `--port` nothing else will do. */
const USUAL_PORT = 4715;

/** `pitwall serve`: answers until it is interrupted. */
export async function serve(shell: Shell, flags: ServingFlags): Promise<void> {
  const port = portFrom(flags.port);
  checkToken(flags);
  const { now, options } = await servingOptions(shell, 'serve', flags);
  const { openServe } = await import('../../serve/index.ts');
  const token = flags.token ?? null;
  const served = await openOn(port, USUAL_PORT, (at) => openServe({ ...options, token, port: at }));
  shell.remark(`\n  ${served.url}\n`);
  const key = flags.token === undefined ? 'any key' : 'the token as its key';
  shell.remark(
    `For this machine alone, with ${key}. Models: ${now.members.map(({ card }) => card.id).join(', ')}, team. Ctrl-C stops it.`,
  );
  await shell.stopped();
  await served.close();
  shell.remark('Stopped.');
}
