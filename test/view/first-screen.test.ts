import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ScenarioList } from '../../src/view/api.ts';
import type { Viewer } from '../../src/view/server/index.ts';
import type { Screen } from './browser.ts';
import { axe, openBrowser, openPage, skipsWithoutBrowser, visit } from './browser.ts';
import type { Place } from './place.ts';
import { change, emptyPlace, held, read, viewerOf } from './place.ts';

/** What may not be scrolled to: who speaks, the decision, one reason, the options in figures, and on a wide screen who moved and what would flip it. */
const ON_A_PHONE = ['.simulated', 'h1', '.decision .what', '.line-why', '.front .compared'];
const ON_A_DESK = [...ON_A_PHONE, '.lanes', '.line-flips'];

const DESK = { width: 1440, height: 900 };
const PHONE = { width: 390, height: 844 };

interface Box {
  top: number;
  bottom: number;
  left: number;
  right: number;
}

/** Boxes of what is seen first, and the edge of the timeline, under which nothing is seen. */
const boxesOf = (page: Page, selectors: readonly string[]): Promise<{ boxes: Box[]; floor: number; aside: string[] }> =>
  page.evaluate(
    `(() => ({
      boxes: ${JSON.stringify(selectors)}.map((one) => document.querySelector(one).getBoundingClientRect().toJSON()),
      floor: document.querySelector('.player').getBoundingClientRect().top,
      aside: [...document.querySelectorAll('.front .scroll')].filter((one) => one.scrollWidth > one.clientWidth + 1).map((one) => one.className),
    }))()`,
  );

describe.skipIf(skipsWithoutBrowser())('the first screen of a debate', () => {
  let place: Place;
  let viewer: Viewer;
  let browser: Browser;
  const debates: { scenario: string; id: string }[] = [];
  beforeAll(async () => {
    place = emptyPlace();
    viewer = await viewerOf(place);
    const { scenarios } = await read<ScenarioList>(viewer, '/api/scenarios');
    for (const { id: scenario, problem } of scenarios) {
      if (problem === null) debates.push({ scenario, id: await held(place, scenario) });
    }
    expect(debates.length).toBeGreaterThan(8);
    browser = await openBrowser();
  });
  afterAll(async () => {
    await browser.close();
    await viewer.close();
    place.remove();
  });

  const screens: [string, Screen, string[]][] = [
    ['a desk, light, Korean', { ...DESK, theme: 'light', locale: 'ko-KR' }, ON_A_DESK],
    ['a desk, dark, English', { ...DESK, theme: 'dark', locale: 'en-GB' }, ON_A_DESK],
    ['a phone, light, English', { ...PHONE, theme: 'light', locale: 'en-GB' }, ON_A_PHONE],
    ['a phone, dark, Korean', { ...PHONE, theme: 'dark', locale: 'ko-KR' }, ON_A_PHONE],
  ];

  it.each(screens)(
    'holds what a decision needs without scrolling, in every scenario: %s',
    async (_, screen, wanted) => {
      const found: unknown[] = [];
      const { page, complaints, close } = await openPage(browser, screen);
      for (const { scenario, id } of debates) {
        await page.goto(viewer.url(`/debates/${id}`));
        await page.locator('.verdict .lanes').waitFor();
        const { boxes, floor, aside } = await boxesOf(page, wanted);
        const unseen = wanted.filter((_, index) => {
          const { top, bottom, left, right } = boxes[index] ?? { top: -1, bottom: 0, left: 0, right: 0 };
          return !(top >= 0 && bottom > top && bottom <= floor && left >= 0 && right <= (screen.width ?? 0));
        });
        if (unseen.length + aside.length > 0)
          found.push(
            `${scenario}: ${[...unseen, ...aside].join(' ')}, from ${boxes.at(-1)?.top} to ${boxes.at(-1)?.bottom}, timeline at ${floor}`,
          );
        // What is laid over another thing is not seen either.
        const [what] = await page.locator('.decision .what .option').all();
        expect(await what?.innerText()).not.toBe('');
      }
      expect(found).toEqual([]);
      expect(complaints).toEqual([]);
      await close();
    },
  );

  it('names for each who changed the turn and what moved them, and leads there', async () => {
    const id = debates.find(({ scenario }) => scenario === 'loss-drop-3000')?.id ?? '';
    await visit(browser, viewer.url(`/debates/${id}`), async (page) => {
      const flux = page.locator('.lane', { hasText: 'Flux' });
      await flux.locator('.changes li').first().waitFor();
      expect(await flux.locator('.changes li').allTextContents()).toEqual([
        expect.stringMatching(/^\d+번\s턴\s+.*nats\s\(Pulse,\s1번\s턴\)$/),
      ]);
      const turn = /\d+/.exec(await flux.locator('.changes .turn-link').innerText())?.[0];
      await flux.locator('.changes .turn-link').click();
      await page.locator(`#turn-${turn}[data-now]`).waitFor();
      // A member who held their option has nothing to explain.
      await expect.poll(() => page.locator('.lane', { hasText: 'Pulse' }).first().locator('.changes').count()).toBe(0);
    });
  });

  const states: [string, Screen][] = [
    ['light, English', { ...DESK, theme: 'light', locale: 'en-GB' }],
    ['dark, Korean, phone', { ...PHONE, theme: 'dark', locale: 'ko-KR' }],
  ];

  it.each(states)('has nothing that axe finds while it loads and while it runs: %s', async (_, screen) => {
    const { page, complaints, close } = await openPage(browser, screen);
    const [{ id } = { id: '' }] = debates;
    let held: RegExp | null = /debates\/\w+$/;
    let waiting: (() => void)[] = [];
    await page.route('**/api/**', async (route) => {
      if (held?.test(route.request().url()) === true) await new Promise<void>((go) => waiting.push(go));
      await route.continue();
    });
    const next = (hold: RegExp | null) => {
      held = hold;
      for (const go of waiting) go();
      waiting = [];
    };
    await page.goto(viewer.url(`/debates/${id}`));
    await page.locator('.waiting').first().waitFor();
    expect(await axe(page)).toEqual([]);
    next(/\/memo$/);
    await page.locator('.front .waiting').waitFor();
    await page.locator('#turn-1').waitFor();
    expect(await axe(page)).toEqual([]);
    next(null);
    await page.locator('.decision').waitFor();
    const begun = await change(viewer, '/api/debates', { scenario: 'spike-at-12k', seed: 5, paceMs: 400 });
    const live = (await begun.json()) as { id: string };
    await page.goto(viewer.url(`/debates/${live.id}`));
    await page.locator('.growing').waitFor();
    await page.locator('#turn-2').waitFor();
    expect(await axe(page)).toEqual([]);
    await change(viewer, `/api/debates/${live.id}/stop`, {});
    await page.locator('.status.unfinished').waitFor();
    // At the end nothing lies half under the player's bar.
    await page.evaluate('scrollTo(0, document.body.scrollHeight)');
    expect(await axe(page)).toEqual([]);
    expect(complaints).toEqual([]);
    await close();
  });
});
