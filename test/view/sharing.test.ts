import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { openStore } from '../../src/pitwall.ts';
import { readRecord } from '../../src/view/reader/read-record.ts';
import type { Viewer } from '../../src/view/server/index.ts';
import { axe, openBrowser, openPage, skipsWithoutBrowser } from './browser.ts';
import type { Place } from './place.ts';
import { adopted, change, emptyPlace, held, read, viewerOf } from './place.ts';

const HANGS_MS = 600_000;
const SCRIPT = fileURLToPath(new URL('../../dev/static-page.ts', import.meta.url));

describe.skipIf(skipsWithoutBrowser())('a page without a server that reads an exported record', () => {
  let folder: string;
  let place: Place;
  let viewer: Viewer;
  let browser: Browser;
  let url: string;
  let ko: string;
  let model: string;
  let fork: string;
  /** Exported records, by debate. */
  const files: Record<string, string> = {};
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'pitwall-share-'));
    place = emptyPlace();
    ko = await held(place, 'loss-drop-3000');
    model = await adopted(place, 'spike-at-12k');
    viewer = await viewerOf(place);
    const forked = await change(viewer, `/api/debates/${ko}/forks`, { at: 8, facts: { codeLoss: '1.9' } });
    fork = ((await forked.json()) as { id: string }).id;
    // As vitest.config.ts has it for a poll, which a hook may not use.
    await vi.waitFor(() => expect(viewer.records.read().status(fork)).toBe('closed'), { timeout: HANGS_MS });
    const store = openStore(place.file, { readonly: true });
    for (const id of [ko, model, fork]) {
      files[id] = join(folder, `${id}.jsonl`);
      writeFileSync(files[id], [...store.exported(id).lines].join(''));
    }
    store.close();
    const html = join(folder, 'viewer.html');
    execFileSync(process.execPath, ['--import', 'tsx', SCRIPT, html]);
    url = pathToFileURL(html).href;
    browser = await openBrowser();
  });
  afterAll(async () => {
    await browser.close();
    await viewer.close();
    place.remove();
    rmSync(folder, { recursive: true });
  });

  const fileOf = (id: string): string => {
    const file = files[id];
    if (file === undefined) throw new Error(`expected ${id} to be exported`);
    return file;
  };
  const on = async (look: (page: Page) => Promise<void>): Promise<void> => {
    const { page, complaints, close } = await openPage(browser, { locale: 'en-GB' });
    const requests: string[] = [];
    page.on('request', (request) => requests.push(request.url()));
    await page.goto(url);
    await look(page);
    expect(requests).toEqual([url]);
    expect(complaints).toEqual([]);
    await close();
  };
  const choose = (page: Page, file: string) => page.locator('input[type=file]').setInputFiles(file);
  /** Drops a text as a file, anywhere on the page. */
  const drop = (page: Page, name: string, text: string) =>
    page.evaluate(`(() => {
      const dataTransfer = new DataTransfer();
      dataTransfer.items.add(new File([${JSON.stringify(text)}], ${JSON.stringify(name)}));
      document.body.dispatchEvent(new DragEvent('drop', { bubbles: true, cancelable: true, dataTransfer }));
    })()`);

  it('answers as the server does, for a debate of the playbook, of language models, and for a fork', async () => {
    for (const id of [ko, model, fork]) {
      const answers = await readRecord(readFileSync(fileOf(id), 'utf8'), `${id}.jsonl`);
      const at = `/api/debates/${id}`;
      for (const path of [`${at}/transcript`, `${at}/memo`, `${at}/events`, '/api/statechart'])
        expect([path, JSON.parse(JSON.stringify(answers[path]))]).toEqual([path, await read(viewer, path)]);
      // What else there is in a database, a record does not say.
      const here = { ...(answers[at] as Record<string, unknown>), forks: [], parting: null };
      expect(JSON.parse(JSON.stringify(here))).toEqual({
        ...(await read<object>(viewer, at)),
        forks: [],
        parting: null,
      });
    }
  });

  it('shows a record that is dropped: memo, transcript, evidence and curve; and another after it', async () => {
    await on(async (page) => {
      await expect.poll(() => page.locator('h1').innerText()).toBe('Read a debate');
      expect(await page.title()).toBe('Read a debate · Pitwall');
      expect(await axe(page)).toEqual([]);
      await drop(page, 'debate.jsonl', readFileSync(fileOf(ko), 'utf8'));
      await page.locator('.memo .decision').waitFor();
      await expect.poll(() => page.locator('h1').innerText()).toBe('3000 step의 급락');
      await page.locator('#turn-1 button.evidence').click();
      await page.locator('#turn-1 .chart canvas').first().waitFor();
      await page.getByRole('slider').fill('4');
      await page.locator('#turn-5[data-now]').waitFor();
      expect(await axe(page)).toEqual([]);
      await choose(page, fileOf(model));
      await page.getByRole('heading', { level: 1, name: 'The spike at 12k' }).waitFor();
      await expect.poll(() => page.locator('button.try, .try-facts, a[href^="/"]').count()).toBe(0);
    });
  });

  it('refuses what is no record in one sentence: what was expected, what came, and where', async () => {
    const record = readFileSync(fileOf(ko), 'utf8');
    const lines = record.split('\n');
    const changed = lines.map((line) =>
      line.includes('"type":"turn.recorded"') ? line.replace('nats', 'bits') : line,
    );
    const at = changed.findIndex((line, index) => line !== lines[index]) + 1;
    expect(at).toBeGreaterThan(1);
    const refused: [string, string, RegExp][] = [
      ['notes.txt', 'my notes\n', /^notes\.txt:1: expected a line of JSON: .+$/],
      ['other.json', '{"a":1}\n', /^other\.json:1: expected the first line of an exported debate, found `\{"a":1\}`$/],
      ['empty.jsonl', '', /^empty\.jsonl:1: expected .+$/],
      ['cut.jsonl', lines.slice(0, 40).join('\n'), /^cut\.jsonl:40: expected a last line .+ the file was cut here$/],
      ['changed.jsonl', changed.join('\n'), new RegExp(`^changed\\.jsonl:${at}: expected a sound event: .+$`)],
    ];
    await on(async (page) => {
      for (const [name, text, sentence] of refused) {
        await drop(page, name, text);
        const alert = page.getByRole('alert').filter({ hasText: name });
        await alert.waitFor();
        await expect.poll(() => alert.locator('[lang=en]').innerText()).toMatch(sentence);
      }
      expect(await axe(page)).toEqual([]);
      await expect.poll(() => page.locator('h1').innerText()).toBe('Read a debate');
    });
  });
});
