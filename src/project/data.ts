import { basename, resolve } from 'node:path';
import { PitwallError } from '../core/error.ts';
import { hashText } from '../core/hash.ts';
import { nearest } from '../core/nearest.ts';
import type { Scenario } from '../core/scenario.ts';
import { valuesOf } from '../reasoning/evaluate.ts';
import { compileModel } from '../reasoning/model.ts';
import { dataIn } from '../reasoning/references.ts';
import type { Calculate } from '../reasoning/worlds.ts';
import { worldOf } from '../reasoning/worlds.ts';
import { placeIn } from '../scenarios/parse.ts';
import { calculatorOver } from '../workbench/calculator.ts';
import { readDataText } from './data-text.ts';
import { shownPath } from './files.ts';

/** A data file as the tools know it: by its base name. */
export interface ScenarioData {
  file: string;
  text: string;
  hash: string;
}

/** Text of a data file by its base name, as `ReadData` wants it. */
export function readFrom(data: Readonly<Record<string, ScenarioData>>): (name: string) => string {
  return (name) => {
    const found = Object.values(data).find(({ file }) => file === name);
    if (found !== undefined) return found.text;
    const known = Object.values(data).map(({ file }) => file);
    throw new PitwallError('DATA_INVALID', `no data file is called \`${name}\`${nearest(name, known)}`, {
      data: { known },
    });
  };
}

/** Reads every data file: the one given for its name, else the one beside the script. */
export function dataFiles(
  { data }: Scenario,
  given: Readonly<Record<string, string>>,
  folder: string,
  projectDir: string,
): Record<string, ScenarioData> {
  const files: Record<string, ScenarioData> = {};
  for (const [name, written] of Object.entries(data)) {
    const path = given[name] ?? resolve(folder, written);
    const text = readDataText(path, shownPath(projectDir, path));
    const file = basename(path);
    const twin = Object.entries(files).find(([, other]) => other.file === file && other.text !== text);
    if (twin !== undefined) {
      throw new PitwallError(
        'USAGE',
        `expected data files with different names, \`${twin[0]}\` and \`${name}\` are both \`${file}\``,
      );
    }
    files[name] = { file, text, hash: hashText(text) };
  }
  return files;
}

/** Runs calculators over a scenario's data files. */
export function calculateWith(files: Readonly<Record<string, ScenarioData>>): Calculate {
  return calculatorOver(readFrom(files));
}

/** Runs each calculator that reads a data file once, so that a file it cannot read is found before anything begins. */
export function tryData(
  scenario: Scenario,
  files: Readonly<Record<string, ScenarioData>>,
  text: string,
  shown: string,
): void {
  const reading = Object.entries(scenario.quantities).filter(([, one]) => 'tool' in one && dataIn(one.args).length > 0);
  if (reading.length === 0) return;
  const model = compileModel(scenario);
  const calculate = calculateWith(files);
  const world = worldOf(scenario, calculate);
  for (const [name] of reading) {
    const quantity = model.quantities.get(name);
    if (quantity?.kind !== 'tool') continue;
    for (const option of model.options) {
      const args = valuesOf(model, world, option).argsOf(quantity);
      if (args === null) continue;
      try {
        calculate(quantity.tool, args);
      } catch (error) {
        if (!(error instanceof PitwallError) || error.place.file !== undefined) throw error;
        throw new PitwallError(error.code, error.sentence, {
          place: placeIn(text, shown, ['quantities', name, 'args']),
          data: error.data,
          cause: error,
        });
      }
    }
  }
}
