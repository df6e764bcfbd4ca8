import type { Linted, Remark } from './remark.ts';
import { isCalled, quoted } from './remark.ts';

/** What of the floor is written and counts for nothing, and who is to speak and does not sit there. */
export function* floorRemarks({ scenario, seated }: Linted): Generator<Remark> {
  const { floor, moderator, order, visibility, protocol, cast } = scenario;
  const rebuttal = protocol.find((phase) => phase.kind === 'rebuttal');
  const note = (path: string, message: string): Remark => ({ level: 'note', path: [path], message });
  if (moderator !== undefined && floor !== 'moderated')
    yield note('moderator', `\`moderator\` counts only where \`floor\` is \`moderated\`, here it is \`${floor}\``);
  if (order !== undefined && floor !== 'manual')
    yield note('order', `\`order\` counts only where \`floor\` is \`manual\`, here it is \`${floor}\``);
  if (visibility === 'blind' && (floor === 'moderated' || floor === 'manual'))
    yield note('floor', 'in blind rounds everybody speaks at once, and nobody gives the floor');
  if (floor !== 'manual' || order === undefined) return;
  const sits = (name: string) =>
    cast.some((member) => member.toLowerCase() === name.toLowerCase()) || seated.some((card) => isCalled(card, name));
  const absent = [...new Set(order)].filter((name) => !sits(name));
  if (cast.length > 0 && absent.length > 0)
    yield { level: 'warning', path: ['order'], message: `${quoted(absent)} in \`order\` does not sit at the table` };
  const most = rebuttal?.kind === 'rebuttal' ? rebuttal.rounds * cast.length : 0;
  if (cast.length > 0 && order.length > most)
    yield {
      level: 'warning',
      path: ['order'],
      message: `the rebuttals have ${most} turns for ${cast.length} members, and \`order\` has ${order.length}`,
    };
}
