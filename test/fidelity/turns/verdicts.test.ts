import { describe, expect, it } from 'vitest';
import type { CompiledCard, TurnVerdict } from '../../../src/fidelity/index.ts';
import { compileCard, SCORERS, turnVerdicts } from '../../../src/fidelity/index.ts';
import { auroc } from '../../../src/fidelity/statistics/auroc.ts';
import { loadTeam } from '../../../src/project/index.ts';
import type { LabelledTurn } from './labelled.ts';
import { LABELLED_FILES, labelledTurns } from './labelled.ts';

const { members } = loadTeam({ projectDir: process.cwd() });
const cards = members.map(({ card }) => card);
const compiled = new Map(
  members.map(({ card, cardText }) => [card.id, compileCard(card, { colleagues: cards, text: cardText })]),
);

function verdictOf({ turn }: LabelledTurn): TurnVerdict {
  const [verdict] = turnVerdicts([turn], compiled.get(turn.persona) as CompiledCard, SCORERS);
  if (verdict === undefined) throw new Error(`no verdict for ${turn.id}`);
  return verdict;
}

const GATED = [
  'identity_fact',
  'generic_assistant',
  'prompt_leak',
  'language_register',
  'numeric_error',
  'hardware_overclaim',
];

describe.each(LABELLED_FILES)('verdicts on %s', (file) => {
  const judged = labelledTurns(file).map((one) => ({ ...one, verdict: verdictOf(one) }));
  const quote = (rows: typeof judged) => rows.map(({ turn }) => turn.utterance).join('\n');

  // Four in five of two or three says nothing.
  const enough = GATED.filter((label) => judged.filter((one) => one.label === label).length > 4);

  it.each(enough)('finds four in five of %s', (label) => {
    const own = judged.filter((one) => one.label === label);
    const missed = own.filter(({ verdict }) => verdict.flagged !== true);
    expect(missed.length / own.length, quote(missed)).toBeLessThanOrEqual(0.2);
  });

  it('flags at most one in ten of the turns in character, tempting ones included', () => {
    const sound = judged.filter(({ isCorrupted }) => !isCorrupted);
    const flagged = sound.filter(({ verdict }) => verdict.flagged !== false);
    expect(flagged.length / sound.length, quote(flagged)).toBeLessThanOrEqual(0.1);
  });

  it('ranks corrupted turns below sound ones', () => {
    const ranked = judged.map(({ isCorrupted, verdict }) => ({
      value: 1 - (verdict.score ?? 1),
      positive: isCorrupted,
    }));
    expect(auroc(ranked)).toBeGreaterThanOrEqual(0.85);
  });

  it('quotes what it rests on verbatim', () => {
    for (const { turn, verdict } of judged)
      for (const { evidence } of verdict.reasons)
        for (const { quote: said, span } of evidence) expect(turn.utterance.slice(...span)).toBe(said);
  });
});
