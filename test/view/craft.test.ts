import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Transcript, TurnView } from '../../src/view/api.ts';
import type { Viewer } from '../../src/view/server/index.ts';
import { openBrowser, openPage, skipsWithoutBrowser, visit } from './browser.ts';
import type { Place } from './place.ts';
import { emptyPlace, held, read, viewerOf } from './place.ts';

describe.skipIf(skipsWithoutBrowser())('a debate as a document', () => {
  let place: Place;
  let viewer: Viewer;
  let browser: Browser;
  let id: string;
  let turns: TurnView[];
  /** Number of the last turn, which nothing shows before it is scrolled to. */
  let last: number;
  beforeAll(async () => {
    place = emptyPlace();
    id = await held(place, 'spike-at-12k');
    viewer = await viewerOf(place);
    const { blocks } = await read<Transcript>(viewer, `/api/debates/${id}/transcript`);
    turns = blocks.filter((block) => block.kind === 'turn');
    last = turns.length;
    browser = await openBrowser();
  });
  afterAll(async () => {
    await browser.close();
    await viewer.close();
    place.remove();
  });

  const on = (look: (page: Page) => Promise<void>): Promise<void> =>
    visit(
      browser,
      viewer.url(`/debates/${id}`),
      async (page) => {
        await page.locator('.memo .decision').waitFor();
        await page.locator(`#turn-${last}`).waitFor({ state: 'attached' });
        await look(page);
      },
      { locale: 'en-GB' },
    );
  const styleOf = (page: Page, selector: string, property: string) =>
    page.evaluate(`getComputedStyle(document.querySelector(${JSON.stringify(selector)}))[${JSON.stringify(property)}]`);

  it('lays out the turns that are seen alone, and yet the browser finds words in every one of them', async () => {
    const words = turns.at(-1)?.said?.utterance.slice(0, 24) ?? '';
    expect(words).toHaveLength(24);
    await on(async (page) => {
      expect(await styleOf(page, `#turn-${last}`, 'contentVisibility')).toBe('auto');
      const isSkipped = () =>
        page.evaluate(
          `!document.querySelector('#turn-${last} .utterance').checkVisibility({ contentVisibilityAuto: true })`,
        );
      expect(await isSkipped()).toBe(true);
      expect(await page.evaluate(`find(${JSON.stringify(words)})`)).toBe(true);
      expect(await page.evaluate(`getSelection().anchorNode.parentElement.closest('article').id`)).toBe(`turn-${last}`);
      expect(await isSkipped()).toBe(false);
    });
  });

  it('prints as memo and transcript, every turn laid out, without what is only for the screen', async () => {
    await on(async (page) => {
      await page.emulateMedia({ media: 'print' });
      expect(await styleOf(page, `#turn-${last}`, 'contentVisibility')).toBe('visible');
      for (const hidden of ['.masthead', '.player', '.contents', '.skip', '#turn-1 button.evidence'])
        expect([hidden, await styleOf(page, hidden, 'display')]).toEqual([hidden, 'none']);
      for (const shown of ['.memo', '#turn-1 .utterance', '.map .point'])
        expect([shown, await page.locator(shown).first().isVisible()]).toEqual([shown, true]);
      const pages = (await page.pdf({ format: 'A4' })).toString('latin1').match(/\/Type\s*\/Page\b/g)?.length ?? 0;
      expect(pages).toBeGreaterThan(3);
    });
  });

  it('is reached by the keyboard from the skip link to the timeline, with the focus seen at each step', async () => {
    await on(async (page) => {
      const steps: { name: string; outline: string }[] = [];
      for (let step = 0; step < 400; step += 1) {
        await page.keyboard.press('Tab');
        const at = (await page.evaluate(`(() => {
          const it = document.activeElement;
          const { outlineStyle, outlineWidth } = getComputedStyle(it);
          return { name: it === document.body ? '' : (it.getAttribute('aria-label') ?? it.textContent ?? '').trim() || it.labels?.[0]?.textContent, outline: outlineStyle + ' ' + outlineWidth };
        })()`)) as { name: string; outline: string };
        if (at.name === '') break;
        steps.push(at);
      }
      const names = steps.map(({ name }) => name);
      expect(names[0]).toBe('Skip to the content');
      expect(steps.filter(({ outline }) => outline.startsWith('none') || outline.endsWith(' 0px'))).toEqual([]);
      for (const wanted of [
        'Debates',
        'Transcript',
        'Play',
        'Turn',
        'Search the transcript',
        'Fork here',
        'Show the events',
      ])
        expect([wanted, names.includes(wanted)]).toEqual([wanted, true]);
      const resting = turns.filter(({ said }) => (said?.claims.length ?? 0) > 0).length;
      expect(resting).toBeGreaterThan(10);
      expect(names.filter((name) => /^\+?\d claim/.test(name)).length).toBe(resting);
      await page.keyboard.press('Shift+Tab');
      await page.getByRole('link', { name: 'Transcript' }).focus();
      await page.keyboard.press('Enter');
      expect(await page.evaluate('document.activeElement.id')).toBe('transcript-title');
      await page.keyboard.press('ArrowLeft');
      await page.locator('article[data-now]').waitFor();
    });
  });

  it('runs no script that is put into it, and takes no markup for one', async () => {
    const { page, close } = await openPage(browser, { locale: 'en-GB' });
    await page.goto(viewer.url(`/debates/${id}`));
    await page.locator('#turn-1').waitFor();
    const violated = await page.evaluate(`new Promise((done) => {
      const seen = [];
      addEventListener('securitypolicyviolation', ({ effectiveDirective }) => {
        seen.push(effectiveDirective);
        if (seen.length === 3) done(seen);
      });
      const script = document.createElement('script');
      try { script.textContent = 'window.ran = true'; } catch {}
      document.head.append(script);
      const image = document.createElement('img');
      image.setAttribute('src', 'https://elsewhere.example/x.png');
      document.body.append(image);
      try { document.body.insertAdjacentHTML('beforeend', '<b>markup</b>'); } catch {}
      setTimeout(() => done(seen), 3000);
    })`);
    expect(violated).toEqual(expect.arrayContaining(['require-trusted-types-for', 'img-src']));
    expect(await page.evaluate('window.ran')).toBe(undefined);
    await expect.poll(() => page.locator('body > b').count()).toBe(0);
    await close();
  });
});
