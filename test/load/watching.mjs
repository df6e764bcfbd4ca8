/** Watches one debate so often, and says in one line which blocks each watcher saw: `node watching.mjs URL COUNT`. One more reads nothing at all. */
import { Agent, get } from 'node:http';
import { connect } from 'node:net';

const [, , url = '', count = '1'] = process.argv;
const agent = new Agent({ maxSockets: Number.POSITIVE_INFINITY });
const { port, pathname, search, hostname } = new URL(url);
const deaf = connect(Number(port), hostname);
deaf.on('error', () => undefined);
deaf.pause();
deaf.write(`GET ${pathname}${search} HTTP/1.1\r\nhost: ${hostname}:${port}\r\n\r\n`);

let open = 0;
const opened = () => {
  open += 1;
  if (open === Number(count)) process.stdout.write('open\n');
};
const watch = () =>
  new Promise((resolve, reject) => {
    const request = get(url, { agent }, (response) => {
      opened();
      let text = '';
      response.setEncoding('utf8').on('data', (piece) => {
        text += piece;
      });
      response.on('end', () => resolve([...text.matchAll(/^id: (\d+)$/gm)].map(([, id]) => Number(id)).join()));
      response.on('error', reject);
    });
    request.on('error', reject);
  });
const seen = await Promise.all(Array.from({ length: Number(count) }, watch));
deaf.destroy();
process.stdout.write(
  `${JSON.stringify({ ways: [...new Set(seen)].map((way) => ({ way, watchers: seen.filter((one) => one === way).length })) })}\n`,
);
