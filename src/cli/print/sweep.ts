import type { SweepEnd, SweepForecast, SweepPlan, SweepProgress } from '../../door.ts';
import { columns } from '../../report/width.ts';
import { AXES } from '../../sweep/index.ts';
import type { Page } from './page.ts';
import { styleFor } from './style.ts';
import { usd } from './usd.ts';

const many = (count: number, what: string) => `${count.toLocaleString('en')} ${what}${count === 1 ? '' : 's'}`;

export interface PlanFigures {
  plan: SweepPlan;
  done: number;
  forecast: SweepForecast;
}

/** What a sweep would take, before it begins. */
export function planPage({ plan, done, forecast }: PlanFigures, page: Page): string {
  const style = styleFor(page.colour, []);
  const { cells, jobs, file } = plan;
  const axes = AXES.flatMap((axis) => {
    const names = [...new Set(cells.map(({ at }) => at[axis]))];
    return names.length < 2 ? [] : [[`  ${axis}`, String(names.length), shortened(names)]];
  });
  const arms = [...new Set(cells.map(({ arm }) => arm.kind))].map((kind) => {
    const keys = new Set(cells.flatMap(({ arm, key }) => (arm.kind === kind ? [key] : [])));
    return `${many(keys.size, kind === 'debate' ? 'debate' : `${kind} control`)}`;
  });
  const missing = jobs.size - done;
  const cost = forecast.usd === null ? 'price unknown' : `about ${usd(forecast.usd)}`;
  const caps = Object.entries(file.budget ?? {}).map(
    ([whose, { usd: money, ...counts } = {}]) =>
      `${whose === 'sweep' ? 'the sweep' : 'each debate'} at most ${[
        ...(money === undefined ? [] : [usd(money)]),
        ...Object.entries(counts).map(([name, cap]) => `${cap} ${name}`),
      ].join(', ')}`,
  );
  return `${[
    style.bold(file.title ?? plan.name),
    '',
    ...columns(axes, { width: page.width }),
    ...(axes.length > 0 ? [''] : []),
    `${arms.join(', ')}.`,
    ...(done > 0 ? [`${many(done, 'debate')} of ${jobs.size} ${done === 1 ? 'is' : 'are'} held already.`] : []),
    missing === 0
      ? 'Nothing is missing.'
      : `${many(missing, 'debate')} to hold${plan.live ? `: about ${many(forecast.calls, 'model call')}${forecast.tokens > 0 ? `, ${many(forecast.tokens, 'token')}` : ''}; ${cost}` : ', all offline: no model is called'}.`,
    ...(missing > 0 && plan.live
      ? [style.dim(`Counted on ${many(forecast.sampled, 'debate')} held with the playbook on the same prompts.`)]
      : []),
    ...(caps.length > 0 ? [`Budget: ${caps.join('; ')}.`] : []),
  ].join('\n')}\n`;
}

const SHOWN = 6;

function shortened(names: readonly string[]): string {
  const shown = names.length > SHOWN ? [...names.slice(0, SHOWN - 2), '…', names.at(-1)] : names;
  return shown.join(', ');
}

/** One line that comes and goes: how far it is, how fast, and how long it will still take. */
export function progressLine({ done, failed, of, held }: SweepProgress, elapsedMs: number): string {
  const rate = elapsedMs > 0 ? held / (elapsedMs / 1000) : 0;
  const left = of - done - failed;
  const speed = held === 0 ? '' : ` · ${rate >= 10 ? rate.toFixed(0) : rate.toFixed(1)} a second`;
  const time = held === 0 || left === 0 ? '' : ` · ${duration(left / rate)} left`;
  return `${done} of ${of}${failed > 0 ? ` · ${failed} failed` : ''}${speed}${time}`;
}

export function duration(seconds: number): string {
  if (seconds < 90) return `${Math.ceil(seconds)} s`;
  const minutes = Math.round(seconds / 60);
  return minutes < 90 ? `${minutes} min` : `${(minutes / 60).toFixed(1)} h`;
}

/** What came of it, and what to type next. */
export function endPage(
  end: SweepEnd,
  { command, report, elapsedMs }: { command: string; report: string; elapsedMs: number },
): string {
  const { done, of, held, failures, left, stopped } = end;
  const given = failures.filter(({ tries }) => tries >= 3);
  const reasons = new Map<string, number>();
  for (const { reason } of given) reasons.set(reason, (reasons.get(reason) ?? 0) + 1);
  return `${[
    `${done} of ${of} debates are held${held > 0 ? `, ${held} of them now in ${duration(elapsedMs / 1000)}` : ''}.`,
    ...[...reasons].map(([reason, count]) => `${many(count, 'debate')} given up after three tries: ${reason}`),
    ...(given.length > 0 ? [`Try again:  ${command.replace(' sweep ', ' sweep --retry ')}`] : []),
    ...(stopped === 'budget' ? [`The budget is spent; ${many(left, 'debate')} left.`] : []),
    `Read it:    ${report}`,
  ].join('\n')}\n`;
}
