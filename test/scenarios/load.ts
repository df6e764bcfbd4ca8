import { readdirSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { parseCard } from '../../src/cards/parse.ts';
import type { PersonaCard } from '../../src/core/card.ts';
import type { Scenario } from '../../src/core/scenario.ts';
import type { Calculate } from '../../src/reasoning/worlds.ts';
import { withFacts } from '../../src/scenarios/change.ts';
import { lintScenario } from '../../src/scenarios/lint/lint.ts';
import { parseScenario } from '../../src/scenarios/parse.ts';
import { calculatorOver } from '../../src/workbench/calculator.ts';
import { toolIndex } from '../../src/workbench/index.ts';

const ROOT = new URL('../../', import.meta.url);
const read = (path: string) => readFileSync(new URL(path, ROOT), 'utf8');

export const CARDS: readonly PersonaCard[] = readdirSync(new URL('personas', ROOT))
  .filter((file) => /^[a-z]+\.md$/.test(file) && file !== 'readme.md')
  .map((file) => parseCard(read(`personas/${file}`), file));

export const SHIPPED: readonly string[] = readdirSync(new URL('scenarios', ROOT))
  .filter((file) => file.endsWith('.yaml') && file !== 'example.yaml')
  .map((file) => basename(file, '.yaml'));

export const HINDSIGHT: readonly string[] = readdirSync(new URL('scenarios/hindsight', ROOT))
  .filter((file) => file.endsWith('.yaml') && file !== 'answers.yaml')
  .map((file) => `hindsight/${basename(file, '.yaml')}`);

export interface Loaded {
  scenario: Scenario;
  text: string;
  calculate: Calculate;
  /** Of the cast. */
  cards: PersonaCard[];
}

/** A scenario of the package with its calculators and its cast. */
export function loaded(id: string, facts: Readonly<Record<string, unknown>> = {}): Loaded {
  const text = read(`scenarios/${id}.yaml`);
  const parsed = parseScenario(text, `scenarios/${id}.yaml`, { tools: toolIndex });
  const scenario = withFacts(parsed, facts, toolIndex);
  const cards = scenario.cast.flatMap((name) => CARDS.find((card) => card.id === name) ?? []);
  return { scenario, text, cards, calculate: calculatorOver((file) => read(`scenarios/${file}`)) };
}

export const remarksOn = ({ scenario, calculate }: Pick<Loaded, 'scenario' | 'calculate'>, cards = CARDS) =>
  lintScenario(scenario, { cards, calculate });
