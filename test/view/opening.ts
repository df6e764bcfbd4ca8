import { existsSync, readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';

/** What something took: by the clock of the page, and of processors, which other work on the machine does not lengthen. */
export interface Took {
  ms: number;
  /** Of the page's main thread and of this thread, where the server runs. */
  cpuMs: number;
}

const OWN = '/proc/thread-self/schedstat';

/** Processor time of this thread, to which other tests in this process add nothing; where no system tells it, that of the process. */
function ownMs(): number {
  if (existsSync(OWN)) return Number(readFileSync(OWN, 'utf8').split(' ')[0]) / 1e6;
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
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
        `new Promise((done, fail) => {
          setTimeout(() => fail(new Error('a minute without ' + ${JSON.stringify(selector)})), 60_000);
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

  /** From following a link to a turn until that turn stands at the top of what is seen. */
  async jumped(turn: number): Promise<Took> {
    return this.took(() =>
      this.page.evaluate(
        `new Promise((done, fail) => {
          const from = performance.now();
          setTimeout(() => fail(new Error('a minute without turn ${turn} in view')), 60_000);
          const link = document.createElement('a');
          link.href = '#turn-${turn}';
          document.querySelector('main').append(link);
          link.click();
          link.remove();
          const inView = () => {
            const box = document.getElementById('turn-${turn}')?.getBoundingClientRect();
            return box !== undefined && box.bottom > 0 && box.top < innerHeight;
          };
          const look = () => !inView()
            ? requestAnimationFrame(look)
            : requestAnimationFrame(() => setTimeout(() => done(performance.now() - from), 0));
          look();
        })`,
      ),
    );
  }

  /**
   * Processor time of a fixed piece of work, of the kind that pages do: a few thousand elements made, laid out and taken away.
   * What a page may take is said in such pieces, since a millisecond is not the same on any two machines.
   */
  async yardstick(): Promise<number> {
    const { cpuMs } = await this.took(() =>
      this.page.evaluate(
        `(() => {
          const place = document.createElement('div');
          for (let row = 0; row < 4000; row += 1) {
            const line = document.createElement('p');
            line.append(document.createTextNode('turn ' + row), document.createElement('b'));
            place.append(line);
          }
          document.body.append(place);
          const height = place.getBoundingClientRect().height;
          place.remove();
          return height;
        })()`,
      ),
    );
    return cpuMs;
  }

  private async took(work: () => Promise<unknown>): Promise<Took> {
    const before = ownMs();
    const thread = await this.threadMs();
    const ms = Number(await work());
    const served = ownMs() - before;
    const after = await this.threadMs();
    // Another page may have got another process, whose thread begins at nothing.
    return { ms, cpuMs: (after < thread ? after : after - thread) + served };
  }
}

export const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
