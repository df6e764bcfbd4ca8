import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Viewer } from '../../src/view/server/index.ts';
import { openBrowser, openPage, skipsWithoutBrowser } from './browser.ts';
import { enlarged } from './large.ts';
import type { Took } from './opening.ts';
import { median, Stopwatch } from './opening.ts';
import type { Place } from './place.ts';
import { builtPage, emptyPlace, held, viewerOf } from './place.ts';

const TURNS = 1000;

/** Of processors, which is the clock's time on a machine at rest: other work does not lengthen it much. */
const FIRST_PAINT_MS = 1000;
const SEEK_MS = 100;

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
  beforeAll(async () => {
    place = emptyPlace();
    id = await enlarged(place, await held(place, 'loss-drop-3000'), TURNS);
    viewer = await viewerOf(place);
    browser = await openBrowser();
  });
  afterAll(async () => {
    await browser.close();
    await viewer.close();
    place.remove();
  });

  it('paints its transcript within a second, and reaches any turn within a tenth of one', async () => {
    const { page, complaints, close } = await openPage(browser);
    const watch = await Stopwatch.of(page);
    const first = await watch.painted(viewer.url(`/debates/${id}`), '#turn-1');
    await page.locator(`#turn-${TURNS}`).waitFor({ state: 'attached' });
    await page.locator('.part-flips dd:not(.note)').first().waitFor();
    const seeks: Took[] = [];
    for (const turn of [500, 3, 997, 250, 751]) {
      seeks.push(await watch.sought(turn));
      const top = Number(await page.evaluate(`document.getElementById('turn-${turn}').getBoundingClientRect().top`));
      expect([turn, top > -5 && top < 200]).toEqual([turn, true]);
    }
    expect(first.cpuMs).toBeLessThan(FIRST_PAINT_MS);
    expect(median(seeks.map(({ cpuMs }) => cpuMs))).toBeLessThan(SEEK_MS);
    expect(complaints).toEqual([]);
    await close();
  });

  it('is found by words anywhere in it', async () => {
    const { page, close } = await openPage(browser);
    await page.goto(viewer.url(`/debates/${id}`));
    await page.locator(`#turn-${TURNS}`).waitFor({ state: 'attached' });
    expect(await page.locator('article.turn').count()).toBe(TURNS);
    await page.locator('.search input').fill('없어요');
    await page.keyboard.press('Enter');
    await page.locator('article[data-now]').waitFor();
    await close();
  });
});
