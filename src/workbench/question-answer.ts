import type { Figure } from '../core/tool.ts';
import type { Both } from './desk-answers.ts';

/** What becomes of a question in words, with what it `asks` for: a figure, a question back for what is missing, or one sentence why what was said cannot be. */
export type QuestionAnswer = { tool: string; answer: Both; asks: string } & (
  | {
      kind: 'calculated';
      args: Record<string, unknown>;
      figures: Record<string, Figure>;
      confidence: number;
      measureFirst: Both;
      assumption: string;
    }
  | { kind: 'asked back'; missing: readonly string[] }
  | { kind: 'refused'; why: string }
);
