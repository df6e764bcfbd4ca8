import { PitwallError } from '../core/error.ts';
import { nearest } from '../core/nearest.ts';
import type { Amendment } from './amend.ts';
import { amountIn, inUnit } from './amounts.ts';
import type { DecisionModel } from './model.ts';
import { choicesOf, endsOf, settableOf, settableWords } from './settable.ts';
import { unitOf } from './units.ts';

/** An input of one option at another value, in the input's unit. */
type Setting = Pick<Amendment, 'option' | 'input' | 'to'>;

/**
 * Settings by `option.input`, each a number or an amount such as `24 min`, within what the scenario lets be adjusted. Throws
 * UNKNOWN_NAME for another name, USAGE for what is no amount, is of another unit, or lies outside.
 */
export function settingsIn(model: DecisionModel, written: Readonly<Record<string, string>>): Setting[] {
  const adjustable = Object.entries(model.scenario.options).flatMap(([option, { adjust }]) =>
    Object.entries(adjust).map(([input, one]) => ({ name: `${option}.${input}`, option, input, adjust: one })),
  );
  return Object.entries(written).map(([name, text]) => {
    const found = adjustable.find((one) => one.name === name);
    if (found === undefined) {
      const names = adjustable.map((one) => one.name);
      const there =
        names.length === 0
          ? '; this scenario lets none be adjusted'
          : nearest(name, names) || `; there is ${names.join(', ')}`;
      throw new PitwallError('UNKNOWN_NAME', `no setting is called \`${name}\`${there}`, { data: { name } });
    }
    const { option, input, adjust } = found;
    const unit = model.scenario.facts[input]?.unit ?? model.inputUnits.get(input)?.text ?? '';
    const amount = amountIn(text);
    const range = `${settableWords(adjust, inShort)}${unit === '' ? '' : ` ${unit}`}`;
    if (amount === null) refuse(name, `expected \`${name}\` ${range}, got \`${text}\``);
    const to = inUnit(amount, unit === '' ? undefined : unit);
    const { ends, allows, isWhole } = settableOf({ value: endsOf(adjust)[0], unit: unitOf(unit) }, adjust);
    if (to < ends[0] || to > ends[1] || !allows(to))
      refuse(
        name,
        `expected \`${name}\` ${range}, which the scenario allows${isWhole && choicesOf(adjust) === null ? ', and whole' : ''}, got \`${text}\``,
      );
    return { option, input, to };
  });
}

const MILLION = 1e6;
const inShort = (value: number): string =>
  Math.abs(value) < MILLION ? String(value) : value.toExponential().replace('+', '');

function refuse(name: string, sentence: string): never {
  throw new PitwallError('USAGE', sentence, { data: { setting: name } });
}
