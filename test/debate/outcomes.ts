/** What the actors of a debate could come back with, made up without doing anything. */
import type { TranscriptEvent } from '../../src/core/events.ts';
import type { Scenario } from '../../src/core/scenario.ts';
import type { DebateContext, Place } from '../../src/debate/context.ts';
import { contextOf, nextTurnOf, placeOf, seatsOf } from '../../src/debate/context.ts';
import type { Fork } from '../../src/debate/debate-run.ts';
import { forkEvents } from '../../src/debate/fork-events.ts';
import type { Happening } from '../../src/debate/next-step.ts';
import { scriptedEvents } from '../../src/debate/script.ts';
import { configurationOf } from '../../src/debate/setup.ts';
import { PORTS, scenarioOf, setupOf } from '../playbook/fixture.ts';

/** A set-up in which nobody is really asked. */
export function setupFor(cast: readonly string[], change: Partial<Scenario> = {}, live = true) {
  const scenario: Scenario = { ...scenarioOf(), events: [], ...change, cast: [...cast] };
  const setup = setupOf({ scenario, live });
  return scenario.floor === 'manual' ? { ...setup, moderator: { kind: 'person' as const } } : setup;
}

export function forkAt(turn: number, setup: ReturnType<typeof setupFor>, change: Partial<Fork['body']> = {}): Fork {
  const body = { turn, parent: { key: '', head: '' }, changed: [], ...configurationOf(setup), ...change };
  return { body, after: 0, setup, ports: PORTS, facts: {}, say: null };
}

export function startOf(setup: ReturnType<typeof setupFor>, forks: readonly Fork[] = []): DebateContext {
  return contextOf({ setup, ports: PORTS, forks });
}

/** What is said in each turn; `silent` turns bring nothing new, so that a debate can stall. */
export function turnOf(speaker: string, turn: number, { phase, round }: Place, silent = false): TranscriptEvent {
  return {
    type: 'turn.recorded',
    body: {
      turn,
      round,
      phase: phase.kind,
      speaker,
      utterance: 'said',
      act: 'inform',
      addressee: 'all',
      answers: null,
      question: null,
      claims: silent
        ? []
        : [
            {
              claim: 1,
              text: 'said',
              reason: `r${turn}`,
              evidence: { kind: 'none', ref: null },
              numbers: [],
              figure: null,
            },
          ],
      stance: { option: 'rent', confidence: 0.5, support: {}, movedBy: [] },
      proposes: null,
      withdraws: [],
      condition: null,
      unused: [],
      prompt: '',
      effect: '',
    } as never,
  };
}

export function leftOf(member: string, turn: number, error = 'gone'): TranscriptEvent {
  return { type: 'member.left', body: { turn, member, why: 'failed', error, effect: '' } };
}

const CONSULT = { to: 'blaze', topic: 'hardware', question: '?', calculation: null };

/** Everything that the actor of this state could come back with, but for an error. */
export function happeningsIn({ to: state, context }: { to: string; context: DebateContext }): Happening[] {
  const place = placeOf(context);
  const turn = nextTurnOf(context);
  const nothing = { charges: [], outOfBudget: false };
  switch (state) {
    case 'opening':
      return [{ kind: 'opened', events: [] }];
    case 'asking':
      return [{ kind: 'asked', events: [], cancelled: false }];
    case 'phase':
      return place === undefined
        ? []
        : [
            {
              kind: 'phaseOpened',
              events: [{ type: 'phase.opened', body: { phase: place.phase.kind, index: place.index } }],
            },
          ];
    case 'forking': {
      const [fork] = context.forks;
      return fork === undefined ? [] : [{ kind: 'forked', events: forkEvents(context, fork, place) }];
    }
    case 'choosing': {
      const chosen = { kind: 'chosen' as const, notes: [], ...nothing };
      const called = context.offer?.called ?? [];
      return [
        ...called.map(({ speaker }) => ({ ...chosen, grant: { speaker, rule: 'named' as const, why: 'as I like' } })),
        { ...chosen, grant: null },
        { ...chosen, grant: null, outOfBudget: true },
      ];
    }
    case 'writing':
      return [{ kind: 'written', events: [], charges: [] }];
    case 'floor': {
      const granted = { kind: 'granted' as const, clock: context.clock, seconds: 0, passes: false, cancelled: false };
      return [
        { ...granted, fits: true, consult: null },
        ...(context.floor === null ? [] : [{ ...granted, fits: true, consult: CONSULT }]),
        { ...granted, fits: false, consult: null },
        { ...granted, fits: true, consult: null, cancelled: true },
        ...(context.floor?.place.phase.kind !== 'rebuttal'
          ? []
          : [{ ...granted, fits: true, passes: true, consult: null }]),
      ];
    }
    case 'consulting':
      return [{ kind: 'consulted', consults: [] }];
    case 'speaking': {
      const { speaker, place: where } = context.floor ?? { speaker: seatsOf(context)[0]?.card.id ?? '', place };
      if (where === undefined) return [];
      const spoken = { kind: 'spoken' as const, ...nothing };
      return [
        { ...spoken, waiting: [turnOf(speaker, turn, where)] },
        // Only a rebuttal can stall.
        ...(context.setup.scenario.stopWhenStalled && where.phase.kind === 'rebuttal'
          ? [{ ...spoken, waiting: [turnOf(speaker, turn, where, true)] }]
          : []),
        { ...spoken, waiting: [leftOf(speaker, turn)] },
        { ...spoken, waiting: [], outOfBudget: true },
      ];
    }
    case 'gathering':
    case 'voting': {
      if (place === undefined) return [];
      const ids = seatsOf(context).map(({ card }) => card.id);
      const gathered = { kind: 'gathered' as const, ...nothing };
      const all = ids.map((id, index) => turnOf(id, turn + index, place));
      const without = ids.map((id, index) => (index === 0 ? leftOf(id, turn) : turnOf(id, turn + index, place)));
      return [
        { ...gathered, waiting: all },
        { ...gathered, waiting: without },
        { ...gathered, waiting: ids.map((id, index) => leftOf(id, turn + index)) },
        { ...gathered, waiting: all.slice(1), outOfBudget: true },
      ];
    }
    case 'recording':
      return [{ kind: 'recorded' }];
    case 'scripting':
      return place === undefined ? [] : [{ kind: 'scripted', events: scriptedEvents(context, place) }];
    case 'closing':
      return [{ kind: 'closed', events: [] }];
    case 'failing':
      return [{ kind: 'failed', events: [] }];
    default:
      return [];
  }
}
