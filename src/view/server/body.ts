import type { z } from 'zod';
import { PitwallError } from '../../core/error.ts';
import { issueSentence } from '../../core/issue.ts';

/** The checked body of a request; throws USAGE that names the field. */
export function checkedBody<T>(schema: z.ZodType<T>, body: unknown): T {
  const { success, data, error } = schema.safeParse(body);
  if (success) return data;
  throw new PitwallError('USAGE', error.issues.map((issue) => issueSentence(issue, body, [], 'the body')).join('; '));
}
