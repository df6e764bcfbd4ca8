import type { EventBody, TranscriptEvent } from '../../core/events.ts';
import type { StoredEvent } from '../../core/record.ts';
import type { Stance } from '../../core/turn.ts';
import type { Block, TurnBlock, TurnNote } from '../../report/blocks.ts';
import { blockReader } from '../../report/blocks.ts';
import type { PrintContext } from '../../report/context.ts';
import { nameOf } from '../../report/context.ts';
import { fillFacts } from '../../report/facts.ts';
import { stoppedWords } from '../../report/labels.ts';
import { formatAmount, formatShare } from '../../report/number.ts';
import {
  crossedPhrases,
  factChanges,
  figurePhrases,
  hasMoved,
  notePhrases,
  reasonPhrases,
  sharedFacts,
  stancePhrase,
  votePhrase,
} from '../../report/phrases.ts';
import type { BlockView, ClaimView, Cost, LiveNotice, NoteView, ToolView, TurnView, VoteView } from '../api.ts';
import { Cited, quantities } from './grounds.ts';

export interface BlockWriter {
  /** The blocks that an event completes. */
  read(stored: Pick<StoredEvent, 'seq' | 'event'>): BlockView[];
  /** What an event tells of a turn that is not recorded yet, for whoever waits for it; nothing is taken as read. */
  ahead(event: TranscriptEvent): LiveNotice[];
  /** What a record that breaks off has begun and not finished. */
  rest(): BlockView[];
}

/** Puts a debate's events into words as they come; `costOf` takes the hash of a turn's last reply. */
export function blockWriter(context: PrintContext, costOf: (effect: string) => Cost | null): BlockWriter {
  const reader = blockReader(context);
  const cited = new Cited();
  /** File name, as tools take it -> name among the debate's data. */
  const curves = new Map<string, string>();
  let last = 0;

  const note = (event: TranscriptEvent) => {
    if (event.type === 'debate.opened' || event.type === 'debate.forked') {
      for (const [name, { file }] of Object.entries(event.body.data)) curves.set(file, name);
    } else if (event.type === 'tool.called') {
      const { turn, call, name, figures } = event.body;
      cited.call(`tool:${turn}.${call}`, name, figures);
    } else if (event.type === 'consult.answered') {
      const { turn, call, to, figures } = event.body;
      cited.call(`consult:${turn}.${call}`, `${context.labels.consult} ${nameOf(context, to)}`, figures);
    } else if (event.type === 'turn.recorded') {
      cited.said(event.body.turn, event.body.speaker, event.body.claims);
    }
  };

  const view = (block: Block, seq: number): BlockView => {
    const { labels } = context;
    switch (block.kind) {
      case 'phase':
        return { kind: 'phase', seq, phase: block.phase, text: labels.phase(block.phase, block.round, block) };
      case 'turn':
        return turnView({ context, cited, curves, costOf }, block, seq);
      case 'fact':
        return {
          kind: 'fact',
          seq,
          text: fillFacts(block.body.say, context, block.body.set),
          changes: factChanges(context, block.body.set),
        };
      case 'shared':
        return { kind: 'fact', seq, text: block.body.say, changes: sharedFacts(context, block.body) };
      case 'forked':
        return { kind: 'forked', seq, turn: block.body.turn, text: labels.forked(block.body.turn, block.body.changed) };
      case 'spoke':
        return { kind: 'spoke', seq, text: block.body.text };
      case 'left': {
        const { member, why, error } = block.body;
        return { kind: 'left', seq, text: labels.left(nameOf(context, member), why, error) };
      }
      case 'answered':
        return {
          kind: 'spoke',
          seq,
          text: `${block.question} — ${nameOf(context, block.member)}: ${block.answer ?? labels.noVote}`,
        };
      case 'votes': {
        const ballots = block.ballots.map(({ member, blind, last: final }) => ({
          member,
          blind: vote(context, blind),
          last: vote(context, final),
        }));
        return { kind: 'votes', seq, ballots };
      }
      case 'stopped':
        return { kind: 'stopped', seq, text: stoppedWords(labels, block.body) };
      case 'failed':
        return { kind: 'failed', seq, text: labels.failed(block.body.error) };
    }
  };

  return {
    read({ seq, event }) {
      last = seq;
      note(event);
      return reader.read(event).map((block) => view(block, seq));
    },
    ahead: (event) =>
      isNote(event)
        ? notesOf(context, [event]).map((note) => ({
            kind: 'note',
            speaker: event.body.speaker,
            turn: event.body.turn,
            note,
          }))
        : [],
    rest: () => reader.rest().map((block) => view(block, last + 1)),
  };
}

