import type { Language } from '../core/language.ts';
import { compileCard } from '../fidelity/compile/compile-card.ts';
import { turnsOf } from '../fidelity/evaluation/debate-turns.ts';
import { scorecard } from '../fidelity/evaluation/scorecard.ts';
import { turnVerdicts } from '../fidelity/evaluation/turn-verdict.ts';
import type { Finding } from '../fidelity/findings/finding.ts';
import type { Answer } from '../fidelity/interview/interview.ts';
import { holdInterview, readAnswers } from '../fidelity/interview/interview.ts';
import type { ProbeKind } from '../fidelity/interview/probes.ts';
import { probesOf } from '../fidelity/interview/probes.ts';
import { SCORERS } from '../fidelity/scorers/index.ts';
import type { CardFinding, LoadedScenario, Team, TeamMember } from '../project/index.ts';
import { lintMember, listScenarios, loadScenario } from '../project/index.ts';
import { playbookControl } from './control.ts';
import { tryDebate } from './try-debate.ts';

/** One turn of a tried debate. */
export interface TriedTurn {
  turn: number;
  persona: string;
  act: string;
  option: string | null;
  utterance: string;
  /** What the scorers have against it; only for the member's own turns. */
  flagged: boolean | null;
}

interface TrialFault {
  scorer: string;
  turn: number;
  quote: string;
  finding: Finding;
}

/** What a card makes of its member: findings, answers, and one debate, with nothing kept. */
export interface CardTrial {
  persona: string;
  cardHash: string;
  findings: CardFinding[];
  /** Every question of the card's probe set. */
  answers: Answer[];
  debate: {
    scenario: string;
    seed: number;
    decision: string | null;
    verdict: 'pass' | 'fail' | 'invalid' | 'none';
    total: number | null;
    scores: Record<string, number | null>;
    /** The first thing that each scorer has against them. */
    faults: TrialFault[];
    turns: TriedTurn[];
  };
}

/** Lints a card, asks its questions and holds one debate, all with the playbook. */
export async function tryCard({
  team,
  member,
  scenario,
  seed = 1,
}: {
  team: Team;
  member: TeamMember;
  scenario: LoadedScenario;
  seed?: number;
}): Promise<CardTrial> {
  const id = member.card.id;
  const card = compileCard(member.card, { colleagues: team.members.map((one) => one.card), text: member.cardText });
  const { language } = scenario.scenario;
  const { said, turns: answered } = await holdInterview(card, probesOf(card, language), {
    language,
    answerer: null,
    model: 'playbook',
  });
  const { events, outcome } = await tryDebate({ scenario, team, seed });
  const held = turnsOf(events, 'trial', scenario.scenario);
  const own = held.turns.filter(({ persona }) => persona === id);
  const around = { all: held.turns, sides: [held.sides], control: playbookControl(held, [card]) };
  const { verdict, total, scores } = scorecard(own, card, SCORERS, around);
  const flags = new Map(turnVerdicts(own, card, SCORERS, around).map((one) => [one.id, one.flagged]));
  return {
    persona: id,
    cardHash: member.cardHash,
    findings: lintMember(member, team),
    answers: readAnswers(said, turnVerdicts(answered.turns, card, SCORERS)),
    debate: {
      scenario: scenario.scenario.id,
      seed,
      decision: outcome?.decision ?? null,
      verdict,
      total,
      scores: Object.fromEntries(scores.map(({ scorer, score }) => [scorer, score])),
      faults: scores.flatMap(({ scorer, score, evidence: [first] }) =>
        score === null || score === 1 || first === undefined
          ? []
          : [{ scorer, turn: numberOf(first.turn), quote: first.quote, finding: first.finding }],
      ),
      turns: held.turns.map(({ id: turn, persona, act = '', stance, utterance }) => ({
        turn: numberOf(turn),
        persona,
        act,
        option: stance?.option ?? null,
        utterance,
        flagged: flags.get(turn) ?? null,
      })),
    },
  };
}

const numberOf = (turn: string) => Number(turn.split('/').at(-1));

/** What is tried where nobody says: the scenario that the package begins with. */
const USUAL = 'loss-drop-3000';

