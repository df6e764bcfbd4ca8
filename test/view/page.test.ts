import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Comparison, MemoView, Transcript, TurnView } from '../../src/view/api.ts';
import type { Viewer } from '../../src/view/server/index.ts';
import type { Screen } from './browser.ts';
import { axe, openBrowser, openPage, skipsWithoutBrowser, visit } from './browser.ts';
import type { Place } from './place.ts';
import { change, emptyPlace, fileOf, held, read, viewerOf } from './place.ts';

describe.skipIf(skipsWithoutBrowser())('the page in a browser', () => {
  let place: Place;
  let viewer: Viewer;
  let browser: Browser;
  let ko: string;
  let other: string;
  let en: string;
  /** Turns of `ko`. */
  let count: number;
  /** Its first turn, which reads a loss curve. */
  let first: TurnView;
  /** Two words of what was said in it. */
  let phrase: string;
  beforeAll(async () => {
    place = emptyPlace();
    ko = await held(place, 'loss-drop-3000');
    other = await held(place, 'loss-drop-3000', { seed: 3 });
    en = await held(place, 'spike-at-12k');
    viewer = await viewerOf(place);
    const { blocks } = await read<Transcript>(viewer, `/api/debates/${ko}/transcript`);
    const turns = blocks.filter((block) => block.kind === 'turn');
    if (turns[0] === undefined) throw new Error('expected a first turn');
    first = turns[0];
    count = turns.length;
    phrase = turns[9]?.said?.utterance.split(/\s+/).slice(1, 3).join(' ') ?? '';
    expect(phrase).toMatch(/\S \S/);
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

  /** Waits until a turn is the present one. */
  const isNow = (page: Page, turn: number | string) => page.locator(`#turn-${turn}[data-now]`).waitFor();
  /** Waits until all turns have come, and not their beginning alone. */
  const isNowWhole = (page: Page) => page.locator('.player .place', { hasText: ` / ${count}` }).waitFor();
  const debate = (id: string) => `/debates/${id}`;
  const top = (page: Page, selector: string) =>
    page.evaluate(`Math.round(document.querySelector(${JSON.stringify(selector)}).getBoundingClientRect().top)`);

  it('shows the memo first, then who moved, then every turn', async () => {
    await on(debate(ko), async (page) => {
      await page.getByText('비교 실험').first().waitFor();
      await isNowWhole(page);
      const { memo } = await read<MemoView>(viewer, `/api/debates/${ko}/memo`);
      const votes = memo?.ballots.map(({ last }) => last?.option === memo.decision?.id) ?? [];
      const [yes, no] = [true, false].map((vote) => votes.filter((one) => one === vote).length);
      expect(yes).toBeGreaterThan(2);
      await expect
        .poll(() => page.locator('.memo .decision .what').innerText())
        .toMatch(new RegExp(`^${memo?.decision?.name}, ${yes} : ${no}$`));
      await expect.poll(() => page.locator('.memo .compared tbody tr').count()).toBeGreaterThan(3);
      const order = (selector: string) =>
        page.locator(selector).evaluateAll((elements) => elements.map(({ className }) => className));
      expect(await order('.debate > *')).toEqual(['memo front', 'map', 'column', 'beside']);
      expect(await order('.column > *')).toEqual([
        'contents',
        'question',
        'memo-whole',
        'try-facts',
        'moves',
        'transcript',
        'fidelity',
        'record',
      ]);
      await expect.poll(() => page.locator('article.turn').count()).toBe(count);
      expect(page.url()).not.toContain('token');
    });
  });

  it('opens what a claim rests on with one click, with the loss curve drawn', async () => {
    await on(debate(ko), async (page) => {
      await page.locator('#turn-1 button.evidence').click();
      const panel = page.locator('#turn-1 .evidence-panel');
      const ground = first.said?.claims[0]?.ground;
      expect(ground?.text).toMatch(/^evaluate · 믹스로 얻는 학습 \(비교 실험\) .*\d\snats$/);
      await expect.poll(() => panel.innerText()).toContain(`근거: 도구 ${ground?.text}`);
      await expect.poll(() => panel.locator('.figures').last().innerText()).toContain('믹스로 얻는 학습 (비교 실험)');
      await panel.locator('.chart canvas').first().waitFor();
      await expect.poll(() => panel.locator('.figures').first().innerText()).toContain('level after - level before');
      await expect.poll(() => panel.locator('details', { hasText: '입력' }).last().innerText()).toContain('입력');
    });
  });

  it('goes to a turn by scrubbing, by the arrows, by a link of the memo, and back to all of it', async () => {
    await on(debate(ko), async (page) => {
      await isNowWhole(page);
      const bar = page.getByRole('slider', { name: '턴' });
      await bar.fill('10');
      await isNow(page, 11);
      await expect.poll(() => page.locator('article[data-later]').count()).toBe(count - 11);
      expect(Number(await top(page, '#turn-11'))).toBeLessThan(120);
      await page.locator('h1').click();
      await page.keyboard.press('ArrowRight');
      await isNow(page, 12);
      await page.keyboard.press('ArrowLeft');
      await page.keyboard.press('ArrowLeft');
      await isNow(page, 10);
      await expect.poll(() => page.locator('.cast tr.speaking').count()).toBe(1);
      await page.locator('.memo .turn-link').first().click();
      const turn = /\d+/.exec(await page.locator('.memo .turn-link').first().innerText())?.[0];
      await isNow(page, String(turn));
      await page.waitForURL(`**?turn=${turn}`);
      await bar.fill(String(count - 1));
      await isNow(page, count);
      await expect.poll(() => page.locator('article[data-later]').count()).toBe(0);
    });
  });

  it('opens at the turn that the address names', async () => {
    await on(`${debate(ko)}?turn=11`, async (page) => {
      await page.locator('#turn-11[data-now]').waitFor();
      await page.locator('.memo').waitFor();
      await expect.poll(async () => Number(await top(page, '#turn-11'))).toBeLessThan(120);
      await expect.poll(() => page.locator('.player .place').innerText()).toContain(`11 / ${count}`);
    });
  });

  it('plays from the beginning by the space bar, lights the states on the way, and stops by it', async () => {
    await on(debate(ko), async (page) => {
      await isNowWhole(page);
      await page.getByRole('combobox', { name: '속도' }).selectOption('8');
      await page.locator('h1').click();
      await page.keyboard.press('Space');
      await page.locator('#turn-3[data-now]').waitFor();
      await expect.poll(() => page.locator('.machine .state.now').count()).toBe(1);
      await page.keyboard.press('Space');
      const stopped = await page.locator('article[data-now]').getAttribute('id');
      await page.waitForTimeout(700);
      expect(await page.locator('article[data-now]').getAttribute('id')).toBe(stopped);
    });
  });

  it('finds Korean in what was said, from / to Enter', async () => {
    await on(debate(ko), async (page) => {
      await isNowWhole(page);
      await page.locator('h1').click();
      await page.keyboard.press('/');
      await page.keyboard.type(phrase);
      await page.locator('.search output', { hasText: /^\d+곳 중 1$/ }).waitFor();
      await page.keyboard.press('Enter');
      await page.locator('article[data-now]').waitFor();
      await expect.poll(() => page.locator('article[data-now]').innerText()).toContain(phrase);
      expect(await page.evaluate("[...CSS.highlights.get('found')].map(String)")).toContain(phrase);
      await page.locator('.search input').fill('없는 말입니다');
      await page.locator('.search output', { hasText: '없음' }).waitFor();
    });
  });

  it('draws each member’s support with their moves, and a table of the same behind it', async () => {
    await on(debate(ko), async (page) => {
      await page.locator('.moves .chart canvas').waitFor();
      await page.locator('.moves .behind summary').first().click();
      const table = page.locator('.moves .behind').first().locator('table');
      await table
        .locator('tbody tr')
        .nth(count - 1)
        .waitFor();
      await expect.poll(() => table.locator('tbody tr').count()).toBe(count);
      const dots = page.locator('.lane .dot');
      await expect.poll(() => dots.count()).toBeGreaterThan(5);
      const named = /\d+/.exec((await dots.first().getAttribute('title')) ?? '')?.[0];
      await dots.first().click();
      await isNow(page, String(named));
      await page.locator('.lane button').first().press('Enter');
      await page.locator(`article[data-now]:not(#turn-${named})`).waitFor();
    });
  });

  it('filters the list by words in Korean, by member and by decision, and leads to two side by side', async () => {
    await on('/', async (page) => {
      await page.getByRole('row').nth(1).waitFor();
      await page.getByRole('searchbox').fill('급락 비교');
      await expect.poll(() => page.locator('.debate-row').count()).toBe(2);
      await page.getByRole('combobox', { name: '사람' }).selectOption('cortex');
      await expect.poll(() => page.locator('.debate-row').count()).toBe(2);
      await page.getByRole('combobox', { name: '결정' }).selectOption('rewinding');
      await expect.poll(() => page.locator('.empty').innerText()).toContain('필터에 맞는 토론이 없습니다');
      await page.getByRole('button', { name: '필터 지우기' }).click();
      for (const id of [ko, other]) await page.getByRole('checkbox', { name: new RegExp(id) }).check();
      await page.getByRole('button', { name: '두 토론 비교' }).click();
      const { diff } = await read<Comparison>(viewer, `/api/compare/${ko}/${other}`);
      const parts = diff.turns[0]?.turn;
      await page.getByText(`처음으로 다른 턴은 ${parts}번입니다`).waitFor();
      await expect.poll(() => page.locator(`#row-${parts} .turn`).count()).toBe(2);
    });
  });

  it('finds in the list what was said, in Korean too, and leads to the turn', async () => {
    await on('/', async (page) => {
      await page.getByRole('searchbox').fill(`"${phrase}"`);
      const hits = page.locator('.said li');
      await hits.first().waitFor();
      await expect.poll(() => page.locator('.debate-row').count()).toBe(await page.locator('.said-row').count());
      await expect
        .poll(() => page.locator('.above-table').innerText())
        .toMatch(/^토론 \d+건 중 \d+건 · \d+개 턴에서 발견$/);
      expect(await hits.first().locator('mark').allInnerTexts()).toContain(phrase);
      expect(await axe(page)).toEqual([]);
      // A filter narrows what was found, and both stand in the address.
      await page.getByRole('combobox', { name: '시나리오' }).selectOption('spike-at-12k');
      await page.locator('.empty').waitFor();
      expect([...new URL(page.url()).searchParams.keys()]).toEqual(['text', 'scenario']);
      await page.getByRole('combobox', { name: '시나리오' }).selectOption('loss-drop-3000');
      const turn = /\d+/.exec(await hits.first().getByRole('link').innerText())?.[0];
      await hits.first().getByRole('link').click();
      await isNow(page, String(turn));
      await expect.poll(() => page.locator('article[data-now]').innerText()).toContain(phrase);
      await page.goBack();
      await hits.first().waitFor();
      expect(await page.getByRole('searchbox').inputValue()).toBe(`"${phrase}"`);
    });
  });

  it('shows the first few places of a word that is said everywhere, and leads to all of them', async () => {
    await on(`/?text=${encodeURIComponent('비교')}&member=pulse&scenario=loss-drop-3000`, async (page) => {
      const more = page.locator('.said-row', { hasText: '턴 모두' }).first();
      await more.waitFor();
      await expect.poll(() => more.locator('li').count()).toBe(4);
      expect(new Set(await more.locator('li strong').allInnerTexts())).toEqual(new Set(['Pulse']));
      await more.getByRole('link', { name: /턴 모두/ }).click();
      await page.locator('article[data-now]').waitFor();
      expect(await page.getByRole('searchbox').inputValue()).toBe('비교');
      await expect.poll(() => page.locator('.search output').innerText()).toMatch(/^\d+곳 중 1$/);
    });
  });

  it('shows a debate as it happens and puts the memo there at its end, without moving what is read', async () => {
    await on('/start?scenario=spike-at-12k', async (page) => {
      await page.evaluate(
        `window.shift = 0; window.shifted = []; new PerformanceObserver((list) => { for (const e of list.getEntries()) if (!e.hadRecentInput) { window.shift += e.value; window.shifted.push(...e.sources.map((s) => s.node?.className ?? s.node?.nodeName)); } }).observe({ type: 'layout-shift', buffered: true })`,
      );
      await page.getByRole('combobox', { name: '속도' }).selectOption('600');
      await page.getByRole('button', { name: '시작' }).click();
      await page.locator('.growing').waitFor();
      await expect.poll(() => page.locator('.memo').innerText()).toContain('끝나면 여기에 메모가 나옵니다');
      await page.locator('#turn-3').waitFor();
      await page.evaluate('window.shift = 0; window.shifted = []; undefined');
      await page.locator('#turn-6').waitFor();
      await expect.poll(() => page.locator('.status').innerText()).toBe('진행 중');
      expect(await page.evaluate('window.shift < 0.02 ? [] : window.shifted')).toEqual([]);
      await page.locator('.memo .decision').waitFor();
      await expect.poll(() => page.locator('.status').innerText()).toBe('완료');
    });
  });

  it('forks from the present turn with another fact, and opens the fork', async () => {
    await on(`${debate(ko)}?turn=8`, async (page) => {
      await page.locator('#turn-8[data-now]').waitFor();
      await page.getByRole('button', { name: '여기서 분기' }).click();
      const dialog = page.getByRole('dialog');
      expect(await dialog.getByRole('button', { name: '분기', exact: true }).isDisabled()).toBe(true);
      await dialog.getByText('사실 바꾸기').click();
      await dialog.getByLabel(/^코드 loss/).fill('1.9');
      await dialog.getByLabel('사회자 발언').fill('코드 loss를 다시 쟀습니다');
      await dialog.getByRole('button', { name: '분기', exact: true }).click();
      await page.locator('.lineage').waitFor();
      await expect.poll(() => page.locator('.lineage').innerText()).toContain(ko);
      await page.getByText('코드 loss를 다시 쟀습니다').first().waitFor();
      await page.locator('.memo .decision').waitFor();
      await page.getByRole('link', { name: '나란히 보기' }).click();
      await page.getByText('8번 턴부터 다릅니다').waitFor();
    });
  });

  it('can be looked at without the token, and then changes nothing', async () => {
    const { page, close } = await openPage(browser);
    await page.goto(`${viewer.origin}${debate(ko)}`);
    await page.locator('#turn-1').waitFor();
    await expect.poll(() => page.getByRole('button', { name: '여기서 분기' }).count()).toBe(0);
    await page.goto(`${viewer.origin}/start`);
    await page.getByText('토큰까지 그대로').waitFor();
    expect(await page.getByRole('button', { name: '시작' }).isDisabled()).toBe(true);
    await close();
  });

  it.each([
    ['ko-KR', 'loss-drop-3000'],
    ['en-US', 'spike-at-12k'],
  ])('begins a new debate with what ships in its own language: %s', async (locale, scenario) => {
    await on(
      '/start',
      async (page) => {
        await page.locator('form').waitFor();
        expect(await page.locator('label.sheet select').inputValue()).toBe(scenario);
      },
      { locale },
    );
  });

  it('says in words when there is no such debate, and when the viewer is gone', async () => {
    const { page, close } = await openPage(browser);
    await page.goto(`${viewer.origin}/debates/zzzz`);
    await expect.poll(() => page.getByRole('alert').innerText()).toContain('zzzz');
    await page.goto(`${viewer.origin}/personas`);
    await page.locator('.people').waitFor();
    await page.route('**/api/**', (route) => route.abort());
    await page.getByRole('link', { name: '토론' }).click();
    await expect.poll(() => page.getByRole('alert').innerText()).toContain('뷰어가 응답하지 않습니다');
    await close();
  });

  const screens: [string, Screen][] = [
    ['light, wide', { theme: 'light' }],
    ['dark, wide', { theme: 'dark' }],
    ['dark, phone, English', { theme: 'dark', width: 390, height: 844, locale: 'en-GB' }],
    ['light, phone', { theme: 'light', width: 390, height: 844 }],
  ];

  // Each path on every other screen: in both themes, and at both widths.
  it.each(screens.map(([name, screen], index) => [name, screen, index % 2] as const))(
    'has nothing that axe finds, and nothing too wide: %s',
    async (_, screen, odd) => {
      const paths: [string, string][] = [
        ['/', '.debates'],
        [debate(ko), '#turn-20'],
        [`${debate(en)}?turn=9`, '#turn-9'],
        [`/compare/${ko}/${other}`, '.aligned'],
        ['/personas', '.people'],
        ['/personas/pulse', '.value-order'],
        ['/start', 'form'],
      ];
      for (const [path, selector] of paths.filter((_, index) => index % 2 === odd)) {
        await on(
          path,
          async (page) => {
            await page.locator(selector).first().waitFor({ state: 'attached' });
            if (path === debate(ko)) await page.locator('#turn-1 button.evidence').click();
            await page.locator('.waiting').waitFor({ state: 'detached' });
            expect([path, await axe(page)]).toEqual([path, []]);
            expect([path, await page.evaluate('document.documentElement.scrollWidth <= innerWidth')]).toEqual([
              path,
              true,
            ]);
          },
          screen,
        );
      }
    },
    600_000,
  );

  it('keeps to the theme that was chosen, against the system’s', async () => {
    await on('/', async (page) => {
      await page.locator('.debates').waitFor();
      const paper = () => page.evaluate('getComputedStyle(document.body).backgroundColor');
      const light = await paper();
      await page.getByRole('combobox', { name: '화면' }).selectOption('dark');
      const dark = await paper();
      expect(dark).not.toBe(light);
      await page.reload();
      await page.locator('.debates').waitFor();
      expect(await paper()).toBe(dark);
      await page.getByRole('combobox', { name: '언어' }).selectOption('en');
      await expect.poll(() => page.locator('h1').innerText()).toBe('Debates');
    });
  });

  it('shows a debate from one file on disk, timeline and all, with no server and no request', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'pitwall-html-'));
    const html = await fileOf(place, ko);
    const file = join(folder, 'debate.html');
    writeFileSync(file, html);
    const { page, complaints, close } = await openPage(browser);
    const requests: string[] = [];
    page.on('request', (request) => requests.push(request.url()));
    await page.goto(pathToFileURL(file).href);
    await page.locator('.memo .decision').waitFor();
    await page.getByRole('slider', { name: '턴' }).fill('4');
    await isNow(page, 5);
    await page.locator('.moves .chart canvas').waitFor();
    await page.locator('#turn-1 button.evidence').click();
    await page.locator('#turn-1 .chart canvas').first().waitFor();
    await page.getByRole('button', { name: '이벤트 보기' }).click();
    await page.locator('.events li').nth(60).waitFor();
    expect(requests).toEqual([pathToFileURL(file).href]);
    expect(complaints).toEqual([]);
    await close();
    rmSync(folder, { recursive: true });
  });

  it('measures fidelity when it is asked, with links to the turns behind a score', async () => {
    await on(debate(en), async (page) => {
      await page.getByRole('button', { name: '채점' }).click();
      const members = page.locator('.fidelity details');
      await members.nth(3).waitFor();
      await expect.poll(() => members.count()).toBe(4);
      for (const member of await members.all()) await member.locator('summary').first().click();
      await page.locator('.fidelity tbody tr').first().waitFor();
      const link = page.locator('.fidelity .turn-link').first();
      const turn = /\d+/.exec(await link.innerText())?.[0];
      await link.click();
      await isNow(page, String(turn));
      expect(await axe(page)).toEqual([]);
    });
  });

  it('keeps an unfinished debate readable', async () => {
    const begun = await change(viewer, '/api/debates', { scenario: 'loss-drop-3000', seed: 9, paceMs: 300 });
    const { id } = (await begun.json()) as { id: string };
    await on(debate(id), async (page) => {
      await page.locator('#turn-2').waitFor();
      await page.getByRole('button', { name: '토론 중지' }).click();
      await page.locator('.status.running').waitFor({ state: 'detached' });
      await page.locator('.memo', { hasText: /\d번 턴 뒤에 중단된 토론입니다/ }).waitFor();
      expect(await page.locator('#turn-1 .utterance').innerText()).not.toBe('');
    });
  });
});
