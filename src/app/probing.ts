import type { DebateSummary } from '../core/document.ts';
import { PitwallError } from '../core/error.ts';
import type { TranscriptEvent } from '../core/events.ts';
import { eventsOf } from '../core/events.ts';
import type { Recipes } from '../core/recipe.ts';
import type { TranscriptStore } from '../core/record.ts';
import { callIn } from '../core/turn.ts';
import { holdDebate } from '../debate/debate.ts';
import { forkRecord, resumeRecord } from '../debate/replay-record.ts';
import { stanceQuestions } from '../fidelity/interview/stance-questions.ts';
import type { ProbeAnswer } from '../fidelity/model/turn.ts';
import { specText } from '../models/settings.ts';
import { buildRun } from './build-run.ts';
import { childOf, forkedSegments, forkPoint } from './fork.ts';
import { liveSeats } from './listening.ts';
import type { ModelsAtHand } from './models.ts';
import { checkModels, settingsOf } from './models.ts';
import type { Recording } from './recording.ts';
import { recordingOf } from './recording.ts';

/** A point at which the table is probed: how many rounds of rebuttal lie behind it, and the turn before which it is. */
export interface ProbePoint {
  round: number;
  turn: number;
}

/** Before anybody has spoken, half way, and once the last round is over, before the vote; points that fall together are one. */
export function probePoints(events: readonly TranscriptEvent[]): ProbePoint[] {
  const grants = eventsOf(events, 'floor.granted');
  const rebuttals = grants.filter(({ phase }) => phase === 'rebuttal');
  const rounds = Math.max(0, ...rebuttals.map(({ round }) => round));
  const half = Math.floor(rounds / 2);
  const firstOf = (phase: string, round?: number) =>
    grants.find((grant) => grant.phase === phase && (round === undefined || grant.round === round))?.turn;
  const late = firstOf('vote') ?? firstOf('close');
  const points = [
    { round: 0, turn: grants[0]?.turn },
    { round: half, turn: firstOf('rebuttal', half + 1) },
    { round: rounds, turn: late },
  ];
  const seen = new Set<number>();
  return points.flatMap(({ round, turn }) => {
    if (turn === undefined || seen.has(turn)) return [];
    seen.add(turn);
    return [{ round, turn }];
  });
}

/** A child of a debate in which its table was asked off the record. */
export interface Probed extends ProbePoint {
  id: string;
  /** False where the same child was there before, and nobody was asked again. */
  fresh: boolean;
}

/**
 * Asks the members of a recorded debate off the record, at each probe point in a child of its own: the parent stays as it is.
 * Children that are there already under the same changes are taken as they are. Throws USAGE for a debate that is none.
 */
export async function probe({
  store,
  id,
  model,
  signal,
  recipes,
  ...atHand
}: ModelsAtHand & {
  store: TranscriptStore;
  id: string;
  /** Answers for everybody instead of the models in the seats. */
  model?: string | undefined;
  signal?: AbortSignal | undefined;
  recipes?: Recipes | undefined;
}): Promise<Probed[]> {
  const changes = model === undefined ? {} : { models: { '*': specText(model, settingsOf(atHand)) } };
  const whose = liveSeats(atHand);
  const recording = recordingOf(store, id, recipes);
  const { kind } = store.summary(id);
  if (kind !== 'debate')
    throw new PitwallError(
      'USAGE',
      `expected a debate to probe, ${id} is ${kind === 'probe' ? 'a probe' : 'an interview'} itself`,
    );
  await checkModels(changes.models === undefined ? modelsIn(recording) : Object.values(changes.models), atHand);
  const children = store.list({ all: true }).filter(({ parent }) => parent?.id === id);
  const sameAs = (key: string, status: DebateSummary['status']) =>
    children.find((child) => child.status === status && store.summary(child.id).key === key);
  const probed: Probed[] = [];
  for (const { round, turn } of probePoints(recording.events)) {
    const point = forkPoint(recording.events, turn);
    const { config } =
      recording.segments.findLast(({ fork }) => fork === null || fork.body.turn < turn) ?? recording.segments[0];
    const questions = stanceQuestions(
      config.scenario,
      config.seats.map(({ card }) => card),
      round,
    );
    const segments = forkedSegments(recording, point, changes, undefined, { kind: 'probe', questions });
    const child = childOf(store, recording, segments);
    const before = sameAs(child.key, 'closed');
    if (before !== undefined) {
      probed.push({ round, turn, id: before.id, fresh: false });
      continue;
    }
    const begun = sameAs(child.key, 'unfinished');
    if (begun !== undefined) {
      const cut = recordingOf(store, begun.id, recipes);
      const record = resumeRecord(await store.reopen(begun.id), cut);
      await holdDebate({ ...(await buildRun(cut.segments, whose)), record, ...(signal ? { signal } : {}) });
      probed.push({ round, turn, id: begun.id, fresh: true });
      continue;
    }
    const record = forkRecord(recording, point.shared, (opening, effects) =>
      store.create({ ...child, opening, effects, parent: { id, turn: point.turn } }),
    );
    await holdDebate({ ...(await buildRun(segments, whose)), record, ...(signal ? { signal } : {}) });
    const held = record.child();
    if (held === null) throw new RangeError('expected a probe to part from its parent');
    probed.push({ round, turn, id: held.id, fresh: true });
  }
  return probed;
}

