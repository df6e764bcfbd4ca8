import { mkdirSync, realpathSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { FidelityReport } from '../src/fidelity/evaluation/report.ts';
import { ModelReport } from '../src/report/model-report.ts';
import { WrittenScenario } from '../src/scenarios/written-schema.ts';
import { WrittenSweep } from '../src/sweep/definition.ts';

/** Where the schema is shipped; editors find it through the first line of a scenario file. */
export const SCENARIO_SCHEMA = new URL('../schemas/scenario.schema.json', import.meta.url);

/** The text of the shipped file: JSON Schema of a scenario as one writes it, before defaults are filled in. */
export function scenarioSchema(): string {
  const { $schema, ...body } = z.toJSONSchema(WrittenScenario, { io: 'input' });
  const document = { $schema, $id: 'urn:pitwall:scenario', title: 'Pitwall scenario', ...body };
  return `${JSON.stringify(document, null, 2)}\n`;
}

/** For whoever writes a sweep; the first line of its file names it. */
export const SWEEP_SCHEMA = new URL('../schemas/sweep.schema.json', import.meta.url);

export function sweepSchema(): string {
  const { $schema, ...body } = z.toJSONSchema(WrittenSweep, { io: 'input', reused: 'ref' });
  const document = { $schema, $id: 'urn:pitwall:sweep', title: 'Pitwall sweep', ...body };
  return `${JSON.stringify(document, null, 2)}\n`;
}

/** For whoever reads what `eval --json` prints. */
export const REPORT_SCHEMA = new URL('../schemas/fidelity-report.schema.json', import.meta.url);

export function reportSchema(): string {
  const { $schema, ...body } = z.toJSONSchema(FidelityReport, { io: 'output' });
  const document = { $schema, $id: 'urn:pitwall:fidelity-report', title: 'Pitwall fidelity report', ...body };
  return `${JSON.stringify(document, null, 2)}\n`;
}

/** For whoever reads what `model --json` prints. */
export const MODEL_SCHEMA = new URL('../schemas/model-report.schema.json', import.meta.url);

export function modelSchema(): string {
  const { $schema, ...body } = z.toJSONSchema(ModelReport, { io: 'output' });
  const document = { $schema, $id: 'urn:pitwall:model-report', title: 'Pitwall model report', ...body };
  return `${JSON.stringify(document, null, 2)}\n`;
}

const [, script] = process.argv;
if (script !== undefined && realpathSync(script) === fileURLToPath(import.meta.url)) {
  mkdirSync(new URL('.', SCENARIO_SCHEMA), { recursive: true });
  writeFileSync(SCENARIO_SCHEMA, scenarioSchema());
  writeFileSync(SWEEP_SCHEMA, sweepSchema());
  writeFileSync(REPORT_SCHEMA, reportSchema());
  writeFileSync(MODEL_SCHEMA, modelSchema());
}
