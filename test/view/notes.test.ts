import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { NoteList } from '../../src/view/api.ts';
import type { Viewer } from '../../src/view/server/index.ts';
import { axe, openBrowser, openPage, skipsWithoutBrowser, visit } from './browser.ts';
import type { Place } from './place.ts';
import { change, emptyPlace, fileOf, held, read, viewerOf } from './place.ts';

const hasNone = skipsWithoutBrowser();

describe('what a reader keeps about turns', () => {
  let place: Place;
  let viewer: Viewer;
  let id: string;
  let browser: Browser;
  beforeAll(async () => {
    place = emptyPlace();
    id = await held(place, 'lost-checkpoint');
    viewer = await viewerOf(place);
    if (!hasNone) browser = await openBrowser();
  });
  afterAll(async () => {
    if (!hasNone) await browser.close();
    await viewer.close();
    place.remove();
  });

  const keep = (body: unknown) => change(viewer, `/api/debates/${id}/notes`, body);

  it('is refused for a turn that is not there, and without the token', async () => {
    expect((await keep({ turn: 999, star: true, text: '' })).status).toBe(404);
    expect((await keep({ turn: 1, star: 'yes', text: '' })).status).toBe(400);
    const bare = await fetch(`${viewer.origin}/api/debates/${id}/notes`, {
      method: 'POST',
      headers: { origin: viewer.origin, 'content-type': 'application/json' },
      body: JSON.stringify({ turn: 1, star: true, text: '' }),
    });
    expect(bare.status).toBeGreaterThanOrEqual(401);
    expect((await read<NoteList>(viewer, `/api/debates/${id}/notes`)).notes).toEqual([]);
  });

  it.skipIf(hasNone)(
    'is a star and words on the page, there again when it is opened again, and in the file that is given away',
    async () => {
      await visit(
        browser,
        viewer.url(`/debates/${id}`),
        async (page) => {
          const turn = page.locator('#turn-3');
          await turn.getByRole('button', { name: 'Star turn 3' }).click();
          await turn.locator('.star[aria-pressed="true"]').waitFor();
          await turn.getByRole('button', { name: 'Note on turn 3' }).click();
          await turn.getByRole('textbox', { name: 'Note on turn 3' }).fill('ask for the packing log');
          expect(await axe(page)).toEqual([]);
          await turn.getByRole('button', { name: 'Save' }).click();
          await turn.locator('.own-note', { hasText: 'ask for the packing log' }).waitFor();
          await page.reload();
          await turn.locator('.own-note', { hasText: 'ask for the packing log' }).waitFor();
          expect(await turn.locator('.star').getAttribute('aria-pressed')).toBe('true');
        },
        { locale: 'en-GB' },
      );
      const html = await fileOf(place, id);
      const folder = mkdtempSync(join(tmpdir(), 'pitwall-html-'));
      writeFileSync(join(folder, 'debate.html'), html);
      const { page, complaints, close } = await openPage(browser, { locale: 'en-GB' });
      await page.goto(pathToFileURL(join(folder, 'debate.html')).href);
      await page.locator('#turn-3 .own-note', { hasText: 'ask for the packing log' }).waitFor();
      await expect.poll(() => page.locator('.simulated').innerText()).toBe('Simulated personas · no language model');
      await expect.poll(() => page.locator('#turn-3 .kept button').count()).toBe(0);
      expect(complaints).toEqual([]);
      await close();
      rmSync(folder, { recursive: true });
    },
  );

  it.skipIf(hasNone)('dims with its turn what was asked before it, and shows what a turn does by a sign', async () => {
    await visit(
      browser,
      viewer.url(`/debates/${id}`),
      async (page) => {
        await page.locator('.player .place', { hasText: /\/ \d+/ }).waitFor();
        await page.locator('button.answers.concede').first().waitFor();
        expect(
          await page.evaluate(`getComputedStyle(document.querySelector('button.answers.concede'), '::before').content`),
        ).toBe('"✓"');
        await expect.poll(() => page.locator('.turn .stance.moved .option').count()).toBeGreaterThan(2);
        await page.getByRole('slider', { name: 'Turn' }).fill('0');
        await page.locator('#turn-1[data-now]').waitFor();
        const quiet = await page.evaluate(
          `(() => { const probe = document.createElement('i'); probe.style.color = 'var(--quiet)'; document.body.append(probe); return getComputedStyle(probe).color; })()`,
        );
        const colours = await page.evaluate(
          `[...document.querySelectorAll('.turn[data-later] :is(.consulted p, .stance .option)')].map((one) => getComputedStyle(one).color)`,
        );
        expect(new Set(colours as string[])).toEqual(new Set([quiet]));
      },
      { locale: 'en-GB' },
    );
  });
});
