import { eventsOf } from '../../src/core/events.ts';
import type { Consideration } from '../../src/core/scenario.ts';
import { readFrom } from '../../src/project/index.ts';
import { figureRead, resolveArgs } from '../../src/reasoning/considerations.ts';
import { factValue, strengthFrom } from '../../src/reasoning/view.ts';
import { runTool } from '../../src/workbench/index.ts';
import type { Held } from './held.ts';

/** Options that a calculation or a fact rules out, on the facts as the debate left them. */
export function impossibleOptions({ scenario, loaded, trial }: Held): string[] {
  const facts = { ...scenario.facts };
  for (const { set } of eventsOf(trial.events, 'fact.changed'))
    for (const [name, { to }] of Object.entries(set)) {
      const fact = facts[name];
      if (fact) facts[name] = { ...fact, value: to };
    }
  const files = Object.fromEntries(Object.entries(loaded.data).map(([name, { file }]) => [name, file]));
  const readingOf = ({ from }: Consideration): number | null => {
    if ('fact' in from) return factValue(facts, from.fact);
    if (!('tool' in from)) return null;
    return (
      runTool(from.tool, resolveArgs(from.args, facts, files), readFrom(loaded.data)).figures[figureRead(from) ?? '']
        ?.value ?? null
    );
  };
  return scenario.considerations.flatMap((one) =>
    one.excludes !== undefined && strengthFrom(one, readingOf(one)) >= 1 ? [one.excludes] : [],
  );
}

/** Final votes for an option that is impossible. */
export function votesForImpossible(held: Held): string[] {
  const impossible = new Set(impossibleOptions(held));
  return eventsOf(held.trial.events, 'vote.cast')
    .filter(({ blind, option }) => !blind && option !== null && impossible.has(option))
    .map(({ member, option }) => `${held.name} seed ${held.seed}: ${member} votes ${option}`);
}

/** Rebuttals that do not answer an earlier claim of somebody else about the same option or quantity. */
export function looseReplies({ name, seed, turns }: Held): string[] {
  return turns
    .filter(({ act }) => act === 'rebut')
    .flatMap(({ turn, speaker, answers, claims }) => {
      const answered = turns.find((earlier) => earlier.turn === answers?.turn);
      const claim = answered?.claims.find((candidate) => candidate.claim === answers?.claim);
      const shares = claims.some(
        ({ option, figure }) => option === claim?.option || (figure !== null && figure.name === claim?.figure?.name),
      );
      const sound =
        answered !== undefined && claim !== undefined && answered.turn < turn && answered.speaker !== speaker;
      return sound && shares ? [] : [`${name} seed ${seed}: turn ${turn} answers turn ${answers?.turn}`];
    });
}
