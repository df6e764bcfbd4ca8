import { memo } from 'preact/compat';
import { useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { ArgumentView } from '../../api.ts';
import { Trouble, useGet, Waiting } from '../load.tsx';
import { useWords } from '../words.ts';
import { memberName, optionClass, optionName, speakerClass, useDebate } from './context.ts';
import type { Link, Point } from './map-rows.ts';
import { groupsOf, linksOf, nodeOf, spread, stands } from './map-rows.ts';

/** The argument of a debate: options, criteria and quantities on the left of the points that speak of them. */
export const ArgumentSection = memo(function ArgumentSection({ id }: { id: string }) {
  const { map } = useWords();
  const section = useRef<HTMLElement>(null);
  const isNear = useNear(section);
  const { value, error, again } = useGet<ArgumentView>(isNear ? `/api/debates/${id}/argument` : null);
  return (
    <section class="map" aria-labelledby="map-title" ref={section}>
      <h2 id="map-title">{map.title}</h2>
      {error !== null ? (
        <Trouble error={error} again={again} />
      ) : value === null ? (
        isNear && <Waiting lines={8} />
      ) : value.points.length === 0 ? (
        <p class="note">{map.none}</p>
      ) : (
        <Drawn argument={value} />
      )}
    </section>
  );
});

/** What is drawn before it is scrolled to. */
const AHEAD = '800px';

/** True once an element has come near the window: what stands above the place of a reader is not put in under their eyes. */
function useNear(element: { current: HTMLElement | null }): boolean {
  const [isNear, setNear] = useState(false);
  useEffect(() => {
    if (isNear || element.current === null) return;
    const observer = new IntersectionObserver(
      (entries) => {
        if (entries.some(({ isIntersecting }) => isIntersecting)) setNear(true);
      },
      { rootMargin: AHEAD },
    );
    observer.observe(element.current);
    return () => observer.disconnect();
  }, [isNear, element]);
  return isNear;
}

function Drawn({ argument }: { argument: ArgumentView }) {
  const { map } = useWords();
  const { head } = useDebate();
  const groups = useMemo(() => groupsOf(argument, head), [argument, head]);
  const [opened, setOpened] = useState<readonly (string | null)[]>([]);
  const shown = useMemo(
    () =>
      groups.map((group) => ({
        ...group,
        shown: opened.includes(group.option) ? group.points : group.points.slice(0, group.first),
      })),
    [groups, opened],
  );
  const points = useMemo(() => shown.flatMap((group) => group.shown), [shown]);
  const links = useMemo(() => linksOf(points, argument), [points, argument]);
  const frame = useRef<HTMLDivElement>(null);
  const ends = useMemo(
    () =>
      new Map(
        shown.flatMap(({ option, shown: own }) =>
          option === null ? [] : [[nodeOf.option(option), own.map(({ id }) => nodeOf.point(id))] as const],
        ),
      ),
    [shown],
  );
  const paths = useLayout(frame, links, ends);
  const [near, setNear] = useState<string | null>(null);
  const lit = useMemo(() => (near === null ? null : around(near, links)), [near, links]);
  const at = (node: string) => ({
    'data-node': node,
    class: lit === null || lit.has(node) ? 'node' : 'node dim',
    onMouseEnter: () => setNear(node),
    onMouseLeave: () => setNear(null),
  });
  const linked = new Set(links.flatMap(({ from, to }) => [from, to]));
  return (
    <>
      <p class="map-key" aria-hidden="true">
        <span class="for">
          <i /> {map.sides.for}
        </span>
        <span class="against">
          <i /> {map.sides.against}
        </span>
        <span class="fact">
          <i /> {map.fact}
        </span>
        <span class="gone">
          <i /> {map.gone}
        </span>
        <span>{map.size}</span>
      </p>
      <div class="map-frame" ref={frame} lang={head.language}>
        <svg class="links" aria-hidden="true">
          {links.map((link, index) => (
            <path
              key={`${link.from}|${link.to}|${link.side}`}
              class={[
                link.side ?? 'fact',
                link.isStanding ? '' : 'gone',
                lit !== null && !(lit.has(link.from) && lit.has(link.to)) ? 'dim' : '',
              ].join(' ')}
              d={paths[index] ?? ''}
              stroke-width={Math.min(9, 1 + Math.log2(link.weight + 1))}
            />
          ))}
        </svg>
        <div class="nodes" aria-hidden="true">
          {head.options
            .filter(({ id }) => linked.has(nodeOf.option(id)))
            .map(({ id }) => (
              <div key={id} {...at(nodeOf.option(id))} data-column="0">
                <span class={optionClass(head, id)}>{optionName(head, id)}</span>
              </div>
            ))}
          {argument.criteria
            .filter(({ id }) => linked.has(nodeOf.criterion(id)))
            .map(({ id, label }) => (
              <div key={id} {...at(nodeOf.criterion(id))} data-column="1">
                {label}
              </div>
            ))}
          {argument.quantities
            .filter(({ id }) => linked.has(nodeOf.quantity(id)))
            .map(({ id, label }) => (
              <div key={id} {...at(nodeOf.quantity(id))} data-column="2">
                {label}
              </div>
            ))}
        </div>
        <p class="columns" aria-hidden="true">
          <span>{map.columns.options}</span>
          <span>{map.columns.criteria}</span>
          <span>{map.columns.quantities}</span>
          <span>{map.columns.claims}</span>
        </p>
        <div class="point-groups">
          {shown.map((group) => (
            <section
              key={group.option ?? ''}
              aria-label={group.option === null ? map.facts : optionName(head, group.option)}
            >
              <h3 class="narrow">
                {group.option === null ? (
                  map.facts
                ) : (
                  <span class={optionClass(head, group.option)}>{optionName(head, group.option)}</span>
                )}
              </h3>
              <ul>
                {group.shown.map((point) => (
                  <li key={point.id} {...at(nodeOf.point(point.id))}>
                    <PointRow point={point} argument={argument} />
                  </li>
                ))}
              </ul>
              {group.shown.length < group.points.length && (
                <button type="button" class="small" onClick={() => setOpened([...opened, group.option])}>
                  {map.more(group.points.length - group.shown.length)}
                </button>
              )}
            </section>
          ))}
        </div>
      </div>
    </>
  );
}

/** Turns of a point that are named before more are asked for. */
const FIRST_TURNS = 5;

/** One point: how it speaks, what it says, what became of it, and the turns in which it was said, attacked and accepted. */
const PointRow = memo(function PointRow({ point, argument }: { point: Point; argument: ArgumentView }) {
  const { map } = useWords();
  const [isOpen, setOpen] = useState(false);
  const { said, attacks, accepts, side, text, status, criterion, quantity } = point;
  const about =
    argument.criteria.find(({ id }) => id === criterion)?.label ??
    argument.quantities.find(({ id }) => id === quantity)?.label;
  const turns = isOpen ? said : said.slice(0, FIRST_TURNS);
  const size = Math.min(1.25, 0.5 + 0.15 * Math.log2(said.length + attacks.length + accepts.length));
  return (
    <div class={`point ${side ?? 'fact'} ${stands(point) ? '' : 'gone'}`}>
      <i class="mark" style={{ width: `${size}rem`, height: `${size}rem` }} aria-hidden="true" />
      <p class="says">
        <span class="unseen">
          {side === null ? map.fact : map.sides[side]}
          {about !== undefined && `, ${about}`}:{' '}
        </span>
        <span class="text">{text}</span>
        {status !== 'open' && <span class={`became ${status}`}> {map.status[status]}</span>}
      </p>
      <p class="turns-of">
        {turns.map(({ turn, speaker }) => (
          <TurnChip key={turn} turn={turn} speaker={speaker} />
        ))}
        {said.length > turns.length && (
          <button type="button" class="turn-link" onClick={() => setOpen(true)}>
            +{said.length - turns.length}
            <span class="unseen"> {map.turns}</span>
          </button>
        )}
        <Replies sign="✗" label={map.attacked} turns={attacks} isOpen={isOpen} />
        <Replies sign="✓" label={map.accepted} turns={accepts} isOpen={isOpen} />
      </p>
    </div>
  );
});

interface RepliesProps {
  sign: '✗' | '✓';
  label: string;
  turns: Point['attacks'];
  isOpen: boolean;
}

/** Replies to a point that are named before all are asked for. */
const FIRST_REPLIES = 2;

function Replies({ sign, label, turns, isOpen }: RepliesProps) {
  if (turns.length === 0) return null;
  const shown = isOpen ? turns : turns.slice(0, FIRST_REPLIES);
  return (
    <span class={sign === '✗' ? 'attacks' : 'accepts'}>
      <span aria-hidden="true" title={label}>
        {sign}
      </span>
      <span class="unseen"> {label} </span>
      {shown.map(({ turn, speaker }, index) => (
        <TurnChip key={`${turn} ${index}`} turn={turn} speaker={speaker} />
      ))}
      {turns.length > shown.length && <span class="under">+{turns.length - shown.length}</span>}
    </span>
  );
}

function TurnChip({ turn, speaker }: { turn: number; speaker: string }) {
  const { debate } = useWords();
  const { head, seek } = useDebate();
  const name = memberName(head, speaker);
  return (
    <button type="button" class={`turn-link ${speakerClass(head, speaker)}`} title={name} onClick={() => seek(turn)}>
      <span class="unseen">
        {name}, {debate.turnLink[0]}
      </span>
      {turn}
      <span class="unseen">{debate.turnLink[1]}</span>
    </button>
  );
}

/** What hangs together with a node, along the links in both directions. */
function around(node: string, links: readonly Link[]): Set<string> {
  const found = new Set([node]);
  const walk = (here: string, from: 'from' | 'to', to: 'from' | 'to') => {
    for (const link of links)
      if (link[from] === here && !found.has(link[to])) {
        found.add(link[to]);
        walk(link[to], from, to);
      }
  };
  walk(node, 'from', 'to');
  walk(node, 'to', 'from');
  return found;
}

/** As wide as its text: one that is broken into lines takes all that it may. */
function narrow(element: HTMLElement): void {
  element.style.width = '';
  const text = document.createRange();
  text.selectNodeContents(element);
  element.style.width = `${Math.ceil(text.getBoundingClientRect().width) + 2 * PADDING}px`;
}

/** On each side of a name, in the style sheet's 0.25rem, and a pixel against rounding. */
const PADDING = 5;
const GAP = 6;

/** Puts the nodes of each column beside the points that they lead to, and draws the links between them. */
function useLayout(
  frame: { current: HTMLDivElement | null },
  links: readonly Link[],
  ends: ReadonlyMap<string, string[]>,
): string[] {
  const [paths, setPaths] = useState<string[]>([]);
  const layOut = useCallback(() => {
    const place = frame.current;
    if (place === null || getComputedStyle(place.querySelector('.nodes') ?? place).display === 'none') return;
    const origin = place.getBoundingClientRect();
    const elements = new Map(
      [...place.querySelectorAll<HTMLElement>('[data-node]')].map((one) => [one.dataset['node'] ?? '', one]),
    );
    for (const element of elements.values()) if (element.dataset['column'] !== undefined) narrow(element);
    const middles = new Map<string, number>();
    for (const [node, element] of elements) {
      if (element.dataset['column'] !== undefined) continue;
      const { top, height } = element.getBoundingClientRect();
      middles.set(node, top - origin.top + height / 2);
    }
    const top = (place.querySelector('.columns')?.getBoundingClientRect().height ?? 0) + GAP;
    let lowest = 0;
    // An option stands beside its own claims, whatever its lines lead over.
    const leadsTo = (node: string) => {
      const own = links.filter(({ from }) => from === node);
      // Facts stand at the foot: what is argued about an option has its place by those arguments.
      const argued = own.filter(({ side }) => side !== null);
      return ends.get(node) ?? (argued.length > 0 ? argued : own).map(({ to }) => to);
    };
    for (const column of ['2', '1', '0']) {
      const wanted = [...elements].flatMap(([id, element]) => {
        if (element.dataset['column'] !== column) return [];
        const to = leadsTo(id).flatMap((node) => middles.get(node) ?? []);
        const y = to.length === 0 ? 0 : to.reduce((sum, one) => sum + one, 0) / to.length;
        return [{ id, y: y - top, height: element.getBoundingClientRect().height }];
      });
      for (const [id, y] of spread(wanted, GAP)) {
        const element = elements.get(id);
        if (element === undefined) continue;
        element.style.top = `${y + top}px`;
        const { height } = element.getBoundingClientRect();
        middles.set(id, y + top + height / 2);
        lowest = Math.max(lowest, y + top + height);
      }
    }
    place.style.setProperty('--lowest', `${lowest}px`);
    const edge = (node: string, side: 'left' | 'right') =>
      (elements.get(node)?.getBoundingClientRect()[side] ?? 0) - origin.left;
    setPaths(
      links.map(({ from, to }) => {
        const [x, y, u, v] = [
          edge(from, 'right') + 2,
          middles.get(from) ?? 0,
          edge(to, 'left') - 2,
          middles.get(to) ?? 0,
        ];
        const bend = Math.max(18, (u - x) / 2);
        return `M${x.toFixed(1)} ${y.toFixed(1)}C${(x + bend).toFixed(1)} ${y.toFixed(1)} ${(u - bend).toFixed(1)} ${v.toFixed(1)} ${u.toFixed(1)} ${v.toFixed(1)}`;
      }),
    );
  }, [frame, links, ends]);
  useLayoutEffect(layOut, [layOut]);
  useEffect(() => {
    const place = frame.current;
    if (place === null) return;
    const observer = new ResizeObserver(() => layOut());
    const list = place.querySelector('.point-groups');
    if (list !== null) observer.observe(list);
    return () => observer.disconnect();
  }, [frame, layOut]);
  return paths;
}
