import { useMemo, useState } from 'preact/hooks';
import type { Comparison, MemoView, TurnView } from '../../api.ts';
import { DebateContext } from '../debate/context.ts';
import { SupportChart } from '../debate/support-chart.tsx';
import { Turn } from '../debate/turn.tsx';
import { Trouble, useGet, Waiting } from '../load.tsx';
import { go, Link } from '../router.tsx';
import { useWords } from '../words.ts';

type Head = Comparison['a'];

/** Two debates side by side from the turn where they part. */
export function Compare({ a, b }: { a: string; b: string }) {
  const { compare } = useWords();
  const { value, error, again } = useGet<Comparison>(`/api/compare/${a}/${b}`);
  const [isShown, setShown] = useState(false);
  if (error !== null) return <Trouble error={error} again={again} />;
  if (value === null) return <Waiting lines={12} />;
  const { parts, shared, rows } = value;
  const from = isShown ? 0 : shared;
  return (
    <article class="compare">
      <h1>{compare.title}</h1>
      <div class="pair">
        <Summary head={value.a} memo={value.outcomes.a} />
        <Summary head={value.b} memo={value.outcomes.b} />
      </div>
      <p class="parting">
        {parts === null ? compare.same : <strong>{compare.parts(parts.turn)}</strong>}
        {parts !== null &&
          ` (${parts.why.map((why) => compare.differs[why] ?? why).join(', ')})${shared === 0 ? '' : `; ${compare.shared(shared)}`}`}{' '}
        {shared > 0 && (
          <button type="button" class="small" aria-expanded={isShown} onClick={() => setShown(!isShown)}>
            {isShown ? compare.hideShared : compare.showShared}
          </button>
        )}{' '}
        <button type="button" class="small" onClick={() => go(`/compare/${b}/${a}`)}>
          {compare.swap}
        </button>
      </p>
      <h2>{compare.stances}</h2>
      <div class="pair">
        <Side head={value.a}>
          <Supported head={value.a} turns={rows.map((row) => row.a)} parts={parts?.turn ?? 0} memo={value.outcomes.a} />
        </Side>
        <Side head={value.b}>
          <Supported head={value.b} turns={rows.map((row) => row.b)} parts={parts?.turn ?? 0} memo={value.outcomes.b} />
        </Side>
      </div>
      <ol class="aligned">
        {rows.slice(from).map((row) => (
          <li key={row.turn} class={row.differs.length === 0 ? 'same' : undefined}>
            {row.differs.length > 0 && row.differs[0] !== 'missing' && (
              <p class="under why">{row.differs.map((why) => compare.differs[why] ?? why).join(' · ')}</p>
            )}
            <div class="pair">
              <One head={value.a} turn={row.a} side="a" />
              <One head={value.b} turn={row.b} side="b" />
            </div>
          </li>
        ))}
      </ol>
    </article>
  );
}

function Side({ head, children }: { head: Head; children: preact.ComponentChildren }) {
  const around = useMemo(() => ({ head, seek: (turn: number) => go(`/debates/${head.id}?turn=${turn}`) }), [head]);
  return (
    <DebateContext.Provider value={around}>
      <div lang={head.language}>{children}</div>
    </DebateContext.Provider>
  );
}

function Summary({ head, memo: { memo } }: { head: Head; memo: MemoView }) {
  const { list } = useWords();
  return (
    <section class="summary" lang={head.language} aria-label={head.id}>
      <p class="kicker">
        <Link to={`/debates/${head.id}`}>
          <code>{head.id}</code>
        </Link>
        <span>{list.seed(head.seed)}</span>
        {head.parting !== null && <span>{head.parting.changed.join(', ')}</span>}
      </p>
      <h2>{head.title}</h2>
      {head.changedFacts.length > 0 && <p class="note">{head.changedFacts.join(' · ')}</p>}
      <p class="outcome">
        {memo?.sections.find(({ key }) => key === 'decision')?.lines[0]?.text ?? head.words.unfinished}
      </p>
    </section>
  );
}

function Supported({
  head,
  turns,
  parts,
  memo,
}: {
  head: Head;
  turns: readonly (TurnView | null)[];
  parts: number;
  memo: MemoView;
}) {
  const spoken = useMemo(() => turns.filter((turn) => turn?.said != null) as TurnView[], [turns]);
  const option = memo.memo?.decision?.id ?? head.options[0]?.id ?? '';
  return <SupportChart turns={spoken} option={option} now={parts} />;
}

/** Two columns hold the same turn, whose element can have one name only. */
function One({ head, turn, side }: { head: Head; turn: TurnView | null; side: 'a' | 'b' }) {
  const { compare } = useWords();
  if (turn === null) return <p class="note none">{compare.noTurn}</p>;
  return (
    <Side head={head}>
      <Turn block={turn} prefix={side} />
    </Side>
  );
}
