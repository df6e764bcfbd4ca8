import { z } from 'zod';

/** What can be wrong with a turn. */
export const TurnFault = z.enum([
  'generic_assistant',
  'domain_overclaim',
  'identity_fact',
  'language_register',
  'numeric_error',
  'philosophy_violation',
  'prompt_leak',
  'speaks_for_others',
  'stance_flip',
  'swapped_speaker',
  'tone',
]);
export type TurnFault = z.infer<typeof TurnFault>;
