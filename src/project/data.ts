import { basename, isAbsolute, resolve, win32 } from 'node:path';
import type { Place as ErrorPlace } from '../core/error.ts';
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

/** Bytes: a record keeps a data file as one line, and reads lines of twice that length. */
const MOST_KEPT = 16 * 2 ** 20;

export interface DataPlace {
  projectDir: string;
  /** The script's folder, which holds what the script names. */
  folder: string;
  /** Where the script names a data file. */
  placeOf: (name: string) => ErrorPlace;
}

/**
 * Reads every data file: the one that a person gave for its name, else the one that the script names, which is in the script's folder
 * or below it. Throws SCENARIO_INVALID for a path that leads elsewhere, FILE_UNREADABLE.
 */
export function dataFiles(
  { data }: Scenario,
  given: ReadonlyMap<string, string>,
  { projectDir, folder, placeOf }: DataPlace,
): Record<string, ScenarioData> {
  const files: Record<string, ScenarioData> = {};
  for (const [name, written] of Object.entries(data)) {
    const own = given.get(name);
    if (own === undefined) refuseElsewhere(name, written, placeOf);
    const path = own ?? resolve(folder, written);
    const within = own === undefined ? folder : undefined;
    const text = readDataText(path, shownPath(projectDir, path), { most: MOST_KEPT, within });
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

/** A script may come from a stranger: what it names by a path of another form, or upwards, is not looked for. */
function refuseElsewhere(name: string, written: string, placeOf: DataPlace['placeOf']): void {
  const isElsewhere =
    isAbsolute(written) ||
    win32.isAbsolute(written) ||
    /^~|^[a-z][a-z0-9+.-]*:|\0/i.test(written) ||
    written.split(/[/\\]/).includes('..');
  if (!isElsewhere) return;
  const shown = JSON.stringify(written).slice(1, -1);
  throw new PitwallError(
    'SCENARIO_INVALID',
    `expected a data file in the scenario's folder, found \`${shown}\`; for one from elsewhere: --data ${name}=FILE`,
    { place: placeOf(name), data: { name } },
  );
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
