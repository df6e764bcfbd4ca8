import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Transcript } from '../../src/view/api.ts';
import type { Viewer } from '../../src/view/server/index.ts';
import { openBrowser, openPage, skipsWithoutBrowser } from './browser.ts';
import { enlarged } from './large.ts';
import type { Took } from './opening.ts';
import { median, Stopwatch } from './opening.ts';
import type { Place } from './place.ts';
import { builtPage, emptyPlace, held, read, viewerOf } from './place.ts';

const TURNS = 1000;

/**
 * In pieces of `Stopwatch.yardstick`, measured by processors in the same run: 20 and 2 are a second and a tenth of one where a piece
 * takes 50 ms. `npm run view:speed` prints what it takes by the clock.
 */
const FIRST_PAINT = 20;
const SEEK = 2;

describe('what the page weighs', () => {
  it('is at most 250 KB gzipped, with the charts in a chunk of their own', async () => {
    const folder = join(await builtPage(), 'assets');
    const weights = readdirSync(folder).map(
      (name) => [name, gzipSync(readFileSync(join(folder, name))).length] as const,
    );
    const total = weights.reduce((sum, [, bytes]) => sum + bytes, 0);
    expect(total).toBeLessThan(250 * 1024);
    expect(weights.some(([name]) => /^uPlot.*\.js$/.test(name))).toBe(true);
    const first = readFileSync(join(await builtPage(), 'index.html'), 'utf8');
    expect(first).not.toMatch(/uPlot|https?:\/\//);
  });
});

describe.skipIf(skipsWithoutBrowser())(`a debate of ${TURNS} turns`, () => {
  let place: Place;
  let viewer: Viewer;
  let browser: Browser;
  let id: string;
  /** Two words of its last turn. */
  let phrase: string;
  beforeAll(async () => {
    place = emptyPlace();
    id = await enlarged(place, await held(place, 'loss-drop-3000'), TURNS);
    viewer = await viewerOf(place);
    const said = (await read<Transcript>(viewer, `/api/debates/${id}/transcript`)).blocks.flatMap((block) =>
      block.kind === 'turn' && block.said !== null ? [block.said.utterance] : [],
    );
    expect(said).toHaveLength(TURNS);
    phrase = said.at(-1)?.split(/\s+/).slice(0, 2).join(' ') ?? '';
    expect(phrase).toMatch(/\S \S/);
    browser = await openBrowser();
  });
  afterAll(async () => {
    await browser.close();
    await viewer.close();
    place.remove();
  });

  it('paints its transcript for little work, and reaches any turn for a tenth of it', async () => {
    const { page, complaints, close } = await openPage(browser);
    const watch = await Stopwatch.of(page);
    const pieces: number[] = [];
    await page.goto(viewer.url('/nowhere'));
    for (let piece = 0; piece < 5; piece += 1) pieces.push(await watch.yardstick());
    // Another viewer: nothing of the debate is in its memory.
    const cold = await viewerOf(place);
    const first = await watch.painted(cold.url(`/debates/${id}`), '#turn-1');
    await page.locator(`#turn-${TURNS}`).waitFor({ state: 'attached' });
    await page.locator('.part-flips dd:not(.note)').first().waitFor();
    const seeks: Took[] = [];
    for (const turn of [500, 3, 997, 250, 751]) {
      seeks.push(await watch.sought(turn));
      const top = Number(await page.evaluate(`document.getElementById('turn-${turn}').getBoundingClientRect().top`));
      expect([turn, top > -5 && top < 200]).toEqual([turn, true]);
    }
    const piece = median(pieces);
    expect(first.cpuMs / piece).toBeLessThan(FIRST_PAINT);
    expect(median(seeks.map(({ cpuMs }) => cpuMs)) / piece).toBeLessThan(SEEK);
    expect(complaints).toEqual([]);
    await close();
    await cold.close();
  });

  it('is found by words anywhere in it', async () => {
    const { page, close } = await openPage(browser);
    await page.goto(viewer.url(`/debates/${id}`));
    await page.locator(`#turn-${TURNS}`).waitFor({ state: 'attached' });
    await expect.poll(() => page.locator('article.turn').count()).toBe(TURNS);
    await page.locator('.search input').fill(phrase);
    await page.locator('.search output', { hasText: /^\d+곳 중 1$/ }).waitFor();
    // Backwards from the first place is the last one.
    await page.keyboard.press('Shift+Enter');
    await page.locator(`#turn-${TURNS}[data-now]`).waitFor();
    await close();
  });
});
