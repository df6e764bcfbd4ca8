import { useState } from 'preact/hooks';
import type { Comparison, Piece, TurnView } from '../../api.ts';
import { useWords } from '../words.ts';
import { Said } from './said.tsx';
import type { Head } from './side.tsx';
import { Side } from './side.tsx';

type Row = Comparison['rows'][number];

/** Every turn of the two side by side; those that are the same are folded. */
export function Aligned({ comparison: { a, b, rows } }: { comparison: Comparison }) {
  const { compare, tryIt } = useWords();
  return (
    <section aria-labelledby="aligned-title">
      <h2 id="aligned-title">{compare.transcript}</h2>
      {rows.some(({ words }) => words !== null) && <p class="note">{tryIt.marked}</p>}
      <ol class="aligned">
        {groupsOf(rows).map((group) =>
          group.isSame ? (
            <Same key={group.rows[0]?.turn} rows={group.rows} a={a} b={b} />
          ) : (
            group.rows.map((row) => <Pair key={row.turn} row={row} a={a} b={b} />)
          ),
        )}
      </ol>
    </section>
  );
}

/** Neighbours that are all the same, or all not. */
function groupsOf(rows: readonly Row[]): { isSame: boolean; rows: Row[] }[] {
  const groups: { isSame: boolean; rows: Row[] }[] = [];
  for (const row of rows) {
    const isSame = row.changed.length === 0;
    const last = groups.at(-1);
    if (last?.isSame === isSame) last.rows.push(row);
    else groups.push({ isSame, rows: [row] });
  }
  return groups;
}

function Same({ rows, a, b }: { rows: readonly Row[]; a: Head; b: Head }) {
  const { compare } = useWords();
  const [isShown, setShown] = useState(false);
  const [first, last] = [rows[0]?.turn ?? 0, rows.at(-1)?.turn ?? 0];
  return (
    <>
      <li class="fold">
        {compare.same(first, last)}{' '}
        <button
          type="button"
          class="small"
          aria-expanded={isShown}
          aria-label={`${compare.same(first, last)}: ${isShown ? compare.hide : compare.show}`}
          onClick={() => setShown(!isShown)}
        >
          {isShown ? compare.hide : compare.show}
        </button>
      </li>
      {isShown && rows.map((row) => <Pair key={row.turn} row={row} a={a} b={b} />)}
    </>
  );
}

function Pair({ row, a, b }: { row: Row; a: Head; b: Head }) {
  const { compare, charts } = useWords();
  const isAlone = row.a === null || row.b === null;
  return (
    <li id={`row-${row.turn}`} tabIndex={-1} class={row.changed.length === 0 ? 'same' : undefined}>
      <h3 class="unseen">
        {charts.turn} {row.turn}
      </h3>
      {row.changed.length > 0 && (
        <p class="under why">
          {isAlone ? compare.missing : row.changed.map((aspect) => compare.changed[aspect] ?? aspect).join(' · ')}
        </p>
      )}
      <div class="pair">
        <One head={a} turn={row.a} side="a" pieces={row.words?.a ?? null} />
        <One head={b} turn={row.b} side="b" pieces={row.words?.b ?? null} />
      </div>
    </li>
  );
}

/** Two columns hold the same turn, whose element can have one name only. */
function One({
  head,
  turn,
  side,
  pieces,
}: {
  head: Head;
  turn: TurnView | null;
  side: 'a' | 'b';
  pieces: readonly Piece[] | null;
}) {
  const { compare } = useWords();
  if (turn === null) return <p class="note none">{compare.noTurn}</p>;
  return (
    <Side head={head}>
      <Said turn={turn} side={side} pieces={pieces} />
    </Side>
  );
}
