import { PitwallError } from '../core/error.ts';
import { nearest } from '../core/nearest.ts';
import type { Adjustable, Scenario } from '../core/scenario.ts';
import { headOf } from '../core/scenario.ts';
import type { ToolIndex } from '../core/tool.ts';
import { figuresGiven } from '../core/tool.ts';
import type { DecisionModel } from '../reasoning/model.ts';
import { compileModel, settingIn } from '../reasoning/model.ts';
import { dataIn, factAt } from '../reasoning/references.ts';
import { choicesOf, endsOf, MOST_SETTINGS, settableWords, stepsBetween } from '../reasoning/settable.ts';
import { refusals } from './arguments.ts';
import { changedFacts, MAX_ROUNDS } from './change.ts';
import type { Finding } from './finding.ts';
import { attempt } from './finding.ts';
import { slotsOf } from './slots.ts';
import type { Path } from './source.ts';

const PHASES = ['opening', 'rebuttal', 'vote', 'close'] as const;

/** What is wrong with a scenario of the right shape: names, formulas, units, calculators, events and the order of phases. */
export function* checks(scenario: Scenario, tools: ToolIndex | undefined): Generator<Finding> {
  const faults: Finding[] = [];
  const model = compileModel(scenario, (fault) => faults.push(fault));
  yield* faults;
  yield* checkFacts(scenario);
  yield* checkAdjustments(scenario, model);
  yield* checkCalculators(scenario, tools);
  yield* checkNames(scenario);
  for (const { fact, path, index } of slotsOf(scenario))
    for (const finding of attempt(path, () => factAt(scenario.facts, fact))) yield { ...finding, index };
  yield* checkProtocol(scenario);
  yield* checkCast(scenario);
  if (faults.length === 0 && tools !== undefined) yield* refusals(model, tools);
  yield* checkEvents(scenario, faults.length === 0 ? tools : undefined);
}

function* checkFacts({ facts }: Scenario): Generator<Finding> {
  for (const [name, { value, range, assumed }] of Object.entries(facts)) {
    for (const key of ['range', 'assumed'] as const)
      if (
        (key === 'range' ? range : assumed) !== undefined &&
        !(typeof value === 'number' || (key === 'assumed' && typeof value === 'boolean'))
      )
        yield {
          path: ['facts', name, key],
          at: 'key',
          sentence: `expected \`${key}\` beside a number only, \`${name}\` is none`,
        };
    if (range !== undefined && typeof value === 'number' && (value < range[0] || value > range[1]))
      yield {
        path: ['facts', name, 'range'],
        sentence: `expected a range that holds the value ${value}, found ${range[0]} to ${range[1]}`,
      };
  }
}

function* checkAdjustments({ options }: Scenario, model: DecisionModel): Generator<Finding> {
  for (const [option, { set, adjust }] of Object.entries(options))
    for (const [input, one] of Object.entries(adjust)) {
      const path: Path = ['options', option, 'adjust', input];
      const wrong = notSettings(one);
      if (wrong !== null) {
        yield { path, sentence: wrong };
        continue;
      }
      const choices = choicesOf(one);
      const [low, high] = endsOf(one);
      const now = choices === null ? set[input] : settingIn(model, option, input);
      if (typeof now !== 'number') continue;
      if (choices === null && (now < low || now > high))
        yield { path, sentence: `expected bounds that hold the setting ${now}, found ${low} to ${high}` };
      if (choices?.some((at) => isSame(at, now)) === false)
        yield { path, sentence: `expected settings that include the setting ${now}, found ${settableWords(one)}` };
    }
}

/** What is wrong with a list or steps of settings by themselves; null where nothing is. */
function notSettings(one: Adjustable): string | null {
  const choices = choicesOf(one);
  if (choices === null) return null;
  const [low, high] = endsOf(one);
  if (!Array.isArray(one)) {
    const steps = stepsBetween(one);
    if (steps >= MOST_SETTINGS)
      return `expected at most ${MOST_SETTINGS} settings, found ${steps + 1}; take larger steps, or the two ends alone`;
    if (low >= high) return `expected \`from\` below \`to\`, found ${low} and ${high}`;
    const last = choices.at(-1) ?? low;
    if (!isSame(last, high))
      return `expected steps of ${one.step} that lead from ${low} to ${high}, the last one before it is ${last}`;
  } else if (one.some((at, index) => at <= (one[index - 1] ?? Number.NEGATIVE_INFINITY)))
    return `expected values in rising order, found ${one.join(', ')}; steps are written \`{ from: 200, to: 1300, step: 50 }\` or \`200..1300 by 50\``;
  if (choices.length > MOST_SETTINGS)
    return `expected at most ${MOST_SETTINGS} settings, found ${choices.length}; take larger steps, or the two ends alone`;
  return null;
}

const isSame = (a: number, b: number): boolean => Math.abs(a - b) <= 1e-9 * Math.max(1, Math.abs(a));

