import type { Forecast } from '../../door.ts';
import type { PrintContext } from '../../report/context.ts';
import { nameOf } from '../../report/context.ts';
import { columns } from '../../report/width.ts';
import type { Page } from './page.ts';
import { styleFor } from './style.ts';
import { usd } from './usd.ts';

/** What a debate would take, a line a member. */
export function forecastPage(context: PrintContext, { turns, seats, usd: total, stops }: Forecast, page: Page): string {
  const style = styleFor(page.colour, context.scenario.cast);
  const live = seats.filter((seat) => !isOffline(seat));
  const calls = live.reduce((sum, seat) => sum + seat.calls, 0);
  const money = (value: number | null) =>
    value === null ? 'price unknown' : value === 0 ? 'free' : `about ${usd(value)}`;
  const rows = seats.map((seat) => [
    `  ${nameOf(context, seat.member)}`,
    seat.model,
    isOffline(seat) ? 'no calls' : `${seat.calls} calls`,
    seat.inputTokens === 0 ? '' : `${seat.inputTokens} tokens in, ${seat.outputTokens} out`,
    isOffline(seat) ? '' : money(seat.usd),
  ]);
  return `${[
    style.bold(
      live.length === 0
        ? `About ${turns} turns, all offline: no model is called.`
        : `About ${turns} turns and ${calls} model calls; ${money(total)}.`,
    ),
    '',
    ...columns(rows, { width: page.width }),
    '',
    live.length === 0
      ? 'Counted by holding the debate.'
      : 'Counted by holding the debate with the playbook on the same prompts; a language model may take another way.',
    ...(stops ? [style.bad('The budget would stop it before its end.')] : []),
  ].join('\n')}\n`;
}

/** Whoever asks a model sends it a prompt. */
const isOffline = ({ inputTokens }: Forecast['seats'][number]): boolean => inputTokens === 0;
