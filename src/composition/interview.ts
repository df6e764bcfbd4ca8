import { HumanMessage, SystemMessage } from '@langchain/core/messages';
import { PitwallError } from '../core/error.ts';
import type { CardCoverage } from '../fidelity/card-coverage/coverage.ts';
import { coverageOf } from '../fidelity/card-coverage/coverage.ts';
import type { CompiledCard } from '../fidelity/compiled-card.ts';
import type { DebateTurns } from '../fidelity/evaluation/debate-turns.ts';
import { evaluate } from '../fidelity/evaluation/evaluate.ts';
import type { FidelityReport } from '../fidelity/evaluation/report.ts';
import type { Answer, Answerer } from '../fidelity/interview/interview.ts';
import { holdInterview, readAnswers } from '../fidelity/interview/interview.ts';
import { probesOf } from '../fidelity/interview/probes.ts';
import type { JudgeModel } from '../fidelity/judge/judge.ts';
import { SCORERS } from '../fidelity/scorers/index.ts';
import { turnVerdicts } from '../fidelity/turn-verdict.ts';
import { modelClients } from '../models/clients.ts';
import { mannerOf } from '../models/dialect.ts';
import type { ModelSettings } from '../models/settings.ts';
import { checkKeys, specText } from '../models/settings.ts';
import { isLive, parseModelSpec } from '../models/spec.ts';
import type { Team } from '../project.ts';
import { compileCards } from './evaluation.ts';

/** A model asked in plain text, at temperature 0 unless its spec says otherwise. Throws USAGE for the playbook, MODEL_FAILED as its client does. */
export function textModel(text: string, settings: ModelSettings): JudgeModel {
  const written = specText(text, settings);
  if (!isLive(parseModelSpec(written)))
    throw new PitwallError('USAGE', `expected a language model to ask, got \`${text}\`, which is none`);
  const spec = parseModelSpec(/[,?]temperature=/.test(written) ? written : `${written},temperature=0`);
  checkKeys([spec], settings);
  const client = modelClients(settings)(spec);
  return {
    spec: spec.text,
    async ask(system, user) {
      const reply = await client.ask({
        messages: [new SystemMessage(system), new HumanMessage(user)],
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
  persona: string;
  model: string;
  answers: Answer[];
  report: FidelityReport;
  coverage: CardCoverage;
}

/** Asks a member the questions that his card makes, and scores the answers. */
export async function interview({
  team,
  member: name,
  model = 'playbook',
  language = 'ko',
  settings,
}: {
  team: Team;
  member: string;
  model?: string;
  language?: 'ko' | 'en';
  settings: ModelSettings;
}): Promise<Interview> {
  const member = team.find(name);
  const card = compileCards(team.members).find(({ id }) => id === member.card.id) as CompiledCard;
  const isPlaybook = !isLive(parseModelSpec(specText(model, settings)));
  const answerer = isPlaybook ? null : answererFor(member.cardText, language, textModel(model, settings));
  const probes = probesOf(card, language);
  const { said, turns } = await holdInterview(card, probes, { language, answerer, model });
  const report = evaluate({
    subject: { kind: 'interview', name: `interview-${card.id}` },
    debates: [turns],
    cards: [card],
    scorers: SCORERS,
  });
  const scores = report.members[0]?.card.scores ?? [];
  return {
    persona: card.id,
    model,
    answers: readAnswers(said, turnVerdicts(turns.turns, card, SCORERS)),
    report,
    coverage: coverageOf(card, turns.turns, scores),
  };
}

function answererFor(cardText: string, language: 'ko' | 'en', model: JudgeModel): Answerer {
  const tongue = language === 'ko' ? 'Korean' : 'English';
  const system = `You are the person whose card follows. A colleague asks you questions; answer as that person, in ${tongue}, in one to three sentences, with nothing but what you say.\n\n${cardText}`;
  return (question, earlier) =>
    model.ask(
      system,
      [...earlier.slice(-4).map((one) => `Q: ${one.question}\nA: ${one.answer}`), `Q: ${question}`].join('\n\n'),
    );
}

/** What a member's turns over some debates showed of his card. */
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
