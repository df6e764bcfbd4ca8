import { beforeAll, describe, expect, it } from 'vitest';
import { eventsOf } from '../../src/core/events.ts';
import type { Consideration } from '../../src/core/scenario.ts';
import type { Held } from '../measures/held.ts';
import { heldAll } from '../measures/held.ts';
import { broughtValues, changes, leapOf, openingReason, opensOn, seats, shareOf, turnsOf } from './member.ts';

/** Ten scenarios, twenty seeds each: what a card says of its member shows over all of them. */
let all: Held[] = [];
beforeAll(async () => {
  all = await heldAll();
});

const inDebate = (held: Held, member: string) =>
  turnsOf(held, member).filter(({ phase }) => phase === 'opening' || phase === 'rebuttal');

const asksADebate = (member: string) => {
  const debates = seats(all, member);
  return (
    debates.flatMap((held) => turnsOf(held, member)).filter(({ question }) => question !== null).length / debates.length
  );
};

const dissents = (member: string) =>
  shareOf(seats(all, member), ({ trial }) => trial.outcome?.dissent.some((one) => one.member === member) === true);

/** Sentences of the Korean debates. */
const sentences = (member: string) =>
  seats(all, member)
    .filter(({ scenario }) => scenario.language === 'ko')
    .flatMap((held) => turnsOf(held, member))
    .flatMap(({ utterance }) => utterance.split(/(?<=[.?!])\s+/));
const FORMAL = /(니다|니까|십시오|시지요)[.?!]?$/;
const POLITE = /(요|죠)[.?!]?$/;

const proposable = (held: Held, member: string) => {
  const plan = held.scenario.considerations.find(({ id }) => id === held.scenario.experiment?.consideration);
  return plan !== undefined && (plan.raisedBy === undefined || plan.raisedBy.includes(member));
};

describe('Pulse', () => {
  const TRAINING = [
    'diagnose_loss_curve',
    'scaling_law',
    'training_cost',
    'finetune_memory',
    'quantization_plan',
    'preference_tuning_plan',
    'data_mixture',
  ];
  const isAboutTraining = (reason: Consideration | undefined) =>
    reason !== undefined &&
    (['progress', 'data-quality'].includes(reason.value) ||
      ('tool' in reason.from && !('consult' in reason.from) && TRAINING.includes(reason.from.tool)));

  it('opens on data or optimisation in four of five debates', () => {
    expect(
      shareOf(seats(all, 'pulse'), (held) => isAboutTraining(openingReason(held, 'pulse'))),
    ).toBeGreaterThanOrEqual(0.8);
    expect(opensOn(all, 'pulse', ['progress', 'data-quality'])).toBeGreaterThanOrEqual(0.65);
  });

  it('proposes the experiment before the analysis now and then, is called on it, and computes or concedes', () => {
    const debates = seats(all, 'pulse').filter((held) => proposable(held, 'pulse'));
    const leaps = debates.flatMap((held) => leapOf(held, 'pulse') ?? []);
    expect(leaps.length / debates.length).toBeGreaterThanOrEqual(0.2);
    expect(leaps.length / debates.length).toBeLessThanOrEqual(0.6);
    const called = leaps.filter(({ calledOn }) => calledOn !== undefined);
    expect(called.length / leaps.length).toBeGreaterThanOrEqual(0.5);
    expect(shareOf(called, ({ mended }) => mended !== undefined)).toBeGreaterThanOrEqual(0.8);
  });

  it('is wrong about a fault in the pipeline, says so, and votes for what the data engineer found', () => {
    for (const held of all.filter(({ name }) => name === 'nan-for-a-junior')) {
      const mine = turnsOf(held, 'pulse');
      expect(mine[0]?.stance.option, `seed ${held.seed}`).toBe('clip');
      expect(mine.at(-1)?.stance.option, `seed ${held.seed}`).toBe('mask');
      expect(
        mine.some(({ act }) => act === 'concede'),
        `seed ${held.seed}`,
      ).toBe(true);
    }
  });

  it('asks for the curve of a run that is spoken of without one, in every debate, and nowhere else', () => {
    const asks = (held: Held) => turnsOf(held, 'pulse').filter(({ question }) => question !== null);
    for (const held of all.filter(({ name }) => ['nan-for-a-junior', 'lost-checkpoint'].includes(name)))
      expect(
        asks(held).some(({ utterance }) => /curve|곡선/.test(utterance)),
        `${held.name} seed ${held.seed}`,
      ).toBe(true);
    for (const held of all.filter(({ loaded }) => Object.keys(loaded.data).length > 0))
      expect(asks(held).filter(({ question }) => question?.about === null)).toEqual([]);
  });

  it('says in his next turn what a run taught that failed', () => {
    const failed = all.filter(({ scenario }) => scenario.events.some(({ run }) => run === 'failed'));
    expect(failed.length).toBeGreaterThanOrEqual(20);
    for (const held of failed) {
      const [event] = held.scenario.events.filter(({ run }) => run === 'failed');
      const at = held.turns.find(({ phase, round }) => phase === 'rebuttal' && round === (event?.after.round ?? 0) + 1);
      const next = turnsOf(held, 'pulse').find(({ turn }) => turn >= (at?.turn ?? Number.POSITIVE_INFINITY));
      const told = (event?.learnt ?? []).map((text) => text.replaceAll(/\{[^}]*\}.*|\([^)]*\)$/g, '').trim());
      expect(
        told.some((words) => next?.utterance.includes(words)),
        `${held.name} seed ${held.seed}: ${next?.utterance}`,
      ).toBe(true);
    }
  });

  it('changes his mind more often than anybody else', () => {
    const others = ['cortex', 'flux', 'sentinel', 'blaze'].map((member) => changes(all, member));
    expect(changes(all, 'pulse')).toBeGreaterThan(Math.max(...others));
  });
});

