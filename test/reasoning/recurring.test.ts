import { describe, expect, it } from 'vitest';
import { timeOf } from '../../src/reasoning/recurring.ts';

describe('the time in which a price is back', () => {
  it('is in months, or below one in days, and below a day in hours', () => {
    expect(timeOf(3.42)).toEqual({ value: 3.4, unit: 'months' });
    expect(timeOf(0.12)).toEqual({ value: 3.7, unit: 'days' });
    expect(timeOf(0.0144)).toEqual({ value: 11, unit: 'hours' });
  });
});
