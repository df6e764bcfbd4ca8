import { Scenario } from '../../src/core/scenario.ts';

/** A question whose decision hangs on one price: renting is cheaper below 400 USD a month. */
export const QUESTION = `id: rent
title: Rent or buy
language: en
motion: Do we rent the cards or buy them?
options:
  rent: { label: rent them, short: renting, set: { total: rentUsd * months }, actions: [{ owner: sentinel, do: sign the lease }] }
  buy: { label: buy them, short: buying, set: { total: $buyUsd } }
facts:
  rentUsd: { value: 300, unit: USD/month, label: the rent, range: [100, 900] }
  months: { value: 12, unit: months, label: the time we need them }
  buyUsd: { value: 4800, unit: USD, label: the price of the cards }
quantities:
  cost: { is: total, unit: USD, label: the cost }
criteria:
  - { less: cost, worth: 100 USD, value: cost }
measurements:
  - { learns: rentUsd, how: two more offers, costUsd: 20, days: 1, owner: forge }
cast: [pulse, forge, sentinel]
protocol: [opening blind, rebuttal 1, vote, close]
expect: { decision: [rent] }
`;

export const SCENARIO = Scenario.parse({
  id: 'rent',
  title: 'Rent or buy',
  language: 'en',
  motion: 'Do we rent the cards or buy them?',
  options: {
    rent: { label: 'rent them', short: 'renting', set: { total: 'rentUsd * months' } },
    buy: { label: 'buy them', short: 'buying', set: { total: '$buyUsd' } },
  },
  facts: {
    rentUsd: { value: 300, unit: 'USD/month', label: 'the rent', range: [100, 900] },
    months: { value: 12, unit: 'months', label: 'the time we need them' },
    buyUsd: { value: 4800, unit: 'USD', label: 'the price of the cards' },
  },
  quantities: { cost: { is: 'total', unit: 'USD', label: 'the cost' } },
  criteria: [{ less: 'cost', worth: '100 USD', value: 'cost' }],
  cast: ['pulse', 'forge', 'sentinel'],
  protocol: ['opening', 'vote'],
});
