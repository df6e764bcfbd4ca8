/** Weights of doubts and the threshold below which a turn is flagged; docs/FIDELITY.md says what they were tuned on. */
export const FROZEN: { date: string; threshold: number; weights: Record<string, number> } = {
  date: '2026-11-24',
  threshold: 0.5,
  weights: { A0: 1, A1: 0.95, A2: 1, A3: 0.8, A4: 1, A5: 0.95, A6: 0.95, A8: 0.45, A9: 0.95, A10: 1, A14: 1 },
};
