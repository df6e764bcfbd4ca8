import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TranscriptEvent } from '../../src/core/events.ts';
import { eventsOf } from '../../src/core/events.ts';
import type { ArgumentView, EventList } from '../../src/view/api.ts';
import type { Viewer } from '../../src/view/server/index.ts';
import { axe, openBrowser, skipsWithoutBrowser, visit } from './browser.ts';
import { enlarged, rewritten } from './large.ts';
import type { Place } from './place.ts';
import { emptyPlace, held, read, viewerOf } from './place.ts';

const TURNS = 1000;
type TurnOnRecord = Extract<TranscriptEvent, { type: 'turn.recorded' }>['body'];

const hasNone = skipsWithoutBrowser();

describe('the argument of a debate', () => {
  let place: Place;
  let browser: Browser;
  let viewer: Viewer;
  let id: string;
  let large: string;
  let taken: string;
  let disputed: string;
  const argument = (of: string) => read<ArgumentView>(viewer, `/api/debates/${of}/argument`);
  const turnsOf = async (of: string) =>
    (await read<EventList>(viewer, `/api/debates/${of}/events`)).events.flatMap((event) =>
      event.type === 'turn.recorded' ? [event.body as TurnOnRecord] : [],
    );
  beforeAll(async () => {
    place = emptyPlace();
    id = await held(place, 'serve-32b');
    disputed = await held(place, 'tokens-for-7b');
    large = await enlarged(place, await held(place, 'loss-drop-3000'), TURNS);
    // Who proposed a setting takes it back with their vote.
    taken = await rewritten(place, id, (events) => {
      const proposed = eventsOf(events, 'turn.recorded').flatMap(({ turn, speaker, claims }) =>
        claims.flatMap(({ claim, reason }) => (reason === 'gptq/koreanText' ? [{ turn, speaker, claim }] : [])),
      );
      const [{ turn, speaker, claim } = { turn: 0, speaker: '', claim: 0 }] = proposed;
      return events.map((event) => {
        if (event.type !== 'turn.recorded' || event.body.phase !== 'vote' || event.body.speaker !== speaker)
          return event;
        return { ...event, body: { ...event.body, withdraws: [{ turn, claim }] } };
      });
    });
    viewer = await viewerOf(place);
    if (!hasNone) browser = await openBrowser();
  });
  afterAll(async () => {
    if (!hasNone) await browser.close();
    await viewer.close();
    place.remove();
  });

  it('is one point for each reason for or against an option, with everybody who said it', async () => {
    const { points, criteria } = await argument(id);
    const turns = await turnsOf(id);
    const saidIn = (name: string) =>
      points.find((point) => point.id === name)?.said.map(({ turn, speaker }) => `${turn} ${speaker}`) ?? [];
    const withReason = (is: (reason: string) => boolean) =>
      turns.flatMap(({ turn, speaker, claims }) =>
        claims.some(({ reason }) => is(reason ?? '')) ? [`${turn} ${speaker}`] : [],
      );
    const drop = points.find((point) => point.id === 'gptq against drop');
    expect(drop).toMatchObject({ option: 'gptq', side: 'against', criterion: 'drop', quantity: null, status: 'open' });
    expect(saidIn('gptq against drop')).toEqual(withReason((reason) => /^gptq\/drop\b/.test(reason)).slice(0, 1));
    const facts = points.filter(({ id: name }) => name.startsWith('fact:'));
    expect(facts.length).toBeGreaterThan(3);
    for (const { id: name } of facts) expect(saidIn(name)).toEqual(withReason((reason) => reason === name));
    expect(facts.some(({ said }) => new Set(said.map(({ speaker }) => speaker)).size > 1)).toBe(true);
    for (const { id: name } of points) expect(new Set(saidIn(name)).size).toBe(saidIn(name).length);
    expect(criteria.map((one) => one.id)).toContain('drop');
  });

  it('has who attacked a point, who accepted it, and which criterion a fact is behind', async () => {
    const { points, quantities } = await argument(id);
    const fact = points.find((point) => point.id === 'fact:fp8Kernel');
    expect(fact).toMatchObject({ status: 'conceded' });
    const givenUp = (await turnsOf(id)).filter(({ act }) => act === 'concede').map(({ turn }) => turn);
    expect(fact?.accepts.length).toBeGreaterThan(0);
    for (const { turn } of fact?.accepts ?? []) expect(givenUp).toContain(turn);
    expect(quantities.find((one) => one.id === 'dropGptq')?.criteria).toEqual(['drop']);
    const attacked = (await argument(disputed)).points.filter(({ attacks }) => attacks.length > 0);
    expect(attacked.length).toBeGreaterThan(1);
    for (const { said, attacks } of attacked)
      for (const { turn, speaker } of attacks) {
        expect(turn).toBeGreaterThan(Math.min(...said.map((one) => one.turn)));
        expect(said.filter((one) => one.turn < turn).map((one) => one.speaker)).not.toEqual([speaker]);
      }
  });

  it('says that a claim was taken back', async () => {
    const point = async (of: string) => (await argument(of)).points.find((one) => one.id === 'gptq for koreanText');
    // A colleague went along with the setting; whoever proposed it takes it back.
    const open = await point(id);
    expect(['open', 'conceded']).toContain(open?.status);
    expect(open?.accepts.length).toBeGreaterThan(0);
    expect(open?.said.map(({ speaker }) => speaker)).not.toContain(open?.accepts[0]?.speaker);
    expect((await point(taken))?.status).toBe('withdrawn');
  });

  it(`keeps to a page at ${TURNS} turns: what is said again is the same point`, async () => {
    const { points } = await argument(large);
    expect(points.length).toBeLessThan(60);
    expect(Math.max(...points.map(({ said }) => said.length))).toBeGreaterThan(50);
  });

  describe.skipIf(hasNone)('drawn', () => {
    it('joins options, criteria, quantities and points, and leads from each to its turns', async () => {
      const { points } = await argument(id);
      await visit(
        browser,
        viewer.url(`/debates/${id}`),
        async (page) => {
          await page.locator('.map .links path').first().waitFor({ state: 'attached' });
          const drawn = await page
            .locator('.map .links path')
            .evaluateAll((all) => all.map((one) => one.getAttribute('d')));
          expect(drawn.length).toBeGreaterThan(points.length);
          expect(drawn.every((path) => /^M[\d. -]+C/.test(path ?? ''))).toBe(true);
          for (const column of [0, 1, 2])
            await expect.poll(() => page.locator(`.map [data-column="${column}"]`).count()).toBeGreaterThan(2);
          // No two names of a column lie on each other.
          const overlaps = await page.evaluate(`[0, 1, 2].flatMap((column) => {
            const boxes = [...document.querySelectorAll('.map [data-column="' + column + '"]')].map((one) => one.getBoundingClientRect());
            return boxes.flatMap((a, i) => boxes.slice(i + 1).filter((b) => a.top < b.bottom - 1 && b.top < a.bottom - 1));
          }).length`);
          expect(overlaps).toBe(0);
          const point = page
            .locator('.map .point.against', { has: page.getByRole('button', { name: /Pulse, turn 6/ }) })
            .first();
          expect(await point.getAttribute('class')).toContain('against');
          await point.getByRole('button', { name: /Pulse, turn 6/ }).press('Enter');
          await page.locator('#turn-6[data-now]').waitFor();
          expect(await axe(page)).toEqual([]);
        },
        { locale: 'en-GB', width: 1440 },
      );
    });

    it('is a list by option on a phone, with the same turns', async () => {
      await visit(
        browser,
        viewer.url(`/debates/${id}`),
        async (page) => {
          await page.locator('.map .point').first().waitFor();
          expect(await page.locator('.map .links').isVisible()).toBe(false);
          expect(await page.locator('.map h3 .option').allInnerTexts()).toContain('AWQ');
          expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true);
        },
        { locale: 'en-GB', width: 390, height: 844 },
      );
    });

    it(`folds at ${TURNS} turns, and opens what it folded`, async () => {
      await visit(browser, viewer.url(`/debates/${large}`), async (page) => {
        await page.locator('.map .point').first().waitFor();
        const height = Number(await page.evaluate(`document.querySelector('.map').getBoundingClientRect().height`));
        expect(height).toBeLessThan(1400);
        const counts = await page
          .locator('.map .point')
          .evaluateAll((points) => points.map((point) => point.querySelectorAll('.turns-of > .turn-link').length));
        expect(Math.max(...counts)).toBeLessThan(8);
        const chips = page
          .locator('.map .point')
          .nth(counts.indexOf(Math.max(...counts)))
          .locator('.turns-of > .turn-link');
        await chips.last().click();
        await expect.poll(() => chips.count()).toBeGreaterThan(20);
      });
    });
  });
});
