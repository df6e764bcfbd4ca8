import { describe, expect, it } from 'vitest';
import type { PersonaCard } from '../../src/core/card.ts';
import type { Scenario } from '../../src/core/scenario.ts';
import { seatingOf } from '../../src/reasoning/seating.ts';
import { cardOf, FACTS_ONLY, scenarioOf, WITH_TOOLS } from '../playbook/fixture.ts';

const DESK = [{ member: 'blaze', topic: 'hardware' }];
const cards = (...ids: string[]) => ids.map((id) => cardOf(id, { tools: id === 'pulse' ? ['bill'] : [] }));
const seat = (scenario: Scenario, table: PersonaCard[], id: string, desks = DESK) => {
  const seating = seatingOf(scenario, table, desks).get(id);
  if (seating === undefined) throw new Error(`no seating for ${id}`);
  return seating;
};
const raisedBy = (scenario: Scenario, table: PersonaCard[], consideration: string, desks = DESK) =>
  [...seatingOf(scenario, table, desks)].filter(([, { mine }]) => mine.includes(consideration)).map(([id]) => id);

describe('what a seat brings', () => {
  const scenario = scenarioOf(FACTS_ONLY);
  const all = cards('pulse', 'cortex', 'flux', 'sentinel', 'blaze');

  it('is the reasons whose facts it knows; a fact known by one is told to no other', () => {
    expect(raisedBy(scenario, all, 'dirty')).toEqual(['flux']);
    expect(Object.keys(seat(scenario, all, 'flux').facts)).toContain('rework');
    expect(Object.keys(seat(scenario, all, 'pulse').facts)).toEqual(['backlog', 'gain', 'deadline']);
  });

  it('goes with it: without the one who knows, nobody raises the reason and nobody can be asked', () => {
    const rest = cards('pulse', 'cortex', 'sentinel', 'blaze');
    expect(raisedBy(scenario, rest, 'dirty')).toEqual([]);
    for (const id of ['pulse', 'cortex', 'sentinel', 'blaze'])
      expect(seat(scenario, rest, id).askable).not.toHaveProperty('dirty');
    expect(seat(scenario, all, 'pulse').askable['dirty']).toBe('flux');
  });

  it('is raised by those whom the scenario names, though others could answer for it', () => {
    expect(raisedBy(scenario, all, 'queue')).toEqual(['pulse']);
    expect(seat(scenario, all, 'cortex').able).toContain('queue');
    expect(seat(scenario, all, 'cortex').mine).not.toContain('queue');
  });

  it('is taken up by the one who ranks its value highest of those who can, where nobody who is named has a seat', () => {
    expect(raisedBy(scenario, cards('cortex', 'flux', 'blaze'), 'queue')).toEqual(['blaze']);
    expect(raisedBy(scenario, cards('cortex', 'flux'), 'queue')).toEqual(['flux']);
    const known = scenarioOf(FACTS_ONLY, {
      considerations: [
        {
          id: 'dirty',
          against: 'wait',
          value: 'cost',
          from: { fact: 'rework', read: { neutral: 0, full: 0.2 } },
          raisedBy: ['pulse'],
        },
      ],
    });
    expect(raisedBy(known, cards('cortex', 'flux', 'blaze'), 'dirty')).toEqual(['flux']);
    expect(raisedBy(known, cards('cortex', 'blaze'), 'dirty')).toEqual([]);
  });

  it('is raised by everybody who knows it where the scenario names nobody', () => {
    const open = scenarioOf(FACTS_ONLY, {
      considerations: [
        { id: 'queue', for: 'rent', value: 'schedule', from: { fact: 'backlog', read: { neutral: 8, full: 40 } } },
      ],
    });
    expect(raisedBy(open, all, 'queue')).toEqual(['pulse', 'cortex', 'flux', 'sentinel', 'blaze']);
  });

  it('covers a member of a fact under the name of the whole', () => {
    const nested = scenarioOf(FACTS_ONLY, {
      facts: { cluster: { value: { count: 64 }, knownBy: ['blaze'] } },
      considerations: [
        { id: 'big', for: 'rent', value: 'cost', from: { fact: 'cluster.count', read: { neutral: 0, full: 64 } } },
      ],
      events: [],
    });
    expect(raisedBy(nested, all, 'big')).toEqual(['blaze']);
  });

  it('is a judgement for the one who ranks its value highest, first seat among equals', () => {
    const judged = scenarioOf(FACTS_ONLY, {
      considerations: [
        { id: 'thin', for: 'wait', value: 'reliability', from: { judgement: '불안하다', weight: 'low' } },
      ],
    });
    expect(raisedBy(judged, all, 'thin')).toEqual(['sentinel']);
    const twins = [cardOf('flux', { values: ['cost'] }), cardOf('pulse', { values: ['cost'] })];
    expect(raisedBy(judged, twins, 'thin')).toEqual(['flux']);
  });
});

describe('a calculation', () => {
  const considerations = WITH_TOOLS.considerations?.map(({ raisedBy: _, ...rest }) => rest) ?? [];
  const scenario = scenarioOf(WITH_TOOLS, { considerations });
  it('is raised by who has the tool and knows every fact in its arguments', () => {
    expect(raisedBy(scenario, cards('pulse', 'cortex'), 'bill')).toEqual(['pulse']);
    const hidden = scenarioOf(WITH_TOOLS, {
      considerations,
      facts: { ...FACTS_ONLY.facts, backlog: { value: 36, unit: 'hours', knownBy: ['cortex'] } },
    });
    expect(raisedBy(hidden, cards('pulse', 'cortex'), 'bill')).toEqual([]);
  });
});

describe('a consult', () => {
  const scenario = scenarioOf(WITH_TOOLS);
  const open = scenarioOf(WITH_TOOLS, {
    considerations: WITH_TOOLS.considerations?.map(({ raisedBy: _, ...rest }) => rest) ?? [],
  });
  const defers = { defers: [{ on: 'Blaze', topic: 'hardware' }], desk: [] };
  const keeps = { defers: [], desk: [] };

  it('is for members whose card defers the topic, while its desk is open', () => {
    const table = [cardOf('pulse', defers), cardOf('cortex', keeps)];
    expect(raisedBy(open, table, 'wires')).toEqual(['pulse']);
    expect(raisedBy(open, table, 'wires', [])).toEqual([]);
    expect(raisedBy(open, table, 'wires', [{ member: 'blaze', topic: 'money' }])).toEqual([]);
  });

  it('is not needed by whoever keeps the desk', () => {
    const table = [cardOf('pulse', defers), cardOf('blaze', { defers: [], desk: ['hardware'] })];
    expect(raisedBy(open, table, 'wires', [])).toEqual(['blaze']);
  });

  it('is put to the one who would raise it', () => {
    const table = [
      cardOf('pulse', defers),
      cardOf('cortex', keeps),
      cardOf('blaze', { defers: [], desk: ['hardware'] }),
    ];
    expect(seat(scenario, table, 'cortex').askable['wires']).toBe('pulse');
    expect(seat(open, table, 'cortex').askable['wires']).toBe('pulse');
  });
});
