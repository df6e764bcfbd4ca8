import type { Attributes, Span } from '@opentelemetry/api';
import { SpanKind, SpanStatusCode, trace } from '@opentelemetry/api';
import type { Usage } from '../core/effects.ts';
import type { Seat } from '../core/seat.ts';
import { CONSULT_PREFIX } from '../playbook/reply.ts';
import { PLAYBOOK } from './playbook-seat.ts';

// Through the API alone: without an SDK, which only the user's environment registers, every span is nothing.
const tracer = () => trace.getTracer('pitwall');

/** Runs work in a span of its own, as a child of the one around it; a failure is its status. */
export function inSpan<T>(
  name: string,
  attributes: Attributes,
  work: (span: Span) => Promise<T>,
  kind: SpanKind = SpanKind.INTERNAL,
): Promise<T> {
  return tracer().startActiveSpan(name, { attributes, kind }, async (span) => {
    try {
      return await work(span);
    } catch (error) {
      const reason = (error as { data?: { reason?: unknown } }).data?.reason;
      span.setAttribute(
        'error.type',
        typeof reason === 'string' ? reason : error instanceof Error ? error.name : 'error',
      );
      span.setStatus({ code: SpanStatusCode.ERROR });
      throw error;
    } finally {
      span.end();
    }
  });
}

/**
 * The four kinds of spans, named and attributed as the GenAI conventions have it. No prompt and no word of a reply is in them.
 *
 * @see https://opentelemetry.io/docs/specs/semconv/gen-ai/gen-ai-spans/
 */
export const spans = {
  debate: <T>(scenario: string, work: () => Promise<T>) =>
    inSpan(
      `invoke_workflow ${scenario}`,
      { 'gen_ai.operation.name': 'invoke_workflow', 'gen_ai.workflow.name': scenario },
      work,
    ),

  turn: <T>(member: string, model: string, work: () => Promise<T>) =>
    inSpan(
      `invoke_agent ${member}`,
      { 'gen_ai.operation.name': 'invoke_agent', 'gen_ai.agent.name': member, 'gen_ai.request.model': model },
      work,
    ),

  tool: <T>(name: string, work: () => Promise<T>) =>
    inSpan(
      `execute_tool ${name}`,
      { 'gen_ai.operation.name': 'execute_tool', 'gen_ai.tool.name': name, 'gen_ai.tool.type': 'function' },
      work,
    ),

  call: <T extends { usage: Usage | null; finishReason: string }>(
    {
      provider,
      name,
      options,
    }: { provider: string; name: string; options: { temperature?: number; maxTokens?: number; seed?: number } },
    work: () => Promise<T>,
  ) =>
    inSpan(
      `chat ${name}`,
      {
        'gen_ai.operation.name': 'chat',
        'gen_ai.provider.name': provider,
        'gen_ai.request.model': name,
        ...(options.temperature === undefined ? {} : { 'gen_ai.request.temperature': options.temperature }),
        ...(options.maxTokens === undefined ? {} : { 'gen_ai.request.max_tokens': options.maxTokens }),
        ...(options.seed === undefined ? {} : { 'gen_ai.request.seed': options.seed }),
      },
      async (span) => {
        const reply = await work();
        span.setAttribute('gen_ai.response.finish_reasons', [reply.finishReason]);
        if (reply.usage) {
          span.setAttribute('gen_ai.usage.input_tokens', reply.usage.inputTokens);
          span.setAttribute('gen_ai.usage.output_tokens', reply.usage.outputTokens);
        }
        return reply;
      },
      SpanKind.CLIENT,
    ),
};

/** A seat without an agent, whose turns and calls are spans as an agent's are. */
export function traced(seat: Seat, member: string): Seat {
  return {
    ...seat,
    speak: (brief, io) =>
      spans.turn(member, PLAYBOOK, () =>
        seat.speak(brief, {
          ...io,
          tool: (call, id) => spans.tool(call.name, () => io.tool(call, id)),
          consult: (call, id) => spans.tool(`${CONSULT_PREFIX}${call.topic}`, () => io.consult(call, id)),
        }),
      ),
  };
}
