import type { EventBody, TranscriptEvent } from '../core/events.ts';
import { eventsOf } from '../core/events.ts';
import type { AskedQuestion } from '../core/questionnaire.ts';
import { lineQuestion } from '../core/questionnaire.ts';
import type { ProposedMeasurement, Stance } from '../core/turn.ts';
import { isAlike, isSameWords } from '../reasoning/alike.ts';
import type { PrintContext } from './context.ts';
import type { FloorReason } from './floor-reason.ts';
import { floorReason } from './floor-reason.ts';
import type { Called, Heard } from './heard.ts';
import { heardReason } from './heard.ts';

/** One visible piece of a transcript, in the order of the record; how it looks is the printer's business. */
export type Block =
  | { kind: 'phase'; phase: EventBody<'phase.opened'>['phase']; round: number; blind: boolean; apart: boolean }
  | TurnBlock
  | { kind: 'fact'; body: EventBody<'fact.changed'> }
  | { kind: 'shared'; body: EventBody<'facts.shared'> }
  | { kind: 'forked'; body: EventBody<'debate.forked'> }
  | { kind: 'spoke'; body: EventBody<'moderator.spoke'> }
  | { kind: 'left'; body: EventBody<'member.left'> }
  /** A question beside the debate, and the answer as it was chosen or said. */
  | {
      kind: 'answered';
      member: string;
      question: string;
      answer: string | null;
      because: string;
      /** Calculations and colleagues' answers behind it. */
      work: TurnBlock | null;
    }
  | { kind: 'votes'; ballots: Ballot[] }
  | { kind: 'stopped'; body: EventBody<'debate.closed'> }
  | { kind: 'failed'; body: EventBody<'debate.failed'> };

/** All that happened while one member had the floor; `said` is null when the record ends before they spoke. */
export interface TurnBlock {
  kind: 'turn';
  turn: number;
  speaker: string;
  floor: EventBody<'floor.granted'> | null;
  tools: EventBody<'tool.called'>[];
  consults: EventBody<'consult.answered'>[];
  /** Work of a colleague that they claimed: in a draft that was given back, or in what they said. */
  crossed: EventBody<'boundary.crossed'>[];
  /** How a language model came to its turn: what was given back, who took over, what is not whole. */
  notes: TurnNote[];
  said: EventBody<'turn.recorded'> | null;
  /** What they could not use and has not said before. */
  unused: string[];
  /** Where the speaker stood before; null at their first turn. */
  before: Stance | null;
  /** Why they have the floor, in the words of the record's events. */
  why: FloorReason | null;
  /** The same measurement as somebody named it last, where they name it again: it is not told twice. */
  named: ProposedMeasurement | null;
  /** The first turn of the phase that was given on the same condition. */
  alike: number | null;
  /** What moved them: each reason with the claim that stated it. */
  moved: { reason: string; heard: Heard | null }[];
}

export type TurnNote = Extract<TranscriptEvent, { type: 'reply.repaired' | 'model.substituted' | 'turn.flawed' }>;

export interface Ballot {
  member: string;
  blind: EventBody<'vote.cast'> | null;
  last: EventBody<'vote.cast'> | null;
}

/**
 * Turns events into blocks as they come. A turn's block appears when the turn is recorded, with the tools and
 * consults that led to it, wherever between the events of other turns those stand.
 */
