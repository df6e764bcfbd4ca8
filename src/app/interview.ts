import { PitwallError } from '../core/error.ts';
import type { Language } from '../core/language.ts';
import type { TranscriptStore } from '../core/record.ts';
import type { CardCoverage } from '../fidelity/card-coverage/coverage.ts';
import { coverageOf } from '../fidelity/card-coverage/coverage.ts';
import type { DebateTurns } from '../fidelity/evaluation/debate-turns.ts';
import { turnsOf } from '../fidelity/evaluation/debate-turns.ts';
import { evaluate } from '../fidelity/evaluation/evaluate.ts';
import type { FidelityReport } from '../fidelity/evaluation/report.ts';
import { turnVerdicts } from '../fidelity/evaluation/turn-verdict.ts';
import type { Answer } from '../fidelity/interview/interview.ts';
import { readAnswers } from '../fidelity/interview/interview.ts';
import { probesOf } from '../fidelity/interview/probes.ts';
import type { JudgeModel } from '../fidelity/judge/model.ts';
import type { CompiledCard } from '../fidelity/model/compiled-card.ts';
import { SCORERS } from '../fidelity/scorers/index.ts';
import { mannerOf } from '../models/dialect.ts';
import { PLAYBOOK } from '../models/playbook-seat.ts';
import type { ModelSettings } from '../models/settings.ts';
import { checkKeys, specText } from '../models/settings.ts';
import { isLive, parseModelSpec } from '../models/spec.ts';
import type { Team } from '../project/index.ts';
import { openStore } from '../store/index.ts';
import { calculatedQuestions } from './calculated-questions.ts';
import { eventsIn, seatOf } from './debate-config.ts';
import { compileCards } from './evaluation.ts';
import type { ModelsAtHand } from './models.ts';
import { clientsOf, settingsOf } from './models.ts';
import { askedFrom, recordInterview } from './recorded-interview.ts';

/** A model asked in plain text, at temperature 0 unless its spec says otherwise. Throws USAGE for the playbook, MODEL_FAILED as its client does. */
export function textModel(text: string, settings: ModelSettings): JudgeModel {
  const written = specText(text, settings);
  if (!isLive(parseModelSpec(written))) throw new PitwallError('USAGE', `expected a language model, got \`${text}\``);
  const spec = parseModelSpec(/[,?]temperature=/.test(written) ? written : `${written},temperature=0`);
  checkKeys([spec], settings);
  const client = clientsOf({ modelSettings: settings })(spec);
  return {
    spec: spec.text,
    async ask(system, user) {
      const { toLangChain } = await import('../models/messages.ts');
      const messages = [{ role: 'system', content: system } as const, { role: 'user', content: user } as const];
      const reply = await client.ask({
        messages: messages.map(toLangChain),
        tools: [],
        ...mannerOf(spec),
        structured: 'text',
        signal: new AbortController().signal,
        onWords: () => undefined,
        aside: { attempts: 0, costUsd: null },
      });
      return reply.content;
    },
  };
}

export interface Interview {
  /** Of its record, which `show`, `export` and `verify` take. */
  id: string;
  persona: string;
  model: string;
  answers: Answer[];
  report: FidelityReport;
  coverage: CardCoverage;
}

/** Asks a member the questions that their card makes, on the record, and scores the answers. */
export async function interview({
  team,
  member: name,
  model = PLAYBOOK,
  language = 'ko',
  store,
  ...atHand
}: ModelsAtHand & {
  team: Team;
  member: string;
  model?: string;
  language?: Language;
  /** Where it is kept; in no file without one. */
  store?: TranscriptStore;
}): Promise<Interview> {
  const member = team.find(name);
  const card = compileCards(team.members).find(({ id }) => id === member.card.id) as CompiledCard;
  const calculated = calculatedQuestions(member.card, language);
  const ofCard = probesOf(card, language);
  const probes = [...ofCard, ...calculated.map(({ probe }) => probe)];
  const questions = [
    ...ofCard.map((probe) => askedFrom(probe, card, language, { round: 1 })),
    ...calculated.map(({ probe, says }) => {
      const asked = askedFrom(probe, card, language, { round: 1 });
      return { ...asked, subject: { ...asked.subject, says } };
    }),
  ];
  const seat = seatOf(member, team.recipes, specText(model, settingsOf(atHand)));
  const kept = store ?? openStore(':memory:');
  try {
    const id = await recordInterview(
      kept,
      { seat, shared: team.shared, recipes: team.recipes, language, questions },
      atHand,
    );
    const turns = turnsOf(eventsIn(kept, id), id);
    const report = evaluate({
      subject: { kind: 'interview', name: `interview-${card.id}` },
      debates: [turns],
      cards: [card],
      scorers: SCORERS,
    });
    const said = turns.turns.flatMap(({ utterance }, index) => {
      const probe = probes[index];
      return probe === undefined ? [] : [{ probe, answer: utterance }];
    });
    return {
      id,
      persona: card.id,
      model,
      answers: readAnswers(said, turnVerdicts(turns.turns, card, SCORERS)),
      report,
      coverage: coverageOf(card, turns.turns, report.members[0]?.card.scores ?? []),
    };
  } finally {
    if (store === undefined) kept.close();
  }
}

/** What a member's turns over some debates showed of their card. */
export function memberCoverage(card: CompiledCard, debates: readonly DebateTurns[]): CardCoverage {
  const all = debates.flatMap(({ turns }) => turns);
  const own = all.filter(({ persona }) => persona === card.id);
  const surroundings = { all, sides: debates.map(({ sides }) => sides) };
  return coverageOf(
    card,
    all,
    SCORERS.map((scorer) => scorer.score(own, card, surroundings)),
  );
}
