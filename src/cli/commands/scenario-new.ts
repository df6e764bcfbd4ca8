import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { PitwallError } from '../../core/error.ts';
import { print, projectDir, shown } from '../place.ts';

const script = (
  id: string,
) => `# The annotated reference is scenarios/example.yaml of the package: pitwall scenario show example
id: ${id}
title: "Rewrite or repair"
language: en                       # en or ko: what the members speak
motion: "Do we rewrite the loader, or repair it?"
options:                           # label: what is done; short: how it is named in a sentence
  rewrite: { label: "Rewrite the loader from scratch", short: rewrite }
  repair:  { label: "Repair the loader that we have", short: repair }
facts:                             # change one without editing: pitwall run ${id} --fact rewriteDays=8
  rewriteDays: { value: 20, unit: days, source: "our own estimate", label: "time for a rewrite" }
  failures:    { value: 3, unit: failures a week, source: "incident log", label: "failures of the loader" }
considerations:                    # for or against an option: a fact read on a scale, a tool's figure, or a judgement that counts little
  - id: takesLong
    against: rewrite
    value: schedule
    from: { fact: rewriteDays, read: { neutral: 5, full: 30 } }     # 5 days would not matter, 30 would weigh fully
    say: ["a rewrite takes {fact:rewriteDays}"]
    echo: ["the time a rewrite takes"]
  - id: failsOften
    for: rewrite
    value: reliability
    from: { fact: failures, read: { neutral: 0, full: 5 } }
    say: ["the loader fails {fact:failures} times a week"]
    echo: ["how often the loader fails"]
  - id: knownCode
    for: repair
    value: simplicity
    from: { judgement: "everyone knows the code that we have", weight: low }
cast: [pulse, flux, sentinel]
protocol: [opening blind, rebuttal 2, vote, close]
`;

/** `pitwall scenario new`: a small script that runs as it stands; never overwrites. */
export function scenarioNew(id: string): void {
  if (!/^[a-z0-9][a-z0-9-]*$/.test(id)) {
    throw new PitwallError('USAGE', `expected an id of lower-case letters, digits and hyphens, got \`${id}\``, {
      data: { id },
    });
  }
  const file = join(projectDir(), 'scenarios', `${id}.yaml`);
  if (existsSync(file))
    throw new PitwallError('USAGE', `expected a new file, \`${shown(file)}\` is there already`, { data: { file } });
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, script(id), { flag: 'wx' });
  print(`Wrote ${shown(file)}. Run it: pitwall run ${id}\n`);
}
