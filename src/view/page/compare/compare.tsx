import type { Comparison } from '../../api.ts';
import { optionClass, optionName } from '../debate/context.ts';
import { PageWaiting, Trouble, useGet } from '../load.tsx';
import { go, Link } from '../router.tsx';
import { useSettings } from '../settings.ts';
import { useTitle } from '../title.ts';
import { when } from '../when.ts';
import { useWords } from '../words.ts';
import { Aligned } from './aligned.tsx';
import { Figures } from './figures.tsx';
import { Followed } from './followed.tsx';
import { Outcome } from './outcome.tsx';
import { Running } from './running.tsx';
import { Settings } from './settings.tsx';
import type { Head } from './side.tsx';
import { Stances } from './stances.tsx';
import { toRow } from './to-row.ts';
import { Verdict } from './verdict.tsx';

/** Two debates side by side: where they part, what was not the same, what it came to, then every turn. */
export function Compare({ a, b }: { a: string; b: string }) {
  const { compare } = useWords();
  const { value, error, again } = useGet<Comparison>(`/api/compare/${a}/${b}`);
  useTitle(value === null ? null : `${value.a.title}: ${compare.title}`);
  if (error !== null) return <Trouble error={error} again={again} isPage />;
  if (value === null) return <PageWaiting />;
  const { diff, forecast } = value;
  const running = [value.a, value.b].find(({ status }) => status === 'running');
  const first = diff.turns[0]?.turn ?? null;
  return (
    <article class="compare">
      <header>
        <h1>{compare.title}</h1>
        <div class="pair">
          <Named head={value.a} side={compare.sides.a} decision={diff.decision.a} />
          <Named head={value.b} side={compare.sides.b} decision={diff.decision.b} />
        </div>
        {running !== undefined && <Running id={running.id} over={again} />}
        {running === undefined && forecast !== null && <Verdict forecast={forecast} language={value.a.language} />}
        <p class="parting">
          {diff.first === null ? (
            <strong>{compare.equal(diff.shared)}</strong>
          ) : (
            <>
              <strong>{compare.shared(diff.shared, diff.first.turn)}</strong>{' '}
              {first === null ? (
                compare.sameWords
              ) : (
                <a href={`#row-${first}`} onClick={(event) => toRow(event, first)}>
                  {compare.firstTurn(first)}
                </a>
              )}
            </>
          )}
        </p>
        <p class="note">
          {compare.command} <code>{`pitwall diff ${value.a.id} ${value.b.id}`}</code>{' '}
          <button type="button" class="small" onClick={() => go(`/compare/${b}/${a}`)}>
            {compare.swap}
          </button>
        </p>
      </header>
      {diff.first !== null && running === undefined && (
        <>
          <Settings comparison={value} />
          <Outcome comparison={value} />
          <Figures comparison={value} />
          <Followed comparison={value} />
          <Stances comparison={value} />
          <Aligned comparison={value} />
        </>
      )}
    </article>
  );
}

function Named({ head, side, decision }: { head: Head; side: string; decision: string | null }) {
  const { list } = useWords();
  const { language } = useSettings();
  return (
    <section class="summary" lang={head.language} aria-label={`${side}: ${head.title}`}>
      <p class="kicker">
        <Link to={`/debates/${head.id}`}>
          <code>{head.id}</code>
        </Link>
        <span>{list.seed(head.seed)}</span>
        <time dateTime={head.createdAt}>{when(head.createdAt, language)}</time>
      </p>
      <h2>{head.title}</h2>
      {head.parting !== null && (
        <p class="under">
          <Link to={`/debates/${head.parting.parent}`}>
            <code>{head.parting.parent}</code>
          </Link>{' '}
          · {list.forkOf(head.parting.turn)}
        </p>
      )}
      <p>
        <span class={optionClass(head, decision)}>{optionName(head, decision)}</span>
      </p>
    </section>
  );
}