const modelsIn = ({ segments }: Recording) => segments.flatMap(({ config }) => config.seats.map(({ model }) => model));

/** What the members of a debate answered in its probes, with what lay between two of them; of several sets the newest. */
export function probeAnswers(store: TranscriptStore, id: string, events: readonly TranscriptEvent[]): ProbeAnswer[] {
  const children = store
    .list({ all: true })
    .filter(({ kind, parent, status }) => kind === 'probe' && parent?.id === id && status === 'closed');
  const read = children.map((child) => probeIn(store, child));
  const newest = read[0]?.changed;
  const points = new Map<number, (typeof read)[number]>();
  for (const one of read) if (one.changed === newest && !points.has(one.round)) points.set(one.round, one);
  const speakers = new Map(eventsOf(events, 'turn.recorded').map(({ turn, speaker }) => [turn, speaker]));
  const isOthersResult = (member: string) => (ref: string) => {
    const call = callIn(ref);
    const by = call === null ? undefined : speakers.get(call.turn);
    return by !== undefined && by !== member;
  };
  const sorted = [...points.values()].sort((a, b) => a.round - b.round);
  return sorted.flatMap(({ answered, turn, round }, index) =>
    answered.map(({ member, question, letter, text, choice }): ProbeAnswer => {
      const after = sorted[index - 1]?.turn ?? 1;
      const own = eventsOf(events, 'turn.recorded').filter(
        (one) => one.speaker === member && one.turn >= after && one.turn < turn,
      );
      return {
        debate: id,
        persona: member,
        round,
        turn,
        probe: question,
        question: text,
        answer: letter === null ? null : choice,
        evidence: [...new Set(own.flatMap(({ stance }) => stance.movedBy))],
        // A colleague's result that no claim states cannot be conceded as one: to move by it gives the point.
        conceded: own.some(({ act, stance }) => act === 'concede' || stance.movedBy.some(isOthersResult(member))),
      };
    }),
  );
}

function probeIn(store: TranscriptStore, { id }: DebateSummary) {
  const events = store.events(id).map(({ event }) => event);
  const fork = eventsOf(events, 'debate.forked').at(-1);
  const questions = fork?.asked?.questions ?? [];
  return {
    round: questions[0]?.round ?? 0,
    turn: fork?.turn ?? 1,
    changed: (fork?.cast ?? []).map(({ model }) => model).join(' '),
    answered: eventsOf(events, 'question.answered').map(({ member, question, letter }) => {
      const asked = questions.find((one) => one.id === question && one.member === member);
      const choice = asked?.choices?.find((one) => one.letter === letter)?.text ?? '';
      return { member, question, letter, text: asked?.text ?? question, choice };
    }),
  };
}
