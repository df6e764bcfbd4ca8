import { z } from 'zod';
import type { Bilingual } from './language.ts';

/**
 * What a reason promotes and a member ranks (Bench-Capon 2003: an audience is an order of values).
 * Closed, so that a scenario and a card written apart still mean the same thing.
 */
export const Value = z.enum([
  'progress',
  'validity',
  'data-quality',
  'evidence',
  'cost',
  'schedule',
  'reliability',
  'efficiency',
  'simplicity',
  'user-impact',
]);
export type Value = z.infer<typeof Value>;

/** How each value is called when a member speaks of it. */
export const VALUE_LABELS: Record<Value, Required<Bilingual>> = {
  progress: { ko: '학습 진전', en: 'training progress' },
  validity: { ko: '평가의 타당성', en: 'a valid measurement' },
  'data-quality': { ko: '데이터 품질', en: 'data quality' },
  evidence: { ko: '실험 근거', en: 'evidence from an experiment' },
  cost: { ko: '비용', en: 'cost' },
  schedule: { ko: '일정', en: 'the schedule' },
  reliability: { ko: '안정성', en: 'reliability' },
  efficiency: { ko: '하드웨어 효율', en: 'hardware efficiency' },
  simplicity: { ko: '단순함', en: 'simplicity' },
  'user-impact': { ko: '사용자 영향', en: 'what users get' },
};
