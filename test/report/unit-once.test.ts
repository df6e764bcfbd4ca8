import { describe, expect, it } from 'vitest';
import { bareBeside } from '../../src/report/unit-once.ts';

describe('an amount beside another in its unit', () => {
  it.each([
    ['63.1 Wh per recorder', '65 Wh per recorder', '65'],
    ['분당 292타', '분당 300타', '300'],
    ['$142 per round', '$320 per round', '$320'],
    ['0.305 µm', '0.26 µm', '0.26'],
  ])('is its number: %s, %s', (first, second, bare) => {
    expect(bareBeside(first, second)).toBe(bare);
  });

  it.each([
    ['90 min', '2 h'],
    ['하루 57.5회', '64회'],
    ['8%', '12%'],
    ['5억 원', '3,000만 원'],
  ])('keeps what it has otherwise, and a percent sign: %s, %s', (first, second) => {
    expect(bareBeside(first, second)).toBe(second);
  });
});
