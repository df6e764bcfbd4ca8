/**
 * What `src/reasoning/math.ts` takes of mathjs, made of those parts alone and for plain numbers: all of it takes a quarter of a second to
 * begin with. A bundle has it in that file's place; `test/dev/few-of-mathjs.test.ts` holds the two against each other.
 */
import * as all from 'mathjs';
import { create, parseDependencies } from 'mathjs/number';

export const { parse } = create(/** @type {import('mathjs').FactoryFunctionMap} */ (parseDependencies));

class No {}

// Its types leave out what makes the class.
export const Unit = /** @type {any} */ (all).createUnitClass({
  config: { number: 'number' },
  addScalar: (/** @type {number} */ a, /** @type {number} */ b) => a + b,
  subtractScalar: (/** @type {number} */ a, /** @type {number} */ b) => a - b,
  multiplyScalar: (/** @type {number} */ a, /** @type {number} */ b) => a * b,
  divideScalar: (/** @type {number} */ a, /** @type {number} */ b) => a / b,
  pow: (/** @type {number} */ a, /** @type {number} */ b) => a ** b,
  equal: (/** @type {number} */ a, /** @type {number} */ b) => a === b,
  isNumeric: (/** @type {unknown} */ value) => typeof value === 'number',
  number: Number,
  format: String,
  abs: Math.abs,
  fix: Math.trunc,
  round: Math.round,
  Complex: No,
  BigNumber: No,
  Fraction: No,
});
