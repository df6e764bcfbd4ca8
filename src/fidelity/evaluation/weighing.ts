/** How the doubts about one turn are weighed, and the score below which it is flagged; docs/EVALUATION.md says on what it was set. */
export const FROZEN: { date: string; threshold: number; weights: Record<string, number> } = {
  date: '2026-11-28',
  threshold: 0.5,
  weights: { A0: 1, A1: 0.95, A2: 1, A3: 0.8, A4: 1, A5: 0.95, A6: 0.95, A8: 0.35, A9: 0.95, A10: 1, A14: 1 },
};
