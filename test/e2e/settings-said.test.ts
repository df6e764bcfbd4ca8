import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { emptyFolder, pitwall, removeFolder } from './cli.ts';

const KILN = `id: kiln
title: The second kiln
language: en
motion: How do we fire the autumn orders?
weights: equal
options:
  once: { label: fire as we do now, short: firing as now }
  twice:
    label: fire twice a week
    short: firing twice
    set: { benches: 30 benches }
    adjust: { benches: 10..60 by 5, lined: 0..1 by 1 }
  hire: { label: hire the kiln in the next town, short: the hired kiln, set: { benches: 25 benches, rent: $900 } }
facts:
  need: { value: 400 pots, label: the pots ordered, range: 380..470 }
  perBench: { value: 12 pots/bench, label: the pots a bench, range: 10..13, knownBy: [flux], assumed: 14 }
  spread: { value: 0.9, label: how evenly the kiln heats, range: 0.7..1, knownBy: [forge], assumed: 1 }
  lining: { value: 0.12, label: the gain by the lining, knownBy: [sentinel], assumed: 0.2 }
  benches: { value: 20 benches, label: the benches fired a week }
  lined: { value: 0, label: whether the kiln is lined }
  rent: { value: $0, label: the rent }
quantities:
  good: { is: "benches * perBench * (spread + lined * lining)", unit: pots, label: the good pots a week }
  cost: { is: benches * 20 USD/bench + lined * 150 USD + rent, unit: USD, label: the cost }
criteria:
  - { need: good >= need, value: schedule }
  - { more: good, worth: 20 pots, value: user-impact }
  - { less: cost, worth: $100, value: cost }
events:
  - { after: opening, set: { need: 440 pots }, say: a café has ordered more }
cast: [flux, cortex, forge, sentinel]
`;

let cwd: string;
let debate: string;
let memo: string;
const flat = (text: string) => text.replaceAll(/\s+/g, ' ');
beforeAll(async () => {
  cwd = emptyFolder();
  writeFileSync(join(cwd, 'kiln.yaml'), KILN);
  debate = flat((await pitwall(['run', 'kiln.yaml'], { cwd })).stdout);
  memo = flat((await pitwall(['show', 'last', '--memo'], { cwd })).stdout);
});
afterAll(() => removeFolder(cwd));

describe('a debate on an option with a count and a switch', () => {
  it('tells them as so many and as done, in turns, conditions and the decision', () => {
    expect(debate).toContain('60 benches fired a week and the kiln lined');
    expect(debate).toContain('condition: 60 benches fired a week and the kiln lined');
    expect(debate).toContain('firing twice (60 benches, the kiln lined)');
    expect(debate + memo).not.toMatch(/whether the kiln|lined (?:at )?[01]\b|lined: (?:yes|no)/);
  });

  it('never makes a question of how the subject of an amount', () => {
    expect(debate).toContain('0.9 for how evenly the kiln heats');
    expect(debate + memo).not.toMatch(/how evenly the kiln heats (?:is|are|comes|at)\b/);
  });

  it('shortens what is done in the memo once it has been named', () => {
    expect(memo.match(/the kiln lined/g)).toHaveLength(1);
    expect(memo).toContain('firing twice (60 benches, lined)');
  });

  it('says what news is about with its size, and the unit that the label has once', () => {
    expect(debate).toContain('a café has ordered more the pots ordered 400 → 440');
  });

  it('tells settings that were agreed on in the name of the decision, and not as a condition beside it', () => {
    expect(debate.slice(debate.lastIndexOf('Decision'))).not.toContain('condition:');
  });
});
