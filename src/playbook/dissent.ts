import { leadOf, stepsBetween } from '../reasoning/steps.ts';
import type { Phrase } from '../wording/amounts.ts';
import { asPhrase, printAmount } from '../wording/amounts.ts';
import type { Talk } from './talk.ts';
import { turnsSinceNews } from './view.ts';
import { leadIn } from './weighing.ts';
import { gainOf } from './worth.ts';

/** Another option than the one that leads, kept by one member, and why. */
export interface Dissent {
  option: string;
  /** The fact that speaks for it over much of its range. */
  name: string;
  say: Phrase;
}

/** Of a step: whoever is less ahead is hardly ahead. */
const THIN = 1 / 3;
/** Of the range of a fact, from which on it is no remote end. */
const MUCH = 0.4;

/**
 * Where goals trade one for one nobody's order of values differs, and the figures are everybody's. They still do not settle it where the lead is
 * thin and the truth about one fact may as well lie where the next option is the choice: whoever spoke of that fact last then keeps that
 * option, once the others are enough without them. Null for everybody else.
 */
export function dissentOf(talk: Talk): Dissent | null {
  const { view, best, tell } = talk;
  if (best === null || view.brief.task !== 'vote' || view.model.scenario.weights !== 'equal') return null;
  if (view.question.audience === 'junior') return null;
  const others = [...talk.stances().values()];
  if (others.length < 2 || others.some(({ option }) => option !== best)) return null;
  const [next] = [...view.now.assessment.options.values()]
    .filter(({ option, missed }) => option !== best && missed.length === 0)
    .sort((a, b) => b.share - a.share);
  const steps = next === undefined ? null : stepsBetween(view.now.assessment, best, next.option);
  const lead = next === undefined ? null : leadIn(talk, best, next.option);
  if (next === undefined || steps === null || lead === null || leadOf(steps) >= THIN) return null;
  const found = Object.keys(view.model.scenario.facts).flatMap((name) => {
    const last = lastOn(talk, name);
    const measurement = view.question.model.measurements.find(({ learns }) => learns === name) ?? { learns: name };
    const gain = last === null ? null : gainOf(talk, measurement);
    if (last === null || gain === null) return [];
    const isBroken = gain.misses >= MUCH;
    const share = isBroken ? gain.misses : gain.chance;
    return share < MUCH ? [] : [{ name, share, isBroken, last }];
  });
  // One member, whoever of all facts spoke last.
  const [first] = found.sort((a, b) => b.last.turn - a.last.turn || b.share - a.share);
  if (first === undefined || first.last.speaker !== view.seat.id) return null;
  const { name, isBroken } = first;
  const share = asPhrase(printAmount(Number(first.share.toPrecision(2)), 'share', tell.language), [
    `rule:share.${name}`,
  ]);
  const say = tell.say.keeps(tell.option(next.option), tell.option(best), lead, tell.label(name), share, isBroken);
  return { option: next.option, name, say };
}

/** Who last spoke of what a fact may be instead, or of measuring it. */
function lastOn({ view }: Talk, name: string): { speaker: string; turn: number } | null {
  const about = (reason: string | null) =>
    reason !== null &&
    ([`measure:${name}`, `bar:${name}`, `worth:${name}`].includes(reason) || reason.includes(`~range:${name}@`));
  return turnsSinceNews(view).findLast(({ claims }) => claims.some(({ reason }) => about(reason))) ?? null;
}
