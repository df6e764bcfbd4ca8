import { useEffect, useRef, useState } from 'preact/hooks';
import type { FidelityView, KeptFidelity, MemberFidelity, ScorerKind, ScorerView } from '../../api.ts';
import { Behind } from '../behind.tsx';
import { isFile } from '../client.ts';
import { Trouble, useGet, Waiting } from '../load.tsx';
import { ScoreBar, useMeasures } from '../measure.tsx';
import { plain } from '../number.ts';
import { reader } from '../reader/port.ts';
import { Link } from '../router.tsx';
import { English, FindingText } from '../sentence.tsx';
import { useSettings } from '../settings.ts';
import { Unproven } from '../unproven.tsx';
import { when } from '../when.ts';
import { Wide } from '../wide.tsx';
import { useWords } from '../words.ts';
import { speakerClass, useDebate } from './context.ts';
import { TurnLinks } from './memo.tsx';

/** How far ahead of the reader it is looked whether there are scores already. */
const NEAR = '600px';

/** How true each member stayed to their card, with the turns that show it; at once where that was measured before. */
export function Fidelity({ id }: { id: string }) {
  const { debate, fidelity } = useWords();
  const [isAsked, setAsked] = useState(isFile);
  const [isNear, setNear] = useState(false);
  const section = useRef<HTMLElement>(null);
  useEffect(() => {
    if (section.current === null) return;
    const look = (seen: IntersectionObserverEntry[]) => {
      if (seen.some(({ isIntersecting }) => isIntersecting)) setNear(true);
    };
    const observer = new IntersectionObserver(look, { rootMargin: NEAR });
    observer.observe(section.current);
    return () => observer.disconnect();
  }, []);
  const { value: kept } = useGet<KeptFidelity>(isNear && !isFile ? `/api/debates/${id}/fidelity/kept` : null);
  return (
    <section class="fidelity" id="fidelity" ref={section} aria-labelledby="fidelity-title">
      <h2 id="fidelity-title">{debate.fidelity}</h2>
      {kept?.fidelity != null ? (
        <Measured view={kept.fidelity} />
      ) : isAsked ? (
        <Vectors id={id} />
      ) : (
        <>
          <p class="note">{fidelity.hint}</p>
          <button type="button" onClick={() => setAsked(true)}>
            {fidelity.measure}
          </button>
        </>
      )}
    </section>
  );
}

function Vectors({ id }: { id: string }) {
  const { fidelity } = useWords();
  const { value, error, again } = useGet<FidelityView>(`/api/debates/${id}/fidelity`);
  if (error !== null)
    return reader !== null ? (
      <p class="note">
        {fidelity.elsewhere} <code>pitwall eval debate debate.jsonl</code>
      </p>
    ) : error.code === 'NO_MEASUREMENT' || isFile ? (
      <p class="note">{fidelity.unmeasured}</p>
    ) : (
      <Trouble error={error} again={again} />
    );
  if (value === null)
    return (
      <>
        <p class="note">{fidelity.measuring}</p>
        <Waiting />
      </>
    );
  return <Measured view={value} />;
}

/** The table, each member's places, and what a report says of itself. */
function Measured({ view: value }: { view: FidelityView }) {
  const { fidelity } = useWords();
  const { language } = useSettings();
  return (
    <>
      <Overview view={value} />
      {value.members.map((member) => (
        <Member key={member.id} member={member} scorers={value.scorers} />
      ))}
      <ul class="remarks">
        <li>
          <Unproven />
        </li>
        {[...value.judge.findings, ...value.remarks].map((finding, index) => (
          <li key={index}>
            <FindingText finding={finding} />
          </li>
        ))}
        {value.unkept !== null && (
          <li>
            {fidelity.unkept} <English text={value.unkept} />
          </li>
        )}
        <li>
          {fidelity.measuredAt} <time dateTime={value.measuredAt}>{when(value.measuredAt, language)}</time>
        </li>
      </ul>
    </>
  );
}

const KINDS = ['gate', 'weighed', 'reported'] as const;

