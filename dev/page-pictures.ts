import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';
import { outputOf } from './output.ts';

const BROWSERS = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
/** As wide as a README is read, and as tall as the decision with its table: the package carries these pictures. */
const VIEW = { width: 1200, height: 680 };
const QUALITY = 90;

/** Debates whose page the READMEs show; the first is given away whole. */
const PAGES = [
  { scenario: 'spike-at-12k', locale: 'en-US', picture: 'docs/pictures/page.webp', file: 'docs/demo.html' },
  { scenario: 'loss-drop-3000', locale: 'ko-KR', picture: 'docs/pictures/page.ko.webp', file: null },
] as const;

/** Writes the demo debate as one file, and pictures of the page under `root`. Throws where there is no browser. */
export async function paintPage(root: URL): Promise<void> {
  const executablePath = [process.env['PITWALL_CHROMIUM'], ...BROWSERS].find((path) => path && existsSync(path));
  if (executablePath === undefined) {
    throw new Error(
      'expected Chromium in /usr/bin or at PITWALL_CHROMIUM (Debian: apt-get install chromium), found none',
    );
  }
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
  const cwd = mkdtempSync(join(tmpdir(), 'pitwall-page-'));
  try {
    for (const { scenario, locale, picture, file } of PAGES) {
      const html = file === null ? join(cwd, `${scenario}.html`) : fileURLToPath(new URL(file, root));
      await outputOf(['run', scenario, '--quiet'], cwd);
      await outputOf(['export', 'last', '--format', 'html', '--out', html], cwd);
      const page = await browser.newPage({ viewport: VIEW, locale, colorScheme: 'light', reducedMotion: 'reduce' });
      await page.goto(pathToFileURL(html).href);
      await page.evaluate('document.fonts.ready.then(() => undefined)');
      const browserOf = await page.context().newCDPSession(page);
      // Half of what PNG takes in the package, and text as sharp.
      const { data } = await browserOf.send('Page.captureScreenshot', { format: 'webp', quality: QUALITY });
      writeFileSync(new URL(picture, root), Buffer.from(data, 'base64'));
      await page.close();
    }
  } finally {
    await browser.close();
    rmSync(cwd, { recursive: true, force: true });
  }
}
