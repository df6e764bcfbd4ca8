import { describe, expect, it } from 'vitest';
import { withFact } from '../../src/reasoning/evaluate.ts';
import { heldShare } from '../../src/reasoning/held-share.ts';
import { compileModel } from '../../src/reasoning/model.ts';
import { worldOf } from '../../src/reasoning/worlds.ts';
import { scriptOf } from '../measures/debates.ts';

const question = (criteria: string) => `
id: drive
motion: Which way do we drive?
weights: equal
options:
  ridge: { label: over the ridge, short: the ridge, set: { way: 60 km } }
  valley: { label: through the valley, short: the valley, set: { way: 40 km }, adjust: { way: 40..80 by 10 } }
facts:
  fuel: { value: 10 litres, range: 6..14, label: the fuel in the tank }
  use: { value: "0.1 litres/km", range: 0.05..0.25, label: the use }
  way: { value: 50 km, label: the way }
  pay: { value: €5, range: 1..9, label: the toll }
quantities:
  burnt: { is: use * way, unit: litres, label: what is burnt }
  toll: { is: pay, unit: EUR, label: what is paid }
criteria:
${criteria}
  - { less: toll, worth: €1, value: cost }
cast: [pulse, blaze]
`;
const nobody = () => {
  throw new Error('no calculator is asked');
};
const modelOf = (criteria: string) => {
  const { scenario } = scriptOf(question(criteria));
  const model = compileModel(scenario);
  return { model, world: worldOf(scenario, nobody) };
};
const TINY = 0.02;

describe('in how much of what may be an option keeps every limit', () => {
  it('counts each value of a range as likely', () => {
    const { model, world } = modelOf('  - { need: burnt <= 9 litres, value: reliability }');
    // 60 km keep it up to 0.15 of 0.05..0.25, 40 km up to 0.225.
    expect(heldShare(model, world, 'ridge')).toBeCloseTo(0.5, 1);
    expect(Math.abs((heldShare(model, world, 'valley') ?? 0) - 0.875)).toBeLessThan(TINY);
    expect(
      Math.abs((heldShare(model, world, 'valley', [{ option: 'valley', input: 'way', to: 60 }]) ?? 0) - 0.5),
    ).toBeLessThan(TINY);
  });

  it('draws facts apart from each other', () => {
    const { model, world } = modelOf(
      '  - { need: burnt <= 9 litres, value: reliability }\n  - { need: fuel >= 8 litres, value: validity }',
    );
    // Half of the one and three quarters of the other.
    expect(Math.abs((heldShare(model, world, 'ridge') ?? 0) - 0.375)).toBeLessThan(TINY);
  });

  it('is the same of a world in which a fact stands elsewhere in its range, and of no limit that rests on one nothing is said', () => {
    const { model, world } = modelOf('  - { need: burnt <= 9 litres, value: reliability }');
    expect(heldShare(model, withFact(world, 'use', 0.2), 'ridge')).toBe(heldShare(model, world, 'ridge'));
    const firm = modelOf('  - { need: way <= 70 km, value: schedule }');
    expect(heldShare(firm.model, firm.world, 'ridge')).toBeNull();
  });
});
