import { PitwallError } from './error.ts';

/** Whether a name of a database is the address of a server, and not a file. */
export const isPostgres = (name: string): boolean => /^postgres(?:ql)?:\/\//i.test(name);

/** An address as it may be said and stored: the server and the database, and nobody's name or password. */
export function shownAddress(address: string): string {
  const { protocol, hostname, port, pathname } = parsed(address);
  return `${protocol}//${hostname}${port === '' ? '' : `:${port}`}${pathname}`;
}

/** What must not be said of an address, as it is written there and as it is meant. */
export function secretsIn(address: string): string[] {
  const { password, searchParams } = parsed(address);
  const written = [password, searchParams.get('password') ?? ''].filter((text) => text !== '');
  return written.flatMap((text) => [text, decoded(text)]);
}

export function withoutSecrets(text: string, address: string): string {
  return secretsIn(address).reduce((rest, secret) => rest.replaceAll(secret, '***'), text);
}

/** Throws USAGE without a word of what was given. */
function parsed(address: string): URL {
  const url = URL.canParse(address) ? new URL(address) : null;
  if (url === null || !/^(?:postgres(?:ql)?|rediss?):$/i.test(url.protocol)) {
    throw new PitwallError(
      'USAGE',
      'expected an address like postgres://USER@HOST/DATABASE or redis://HOST, got something that is none',
    );
  }
  return url;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    // Not an encoding: it is meant as it is written.
    return text;
  }
}
