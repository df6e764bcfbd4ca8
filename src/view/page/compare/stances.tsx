import { useMemo, useState } from 'preact/hooks';
import type { Comparison, TurnView } from '../../api.ts';
import { SupportChart } from '../debate/support-chart.tsx';
import { useWords } from '../words.ts';
import type { Head } from './side.tsx';
import { Side } from './side.tsx';

/** Support of one option in both, a line where the first turn stands that is not the same. */
export function Stances({ comparison }: { comparison: Comparison }) {
  const { compare, charts } = useWords();
  const { a, b, diff, rows } = comparison;
  const options = useMemo(
    () => [...a.options, ...b.options.filter(({ id }) => a.options.every((one) => one.id !== id))],
    [a, b],
  );
  const [option, setOption] = useState(diff.decision.a ?? diff.decision.b ?? options[0]?.id ?? '');
  const parts = diff.turns[0]?.turn ?? 0;
  const [left, right] = useMemo(() => [spokenIn(rows, 'a'), spokenIn(rows, 'b')] as const, [rows]);
  return (
    <section aria-labelledby="stances-title">
      <h2 id="stances-title">{compare.stances}</h2>
      <fieldset class="choices">
        <legend>{charts.option}</legend>
        {options.map(({ id, short }) => (
          <label key={id} lang={a.language}>
            <input type="radio" name="option" checked={option === id} onChange={() => setOption(id)} /> {short}
          </label>
        ))}
      </fieldset>
      <div class="pair">
        <One head={a} side={compare.sides.a} turns={left} option={option} parts={parts} />
        <One head={b} side={compare.sides.b} turns={right} option={option} parts={parts} />
      </div>
    </section>
  );
}

const spokenIn = (rows: Comparison['rows'], side: 'a' | 'b'): TurnView[] =>
  rows.flatMap((row) => {
    const turn = row[side];
    return turn === null || turn.said === null ? [] : [turn];
  });

interface OneProps {
  head: Head;
  side: string;
  turns: readonly TurnView[];
  option: string;
  parts: number;
}

function One({ head, side, turns, option, parts }: OneProps) {
  return (
    <Side head={head}>
      <h3>
        {side} <code>{head.id}</code>
      </h3>
      {head.options.some(({ id }) => id === option) && <SupportChart turns={turns} option={option} now={parts} />}
    </Side>
  );
}
