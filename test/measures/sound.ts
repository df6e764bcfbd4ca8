import { canonicalJson } from '../../src/core/canonical.ts';
import type { EventBody } from '../../src/core/events.ts';
import { eventsOf } from '../../src/core/events.ts';
import type { FactValue } from '../../src/core/scenario.ts';
import type { Claim, Quantity } from '../../src/core/turn.ts';
import { readFrom } from '../../src/project/index.ts';
import { amendments } from '../../src/reasoning/amendments.ts';
import { OptionValues, worldWith } from '../../src/reasoning/evaluate.ts';
import { heardIn } from '../../src/reasoning/heard.ts';
import { compileModel, restsOn } from '../../src/reasoning/model.ts';
import { pooledWorld, unasked } from '../../src/reasoning/pooling.ts';
import { calculatorOver } from '../../src/workbench/calculator.ts';
import type { Held } from './held.ts';

type Called = EventBody<'tool.called'>;

/** How a fault is named in a list: the debate, the turn, what it is. */
const fault = ({ name, seed }: Held, turn: number, what: string) => `${name} seed ${seed}, turn ${turn}: ${what}`;

/** Options that miss a limit with all that the table knew at the vote, settings that were proposed or shared among it. */
export function impossibleOptions({ scenario, loaded, trial }: Held): string[] {
  const model = compileModel(scenario);
  const heard = heardIn(trial.events, scenario.facts);
  const data = Object.fromEntries(Object.entries(loaded.data).map(([name, { file }]) => [name, file]));
  const world = pooledWorld(model, heard, {
    seats: scenario.cast,
    data,
    calculate: calculatorOver(readFrom(loaded.data)),
    closed: unasked(scenario, heard),
  });
  const settled = worldWith(world, amendments(model, world));
  return model.options.filter((option) => {
    const values = new OptionValues(model, settled, option);
    return model.criteria.some((criterion) => criterion.kind === 'need' && values.meets(criterion) === false);
  });
}

/** Final votes for an option that is impossible. */
export function votesForImpossible(held: Held): string[] {
  const impossible = new Set(impossibleOptions(held));
  return eventsOf(held.trial.events, 'vote.cast')
    .filter(({ blind, option }) => !blind && option !== null && impossible.has(option))
    .map(({ member, option, turn }) => fault(held, turn, `${member} votes ${option}`));
}

/** Answers to what nobody else has said before. */
export function looseReplies(held: Held): string[] {
  return held.turns.flatMap(({ turn, speaker, addressee, act, answers }) => {
    if (answers === null)
      return ['rebut', 'concede', 'answer'].includes(act) ? [fault(held, turn, `a ${act} of nothing`)] : [];
    const answered = held.turns.find((earlier) => earlier.turn === answers.turn);
    const claim = answered?.claims.find((candidate) => candidate.claim === answers.claim);
    if (answered === undefined || claim === undefined || answered.turn >= turn)
      return [fault(held, turn, 'answers what was not said')];
    if (answered.speaker === speaker) return [fault(held, turn, 'answers itself')];
    return answered.speaker === addressee ? [] : [fault(held, turn, 'speaks to somebody else than it answers')];
  });
}

const UNRESOLVED =
  /[{}|]|\bundefined\b|\bnull\b|\(이\)|(은\/는|이\/가|을\/를|으로\/로|와\/과|이라는\/라는|이\/지|이죠\/죠|이에요\/예요)|\s[.,?!]|\s{2}|(?<!\.)\.\.(?!\.)|,\.|^\s*$/;

/** Slots, particles and groups of speech levels that stand as they are written. */
export function unresolved(held: Held): string[] {
  return held.turns.flatMap(({ turn, utterance, claims, condition, question }) =>
    [utterance, condition ?? '-', question?.text ?? '-', ...claims.flatMap(({ text, gist }) => [text, gist])].flatMap(
      (text) => (UNRESOLVED.test(text) ? [fault(held, turn, text)] : []),
    ),
  );
}

/** Claims that are no sentence of their own, as one that was carried on into another. */
export function halfSentences(held: Held): string[] {
  return held.turns.flatMap(({ turn, claims }) =>
    claims.flatMap(({ text }) => (/(니까|지만|고|며)$/.test(text) ? [fault(held, turn, text)] : [])),
  );
}