export function blockReader({ scenario }: Pick<PrintContext, 'scenario'>) {
  const open = new Map<number, TurnBlock>();
  const stances = new Map<string, Stance>();
  const spoken: EventBody<'turn.recorded'>[] = [];
  const calls: Called[] = [];
  const said = new Set<string>();
  const ballots = new Map<string, Ballot>();
  /** What was to be measured so far, the latest first. */
  const measured: ProposedMeasurement[] = [];
  let asked: readonly AskedQuestion[] = [];
  let phase: EventBody<'phase.opened'> | null = null;
  /** Phase and round of the last heading; a heading waits for the first turn under it. */
  let headed = '';
  let votesDue = false;

  const turnOf = (turn: number, speaker: string): TurnBlock => {
    const known = open.get(turn);
    if (known !== undefined) return known;
    const fresh: TurnBlock = {
      kind: 'turn',
      turn,
      speaker,
      floor: null,
      tools: [],
      consults: [],
      crossed: [],
      notes: [],
      said: null,
      unused: [],
      before: null,
      why: null,
      named: null,
      alike: null,
      moved: [],
    };
    open.set(turn, fresh);
    return fresh;
  };
  const takeVotes = (): Block[] => {
    if (!votesDue) return [];
    votesDue = false;
    return [{ kind: 'votes', ballots: [...ballots.values()] }];
  };
  const heading = (kind: EventBody<'phase.opened'>['phase'], number: number): Block => {
    const plan = scenario.protocol[phase?.index ?? -1];
    return {
      kind: 'phase',
      phase: kind,
      round: number,
      blind: plan?.kind === 'opening' && plan.blind,
      apart: scenario.visibility === 'addressee',
    };
  };

  const read = (event: TranscriptEvent): Block[] => {
    switch (event.type) {
      case 'debate.opened':
        asked = event.body.asked?.questions ?? [];
        return [];
      case 'phase.opened':
        phase = event.body;
        return takeVotes();
      case 'floor.granted':
        turnOf(event.body.turn, event.body.speaker).floor = event.body;
        return [];
      case 'tool.called':
        turnOf(event.body.turn, event.body.speaker).tools.push(event.body);
        calls.push({ ref: `tool:${event.body.turn}.${event.body.call}`, figures: event.body.figures });
        return [];
      case 'consult.answered':
        turnOf(event.body.turn, event.body.from).consults.push(event.body);
        calls.push({ ref: `consult:${event.body.turn}.${event.body.call}`, figures: event.body.figures });
        return [];
      case 'boundary.crossed':
        turnOf(event.body.turn, event.body.speaker).crossed.push(event.body);
        return [];
      case 'reply.repaired':
      case 'model.substituted':
      case 'turn.flawed':
        turnOf(event.body.turn, event.body.speaker).notes.push(event);
        return [];
      case 'turn.recorded': {
        const block = turnOf(event.body.turn, event.body.speaker);
        open.delete(event.body.turn);
        block.speaker = event.body.speaker;
        block.said = event.body;
        block.why = floorReason(block.floor, spoken);
        block.before = stances.get(event.body.speaker) ?? null;
        stances.set(event.body.speaker, event.body.stance);
        const { measures } = event.body;
        block.named = measures === undefined ? null : (measured.find((one) => isSame(one, measures)) ?? null);
        if (measures !== undefined) measured.unshift(measures);
        const { turn, speaker, stance, condition } = event.body;
        block.alike =
          spoken.find((one) => one.phase === event.body.phase && condition !== null && one.condition === condition)
            ?.turn ?? null;
        block.unused = event.body.unused.filter((text) => !said.has(`${speaker} ${text}`));
        for (const text of event.body.unused) said.add(`${speaker} ${text}`);
        spoken.push(event.body);
        block.moved = stance.movedBy.map((reason) => ({
          reason,
          heard: heardReason({ turns: spoken, calls, visibility: scenario.visibility }, reason, speaker, turn),
        }));
        const { round } = event.body;
        const under = `${phase?.index ?? 0}/${event.body.phase}/${event.body.phase === 'rebuttal' ? round : 1}`;
        if (under === headed) return [block];
        headed = under;
        return [heading(event.body.phase, round), block];
      }
      case 'fact.changed':
        return [{ kind: 'fact', body: event.body }];
      case 'facts.shared':
        return [{ kind: 'shared', body: event.body }];
      case 'question.asked':
        asked = [...asked, lineQuestion(event.body)];
        return [];
      case 'question.answered': {
        const work = open.get(event.body.turn) ?? null;
        open.delete(event.body.turn);
        return [answeredBlock(asked, event.body, work)];
      }
      case 'debate.forked':
        asked = event.body.asked?.questions ?? [];
        return [{ kind: 'forked', body: event.body }];
      case 'moderator.spoke':
        return [{ kind: 'spoke', body: event.body }];
      case 'member.left':
        return [{ kind: 'left', body: event.body }];
      case 'vote.cast': {
        const { member, blind } = event.body;
        const ballot = ballots.get(member) ?? { member, blind: null, last: null };
        ballot[blind ? 'blind' : 'last'] = event.body;
        ballots.set(member, ballot);
        votesDue ||= !blind;
        return [];
      }
      case 'memo.written':
        return takeVotes();
      case 'debate.closed':
        return [...takeVotes(), { kind: 'stopped', body: event.body }];
      case 'debate.failed':
        return [...takeVotes(), { kind: 'failed', body: event.body }];
    }
  };

  /** Turns that had begun and were never recorded, at the end of a broken record. */
  const rest = (): Block[] => [...open.values(), ...takeVotes()];

  return { read, rest };
}

const isSame = (one: ProposedMeasurement, other: ProposedMeasurement) =>
  isSameWords(one.what, other.what) || isAlike(one.what, other.what);

function answeredBlock(
  asked: readonly AskedQuestion[],
  { member, question: id, letter, said }: EventBody<'question.answered'>,
  work: TurnBlock | null,
): Block {
  const question = asked.find((one) => one.id === id && one.member === member);
  const chosen = question?.choices?.find((one) => one.letter === letter)?.text;
  const isOpen = question?.choices == null;
  return {
    kind: 'answered',
    member,
    question: question?.text ?? id,
    answer: isOpen ? said : (chosen ?? null),
    because: isOpen ? '' : said,
    work,
  };
}

/** A whole record as blocks. */
export function blocksOf(context: PrintContext, events: readonly TranscriptEvent[]): Block[] {
  const reader = blockReader(context);
  return [...events.flatMap((event) => reader.read(event)), ...reader.rest()];
}

/** True when the last event ends the debate, well or badly. */
export function hasEnded(events: readonly TranscriptEvent[]): boolean {
  return eventsOf(events, 'debate.closed').length + eventsOf(events, 'debate.failed').length > 0;
}
