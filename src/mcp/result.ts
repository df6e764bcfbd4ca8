import type { CallToolResult } from '@modelcontextprotocol/sdk/types.js';
import { PitwallError } from '../core/error.ts';
import type { McpParts } from './parts.ts';

/** Calls that are worked on at once, whoever asks; whoever comes then is told to come again. */
const MOST_AT_ONCE = 16;

/** A tool's result, as data for programs and as text for models that read no data. */
export function given(value: Record<string, unknown>, text = JSON.stringify(value)): CallToolResult {
  return { content: [{ type: 'text', text }], structuredContent: value };
}

/** The work of a tool; what is wrong with it comes back as one sentence, a fault of ours without its details. */
export async function toolResult(
  { report, running }: Pick<McpParts, 'report' | 'running'>,
  work: () => Promise<CallToolResult> | CallToolResult,
): Promise<CallToolResult> {
  if (running.size >= MOST_AT_ONCE)
    return failed(`expected at most ${MOST_AT_ONCE} calls at once: call again when one of them is answered`);
  const begun = Promise.resolve().then(work);
  running.add(begun);
  try {
    return await begun;
  } catch (error) {
    if (error instanceof PitwallError) return failed(error.sentence);
    report(error instanceof Error ? error : new Error(String(error)));
    return failed('the server itself failed; its terminal says more');
  } finally {
    running.delete(begun);
  }
}

const failed = (sentence: string): CallToolResult => ({ content: [{ type: 'text', text: sentence }], isError: true });
