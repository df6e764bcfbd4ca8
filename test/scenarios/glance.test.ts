import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { glanceAt } from '../../src/scenarios/glance.ts';

const FOLDER = new URL('../../scenarios/', import.meta.url);
const scripts = readdirSync(FOLDER).filter((file) => file.endsWith('.yaml'));

it.each(scripts)('reads of %s what it shows, without the rest of the script', (file) => {
  const text = readFileSync(new URL(file, FOLDER), 'utf8');
  const glance = glanceAt(text, file);
  expect(Object.keys(glance?.options ?? {}).length).toBeGreaterThan(1);
  // An ampersand may be an anchor: then the whole script is read.
  expect(glance).toEqual(glanceAt(text.replace(/^options:/m, 'options: # R&D'), file));
});

it('reads a script whose keys are written in another way', () => {
  expect(glanceAt('{ options: { a: Ship it }, cast: [pulse] }', 'x.yaml')).toEqual({
    options: { a: 'Ship it' },
    cast: ['pulse'],
  });
  expect(glanceAt('"options": { a: Ship it }\ncast:\n- pulse\n', 'x.yaml')?.cast).toEqual(['pulse']);
});
