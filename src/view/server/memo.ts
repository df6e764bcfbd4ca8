import type { DebateDocument } from '../../core/document.ts';
import type { Outcome } from '../../core/outcome.ts';
import type { PrintContext } from '../../report/context.ts';
import { nameOf, optionName } from '../../report/context.ts';
import type { MemoSection } from '../../report/memo.ts';
import { memoSections } from '../../report/memo.ts';
import { votePhrase } from '../../report/phrases.ts';
import type { MemoPart, MemoView, VoteView } from '../api.ts';
import type { Records } from './records.ts';

/** The memo as the terminal prints it, section by section, each line with the turns that it speaks of. */
export async function memoOf(records: Records, id: string): Promise<MemoView> {
  return memoFrom(records, id, { document: await records.document(id), lacksWhatIfs: false });
}

/** The same at once, without what hangs on other seeds and facts that are still being tried. */
export async function memoSoFar(records: Records, id: string): Promise<MemoView> {
  return memoFrom(records, id, await records.documentSoFar(id));
}

async function memoFrom(
  records: Records,
  id: string,
  { document, lacksWhatIfs }: { document: DebateDocument; lacksWhatIfs: boolean },
): Promise<MemoView> {
  const { context } = await records.of(id);
  const { outcome, usage } = document;
  if (outcome === null) return { version: 1, lacksWhatIfs, memo: null, usage };
  const { decision, confidence } = outcome;
  const sections = memoSections(context, document, outcome);
  if (lacksWhatIfs)
    sections.splice(placeOfFlips(sections), 0, { key: 'flips', label: context.labels.memo.flips, lines: [] });
  return {
    version: 1,
    lacksWhatIfs,
    memo: {
      decision: decision === null ? null : { id: decision, name: optionName(context, decision) },
      confidence,
      sections: sections.map((section) => partOf(section, document, outcome)),
      ballots: ballots(context, outcome, document),
    },
    usage,
  };
}

/** Behind what carries the decision and what stands against it. */
const placeOfFlips = (sections: readonly MemoSection[]): number =>
  sections.findLastIndex(({ key }) => key === 'decision' || key === 'figures' || key === 'against') + 1;

function partOf({ key, label, lines }: MemoSection, document: DebateDocument, outcome: Outcome): MemoPart {
  const turns = turnsBehind(key, document, outcome);
  return {
    key,
    label,
    lines: lines.map((line, index) => ({
      ...line,
      turns: line.head === '' && key !== 'decision' ? [] : (turns[index] ?? []),
    })),
  };
}

/** For each line of a section, in its order, the turns where a reader finds it. */
function turnsBehind(
  key: MemoSection['key'],
  document: DebateDocument,
  { figures, moved, dissent, experiment }: Outcome,
): number[][] {
  switch (key) {
    case 'figures':
      return figures.filter(({ weight }) => weight >= 0).map(({ turn }) => [turn]);
    case 'against':
      return figures.filter(({ weight }) => weight < 0).map(({ turn }) => [turn]);
    case 'moved': {
      const members = [...new Set(moved.map(({ member }) => member))];
      return members.map((member) => moved.filter((step) => step.member === member).map(({ turn }) => turn));
    }
    case 'dissent':
      return dissent.map(({ member }) => lastVote(document, member));
    case 'experiment': {
      const call = / --call (\d+)\./.exec(experiment?.command ?? '')?.[1];
      return call === undefined ? [] : [[Number(call)]];
    }
    default:
      return [];
  }
}

function lastVote({ turns }: DebateDocument, member: string): number[] {
  const turn = turns.findLast((one) => one.speaker === member && one.phase === 'vote')?.turn;
  return turn === undefined ? [] : [turn];
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
