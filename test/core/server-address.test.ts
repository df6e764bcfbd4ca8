import { expect, it } from 'vitest';
import { isPostgres, shownAddress, withoutSecrets } from '../../src/core/server-address.ts';

it.each([
  [
    'postgres://ada:s3cr3t@db.example:5433/debates?sslmode=require&password=other',
    'postgres://db.example:5433/debates',
  ],
  ['postgresql://db.example/debates', 'postgresql://db.example/debates'],
  ['redis://:s3cr3t@127.0.0.1:6380/2', 'redis://127.0.0.1:6380/2'],
])('the address %s is said without anybody’s name or password', (address, said) => {
  expect(shownAddress(address)).toBe(said);
});

it('a password is taken out of what a server says, as it is written and as it is meant', () => {
  const address = 'postgres://ada:p%40ss@db.example/debates?password=other';
  expect(withoutSecrets('no entry for ada with p@ss, p%40ss or other', address)).toBe(
    'no entry for ada with ***, *** or ***',
  );
});

it.each(['s3cr3t', 'postgres://a b:s3cr3t@', 'file:///s3cr3t'])('%s is no address, and is not repeated', (text) => {
  expect(() => shownAddress(text)).toThrow(/^expected an address like/);
  expect(() => shownAddress(text)).not.toThrow(/s3cr3t/);
});

it('a file is no server, whatever it is called', () => {
  expect(['postgres.db', './postgres:/x', 'POSTGRES://h/d'].map(isPostgres)).toEqual([false, false, true]);
});
