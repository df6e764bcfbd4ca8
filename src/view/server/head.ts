import type { PitwallError } from '../../core/error.ts';
import { eventsOf } from '../../core/events.ts';
import { phaseWords } from '../../core/scenario.ts';
import { factLabel, nameOf } from '../../report/context.ts';
import { fillFacts } from '../../report/facts.ts';
import { plainValue, sortedEntries } from '../../report/phrases.ts';
import type { DebateHead } from '../api.ts';
import { factRows } from './fact-rows.ts';
import type { RecordSource } from './records.ts';
import { rerunAt } from './rerun.ts';
import { partingOf } from './rows.ts';

export async function headOf(
  records: RecordSource,
  id: string,
  trouble: PitwallError | null = null,
): Promise<DebateHead> {
  const store = records.read();
  const { scenario, context } = await records.of(id);
  const { labels } = context;
  const summary = store.summary(id);
  const events = records.events(id).map(({ event }) => event);
  const [opened] = eventsOf(events, 'debate.opened');
  const forked = eventsOf(events, 'debate.forked').at(-1);
  const settings = forked ?? opened;
  const castings = records.castings();
  // Whoever has left said what they said: they keep their place and their colour.
  const seats = [...(settings?.cast ?? [])];
  for (const seat of [opened, ...eventsOf(events, 'debate.forked')].flatMap((one) => one?.cast ?? []))
    if (!seats.some(({ persona }) => persona === seat.persona)) seats.push(seat);
  return {
    version: 1,
    id,
    scenario: summary.scenario,
    title: scenario.title,
    motion: scenario.motion,
    background: scenario.background === '' ? '' : fillFacts(scenario.background, context),
    language: scenario.language,
    seed: summary.seed,
    status: summary.status,
    createdAt: summary.createdAt,
    classification: context.classification,
    options: Object.entries(scenario.options).map(([name, { short, label }]) => ({ id: name, short, label })),
    cast: seats.map(({ persona, cardHash, model }) => ({
      id: persona,
      name: nameOf(context, persona),
      role: context.members.find((member) => member.id === persona)?.role ?? '',
      model,
      cardHash,
      desk: (settings?.desks ?? []).filter(({ member }) => member === persona).map(({ topic }) => topic),
    })),
    desks: [...new Set((settings?.desks ?? []).map(({ member }) => member))]
      .filter((member) => !seats.some(({ persona }) => persona === member))
      .map((member) => ({ id: member, name: nameOf(context, member) })),
    changedFacts: sortedEntries(settings?.overrides ?? {}).map(([path, value]) => `${path} = ${plainValue(value)}`),
    facts: factRows(context.scenario.facts, (path) => factLabel(context, path)),
    rerunAt: rerunAt(events),
    protocol: scenario.protocol.map(phaseWords),
    parting: partingOf(summary.parent, forked?.changed ?? null),
    trouble: trouble && { code: trouble.code, sentence: trouble.sentence },
    forks: store
      .list()
      .flatMap((one) =>
        one.parent?.id === id
          ? [{ id: one.id, turn: one.parent.turn, changed: castings.get(one.id)?.changed ?? [] }]
          : [],
      ),
    words: {
      consult: labels.consult,
      stub: labels.stub,
      unused: labels.unused,
      moderator: labels.moderator,
      undecided: labels.undecided,
      noVote: labels.noVote,
      memo: labels.memo.title,
      unfinished: labels.unfinished,
      ballot: labels.ballot,
    },
  };
}
