import { withFact } from '../reasoning/evaluate.ts';
import { assess } from '../reasoning/support.ts';
import type { Phrase } from '../wording/amounts.ts';
import { asPhrase, printAmount } from '../wording/amounts.ts';
import type { Term } from '../wording/clause.ts';
import { Teller } from '../wording/tell.ts';
import { standing, TO_ALL } from './addressing.ts';
import { barAt, isCountedOn, thresholdOf } from './measuring.ts';
import type { Move } from './move.ts';
import { BOUND } from './ranges.ts';
import type { Talk } from './talk.ts';
import { TURN } from './turning.ts';

/** `option/fact~with:other`: what becomes of an option where two bounds are reached at once. */
const WITH = '~with:';

/** Two bars that were told one by one and do not hold together. */
export function together(talk: Talk): Move[] {
  const { view, tell, best } = talk;
  if (best === null || view.question.audience === 'junior') return [];
  if ([...talk.reasons].some((reason) => reason.startsWith(`${best}/`) && reason.includes(WITH))) return [];
  return jointOf(talk, best)
    .slice(0, 1)
    .map(
      ({ first, second, then, reason }): Move => ({
        kind: 'together',
        act: 'support',
        ...TO_ALL,
        utility: 6.6,
        sentences: [
          {
            symbol: 'together',
            slots: { say: tell.say.together(first, second, then), ...standing(talk) },
            asserts: {
              slot: 'say',
              what: {
                reason,
                option: best,
                side: 'against',
                evidence: { kind: 'none', ref: null },
                figure: null,
                gist: then,
              },
            },
          },
        ],
      }),
    );
}

/** A bar that somebody has told, as it was told. */
interface Told {
  name: string;
  at: number;
  term: Term;
}

function toldBars(talk: Talk, best: string): Told[] {
  const { view, tell } = talk;
  return Object.entries(view.model.scenario.facts).flatMap(([name, fact]) => {
    const now = view.now.world.facts.get(name);
    const index = view.question.model.measurements.findIndex(({ learns }) => learns === name);
    const measurement = view.question.model.measurements[index];
    const isMeasured = measurement !== undefined && talk.reasons.has(`measure:${name}`);
    if (
      typeof now !== 'number' ||
      !(isMeasured || [BOUND, TURN].some((end) => talk.reasons.has(`${best}/${name}${end}`)))
    )
      return [];
    const threshold = isMeasured ? null : thresholdOf(talk, name, now);
    const at = isMeasured ? barAt(talk, measurement)?.bar : threshold?.at;
    // Of one that counts the days of a measurement both would have to count them.
    if (at === undefined || (threshold !== null && isCountedOn(talk, name, threshold))) return [];
    const ref = isMeasured ? (`rule:measurement-${index}.threshold` as const) : (`rule:threshold.${name}` as const);
    const amount = asPhrase(printAmount(at, fact.unit ?? '', tell.language), [ref]);
    return [{ name, at, term: { label: tell.label(name), amount } }];
  });
}

/** Pairs of bars of which each holds alone and both together do not: the limit that is missed there. */
function jointOf(talk: Talk, best: string): { first: Term; second: Term; then: Phrase; reason: string }[] {
  const { view } = talk;
  const { model, seat, now } = view;
  const bars = toldBars(talk, best);
  const missedIn = (world: typeof now.world) => {
    const assessment = assess(model, world, seat.values);
    const standing = assessment.options.get(best);
    return { assessment, standing, need: standing?.missed[0] };
  };
  return bars.flatMap((one, index) =>
    bars.slice(index + 1).flatMap((other) => {
      const alone = [one, other].some(({ name, at }) => missedIn(withFact(now.world, name, at)).need !== undefined);
      const world = withFact(withFact(now.world, one.name, one.at), other.name, other.at);
      const { assessment, standing: there, need } = missedIn(world);
      if (alone || need === undefined || there === undefined) return [];
      const { refOf } = talk.citing.trying({ world, assessment }, [one.name, other.name]);
      const then = new Teller(model, talk.tell.language, refOf).miss(need, there.values);
      return then === null
        ? []
        : [{ first: one.term, second: other.term, then, reason: `${best}/${one.name}${WITH}${other.name}` }];
    }),
  );
}
