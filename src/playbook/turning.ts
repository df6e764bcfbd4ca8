import { headOf } from '../core/scenario.ts';
import { atBestSettings } from '../reasoning/amendments.ts';
import { withFact } from '../reasoning/evaluate.ts';
import { movableFacts } from '../reasoning/solve.ts';
import { assess } from '../reasoning/support.ts';
import { aheadBySteps } from '../reasoning/weighing.ts';
import type { Phrase } from '../wording/amounts.ts';
import { asPhrase, printAmount } from '../wording/amounts.ts';
import { standing } from './addressing.ts';
import { begun, countingDays, ofCalendar } from './begun.ts';
import type { Threshold } from './measuring.ts';
import { aheadEdge, isCountedOn } from './measuring.ts';
import type { Move } from './move.ts';
import { byFact } from './move.ts';
import { solvedForAll } from './solved-once.ts';
import type { Talk } from './talk.ts';
import { turnsSinceNews } from './view.ts';
import type { Sum } from './weighing.ts';
import { sumsSaid } from './weighing.ts';

/** `option/fact~turn`: where a sum that somebody did comes out the other way. */
export const TURN = '~turn';
/** A fact without a range of its own is not asked to change by more than this. */
const FAR = 0.5;

/** What would turn the sum that a colleague has just done: the nearest value of a fact, tested against every limit and every rival. */
export function turning(talk: Talk): Move[] {
  const { view, best } = talk;
  const isTurned = turnsSinceNews(view).some(({ claims }) => claims.some(({ reason }) => reason?.endsWith(TURN)));
  const sum = sumsSaid(talk).findLast(({ speaker }) => speaker !== view.seat.id);
  if (isTurned || sum === undefined) return [];
  const edges = edgesOf(talk, sum);
  const told = edges.flatMap((one) => {
    const then = consequence(talk, sum.option, one);
    return then === null ? [] : [{ ...one, then }];
  });
  // Where it turns with what is known already, nothing would have to change.
  const edge = told.find(({ distance }) => printAmount(distance, 'share', talk.tell.language).number.text !== '0');
  if (edge === undefined) return [];
  const { name, at, beyond, then } = edge;
  const { tell, model } = { tell: talk.tell, model: view.model };
  const amount = asPhrase(printAmount(at, model.scenario.facts[name]?.unit ?? '', tell.language), [
    `rule:threshold.${name}`,
  ]);
  const far = asPhrase(
    printAmount(edge.distance, 'share', tell.language),
    [`rule:threshold.${name}`, `fact:${name}`],
    'change',
  );
  const isAgainst = best !== sum.option;
  return [
    {
      kind: 'turn',
      act: isAgainst ? 'rebut' : 'support',
      addressee: sum.speaker,
      answers: { turn: sum.turn, claim: sum.claim },
      question: null,
      utility: isAgainst ? 8.4 : 6.1,
      sentences: [
        {
          symbol: 'turn',
          slots: {
            say: countingDays(
              talk,
              tell.say.turns(tell.label(name), amount, beyond, far, then),
              isCountedOn(talk, name, edge),
            ),
            ...standing(talk),
          },
          asserts: {
            slot: 'say',
            what: byFact(name, {
              reason: `${sum.option}/${name}${TURN}`,
              option: sum.option,
              side: isAgainst ? 'against' : 'for',
              gist: tell.say.echo({ label: tell.label(name), amount }),
            }),
          },
        },
      ],
    },
  ];
}

type Edge = Threshold & { name: string; distance: number };

/** Where facts would put another option ahead, the nearest first. */
function edgesOf(talk: Talk, { option }: Sum): Edge[] {
  const { view } = talk;
  const { world, knowledge } = view.now;
  if (solvedForAll(talk, 'ahead', () => aheadBySteps(view.model, world)) !== option) return [];
  return (
    movableFacts(view.model, world)
      // What a measurement's bar has said is not said again.
      .filter(({ path }) => !talk.reasons.has(`measure:${path}`))
      .filter(({ path, now }) => path === headOf(path) && now !== 0 && knowledge.facts.get(path)?.how !== 'assumed')
      .flatMap(({ path: name, now, fact, range }) => {
        const ends = fact.range ?? range.map((end) => clamp(end, now * (1 - FAR), now * (1 + FAR)));
        return ends.flatMap((end) => {
          const edge = end === now ? null : aheadEdge(talk, { name, now, end });
          return edge === null ? [] : [{ ...edge, name, distance: Math.abs(edge.at / now - 1) }];
        });
      })
      .sort((a, b) => a.distance - b.distance)
  );
}

const clamp = (value: number, a: number, b: number) => Math.min(Math.max(value, Math.min(a, b)), Math.max(a, b));

/** Why an option no longer leads right behind an edge: a limit, or another one that is ahead. */
function consequence(talk: Talk, option: string, { name, past, option: other }: Edge): Phrase | null {
  const { view, tell } = talk;
  const { seat, now } = view;
  const model = begun(talk, name);
  const tried = withFact(now.world, name, past);
  const there = assess(model, atBestSettings(model, tried), seat.values).options.get(option);
  const [missed] = there?.missed ?? [];
  if (there !== undefined && missed !== undefined) return tell.breaks(ofCalendar(talk, missed) ?? missed, there.values);
  return other === null || other === option ? null : tell.say.leads(tell.option(other), tell.option(option));
}
