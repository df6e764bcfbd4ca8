import type { PersonaCard } from '../../core/card.ts';
import { compileCard } from '../compile/compile-card.ts';
import type { CompiledCard } from '../model/compiled-card.ts';
import type { SpokenTurn } from '../model/turn.ts';
import { SCORERS } from '../scorers/index.ts';
import { withSentences } from '../words/with-sentences.ts';
import type { FidelityReport } from './report.ts';
import type { TurnVerdict } from './turn-verdict.ts';
import { turnVerdicts } from './turn-verdict.ts';

export interface VerdictRow {
  id: string | number;
  /** How scorers tell the turn. */
  turn: string;
  verdict: TurnVerdict;
}

/** A verdict for each turn of a member whose card is there, in the order of the turns, with the cards that were needed. */
export function verdictsOf(
  lines: readonly { id: string | number; turn: SpokenTurn }[],
  members: readonly { card: PersonaCard; cardText: string }[],
): { rows: VerdictRow[]; cards: CompiledCard[] } {
  const colleagues = members.map(({ card }) => card);
  const all = lines.map(({ turn }) => turn);
  const verdicts = new Map<string, TurnVerdict>();
  const cards: CompiledCard[] = [];
  for (const { card, cardText } of members) {
    const turns = all.filter(({ persona }) => persona === card.id);
    if (turns.length === 0) continue;
    const compiled = compileCard(card, { colleagues, text: cardText });
    cards.push(compiled);
    for (const verdict of turnVerdicts(turns, compiled, SCORERS, { all })) verdicts.set(verdict.id, verdict);
  }
  const rows = lines.flatMap(({ id, turn }) => {
    const verdict = verdicts.get(turn.id);
    return verdict === undefined ? [] : [{ id, turn: turn.id, verdict }];
  });
  return { rows, cards };
}

/** A verdict as one line of JSON; `contradictions` are a judge's, where one was asked. */
export function verdictLine(
  id: string | number,
  { persona, failed, flagged, score, judged, by, reasons }: TurnVerdict,
  contradictions: NonNullable<FidelityReport['judge']>['verdicts'] | undefined,
) {
  const rounded = (value: number | null) => (value === null ? null : Math.round(value * 1e4) / 1e4);
  return {
    id,
    persona,
    failed,
    flagged,
    score: rounded(score),
    judged: judged || contradictions !== undefined,
    by: [...by, ...(contradictions !== undefined && contradictions.length > 0 ? ['judge'] : [])],
    ...(contradictions === undefined
      ? {}
      : {
          judge: contradictions.map(({ fault, turnQuote, cardQuote, cardLine, why }) => ({
            fault,
            turnQuote,
            cardQuote,
            cardLine,
            why,
          })),
        }),
    reasons: reasons.map(({ scorer, gates, error, evidence: { quote, span, finding, cardLine } }) => ({
      scorer,
      gates,
      wrong: error.wrong,
      of: error.of,
      quote,
      span,
      finding: withSentences({ code: finding.code, params: finding.params }),
      ...(cardLine === undefined ? {} : { cardLine }),
    })),
  };
}
