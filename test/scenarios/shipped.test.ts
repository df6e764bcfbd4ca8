import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parseCard } from '../../src/cards/parse.ts';
import type { Figure } from '../../src/core/effects.ts';
import type { Register } from '../../src/core/language.ts';
import { Register as Registers } from '../../src/core/language.ts';
import type { Consideration, Scenario } from '../../src/core/scenario.ts';
import { figureRead, resolveArgs } from '../../src/reasoning/considerations.ts';
import { factValue, strengthFrom } from '../../src/reasoning/view.ts';
import { lintScenario } from '../../src/scenarios/lint.ts';
import { parseScenario } from '../../src/scenarios/parse.ts';
import { spokenIn } from '../../src/scenarios/wording.ts';
import { parseToolWordings } from '../../src/voices/wordings.ts';
import { fillWording } from '../../src/wording/content.ts';
import { inRegister } from '../../src/wording/expand.ts';
import { PAIRS, withParticles } from '../../src/wording/particles.ts';
import { runTool, TOOLS, toolIndex } from '../../src/workbench/index.ts';
import { SHIPPED, script, trial } from '../measures/debates.ts';

const read = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');
const cardOf = (id: string) => parseCard(read(`personas/${id}.md`), `personas/${id}.md`);
const RAW_PAIR = new RegExp(`(${PAIRS.join('|')})`, 'u');
/** Below this the playbook does not raise a reason. */
const FAINT = 0.08;

/** What a consideration's tool gives with the shipped facts and data. */
function figuresOf({ from }: Consideration, { facts, data }: Scenario): Record<string, Figure> {
  if (!('tool' in from)) return {};
  return runTool(from.tool, resolveArgs(from.args, facts, data), (file) => read(`scenarios/${file}`)).figures;
}

function strengthIn(consideration: Consideration, scenario: Scenario): number {
  const { from } = consideration;
  if ('fact' in from) return strengthFrom(consideration, factValue(scenario.facts, from.fact));
  if ('judgement' in from) return strengthFrom(consideration, null);
  return strengthFrom(consideration, figuresOf(consideration, scenario)[figureRead(from) ?? '']?.value ?? null);
}

function aloud(text: string, register: Register, figures: Record<string, Figure>, scenario: Scenario): string {
  const source = { consideration: scenario.considerations[0] as Consideration, figure: null, figures, ref: 'tool:1.1' };
  const filled = fillWording(text, source, { facts: scenario.facts, scenario });
  const chosen = inRegister(filled.text, register);
  return scenario.language === 'ko' ? withParticles(chosen) : chosen;
}

/** A script may speak of NaN itself. */
function faultsIn(text: string, written = ''): string[] {
  const signs: [string, boolean][] = [
    ['a sign of the grammar', /[{}<>|()]/.test(text)],
    ['a particle that was not chosen', RAW_PAIR.test(text)],
    ['two spaces', /\s\s/.test(text)],
    ['a stop at its end', /[.!]$/.test(text)],
    ['a missing value', /undefined|NaN|null/.test(written.includes('NaN') ? text.replaceAll('NaN', '') : text)],
  ];
  return signs.filter(([, found]) => found).map(([name]) => `${name}: ${text}`);
}

describe.each(SHIPPED)('scenarios/%s.yaml', (id) => {
  const scenario = parseScenario(read(`scenarios/${id}.yaml`), `scenarios/${id}.yaml`, { tools: toolIndex });
  const { considerations } = scenario;

  it('leaves nothing to remark', () => {
    expect(lintScenario(scenario, { cards: scenario.cast.map(cardOf) })).toEqual([]);
  });

  it('has no reason that is silent on the shipped facts', () => {
    const silent = considerations.filter((consideration) => Math.abs(strengthIn(consideration, scenario)) < FAINT);
    expect(silent.map((one) => one.id)).toEqual([]);
  });

  it('can say every wording in every speech level', () => {
    const figures = considerations.map((consideration) => figuresOf(consideration, scenario));
    const spoken = [...spokenIn(scenario, () => 'all')].filter(({ path }) => path[0] !== 'background');
    expect(spoken.length).toBeGreaterThan(9 * considerations.length);
    const faults = spoken.flatMap(({ path: [part, index], text }) =>
      Registers.options.flatMap((register) =>
        faultsIn(
          aloud(text, register, part === 'considerations' ? (figures[Number(index)] ?? {}) : {}, scenario),
          text,
        ),
      ),
    );
    expect(faults).toEqual([]);
  });

  it('tells the three speech levels apart in what a Korean says', () => {
    const clauses = considerations.flatMap((one) => (scenario.language === 'ko' ? [...one.say, ...one.ask] : []));
    const flat = clauses.filter(
      (text) => new Set(Registers.options.map((register) => inRegister(text, register))).size < 3,
    );
    expect(flat).toEqual([]);
  });

  it('offers enough words for each reason', () => {
    const short = considerations.filter(({ say, echo }) => say.length < 4 || echo.length < 3);
    expect(short.map((one) => one.id)).toEqual([]);
  });

  it('decides as it expects, in each of twenty seeds', async () => {
    const loaded = script(id);
    const decisions = [];
    for (let seed = 1; seed <= 20; seed += 1) decisions.push((await trial(loaded, seed)).outcome?.decision);
    expect(new Set(decisions)).toEqual(new Set(scenario.expect?.decision));
  });
});

describe('personas/voices/tools.yaml', () => {
  const wordings = parseToolWordings(read('personas/voices/tools.yaml'), 'personas/voices/tools.yaml');
  const ko = parseScenario(read('scenarios/loss-drop-3000.yaml'), 'scenarios/loss-drop-3000.yaml');
  const figures: Record<string, Figure> = Object.fromEntries(
    TOOLS.flatMap(({ figureNames = [] }) => figureNames.map((name) => [name, { value: 0.31, unit: 'nats' }])),
  );

  it('has words for every figure of every tool in both languages', () => {
    const missing = (['ko', 'en'] as const).flatMap((language) =>
      TOOLS.flatMap(({ name, figureNames = [] }) =>
        figureNames
          .filter((figure) => !wordings[language][name]?.[figure])
          .map((figure) => `${language} ${name} ${figure}`),
      ),
    );
    expect(missing).toEqual([]);
  });

  const namesOthers = (text: string, figure: string) =>
    [...text.matchAll(/\{figure:([^|}]+)/g)].some(([, name]) => name !== figure);

  it('can word each figure without the others, and says it in every speech level', () => {
    const faults = (['ko', 'en'] as const).flatMap((language) =>
      TOOLS.flatMap(({ name: tool, figureNames = [] }) =>
        Object.entries(wordings[language][tool] ?? {}).flatMap(([figure, { say, echo }]) =>
          [...say, ...echo].flatMap((text) => [
            ...[say, echo].flatMap((texts) =>
              texts.every((one) => namesOthers(one, figure)) ? [`needs another figure: ${texts[0]}`] : [],
            ),
            ...[...text.matchAll(/\{figure:([^|}]+)/g)].flatMap(([, name = '']) =>
              figureNames.includes(name) ? [] : [`no figure of ${tool}: ${text}`],
            ),
            ...Registers.options.flatMap((register) => faultsIn(aloud(text, register, figures, { ...ko, language }))),
          ]),
        ),
      ),
    );
    expect(faults).toEqual([]);
  });
});
