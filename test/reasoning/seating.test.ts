import { describe, expect, it } from 'vitest';
import type { PersonaCard } from '../../src/core/card.ts';
import { seatingOf } from '../../src/reasoning/seating.ts';
import { parseScenario } from '../../src/scenarios/parse.ts';
import { BILL, cardOf } from '../playbook/fixture.ts';

const QUESTION = parseScenario(
  `
motion: Rent more cards or wait?
options:
  rent: { label: rent, set: { rented: 16 } }
  wait: { label: wait }
facts:
  backlog: { value: 36, unit: hours }
  price: { value: 2.4, unit: USD/hour, knownBy: [sentinel], assumed: 2 }
  rented: { value: 0, unit: cards }
quantities:
  bill: { tool: bill, args: { hours: $backlog }, figure: usd, unit: USD }
  wires: { consult: hardware, ask: Do the wires hold?, tool: bill, args: { hours: $backlog }, figure: usd, unit: USD }
  cost: { is: rented * price * 24 hours, unit: cards * USD }
criteria:
  - { less: bill, worth: 20, value: cost }
  - { less: wires, worth: 20, value: progress }
judgements:
  - { for: wait, value: simplicity, because: nothing changes, by: [pulse] }
  - { against: wait, value: data-quality, because: the queue hides bad runs }
cast: [pulse, sentinel]
`,
  'table.yaml',
  { tools: new Map([['bill', BILL]]) },
);
const DESKS = [{ member: 'blaze', topic: 'hardware' }];
const cards = (tools: Record<string, string[]>, ...ids: string[]): PersonaCard[] =>
  ids.map((id) => cardOf(id, { tools: tools[id] ?? [] }));
const ALL = cards({ pulse: ['bill'] }, 'pulse', 'sentinel', 'blaze', 'flux');
const seat = (table: readonly PersonaCard[], id: string, desks = DESKS) => {
  const found = seatingOf(QUESTION, table, desks).get(id);
  if (found === undefined) throw new Error(`no seat for ${id}`);
  return found;
};

describe('what a seat brings', () => {
  it('is what everybody knows, what it alone knows, and what it has to assume', () => {
    expect(seat(ALL, 'sentinel').facts).toMatchObject({ backlog: 36, price: 2.4 });
    expect(seat(ALL, 'pulse').facts).not.toMatchObject({ price: 2.4 });
  });

  it('is a calculator that its card names, and nobody else runs it while one there has it', () => {
    expect(seat(ALL, 'pulse').able).toContain('bill');
    expect(seat(ALL, 'sentinel').able).not.toContain('bill');
  });

  it('is everybody’s calculator where nobody at the table has it', () => {
    const without = cards({}, 'pulse', 'sentinel');
    expect(seat(without, 'sentinel').able).toContain('bill');
    expect(seat(without, 'pulse').able).toContain('bill');
  });

  it('is a question to the desk that its card defers to, and an answer of one’s own at that desk', () => {
    expect(seat(ALL, 'pulse').consults).toEqual({ wires: { topic: 'hardware', to: 'blaze' } });
    expect(seat(ALL, 'blaze').able).toContain('wires');
    expect(seat(ALL, 'blaze').consults).toEqual({});
  });

  it('is no question where the desk is not there', () => {
    expect(seat(ALL, 'pulse', []).consults).toEqual({});
  });

  it('is a judgement that names it, or that its value stands highest with', () => {
    expect(seat(ALL, 'pulse').judges).toEqual([0]);
    expect(seat(ALL, 'sentinel').judges).toEqual([]);
    expect(seat(ALL, 'flux').judges).toEqual([1]);
  });
});