describe('Cortex', () => {
  it('opens on how it was measured, or on evidence, in three of four debates', () => {
    expect(opensOn(all, 'cortex', ['validity', 'evidence'])).toBeGreaterThanOrEqual(0.75);
  });

  it('brings reasons about evaluation more than all others together', () => {
    expect(shareOf(broughtValues(all, 'cortex'), (value) => value === 'validity')).toBeGreaterThanOrEqual(0.5);
  });

  it('is polite in all but a tenth of her sentences', () => {
    expect(shareOf(sentences('cortex'), (sentence) => POLITE.test(sentence))).toBeGreaterThanOrEqual(0.9);
  });
});

describe('Flux', () => {
  it('opens on the data in nine of ten debates', () => {
    expect(opensOn(all, 'flux', ['data-quality'])).toBeGreaterThanOrEqual(0.9);
  });

  it('asks more than anybody else', () => {
    const others = ['pulse', 'cortex', 'sentinel', 'blaze'].map(asksADebate);
    expect(asksADebate('flux')).toBeGreaterThan(Math.max(...others));
  });

  it('rests what they bring on a record or a calculation', () => {
    const own = seats(all, 'flux')
      .flatMap((held) => inDebate(held, 'flux'))
      .filter(({ question }) => question === null)
      .flatMap(({ claims }) => claims)
      .filter(({ evidence }) => evidence.kind !== 'colleague');
    expect(shareOf(own, ({ evidence }) => ['fact', 'tool'].includes(evidence.kind))).toBeGreaterThanOrEqual(0.85);
  });
});

describe('Sentinel', () => {
  it('opens on what may fail, or on the date, in nine of ten debates', () => {
    expect(opensOn(all, 'sentinel', ['reliability', 'schedule'])).toBeGreaterThanOrEqual(0.9);
    expect(opensOn(all, 'sentinel', ['reliability'])).toBeGreaterThanOrEqual(0.65);
  });

  it('ends in the minority more often than anybody else', () => {
    const others = ['pulse', 'cortex', 'flux', 'blaze'].map(dissents);
    expect(dissents('sentinel')).toBeGreaterThan(Math.max(...others));
    expect(dissents('sentinel')).toBeLessThanOrEqual(0.5);
  });

  it('is formal in all but a tenth of his sentences', () => {
    expect(shareOf(sentences('sentinel'), (sentence) => FORMAL.test(sentence))).toBeGreaterThanOrEqual(0.9);
  });
});

