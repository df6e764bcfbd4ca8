import type { TranscriptEvent } from '../core/events.ts';
import { eventsOf } from '../core/events.ts';
import { inLanguage } from '../core/language.ts';
import { MOST_WORDS } from '../core/memo.ts';
import type { Outcome } from '../core/outcome.ts';
import { escaped } from '../core/pattern.ts';
import type { Scenario } from '../core/scenario.ts';
import type { Writing } from '../core/seat.ts';
import type { MemoSetup } from '../debate/setup.ts';
import type { MemoReading } from '../models/memo-writer.ts';
import type { ModelSpec } from '../models/spec.ts';
import { isLive, parseModelSpec } from '../models/spec.ts';
import { memoMessages } from '../prompt/index.ts';
import { compileModel } from '../reasoning/model.ts';
import type { PrintContext } from '../report/context.ts';
import { byPerson, nameOf, printContext } from '../report/context.ts';
import { decidingMeasurement, hasOwnBar } from '../report/deciding.ts';
import { documentOf } from '../report/document.ts';
import type { MemoKey, MemoSection } from '../report/memo.ts';
import { memoSections } from '../report/memo.ts';
import { memoFaults } from '../report/memo-check.ts';
import { fittedMemo } from '../report/memo-length.ts';
import { memoTable } from '../report/memo-table.ts';
import { neighbourLines } from '../report/neighbours.ts';
import { livesAfter, outcomeOf, worldAfter } from '../report/outcome.ts';
import { chosenName } from '../report/outcome-words.ts';
import { rangeLines } from '../report/range-lines.ts';
import { soundings } from '../report/soundings.ts';
import { TIE } from '../report/width.ts';
import type { DebateConfig } from './debate-config.ts';
import { outcomeInput } from './document.ts';
import { worstOf } from './models.ts';

/** How a model is asked that writes the memo; absent where no live call is made. */
export type WritingFor = (spec: ModelSpec, reading: MemoReading) => Writing;

/** Sections of the composed memo that its writer does without: what they print tells how to type a command, or who moved, which the debate itself tells better. */
const LEFT_OUT: ReadonlySet<MemoKey> = new Set(['trying', 'record', 'missing', 'moved', 'agreed', 'votes']);

/** Who writes the memo of a debate held under these settings; undefined where it is composed from the record. */
export function memoSetup(config: DebateConfig, writingFor: WritingFor | undefined): MemoSetup | undefined {
  const { memo: model, budget } = config;
  if (model === undefined || writingFor === undefined) return undefined;
  const spec = parseModelSpec(model);
  if (!isLive(spec)) return undefined;
  return {
    model,
    ...(budget ? { worst: worstOf(model, budget) } : {}),
    brief: (events) => briefOf(config, events, (reading) => writingFor(spec, reading)),
  };
}

