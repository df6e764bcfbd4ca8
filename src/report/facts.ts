import type { FactValue } from '../core/scenario.ts';
import { fillWording } from '../wording/content.ts';
import { inRegister } from '../wording/expand.ts';
import { withParticles } from '../wording/particles.ts';
import type { PrintContext } from './context.ts';

/** A text of the scenario with its facts put in, as the moderator would say it; `set` holds facts that changed by then. */
export function fillFacts(
  text: string,
  { scenario }: Pick<PrintContext, 'scenario'>,
  set: Readonly<Record<string, { to: FactValue }>> = {},
): string {
  const facts = { ...scenario.facts };
  for (const [name, { to }] of Object.entries(set)) facts[name] = { ...facts[name], value: to };
  return withParticles(inRegister(fillWording(text, null, { facts, scenario }).text, 'formal'));
}
