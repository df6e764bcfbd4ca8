import type { Heard } from '../core/briefing.ts';
import type { TranscriptEvent } from '../core/events.ts';
import { compileModel } from '../reasoning/model.ts';
import { unasked, unshared } from '../reasoning/pooling.ts';
import type { DebateContext } from './context.ts';
import { seatsOf } from './context.ts';

const SAID = {
  ko: '표결 전에 아직 나오지 않은 값을 모두 올립니다.',
  en: 'Before the vote, everything that has not been said goes on the table.',
};

/** Before a vote, what only some know and nobody has said is put on the table. */
export function sharedEvents(context: DebateContext, heard: readonly Heard[]): TranscriptEvent[] {
  const { setup, ports, facts } = context;
  const { scenario, data } = setup;
  const seats = seatsOf(context);
  const pool = {
    seats: seats.map(({ card }) => card.id),
    data: Object.fromEntries(Object.entries(data).map(([name, { file }]) => [name, file])),
    calculate: (name: string, args: Record<string, unknown>) => ({
      figures: ports.calculate({ name, args }, '').figures,
      headline: undefined,
    }),
    closed: unasked(scenario, heard),
  };
  const settles = !seats.some(({ live }) => live);
  const shared = unshared(compileModel({ ...scenario, facts }), heard, pool, { settles });
  return shared === null ? [] : [{ type: 'facts.shared', body: { ...shared, say: SAID[scenario.language] } }];
}
