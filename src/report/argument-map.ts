/** What became of a point in the end. `changed`: a fact under it changed. */
export type PointStatus = 'open' | 'conceded' | 'withdrawn' | 'refuted' | 'changed';

/** One thing that was argued, whoever said it and however often: the same reason for or against the same option. */
export interface Point {
  id: string;
  /** Null where it speaks of no option, as a fact. */
  option: string | null;
  side: 'for' | 'against' | null;
  /** What it is judged by; null where that is a judgement, or in the speaker's own words. */
  criterion: string | null;
  /** A quantity or fact behind a criterion; null where it is the criterion's own. */
  quantity: string | null;
  /** As it was said last, while it stood. */
  text: string;
  status: PointStatus;
  /** Each time that it was said, in order. */
  said: { turn: number; speaker: string }[];
  /** Turns that spoke against it, and those that accepted it aloud. */
  attacks: { turn: number; speaker: string }[];
  accepts: { turn: number; speaker: string }[];
}

/** A debate's argument: what it was judged by, which quantities came up, and every point with what became of it. */
export interface ArgumentMap {
  criteria: { id: string; label: string }[];
  /** `criteria` are those spoken of that it is behind. */
  quantities: { id: string; label: string; criteria: string[] }[];
  points: Point[];
}
