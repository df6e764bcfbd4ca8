import type { HeardTurn, ScenarioBriefing, TurnBrief, TypedMessage } from '../core/briefing.ts';
import type { PromptMessage } from '../core/effects.ts';
import type { Expected } from './reply-reading.ts';

/** What a reply of this seat is checked against, from the prompt that it answers. */
export function expectedOf(
  speaker: string,
  options: readonly string[],
  messages: readonly PromptMessage[],
): Omit<Expected, 'tools' | 'material'> {
  const typed = messages.flatMap((message) => {
    const one = message.typed as TypedMessage | undefined;
    if (one === undefined) return [];
    return one.kind === 'folded' ? one.heard : [one];
  });
  const scenario = typed.find((one): one is ScenarioBriefing => one.kind === 'scenario');
  const roster = new Map(
    (scenario?.roster ?? []).map(({ id, names }) => [id, [id, names.ko, names.en].map((name) => name.toLowerCase())]),
  );
  const said = typed.filter((one): one is HeardTurn => one.kind === 'turn').map(({ body }) => body);
  const brief = typed.findLast((one): one is TurnBrief => one.kind === 'brief');
  return { speaker, options, roster, said, mayPass: brief?.mayPass === true };
}
