import type { DebateDocument } from '../../core/document.ts';
import type { TranscriptEvent } from '../../core/events.ts';
import type { Outcome } from '../../core/outcome.ts';
import type { PrintContext } from '../../report/context.ts';
import { nameOf } from '../../report/context.ts';
import { flipLine } from '../../report/flip-lines.ts';
import { memoSections } from '../../report/memo.ts';
import { chosenName } from '../../report/outcome-words.ts';
import { votePhrase } from '../../report/phrases.ts';
import type { MemoPart, MemoView, VoteView } from '../api.ts';
import type { RecordSource } from './records.ts';
import { flipView } from './rerun.ts';

/** The memo as the terminal prints it, section by section, each line with the turns that it speaks of. */
export async function memoOf(records: RecordSource, id: string): Promise<MemoView> {
  const document = await records.document(id);
  const { context } = await records.of(id);
  const { outcome, usage } = document;
  if (outcome === null) return { version: 1, memo: null, usage };
  const { decision, confidence } = outcome;
  return {
    version: 1,
    memo: {
      decision: decision === null ? null : { id: decision, name: chosenName(context, outcome) },
      confidence,
      sections: sectionsOf(
        context,
        document,
        outcome,
        records.events(id).map(({ event }) => event),
      ),
      ballots: ballots(context, outcome, document),
    },
    usage,
  };
}

function sectionsOf(
  context: PrintContext,
  document: DebateDocument,
  outcome: Outcome,
  events: readonly TranscriptEvent[],
): MemoPart[] {
  const flips = outcome.flips.map((flip) => ({ flip, line: flipLine(context, flip) }));
  const flipOf = (head: string, text: string) =>
    flips.find(({ line }) => line.head === head && line.text === text)?.flip;
  return memoSections(context, document, outcome).map((section) => ({
    ...section,
    lines: section.lines.map((line) => {
      const flip = section.key === 'flips' || section.key === 'trying' ? flipOf(line.head, line.text) : undefined;
      return { ...line, flip: flip === undefined ? null : flipView(context, events, flip) };
    }),
  }));
}

function ballots(context: PrintContext, { votes }: Outcome, { turns }: DebateDocument) {
  const members = [...new Set(votes.map(({ member }) => member))];
  return members.map((member) => {
    const cast = (blind: boolean): VoteView | null => {
      const found = votes.find((vote) => vote.member === member && vote.blind === blind);
      if (found === undefined) return null;
      const { option, confidence } = found;
      const phase = blind ? 'opening' : 'vote';
      const turn = turns.find((one) => one.speaker === member && one.phase === phase)?.turn ?? 1;
      return { option, confidence, turn, text: votePhrase(context, option, confidence, context.labels.noVote) };
    };
    return { member: nameOf(context, member), blind: cast(true), last: cast(false) };
  });
}
