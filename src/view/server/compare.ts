import { diffDebates } from '../../door.ts';
import type { BlockView, Comparison, MemoView, TurnView } from '../api.ts';
import type { Told } from './forecast.ts';
import { forecastOf } from './forecast.ts';
import { headOf } from './head.ts';
import { memoOf } from './memo.ts';
import type { Records } from './records.ts';
import { transcriptOf } from './transcript.ts';
import { wordsApart } from './words-apart.ts';

/** Two debates side by side, as `pitwall diff` has them, with every turn in words. */
export async function compareDebates(records: Records, a: string, b: string): Promise<Comparison> {
  // Read and checked once, whoever asks for them.
  const store = { ...records.read(), events: (id: string) => records.events(id) };
  const diff = diffDebates({ store, a, b });
  const changed = new Map(diff.turns.map((change) => [change.turn, change.changed]));
  const [left, right] = [
    turnsIn((await transcriptOf(records, a)).blocks),
    turnsIn((await transcriptOf(records, b)).blocks),
  ];
  const numbers = [...new Set([...left.keys(), ...right.keys()])].sort((one, other) => one - other);
  const heads = { a: await headOf(records, a), b: await headOf(records, b) };
  const outcomes = { a: await memoOf(records, a), b: await memoOf(records, b) };
  return {
    version: 1,
    ...heads,
    diff,
    rows: numbers.map((turn) => {
      const [one, other] = [left.get(turn) ?? null, right.get(turn) ?? null];
      return { turn, a: one, b: other, changed: changed.get(turn) ?? [], words: wordsIn(one, other) };
    }),
    outcomes,
    figures: figuresApart(outcomes.a, outcomes.b),
    forecast: forecastOf(heads, diff, { a: await toldBy(records, a), b: await toldBy(records, b) }),
  };
}

async function toldBy(records: Records, id: string): Promise<Told> {
  const { context } = await records.of(id);
  return { context, document: await records.document(id) };
}

function wordsIn(a: TurnView | null, b: TurnView | null): Comparison['rows'][number]['words'] {
  if (a === null || b === null || a.speaker !== b.speaker) return null;
  return wordsApart(a.said?.utterance ?? '', b.said?.utterance ?? '');
}

/** Cells of the two memos' tables that are not the same, by quantity and option. */
function figuresApart(a: MemoView, b: MemoView): Comparison['figures'] {
  const [left, right] = [cellsIn(a), cellsIn(b)];
  return [...left].flatMap(([key, { label, option, text }]) => {
    const other = right.get(key);
    return other === undefined || other.text === text ? [] : [{ label, option, a: text, b: other.text }];
  });
}

function cellsIn({ memo }: MemoView): Map<string, { label: string; option: string; text: string }> {
  const table = memo?.sections.find(({ key }) => key === 'table')?.table ?? null;
  if (table === null) return new Map();
  const { head, rows } = table;
  return new Map(
    rows.flatMap(({ label, cells }) =>
      cells.flatMap(({ text }, index) => {
        const option = head.options[index];
        return option === undefined ? [] : [[`${label} ${option.id}`, { label, option: option.id, text }] as const];
      }),
    ),
  );
}

function turnsIn(blocks: readonly BlockView[]): Map<number, TurnView> {
  return new Map(blocks.flatMap((block) => (block.kind === 'turn' ? [[block.turn, block] as const] : [])));
}
