import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SCORERS } from '../../src/evaluate.ts';
import { measureWords } from '../../src/fidelity/words/measures.ts';
import { diffDebates, openStore } from '../../src/pitwall.ts';
import type { Viewer } from '../../src/view/server/index.ts';
import type { Screen } from './browser.ts';
import { axe, openBrowser, openPage, skipsWithoutBrowser, visit } from './browser.ts';
import { rewritten } from './large.ts';
import type { Place } from './place.ts';
import { adopted, emptyPlace, fileOf, viewerOf } from './place.ts';

describe.skipIf(skipsWithoutBrowser())('members, their scores and two debates side by side in a browser', () => {
  let place: Place;
  let viewer: Viewer;
  let browser: Browser;
  let told: string;
  let again: string;
  beforeAll(async () => {
    place = emptyPlace();
    told = await adopted(place, 'loss-drop-3000');
    // The same from turn 2 on in the words of a program.
    again = await rewritten(place, told, (events) =>
      events.map((event) =>
        event.type === 'turn.recorded' && event.body.turn > 1
          ? {
              ...event,
              body: { ...event.body, utterance: `${event.body.utterance} AI 언어 모델로서 제 의견은 없습니다.` },
            }
          : event,
      ),
    );
    viewer = await viewerOf(place);
    browser = await openBrowser();
  });
  afterAll(async () => {
    await browser.close();
    await viewer.close();
    place.remove();
  });

  /** Opens a path with the token, as every visit here does. */
  const on = (path: string, look: (page: Page) => Promise<void>, screen: Screen = {}): Promise<void> =>
    visit(browser, viewer.url(path), look, screen);

  it('says how to measure while nothing is measured, and offers it to who has the token only', async () => {
    const { page, close } = await openPage(browser);
    await page.goto(`${viewer.origin}/personas/pulse`);
    await page.locator('.unmeasured').waitFor();
    await expect.poll(() => page.locator('.unmeasured').innerText()).toContain(`pitwall eval debate ${again}`);
    await expect.poll(() => page.locator('.unmeasured button').count()).toBe(0);
    await close();
  });

  it('measures a debate at a button, and shows the scores at once to who comes again', async () => {
    await on(`/debates/${again}`, async (page) => {
      await page.locator('#fidelity').getByRole('button', { name: '채점' }).click();
      await page.locator('.vectors').waitFor();
      await page.reload();
      await page.locator('#fidelity').scrollIntoViewIfNeeded();
      await page.locator('.vectors').waitFor();
      await expect.poll(() => page.locator('#fidelity').getByRole('button', { name: '채점' }).count()).toBe(0);
    });
  });

  it('measures a member’s debates at a button, draws them, and has the same as a table that leads to each', async () => {
    await on('/personas/pulse', async (page) => {
      await page.getByRole('button', { name: '토론 1건 채점' }).click();
      await page.locator('.unmeasured').waitFor({ state: 'detached' });
      await page.locator('.course canvas').waitFor();
      await page.getByRole('button', { name: '반복 없음' }).press('Enter');
      await expect.poll(() => page.locator('.course figcaption').innerText()).toContain('반복 없음, 토론 2건');
      await expect.poll(() => page.locator('.courses').innerText()).toMatch(/숫자\s*필수\*/);
      await page.getByText('모든 점수를 표로').click();
      const rows = page.locator('.scores .behind tbody tr');
      await rows.nth(1).waitFor();
      await expect.poll(() => rows.count()).toBe(2);
      await expect.poll(() => rows.first().innerText()).toContain('언어 모델');
      await rows.first().getByRole('link').click();
      await page.waitForURL(`**/debates/${told}`);
    });
  });

  it('opens a member with philosophy, values and quotes, then scores over time, and lint below', async () => {
    await on(
      '/personas/pulse',
      async (page) => {
        await page.locator('.courses').waitFor();
        const titles = await page.locator('article.persona h2, article.persona h3').allInnerTexts();
        expect(titles.slice(0, 4)).toEqual([
          'Philosophy',
          'Values, most important first',
          'In their own words',
          'Scores over time',
        ]);
        expect(titles.slice(-2)).toEqual(['Lint', 'The card itself']);
        await expect.poll(() => page.locator('.philosophy').innerText()).toMatch(/^Loss curve/);
        await expect.poll(() => page.locator('.quotes li').count()).toBe(3);
        const line = /\d+/.exec(await page.locator('.quotes button').first().innerText())?.[0];
        await page.locator('.quotes button').first().click();
        await page.locator(`#line-${line}:focus`).waitFor();
        const said = (await page.locator('.quotes q').first().innerText()).replace(/^[“"]|[”"]$/g, '');
        await expect.poll(() => page.locator(`#line-${line}`).innerText()).toContain(said.slice(0, 30));
      },
      { locale: 'en-GB' },
    );
  });

  it('names a measure as the terminal does, with its sentence, and marks what is low', async () => {
    await on(
      `/debates/${again}`,
      async (page) => {
        await page.locator('#fidelity').scrollIntoViewIfNeeded();
        await page.locator('.vectors').waitFor();
        const table = await page.locator('.vectors').innerText();
        for (const { id } of SCORERS) {
          const { name, sentence } = measureWords(id, 'en');
          expect(table).toContain(name);
          expect(table).toContain(sentence);
        }
        expect(table).not.toMatch(/\bA\d+\b/);
        const low = page.locator('.vectors .score-bar.low');
        await expect.poll(() => low.count()).toBeGreaterThan(0);
        for (const score of await low.locator('.figure').allInnerTexts()) expect(score).toMatch(/^\.\d\d$/);
      },
      { locale: 'en-GB' },
    );
  });

  it('leads from a finding of the linter to its line of the card, by the keyboard', async () => {
    await on('/personas/pulse', async (page) => {
      const finding = page.locator('.findings li').first();
      await expect.poll(() => finding.innerText()).toMatch(/^오류\s*\d+번째 줄\s*경력은 16년/);
      const line = /\d+/.exec(await finding.getByRole('button').innerText())?.[0];
      await finding.getByRole('button').press('Enter');
      await page.locator(`#line-${line}:focus`).waitFor();
      await expect.poll(() => page.locator('article.persona').innerText()).toContain('하드웨어 → Blaze');
    });
  });

  it('tells scores in Korean, and leads from a place to its turn', async () => {
    await on(`/debates/${again}`, async (page) => {
      await page.locator('#fidelity').scrollIntoViewIfNeeded();
      await page.locator('.vectors').waitFor();
      for (const summary of await page.locator('#fidelity > details > summary').all()) await summary.click();
      await page.locator('#fidelity .measures').last().waitFor();
      const text = await page.locator('#fidelity').innerText();
      expect(text).toContain('한국어 사람 평가로는 검증하지 못했습니다');
      expect(text).toContain('직업이 다름');
      expect(text).toContain('입증된 불일치');
      expect(text).toContain('채점 못 함');
      expect(await page.locator('#fidelity [lang="en"]').allInnerTexts()).toEqual([]);
      const place = page.locator('#fidelity .places .turn-link').first();
      const turn = /\d+/.exec(await place.innerText())?.[0];
      await place.click();
      await page.locator(`#turn-${turn}[data-now]`).waitFor();
    });
  });

  it('holds the scores in the file that opens from disk, drift and places with them', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'pitwall-html-'));
    const html = await fileOf(place, again);
    const file = join(folder, 'debate.html');
    writeFileSync(file, html);
    const { page, complaints, close } = await openPage(browser);
    await page.goto(pathToFileURL(file).href);
    await page.locator('.vectors').waitFor();
    await page.locator('#fidelity > details > summary').first().click();
    await page.locator('#fidelity .drift-line').first().waitFor();
    const evidence = page.locator('#fidelity .turn-link').first();
    const turn = /\d+/.exec(await evidence.innerText())?.[0];
    await evidence.click();
    await page.locator(`#turn-${turn}[data-now]`).waitFor();
    expect(complaints).toEqual([]);
    await close();
    rmSync(folder, { recursive: true, force: true });
  });

  it('says of two debates what `pitwall diff` says, and folds the turns that are the same', async () => {
    const store = openStore(place.file, { readonly: true });
    const { shared, first, turns } = diffDebates({ store, a: told, b: again });
    store.close();
    await on(`/compare/${told}/${again}`, async (page) => {
      const parting = page.locator('.parting');
      await parting.waitFor();
      await expect.poll(() => parting.innerText()).toContain(`이벤트 ${shared}개가 같고, ${first?.turn}번 턴부터`);
      await expect
        .poll(() => page.locator('article.compare').innerText())
        .toContain('시나리오, 시드, 카드, 모델, 사실이 모두 같습니다');
      await expect.poll(() => page.locator('.aligned > li[id^="row-"]').count()).toBe(turns.length);
      await expect.poll(() => page.locator('.aligned .fold').first().innerText()).toContain('1번 턴은 같음');
      await page.locator('.aligned .fold button').first().press('Enter');
      await page.locator('#row-1 .turn').nth(1).waitFor();
      await parting.getByRole('link').press('Enter');
      await page.locator(`#row-${turns[0]?.turn}:focus`).waitFor();
    });
  });

  const screens: [string, Screen][] = [
    ['light, wide', { theme: 'light' }],
    ['dark, phone, English', { theme: 'dark', width: 390, height: 844, locale: 'en-GB' }],
  ];

  it.each(screens)(
    'has nothing that axe finds, and nothing too wide, with all of it open: %s',
    async (_, screen) => {
      for (const path of ['/personas', '/personas/pulse', `/debates/${told}`, `/compare/${told}/${again}`]) {
        await on(
          path,
          async (page) => {
            await page.locator('h1').waitFor();
            if (path.startsWith('/debates')) {
              await page.locator('#fidelity').scrollIntoViewIfNeeded();
              await page.locator('.vectors').waitFor();
            }
            if (path === '/personas/pulse') await page.locator('.courses').waitFor();
            await page.locator('.waiting').first().waitFor({ state: 'detached' });
            await page.evaluate("for (const one of document.querySelectorAll('article details')) one.open = true");
            await page.evaluate('new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))');
            expect([path, await axe(page)]).toEqual([path, []]);
            const isWide = await page.evaluate('document.documentElement.scrollWidth > innerWidth');
            expect([path, isWide]).toEqual([path, false]);
          },
          screen,
        );
      }
    },
    600_000,
  );
});
