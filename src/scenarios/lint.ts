import type { PersonaCard } from '../core/card.ts';
import { calledOf, foldedName } from '../core/card.ts';
import type { Scenario } from '../core/scenario.ts';
import { dataIn, factsOf } from '../reasoning/considerations.ts';
import { targetOf } from './links.ts';
import type { Path } from './source.ts';
import { slotsIn, spokenIn } from './wording.ts';

/** Something that loads and yet is probably not meant. `warning`: the debate suffers; `note`: worth a look. */
export interface Remark {
  level: 'warning' | 'note';
  message: string;
  path: Path;
}

/** What a writer should look at once more. With `cards` also what depends on who sits in the cast. */
export function lintScenario(scenario: Scenario, { cards = [] }: { cards?: readonly PersonaCard[] } = {}): Remark[] {
  return [
    ...unusedFacts(scenario),
    ...unusedData(scenario),
    ...unsupportedOptions(scenario),
    ...onlyJudgements(scenario),
    ...absentMembers(scenario, cards),
    ...unrankedValues(scenario, cards),
    ...vainExpectations(scenario),
  ];
}

function* unusedFacts(scenario: Scenario): Generator<Remark> {
  const { considerations, facts } = scenario;
  const used = new Set(considerations.flatMap(({ from }) => factsOf(from)).map(headOf));
  for (const { text } of spokenIn(scenario, () => 'all')) {
    for (const { kind, name } of slotsIn(text)) if (kind === 'fact') used.add(headOf(name));
  }
  for (const name of Object.keys(facts).filter((known) => !used.has(known))) {
    yield { level: 'warning', path: ['facts', name], message: `nothing rests on the fact \`${name}\`` };
  }
}

function* unusedData({ considerations, data }: Scenario): Generator<Remark> {
  const read = new Set(considerations.flatMap(({ from }) => ('tool' in from ? dataIn(from.args) : [])));
  for (const name of Object.keys(data).filter((known) => !read.has(known))) {
    yield { level: 'warning', path: ['data', name], message: `no tool reads the data file \`${name}\`` };
  }
}

function* unsupportedOptions({ considerations, options }: Scenario): Generator<Remark> {
  const supported = new Set(considerations.map(({ for: option }) => option));
  for (const name of Object.keys(options).filter((option) => !supported.has(option))) {
    yield { level: 'warning', path: ['options', name], message: `nothing speaks for the option \`${name}\`` };
  }
}

function* onlyJudgements({ considerations }: Scenario): Generator<Remark> {
  if (considerations.length === 0) {
    yield { level: 'warning', path: [], message: 'there is no consideration, so nobody has anything to argue from' };
  } else if (considerations.every(({ from }) => 'judgement' in from)) {
    const message = 'every consideration is a judgement; the debate rests on no figure and no fact';
    yield { level: 'warning', path: ['considerations'], message };
  }
}

/** Names that nobody in this cast answers to; they may still belong to a colleague who is asked. */
function* absentMembers(scenario: Scenario, cards: readonly PersonaCard[]): Generator<Remark> {
  const seated = new Set(scenario.cast.flatMap((name) => namesOf(name, cards)));
  const named: { names: readonly string[]; path: Path; what: string }[] = [
    ...Object.entries(scenario.facts).map(([fact, { knownBy = [] }]) => ({
      names: knownBy,
      path: ['facts', fact, 'knownBy'],
      what: `knows the fact \`${fact}\``,
    })),
    ...scenario.considerations.map(({ id, raisedBy = [] }, index) => ({
      names: raisedBy,
      path: ['considerations', index, 'raisedBy'],
      what: `would raise \`${id}\``,
    })),
    ...Object.entries(scenario.options).flatMap(([option, { actions }]) =>
      actions.map(({ owner }, index) => ({
        names: [owner],
        path: ['options', option, 'actions', index],
        what: `owns an action of \`${option}\``,
      })),
    ),
    { names: scenario.expect?.dissent ?? [], path: ['expect', 'dissent'], what: 'is expected to dissent' },
  ];
  for (const { names, path, what } of named) {
    for (const name of names.filter((other) => !seated.has(foldedName(other)))) {
      yield { level: 'warning', path, message: `\`${name}\` ${what} and is not in the cast` };
    }
  }
}

function* unrankedValues({ considerations, cast }: Scenario, cards: readonly PersonaCard[]): Generator<Remark> {
  const present = cards.filter((card) => cast.some((name) => calledOf(card).includes(foldedName(name))));
  if (present.length === 0) return;
  const cared = new Set(present.flatMap(({ persona: { values } }) => values.slice(0, Math.ceil(values.length / 2))));
  for (const [index, { id, value }] of considerations.entries()) {
    if (cared.has(value)) continue;
    const message = `nobody in the cast ranks \`${value}\` in the upper half, so \`${id}\` will count little`;
    yield { level: 'note', path: ['considerations', index, 'value'], message };
  }
}

function* vainExpectations({ considerations, expect, decision }: Scenario): Generator<Remark> {
  if (expect === undefined) return;
  const favoured = considerations.flatMap((one) => (targetOf(one)?.side === 'for' ? [targetOf(one)?.target] : []));
  if (expect.decision.length > 0 && favoured.length > 0 && !expect.decision.some((name) => favoured.includes(name))) {
    const message = `the decision cannot be ${expect.decision.join(' or ')}: everything that is said for an option is said for another one`;
    yield { level: 'warning', path: ['expect', 'decision'], message };
  }
  if (expect.consulted.length > 0 && !considerations.some(({ from }) => 'consult' in from)) {
    const message = `${expect.consulted.join(', ')} may never be asked: no consideration rests on a consult`;
    yield { level: 'warning', path: ['expect', 'consulted'], message };
  }
  if (decision === 'consensus' && expect.decision.length > 0 && expect.dissent.length > 0) {
    const message = 'under consensus a decision leaves nobody in dissent; expect one or the other';
    yield { level: 'warning', path: ['expect', 'dissent'], message };
  }
}

const headOf = (name: string) => name.split('.')[0] ?? name;

/** The name itself and, when a card answers to it, all other names of that member. */
function namesOf(name: string, cards: readonly PersonaCard[]): string[] {
  const folded = foldedName(name);
  return [folded, ...(cards.map(calledOf).find((names) => names.includes(folded)) ?? [])];
}
