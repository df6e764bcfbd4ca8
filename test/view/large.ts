import type { EventBody, TranscriptEvent } from '../../src/core/events.ts';
import { eventsOf, parseEvent } from '../../src/core/events.ts';
import { openStore } from '../../src/pitwall.ts';
import type { Place } from './place.ts';

/** A record like that of debate `id` with its rebuttals said again and again, `turns` turns long; resolves with its id. */
export async function enlarged(place: Pick<Place, 'file'>, id: string, turns: number): Promise<string> {
  return rewritten(place, id, (events) => {
    const rebuttal = events.findIndex((event) => event.type === 'phase.opened' && event.body.phase === 'rebuttal');
    const vote = events.findIndex((event) => event.type === 'phase.opened' && event.body.phase === 'vote');
    const [before, between, after] = [
      events.slice(0, rebuttal + 1),
      events.slice(rebuttal + 1, vote),
      events.slice(vote),
    ];
    const said = [...groupsOf(between)];
    const opened = eventsOf(before, 'turn.recorded').length;
    const closing = eventsOf(after, 'turn.recorded').length;
    const again = Array.from({ length: turns - opened - closing }, (_, index) =>
      (said[index % said.length] ?? []).map((event) => moved(event, opened + index + 1)),
    );
    const shift = turns - closing - opened - said.length;
    return [...before, ...again.flat(), ...after.map((event) => moved(event, (turnOf(event) ?? 0) + shift))];
  });
}

/** The record of debate `id` written again as another one, with its events changed. */
export async function rewritten(
  { file }: Pick<Place, 'file'>,
  id: string,
  change: (events: TranscriptEvent[]) => TranscriptEvent[],
): Promise<string> {
  const store = openStore(file);
  try {
    const events = change(store.events(id).map(({ event }) => event));
    const [opening, ...rest] = events;
    if (opening === undefined) throw new Error('expected an opening event');
    const { scenario, seed } = store.summary(id);
    const record = await store.create({
      scenario,
      seed,
      key: `${seed}`.padStart(64, 'f'),
      texts: [],
      opening: [opening],
    });
    await record.append(rest);
    await record.end('closed');
    return record.id;
  } finally {
    store.close();
  }
}

const turnOf = ({ body }: TranscriptEvent): number | null => ('turn' in body ? body.turn : null);

/** The events of each turn, in order. */
function groupsOf(events: readonly TranscriptEvent[]): TranscriptEvent[][] {
  const groups = new Map<number, TranscriptEvent[]>();
  for (const event of events) {
    const turn = turnOf(event);
    if (turn !== null) groups.set(turn, [...(groups.get(turn) ?? []), event]);
  }
  return [...groups.values()];
}

function moved(event: TranscriptEvent, turn: number): TranscriptEvent {
  if (turnOf(event) === null) return event;
  const body = { ...event.body, turn } as EventBody<typeof event.type>;
  return parseEvent(event.type, body);
}
