import type { OwnResult } from '../core/briefing.ts';
import type { PromptMessage, SeatIo } from '../core/effects.ts';
import type { Ref, Turn } from '../core/turn.ts';
import type { Peek } from '../playbook/view.ts';
import { materialOf } from './material.ts';

const PENDING = 'tool:0.0/';

/**
 * A turn whose figures of the member's sheet are on the record: what it cites of it is calculated now, through the recorder, so that
 * whoever reads the turn finds the calculation and the facts behind it are said with it.
 */
export async function calculated(
  turn: Turn,
  { messages, peek, io }: { messages: readonly PromptMessage[]; peek: Peek; io: SeatIo },
): Promise<Turn> {
  const refs = refsOf(turn).filter((ref) => ref.startsWith(PENDING));
  const material = refs.length === 0 ? null : materialOf(messages, peek);
  if (material === null) return turn;
  // Each cell that was cited has been looked up once more, so that the same calls are asked for.
  const found = new Map<string, Ref>();
  const calls = material.calls(new Set(refs));
  for (const [index, call] of calls.entries()) {
    const { ref, figures }: OwnResult = await io.tool(call, `tool[${index}]`);
    for (const name of Object.keys(figures)) found.set(PENDING + name, `${ref}/${name}`);
  }
  const put = (ref: Ref): Ref => found.get(ref) ?? ref;
  return {
    ...turn,
    claims: turn.claims.map((claim) => ({
      ...claim,
      evidence: claim.evidence.ref === null ? claim.evidence : { ...claim.evidence, ref: put(claim.evidence.ref) },
      numbers: claim.numbers.map((number) => ({ ...number, refs: number.refs.map(put) })),
    })),
  };
}

const refsOf = ({ claims }: Turn): Ref[] =>
  claims.flatMap(({ evidence, numbers }) => [
    ...(evidence.ref === null ? [] : [evidence.ref]),
    ...numbers.flatMap(({ refs }) => refs),
  ]);
