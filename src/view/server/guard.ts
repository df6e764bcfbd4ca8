import { createHash, timingSafeEqual } from 'node:crypto';
import type { Context, MiddlewareHandler } from 'hono';

/** No inline script or style, nothing from elsewhere, no frame around the page, and no string that becomes markup. */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
].join('; ');

const HEADERS = {
  'content-security-policy': POLICY,
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'x-frame-options': 'DENY',
};

/** Connections that a server keeps at once, half-open ones too: what comes then is closed at once, so that files can still be opened. */
export const MOST_CONNECTIONS = 512;

export interface GuardOptions {
  /** Known once the server listens. */
  port: () => number;
  token: string;
}

/**
 * Answers only a browser, or a script, that asks this server by its loopback name from its own page: 421 for another host, which is
 * how DNS rebinding looks; 403 for another origin, or a change without the token that the terminal printed.
 */
export function guard({ port, token }: GuardOptions): MiddlewareHandler {
  return async (c, next) => {
    for (const [name, value] of Object.entries(HEADERS)) c.header(name, value);
    const refusal = refusalOf(c, port(), token);
    if (refusal !== null) {
      c.header('cache-control', 'no-store');
      return c.json({ error: { code: 'REFUSED', sentence: refusal.sentence } }, refusal.status);
    }
    return next();
  };
}

interface Refusal {
  status: 403 | 405 | 415 | 421;
  sentence: string;
}

/** A header of a request by its name in small letters. */
export type Header = (name: string) => string | undefined;

export const headerOf =
  ({ req }: Context): Header =>
  (name) =>
    req.header(name);

/** Why a request is not answered that asks for another host, or comes from a page of another origin; null where it is answered. */
export function foreignRefusal(header: Header, port: number): Refusal | null {
  const host = header('host') ?? '';
  if (host !== `127.0.0.1:${port}` && host !== `localhost:${port}`) {
    return { status: 421, sentence: `expected to be asked for as 127.0.0.1:${port} or localhost:${port}` };
  }
  const origin = header('origin');
  if (origin !== undefined && origin !== `http://${host}`) {
    return { status: 403, sentence: 'expected a request from this page, it came from another one' };
  }
  const site = header('sec-fetch-site');
  if (site !== undefined && site !== 'same-origin' && site !== 'none') {
    return { status: 403, sentence: 'expected a request from this page, it came from another one' };
  }
  return null;
}

function refusalOf(c: Context, port: number, token: string): Refusal | null {
  const foreign = foreignRefusal(headerOf(c), port);
  if (foreign !== null) return foreign;
  const { req } = c;
  if (req.method === 'GET' || req.method === 'HEAD') return null;
  if (req.method !== 'POST') return { status: 405, sentence: 'expected GET, HEAD or POST' };
  if (req.header('origin') === undefined) return { status: 403, sentence: 'expected a change to come from this page' };
  if (!sameToken(req.header('authorization') ?? '', `Bearer ${token}`)) {
    return {
      status: 403,
      sentence: 'expected the token that `pitwall view` printed; open the address that it printed',
    };
  }
  return isJson(headerOf(c)) ? null : { status: 415, sentence: 'expected a body of application/json' };
}

/** Whether a body is sent as JSON, which no form of another page can. */
export const isJson = (header: Header): boolean =>
  header('content-type')?.split(';')[0]?.trim().toLowerCase() === 'application/json';

/** Whether two secrets are the same, in a time that does not tell how much of them is. */
export function sameToken(given: string, wanted: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(given), digest(wanted));
}

/** Whether somebody hung up before all of their request had come: nobody's fault here, and nobody hears an answer. */
export const hasLeft = (error: Error): boolean => 'code' in error && error.code === 'ECONNRESET';
