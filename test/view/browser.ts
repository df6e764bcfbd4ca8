import { existsSync } from 'node:fs';
import axeCore from 'axe-core';
import type { Browser, Page } from 'playwright-core';
import { chromium } from 'playwright-core';
import { expect } from 'vitest';

const PLACES = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** The browser of this machine; null when there is none. */
export const BROWSER =
  [process.env['PITWALL_CHROMIUM'], ...PLACES].find((path) => path !== undefined && existsSync(path)) ?? null;

export const NO_BROWSER =
  'no browser: expected Chromium in /usr/bin or at PITWALL_CHROMIUM (Debian: apt-get install chromium)';

/** Without a browser nothing here is tested: said aloud, and on a build machine a failure. */
export function skipsWithoutBrowser(): boolean {
  if (BROWSER !== null) return false;
  if (process.env['CI']) throw new Error(NO_BROWSER);
  process.stderr.write(`\nThe tests of the page are skipped, ${NO_BROWSER}\n`);
  return true;
}

export function openBrowser(): Promise<Browser> {
  if (BROWSER === null) throw new Error(NO_BROWSER);
  return chromium.launch({
    executablePath: BROWSER,
    args: [
      '--headless',
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}

/** Of one wait: far longer than a busy machine needs, and shorter than a test that hangs, so that what never comes is named. */
const NEVER_COMES_MS = 300_000;

export interface Watched {
  page: Page;
  /** What the browser complained of: exceptions, refusals of the policy, dialogs, requests to elsewhere. */
  complaints: string[];
  close(): Promise<void>;
}

export interface Screen {
  width?: number;
  height?: number;
  theme?: 'light' | 'dark';
  locale?: string;
}

/** A page in a profile of its own that notes whatever should not happen. */
export async function openPage(
  browser: Browser,
  { width = 1280, height = 900, theme = 'light', locale = 'ko-KR' }: Screen = {},
): Promise<Watched> {
  const context = await browser.newContext({ viewport: { width, height }, colorScheme: theme, locale });
  context.setDefaultTimeout(NEVER_COMES_MS);
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  page.on('dialog', (dialog) => {
    complaints.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on('request', (request) => {
    const url = new URL(request.url());
    if (url.hostname !== '127.0.0.1' && url.protocol !== 'file:') complaints.push(`request: ${request.url()}`);
  });
  return { page, complaints, close: () => context.close() };
}

/**
 * Opens an address, lets `look` look, and holds that the browser had nothing to complain of but what mentions `refused`:
 * a request that the server refuses is told by the console too.
 */
export async function visit(
  browser: Browser,
  url: string,
  look: (page: Page) => Promise<void>,
  { refused, ...screen }: Screen & { refused?: string } = {},
): Promise<void> {
  const { page, complaints, close } = await openPage(browser, screen);
  try {
    await page.goto(url);
    await look(page);
    expect(complaints.filter((complaint) => refused === undefined || !complaint.includes(refused))).toEqual([]);
  } finally {
    await close();
  }
}

/** What axe finds against WCAG 2.2 A and AA, as `rule: element`. */
export async function axe(page: Page): Promise<string[]> {
  // Evaluated by the debugger, which no policy of the page holds back.
  if (!(await page.evaluate('"axe" in window'))) await page.evaluate(`${axeCore.source}; undefined`);
  const found = (await page.evaluate(
    `axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'], resultTypes: ['violations'] })
       .then(({ violations }) => violations.flatMap(({ id, nodes }) => nodes.map(({ target, failureSummary }) => id + ': ' + target.join(' ') + ' ' + failureSummary)))`,
  )) as string[];
  return found;
}
