import type { Scorer } from '../model/scorer.ts';
import { assistant } from './assistant.ts';
import { boundary } from './boundary.ts';
import { cardUse } from './card-use.ts';
import { withCatchPhrase } from './catch-phrase.ts';
import { conformity } from './conformity.ts';
import { debateValue } from './debate-value.ts';
import { degenerate } from './degenerate.ts';
import { discriminability } from './discriminability.ts';
import { drift } from './drift.ts';
import { identity } from './identity.ts';
import { numbers } from './numbers.ts';
import { withOverDeferral } from './over-deferral.ts';
import { register } from './register.ts';
import { repetition } from './repetition.ts';
import { rolePurity } from './role-purity.ts';
import { signature } from './signature.ts';
import { stance } from './stance.ts';

/** Tier A: what needs no model. In the order in which a table prints them. */
export const SCORERS: readonly Scorer[] = [
  degenerate,
  register,
  identity,
  withCatchPhrase(signature),
  numbers,
  withOverDeferral(boundary),
  stance,
  drift,
  discriminability,
  repetition,
  assistant,
  cardUse,
  conformity,
  debateValue,
  rolePurity,
];