function* checkCalculators({ quantities, data }: Scenario, tools: ToolIndex | undefined): Generator<Finding> {
  for (const [name, quantity] of Object.entries(quantities)) {
    if (!('tool' in quantity)) continue;
    const path: Path = ['quantities', name];
    yield* attempt([...path, 'args'], () => {
      for (const file of dataIn(quantity.args))
        if (!Object.hasOwn(data, file)) throw unknown(`no data file is called \`${file}\``, file, Object.keys(data));
    });
    const tool = tools?.get(quantity.tool);
    if (tools === undefined) continue;
    if (tool === undefined) {
      const known = [...(tools.keys?.() ?? [])];
      yield {
        path: [...path, 'tool'],
        sentence: `no calculator is called \`${quantity.tool}\`${nearest(quantity.tool, known)}`,
      };
      continue;
    }
    const given = figuresGiven(tool, quantity.args);
    const figure = quantity.figure ?? tool.headline?.figure;
    if (figure === undefined) {
      const sentence = `expected \`figure\`, the result of \`${quantity.tool}\` that counts`;
      yield { path, sentence: given === null ? sentence : `${sentence}${nearest('', given)}` };
    } else if (given !== null && !given.includes(figure)) {
      yield {
        path: [...path, 'figure'],
        sentence: `\`${quantity.tool}\` gives no figure \`${figure}\`${nearest(figure, given)}`,
      };
    }
  }
}

const unknown = (sentence: string, name: string, known: readonly string[]) =>
  new PitwallError('UNKNOWN_NAME', `${sentence}${nearest(name, known)}`);

function* checkNames({ facts, quantities, options, judgements, measurements, expect }: Scenario): Generator<Finding> {
  const names = Object.keys(options);
  for (const [index, one] of judgements.entries())
    for (const side of ['for', 'against'] as const) {
      const option = one[side];
      if (option !== undefined) yield* checkOption(option, names, ['judgements', index, side]);
    }
  for (const [index, { learns }] of measurements.entries()) {
    const path: Path = ['measurements', index, 'learns'];
    if (Object.hasOwn(quantities, headOf(learns))) {
      const sentence = `expected a fact, \`${learns}\` is a quantity: add a fact for how far it is off to its formula, such as \`${learns}Off\`, and learn that`;
      yield { path, sentence };
      continue;
    }
    const refused = [...attempt(path, () => factAt(facts, learns))];
    yield* refused;
    if (refused.length === 0 && typeof factAt(facts, learns) !== 'number')
      yield { path, sentence: `expected a fact that is a number, \`${learns}\` is none` };
  }
  for (const [index, name] of (expect?.decision ?? []).entries())
    yield* checkOption(name, names, ['expect', 'decision', index]);
}

function* checkOption(name: string, known: readonly string[], path: Path): Generator<Finding> {
  if (!known.includes(name)) yield { path, sentence: `no option is called \`${name}\`${nearest(name, known)}` };
}

function* checkProtocol({ protocol, events }: Scenario): Generator<Finding> {
  if (protocol[0]?.kind !== 'opening') {
    const sentence = `expected the protocol to begin with an opening, found \`${protocol[0]?.kind ?? 'nothing'}\``;
    yield { path: ['protocol', 0], sentence };
  }
  for (const [index, { kind }] of protocol.entries()) {
    const before = protocol[index - 1]?.kind;
    if (before === undefined || PHASES.indexOf(kind) > PHASES.indexOf(before)) continue;
    const sentence = `expected each phase once, in the order ${PHASES.join(', ')}; found \`${kind}\` after \`${before}\``;
    yield { path: ['protocol', index], sentence };
  }
  // Openings alone are a vote: nobody was heard before anybody voted.
  const onlyOpens = protocol.length === 1 && protocol[0]?.kind === 'opening';
  if (!onlyOpens && !protocol.some(({ kind }) => kind === 'vote'))
    yield { path: ['protocol'], sentence: 'expected a `vote` in the protocol, without it nothing is decided' };
  const rebuttal = protocol.find((phase) => phase.kind === 'rebuttal');
  const rounds = rebuttal?.kind === 'rebuttal' ? rebuttal.rounds : 0;
  if (rounds > MAX_ROUNDS)
    yield {
      path: ['protocol', protocol.findIndex(({ kind }) => kind === 'rebuttal')],
      sentence: `expected at most ${MAX_ROUNDS} rounds of rebuttal, found ${rounds}`,
    };
  for (const [index, { after }] of events.entries()) {
    if (after.phase !== 'rebuttal' || after.round <= rounds) continue;
    const sentence = `expected a round that exists, found rebuttal ${after.round}; the protocol has ${rounds} of rebuttal`;
    yield { path: ['events', index, 'after'], sentence };
  }
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

/** Scripted changes: names, kinds and units as for `--fact`, and every calculator still takes what it is given. */
function* checkEvents(scenario: Scenario, tools: ToolIndex | undefined): Generator<Finding> {
  const before = tools === undefined ? new Set<string>() : sentencesOf(compiled(scenario), tools);
  let { facts } = scenario;
  for (const [index, { set }] of scenario.events.entries())
    for (const [name, value] of Object.entries(set)) {
      const path: Path = ['events', index, 'set', name];
      const refused = [
        ...attempt(path, () => {
          facts = changedFacts(facts, { [name]: value });
        }),
      ];
      yield* refused;
      if (refused.length > 0 || tools === undefined) continue;
      const [wrong] = refusals(compiled({ ...scenario, facts }), tools).filter(({ sentence }) => !before.has(sentence));
      if (wrong !== undefined)
        yield { path, sentence: `after this event \`${wrong.quantity}\` fails: ${wrong.sentence}` };
    }
}

const compiled = (scenario: Scenario): DecisionModel => compileModel(scenario, () => undefined);

const sentencesOf = (model: DecisionModel, tools: ToolIndex) =>
  new Set(refusals(model, tools).map(({ sentence }) => sentence));
