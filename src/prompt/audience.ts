import type { ScenarioBriefing } from '../core/briefing.ts';
import type { PromptMessage } from '../core/effects.ts';
import type { Scenario } from '../core/scenario.ts';
import type { Glossary } from '../core/terms.ts';

/** What speaking to somebody else than a peer asks of whoever speaks. */
const ASKS: Record<Exclude<Scenario['audience'], 'peers'>, string> = {
  junior:
    'A junior reads along: define each technical term in one clause where you are the first to use it, at most two in a turn, and no term twice.',
  lead: 'A lead reads along: the conclusion comes first, what carries it after.',
};

/** The second message with what its audience needs: for a junior the team's glossary and over it the scenario's own. Among peers it stays as it is. */
export function forAudience(
  message: PromptMessage,
  { audience, language, terms }: Scenario,
  team: TeamTerms,
): PromptMessage {
  if (audience === 'peers') return message;
  const typed = message.typed as ScenarioBriefing;
  const glossary = audience === 'junior' ? { ...team?.[language], ...terms } : null;
  return {
    ...message,
    content: `${message.content}\n${ASKS[audience]}`,
    typed: glossary === null ? typed : ({ ...typed, terms: glossary } satisfies ScenarioBriefing),
  };
}

type TeamTerms = Readonly<Record<Scenario['language'], Glossary>> | undefined;
