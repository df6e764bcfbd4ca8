import { foldedName } from '../../core/card.ts';
import { nearestName } from '../../core/nearest.ts';
import { COMMON_TOOLS } from '../../core/tool.ts';
import type { Path } from '../source.ts';
import type { Linted, Remark } from './remark.ts';
import { isCalled } from './remark.ts';

/** What depends on who sits at the table: who can calculate, who knows, who cares, who does it. */
export function* peopleRemarks(linted: Linted): Generator<Remark> {
  yield* uncomputable(linted);
  yield* absentMembers(linted);
  yield* unrankedValues(linted);
}

function* uncomputable({ scenario, seated, team }: Linted): Generator<Remark> {
  if (seated.length === 0) return;
  for (const [name, quantity] of Object.entries(scenario.quantities)) {
    if (!('tool' in quantity) || COMMON_TOOLS.includes(quantity.tool)) continue;
    const path: Path = ['quantities', name];
    if (!('consult' in quantity)) {
      if (seated.some(({ persona }) => persona.tools.includes(quantity.tool))) continue;
      const owners = team.filter(({ persona }) => persona.tools.includes(quantity.tool)).map(({ id }) => id);
      const hint = owners.length === 0 ? '' : `; ${owners.join(', ')} ${owners.length === 1 ? 'has' : 'have'} it`;
      yield {
        level: 'warning',
        path,
        message: `nobody in the cast has \`${quantity.tool}\`, so \`${name}\` is known to nobody${hint}`,
      };
      continue;
    }
    const topic = quantity.consult;
    const asks = seated.some(
      ({ persona }) => persona.defers.some((one) => one.topic === topic) || persona.desk.includes(topic),
    );
    if (!asks)
      yield {
        level: 'warning',
        path,
        message: `nobody in the cast asks about ${topic}, so \`${name}\` is known to nobody`,
      };
    else if (!team.some(({ persona }) => persona.desk.includes(topic)))
      yield { level: 'warning', path, message: `nobody answers for ${topic}, so \`${name}\` is known to nobody` };
  }
}

/** Names that nobody in this cast answers to. */
function* absentMembers({ scenario, seated, team }: Linted): Generator<Remark> {
  const { cast, facts, judgements, options, measurements, expect } = scenario;
  const isSeated = (name: string) =>
    cast.some((one) => foldedName(one) === foldedName(name)) || seated.some((card) => isCalled(card, name));
  for (const [fact, { knownBy = [], assumed }] of Object.entries(facts)) {
    const absent = knownBy.filter((name) => !isSeated(name));
    if (knownBy.length > 0 && absent.length === knownBy.length) {
      const then = assumed === undefined ? 'what rests on it has no value' : `everybody takes it to be ${assumed}`;
      yield {
        level: 'warning',
        path: ['facts', fact, 'knownBy'],
        message: `nobody in the cast knows \`${fact}\`: ${then}`,
      };
    } else if (absent.length > 0)
      yield {
        level: 'note',
        path: ['facts', fact, 'knownBy'],
        message: `${absent.join(', ')} knows \`${fact}\` and is not in the cast`,
      };
  }
  const named: { names: readonly string[]; path: Path; what: string }[] = [
    ...judgements.map(({ by = [], because }, index) => ({
      names: by,
      path: ['judgements', index, 'by'],
      what: `would say that ${because}`,
    })),
    ...measurements.map(({ owner, learns }, index) => ({
      names: owner === undefined ? [] : [owner],
      path: ['measurements', index, 'owner'],
      what: `would measure \`${learns}\``,
    })),
    ...Object.entries(options).flatMap(([option, { actions }]) =>
      actions.map(({ owner }, index) => ({
        names: [owner],
        path: ['options', option, 'actions', index],
        what: `owns an action of \`${option}\``,
      })),
    ),
    { names: expect?.dissent ?? [], path: ['expect', 'dissent'], what: 'is expected to dissent' },
  ];
  for (const { names, path, what } of named)
    for (const name of names.filter((other) => !isSeated(other))) {
      const meant = team.some((card) => isCalled(card, name)) ? undefined : nearestName(name, cast);
      const hint = meant === undefined ? '' : `; did you mean \`${meant}\`?`;
      yield { level: 'warning', path, message: `${name} ${what} and is not in the cast${hint}` };
    }
}

function* unrankedValues({ model, scenario, seated }: Linted): Generator<Remark> {
  if (seated.length === 0 || scenario.weights === 'equal') return;
  const cared = new Set(seated.flatMap(({ persona: { values } }) => values.slice(0, Math.ceil(values.length / 2))));
  for (const { kind, value, id, index } of model.criteria) {
    if (kind === 'need' || cared.has(value)) continue;
    const message = `nobody in the cast ranks \`${value}\` in the upper half, so \`${id}\` counts little`;
    yield { level: 'note', path: ['criteria', index, 'value'], message };
  }
}
