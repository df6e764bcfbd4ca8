import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Viewer } from '../../src/view/server/index.ts';
import type { Screen } from './browser.ts';
import { axe, openBrowser, openPage, skipsWithoutBrowser, visit } from './browser.ts';
import type { Place } from './place.ts';
import { adopted, change, emptyPlace, fileOf, held, viewerOf } from './place.ts';

/** What readers tripped over, each as it was seen. */
describe.skipIf(skipsWithoutBrowser())('what was seen to be wrong on the page', () => {
  let place: Place;
  let viewer: Viewer;
  let browser: Browser;
  let ko: string;
  let model: string;
  beforeAll(async () => {
    place = emptyPlace();
    ko = await held(place, 'loss-drop-3000');
    model = await adopted(place, 'spike-at-12k');
    viewer = await viewerOf(place);
    await change(viewer, `/api/debates/${ko}/evaluations`, {});
    browser = await openBrowser();
  });
  afterAll(async () => {
    await browser.close();
    await viewer.close();
    place.remove();
  });

  const PHONE: Screen = { width: 390, height: 844 };
  const on = (path: string, look: (page: Page) => Promise<void>, screen: Screen = {}): Promise<void> =>
    visit(browser, viewer.url(path), look, screen);
  const whole = (page: Page) => page.locator('.memo .decision').waitFor();
  /** Names in tables that take more than one line. */
  const splitNames = (page: Page) =>
    page.evaluate(
      `[...document.querySelectorAll('table .speaker')].filter((it) => it.getClientRects().length > 1).map((it) => it.textContent)`,
    );

  it('does not split a name in a Korean table', async () => {
    await on(
      `/debates/${ko}`,
      async (page) => {
        await whole(page);
        await page.locator('#turn-20').waitFor({ state: 'attached' });
        await page.locator('#fidelity').scrollIntoViewIfNeeded();
        await page.locator('.fidelity .scroll').first().waitFor();
        await expect.poll(() => page.locator('table .speaker').count()).toBeGreaterThan(9);
        expect(await splitNames(page)).toEqual([]);
        const breaking = await page.evaluate(
          `[...document.querySelectorAll('td, th')].filter((it) => getComputedStyle(it).overflowWrap === 'anywhere').length`,
        );
        expect(breaking).toBe(0);
      },
      PHONE,
    );
  });

  it('says by a table that is cut at the edge that more is to its right, until the reader is there', async () => {
    await on(
      `/debates/${ko}`,
      async (page) => {
        await whole(page);
        await page.locator('#fidelity').scrollIntoViewIfNeeded();
        const table = page.locator('.fidelity .scroll').first();
        await page.locator('.fidelity .sideways').first().waitFor();
        expect(await table.getAttribute('class')).toContain('more');
        expect(await table.evaluate((it) => it.ownerDocument.defaultView?.getComputedStyle(it).maskImage)).toContain(
          'gradient',
        );
        await table.evaluate((it) => it.scrollTo(it.scrollWidth, 0));
        await page.locator('.fidelity .scroll:not(.more)').first().waitFor();
      },
      PHONE,
    );
  });

  it('leaves a reader where they are when a debate ends while they read', async () => {
    const begun = await change(viewer, '/api/debates', { scenario: 'spike-at-12k', seed: 4, paceMs: 250 });
    const { id } = (await begun.json()) as { id: string };
    await on(`/debates/${id}`, async (page) => {
      await page.locator('#turn-9').waitFor();
      await page.getByRole('slider').fill('5');
      await page.locator('#turn-6[data-now]').waitFor();
      const top = () => page.evaluate(`Math.round(document.querySelector('#turn-6').getBoundingClientRect().top)`);
      await page.evaluate(`document.querySelector('#turn-6').isTheSame = true`);
      const before = Number(await top());
      await whole(page);
      await page.locator('.fidelity').waitFor({ state: 'attached' });
      expect(await page.evaluate(`document.querySelector('#turn-6').isTheSame`)).toBe(true);
      expect(await page.locator('article[data-now]').getAttribute('id')).toBe('turn-6');
      expect(Math.abs(Number(await top()) - before)).toBeLessThan(6);
    });
  });

  it.each([1024, 1280, 1440])('keeps the timeline and "Fork here" on one row at %d', async (width) => {
    await on(
      `/debates/${ko}`,
      async (page) => {
        await whole(page);
        await page.locator('.player > button').waitFor();
        const rows = (await page
          .locator('.player > *')
          .evaluateAll((all) =>
            all.map((it) => it.getBoundingClientRect()).map(({ top, height }) => top + height / 2),
          )) as number[];
        expect(Math.max(...rows) - Math.min(...rows)).toBeLessThan(12);
        expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true);
      },
      { width },
    );
  });

  it('shows a playhead that does not cut the labels under it', async () => {
    await on(`/debates/${ko}?turn=9`, async (page) => {
      await page.locator('.way .now').first().waitFor();
      const [image, colour] = (await page.evaluate(`(() => {
        const { backgroundImage, backgroundColor } = getComputedStyle(document.querySelector('.way .now'));
        return [backgroundImage, backgroundColor];
      })()`)) as [string, string];
      expect(image).toMatch(/gradient.*rgba\(0, 0, 0, 0\)/);
      expect(colour).toBe('rgba(0, 0, 0, 0)');
    });
  });

  it('draws how sure a member is in the colour of their option, with the number beside it', async () => {
    await on(`/debates/${ko}?turn=8`, async (page) => {
      await page.locator('#turn-8[data-now]').waitFor();
      const bars = page.locator('.cast .track i');
      const colours = await bars.evaluateAll((all) =>
        all.map((it) => it.ownerDocument.defaultView?.getComputedStyle(it).backgroundColor),
      );
      expect(new Set(colours).size).toBe(2);
      await expect.poll(() => page.locator('.cast .confidence').first().innerText()).toMatch(/^\.\d\d$/);
    });
  });

  it('names a model in the cast, and not its address and options', async () => {
    await on(`/debates/${model}`, async (page) => {
      await whole(page);
      const cast = await page.locator('.cast').innerText();
      expect(cast).toMatch(/openai:|scripted|anthropic:/);
      expect(cast).not.toMatch(/[@?]|https?:/);
    });
  });

  it('keeps units out of the names of fields', async () => {
    await on('/start?scenario=spike-at-12k', async (page) => {
      await page.locator('details summary').last().click();
      const field = page.locator('.fact', { hasText: 'the time of a step' });
      await expect.poll(() => field.locator('> span').first().innerText()).toBe('the time of a step');
      await expect.poll(() => field.locator('.unit').innerText()).toBe('s/step');
      expect(await axe(page)).toEqual([]);
    });
  });

  it('has the buttons of the fork dialog whole on a phone', async () => {
    await on(
      `/debates/${ko}`,
      async (page) => {
        await whole(page);
        await page.getByRole('button', { name: '여기서 분기' }).click();
        for (const name of ['분기', '취소']) {
          const box = await page.getByRole('dialog').getByRole('button', { name, exact: true }).boundingBox();
          const dialog = await page.getByRole('dialog').boundingBox();
          if (box === null || dialog === null) throw new Error(`expected ${name} to be seen`);
          expect(box.y + box.height).toBeLessThanOrEqual(dialog.y + dialog.height);
          expect(box.x + box.width).toBeLessThanOrEqual(dialog.x + dialog.width);
        }
        expect(await axe(page)).toEqual([]);
      },
      PHONE,
    );
  });

  it('says a value once where it says what the value rests on', async () => {
    await on(`/debates/${ko}`, async (page) => {
      await whole(page);
      await page.locator('#turn-1 button.evidence').click();
      const lines = await page.locator('#turn-1 .claims li .under').allInnerTexts();
      expect(lines[0]).toBe('근거: 도구 evaluate · 믹스로 얻는 학습 (비교 실험) 0.23\u00a0nats');
      expect(lines.slice(0, 2).join('\n').match(/0\.23/g)).toHaveLength(1);
      expect(lines[1]).toBe('숫자: 사실 믹스로 얻는 학습 0\u00a0nats');
    });
  });

  it('draws a loss curve from its first point', async () => {
    await on(`/debates/${ko}`, async (page) => {
      await whole(page);
      await page.locator('#turn-1 button.evidence').click();
      await page.locator('#turn-1 .chart canvas').first().waitFor();
      await page.waitForTimeout(300);
      // How far below the upper edge of the plot its highest point is: nothing where the line is cut.
      const below = await page.evaluate(`(() => {
        const chart = document.querySelector('#turn-1 .chart');
        const canvas = chart.querySelector('canvas');
        const scale = canvas.width / canvas.clientWidth;
        const over = chart.querySelector('.u-over');
        const [left, top] = [over.offsetLeft * scale, over.offsetTop * scale];
        const { data, width, height } = canvas.getContext('2d').getImageData(left, top, over.clientWidth * scale, over.clientHeight * scale);
        for (let y = 0; y < height; y += 1)
          for (let x = 0; x < width; x += 1) {
            const at = (y * width + x) * 4;
            if (data[at + 3] > 200 && data[at] < 60 && data[at + 2] > 140) return y / scale;
          }
        return -1;
      })()`);
      expect(below).toBeGreaterThan(3);
    });
  });

  it('says in the tab what is on the page', async () => {
    const titles: [string, string, string][] = [
      ['/', '.debates', '토론 · Pitwall'],
      [`/debates/${ko}`, '.memo .decision', '3000 step의 급락 · Pitwall'],
      ['/personas', '.people', '멤버 · Pitwall'],
      ['/personas/pulse', '.persona', 'Pulse · Pitwall'],
      [`/compare/${ko}/${model}`, '.compare', '3000 step의 급락: 두 토론을 나란히 · Pitwall'],
      ['/start', 'form', '토론 시작 · Pitwall'],
    ];
    for (const [path, selector, title] of titles)
      await on(path, async (page) => {
        await page.locator(selector).first().waitFor();
        await expect.poll(() => page.title()).toBe(title);
      });
  });

  it('has a heading while a page is on its way, and where it does not come', async () => {
    for (const path of ['/', `/debates/${ko}`, '/personas', '/personas/pulse', `/compare/${ko}/${model}`, '/start']) {
      const { page, close } = await openPage(browser);
      let answer: () => void = () => undefined;
      const asked = new Promise<void>((resolve) => {
        answer = resolve;
      });
      await page.route('**/api/**', async (route) => {
        await asked;
        await route.abort();
      });
      await page.goto(viewer.url(path));
      await page.locator('.waiting').first().waitFor();
      expect([path, await page.locator('h1').count(), await axe(page)]).toEqual([path, 1, []]);
      answer();
      await page.getByRole('alert').first().waitFor();
      expect([path, await page.locator('h1').count()]).toEqual([path, 1]);
      await close();
    }
  });

  it('puts the moderator’s line by itself, as a sentence begins', async () => {
    const id = await held(place, 'example');
    await on(`/debates/${id}`, async (page) => {
      await whole(page);
      const line = page.locator('.between .announced').first();
      await expect.poll(() => line.textContent()).toBe('the reservation was cut, 6 days are left');
      expect(
        await line.evaluate((it) => it.ownerDocument.defaultView?.getComputedStyle(it, '::first-letter').textTransform),
      ).toBe('uppercase');
    });
  });

  it('has no dead controls in a file: what it was forked from is said, and nothing looks like a button', async () => {
    const forked = await change(viewer, `/api/debates/${ko}/forks`, { at: 12, say: '한 번 더 봅시다' });
    const { id } = (await forked.json()) as { id: string };
    await on(`/debates/${id}`, whole);
    const folder = mkdtempSync(join(tmpdir(), 'pitwall-html-'));
    for (const one of [id, ko]) writeFileSync(join(folder, `${one}.html`), await fileOf(place, one));
    for (const one of [id, ko]) {
      const { page, close } = await openPage(browser);
      await page.goto(pathToFileURL(join(folder, `${one}.html`)).href);
      await page.locator('.lineage').waitFor();
      await expect.poll(() => page.locator('.lineage').innerText()).toContain(one === id ? ko : id);
      await expect.poll(() => page.locator('.lineage :is(a, button, .button)').count()).toBe(0);
      await close();
    }
    rmSync(folder, { recursive: true });
  });
});
