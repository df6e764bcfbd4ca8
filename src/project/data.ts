import { basename, resolve } from 'node:path';
import { PitwallError } from '../core/error.ts';
import { hashText } from '../core/hash.ts';
import { nearest } from '../core/nearest.ts';
import type { Scenario } from '../core/scenario.ts';
import { resolveArgs } from '../reasoning/considerations.ts';
import { placeIn } from '../scenarios/parse.ts';
import { toolIndex } from '../workbench/index.ts';
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

/** Runs each tool that reads a data file once, so that a file it cannot read is found before anything begins. */
export function tryData(
  scenario: Scenario,
  files: Readonly<Record<string, ScenarioData>>,
  text: string,
  shown: string,
): void {
  const names = Object.fromEntries(Object.entries(files).map(([name, { file }]) => [name, file]));
  scenario.considerations.forEach(({ from }, index) => {
    if (!('tool' in from) || !JSON.stringify(from.args).includes('"$data.')) return;
    const tool = toolIndex.get(from.tool);
    if (tool === undefined) return;
    try {
      tool.run(tool.args.parse(resolveArgs(from.args, scenario.facts, names)), readFrom(files));
    } catch (error) {
      if (!(error instanceof PitwallError) || error.place.file !== undefined) throw error;
      throw new PitwallError(error.code, error.sentence, {
        place: placeIn(text, shown, ['considerations', index, 'from', 'args']),
        data: error.data,
        cause: error,
      });
    }
  });
}
