import type { CardFinding } from '../cards/lint/finding.ts';
import { cardFindingText } from '../cards/lint/words/sentences.ts';
import { parseCard } from '../cards/parse.ts';
import type { PersonaCard } from '../core/card.ts';
import { PitwallError } from '../core/error.ts';
import { hashText } from '../core/hash.ts';
import type { JudgeModel } from '../fidelity/judge/model.ts';
import type { Team } from '../project/index.ts';
import { lintMember } from '../project/index.ts';
import { DRAFT_RULES, draftQuestion } from './draft-prompt.ts';

export interface DraftedCard {
  card: PersonaCard;
  text: string;
  /** What a person has still to look at. */
  findings: CardFinding[];
  /** How often the model was asked. */
  replies: number;
}

/** A reply is given back with what is wrong in it at most twice. */
const MOST_REPLIES = 3;
/** What is missing for want of a colleague, or of the other language, no draft can bring. */
const TO_LIVE_WITH = /^(?:unscored|register|version|author)\./;
const SHOWN = 8;

/**
 * A card that a language model writes from a description. Each reply is parsed and linted as any card is; one that is no card, or has
 * errors or empty sections, goes back with sentences that say so. Nothing is stored.
 * Throws MODEL_FAILED when the last reply is still no card without errors.
 */
export async function draftCard({
  description,
  model,
  team,
  today,
}: {
  description: string;
  model: JudgeModel;
  team: Team;
  /** `2026-11-30`: what years of experience are counted to. */
  today: string;
}): Promise<DraftedCard> {
  let before: { text: string; faults: string[] } | null = null;
  let best: DraftedCard | null = null;
  let faults: string[] = [];
  for (let replies = 1; replies <= MOST_REPLIES; replies++) {
    const text = dated(cardIn(await model.ask(DRAFT_RULES, draftQuestion(description, today, before))), today);
    const read = readDraft(text, team);
    faults = read.faults;
    if (read.card !== null && !read.findings.some(({ level }) => level === 'error') && read.isFree)
      best = { card: read.card, text, findings: read.findings, replies };
    if (best !== null && faults.length === 0) return best;
    before = { text, faults };
  }
  if (best !== null) return { ...best, replies: MOST_REPLIES };
  throw new PitwallError(
    'MODEL_FAILED',
    `expected a card from ${model.spec}, found in the last of ${MOST_REPLIES} replies: ${faults.slice(0, 3).join('; ')}`,
    { data: { faults } },
  );
}

/** The card in a reply: all of it, or what stands in its one fence or between its first title and the end. */
function cardIn(reply: string): string {
  const plain = reply.replaceAll(/\r\n?/g, '\n').trim();
  const [, fenced] =
    /^(?:[^\n]*\n)??(?:`{3,}|~{3,})(?:markdown|md)?[ \t]*\n([\s\S]*?)\n(?:`{3,}|~{3,})[ \t]*$/.exec(plain) ?? [];
  const body = fenced ?? plain;
  const start = body.search(/^(?:---[ \t]*$|# \S)/m);
  return `${start > 0 ? body.slice(start) : body}\n`;
}

/** With a footer that says when the card was written, where it has none. */
function dated(text: string, today: string): string {
  return /^[*_]+Created\s*[:：]/im.test(text)
    ? text
    : `${text.trimEnd()}\n\n---\n\n*Document Version: 0.1*\n*Created: ${today}*\n*Author: a language model, as a draft*\n`;
}

interface Read {
  card: PersonaCard | null;
  findings: CardFinding[];
  /** Whether nobody on the team is called so. */
  isFree: boolean;
  /** What the model is told, each as a sentence. */
  faults: string[];
}

function readDraft(text: string, team: Team): Read {
  let card: PersonaCard;
  try {
    card = parseCard(text, 'the card');
  } catch (error) {
    if (!(error instanceof PitwallError)) throw error;
    return { card: null, findings: [], isFree: true, faults: [error.sentence] };
  }
  const unvoiced = { voice: null, voiceText: null, voiceHash: null };
  const member = { card, cardText: text, cardHash: hashText(text), file: '', origin: 'project' as const, ...unvoiced };
  const findings = lintMember(member, team);
  const isFree = team.members.every((one) => one.card.id !== card.id);
  return {
    card,
    findings,
    isFree,
    faults: [
      ...(isFree ? [] : [`the callsign or id \`${card.id}\` is taken by a member of the team: choose another`]),
      ...findings
        .filter(({ finding }) => !TO_LIVE_WITH.test(finding.code))
        .slice(0, SHOWN)
        .map((one) => `line ${one.line}: ${cardFindingText(one)}`),
    ],
  };
}