describe('Blaze', () => {
  it('opens on efficiency, evidence or cost in two of three debates', () => {
    expect(opensOn(all, 'blaze', ['efficiency', 'evidence', 'cost'])).toBeGreaterThanOrEqual(0.65);
  });

  it('says a number in four of five turns before the vote', () => {
    const turns = seats(all, 'blaze').flatMap((held) => inDebate(held, 'blaze'));
    expect(shareOf(turns, ({ utterance }) => /\d/.test(utterance))).toBeGreaterThanOrEqual(0.8);
  });

  it('says of every figure from his desk that it was calculated', () => {
    const answers = all
      .flatMap(({ trial }) => eventsOf(trial.events, 'consult.answered'))
      .filter(({ figures }) => Object.keys(figures).length > 0);
    expect(answers.length).toBeGreaterThan(20);
    expect(shareOf(answers, ({ answer }) => /측정|measure/.test(answer))).toBe(1);
  });
});

describe('Forge', () => {
  it('opens on what users see, on what is simple, or on what holds, in nine of ten debates', () => {
    expect(opensOn(all, 'forge', ['user-impact', 'simplicity', 'reliability'])).toBeGreaterThanOrEqual(0.9);
  });

  it('brings simplicity and users in six of ten of his own reasons', () => {
    expect(
      shareOf(broughtValues(all, 'forge'), (value) => ['simplicity', 'user-impact'].includes(value)),
    ).toBeGreaterThanOrEqual(0.6);
  });

  it('asks before he judges: more than one question in two debates, more than the five who know the run', () => {
    expect(asksADebate('forge')).toBeGreaterThanOrEqual(0.5);
    const others = ['pulse', 'cortex', 'sentinel', 'blaze'].map(asksADebate);
    expect(asksADebate('forge')).toBeGreaterThan(Math.max(...others));
  });
});

describe('Axiom', () => {
  it('opens on a bound, on how far a number reaches, or on what is simpler, in nine of ten debates', () => {
    expect(opensOn(all, 'axiom', ['validity', 'efficiency', 'simplicity'])).toBeGreaterThanOrEqual(0.9);
  });

  it('opens on a calculation in nine of ten debates', () => {
    const opened = seats(all, 'axiom').flatMap((held) => openingReason(held, 'axiom') ?? []);
    expect(shareOf(opened, ({ from }) => 'tool' in from)).toBeGreaterThanOrEqual(0.9);
  });

  it('brings bounds, and how far a number reaches, in seven of ten of their own reasons', () => {
    expect(
      shareOf(broughtValues(all, 'axiom'), (value) => ['validity', 'efficiency'].includes(value)),
    ).toBeGreaterThanOrEqual(0.7);
  });
});

describe('Prism', () => {
  const wordsATurn = (member: string) => {
    const turns = seats(all, member).flatMap((held) => inDebate(held, member));
    return turns.reduce((sum, { utterance }) => sum + utterance.split(/\s+/).length, 0) / turns.length;
  };

  it('opens on what runs where, and what is simple about it, in nine of ten debates', () => {
    expect(opensOn(all, 'prism', ['efficiency', 'simplicity', 'reliability'])).toBeGreaterThanOrEqual(0.9);
  });

  it('says the least of all in a turn', () => {
    const others = ['pulse', 'cortex', 'flux', 'sentinel', 'blaze', 'forge', 'axiom'].map(wordsATurn);
    expect(wordsATurn('prism')).toBeLessThan(Math.min(...others));
  });

  it('is polite in all but a tenth of his sentences', () => {
    const polite = (sentence: string) => /(요|죠)[.?!…]*$/.test(sentence);
    expect(shareOf(sentences('prism'), polite)).toBeGreaterThanOrEqual(0.9);
  });
});
