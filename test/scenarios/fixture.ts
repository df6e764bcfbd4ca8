import { z } from 'zod';
import type { ToolIndex } from '../../src/core/tool.ts';

/** A scenario that is right in every part; tests spoil one line of it. */
export const GOOD = `id: late-run
title: A run that is late
language: ko
motion: 끝까지 돌릴 것인가?
background: 넘길 때까지 {fact:deadline} 남았다.
options:
  stop: 지금 멈춘다
  finish:
    label: 끝까지 돌린다
    short: 끝까지
    set: { tokens: 300e9 tokens, price: $usd }
    adjust: { tokens: [100e9, 300e9] }
    actions:
      - { owner: pulse, do: 이어서 돌린다 }
facts:
  deadline: { value: 9, unit: days, label: 기한, range: [5, 20] }
  perDay: { value: 80e9, unit: tokens/day, label: 하루 토큰, knownBy: [flux], assumed: 100e9 }
  gpuHourUsd: { value: 2.5, unit: USD/hour, label: 단가 }
  cluster: { value: { device: H100 SXM, count: 64 }, label: 클러스터 }
  ready: { value: true, label: 준비 }
  tokens: { value: 0, unit: tokens, label: 남은 토큰 }
  price: { value: 0, unit: USD, label: 드는 돈 }
data:
  loss: loss.csv
quantities:
  run: { is: tokens / perDay, unit: days, label: 학습 }
  spare: { is: deadline - run, unit: days, label: 남는 시간 }
  usd:
    tool: price
    args:
      hour: $gpuHourUsd
      cards: $cluster.count
    figure: usd
    unit: USD
    label: 값
  fall: { tool: curve, args: { file: $data.loss, window: 40 }, label: 내려간 값 }
criteria:
  - { need: spare >= 6 days, value: schedule }
  - { more: tokens, worth: 50e9, value: progress }
  - { less: price, worth: 100, value: cost }
  - { more: fall, worth: 0.1, value: evidence }
judgements:
  - { for: stop, value: simplicity, because: 멈추면 끝난다, by: [flux] }
measurements:
  - { learns: perDay, how: 하루 재기, costUsd: 10, days: 1, owner: flux }
cast: [pulse, flux]
protocol: [opening blind, rebuttal 2, vote, close]
events:
  - { after: rebuttal 1, set: { gpuHourUsd: 4 }, say: 단가가 올랐다 }
expect: { decision: [finish] }
`;

const figure = (value: number, unit = 'USD') => ({ value, unit });

/** Tools small enough to see through, with schemas that can refuse. */
export const TOOLS: ToolIndex = new Map([
  [
    'curve',
    {
      name: 'curve',
      description: 'Fall of a curve',
      args: z.strictObject({ file: z.string(), window: z.number().int().positive() }),
      result: z.number(),
      run: () => 0.23,
      figures: (result: unknown) => ({ fall: figure(Number(result), 'nats') }),
      figureNames: ['fall'],
      headline: { figure: 'fall' },
      assumption: 'The curve is one run.',
    },
  ],
  [
    'price',
    {
      name: 'price',
      description: 'Price of an hour',
      args: z.strictObject({ hour: z.number().nonnegative(), cards: z.number().int().positive() }),
      result: z.number(),
      run: ({ hour, cards }: { hour: number; cards: number }) => hour * cards,
      figures: (result: unknown) => ({ usd: figure(Number(result)) }),
      figureNames: ['usd', 'perCard'],
      assumption: 'Cards are billed by the hour.',
    } as never,
  ],
]);