function briefOf(
  config: DebateConfig,
  events: readonly TranscriptEvent[],
  writingWith: (reading: MemoReading) => Writing,
): ReturnType<MemoSetup['brief']> {
  const { scenario: begun, seats, seed } = config;
  const cards = seats.map(({ card }) => card);
  const input = outcomeInput('', events, config);
  const outcome = outcomeOf(input);
  if (outcome === null) throw new RangeError('expected the outcome of a closed debate');
  const context = byPerson(printContext(begun, cards));
  const document = documentOf({
    summary: {
      id: '',
      scenario: begun.id,
      seed,
      status: 'closed',
      decision: null,
      turns: 0,
      createdAt: '',
      parent: null,
    },
    scenario: begun,
    events,
    outcome,
    usage: { modelCalls: 0, reported: [] },
  });
  // As it is printed beside what the writer writes.
  const plain = memoTable(context, outcome, { isPlain: true, hasRivals: true });
  const scenario = { ...begun, facts: factsAfter(begun.facts, events) };
  const { heard } = input;
  const lives = livesAfter(input);
  const { model, world } = worldAfter(input);
  const { decision } = outcome;
  const asked = decision === null ? [] : soundings(context, model, world, decision);
  // Where the table has agreed on a bar, nothing else of that fact stands beside it.
  const rule = decidingMeasurement(outcome);
  const barred = rule !== null && hasOwnBar(outcome, rule) ? rule.learns : null;
  const ranged = decision === null ? [] : rangeLines(context, model, world, decision, barred);
  const beside = decision === null ? [] : neighbourLines(context, model, world, decision);
  const messages = memoMessages({
    scenario,
    seats: cards.map((card) => ({
      id: card.id,
      name: nameOf(context, card.id),
      role: inLanguage(card.role, scenario.language),
    })),
    heard,
    lives,
    model: compileModel(scenario),
    decided: chosenName(context, outcome),
    computed: [
      ...memoSections(context, document, outcome)
        .filter(({ key }) => !LEFT_OUT.has(key))
        .map((section) => ({
          heading: section.label,
          lines: [
            ...linesOf(context, section.table === null ? section : { ...section, table: plain }),
            ...(section.key === 'actions' ? alsoTakenOn(context, outcome, section) : []),
          ],
        })),
      ...(ranged.length === 0 ? [] : [{ heading: context.labels.memo.overRanges, lines: ranged }]),
      ...(beside.length === 0 ? [] : [{ heading: context.labels.memo.besideSettings, lines: beside }]),
      ...(asked.length === 0 ? [] : [{ heading: context.labels.memo.asked, lines: asked }]),
    ],
  });
  const people = cards.map(({ id, callsign }) => {
    const name = nameOf(context, id);
    return { id, name, others: callsign === undefined || callsign === name ? [] : [callsign] };
  });
  return {
    messages,
    writing: writingWith({
      members: people,
      faultsOf: memoFaults({ scenario, outcome, heard, lives, messages, people }),
      fitted: (draft) => fittedMemo(draft, MOST_WORDS[scenario.language]),
    }),
  };
}

/** Jobs that those who chose the decision took on and that the composed memo leaves out, as what is done where another option comes to be. */
function alsoTakenOn(context: PrintContext, { actions }: Outcome, { lines }: MemoSection): string[] {
  return actions.flatMap(({ owner, do: job, turn }) =>
    turn === null || lines.some(({ turns }) => turns.includes(turn))
      ? []
      : [`${nameOf(context, owner)} ${job} (turn ${turn})`],
  );
}

const isTurnTold = ({ labels }: PrintContext, text: string, turn: number): boolean =>
  new RegExp(`(?<!\\d)${escaped(labels.memo.turn(turn)).replaceAll(TIE, '\\s')}(?!\\d)`, 'u').test(text);

/** The facts as they stand at the end. */
function factsAfter(begun: Scenario['facts'], events: readonly TranscriptEvent[]): Scenario['facts'] {
  const facts = { ...begun };
  for (const { set } of eventsOf(events, 'fact.changed'))
    for (const [name, { to }] of Object.entries(set)) {
      const fact = facts[name];
      if (fact !== undefined) facts[name] = { ...fact, value: to };
    }
  return facts;
}

/** A section as lines of text: a table row by row, each cell under its option. */
function linesOf(context: PrintContext, { lines, table }: MemoSection): string[] {
  const rows =
    table === null
      ? []
      : table.rows.map(({ label, cells, counts }) => {
          const said = cells.map(({ text, short, steps = '' }, index) =>
            [
              `${table.head.options[index]?.name ?? ''} ${text}`,
              short === '' ? '✗' : (short ?? ''),
              steps === '' ? '' : `(${steps})`,
            ]
              .filter((part) => part !== '')
              .join(' '),
          );
          return `${label}: ${said.join('; ')}${counts === '' ? '' : ` (${table.head.noise} ${counts})`}`;
        });
  const said = lines.map(({ head, text, turns }) => {
    // What the words of a line name already is not named behind it once more.
    const untold = turns.filter((turn) => !isTurnTold(context, text, turn));
    return [head, text, untold.length === 0 ? '' : `(turn ${untold.join(', ')})`]
      .filter((part) => part !== '')
      .join(' ');
  });
  return [...rows, ...said];
}
