import { z } from 'zod';

/** What the classifier tells apart. `none`: nobody's work here, small talk among it. */
export const Topic = z.enum([
  'hardware',
  'training',
  'compiler-runtime',
  'data',
  'reliability',
  'architecture',
  'language',
  'algorithms',
  'none',
]);
export type Topic = z.infer<typeof Topic>;
