import type { CardFinding } from '../../cards/lint/finding.ts';
import { cardFindingText } from '../../cards/lint/words/sentences.ts';
import type { Finding } from '../../fidelity/findings/finding.ts';
import { findingText } from '../../fidelity/words/sentences.ts';
import { useSettings } from './settings.ts';

/** What a scorer or a law says, in the language of the page. */
export function FindingText({ finding }: { finding: Finding }) {
  return <span>{findingText(finding, useSettings().language)}</span>;
}

/** What lint says of a card, in the language of the page. */
export function CardFindingText({ finding }: { finding: CardFinding }) {
  return <span>{cardFindingText(finding, useSettings().language)}</span>;
}

/** A sentence that is there in English alone: an error's. */
export function English({ text }: { text: string }) {
  return <span lang="en">{text}</span>;
}
