import fc from 'fast-check';

const MEMBERS = ['pulse', 'cortex', 'flux', 'sentinel', 'blaze', 'forge', 'axiom', 'prism'];
const VALUES = ['progress', 'cost', 'reliability', 'evidence', 'schedule'];
const FACTS = ['size', 'rate', 'share', 'delay', 'yield'];
const INPUTS = ['effort', 'scope'];

const amount = fc.integer({ min: 1, max: 400 }).map((value) => value / 4);

/** Sums, differences, products and ratios over facts and inputs, two deep at most. */
const formula = (names: readonly string[]): fc.Arbitrary<string> => {
  const leaf = fc.constantFrom(...names);
  const pair = fc.tuple(leaf, fc.constantFrom('+', '-', '*', '/'), leaf).map(([a, op, b]) => `${a} ${op} ${b}`);
  return fc.oneof(
    pair,
    fc.tuple(pair, fc.constantFrom('+', '-', '*'), leaf).map(([a, op, b]) => `(${a}) ${op} ${b}`),
  );
};

/** A small question: who knows what, how things follow, what options set, what they are judged by. It is a script as JSON. */
export const question: fc.Arbitrary<string> = fc
  .record({
    cast: fc.uniqueArray(fc.constantFrom(...MEMBERS), { minLength: 2, maxLength: 4 }),
    language: fc.constantFrom('en', 'ko'),
    facts: fc.array(
      fc.record({
        value: amount,
        isPrivate: fc.boolean(),
        knower: fc.nat(3),
        assumed: fc.option(amount, { nil: undefined }),
      }),
      {
        minLength: 2,
        maxLength: FACTS.length,
      },
    ),
    options: fc.array(fc.tuple(amount, amount), { minLength: 2, maxLength: 3 }),
  })
  .chain((base) => {
    const names = [...FACTS.slice(0, base.facts.length), ...INPUTS];
    return fc.record({
      base: fc.constant(base),
      formulas: fc.array(formula(names), { minLength: 2, maxLength: 3 }),
      goals: fc.array(fc.tuple(fc.constantFrom('more', 'less'), fc.nat(2), amount, fc.constantFrom(...VALUES)), {
        minLength: 1,
        maxLength: 3,
      }),
      needs: fc.array(fc.tuple(fc.nat(2), fc.constantFrom('>=', '<='), amount, fc.constantFrom(...VALUES)), {
        maxLength: 2,
      }),
    });
  })
  .map(({ base: { cast, language, facts, options }, formulas, goals, needs }) => {
    const result = (index: number) => `result${index % formulas.length}`;
    const known = facts.map(({ value, isPrivate, knower, assumed }, index) => [
      FACTS[index],
      {
        value,
        ...(isPrivate ? { knownBy: [cast[knower % cast.length]], ...(assumed === undefined ? {} : { assumed }) } : {}),
      },
    ]);
    return JSON.stringify({
      id: 'generated',
      title: 'A generated question',
      language,
      motion: 'Which of them?',
      options: Object.fromEntries(
        options.map(([effort, scope], index) => [
          `plan${'ABC'[index]}`,
          { label: `take plan ${'ABC'[index]}`, short: `plan ${'ABC'[index]}`, set: { effort, scope } },
        ]),
      ),
      facts: Object.fromEntries(known),
      quantities: Object.fromEntries(
        formulas.map((is, index) => [`result${index}`, { is, label: `the result ${'PQR'[index]}` }]),
      ),
      criteria: [
        ...needs.map(([index, operator, at, value]) => ({ need: `${result(index)} ${operator} ${at}`, value })),
        ...goals.map(([kind, index, worth, value]) => ({ [kind]: result(index), worth, value })),
      ],
      cast,
      protocol: ['opening blind', 'rebuttal 2', 'vote', 'close'],
    });
  });