const NOTES = { 'reply.repaired': 'repaired', 'model.substituted': 'substituted', 'turn.flawed': 'flawed' } as const;

const isNote = (event: TranscriptEvent): event is TurnNote => Object.hasOwn(NOTES, event.type);

function notesOf(context: PrintContext, notes: TurnNote[]): NoteView[] {
  const phrases = notePhrases(context, { notes });
  return notes.map(({ type }, index) => ({ kind: NOTES[type], text: phrases[index] ?? '' }));
}

function vote(context: PrintContext, cast: EventBody<'vote.cast'> | null): VoteView | null {
  if (cast === null) return null;
  const { option, confidence, turn } = cast;
  return { option, confidence, turn, text: votePhrase(context, option, confidence, context.labels.noVote) };
}

interface TurnWriter {
  context: PrintContext;
  cited: Cited;
  curves: ReadonlyMap<string, string>;
  costOf: (effect: string) => Cost | null;
}

function turnView({ context, cited, curves, costOf }: TurnWriter, block: TurnBlock, seq: number): TurnView {
  const { said } = block;
  return {
    kind: 'turn',
    seq,
    turn: block.turn,
    round: said?.round ?? block.floor?.round ?? 1,
    phase: said?.phase ?? block.floor?.phase ?? '',
    speaker: block.speaker,
    why: block.why === null ? null : context.labels.floor(block.why, (id) => nameOf(context, id)),
    isBlind: block.floor?.rule === 'blind',
    said: said && {
      utterance: said.utterance,
      act: said.act,
      addressee: said.addressee,
      answers: said.answers && { ...said.answers, text: context.labels.answering(said.act, said.answers.turn) },
      question: said.question?.text ?? null,
      claims: said.claims.map((claim) => claimView(context, cited, claim)),
      stance: {
        option: said.stance.option,
        confidence: said.stance.confidence,
        support: said.stance.support,
        text: stancePhrase(context, block.before, said.stance),
        share: shareOf(said.stance),
        before:
          block.before === null || !hasMoved(block.before, said.stance)
            ? null
            : { option: block.before.option, share: shareOf(block.before) },
        moved: block.before !== null && hasMoved(block.before, said.stance),
        because: block.moved.map((one) => ({
          text: reasonPhrases(context, [one])[0] ?? one.reason,
          turn: one.heard?.turn ?? null,
        })),
      },
      unused: block.unused,
    },
    tools: block.tools.map((call): ToolView => {
      const ref = `tool:${call.turn}.${call.call}`;
      const file = Object.values(call.args).find((value) => typeof value === 'string' && curves.has(value));
      return {
        ref,
        name: call.name,
        args: call.args,
        result: call.result,
        figures: quantities(context, call.figures),
        cited: figurePhrases(context, block, ref, call),
        curve: curves.get(String(file)) ?? null,
      };
    }),
    consults: block.consults.map((consult) => ({
      ref: `consult:${consult.turn}.${consult.call}`,
      from: consult.from,
      to: consult.to,
      topic: consult.topic,
      question: consult.question,
      answer: consult.answer,
      method: consult.method,
      confidence: consult.confidence,
      stub: consult.stub,
      door: consult.door,
      calculation: consult.calculation,
      figures: quantities(context, consult.figures),
    })),
    crossed: crossedPhrases(context, block),
    notes: notesOf(context, block.notes),
    cost: said === null ? null : costOf(said.effect),
  };
}

/** How sure, where there is something to be sure of. */
const shareOf = ({ option, confidence }: Stance): string => (option === null ? '' : formatShare(confidence));

function claimView(
  context: PrintContext,
  cited: Cited,
  claim: EventBody<'turn.recorded'>['claims'][number],
): ClaimView {
  const { evidence, figure, numbers } = claim;
  const ground = evidence.ref === null ? null : cited.ground(context, evidence.ref);
  const said = figure && formatAmount(figure, context.language);
  return {
    claim: claim.claim,
    text: claim.text,
    gist: claim.gist,
    reason: claim.reason,
    option: claim.option,
    side: claim.side,
    ground,
    figure: said && (ground?.text.endsWith(` ${said}`) ? null : `${figure?.name} ${said}`),
    numbers: numbers.map(({ text, op, refs }) => ({
      text,
      op,
      grounds: refs.map((ref) => cited.ground(context, ref)),
    })),
  };
}
