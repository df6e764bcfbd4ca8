import { BlockList, isIP } from 'node:net';
import { PitwallError } from '../core/error.ts';
import { once } from '../core/once.ts';

// Made when an address is checked: a page that reads a record has no `node:net`, and checks none.
const loopback = once(() => {
  const list = new BlockList();
  list.addSubnet('127.0.0.0', 8);
  list.addAddress('::1', 'ipv6');
  return list;
});

/** Where clouds serve their own credentials; nobody serves a model there. */
const linkLocal = once(() => {
  const list = new BlockList();
  list.addSubnet('169.254.0.0', 16);
  list.addSubnet('fe80::', 10, 'ipv6');
  list.addSubnet('fd00:ec2::', 32, 'ipv6');
  return list;
});

const METADATA_HOSTS = ['metadata.google.internal', 'metadata'];

/**
 * Checks an address that prompts and a key are about to be sent to: http only on this machine unless told, nothing link-local, and no
 * password or key in the address, because it stands on the record. Throws USAGE without printing what may be secret.
 */
export function checkEndpoint(text: string, { plainHttp = false }: { plainHttp?: boolean } = {}): URL {
  const fail = (sentence: string): never => {
    throw new PitwallError('USAGE', sentence);
  };
  if (!URL.canParse(text)) fail('expected an http or https address after `@`, as in `@http://localhost:11434/v1`');
  const url = new URL(text);
  const { protocol, username, password, search, hash } = url;
  if (protocol !== 'http:' && protocol !== 'https:')
    fail(`expected an http or https address after \`@\`, got one of \`${protocol}\``);
  if (username !== '' || password !== '' || search !== '' || hash !== '')
    fail(
      `expected an address without user, password or query at ${url.host}: it is kept on the record; name the variable that holds the key with \`key-env=NAME\``,
    );
  const host = url.hostname
    .replace(/^\[|\]$/g, '')
    .replace(/\.$/, '')
    .toLowerCase();
  const family = isIP(host) === 6 ? 'ipv6' : 'ipv4';
  if (METADATA_HOSTS.includes(host) || (isIP(host) !== 0 && linkLocal().check(host, family)))
    fail(`expected the address of a model, got ${url.host}, which is link-local: nothing is sent there`);
  const isHere =
    host === 'localhost' || host.endsWith('.localhost') || (isIP(host) !== 0 && loopback().check(host, family));
  if (protocol === 'http:' && !isHere && !plainHttp)
    fail(
      `expected https for ${url.host}, because http shows prompts and the key to the network; if that is meant, add \`,plain-http=yes\``,
    );
  return url;
}
