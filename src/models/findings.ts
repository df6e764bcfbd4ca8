import type { Manner } from './dialect.ts';
import type { Habit } from './reply-events.ts';

const HABITS: Partial<Record<Habit, string>> = {
  whole: 'It answers with one JSON document where a stream is asked for: words are shown once the reply is whole.',
  mislabelled: 'It names a content type that is not what it sends; what comes is read as what it is.',
  'no-index': 'It does not number its tool calls: they are told apart by id and order.',
  'same-index': 'It gives several tool calls one number: they are told apart by id.',
  'object-arguments': 'It sends tool arguments as an object and not as text; they are read as its JSON.',
  reasoning: 'It sends its reasoning beside the reply: none of it is shown or kept.',
};

/** What an endpoint does otherwise than most and what comes of it, in sentences for whoever set it up. */
export function findingsOf({
  habits,
  asked,
  answered,
  usage,
}: {
  /** Null where the protocol is a package's own business. */
  habits: ReadonlySet<Habit> | null;
  /** How it was asked first, and how it was asked when it answered. */
  asked: Manner;
  answered: Manner;
  usage: boolean;
}): string[] {
  const changed = (part: keyof Manner) => asked[part] !== answered[part];
  return [
    changed('api') ? 'It has no `/responses`: it is asked by `/chat/completions`.' : null,
    changed('asksUsage') ? 'It refuses `stream_options`: usage is not asked for.' : null,
    changed('demands') ? 'It refuses that a tool call is demanded (`tool_choice`): tools are only offered.' : null,
    changed('structured') && answered.structured === 'tool'
      ? 'It refuses `response_format`: a turn is asked for as a tool.'
      : null,
    changed('structured') && answered.structured === 'json'
      ? 'It takes no tools: a turn is asked for by its JSON schema alone, and no calculator can be called.'
      : null,
    changed('structured') && answered.structured === 'text'
      ? 'It takes neither tools nor a JSON schema: a turn is asked for in words, and no calculator can be called.'
      : null,
    changed('alternate') ? 'It wants roles in turn: what several said is sent as one message.' : null,
    ...[...(habits ?? [])].flatMap((habit) => HABITS[habit] ?? []),
    habits === null || answered.api === 'responses' || habits.has('done') || habits.has('whole')
      ? null
      : 'It ends a stream without `[DONE]`: the finish reason is what counts.',
    usage ? null : 'It reports no usage: tokens and cost of its calls stay unknown.',
  ].filter((sentence) => sentence !== null);
}
