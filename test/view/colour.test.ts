import { readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { describe, expect, it } from 'vitest';
import { loadTeam } from '../../src/pitwall.ts';
import { COLOURS, colourOf } from '../../src/view/page/colour.ts';

const css = readFileSync(new URL('../../src/view/page/style/base.css', import.meta.url), 'utf8');

/** Relative luminance by WCAG 2. */
function luminance(hex: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const value = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

const contrast = (a: string, b: string): number => {
  const [light = 0, dark = 0] = [luminance(a), luminance(b)].sort((one, other) => other - one);
  return (light + 0.05) / (dark + 0.05);
};

describe('the colour of a member', () => {
  it('is another one for each member that is shipped', () => {
    const { members } = loadTeam({ projectDir: tmpdir() });
    expect(members.length).toBeGreaterThan(7);
    expect(new Set(members.map(({ card }) => colourOf(card.id))).size).toBe(members.length);
  });

  it('is read on every ground of the page, in light and in dark', () => {
    const [light = '', dark = ''] = css.split('data-theme="dark"');
    for (const theme of [light, dark]) {
      const value = (name: string) => new RegExp(`--${name}: (#[0-9a-f]{6})`).exec(theme)?.[1] ?? '';
      for (const ground of ['paper', 'card', 'sunk'])
        for (let colour = 0; colour < COLOURS; colour += 1)
          expect([ground, colour, contrast(value(`s${colour}`), value(ground)) >= 4.5]).toEqual([ground, colour, true]);
    }
  });
});