/** Every score at a glance: a row a scorer, a column a member. */
function Overview({ view: { members, scorers } }: { view: FidelityView }) {
  const { fidelity } = useWords();
  const measure = useMeasures();
  const { head } = useDebate();
  return (
    <>
      <p class="note">{fidelity.scale}</p>
      <Wide label={fidelity.vectors}>
        <table class="rows vectors">
          <caption class="unseen">{fidelity.vectors}</caption>
          <thead>
            <tr>
              <th scope="col">{fidelity.scorer}</th>
              {members.map(({ id, name }) => (
                <th key={id} scope="col" class="number">
                  <span class={speakerClass(head, id)}>{name}</span>
                </th>
              ))}
            </tr>
          </thead>
          {KINDS.map((kind) => (
            <tbody key={kind}>
              <tr class="kind">
                <th scope="rowgroup" colSpan={members.length + 1}>
                  <span>
                    {fidelity.kinds[kind]} <span class="under">{fidelity.kindHints[kind]}</span>
                  </span>
                </th>
              </tr>
              {scorers
                .filter((scorer) => scorer.kind === kind)
                .map(({ id }) => (
                  <tr key={id}>
                    <th scope="row">
                      {measure(id).name}
                      {fidelity.unproven[id] !== undefined && '*'}
                      <span class="under sentence">{measure(id).sentence}</span>
                    </th>
                    {members.map((member) => (
                      <Cell key={member.id} member={member} scorer={id} kind={kind} />
                    ))}
                  </tr>
                ))}
              {kind === 'weighed' && (
                <tr class="sum">
                  <th scope="row">{fidelity.total}</th>
                  {members.map(({ id, total }) => (
                    <td key={id} class="number">
                      {total === null ? '–' : <ScoreBar value={total} kind="weighed" />}
                    </td>
                  ))}
                </tr>
              )}
            </tbody>
          ))}
          <tfoot>
            <tr>
              <th scope="row">{fidelity.verdictRow}</th>
              {members.map(({ id, verdict }) => (
                <td key={id} class={`number verdict ${verdict}`}>
                  {fidelity.verdict[verdict]}
                </td>
              ))}
            </tr>
          </tfoot>
        </table>
      </Wide>
    </>
  );
}

function Cell({ member, scorer, kind }: { member: MemberFidelity; scorer: string; kind: ScorerKind }) {
  const { fidelity } = useWords();
  const score = member.scores.find((one) => one.scorer === scorer)?.score ?? null;
  if (score === null)
    return (
      <td class="number under">
        <span aria-hidden="true">–</span>
        <span class="unseen">{fidelity.none}</span>
      </td>
    );
  return (
    <td class="number">
      <ScoreBar value={score} kind={kind} />
    </td>
  );
}

/** One member's scores with what each rests on. */
function Member({ member, scorers }: { member: MemberFidelity; scorers: readonly ScorerView[] }) {
  const { fidelity } = useWords();
  const { head } = useDebate();
  const { id, name, hand, verdict, because, turns, scores } = member;
  const places = scores.reduce((sum, { evidence }) => sum + evidence.length, 0);
  return (
    <Behind
      title={
        <>
          <span class={speakerClass(head, id)}>{name}</span>{' '}
          <span class={`verdict ${verdict}`}>{fidelity.verdict[verdict]}</span>{' '}
          <span class="under">
            {fidelity.turns(turns)} · {fidelity.places(places)} · {fidelity.hands[hand]}
          </span>
        </>
      }
    >
      {() => (
        <div class="measures">
          {hand === 'playbook' && <p class="note">{fidelity.expected}</p>}
          {because.map((reason, index) => (
            <p key={index} class="because">
              <Because reason={reason} />
            </p>
          ))}
          {!isFile && (
            <p class="note">
              <Link to={`/personas/${id}`}>{fidelity.toPersona(name)}</Link>
            </p>
          )}
          <dl>
            {scorers.map(({ id: scorer, kind }) => {
              const score = scores.find((one) => one.scorer === scorer);
              return score === undefined ? null : <Measure key={scorer} score={score} kind={kind} />;
            })}
          </dl>
        </div>
      )}
    </Behind>
  );
}

/** The scorer by its name on the page, and what it found. */
function Because({ reason: { scorer, finding } }: { reason: MemberFidelity['because'][number] }) {
  const measure = useMeasures();
  return (
    <>
      {scorer !== null && <strong>{measure(scorer).name}</strong>} <FindingText finding={finding} />
    </>
  );
}

