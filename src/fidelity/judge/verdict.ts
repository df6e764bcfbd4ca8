import { z } from 'zod';
import type { VerdictWord } from '../evaluation/report.ts';
import { VERDICTS } from '../evaluation/report.ts';
import type { Finding } from '../findings/finding.ts';

/** One card facet: a line of the card, never the whole card. */
export interface Facet {
  /** From 1 in the card; 0 for a canary's. */
  line: number;
  text: string;
}

/** One turn held against one facet. */
export interface Question {
  id: string;
  turn: string;
  utterance: string;
  facet: Facet;
}

export interface Verdict {
  question: string;
  turn: string;
  facet: Facet;
  verdict: VerdictWord;
  /** Verbatim from the utterance and from the facet; empty unless the verdict is `supports` or `contradicts`. */
  turnQuote: string;
  cardQuote: string;
  /** Why it is `cannot judge` where the judge did not say so itself; null otherwise. */
  note: Finding | null;
}

type NoAnswer =
  | 'answer.no-json'
  | 'answer.missing'
  | 'answer.twice'
  | 'answer.no-verdict'
  | 'answer.quote-not-in-turn'
  | 'answer.quote-not-in-card';

const Answer = z.object({
  id: z.string(),
  verdict: z.enum(VERDICTS),
  turn_quote: z.string().default(''),
  card_quote: z.string().default(''),
});

/**
 * Reads a judge's reply. Whatever is missing, is no JSON, names no verdict, or quotes what is not there is `cannot judge`:
 * nothing unparsed passes and nothing counts half.
 */
export function readVerdicts(reply: string, questions: readonly Question[]): Verdict[] {
  const answers = arrayIn(reply);
  return questions.map((question): Verdict => {
    const { id, turn, utterance, facet } = question;
    const none = (code: NoAnswer | null): Verdict => ({
      question: id,
      turn,
      facet,
      verdict: 'cannot judge',
      turnQuote: '',
      cardQuote: '',
      note: code === null ? null : { code, params: {} },
    });
    if (answers === null) return none('answer.no-json');
    const own = answers.filter((answer) => idOf(answer) === id);
    if (own.length !== 1) return none(own.length === 0 ? 'answer.missing' : 'answer.twice');
    const parsed = Answer.safeParse(own[0]);
    if (!parsed.success) return none('answer.no-verdict');
    const { verdict, turn_quote: turnQuote, card_quote: cardQuote } = parsed.data;
    if (verdict === 'not applicable' || verdict === 'cannot judge') return { ...none(null), verdict };
    if (!isWithin(turnQuote, utterance)) return none('answer.quote-not-in-turn');
    if (!isWithin(cardQuote, facet.text)) return none('answer.quote-not-in-card');
    return { question: id, turn, facet, verdict, turnQuote, cardQuote, note: null };
  });
}

const isWithin = (quote: string, whole: string) => quote.trim() !== '' && whole.includes(quote);

function idOf(answer: unknown): string | undefined {
  return typeof answer === 'object' && answer !== null && 'id' in answer && typeof answer.id === 'string'
    ? answer.id
    : undefined;
}

/** The array of the reply, alone or in a code fence; null for anything else. */
export function arrayIn(reply: string): unknown[] | null {
  const bare = /^\s*(?:```(?:json)?\s*)?(\[[\s\S]*\])\s*(?:```)?\s*$/.exec(reply)?.[1];
  if (bare === undefined) return null;
  try {
    const json: unknown = JSON.parse(bare);
    return Array.isArray(json) ? json : null;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}
