import type { HeardTurn } from '../core/briefing.ts';
import type { FactValue } from '../core/scenario.ts';
import type { Claim, ClaimRef } from '../core/turn.ts';
import { sameValue } from '../reasoning/claims.ts';
import { rootsOf } from '../reasoning/model.ts';
import type { View } from './view.ts';

/** A claim that somebody made about one option, with the values that its figure rests on. */
export interface Said {
  turn: number;
  speaker: string;
  claim: Claim;
  ref: ClaimRef;
  option: string;
  /** The criterion or quantity. */
  subject: string;
  /** Facts as the speaker took them; empty where the figure names none. */
  inputs: Readonly<Record<string, FactValue>>;
}

/** Claims about options in the order in which they were made; the latest of a speaker on one thing stands for the earlier ones. */
export function saidIn({ turns }: Pick<View, 'turns'>): Said[] {
  const latest = new Map<string, Said>();
  for (const { body, tools } of turns) {
    for (const claim of body.claims) {
      const [option = '', subject] = claim.reason?.split('/') ?? [];
      if (subject === undefined || claim.side === null) continue;
      const key = `${body.speaker} ${claim.reason}`;
      latest.delete(key);
      latest.set(key, {
        turn: body.turn,
        speaker: body.speaker,
        claim,
        ref: { turn: body.turn, claim: claim.claim },
        option,
        subject,
        inputs: inputsOf(claim, tools),
      });
    }
  }
  return [...latest.values()];
}

/** What has been said by anybody, by reason. */
export function reasonsSaid({ turns }: Pick<View, 'turns'>): Set<string> {
  return new Set(turns.flatMap(({ body }) => body.claims.flatMap(({ reason }) => reason ?? [])));
}

function inputsOf({ evidence }: Claim, tools: HeardTurn['tools']): Record<string, FactValue> {
  const call = Number(/^tool:\d+\.(\d+)/.exec(evidence.ref ?? '')?.[1] ?? 0);
  const cited = tools.find((tool) => tool.call === call);
  return (cited?.args['facts'] as Record<string, FactValue> | undefined) ?? {};
}

/** Facts behind a claim's figure that it takes otherwise than this member does. */
export function differing({ inputs, claim, option }: Said, { now, model }: View): string[] {
  const behind = claim.figure === null ? new Set<string>() : rootsOf(model, [claim.figure.name], option);
  return Object.keys(inputs).filter((name) => {
    if (!behind.has(name)) return false;
    const held = now.knowledge.facts.get(name);
    return held !== undefined && held.how !== 'assumed' && !sameValue(held.value, inputs[name]);
  });
}

/** Whether somebody has proposed another setting of an option since something was said of it. */
export const isSetSince = ({ view }: { view: View }, { option, turn }: Said): boolean =>
  view.now.knowledge.proposals.some((one) => one.option === option && one.turn > turn);