const FIRST_PLACES = 4;

function Measure({ score, kind }: { score: MemberFidelity['scores'][number]; kind: ScorerKind }) {
  const { fidelity } = useWords();
  const { name, sentence } = useMeasures()(score.scorer);
  const { scorer, score: value, coverage, notes, figures, evidence, drift } = score;
  const [shown, rest] = [evidence.slice(0, FIRST_PLACES), evidence.slice(FIRST_PLACES)];
  // What has no word here is for programs: `--json` has all of them.
  const shownFigures = Object.entries(figures).filter(
    ([key, figure]) => figure !== 0 && fidelity.figures[key] !== undefined,
  );
  return (
    <div class="measure">
      <dt>
        <strong>{name}</strong>{' '}
        <span class="value">{value === null ? fidelity.none : <ScoreBar value={value} kind={kind} />}</span>
      </dt>
      <dd>
        <p class="under">
          {sentence}
          {fidelity.unproven[scorer] !== undefined && (
            <>
              {' '}
              · {fidelity.unprovenTitle}: {fidelity.unproven[scorer]}
            </>
          )}
        </p>
        {notes.map((finding, index) => (
          <p key={index}>
            <FindingText finding={finding} />
          </p>
        ))}
        {coverage < 1 && <p>{fidelity.coverage(String(Math.round(coverage * 100)))}</p>}
        {shownFigures.length > 0 && (
          <p class="under">
            {shownFigures.map(([key, figure]) => `${fidelity.figures[key]} ${figureText(figure)}`).join(' · ')}
          </p>
        )}
        <Drift values={drift} />
        <Places places={shown} />
        {rest.length > 0 && <Behind title={fidelity.more(rest.length)}>{() => <Places places={rest} />}</Behind>}
      </dd>
    </div>
  );
}

const figureText = (figure: number): string => (Number.isInteger(figure) ? String(figure) : plain(figure, 3));

function Places({ places }: { places: MemberFidelity['scores'][number]['evidence'] }) {
  const { fidelity } = useWords();
  const { head } = useDebate();
  if (places.length === 0) return null;
  return (
    <ul class="places">
      {places.map(({ turn, quote, finding, cardLine }, index) => (
        <li key={index}>
          {turn !== null && <TurnLinks turns={[turn]} />} <FindingText finding={finding} />
          {cardLine !== null && <span class="under"> ({fidelity.cardLine(cardLine)})</span>}
          {quote !== '' && <q lang={head.language}>{short(quote)}</q>}
        </li>
      ))}
    </ul>
  );
}

const LONGEST_QUOTE = 160;
const short = (quote: string): string =>
  quote.length > LONGEST_QUOTE ? `${quote.slice(0, LONGEST_QUOTE - 1).trimEnd()}…` : quote;

const [WIDTH, HEIGHT, EDGE] = [120, 28, 4];

/** Means by round as a line, with the figures beside it. */
function Drift({ values }: { values: MemberFidelity['scores'][number]['drift'] }) {
  const { fidelity } = useWords();
  const [first, last] = [values[0], values.at(-1)];
  if (first === undefined || last === undefined || values.length < 2) return null;
  const figures = values.map(({ value }) => plain(value));
  if (new Set(figures).size === 1)
    return (
      <p class="under">
        {fidelity.drift}: {fidelity.steady(figures[0] ?? '')}
      </p>
    );
  const points = values.map(({ value }, index) => [
    EDGE + (index / (values.length - 1)) * (WIDTH - 2 * EDGE),
    HEIGHT - EDGE - value * (HEIGHT - 2 * EDGE),
  ]);
  return (
    <p class="drift-line">
      <span class="under">{fidelity.drift}</span>
      <svg class="drift" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} width={WIDTH} height={HEIGHT} aria-hidden="true">
        <polyline points={points.map((point) => point.join()).join(' ')} />
        {values.length <= 12 && points.map(([x, y]) => <circle key={x} cx={x} cy={y} r="2" />)}
      </svg>
      <span class="under">
        {values.length <= 6
          ? figures.join(' → ')
          : `${figures[0]} → ${figures.at(-1)} (${fidelity.rounds(first.round, last.round)})`}
      </span>
    </p>
  );
}
