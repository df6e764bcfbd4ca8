import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TranscriptEvent } from '../../src/core/events.ts';
import { parseEvent } from '../../src/core/events.ts';
import { loadScenario, loadTeam, openStore, runDebate } from '../../src/pitwall.ts';
import type { Transcript } from '../../src/view/api.ts';
import type { Viewer } from '../../src/view/server/index.ts';
import { openBrowser, openPage, skipsWithoutBrowser } from './browser.ts';
import { rewritten } from './large.ts';
import type { Place } from './place.ts';
import { emptyPlace, fileOf, read, viewerOf } from './place.ts';

const SHIPPED = fileURLToPath(new URL('../../', import.meta.url));
const MARKUP =
  '<script>alert(1)</script><img src=x onerror="alert(2)"></script><svg onload=alert(3)><a href="javascript:alert(4)">x</a><!--';
const TURNED = 'safe \u202egnp.exe\u2066 \u200b\u001b[31m';
const PLANTED = `${MARKUP} ${TURNED}`;

/** Every place of a turn that holds a model's or a tool's words, with markup in it. */
function planted(event: TranscriptEvent): TranscriptEvent {
  if (event.type === 'turn.recorded') {
    const { body } = event;
    return parseEvent(event.type, {
      ...body,
      utterance: `${PLANTED} ${body.utterance}`,
      question: { text: PLANTED, topic: null, about: null },
      claims: body.claims.map((claim) => ({ ...claim, text: PLANTED, gist: PLANTED })),
      unused: [PLANTED],
    });
  }
  if (event.type === 'tool.called') {
    const { body } = event;
    return parseEvent(event.type, {
      ...body,
      args: { ...body.args, [MARKUP]: PLANTED },
      result: { [MARKUP]: [PLANTED, { a: PLANTED }] },
    });
  }
  if (event.type === 'consult.answered')
    return parseEvent(event.type, { ...event.body, question: PLANTED, answer: PLANTED, method: PLANTED });
  return event;
}

/** A scenario of the place's own, with the cards there. */
async function heldHere({ folder, file }: Place, name: string): Promise<string> {
  const team = loadTeam({ projectDir: folder });
  const store = openStore(file);
  try {
    return (await runDebate({ scenario: loadScenario(name, { projectDir: folder, team }), team, store, seed: 1 })).id;
  } finally {
    store.close();
  }
}

describe.skipIf(skipsWithoutBrowser())('text from models, cards and scenarios', () => {
  let place: Place;
  let viewer: Viewer;
  let browser: Browser;
  let id: string;
  /** Number of its last turn. */
  let last: number;
  beforeAll(async () => {
    place = emptyPlace();
    for (const folder of ['personas', 'scenarios']) mkdirSync(join(place.folder, folder));
    const card = readFileSync(join(SHIPPED, 'personas/flux.md'), 'utf8');
    writeFileSync(
      join(place.folder, 'personas/flux.md'),
      card.replace(/^(\*\*|##? ?.*철학.*$)/m, `$1`).concat(`\n${MARKUP}\n`),
    );
    const script = readFileSync(join(SHIPPED, 'scenarios/spike-at-12k.yaml'), 'utf8');
    const quoted = JSON.stringify(MARKUP);
    copyFileSync(join(SHIPPED, 'scenarios/spike-at-12k.csv'), join(place.folder, 'scenarios/spike-at-12k.csv'));
    writeFileSync(
      join(place.folder, 'scenarios/planted.yaml'),
      script
        .replace(/^id: .*$/m, 'id: planted')
        .replace(/^title: .*$/m, `title: ${quoted}`)
        .replace(/^motion: .*$/m, `motion: ${quoted}`)
        .replace(/^( {4}short: ).*$/m, `$1${quoted}`),
    );
    id = await rewritten(place, await heldHere(place, 'planted'), (events) => events.map(planted));
    viewer = await viewerOf(place);
    last = (await read<Transcript>(viewer, `/api/debates/${id}/transcript`)).blocks.filter(
      ({ kind }) => kind === 'turn',
    ).length;
    browser = await openBrowser();
  });
  afterAll(async () => {
    await browser.close();
    await viewer.close();
    place.remove();
  });

  /** Elements that only markup could have made. */
  const made = (page: Page) =>
    page.evaluate(
      `[...document.querySelectorAll('#page script, #page img, #page [onerror], #page [onload], #page a[href^="javascript"]')].map((e) => e.outerHTML)`,
    );

  it('is never markup, on any page', async () => {
    const { page, complaints, close } = await openPage(browser);
    for (const [path, selector] of [
      ['/', '.debates'],
      [`/debates/${id}`, `#turn-${last}`],
      [`/compare/${id}/${id}`, '.compare'],
      ['/personas/flux', '.source'],
      ['/start?scenario=planted', 'form'],
    ] as const) {
      await page.goto(viewer.url(path));
      await page.locator(selector).first().waitFor({ state: 'attached' });
      await page.evaluate("document.querySelectorAll('button.evidence').forEach((button) => button.click())");
      await page.evaluate("document.querySelectorAll('details').forEach((element) => { element.open = true; })");
      expect([path, await page.locator('main').textContent()]).toEqual([
        path,
        expect.stringContaining('<script>alert(1)</script>'),
      ]);
      expect([path, await made(page)]).toEqual([path, []]);
    }
    expect(complaints).toEqual([]);
    await close();
  });

  it('shows what would turn or hide it by number', async () => {
    const { page, close } = await openPage(browser);
    await page.goto(viewer.url(`/debates/${id}`));
    const said = (await page.locator('#turn-1 .utterance').textContent()) ?? '';
    expect(said).toContain('safe ⟨U+202E⟩gnp.exe⟨U+2066⟩ ⟨U+200B⟩⟨U+001B⟩[31m');
    const all = (await page.locator('main').textContent()) ?? '';
    for (const hidden of ['\u202e', '\u2066', '\u200b', '\u001b']) expect(all.includes(hidden)).toBe(false);
    await close();
  });

  it('stays inert in a file too', async () => {
    const html = await fileOf(place, id);
    const file = join(place.folder, 'debate.html');
    writeFileSync(file, html);
    expect(html.split('<script').length - 1).toBe(2);
    const { page, complaints, close } = await openPage(browser);
    await page.goto(pathToFileURL(file).href);
    await page.locator(`#turn-${last}`).waitFor({ state: 'attached' });
    await page.evaluate("document.querySelectorAll('button.evidence').forEach((button) => button.click())");
    await expect.poll(() => page.locator('h1').textContent()).toContain('<script>alert(1)</script>');
    expect(await made(page)).toEqual([]);
    expect(complaints).toEqual([]);
    await close();
  });
});
