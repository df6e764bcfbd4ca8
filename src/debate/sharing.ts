import type { Heard } from '../core/briefing.ts';
import type { TranscriptEvent } from '../core/events.ts';
import { compileModel } from '../reasoning/model.ts';
import { unasked, unshared } from '../reasoning/pooling.ts';
import type { AgreedSetting } from '../reasoning/proposals.ts';
import type { DebateContext } from './context.ts';
import { seatsOf } from './context.ts';

const SAID = {
  ko: '표결 전에 아직 나오지 않은 값을 모두 올립니다.',
  en: 'Before the vote, everything that has not been said goes on the table.',
};

const ARGUED = {
  ko: '표결은 토론에서 나온 값으로 합니다.',
  en: 'We vote on the options as they were argued for.',
};

const ANEW = {
  ko: '표결은 토론에서 나온 값으로 하고, 소식 뒤에 다시 정하지 않은 선택지는 지금 가장 나은 설정으로 합니다.',
  en: 'We vote on the options as they were argued for, and at their best setting where nobody has set them again since the news.',
};

/** Whether nothing goes on the table but settings of options for which somebody has proposed one. */
function isAllArgued(heard: readonly Heard[], facts: object, amended: object): boolean {
  const argued = new Set(heard.flatMap((one) => (one.kind === 'turn' ? (one.body.proposes?.option ?? []) : [])));
  return Object.keys(facts).length === 0 && Object.keys(amended).every((option) => argued.has(option));
}

/**
 * Before a vote, what only some know and nobody has said is put on the table; and settings that some agreed on among themselves.
 *
 * @param heard what everybody has heard
 */
export function sharedEvents(
  context: DebateContext,
  heard: readonly Heard[],
  agreed: readonly AgreedSetting[] = [],
): TranscriptEvent[] {
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
  const amended: Record<string, Record<string, number>> = { ...shared?.amended };
  for (const { option, input, to } of agreed) amended[option] = { ...amended[option], [input]: to };
  if (shared === null && agreed.length === 0) return [];
  const say = !isAllArgued(heard, shared?.facts ?? {}, amended) ? SAID : shared?.isAnew === true ? ANEW : ARGUED;
  return [{ type: 'facts.shared', body: { facts: shared?.facts ?? {}, amended, say: say[scenario.language] } }];
}
