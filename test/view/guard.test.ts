import { connect } from 'node:net';
import { networkInterfaces } from 'node:os';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { MOST_CONNECTIONS } from '../../src/view/server/guard.ts';
import type { Viewer } from '../../src/view/server/index.ts';
import type { Place } from './place.ts';
import { emptyPlace, held, viewerOf } from './place.ts';

describe('the guard of the viewer', () => {
  let place: Place;
  let viewer: Viewer;
  let host: string;
  beforeAll(async () => {
    place = emptyPlace();
    await held(place, 'spike-at-12k');
    viewer = await viewerOf(place);
    host = new URL(viewer.origin).host;
  });
  afterAll(async () => {
    await viewer.close();
    place.remove();
  });

  const ask = (path: string, headers: Record<string, string> = {}, init: RequestInit = {}) =>
    viewer.app.request(path, { ...init, headers: { host, ...headers } });
  const post = (headers: Record<string, string>, body = '{"scenario":"nowhere"}', path = '/api/debates') =>
    ask(path, { 'content-type': 'application/json', ...headers }, { method: 'POST', body });
  const own = () => ({ origin: viewer.origin, authorization: `Bearer ${viewer.token}` });

  it.each(['evil.example', 'evil.example:4714', '127.0.0.1', '127.0.0.1.evil.example', '0.0.0.0:4714', ''])(
    'answers 421 to the host "%s", as after DNS rebinding',
    async (other) => {
      for (const path of ['/', '/api/debates']) expect((await ask(path, { host: other })).status).toBe(421);
    },
  );

  it('keeps 512 connections at once, half-open ones too, and answers again when they are gone', async () => {
    const { hostname, port } = new URL(viewer.origin);
    const opened = () => {
      const socket = connect(Number(port), hostname);
      socket.on('error', () => undefined);
      socket.resume();
      return socket;
    };
    const few = Array.from({ length: MOST_CONNECTIONS }, opened);
    await Promise.all(few.map((socket) => new Promise((resolve) => socket.write('GET / HTTP/1.1\r\nX: ', resolve))));
    const more = opened();
    await new Promise((resolve) => more.on('close', resolve));
    for (const socket of few) socket.destroy();
    await expect
      .poll(() =>
        fetch(`${viewer.origin}/api/statechart`, { headers: { connection: 'close' } }).then(
          ({ status }) => status,
          () => 0,
        ),
      )
      .toBe(200);
  });

  it('answers to its loopback names', async () => {
    expect((await ask('/api/debates')).status).toBe(200);
    expect((await ask('/api/debates', { host: host.replace('127.0.0.1', 'localhost') })).status).toBe(200);
  });

  it.each([
    ['another origin', { origin: 'http://evil.example' }],
    ['an origin of null', { origin: 'null' }],
    ['another port of this machine', { origin: 'http://127.0.0.1:1' }],
    ['a cross-site fetch', { 'sec-fetch-site': 'cross-site' }],
    ['a same-site fetch from another port', { 'sec-fetch-site': 'same-site' }],
  ])('refuses to be read by %s', async (_, headers) => {
    for (const path of ['/api/debates', '/api/debates/last/stream', '/'])
      expect((await ask(path, headers)).status).toBe(403);
  });

  it.each([
    ['without an origin', { origin: '' }, 403],
    ['without a token', { authorization: '' }, 403],
    ['with another token', { authorization: 'Bearer guess' }, 403],
    ['as a form sends it', { 'content-type': 'text/plain' }, 415],
  ])('refuses a change %s', async (_, headers, status) => {
    const sent = Object.entries({ ...own(), ...headers }).filter(([, value]) => value !== '');
    expect((await post(Object.fromEntries(sent))).status).toBe(status);
    for (const route of ['forks', 'resume', 'stop'])
      expect((await post(Object.fromEntries(sent), '{}', `/api/debates/last/${route}`)).status).toBe(status);
    // With all of them the same change is looked at: there is no such scenario.
    expect((await post(own())).status).toBe(404);
  });

  it('refuses other methods, and a body beyond half a megabyte', async () => {
    expect((await ask('/api/debates', own(), { method: 'DELETE' })).status).toBe(405);
    expect((await ask('/api/debates', own(), { method: 'OPTIONS' })).status).toBe(405);
    const long = JSON.stringify({ scenario: 'a'.repeat(600_000) });
    expect((await post({ ...own(), 'content-length': String(long.length) }, long)).status).toBe(413);
  });

  it('lets no script run but its own, no frame in, and keeps no answer', async () => {
    for (const path of ['/', '/api/debates', '/api/nothing']) {
      const { headers } = await ask(path);
      const policy = headers.get('content-security-policy') ?? '';
      expect(policy).toContain("default-src 'none'");
      expect(policy).toContain("script-src 'self'");
      expect(policy).toContain("frame-ancestors 'none'");
      expect(policy).not.toMatch(/unsafe|data:|\*/);
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('access-control-allow-origin')).toBeNull();
      if (path.startsWith('/api')) expect(headers.get('cache-control')).toBe('no-store');
    }
  });

  it.each([
    '/debates.db',
    '/.pitwall/debates.db',
    '/../debates.db',
    '/assets/..%2f..%2fdebates.db',
    '/%2e%2e/debates.db',
  ])('never gives the database away, at %s', async (path) => {
    const body = Buffer.from(await (await fetch(viewer.origin + path)).arrayBuffer()).toString('latin1');
    expect(body).not.toContain('SQLite format 3');
    expect(body).toContain('<div id="page">');
  });

  it('listens on the loopback interface alone', async () => {
    const outside = Object.values(networkInterfaces())
      .flatMap((addresses) => addresses ?? [])
      .filter(({ internal, family }) => !internal && family === 'IPv4');
    const port = Number(new URL(viewer.origin).port);
    expect(await reaches('127.0.0.1', port)).toBe(true);
    for (const { address } of outside) expect(await reaches(address, port)).toBe(false);
  });
});

function reaches(address: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host: address, port });
    socket.on('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.on('error', () => resolve(false));
  });
}
