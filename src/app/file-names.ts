import type { DebateConfig } from './debate-config.ts';

/** Data name -> file name, as tools take it. */
export const fileNames = ({ data }: Pick<DebateConfig, 'data'>): Record<string, string> =>
  Object.fromEntries(Object.entries(data).map(([name, { file }]) => [name, file]));
