import { diffWordsWithSpace } from 'diff';
import { canonicalJson } from '../core/canonical.ts';
import type { DebateChanges } from '../core/changes.ts';
import { PromptMessage } from '../core/effects.ts';
import { PitwallError } from '../core/error.ts';
import type { TranscriptEvent } from '../core/events.ts';
import { eventsOf } from '../core/events.ts';
import { nearest } from '../core/nearest.ts';
import type { Recipes } from '../core/recipe.ts';
import type { TranscriptStore } from '../core/record.ts';
import { holdDebate } from '../debate/debate.ts';
import type { Difference } from '../debate/replay-record.ts';
import { verifyRecord } from '../debate/replay-record.ts';
import type { Team } from '../project/index.ts';
import { idAmong } from '../project/index.ts';
import { decisionOf, turnChanges } from '../report/diff.ts';
import type { PromptDifference, Verification, WordChange } from '../report/verification.ts';
import { buildRun } from './build-run.ts';
import { changeNames, withChanges, withOtherFacts } from './changes.ts';
import { clientsOf } from './models.ts';
import type { Recording, Segment } from './recording.ts';
import { recordingOf } from './recording.ts';
import { askingWith, portsOf, seatOf } from './setup.ts';

type RequestDifference = Extract<Difference, { kind: 'request' }>;

/** Executes a debate again with every live call forbidden, under changes or none, and says what comes out otherwise. */
export async function verifyDebate({
  store,
  id,
  changes = {},
  team,
  recipes,
}: {
  store: TranscriptStore;
  id: string;
  changes?: DebateChanges;
  team?: Team | undefined;
  recipes?: Recipes | undefined;
}): Promise<Verification> {
  const recording = recordingOf(store, id, recipes, changes.scenario);
  checkSeats(recording, changes);
  const segments = recording.segments.map((segment) => changedSegment(segment, changes, team)) as Recording['segments'];
  const differences: Difference[] = [];
  const record = verifyRecord(recording, (difference) => differences.push(difference));
  const clientFor = clientsOf({});
  const desksAreLive = recording.effects.some(({ kind, purity }) => kind === 'consult' && purity === 'live');
  const run = await buildRun(segments, {
    seatFor: (seat, config) => seatOf(seat, config, clientFor),
    portsFor: (config) => portsOf(config, desksAreLive ? closedDesk : undefined),
    ...askingWith(clientFor),
  });
  let stopped: string | null = null;
  try {
    await holdDebate({ ...run, record });
  } catch (error) {
    if (!(error instanceof PitwallError)) throw error;
    const failed = eventsOf(recording.events, 'debate.failed').length > 0;
    if (error.code === 'RECORD_DIFFERS') stopped = error.sentence;
    else if (!failed) throw error;
  }
  return reportOf({
    store,
    recording,
    again: record.events,
    differences,
    stopped,
    changed: changeNames(changes),
  });
}

function reportOf({
  store,
  recording,
  again,
  differences,
  stopped,
  changed,
}: {
  store: TranscriptStore;
  recording: Recording;
  again: TranscriptEvent[];
  differences: readonly Difference[];
  stopped: string | null;
  changed: string[];
}): Verification {
  const recorded = recording.events;
  // What lies past the end of an unfinished record is no difference: it was never held.
  const past = !hasEnded(recorded);
  if (past) {
    again = again.slice(0, recorded.length);
    differences = differences.filter((one) => one.kind !== 'call');
    const asked = new Set(recording.effects.map(({ call }) => call));
    if (differences.every((one) => one.kind !== 'request' || !asked.has(one.call))) stopped = null;
  }
  const requests = differences.filter((one): one is RequestDifference => one.kind === 'request');
  const prompts = requests.filter(({ of }) => of === 'model' || of === 'human');
  const calls = differences.flatMap((one) =>
    (one.kind === 'call' || one.kind === 'request') && one.of !== 'model' && one.of !== 'human' ? [one.call] : [],
  );
  const results = differences.flatMap((one) =>
    one.kind === 'result' ? [{ call: one.call, recorded: one.recorded, again: one.again }] : [],
  );
  const event = firstEvent(recorded, again, stopped !== null || past);
  const turns = turnChanges(recorded, again).filter(({ b }) => stopped === null || b !== null);
  const decision = { recorded: decisionOf(recorded), again: decisionOf(again) };
  const live = recording.effects.filter(({ purity }) => purity === 'live').length;
  const first = inTurnOrder(prompts, recording)[0];
  return {
    debate: recording.id,
    changed,
    equal: requests.length === 0 && calls.length === 0 && results.length === 0 && event === null && stopped === null,
    events: { recorded: recorded.length, again: again.length },
    calls: { served: live, made: recording.effects.length - live },
    inputs: { prompts: prompts.length, first: first ? promptDifference(store, recording, first) : null, calls },
    results,
    event,
    behaviour: { turns, decision },
    stopped,
  };
}

/** Refuses the card of somebody who sits in no segment of the debate. */
function checkSeats({ segments }: Recording, { cards = {}, cast }: DebateChanges): void {
  // Under another cast, each part of the debate looks for them among those who sit there then.
  if (cast !== undefined) return;
  const seats = segments.flatMap(({ config }) => config.seats.map(({ card }) => card));
  const idOf = idAmong(seats);
  const absent = Object.keys(cards).find((name) => idOf(name) === undefined);
  if (absent === undefined) return;
  const seated = [...new Set(seats.map(({ id }) => id))];
  throw new PitwallError('UNKNOWN_NAME', `\`${absent}\` does not sit in this debate${nearest(absent, seated)}`, {
    data: { seated },
  });
}

