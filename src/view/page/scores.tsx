import { useMemo, useRef, useState } from 'preact/hooks';
import type uPlot from 'uplot';
import type { FidelityView, PersonaScores, PersonaView } from '../api.ts';
import { Behind } from './behind.tsx';
import type { Draw } from './chart.tsx';
import { axis, Chart } from './chart.tsx';
import { ApiError, mayChange, post } from './client.ts';
import { Trouble, useGet, Waiting } from './load.tsx';
import { ScoreBar, useMeasures } from './measure.tsx';
import { plain } from './number.ts';
import { go, Link } from './router.tsx';
import { English, FindingText } from './sentence.tsx';
import { useSettings } from './settings.ts';
import { Unproven } from './unproven.tsx';
import { when } from './when.ts';
import { Wide } from './wide.tsx';
import { useWords } from './words.ts';

type Measured = PersonaScores['debates'][number];

const TOTAL = 'total';
const scoreIn = (debate: Measured, scorer: string): number | null =>
  scorer === TOTAL ? debate.total : (debate.scores[scorer] ?? null);

/** A member's scores from debate to debate: a course for each scorer, one of them drawn large, all of them as a table. */
export function Scores({ view }: { view: PersonaView }) {
  const { persona } = useWords();
  const { value: scores, error, again } = useGet<PersonaScores>(`/api/personas/${view.id}/scores`);
  return (
    <section class="scores" aria-labelledby="scores-title">
      <h2 id="scores-title">{persona.scores}</h2>
      {error !== null ? (
        <Trouble error={error} again={again} />
      ) : scores === null ? (
        <Waiting />
      ) : scores.debates.length === 0 && scores.unmeasured.length === 0 ? (
        <p class="note">{persona.noDebates}</p>
      ) : (
        <>
          <Unmeasured scores={scores} again={again} />
          {scores.debates.length > 0 && <Courses scores={scores} view={view} />}
        </>
      )}
    </section>
  );
}

interface Progress {
  done: number;
  all: number;
  title: string;
}

/** Debates that nobody has measured yet, and the button that does it, one after the other. */
function Unmeasured({ scores: { debates, unmeasured, older }, again }: { scores: PersonaScores; again: () => void }) {
  const words = useWords();
  const { persona } = words;
  const [progress, setProgress] = useState<Progress | null>(null);
  const [failures, setFailures] = useState<{ id: string; title: string; error: ApiError }[]>([]);
  const isStopped = useRef(false);
  const measure = async () => {
    isStopped.current = false;
    setFailures([]);
    const all = unmeasured.length;
    for (const [done, { id, title }] of unmeasured.entries()) {
      if (isStopped.current) break;
      setProgress({ done, all, title });
      try {
        await post<FidelityView>(`/api/debates/${id}/evaluations`, {});
      } catch (error) {
        const failed = error instanceof ApiError ? error : new ApiError('FAULT', String(error));
        setFailures((before) => [...before, { id, title, error: failed }]);
        // The others would fail as well.
        if (failed.code === 'UNREACHABLE' || failed.code === 'REFUSED') break;
      }
      again();
    }
    setProgress(null);
  };
  if (unmeasured.length === 0 && progress === null && failures.length === 0) return null;
  return (
    <div class={debates.length === 0 ? 'unmeasured none' : 'unmeasured'}>
      <p>
        {debates.length === 0 ? persona.noScores : persona.waiting(unmeasured.length)}
        {debates.length === 0 && (
          <>
            {' '}
            <code>pitwall eval debate {unmeasured.at(-1)?.id}</code>
          </>
        )}
      </p>
      {older > 0 && <p class="note">{persona.older(older)}</p>}
      {mayChange() ? (
        <p>
          {progress === null ? (
            unmeasured.length > 0 && (
              <button type="button" onClick={() => void measure()}>
                {persona.measureAll(unmeasured.length)}
              </button>
            )
          ) : (
            <button
              type="button"
              onClick={() => {
                isStopped.current = true;
              }}
            >
              {persona.stop}
            </button>
          )}{' '}
          <span role="status">
            {progress !== null && persona.measuredOf(progress.done, progress.all, progress.title)}
          </span>
        </p>
      ) : (
        <p class="note">{words.readOnly}</p>
      )}
      {failures.length > 0 && (
        <div class="trouble" role="alert">
          {failures.map(({ id, title, error }) => (
            <p key={id}>
              {persona.failed(title)}{' '}
              {error.code === 'UNREACHABLE' ? words.unreachable : <English text={error.message} />}
            </p>
          ))}
        </div>
      )}
    </div>
  );
}

