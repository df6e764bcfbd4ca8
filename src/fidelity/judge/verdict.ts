import { z } from 'zod';
import type { Verdict, VerdictWord } from '../evaluation/report.ts';
import { VERDICTS } from '../evaluation/report.ts';
import { TurnFault } from '../findings/fault.ts';
import type { JudgeRequest } from './request.ts';
import { withoutFence } from './without-fence.ts';

type NoAnswer =
  | 'answer.no-json'
  | 'answer.missing'
  | 'answer.twice'
  | 'answer.no-verdict'
  | 'answer.quote-not-in-turn'
  | 'answer.quote-not-in-card';

const Answer = z.object({
  id: z.coerce.string(),
  verdict: z.enum(VERDICTS),
  class: TurnFault.nullish(),
  turn_quote: z.string().nullish(),
  card_quote: z.string().nullish(),
  why: z.string().nullish(),
});

/** Faults that stand against something written: a card's line, or what was said before. */
const AGAINST_TEXT: readonly TurnFault[] = ['identity_fact', 'domain_overclaim', 'philosophy_violation', 'stance_flip'];

/** Letters of a reason that are kept: twenty words were asked for. */
const MOST_WHY = 300;
/** A full stop or one letter stands everywhere and proves nothing. */
const isTelling = (quote: string) => /\p{N}|\p{L}\P{L}*\p{L}/u.test(quote);

/**
 * Reads a judge's reply. Whatever is missing, is no JSON, names no verdict or no class, or quotes what is not there is `cannot
 * judge`: nothing unparsed passes and nothing counts half.
 */
export function readVerdicts(reply: string, { items, card }: Pick<JudgeRequest, 'items' | 'card'>): Verdict[] {
  const answers = arrayIn(reply);
  return items.map(({ id, turn, before }): Verdict => {
    const none = (code: NoAnswer | null, verdict: VerdictWord = 'cannot judge', why = ''): Verdict => ({
      turn: turn.id,
      verdict,
      fault: null,
      turnQuote: '',
      cardQuote: '',
      cardLine: null,
      why,
      note: code === null ? null : { code, params: {} },
    });
    if (answers === null) return none('answer.no-json');
    const own = answers.filter((answer) => idOf(answer) === id);
    if (own.length !== 1) return none(own.length === 0 ? 'answer.missing' : 'answer.twice');
    const parsed = Answer.safeParse(own[0]);
    if (!parsed.success) return none('answer.no-verdict');
    const { verdict, class: fault, turn_quote, card_quote } = parsed.data;
    const why = (parsed.data.why ?? '').slice(0, MOST_WHY);
    if (verdict !== 'out of character') return none(null, verdict, why);
    if (fault == null) return none('answer.no-verdict');
    const turnQuote = turn_quote ?? '';
    const cardQuote = card_quote ?? '';
    if (!isTelling(turnQuote) || !turn.utterance.includes(turnQuote)) return none('answer.quote-not-in-turn');
    const isOfCard = isTelling(cardQuote) && card.text.includes(cardQuote);
    const isWritten = isOfCard || (isTelling(cardQuote) && before.some((said) => said.includes(cardQuote)));
    if (!isWritten && (cardQuote !== '' || AGAINST_TEXT.includes(fault))) return none('answer.quote-not-in-card');
    const cardLine = isOfCard ? card.text.slice(0, card.text.indexOf(cardQuote)).split('\n').length : null;
    return { turn: turn.id, verdict, fault, turnQuote, cardQuote, cardLine, why, note: null };
  });
}

function idOf(answer: unknown): string | undefined {
  if (typeof answer !== 'object' || answer === null || !('id' in answer)) return undefined;
  return typeof answer.id === 'string' || typeof answer.id === 'number' ? String(answer.id) : undefined;
}

/** The array of the reply, alone or in a code fence; null for anything else. */
export function arrayIn(reply: string): unknown[] | null {
  try {
    const json: unknown = JSON.parse(withoutFence(reply));
    return Array.isArray(json) ? json : null;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}
