import type { PitwallError } from '../core/error.ts';
import { fault } from './fault.ts';

/** Longer than this nobody waits within a turn; the hint is passed on instead. */
const LONGEST_WAIT_MS = 60_000;
const MOST_SAID = 300;

/** What may pass when it is asked again. */
const MAY_PASS = new Set([408, 409, 425, 429]);

/** The failure that a status is. */
export async function httpFault(
  { status, headers, url }: Response,
  spec: string,
  body: string,
  clean: (text: string) => string,
): Promise<PitwallError> {
  if (status >= 300 && status < 400) {
    const to = headers.get('location') ?? '';
    const host = URL.canParse(to, url) ? new URL(to, url).host : 'elsewhere';
    return fault(`expected an answer from ${spec}, got a redirect to ${clean(host)}, which is not followed`, {
      reason: 'redirect',
      transient: false,
      status,
    });
  }
  const { sentence, isQuota } = errorSentence(parsedOrText(body), clean);
  const said = sentence === '' ? '' : `: ${sentence}`;
  const waitMs = waitFrom(headers);
  const isLong = waitMs !== null && waitMs > LONGEST_WAIT_MS;
  const hint = isLong ? `; it asks to wait ${waitWords(waitMs)}` : '';
  const answered = `expected a reply of ${spec}, got ${status}${said}${hint}`;
  return statusFault(answered, { status, isQuota, waitMs });
}

/** What a status means for whoever would ask again. */
export function statusFault(
  sentence: string,
  { status, isQuota, waitMs = null }: { status: number; isQuota: boolean; waitMs?: number | null },
): PitwallError {
  const isLong = waitMs !== null && waitMs > LONGEST_WAIT_MS;
  if (isQuota) return fault(sentence, { reason: 'quota', retry: false, status, waitMs });
  if (MAY_PASS.has(status)) return fault(sentence, { reason: 'overloaded', retry: !isLong, status, waitMs });
  if (status >= 500) return fault(sentence, { reason: 'broken', retry: !isLong && status !== 501, status, waitMs });
  return fault(sentence, { reason: 'refused', transient: false, status });
}

/** `Retry-After` in seconds or as a date, or `retry-after-ms`; null when there is none that means anything. */
function waitFrom(headers: Headers): number | null {
  const exact = headers.get('retry-after-ms')?.trim() ?? '';
  if (/^\d+(\.\d+)?$/.test(exact)) return Math.ceil(Number(exact));
  const text = headers.get('retry-after')?.trim() ?? '';
  if (/^\d+(\.\d+)?$/.test(text)) return Math.ceil(Number(text) * 1000);
  const [until, now] = [Date.parse(text), Date.parse(headers.get('date') ?? '')];
  return Number.isFinite(until) && Number.isFinite(now) ? Math.max(0, until - now) : null;
}

function waitWords(waitMs: number): string {
  const hours = waitMs / 3_600_000;
  if (hours >= 48) return `${Math.round(hours / 24)} days`;
  return hours >= 2 ? `${Math.round(hours)} hours` : `${Math.round(waitMs / 60_000)} minutes`;
}

function parsedOrText(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch (error) {
    if (error instanceof SyntaxError) return body;
    throw error;
  }
}

/** What an error object of any common shape says, short, on one line and without keys. */
export function errorSentence(
  value: unknown,
  clean: (text: string) => string,
): { sentence: string; isQuota: boolean; status: number | null } {
  const texts: string[] = [];
  let isQuota = false;
  let status: number | null = null;
  const visit = (part: unknown, depth: number): void => {
    if (typeof part === 'string') texts.push(part);
    if (typeof part !== 'object' || part === null || depth > 3) return;
    if (Array.isArray(part)) {
      for (const one of part.slice(0, 3)) visit(one, depth + 1);
      return;
    }
    const { message, error, detail, msg, code, type, loc } = part as Record<string, unknown>;
    const named = Number(code ?? (part as Record<string, unknown>)['status']);
    if (named >= 400 && named < 600) status ??= named;
    // As validating servers say which field they do not know.
    if (Array.isArray(loc) && typeof msg === 'string') {
      texts.push(`${loc.join('.')}: ${msg}`);
      return;
    }
    isQuota ||= [code, type].some((word) => word === 'insufficient_quota' || word === 'billing_hard_limit_reached');
    for (const inner of [message, error, detail, msg]) if (inner !== undefined) visit(inner, depth + 1);
    if (texts.length === 0 && typeof code === 'string') texts.push(code);
  };
  visit(value, 0);
  const isPage = /^\s*</.test(texts[0] ?? '');
  const line = isPage
    ? 'a web page'
    : clean(texts[0] ?? '')
        .replace(/\s+/g, ' ')
        .trim();
  return { sentence: line.length > MOST_SAID ? `${line.slice(0, MOST_SAID)}…` : line, isQuota, status };
}

const TLS = /^(?:CERT_|ERR_TLS|ERR_SSL|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO_|HOSTNAME_MISMATCH|EPROTO)/;
const NOT_THERE: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'nobody answers there',
  ENOTFOUND: 'there is no such host',
  EAI_AGAIN: 'its name could not be looked up',
  ECONNRESET: 'the connection was reset',
  EHOSTUNREACH: 'there is no way to the host',
  ENETUNREACH: 'there is no way to the network',
  ETIMEDOUT: 'the connection timed out',
  UND_ERR_CONNECT_TIMEOUT: 'the connection timed out',
  UND_ERR_SOCKET: 'the connection was cut',
};

/** The failure that kept a request from being answered at all, or cut the answer. */
export function networkFault(error: unknown, spec: string, clean: (text: string) => string): PitwallError {
  const code = codeIn(error);
  if (code !== null && TLS.test(code))
    return fault(`expected a trusted connection to ${spec}, got ${code}`, { reason: 'tls', retry: false });
  const why = (code !== null && NOT_THERE[code]) || clean(innermost(error)).slice(0, MOST_SAID);
  return fault(`expected a reply of ${spec}: ${why}`, { reason: 'unreachable', retry: code !== 'ENOTFOUND' });
}

/** `fetch failed` says nothing; what made it fail does. */
function innermost(error: unknown): string {
  let at = error;
  for (let depth = 0; at instanceof Error && at.cause instanceof Error && depth < 8; depth += 1) at = at.cause;
  return at instanceof Error ? at.message : String(at);
}

function codeIn(error: unknown): string | null {
  for (let at = error, depth = 0; at instanceof Error && depth < 8; at = at.cause, depth += 1) {
    const { code } = at as { code?: unknown };
    if (typeof code === 'string' && code !== 'ERR_INVALID_STATE') return code;
    const inner: unknown = (at as { errors?: unknown[] }).errors?.[0];
    if (inner instanceof Error) return codeIn(inner);
  }
  return null;
}
