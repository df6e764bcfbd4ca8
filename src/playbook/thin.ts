import { goalsOf } from '../reasoning/model.ts';
import { leadOf, stepsBetween } from '../reasoning/steps.ts';
import { standing } from './addressing.ts';
import type { Sentence } from './move.ts';
import type { Talk } from './talk.ts';
import { turnsSinceNews } from './view.ts';
import { coinOf, leadIn } from './weighing.ts';

/** `option/rival~thin`: the lead of one over the other is less than one step. */
const THIN = '~thin';

/**
 * That an option is ahead of another one by less than one step, where all goals trade so and nobody has said it since the last news. `isNamed`: the
 * same turn has just said by how much.
 */
export function thinLead(talk: Talk, option: string, rival: string, isNamed = false): Sentence[] {
  const { view, tell } = talk;
  if (view.model.scenario.weights !== 'equal' || view.question.audience === 'junior') return [];
  const steps = stepsBetween(view.now.assessment, option, rival);
  const lead = steps === null ? 0 : leadOf(steps);
  const reason = `${option}/${rival}${THIN}`;
  const isSaid = turnsSinceNews(view).some(({ claims }) => claims.some((claim) => claim.reason === reason));
  // Of two goals or more there is a sum to speak of.
  if (steps === null || lead <= 0 || lead >= 1 || isSaid || goalsOf(view.model).length < 2) return [];
  const printed = leadIn(talk, option, rival);
  const coin = coinOf(talk, tell, talk.values(option), steps);
  if (printed === null || coin === null) return [];
  const say = tell.say.thin(printed, coin.amount, isNamed);
  return [
    {
      symbol: 'thin',
      slots: { say, ...standing(talk) },
      asserts: {
        slot: 'say',
        what: { reason, option, side: 'against', evidence: { kind: 'none', ref: null }, figure: null, gist: say },
      },
    },
  ];
}
