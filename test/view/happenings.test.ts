import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readModelSettings } from '../../src/pitwall.ts';
import type { DebateHead, ModelList, Transcript } from '../../src/view/api.ts';
import type { Viewer } from '../../src/view/server/index.ts';
import type { Act, WireServer } from '../models/wire-server.ts';
import { says, status, wireServer } from '../models/wire-server.ts';
import { axe, openBrowser, skipsWithoutBrowser, visit } from './browser.ts';
import type { Place } from './place.ts';
import { change, emptyPlace, held, read, viewerOf } from './place.ts';

const KEY = 'sk-planted-7d2f';
const PROSE = says({ text: 'I would rewind, the batch is bad.' });
function withResolvers(): { promise: Promise<void>; resolve: () => void } {
  let resolve: (() => void) | undefined;
  const promise = new Promise<void>((done) => {
    resolve = done;
  });
  return { promise, resolve: () => resolve?.() };
}

/** Of the model's requests the second try at its opening. */
const SECOND_TRY = 1;

describe.skipIf(skipsWithoutBrowser())('a debate of language models on the page', () => {
  let place: Place;
  let viewer: Viewer;
  let browser: Browser;
  let down: WireServer;
  let spare: WireServer;
  let env: Record<string, string>;
  let act: Act;
  beforeAll(async () => {
    place = emptyPlace();
    down = await wireServer(status(401));
    spare = await wireServer((...asked) => act(...asked));
    env = { HOUSE_KEY: KEY };
    const text = `models:
  house: { spec: "openai:m@${down.url}", options: { key-env: HOUSE_KEY }, fallback: spare }
  spare: openai:n@${spare.url}
  alone: openai:m@${down.url}
`;
    viewer = await viewerOf(place, {
      modelSettings: () => readModelSettings({ env, config: { text, file: 'models.yaml' } }),
    });
    browser = await openBrowser();
  });
  afterAll(async () => {
    await browser.close();
    await viewer.close();
    await Promise.all([down.close(), spare.close()]);
    place.remove();
  });

  /** `refused`: a request of the page that the server refuses, which the browser's console tells too. */
  const on = (path: string, look: (page: Page) => Promise<void>, refused?: string): Promise<void> =>
    visit(browser, viewer.url(path), look, { locale: 'en-GB', ...(refused === undefined ? {} : { refused }) });

  const three = { scenario: 'spike-at-12k', cast: 'pulse,sentinel,flux', rounds: 1 };

  it('begins with a configured model and its key, and shows what became of its replies, live and afterwards', async () => {
    const { promise: released, resolve: release } = withResolvers();
    act = (response, request, index) => {
      if (index === SECOND_TRY) void released.then(() => PROSE(response, request, index));
      else PROSE(response, request, index);
    };
    await on('/start?scenario=spike-at-12k', async (page) => {
      await page.getByText('Another model for one seat').click();
      await page.getByLabel('Pulse', { exact: true }).last().fill('house');
      await page.getByRole('spinbutton', { name: 'Rounds of rebuttal' }).fill('1');
      await page.getByRole('button', { name: 'Start', exact: true }).click();
      const growing = page.locator('.growing');
      await growing.getByText('Returned to the model').waitFor();
      await expect.poll(() => growing.innerText()).toContain('Pulse');
      await expect.poll(() => page.locator('.machine .state.now').textContent()).toBe('gathering');
      release();
      await page.locator('.memo .decision').waitFor();
      const first = page.locator('#turn-1');
      expect(await first.locator('.turn-note').allTextContents()).toEqual([
        expect.stringMatching(/openai:n@.* in place of openai:m@/),
        expect.stringContaining('Returned to the model, prose instead of a turn'),
        expect.stringContaining('Incomplete turn, prose instead of a turn'),
      ]);
      expect(await axe(page)).toEqual([]);
      await page.reload();
      await page.locator('.memo .decision').waitFor();
      await expect.poll(() => first.locator('.turn-note').count()).toBe(3);
    });
    expect(new Set(down.requests.map(({ headers }) => headers.authorization))).toEqual(new Set([`Bearer ${KEY}`]));
  });

  it('says who has left, what the moderator said and where it parted', async () => {
    const begun = await change(viewer, '/api/debates', { ...three, models: { Pulse: 'alone' } });
    const { id } = (await begun.json()) as { id: string };
    await on(`/debates/${id}`, async (page) => {
      await page.locator('.memo .decision').waitFor();
      await expect
        .poll(() => page.locator('.notice.left').innerText())
        .toMatch(/^Pulse takes no further part, their model failed/);
      await expect.poll(() => page.locator('article[aria-label$=", Pulse"]').count()).toBe(0);
    });
    const forked = await change(viewer, `/api/debates/${id}/forks`, {
      // Votes are taken at once, so the fork begins with the first of them.
      at: 6,
      say: 'Take the cheapest.',
      cast: '-flux',
    });
    const { id: child } = (await forked.json()) as { id: string };
    await on(`/debates/${child}`, async (page) => {
      await page.locator('.notice.stopped').waitFor();
      await expect.poll(() => page.locator('.notice.forked').innerText()).toMatch(/forked before turn \d+: cast -flux/);
      expect(await page.locator('.between').allInnerTexts()).toContainEqual(
        expect.stringContaining('Take the cheapest.'),
      );
      expect(await page.locator('.notice.left').allInnerTexts()).toContainEqual('Flux was removed');
    });
  });

  it('refuses in one sentence what lacks its key, what is not configured and a seat for a person, and begins nothing', async () => {
    const before = (await read<{ debates: unknown[] }>(viewer, '/api/debates')).debates.length;
    env = {};
    const { models } = await read<ModelList>(viewer, '/api/models');
    expect(models.map(({ name, model, problem }) => [name, model, problem === null])).toEqual([
      ['house', 'openai:m', false],
      ['spare', 'openai:n', true],
      ['alone', 'openai:m', true],
    ]);
    expect(JSON.stringify(models)).not.toMatch(/127\.0\.0\.1|sk-/);
    for (const [asked, sentence] of [
      [{ pulse: 'house' }, 'openai:m needs a key: set HOUSE_KEY'],
      [{ '*': 'openai:gpt-x' }, 'openai:gpt-x needs a key: set OPENAI_API_KEY'],
      [{ pulse: 'hous' }, 'no model is called `hous`; did you mean `house`?'],
      [{ pulse: 'human' }, 'a person answers on a terminal'],
      [{ nobody: 'spare' }, 'nobody'],
    ] as const) {
      const response = await change(viewer, '/api/debates', { ...three, models: asked });
      const { error } = (await response.json()) as { error: { sentence: string } };
      expect([response.status >= 400 && response.status < 500, error.sentence]).toEqual([
        true,
        expect.stringContaining(sentence),
      ]);
    }
    expect((await read<{ debates: unknown[] }>(viewer, '/api/debates')).debates.length).toBe(before);
    await on('/start?scenario=spike-at-12k', async (page) => {
      await page.getByLabel('Model for every seat').fill('house');
      await page.getByText('needs a key: set HOUSE_KEY').waitFor();
    });
    env = { HOUSE_KEY: KEY };
  });

  it('goes on with a debate that was cut off, once its key is there, and asks nothing again', async () => {
    act = PROSE;
    const { id } = (await (
      await change(viewer, '/api/debates', { ...three, models: { pulse: 'house' }, paceMs: 200 })
    ).json()) as { id: string };
    await on(
      `/debates/${id}`,
      async (page) => {
        await page.locator('#turn-4').waitFor();
        await page.getByRole('button', { name: 'Stop the debate' }).click();
        await page.locator('.status.unfinished').waitFor();
        const said = await page.locator('article.turn').count();
        await page.locator('.memo', { hasText: `This debate was interrupted after turn ${said}.` }).waitFor();
        env = {};
        await page.getByRole('button', { name: 'Continue' }).click();
        await page.getByRole('alert').getByText('needs a key: set HOUSE_KEY').waitFor();
        env = { HOUSE_KEY: KEY };
        const asked = spare.requests.length;
        const before = await read<Transcript>(viewer, `/api/debates/${id}/transcript`);
        await page.getByRole('button', { name: 'Continue' }).click();
        await page.locator('.status.running').waitFor();
        await page.locator('.memo .decision').waitFor();
        const after = await read<Transcript>(viewer, `/api/debates/${id}/transcript`);
        const turnsOf = ({ blocks }: Transcript) =>
          blocks.flatMap((block) => (block.kind === 'turn' ? [block.turn] : []));
        const spoken = before.blocks.filter((block) => block.kind === 'turn' && block.said !== null);
        expect(after.blocks.filter((block) => block.kind === 'turn').slice(0, spoken.length)).toEqual(spoken);
        expect(turnsOf(after)).toEqual(turnsOf(after).map((_, index) => index + 1));
        // Two replies a turn of theirs, of the turns that the record did not hold, and two for the memo.
        const theirs = after.blocks.filter(
          (block) => block.kind === 'turn' && block.speaker === 'pulse' && block.turn > spoken.length,
        );
        expect(spare.requests.length - asked).toBeLessThanOrEqual(2 * theirs.length + 2);
      },
      '400 (Bad Request)',
    );
    expect(await read<DebateHead>(viewer, `/api/debates/${id}`)).toMatchObject({ status: 'closed', trouble: null });
    const again = await change(viewer, `/api/debates/${id}/resume`, {});
    expect([again.status, await again.text()]).toEqual([409, expect.stringContaining('is closed')]);
  });

  it('says why a debate failed, and lights where its machine ended', async () => {
    const begun = await change(viewer, '/api/debates', { ...three, cast: 'pulse,flux', models: { pulse: 'alone' } });
    const { id } = (await begun.json()) as { id: string };
    await on(`/debates/${id}`, async (page) => {
      await page.locator('.status.failed').waitFor();
      await page.locator('.memo', { hasText: 'This debate failed' }).waitFor();
      await page.locator('.machine .state.now', { hasText: 'failed' }).waitFor();
      const memo = await page.locator('.memo').innerText();
      expect(memo).toContain('expected at least 2 members with a working model');
      await expect.poll(() => page.locator('.machine .state.now').textContent()).toBe('failed');
      await expect.poll(() => page.getByRole('button', { name: 'Continue' }).count()).toBe(0);
      expect(await axe(page)).toEqual([]);
    });
    const again = await change(viewer, `/api/debates/${id}/resume`, {});
    expect(again.status).toBe(409);
  });

  it('lights the end of a debate that has ended, and the way of each turn in between', async () => {
    const id = await held(place, 'spike-at-12k');
    await on(`/debates/${id}`, async (page) => {
      const now = () => page.locator('.machine .state.now').textContent();
      await page.locator('.player .place', { hasText: ' / ' }).waitFor();
      expect(await now()).toBe('closed');
      expect(await page.locator('.machine svg').getAttribute('aria-label')).toContain('closed');
      await page.getByRole('slider', { name: 'Turn' }).fill('0');
      await page.locator('#turn-1[data-now]').waitFor();
      expect(await page.locator('.machine .state.passed').allTextContents()).toEqual(['gathering']);
      await page.getByRole('slider', { name: 'Turn' }).fill('6');
      await page.locator('#turn-7[data-now]').waitFor();
      expect(await page.locator('.machine .state.passed').allTextContents()).toContain('floor');
      expect(await now()).toBe('recording');
      const seen = new Set<string>();
      await page.exposeFunction('lit', (state: string) => seen.add(state));
      await page.evaluate(
        `new MutationObserver(() => window.lit(document.querySelector('.machine .state.now text').textContent)).observe(document.querySelector('.machine svg'), { subtree: true, attributes: true })`,
      );
      await page.getByRole('combobox', { name: 'Speed' }).selectOption('8');
      await page.getByRole('button', { name: 'Play' }).click();
      await page.locator('#turn-9[data-now]').waitFor();
      await page.getByRole('button', { name: 'Pause' }).click();
      expect([...seen]).toEqual(expect.arrayContaining(['floor', 'speaking', 'recording']));
    });
  });
});
