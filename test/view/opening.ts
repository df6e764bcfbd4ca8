import type { Page } from 'playwright-core';

/** What something took: by the clock of the page, and of processors, which other work on the machine does not lengthen. */
export interface Took {
  ms: number;
  /** Of the page's main thread and of this process, where the server runs. */
  cpuMs: number;
}

/** Measures what a page does. */
export class Stopwatch {
  private readonly threadMs: () => Promise<number>;

  private constructor(
    private readonly page: Page,
    threadMs: () => Promise<number>,
  ) {
    this.threadMs = threadMs;
  }

  static async of(page: Page): Promise<Stopwatch> {
    const session = await page.context().newCDPSession(page);
    await session.send('Performance.enable', { timeDomain: 'threadTicks' });
    return new Stopwatch(page, async () => {
      const { metrics } = await session.send('Performance.getMetrics');
      return (metrics.find(({ name }) => name === 'ThreadTime')?.value ?? Number.NaN) * 1000;
    });
  }

  /** From the request of an address until `selector` is painted. */
  async painted(url: string, selector: string): Promise<Took> {
    return this.took(async () => {
      await this.page.goto(url, { waitUntil: 'commit' });
      return this.page.evaluate(
        `new Promise((done) => {
          const look = () => document.querySelector(${JSON.stringify(selector)}) === null
            ? requestAnimationFrame(look)
            : requestAnimationFrame(() => setTimeout(() => done(performance.now()), 0));
          look();
        })`,
      );
    });
  }

  /** From a move of the timeline until the turn is painted as the present one. */
  async sought(turn: number): Promise<Took> {
    return this.took(() =>
      this.page.evaluate(
        `new Promise((done) => {
          const bar = document.querySelector('.scrub input');
          const from = performance.now();
          bar.value = '${turn - 1}';
          bar.dispatchEvent(new Event('input', { bubbles: true }));
          const look = () => document.querySelector('#turn-${turn}[data-now]') === null
            ? requestAnimationFrame(look)
            : requestAnimationFrame(() => setTimeout(() => done(performance.now() - from), 0));
          look();
        })`,
      ),
    );
  }

  private async took(work: () => Promise<unknown>): Promise<Took> {
    const before = process.cpuUsage();
    const thread = await this.threadMs();
    const ms = Number(await work());
    const { user, system } = process.cpuUsage(before);
    const after = await this.threadMs();
    // Another page may have got another process, whose thread begins at nothing.
    return { ms, cpuMs: (after < thread ? after : after - thread) + (user + system) / 1000 };
  }
}

export const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
