import { z } from 'zod';
import type { ToolIndex } from '../../src/core/tool.ts';

/** A scenario that is right in every part; tests spoil one line of it. */
export const GOOD = `id: loss-drop
title: A drop near step 3000
language: ko
motion: 새 믹스로 계속 갈 것인가?
background: 믹스를 바꾼 뒤 학습 loss가 {fact:drop}만큼 내려갔다.
options:
  keep: 계속 간다
  ablate:
    label: 두 갈래로 비교한다
    short: 비교 실험
    urge: 두 갈래로 (돌리자|돌려요|돌리시지요)
    actions:
      - { owner: pulse, do: 실험을 띄운다 }
facts:
  drop: { value: 0.23, unit: nats }
  gpuHourUsd: { value: 2.5, unit: USD/hour }
  cluster: { value: { device: H100 SXM, count: 64 } }
  ready: { value: true, knownBy: [flux] }
data:
  loss: loss.csv
considerations:
  - id: curve
    for: keep
    value: progress
    from: { tool: curve, args: { file: $data.loss, window: 40 }, read: { figure: fall, neutral: 0, full: 0.2 } }
    say: ["loss가 {figure:fall|abs} 내려(갔어|갔어요|갔습니다)"]
  - id: price
    against: curve
    value: cost
    from:
      tool: price
      args:
        hour: $gpuHourUsd
        cards: $cluster.count
      read: { figure: usd, neutral: 100, full: 500 }
  - id: thin
    for: ablate
    value: reliability
    from: { judgement: 체크포인트 하나로는 불안하다, weight: low }
  - id: prepared
    for: ablate
    value: schedule
    from: { fact: ready, read: { neutral: 0, full: 1 } }
    say:
      - |
        준비는 {figure},
        바로 (돼|돼요|됩니다)
cast: [pulse, flux]
protocol: [opening blind, rebuttal 2, vote, close]
events:
  - { after: rebuttal 1, set: { gpuHourUsd: 4 }, say: "시간당 {fact:gpuHourUsd|bare}달러입니다" }
experiment: { consideration: price, rule: "{fact:drop} 넘게 내려가면 돌린다", then: keep, otherwise: ablate }
expect: { decision: [ablate] }
`;

const figure = (value: number) => ({ value, unit: 'USD' });

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
      figures: (result: unknown) => ({ fall: figure(Number(result)) }),
      figureNames: ['fall'],
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
      run: () => 147,
      figures: (result: unknown) => ({ usd: figure(Number(result)) }),
      figureNames: ['usd', 'perCard'],
      assumption: 'Cards are billed by the hour.',
    },
  ],
]);
