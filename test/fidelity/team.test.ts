import { beforeAll, describe, expect, it } from 'vitest';
import type { EvaluatedDebate } from '../../src/vitest.ts';
import { describePersona, heldDebates } from '../../src/vitest.ts';

// The shipped team: what the README shows as an example.
describePersona('pulse', { scenario: 'loss-drop-3000', seeds: 2 });
describePersona('sentinel', { scenario: 'loss-drop-3000', seeds: 2 });

describe('the team in loss-drop-3000', () => {
  let held: EvaluatedDebate;
  beforeAll(async () => {
    held = await heldDebates({ scenario: 'loss-drop-3000', seeds: 2 });
  });

  it('contradicts no card and keeps its registers', () => {
    expect(held).toNotContradict();
    expect(held).toKeepRegister();
  });

  it('is told apart by how it sounds', () => expect(held).toBeTellableApart({ atLeast: 0.3 }));
});
