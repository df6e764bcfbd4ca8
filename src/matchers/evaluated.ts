import { controlOf, playbookControl } from '../app/control.ts';
import { compileCards, recordedTurns, scenarioTurns } from '../app/evaluation.ts';
import type { DebateTurns } from '../fidelity/evaluation/debate-turns.ts';
import { evaluate } from '../fidelity/evaluation/evaluate.ts';
import type { FidelityReport } from '../fidelity/evaluation/report.ts';
import type { CompiledCard } from '../fidelity/model/compiled-card.ts';
import { SCORERS } from '../fidelity/scorers/index.ts';
import { loadScenario, loadTeam } from '../project/index.ts';
import { openStore } from '../store/index.ts';

/** Debates that have been scored: what the matchers look at. */
export interface EvaluatedDebate {
  debates: readonly DebateTurns[];
  cards: readonly CompiledCard[];
  /** Text of each card, by id, so that a failure quotes its line. */
  cardTexts: Readonly<Record<string, string>>;
  report: FidelityReport;
  /** The command that prints the same. */
  command: string;
}

interface Table {
  scenario: string;
  projectDir?: string;
  /** Member -> card file, to try a card that is not in the team. */
  cards?: Readonly<Record<string, string>>;
  /** Who joins the cast where they do not sit in it; by any of their names. */
  member?: string;
}

/** Who sits at a scenario's table, with their cards as the scorers need them: nobody but the cast is anybody's colleague. */
export function tableOf({ scenario: name, projectDir = process.cwd(), cards = {}, member }: Table) {
  const team = loadTeam({ projectDir, cards });
  const usual = loadScenario(name, { projectDir, team });
  const id = member === undefined ? undefined : team.find(member).card.id;
  const joins = id === undefined || usual.scenario.cast.includes(id) ? undefined : `+${id}`;
  const scenario = joins === undefined ? usual : loadScenario(name, { projectDir, team, cast: joins });
  const seated = scenario.scenario.cast.map((one) => team.find(one));
  return { team, scenario, seated, joins, compiled: compileCards(seated) };
}

/** Holds a scenario in memory once a seed, with the playbook in every seat. */
export async function heldDebates({
  seeds = 3,
  ...table
}: Table & {
  /** So many, from 1. */
  seeds?: number;
}): Promise<EvaluatedDebate> {
  const { scenario: name, cards = {} } = table;
  const { team, scenario, seated, joins, compiled } = tableOf(table);
  const numbers = Array.from({ length: seeds }, (_, index) => index + 1);
  const debates = await scenarioTurns({ scenario, team, seeds: numbers });
  const swapped = Object.entries(cards).map(([member, file]) => ` --card ${member}=${file}`);
  return {
    debates,
    cards: compiled,
    cardTexts: Object.fromEntries(seated.map(({ card, cardText }) => [card.id, cardText])),
    report: evaluate({
      subject: { kind: 'scenario', name },
      debates,
      cards: compiled,
      scorers: SCORERS,
      control: debates.flatMap((debate) => playbookControl(debate, compiled)),
    }),
    command: `pitwall eval scenario ${name} --seeds ${seeds}${joins === undefined ? '' : ` --cast ${joins}`}${swapped.join('')}`,
  };
}

/** A debate of the record, by any prefix of its id or `last`. */
export function recordedDebate({ debate, db }: { debate: string; db: string }): EvaluatedDebate {
  const store = openStore(db, { readonly: true });
  try {
    const id = store.resolve(debate);
    const { debate: turns, cards, cardTexts } = recordedTurns(store, id);
    return {
      debates: [turns],
      cards,
      cardTexts,
      report: evaluate({
        subject: { kind: 'debate', name: id },
        debates: [turns],
        cards,
        scorers: SCORERS,
        control: controlOf(store, turns, cards),
      }),
      command: `pitwall eval debate ${id} --db ${db}`,
    };
  } finally {
    store.close();
  }
}
