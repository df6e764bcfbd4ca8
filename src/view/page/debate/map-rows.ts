import type { ArgumentView, DebateHead } from '../../api.ts';

export type Point = ArgumentView['points'][number];

/** Points of one option, the weightiest first: those that stand before those that fell, for before against. */
export interface PointGroup {
  /** Null for facts and whatever speaks of no option. */
  option: string | null;
  points: Point[];
  /** How many of them are shown before more are asked for. */
  first: number;
}

/** Points of one option that a reader takes in at a glance. */
const GLANCE = 6;

export const stands = ({ status }: Point): boolean => status === 'open' || status === 'conceded';

/** How much was made of a point: each time it was said, attacked or accepted. */
export const weightOf = ({ said, attacks, accepts }: Point): number => said.length + attacks.length + accepts.length;

export function groupsOf({ points }: ArgumentView, { options }: DebateHead): PointGroup[] {
  const order = (point: Point) => (stands(point) ? 0 : 2) + (point.side === 'against' ? 1 : 0);
  const groups = [...options.map(({ id }) => id), null].map((option) => {
    const own = points.filter((point) => point.option === option);
    const ranked = [...own].sort((a, b) => order(a) - order(b) || weightOf(b) - weightOf(a));
    // The weightiest are shown, whichever side they are on, in the order of the list.
    const shown = new Set([...own].sort((a, b) => weightOf(b) - weightOf(a)).slice(0, GLANCE));
    return {
      option,
      points: [...ranked.filter((one) => shown.has(one)), ...ranked.filter((one) => !shown.has(one))],
      first: Math.min(GLANCE, own.length),
    };
  });
  return groups.filter((group) => group.points.length > 0);
}

/** A line between two nodes of the map; `weight` is how often it was argued. */
export interface Link {
  from: string;
  to: string;
  side: Point['side'];
  weight: number;
  isStanding: boolean;
}

export const nodeOf = {
  option: (id: string) => `option ${id}`,
  criterion: (id: string) => `criterion ${id}`,
  quantity: (id: string) => `quantity ${id}`,
  point: (id: string) => `point ${id}`,
};

/** From each option over criteria and quantities to its points; links that lie on each other are one, and thicker. */
export function linksOf(points: readonly Point[], { quantities, criteria }: ArgumentView): Link[] {
  const links = new Map<string, Link>();
  const add = (from: string, to: string, point: Point) => {
    const key = `${from}|${to}|${point.side}`;
    const link = links.get(key) ?? { from, to, side: point.side, weight: 0, isStanding: false };
    link.weight += point.said.length;
    link.isStanding ||= stands(point);
    links.set(key, link);
  };
  const known = new Set(criteria.map(({ id }) => id));
  for (const point of points) {
    const { option, criterion, quantity } = point;
    const end = nodeOf.point(point.id);
    const behind = quantities.find(({ id }) => id === quantity)?.criteria.filter((id) => known.has(id)) ?? [];
    if (quantity !== null) add(nodeOf.quantity(quantity), end, point);
    // Of the criteria that a quantity is behind the first stands for all: each more would be a line that nobody drew.
    const [over = null] = criterion === null ? behind : [criterion];
    const next = quantity === null ? end : nodeOf.quantity(quantity);
    if (over !== null) add(nodeOf.criterion(over), next, point);
    if (option !== null) add(nodeOf.option(option), over === null ? next : nodeOf.criterion(over), point);
  }
  return [...links.values()];
}

/** Places of nodes in a column: each beside what it leads to, none over another; `least` is the top of the first. */
export function spread(wanted: readonly { id: string; y: number; height: number }[], gap: number): Map<string, number> {
  const sorted = [...wanted].sort((a, b) => a.y - b.y);
  const tops: number[] = [];
  let least = 0;
  for (const { y, height } of sorted) {
    const top = Math.max(least, y - height / 2);
    tops.push(top);
    least = top + height + gap;
  }
  return new Map(sorted.map(({ id }, index) => [id, tops[index] ?? 0]));
}
