import { outsideRange } from '../change.ts';
import type { Linted, Remark } from './remark.ts';

/** Values that an event gives a fact and that nobody took for possible: no what-if and no measurement looks there. */
export function* eventRemarks({ scenario }: Linted): Generator<Remark> {
  for (const [index, { set }] of scenario.events.entries())
    for (const { path, value, range } of outsideRange(scenario.facts, set))
      yield {
        level: 'warning',
        path: ['events', String(index), 'set'],
        message:
          range === null
            ? `the event sets \`${path}\` to ${value}, below zero; the fact is above it`
            : `the event sets \`${path}\` to ${value}, outside its range of ${range[0]} to ${range[1]}`,
      };
}
