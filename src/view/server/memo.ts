import type { DebateDocument } from '../../core/document.ts';
import type { Outcome } from '../../core/outcome.ts';
import type { PrintContext } from '../../report/context.ts';
import { nameOf } from '../../report/context.ts';
import { chosenName, memoSections } from '../../report/memo.ts';
import { votePhrase } from '../../report/phrases.ts';
import type { MemoView, VoteView } from '../api.ts';
import type { Records } from './records.ts';

/** The memo as the terminal prints it, section by section, each line with the turns that it speaks of. */
export async function memoOf(records: Records, id: string): Promise<MemoView> {
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
      sections: memoSections(context, document, outcome),
      ballots: ballots(context, outcome, document),
    },
    usage,
  };
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
