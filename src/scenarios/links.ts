import { nearest } from '../core/nearest.ts';
import type { Consideration, Scenario } from '../core/scenario.ts';
import { MAX_ROUNDS } from './change.ts';
import type { Finding } from './finding.ts';
import type { Path } from './source.ts';

const SIDES = ['for', 'against', 'excludes'] as const;
const PHASES = ['opening', 'rebuttal', 'vote', 'close'] as const;

/** Names that must lead somewhere within the scenario, and orders that must hold. */
export function* checkLinks(scenario: Scenario): Generator<Finding> {
  yield* checkNames(scenario);
  yield* checkTargets(scenario);
  yield* checkOtherwise(scenario);
  yield* checkCycles(scenario.considerations);
  yield* checkProtocol(scenario);
  yield* checkExperiment(scenario);
  yield* checkCast(scenario);
}

/** What a consideration speaks about, and how; null when it does not say exactly one thing. */
export function targetOf(consideration: Consideration): { side: (typeof SIDES)[number]; target: string } | null {
  const said = SIDES.flatMap((side) => {
    const target = consideration[side];
    return target === undefined ? [] : [{ side, target }];
  });
  return said.length === 1 ? (said[0] ?? null) : null;
}

function* checkNames({ considerations, options, facts }: Scenario): Generator<Finding> {
  const seen = new Set(Object.keys(options));
  for (const [index, { id }] of considerations.entries()) {
    if (seen.has(id)) {
      yield {
        path: ['considerations', index, 'id'],
        sentence: `expected a name of its own, \`${id}\` is taken by an option or another consideration`,
      };
    }
    seen.add(id);
  }
  if (Object.hasOwn(facts, 'data')) {
    yield {
      path: ['facts', 'data'],
      at: 'key',
      sentence: 'expected another name than `data`, which `$data.name` needs for files',
    };
  }
}

/** Words for the other side of neutral need a reading that has another side. */
function* checkOtherwise({ considerations }: Scenario): Generator<Finding> {
  for (const [index, { from, otherwise }] of considerations.entries()) {
    if (otherwise === undefined || ('read' in from && from.read.signed)) continue;
    const sentence = 'expected `signed: true` in `read` beside `otherwise`, else nobody ever says it';
    yield { path: ['considerations', index, 'otherwise'], at: 'key', sentence };
  }
}

function* checkTargets({ considerations, options }: Scenario): Generator<Finding> {
  const names = Object.keys(options);
  const ids = considerations.map(({ id }) => id);
  for (const [index, consideration] of considerations.entries()) {
    const path: Path = ['considerations', index];
    const said = targetOf(consideration);
    if (said === null) {
      const found = SIDES.filter((side) => consideration[side] !== undefined).map((side) => `\`${side}\``);
      const sentence = `expected exactly one of \`for\`, \`against\` and \`excludes\` in \`${consideration.id}\`, found ${found.join(' and ') || 'none'}`;
      yield { path, sentence };
      continue;
    }
    const { side, target } = said;
    const known = side === 'excludes' ? names : [...names, ...ids.filter((id) => id !== consideration.id)];
    if (known.includes(target)) continue;
    const what = side === 'excludes' ? 'an option' : 'an option or another consideration';
    yield {
      path: [...path, side],
      sentence: `expected ${what} in \`${side}\`, found \`${target}\`${nearest(target, known)}`,
    };
  }
}

/** Reasons about reasons must end at an option. */
function* checkCycles(considerations: readonly Consideration[]): Generator<Finding> {
  const byId = new Map(considerations.map((consideration) => [consideration.id, consideration]));
  for (const [index, { id }] of considerations.entries()) {
    const trail = [id];
    for (let at = byId.get(id); at !== undefined; ) {
      const said = targetOf(at);
      if (said === null || !byId.has(said.target)) break;
      trail.push(said.target);
      if (said.target === id && trail.length > 2) {
        const { side } = targetOf(considerations[index] as Consideration) ?? { side: 'for' };
        yield {
          path: ['considerations', index, side],
          sentence: `expected reasons that end at an option, found the circle ${trail.join(' -> ')}`,
        };
      }
      if (trail.indexOf(said.target) < trail.length - 1) break;
      at = byId.get(said.target);
    }
  }
}

function* checkProtocol({ protocol, events }: Scenario): Generator<Finding> {
  if (protocol[0]?.kind !== 'opening') {
    yield {
      path: ['protocol', 0],
      sentence: `expected the protocol to begin with an opening, found \`${protocol[0]?.kind ?? 'nothing'}\``,
    };
  }
  for (const [index, { kind }] of protocol.entries()) {
    const before = protocol[index - 1]?.kind;
    if (before !== undefined && PHASES.indexOf(kind) <= PHASES.indexOf(before)) {
      const sentence = `expected each phase once, in the order ${PHASES.join(', ')}; found \`${kind}\` after \`${before}\``;
      yield { path: ['protocol', index], sentence };
    }
  }
  if (!protocol.some(({ kind }) => kind === 'vote')) {
    yield { path: ['protocol'], sentence: 'expected a `vote` in the protocol, without it nothing is decided' };
  }
  const long = protocol.findIndex((phase) => phase.kind === 'rebuttal' && phase.rounds > MAX_ROUNDS);
  if (long >= 0) yield { path: ['protocol', long], sentence: `expected at most ${MAX_ROUNDS} rounds of rebuttal` };
  const rebuttal = protocol.find((phase) => phase.kind === 'rebuttal');
  const rounds = rebuttal?.kind === 'rebuttal' ? rebuttal.rounds : 0;
  for (const [index, { after }] of events.entries()) {
    if (after.phase !== 'rebuttal' || after.round <= rounds) continue;
    const sentence = `expected a round that exists, found rebuttal ${after.round}; the protocol has ${rounds} of rebuttal`;
    yield { path: ['events', index, 'after'], sentence };
  }
}

function* checkExperiment({ experiment, expect, considerations, options }: Scenario): Generator<Finding> {
  const names = Object.keys(options);
  if (experiment !== undefined) {
    const described = considerations.find(({ id }) => id === experiment.consideration);
    const path: Path = ['experiment', 'consideration'];
    if (described === undefined) {
      const ids = considerations.map(({ id }) => id);
      yield {
        path,
        sentence: `no consideration is called \`${experiment.consideration}\`${nearest(experiment.consideration, ids)}`,
      };
    } else if (!('tool' in described.from)) {
      yield { path, sentence: `expected a consideration that rests on a tool, \`${described.id}\` does not` };
    }
    for (const key of ['then', 'otherwise'] as const) yield* checkOption(experiment[key], names, ['experiment', key]);
  }
  for (const [index, name] of (expect?.decision ?? []).entries()) {
    yield* checkOption(name, names, ['expect', 'decision', index]);
  }
}

function* checkOption(name: string, known: readonly string[], path: Path): Generator<Finding> {
  if (!known.includes(name)) yield { path, sentence: `no option is called \`${name}\`${nearest(name, known)}` };
}

function* checkCast({ cast }: Scenario): Generator<Finding> {
  const seen = new Set<string>();
  for (const [index, name] of cast.entries()) {
    const folded = name.toLowerCase();
    if (name.trim() === '')
      yield { path: ['cast', index], sentence: 'expected the name of a member, found an empty text' };
    if (seen.has(folded))
      yield { path: ['cast', index], sentence: `expected each member once, found \`${name}\` again` };
    seen.add(folded);
  }
}
