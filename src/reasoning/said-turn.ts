import type { EventBody } from '../core/events.ts';

/** A turn with what was set beside its words: what conditions, measurements and jobs are read from. */
export type SaidTurn = Pick<
  EventBody<'turn.recorded'>,
  | 'turn'
  | 'speaker'
  | 'act'
  | 'answers'
  | 'also'
  | 'claims'
  | 'withdraws'
  | 'drops'
  | 'utterance'
  | 'action'
  | 'condition'
  | 'measures'
>;
