import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openEvaluations } from '../../src/store/evaluations.ts';
import { openStore } from '../../src/store/index.ts';
import { failureOf } from './failure-of.ts';
import { folder } from './place.ts';

describe('evaluations', () => {
  it('gives back the newest under a name, beside the debates of the same file', () => {
    const file = join(folder(), 'debates.db');
    openStore(file).close();
    const kept = openEvaluations(file, { now: () => new Date(0) });
    kept.keep('baseline', 'main', { total: 0.5 });
    kept.keep('baseline', 'other', { total: 0.9 });
    kept.keep('baseline', 'main', { total: 0.6 });
    expect(kept.latest('baseline', 'main')).toEqual({
      name: 'main',
      at: '1970-01-01T00:00:00.000Z',
      body: { total: 0.6 },
    });
    expect(kept.names('baseline')).toEqual(['main', 'other']);
    expect(kept.latest('report', 'main')).toBeNull();
    kept.close();
  });

  it('keeps nothing through a reader', () => {
    const file = join(folder(), 'debates.db');
    openStore(file).close();
    const reader = openEvaluations(file, { readonly: true });
    expect(failureOf(() => reader.keep('report', 'x', {})).code).toBe('STORE_FAILED');
    reader.close();
  });
});