function changedSegment({ config, fork }: Segment, changes: DebateChanges, team: Team | undefined): Segment {
  const idOf = idAmong(config.seats.map(({ card }) => card));
  const cards = Object.fromEntries(
    Object.entries(changes.cards ?? {}).filter(([name]) => changes.cast !== undefined || idOf(name) !== undefined),
  );
  const changed = withChanges(withOtherFacts(config, changes.facts), { ...changes, cards }, team);
  return { config: changed, fork };
}

function closedDesk(): never {
  throw new PitwallError('RECORD_DIFFERS', 'expected the record to hold the answer to a consult, it does not');
}

function hasEnded(events: readonly TranscriptEvent[]): boolean {
  return events.some(({ type }) => type === 'debate.closed' || type === 'debate.failed');
}

/** Hashes say what something rests on; whatever matters of it shows in prompts, results and words. */
const PROVENANCE = new Set([
  'prompt',
  'effect',
  'cardHash',
  'voiceHash',
  'scenarioHash',
  'termsHash',
  'genericVoiceHash',
  'hash',
  'overrides',
  'model',
  'desks',
  'parent',
]);

/** The first event that differs by more than provenance; where the debate could not go on, as far as it went. */
function firstEvent(
  recorded: readonly TranscriptEvent[],
  again: readonly TranscriptEvent[],
  partial: boolean,
): Verification['event'] {
  const length = partial ? Math.min(recorded.length, again.length) : Math.max(recorded.length, again.length);
  for (let index = 0; index < length; index += 1) {
    const [before, after] = [recorded[index], again[index]];
    if (partial && after?.type === 'debate.failed') return null;
    if (before && after && substanceOf(before) === substanceOf(after)) continue;
    return { seq: index + 1, recorded: before?.type ?? null, again: after?.type ?? null };
  }
  return null;
}

function substanceOf(event: TranscriptEvent): string {
  return canonicalJson(
    JSON.parse(JSON.stringify(event.body, (key, value: unknown) => (PROVENANCE.has(key) ? undefined : value))),
  );
}

/** Differences in the order of the debate: seats that speak at once are in the order of the cast, whoever came first. */
function inTurnOrder(differences: readonly RequestDifference[], { events }: Recording): RequestDifference[] {
  const phases = eventsOf(events, 'phase.opened').map(({ phase }) => phase as string);
  const cast = (eventsOf(events, 'debate.opened')[0]?.cast ?? []).map(({ persona }) => persona);
  const rank = ({ call }: RequestDifference, index: number): [number, number, number] => {
    const { phase, seat } = placeOf(call);
    const atOnce = phase === 'opening' || phase === 'vote';
    return [phases.indexOf(phase), atOnce ? cast.indexOf(seat) : 0, index];
  };
  return differences
    .map((difference, index) => ({ difference, at: rank(difference, index) }))
    .sort(({ at: [a, b, c] }, { at: [x, y, z] }) => a - x || b - y || c - z)
    .map(({ difference }) => difference);
}

function placeOf(call: string): { phase: string; round: number; seat: string; again: number } {
  const [phase = '', round = '1', place = ''] = call.split('/');
  const [seat = '', again = '1'] = place.split('.');
  return { phase, round: Number(round), seat, again: Number(again) };
}

/** The first message that is not the same, word by word, against the last prompt of the recorded turn. */
function promptDifference(
  store: TranscriptStore,
  { events }: Recording,
  { call, prompt }: RequestDifference,
): PromptDifference {
  const { phase, round, seat, again } = placeOf(call);
  const turn = eventsOf(events, 'turn.recorded').filter(
    (one) => one.phase === phase && one.round === round && one.speaker === seat,
  )[again - 1];
  const nothing = { call, speaker: seat, turn: turn?.turn ?? null, message: null, role: null, words: [] };
  if (turn === undefined || prompt === null) return nothing;
  const recorded = store.promptMessages(turn.prompt);
  const at = prompt.findIndex((body, index) => body !== recorded[index]);
  if (at < 0) return nothing;
  const [before, after] = [recorded[at], prompt[at]].map((body) =>
    body === undefined ? null : PromptMessage.parse(JSON.parse(body)),
  );
  const texts = [before, after].map((message) => message?.content ?? '') as [string, string];
  // What only the playbook reads may differ alone.
  const typed =
    texts[0] === texts[1]
      ? ([before, after].map((message) => JSON.stringify(message?.typed ?? null, null, 1)) as [string, string])
      : texts;
  return { ...nothing, message: at + 1, role: after?.role ?? before?.role ?? null, words: wordsApart(...typed) };
}

/** Words of context that stay on each side of a change. */
const CONTEXT = 12;

function wordsApart(before: string, after: string): WordChange[] {
  const parts = diffWordsWithSpace(before, after);
  return parts.map(({ value, added, removed }, index) => {
    if (added) return { in: 'again', text: value };
    if (removed) return { in: 'recorded', text: value };
    return { in: 'both', text: shortened(value, index > 0, index < parts.length - 1) };
  });
}

function shortened(text: string, hasBefore: boolean, hasAfter: boolean): string {
  const words = text.split(/(?<=\s)/);
  if (words.length <= 2 * CONTEXT) return text;
  const start = hasBefore ? words.slice(0, CONTEXT).join('') : '';
  const end = hasAfter ? words.slice(-CONTEXT).join('') : '';
  return `${start}…${end === '' ? '' : ` ${end}`}`;
}
