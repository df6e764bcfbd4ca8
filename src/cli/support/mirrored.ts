import type { Command } from 'commander';
import { shownAddress } from '../../core/server-address.ts';
import { databaseServer } from './machines.ts';
import type { Shell } from './shell.ts';
import { isFile } from './stored-name.ts';

/** What reads debates of a server through a copy of them, by the words that are typed. */
const READING = new Set([
  ...['list', 'show', 'replay', 'search', 'view', 'export', 'verify', 'diff', 'db check'],
  ...['eval debate', 'eval compare', 'eval coverage'],
]);

/** What reads one debate, which its first argument names. */
const ONE = new Set(['show', 'replay', 'export', 'verify', 'eval debate']);

/** Debates that are copied before somebody who waits is told. */
const TOLD_FROM = 50;

/** How often a page that stays open looks for what is new. */
const REFRESH_MS = 5000;

/**
 * Where `--db` names a server, copies what a command will read into `.pitwall/servers`, and hands it the file in place of the address.
 * What began in the file, such as a score, is sent when the command is done.
 */
export function mirrorServers(program: Command, shell: Shell): void {
  let finish: (() => Promise<void>) | null = null;
  program.hook('preAction', async (_program, action) => {
    const words = wordsOf(action);
    const address = READING.has(words) ? databaseServer(shell, action.opts<{ db?: string }>()) : null;
    if (address === null) return;
    const { openMirror } = await import('../../app/machines/index.ts');
    const file = shell.path(
      `.pitwall/servers/${shownAddress(address)
        .replace(/^\w+:\/\//, '')
        .replaceAll(/[^\w.-]+/g, '-')}.db`,
    );
    const mirror = await openMirror(address, file);
    finish = () => mirror.close();
    const [name = ''] = action.args;
    const options: { against?: string } = action.opts();
    const one = ONE.has(words) && name !== 'last' && options.against === undefined ? name : undefined;
    if (one === undefined || !isFile(one)) {
      await mirror.refresh(one, (debates) => {
        if (debates >= TOLD_FROM) shell.remark(`copying ${debates} debates from ${shownAddress(address)}`);
      });
    }
    action.setOptionValue('db', file);
    let [refreshing, open] = [Promise.resolve(), true];
    const timer =
      words === 'view'
        ? setInterval(() => {
            // A server that is away for a while is asked again.
            refreshing = refreshing.then(() => (open ? mirror.refresh() : undefined)).catch(() => undefined);
          }, REFRESH_MS)
        : undefined;
    finish = async () => {
      open = false;
      clearInterval(timer);
      await refreshing;
      await mirror.send();
      await mirror.close();
    };
  });
  program.hook('postAction', () => finish?.());
}

function wordsOf(command: Command): string {
  const { parent } = command;
  return parent === null || parent.parent === null ? command.name() : `${wordsOf(parent)} ${command.name()}`;
}
