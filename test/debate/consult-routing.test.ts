import { describe, expect, it } from 'vitest';
import type { PersonaCard } from '../../src/core/card.ts';
import type { TranscriptEvent } from '../../src/core/events.ts';
import type { Question } from '../../src/core/turn.ts';
import { PromptContext } from '../../src/debate/prompt-context.ts';
import { deferredWork } from '../../src/routing/index.ts';
import { cardOf, scenarioOf, setupOf, WITH_TOOLS } from '../playbook/fixture.ts';

const UNNAMED = { topic: null, about: null };
const HARDWARE: Question = { text: 'Why is step 8193 slower than 8192 on these cards?', ...UNNAMED };
const TRAINING: Question = { text: 'Which LoRA rank do we use on these cards?', ...UNNAMED };
const PIPELINES: Question = { text: 'Can we backfill last week of the Kafka topic without duplicates?', ...UNNAMED };

function asked(to: string, question: Question): TranscriptEvent {
  return {
    type: 'turn.recorded',
    body: {
      turn: 1,
      round: 1,
      phase: 'rebuttal',
      speaker: 'sentinel',
      utterance: question.text,
      act: 'ask',
      addressee: to,
      answers: null,
      question,
      claims: [],
      stance: { option: null, confidence: 0, support: {}, movedBy: [] },
      proposes: null,
      withdraws: [],
      condition: null,
      unused: [],
      prompt: '',
      effect: '',
    },
  };
}

/** What a member would have asked before they get the floor, when somebody has just asked them. */
function consultOf(
  to: string,
  question: Question,
  {
    change = {},
    desks,
  }: { change?: Record<string, PersonaCard['persona']['defers']>; desks?: { member: string; topic: string }[] } = {},
) {
  const setup = setupOf({ scenario: scenarioOf(WITH_TOOLS), ...(desks ? { desks } : {}) });
  const seats = setup.seats.map((seat) => {
    const defers = change[seat.card.id];
    return defers ? { ...seat, card: cardOf(seat.card.id, { defers }) } : seat;
  });
  const cards = seats.map(({ card }) => card);
  const promptContext = new PromptContext({
    ...setup,
    seats,
    routing: {
      deferred(id, text) {
        const member = cards.find((card) => card.id === id);
        return member ? deferredWork(text, { member, colleagues: cards.filter((card) => card !== member) }) : null;
      },
    },
  });
  promptContext.add([asked(to, question)]);
  return promptContext.consultFor(to);
}

describe('a question whose topic nobody names', () => {
  it('goes to the colleague before the floor when it reads as work that the card defers', () => {
    expect(consultOf('pulse', HARDWARE)).toEqual({
      to: 'blaze',
      topic: 'hardware',
      question: HARDWARE.text,
      calculation: null,
    });
    expect(consultOf('pulse', TRAINING)).toBeNull();
  });

  it('goes to whoever keeps the desk under a new name', () => {
    const change = { pulse: [{ on: 'Ember', topic: 'hardware' }] };
    const desks = [{ member: 'ember', topic: 'hardware' }];
    expect(consultOf('pulse', HARDWARE, { change, desks })?.to).toBe('ember');
  });

  it('is not asked on when the line is deleted from the card', () => {
    expect(consultOf('pulse', HARDWARE, { change: { pulse: [] } })).toBeNull();
  });

  it('is asked on by the examples of the card, where the colleague keeps a desk for it', () => {
    const examples = ['How do we backfill the Kafka topic?', 'The nightly Spark job is late.', '스키마가 바뀌었어요.'];
    const change = { pulse: [{ on: 'Flux', topic: 'data pipelines', examples }] };
    const desks = [{ member: 'flux', topic: 'data pipelines' }];
    expect(consultOf('pulse', PIPELINES, { change, desks })).toMatchObject({ to: 'flux', topic: 'data pipelines' });
    expect(consultOf('pulse', PIPELINES, { desks })).toBeNull();
  });

  it('follows the card of the one who is asked, not of another with the same topic', () => {
    const change = { cortex: [{ on: 'Flux', topic: 'hardware' }] };
    const desks = [
      { member: 'blaze', topic: 'hardware' },
      { member: 'flux', topic: 'hardware' },
    ];
    expect(consultOf('cortex', HARDWARE, { change, desks })?.to).toBe('flux');
    expect(consultOf('pulse', HARDWARE, { change, desks })?.to).toBe('blaze');
  });

  it('is not asked on while the colleague is away', () => {
    expect(consultOf('pulse', HARDWARE, { desks: [] })).toBeNull();
  });
});