/** Rebuttals that speak, on evidence of their own, against the option that their speaker holds. */
export function ownGoals(held: Held): string[] {
  return held.turns.flatMap(({ turn, act, claims, stance, utterance }) =>
    act === 'rebut' &&
    claims.some(
      ({ option, side, evidence }) =>
        option === stance.option && option !== null && side === 'against' && evidence.kind !== 'colleague',
    )
      ? [fault(held, turn, utterance)]
      : [],
  );
}

/**
 * Figures that an event has overtaken and that are said on as if nothing had happened. One is called so where the same sentence says
 * what it is now: `from 2.5 to 4`, `I said 54, it is 86`.
 */
export function staleFigures(held: Held): string[] {
  const { trial, scenario } = held;
  const changes = new Map<string, { from: FactValue; to: FactValue }>();
  const calls: Called[] = [];
  const found: string[] = [];
  const model = compileModel(scenario);
  const isOld = ({ refs, value }: Quantity): boolean =>
    refs.some((ref) => {
      const [, fact = ''] = /^fact:([^/]+)$/.exec(ref) ?? [];
      const changed = changes.get(fact);
      if (changed !== undefined) return value === changed.from && value !== changed.to;
      const [, turn, number, figure = ''] = /^(?:tool):(\d+)\.(\d+)\/(.+)$/.exec(ref) ?? [];
      const call = calls.find((one) => one.turn === Number(turn) && one.call === Number(number));
      const given = (call?.args['facts'] ?? {}) as Record<string, FactValue>;
      const [quantity = '', option = null] = figure.split('@');
      return [...changes].some(
        ([name, { to }]) =>
          name in given &&
          canonicalJson(given[name]) !== canonicalJson(to) &&
          [...restsOn(model, [quantity], option)].some((path) => path.split('.')[0] === name),
      );
    });
  const overtaken = new Set<string>();
  const said: { turn: number; claims: Claim[] }[] = [];
  for (const { type, body } of trial.events) {
    if (type === 'fact.changed') {
      for (const [name, change] of Object.entries(body.set)) changes.set(name, change);
      for (const { turn, claims } of said)
        for (const claim of claims) if (claim.numbers.some(isOld)) overtaken.add(`turn:${turn}.${claim.claim}`);
    }
    if (type === 'tool.called') calls.push(body);
    if (type !== 'turn.recorded') continue;
    said.push(body);
    for (const { numbers, text } of body.claims) {
      const old = numbers.filter((number) => isOld(number) || number.refs.some((ref) => overtaken.has(ref)));
      const fresh = numbers.filter((number) => !old.includes(number));
      if (old.length > 0 && fresh.length === 0) found.push(fault(held, body.turn, text));
    }
  }
  return found;
}

/** A change from which on a listener would ask why. */
export const NOTICEABLE = 0.02;

/** Turns in which a member's support has moved and that do not say what moved it. */
export function silentMoves(held: Held): string[] {
  const { turns, scenario } = held;
  return turns.flatMap((turn) => {
    const last = turns.findLast((other) => other.speaker === turn.speaker && other.turn < turn.turn);
    if (last === undefined || turn.phase === 'close') return [];
    const about = last.stance.option ?? turn.stance.option ?? '';
    const moved = Math.abs((turn.stance.support[about] ?? 0) - (last.stance.support[about] ?? 0));
    const hasChanged = turn.stance.option !== last.stance.option;
    if (moved < NOTICEABLE && !hasChanged) return [];
    const how = `${about} ${(last.stance.support[about] ?? 0).toFixed(2)} -> ${(turn.stance.support[about] ?? 0).toFixed(2)}, ${turn.stance.option}`;
    if (turn.stance.movedBy.length === 0) return [fault(held, turn.turn, `${how}, by nothing: ${turn.utterance}`)];
    const short = scenario.options[turn.stance.option ?? '']?.short ?? '';
    if (hasChanged && !turn.utterance.toLowerCase().includes(short.toLowerCase()))
      return [fault(held, turn.turn, `${how}, which it does not name: ${turn.utterance}`)];
    return [];
  });
}