/** The named scenario with the member at its table; without a name, in their language, the usual one or the first that casts them, else the first there is. */
export function scenarioFor(member: TeamMember, team: Team, name?: string): LoadedScenario {
  const { projectDir, teamDir } = team;
  const load = (id: string) => {
    const loaded = loadScenario(id, { projectDir, team });
    return loaded.scenario.cast.includes(member.card.id)
      ? loaded
      : loadScenario(id, { projectDir, team, cast: `+${member.card.id}` });
  };
  if (name !== undefined) return load(name);
  const language = languageOf(member);
  // In their language first, and of those the usual one.
  const runnable = listScenarios({ projectDir, teamDir })
    .filter(({ problem }) => problem === null)
    .sort(
      (a, b) =>
        Number(b.language === language) - Number(a.language === language) ||
        Number(b.id === USUAL) - Number(a.id === USUAL),
    );
  const casts = runnable.find(
    ({ id, language: spoken }) =>
      spoken === language && loadScenario(id, { projectDir, team }).scenario.cast.includes(member.card.id),
  );
  return load((casts ?? runnable[0])?.id ?? USUAL);
}

/** The first language that the card names, else the one that it is written in. */
function languageOf({ card, cardText }: TeamMember): Language {
  const named = card.languages.find(({ kind, name }) => kind === 'natural' && /korean|한국|english|영어/iu.test(name));
  if (named !== undefined) return /english|영어/iu.test(named.name) ? 'en' : 'ko';
  return /\p{Script=Hangul}/u.test(cardText) ? 'ko' : 'en';
}

const KINDS: readonly ProbeKind[] = ['identity', 'knowledge', 'boundary', 'stance', 'numbers', 'disclosure'];

/** Six answers: one of each kind, more of the first kinds where a card makes no question of one. */
export function sixOf(answers: readonly Answer[]): Answer[] {
  const first = KINDS.flatMap((kind) => answers.find(({ probe }) => probe.kind === kind) ?? []);
  return [...first, ...answers.filter((one) => !first.includes(one))].slice(0, KINDS.length);
}

export interface TrialChanges {
  findings: { gone: CardFinding[]; added: CardFinding[] };
  answers: { question: string; before: string | null; after: string | null; outcome: Answer['outcome'] | null }[];
  turns: { turn: number; persona: string; before: TriedTurn | null; after: TriedTurn | null }[];
  scores: { scorer: string; before: number | null; after: number | null }[];
  total: { before: number | null; after: number | null };
  verdict: { before: CardTrial['debate']['verdict']; after: CardTrial['debate']['verdict'] };
  decision: { before: string | null; after: string | null };
}

/** What another text of the card changed. */
export function trialChanges(before: CardTrial, after: CardTrial): TrialChanges {
  const nameOf = ({ finding: { code, params } }: CardFinding) => JSON.stringify({ code, params });
  const [was, is] = [before.findings.map(nameOf), after.findings.map(nameOf)];
  const questions = union(before.answers, after.answers, ({ probe }) => probe.question);
  const turns = union(before.debate.turns, after.debate.turns, ({ turn }) => turn);
  const scorers = [...new Set([...Object.keys(before.debate.scores), ...Object.keys(after.debate.scores)])];
  return {
    findings: {
      gone: before.findings.filter((one) => !is.includes(nameOf(one))),
      added: after.findings.filter((one) => !was.includes(nameOf(one))),
    },
    answers: questions.flatMap(([question, a, b]) =>
      a?.answer === b?.answer && a?.outcome === b?.outcome
        ? []
        : [{ question, before: a?.answer ?? null, after: b?.answer ?? null, outcome: b?.outcome ?? null }],
    ),
    turns: turns.flatMap(([turn, a, b]) =>
      a?.utterance === b?.utterance && a?.persona === b?.persona && a?.option === b?.option && a?.flagged === b?.flagged
        ? []
        : [{ turn, persona: (b ?? a)?.persona ?? '', before: a, after: b }],
    ),
    scores: scorers.flatMap((scorer) => {
      const [a, b] = [before.debate.scores[scorer] ?? null, after.debate.scores[scorer] ?? null];
      return a === b ? [] : [{ scorer, before: a, after: b }];
    }),
    total: { before: before.debate.total, after: after.debate.total },
    verdict: { before: before.debate.verdict, after: after.debate.verdict },
    decision: { before: before.debate.decision, after: after.debate.decision },
  };
}

function union<T, K extends string | number>(
  before: readonly T[],
  after: readonly T[],
  keyOf: (one: T) => K,
): [K, T | null, T | null][] {
  const [a, b] = [new Map(before.map((one) => [keyOf(one), one])), new Map(after.map((one) => [keyOf(one), one]))];
  return [...new Set([...a.keys(), ...b.keys()])].map((key) => [key, a.get(key) ?? null, b.get(key) ?? null]);
}