function Courses({ scores, view }: { scores: PersonaScores; view: PersonaView }) {
  const { persona, fidelity } = useWords();
  const measure = useMeasures();
  const [chosen, choose] = useState(TOTAL);
  const { scorers, debates, trends } = scores;
  const rows = [
    { id: TOTAL, name: fidelity.total, kind: null },
    ...scorers.map(({ id, kind }) => ({ id, name: measure(id).name, kind })),
  ];
  const named = rows.find(({ id }) => id === chosen)?.name ?? '';
  return (
    <>
      <Course scores={scores} scorer={chosen} name={named} />
      <Wide label={persona.scores}>
        <table class="rows courses">
          <thead>
            <tr>
              <th scope="col">{fidelity.scorer}</th>
              <th scope="col" class="number">
                {persona.lastScore}
              </th>
              <th scope="col">{persona.course}</th>
              <th scope="col">{persona.trend}</th>
            </tr>
          </thead>
          <tbody>
            {rows.map(({ id, name, kind }) => {
              const values = debates.map((debate) => scoreIn(debate, id));
              const last = values.findLast((one) => one !== null) ?? null;
              return (
                <tr key={id} class={id === TOTAL ? 'sum' : undefined}>
                  <th scope="row">
                    <button
                      type="button"
                      class="pick"
                      aria-pressed={chosen === id}
                      disabled={last === null}
                      onClick={() => choose(id)}
                    >
                      {name}
                    </button>{' '}
                    {kind !== null && (
                      <span class="under">
                        {fidelity.kinds[kind]}
                        {fidelity.unproven[id] !== undefined && '*'}
                        <span class="sentence">{measure(id).sentence}</span>
                      </span>
                    )}
                  </th>
                  <td class="number">{last === null ? '–' : <ScoreBar value={last} kind={kind ?? 'weighed'} />}</td>
                  <td>
                    <Spark values={values} />
                  </td>
                  <td class="under">
                    {last === null ? (
                      <Why scorer={id} view={view} scores={scores} />
                    ) : (
                      <TrendWords trend={trends[id] ?? null} />
                    )}
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </Wide>
      <p class="under">
        <Unproven />
      </p>
      <AllScores scores={scores} />
    </>
  );
}

/** Why there is no score: the card has too little for it, or the debates said nothing of its business. */
function Why({ scorer, view, scores }: { scorer: string; view: PersonaView; scores: PersonaScores }) {
  const unscored = view.unscored.find((one) => one.scorer === scorer)?.finding;
  const findings = unscored === undefined ? (scores.unscored[scorer] ?? []) : [unscored];
  return findings.map((finding, index) => <FindingText key={index} finding={finding} />);
}

/** A slope below this a debate is not told from none. */
const LEAST_SLOPE = 0.0005;
/** A correlation of ranks below this is no direction. */
const STEADY = 0.5;

function TrendWords({ trend }: { trend: PersonaScores['trends'][string] }) {
  const { persona } = useWords();
  if (trend === null || trend === undefined) return <>{persona.tooFewDebates}</>;
  const { slope, correlation } = trend;
  if (correlation === null || Math.abs(slope) < LEAST_SLOPE) return <>{persona.holds}</>;
  if (Math.abs(correlation) < STEADY)
    return (
      <>
        {persona.unsteady} ({persona.correlation(plain(correlation))})
      </>
    );
  const size = plain(Math.abs(slope), 3);
  return (
    <>
      {slope < 0 ? persona.falls(size) : persona.rises(size)} ({persona.correlation(plain(correlation))})
    </>
  );
}

const [WIDTH, HEIGHT, EDGE] = [88, 24, 3];

/** A small line of one scorer, a gap where a debate has no score. */
function Spark({ values }: { values: readonly (number | null)[] }) {
  const points = values.flatMap((value, index) =>
    value === null
      ? []
      : [
          {
            x: values.length === 1 ? WIDTH / 2 : EDGE + (index / (values.length - 1)) * (WIDTH - 2 * EDGE),
            y: HEIGHT - EDGE - value * (HEIGHT - 2 * EDGE),
          },
        ],
  );
  const last = points.at(-1);
  if (last === undefined) return null;
  return (
    <svg class="drift" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} width={WIDTH} height={HEIGHT} aria-hidden="true">
      <polyline points={points.map(({ x, y }) => `${x},${y}`).join(' ')} />
      <circle cx={last.x} cy={last.y} r="2.5" />
    </svg>
  );
}

const CHART_HEIGHT = 240;

/** One scorer over all debates, the oldest first; a click opens the debate. */
function Course({ scores, scorer, name }: { scores: PersonaScores; scorer: string; name: string }) {
  const { persona, fidelity } = useWords();
  const { debates, trends } = scores;
  const [at, setAt] = useState<number | null>(null);
  const hover = useRef(setAt);
  const { data, draw } = useMemo(() => {
    const numbers = debates.map((_, index) => index + 1);
    const by = (hands: readonly Measured['hand'][]) =>
      debates.map((debate) => (hands.includes(debate.hand) ? scoreIn(debate, scorer) : null));
    const trend = trends[scorer] ?? null;
    const line = numbers.map((number) => (trend === null ? null : trend.start + trend.slope * (number - 1)));
    const changes = debates.flatMap(({ card }, index) =>
      index > 0 && card !== debates[index - 1]?.card ? [index + 0.5] : [],
    );
    return {
      data: [numbers, by(['playbook']), by(['model', 'mixed', 'unknown']), line] as uPlot.AlignedData,
      draw: ((colour) => optionsFor(colour, debates, changes, (index) => hover.current(index))) satisfies Draw,
    };
  }, [debates, scorer, trends]);
  const shown = at === null ? null : (debates[at] ?? null);
  const hands = new Set(debates.map(({ hand }) => (hand === 'playbook' ? 'playbook' : 'model')));
  const hasCards = new Set(debates.map(({ card }) => card)).size > 1;
  return (
    <figure class="course">
      <figcaption>
        <strong>{persona.chart(name, debates.length)}</strong>{' '}
        <span class="pointed" aria-hidden="true">
          {shown !== null && at !== null && (
            <>
              {at + 1}. {shown.title} · <code>{shown.id}</code> · {textOf(scoreIn(shown, scorer))}
            </>
          )}
        </span>
      </figcaption>
      <Chart data={data} draw={draw} height={CHART_HEIGHT} label={persona.chart(name, debates.length)} />
      <ul class="legend">
        {hands.has('playbook') && (
          <li>
            <i class="point hollow" aria-hidden="true" /> {fidelity.hands.playbook}
          </li>
        )}
        {hands.has('model') && (
          <li>
            <i class="point" aria-hidden="true" /> {fidelity.hands.model}
          </li>
        )}
        {hasCards && <li>{persona.cardMark}</li>}
      </ul>
      {trends[scorer] != null && <p class="note">{persona.trendHint}</p>}
    </figure>
  );
}

const textOf = (value: number | null): string => (value === null ? '–' : plain(value));

function optionsFor(
  colour: (name: string) => string,
  debates: readonly Measured[],
  changes: readonly number[],
  hover: (index: number | null) => void,
): Omit<uPlot.Options, 'width' | 'height'> {
  const line = { stroke: colour('--accent'), width: 1.5 };
  return {
    legend: { show: false },
    cursor: { drag: { x: false, y: false }, y: false, points: { show: false } },
    scales: { x: { time: false, range: [0.5, debates.length + 0.5] }, y: { range: [0, 1.04] } },
    axes: [
      axis(colour, { incrs: [1, 2, 5, 10, 20, 50, 100, 200, 500] }),
      axis(colour, {
        size: 38,
        splits: () => [0, 0.25, 0.5, 0.75, 1],
        values: (_, ticks) => ticks.map((tick) => plain(tick)),
      }),
    ],
    series: [
      {},
      { ...line, points: { show: true, size: 8, width: 2, fill: colour('--paper') } },
      { ...line, points: { show: true, size: 8, width: 2, fill: colour('--accent') } },
      { stroke: colour('--quiet'), width: 1, dash: [4, 4], points: { show: false } },
    ],
    hooks: {
      setCursor: [(plot) => hover(plot.cursor.idx ?? null)],
      ready: [
        (plot) => {
          plot.over.style.cursor = 'pointer';
          plot.over.addEventListener('click', () => {
            const debate = debates[plot.cursor.idx ?? -1];
            if (debate !== undefined) go(`/debates/${debate.id}`);
          });
        },
      ],
      draw: [(plot) => markCards(plot, changes, colour('--quiet'))],
    },
  };
}

/** Where the card became another one. */
function markCards(plot: uPlot, places: readonly number[], stroke: string): void {
  const { ctx, bbox } = plot;
  ctx.save();
  ctx.strokeStyle = stroke;
  ctx.setLineDash([3, 3]);
  ctx.beginPath();
  for (const place of places) {
    const x = Math.round(plot.valToPos(place, 'x', true)) + 0.5;
    ctx.moveTo(x, bbox.top);
    ctx.lineTo(x, bbox.top + bbox.height);
  }
  ctx.stroke();
  ctx.restore();
}

/** Every score of every debate, with a link to each. */
function AllScores({ scores: { scorers, debates } }: { scores: PersonaScores }) {
  const { persona, fidelity, list } = useWords();
  const measure = useMeasures();
  const { language } = useSettings();
  return (
    <Behind title={persona.table}>
      {() => (
        <Wide label={persona.table}>
          <table class="rows vectors">
            <thead>
              <tr>
                <th scope="col" class="number">
                  {persona.number}
                </th>
                <th scope="col">{persona.debate}</th>
                <th scope="col">{fidelity.verdictRow}</th>
                <th scope="col">{persona.hand}</th>
                <th scope="col" class="number">
                  {fidelity.total}
                </th>
                {scorers.map(({ id }) => (
                  <th key={id} scope="col" class="number">
                    {measure(id).name}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {debates.map((debate, index) => (
                <tr key={debate.id}>
                  <td class="number">{index + 1}</td>
                  <th scope="row" lang={debate.language}>
                    <Link to={`/debates/${debate.id}`}>{debate.title}</Link>
                    <span class="under">
                      <code>{debate.id}</code> · {list.seed(debate.seed)} ·{' '}
                      <time dateTime={debate.createdAt}>{when(debate.createdAt, language)}</time>
                      {index > 0 && debate.card !== debates[index - 1]?.card && <> · {persona.cardChanged}</>}
                    </span>
                  </th>
                  <td class={`verdict ${debate.verdict}`}>{fidelity.verdict[debate.verdict]}</td>
                  <td>
                    {fidelity.hands[debate.hand]}
                    {debate.hand !== 'playbook' && <span class="under"> {debate.models.join(', ')}</span>}
                  </td>
                  <td class="number">{textOf(debate.total)}</td>
                  {scorers.map(({ id }) => (
                    <td key={id} class="number">
                      {textOf(debate.scores[id] ?? null)}
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </Wide>
      )}
    </Behind>
  );
}
