import { describe, expect, it } from 'vitest';
import { strictest } from '../../src/core/classification.ts';

describe('the strictest of several classifications', () => {
  it.each([
    [['F1 Team Internal', 'Internal Use', 'Quay Confidential'], 'Quay Confidential'],
    [['Public', undefined, 'F1 Team Internal'], 'F1 Team Internal'],
    [['대외비', '사내 공개'], '대외비'],
    [['공개', '내부용'], '내부용'],
    [['Top Secret', 'Restricted', 'Secret'], 'Top Secret'],
    [['Internal Use', 'Team Internal'], 'Internal Use'],
    [['Public', 'For the galley'], 'For the galley'],
    [[undefined, ' '], undefined],
  ])('of %j is %s', (all, one) => {
    expect(strictest(all)).toBe(one);
  });
});
