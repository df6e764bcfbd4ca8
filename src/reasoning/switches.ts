import type { Fact } from '../core/scenario.ts';

const isBit = (value: unknown): boolean => value === 0 || value === 1;

/** Whether a fact is a question of yes or no: a plain 0 or 1 that nobody takes to be anything between. */
export const isSwitch = ({
  value,
  unit = '',
  range,
  assumed,
}: Pick<Fact, 'value' | 'unit' | 'range' | 'assumed'>): boolean =>
  unit === '' &&
  isBit(value) &&
  (assumed === undefined || isBit(assumed)) &&
  (range === undefined || range.every(isBit));
