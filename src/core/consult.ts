import { z } from 'zod';
import { Figure, ToolCall } from './effects.ts';

/** What a colleague asks the hardware desk; free text alone is declined, a calculation is done. */
export const HardwareQuestion = z.strictObject({
  text: z.string(),
  topic: z.literal('hardware'),
  calculation: ToolCall.nullable(),
});
export type HardwareQuestion = z.infer<typeof HardwareQuestion>;

const BothLanguages = z.strictObject({ ko: z.string().min(1), en: z.string().min(1) });

export const HardwareAnswer = z.strictObject({
  /** Whole short sentences without a speech level of their own; each number in them is one of the figures. */
  answer: BothLanguages,
  figures: z.record(z.string(), Figure),
  /** 0..1; 0 when the desk declines. */
  confidence: z.number().min(0).max(1),
  method: z.string().min(1),
  /** True for the desk that ships: it calculates and never measures. An agent that takes its place says false. */
  stub: z.boolean(),
  wouldMeasureFirst: BothLanguages,
});
export type HardwareAnswer = z.infer<typeof HardwareAnswer>;

/** Whoever answers a topic for the others: the desk that ships, or an agent in its place. */
export type Desk = (question: HardwareQuestion) => Promise<HardwareAnswer>;
