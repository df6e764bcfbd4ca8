import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Comparison, DebateHead, FlipView, MemoView } from '../../src/view/api.ts';
import { forecastOf } from '../../src/view/server/forecast.ts';
import type { Viewer } from '../../src/view/server/index.ts';
import type { Screen } from './browser.ts';
import { axe, openBrowser, openPage, skipsWithoutBrowser, visit } from './browser.ts';
import type { Place } from './place.ts';
import { change, emptyPlace, held, read, viewerOf } from './place.ts';

describe.skipIf(skipsWithoutBrowser())('a change that is tried on the page', () => {
  let place: Place;
  let viewer: Viewer;
  let browser: Browser;
  let en: string;
  let ko: string;
  /** The first flip that the memo of `en` prints. */
  let flip: FlipView;
  beforeAll(async () => {
    place = emptyPlace();
    en = await held(place, 'spike-at-12k');
    ko = await held(place, 'loss-drop-3000');
    viewer = await viewerOf(place);
    const found = (await flipsOf(en))[0];
    if (found === undefined) throw new Error('expected the memo to name a flip');
    flip = found;
    browser = await openBrowser();
  });
  afterAll(async () => {
    await browser.close();
    await viewer.close();
    place.remove();
  });

  const flipsOf = async (id: string): Promise<FlipView[]> => {
    const { memo } = await read<MemoView>(viewer, `/api/debates/${id}/memo`);
    return memo?.sections.flatMap(({ lines }) => lines.flatMap((line) => line.flip ?? [])) ?? [];
  };
  const on = (path: string, look: (page: Page) => Promise<void>, screen: Screen = { locale: 'en-GB' }): Promise<void> =>
    visit(browser, viewer.url(path), look, screen);
  const forked = async (id: string, body: unknown): Promise<string> => {
    const answer = await change(viewer, `/api/debates/${id}/forks`, body);
    expect(answer.status).toBe(201);
    const { id: child } = (await answer.json()) as { id: string };
    await expect.poll(async () => (await read<DebateHead>(viewer, `/api/debates/${child}`)).status).toBe('closed');
    return child;
  };
  const compared = (a: string, b: string) => read<Comparison>(viewer, `/api/compare/${a}/${b}`);

  it('reruns past a flip with one click, opens both side by side, and says that the memo was right', async () => {
    await on(`/debates/${en}`, async (page) => {
      // On the first screen, and again beside its line of the whole memo.
      await page
        .getByRole('button', { name: `Rerun with ${flip.text}` })
        .first()
        .click();
      await page.locator('.forecast').waitFor();
      expect(page.url()).toContain(`/compare/${en}/`);
      await expect
        .poll(() => page.locator('.forecast').innerText())
        .toMatch(/^Flipped, as predicted: rewinding → carrying on/);
      await expect.poll(() => page.locator('.forecast').innerText()).toContain('420 steps → 1,141 steps');
      await expect.poll(() => page.locator('.followed tbody tr').count()).toBeGreaterThan(5);
      await expect.poll(() => page.locator('.apart-figures tbody tr').count()).toBeGreaterThan(1);
      expect((await page.locator('#row-1 mark').allTextContents()).filter((text) => /\d/.test(text))).not.toEqual([]);
      await page.locator('.followed a').first().click();
      await page.locator('#row-1:focus').waitFor();
      expect(await axe(page)).toEqual([]);
    });
  });

  it('reruns every flip that a memo prints, in Korean too, and the memo was right each time', async () => {
    for (const id of [en, ko]) {
      const flips = await flipsOf(id);
      expect(flips.length).toBeGreaterThan(0);
      for (const { fact, value, at } of flips) {
        const child = await forked(id, { at, facts: { [fact]: value } });
        const { forecast } = await compared(id, child);
        expect([fact, forecast?.verdict, forecast?.side]).toEqual([fact, 'predicted', 'b']);
        expect((await compared(child, id)).forecast).toEqual({ ...forecast, side: 'a' });
      }
    }
  });

  it('says plainly that nothing flipped, and that the memo had not said so', async () => {
    await on(`/debates/${en}`, async (page) => {
      await page.getByText(/Change any of the \d+ facts/).click();
      const form = page.locator('.try-facts form');
      expect(await form.getByRole('button', { name: 'Rerun' }).isDisabled()).toBe(true);
      const field = form.getByLabel(/^what a rewind throws away/);
      expect(await field.inputValue()).toBe('420');
      await field.fill('500');
      await expect.poll(() => form.innerText()).toContain('was 420');
      expect(await axe(page)).toEqual([]);
      await form.getByRole('button', { name: 'Rerun' }).click();
      await page.locator('.forecast').waitFor();
      await expect
        .poll(() => page.locator('.forecast .what').innerText())
        .toBe('Not flipped: rewinding again. The memo predicts no flip at this value');
    });
  });

  it('says so where the table votes against what the memo predicted', async () => {
    const child = await forked(en, { at: 1, facts: { [flip.fact]: flip.value } });
    const { a, b, diff } = await compared(en, child);
    const told = async (id: string) => ({
      context: (await viewer.records.of(id)).context,
      document: await viewer.records.document(id),
    });
    const [before, after] = [await told(en), await told(child)];
    const voted = (decision: string | null) => {
      const { outcome } = after.document;
      if (outcome === null) throw new Error('expected the rerun to have ended');
      const changed = { ...after, document: { ...after.document, outcome: { ...outcome, decision } } };
      return forecastOf({ a, b }, diff, { a: before, b: changed })?.verdict;
    };
    const options = a.options.map(({ id }) => id);
    expect(options.map(voted).sort()).toEqual(['missed', 'otherwise', 'predicted']);
    expect(
      forecastOf({ a, b }, diff, { a: before, b: { ...after, document: { ...after.document, outcome: null } } })
        ?.verdict,
    ).toBe('open');
  });

  it('predicts nothing where several facts were changed', async () => {
    const child = await forked(en, { at: 1, facts: { [flip.fact]: flip.value, secondsPerStep: '5.5' } });
    const { forecast } = await compared(en, child);
    expect(forecast?.facts).toHaveLength(2);
    expect(forecast?.flip).toBeNull();
    expect(forecast?.verdict).toBe('unforeseen');
  });

  it('keeps what a debate was forked with when it is rerun under another fact', async () => {
    const child = await forked(en, { at: 1, facts: { [flip.fact]: flip.value } });
    const head = await read<DebateHead>(viewer, `/api/debates/${child}`);
    expect(head.rerunAt).toBeGreaterThan(1);
    const again = await forked(child, { at: head.rerunAt, facts: { secondsPerStep: '5.5' } });
    const { diff } = await compared(child, again);
    expect(diff.settings.map(({ of, name }) => `${of} ${name}`)).toEqual(['fact secondsPerStep']);
  });

  it('has in the fork dialog what the form of a new debate has', async () => {
    const labels = (page: Page, form: string) =>
      page
        .locator(`${form} legend, ${form} summary, ${form} label > span`)
        .evaluateAll((all) => all.map(({ textContent }) => (textContent ?? '').replace(/\(.*\)/, '').trim()));
    let wanted: string[] = [];
    await on('/start?scenario=spike-at-12k', async (page) => {
      await page.locator('form.sheet').waitFor();
      wanted = await labels(page, 'form.sheet');
    });
    expect(wanted).toContain('what a rewind throws away');
    await on(`/debates/${en}?turn=6`, async (page) => {
      await page.locator('#turn-6[data-now]').waitFor();
      await page.getByRole('button', { name: 'Fork here' }).click();
      await page.locator('dialog .choices label').nth(7).waitFor();
      const there = await labels(page, 'dialog form');
      // A record has its seed and its rounds.
      const missing = wanted.map((one) => one.replace(/\(.*\)/, '').trim()).filter((one) => !there.includes(one));
      expect(missing).toEqual(['Seed', 'Rounds of rebuttal']);
      expect(await axe(page)).toEqual([]);
      await page.getByRole('checkbox', { name: /^Cortex/ }).check();
      await page.locator('dialog').getByRole('button', { name: 'Fork', exact: true }).click();
      await page.locator('.lineage').waitFor();
      await expect.poll(() => page.locator('.lineage').innerText()).toContain('cast pulse,sentinel,flux,blaze,cortex');
    });
  });

  it('has no controls where nothing can be changed', async () => {
    const { page, close } = await openPage(browser, { locale: 'en-GB' });
    await page.goto(`${viewer.origin}/debates/${en}`);
    await page.locator('.part-flips').waitFor();
    await expect.poll(() => page.locator('button.try, .try-facts').count()).toBe(0);
    await close();
  });
});
