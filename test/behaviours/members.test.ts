import { beforeAll, describe, expect, it } from 'vitest';
import { eventsOf } from '../../src/core/events.ts';
import type { Held } from '../measures/held.ts';
import { heldAll, TESTED_SEEDS } from '../measures/held.ts';
import { changes, opensOn, seats, shareOf, turnsOf } from './member.ts';

/** Ten scenarios, five seeds each: what a card says of its member shows over all of them. */
let all: Held[] = [];
beforeAll(async () => {
  all = await heldAll(TESTED_SEEDS);
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
const POLITE = /(요|죠)[.?!…]*$/;

describe('Pulse', () => {
  const proposes = (member: string) =>
    shareOf(seats(all, member), (held) =>
      turnsOf(held, member).some(({ claims }) => claims.some(({ reason }) => reason?.startsWith('measure:'))),
    );

  it('proposes the experiment now and then', () => {
    expect(proposes('pulse')).toBeGreaterThanOrEqual(0.2);
  });

  it('proposes it more often than any other', () => {
    for (const other of ['cortex', 'flux', 'sentinel', 'blaze'])
      expect(proposes(other)).toBeLessThan(proposes('pulse'));
  });

  it('is wrong about a fault in the pipeline, says so, and votes for what the data engineer found', () => {
    for (const held of all.filter(({ name }) => name === 'nan-for-a-junior')) {
      const mine = turnsOf(held, 'pulse');
      expect(mine[0]?.stance.option, `seed ${held.seed}`).toBe('clip');
      expect(mine.at(-1)?.stance.option, `seed ${held.seed}`).toBe('mask');
    }
  });

  // Members open on what they alone know, and on what it changes: in three of the ten questions that is a cost or a size.
  it.fails('opens on data or optimisation in four of five debates', () => {
    expect(opensOn(all, 'pulse', ['progress', 'data-quality'])).toBeGreaterThanOrEqual(0.8);
  });

  it('asks for the curve of a run that is spoken of without one', () => {
    const asks = (held: Held) => turnsOf(held, 'pulse').filter(({ question }) => question !== null);
    for (const held of all.filter(({ name }) => ['nan-for-a-junior', 'lost-checkpoint'].includes(name)))
      expect(
        asks(held).some(({ utterance }) => /curve|곡선/.test(utterance)),
        `${held.name} seed ${held.seed}`,
      ).toBe(true);
  });

  it.fails('changes their mind more often than anybody else', () => {
    const others = ['cortex', 'flux', 'sentinel', 'blaze'].map((member) => changes(all, member));
    expect(changes(all, 'pulse')).toBeGreaterThan(Math.max(...others));
  });
});

describe('Cortex', () => {
  it('is polite in all but a tenth of their sentences', () => {
    expect(shareOf(sentences('cortex'), (sentence) => POLITE.test(sentence))).toBeGreaterThanOrEqual(0.9);
  });

  it('opens on how it was measured, or on evidence, in three of four debates', () => {
    expect(opensOn(all, 'cortex', ['validity', 'evidence'])).toBeGreaterThanOrEqual(0.75);
  });
});

describe('Flux', () => {
  // What would have to be measured rests on neither, and is brought more often.
  it.fails('rests four of five things that they bring on a record or a calculation', () => {
    const own = seats(all, 'flux')
      .flatMap((held) => inDebate(held, 'flux'))
      .filter(({ question }) => question === null)
      .flatMap(({ claims }) => claims)
      .filter(({ evidence }) => evidence.kind !== 'colleague');
    expect(shareOf(own, ({ evidence }) => ['fact', 'tool'].includes(evidence.kind))).toBeGreaterThanOrEqual(0.8);
  });

  it.fails('opens on the data in nine of ten debates', () => {
    expect(opensOn(all, 'flux', ['data-quality'])).toBeGreaterThanOrEqual(0.9);
  });

  it.fails('asks more than anybody else', () => {
    const others = ['pulse', 'cortex', 'sentinel', 'blaze'].map(asksADebate);
    expect(asksADebate('flux')).toBeGreaterThan(Math.max(...others));
  });
});

describe('Sentinel', () => {
  it('is formal in all but a tenth of their sentences', () => {
    expect(shareOf(sentences('sentinel'), (sentence) => FORMAL.test(sentence))).toBeGreaterThanOrEqual(0.9);
  });

  it('ends in the minority more often than anybody else', () => {
    const others = ['pulse', 'cortex', 'flux', 'blaze'].map(dissents);
    expect(dissents('sentinel')).toBeGreaterThan(Math.max(...others));
  });

  it.fails('opens on what may fail, or on the date, in nine of ten debates', () => {
    expect(opensOn(all, 'sentinel', ['reliability', 'schedule'])).toBeGreaterThanOrEqual(0.9);
  });
});

describe('Blaze', () => {
  it('says a number in four of five turns before the vote', () => {
    const turns = seats(all, 'blaze').flatMap((held) => inDebate(held, 'blaze'));
    expect(shareOf(turns, ({ utterance }) => /\d/.test(utterance))).toBeGreaterThanOrEqual(0.8);
  });

  it('says of every figure from their desk that it was calculated', () => {
    const answers = all
      .flatMap(({ trial }) => eventsOf(trial.events, 'consult.answered'))
      .filter(({ figures }) => Object.keys(figures).length > 0);
    expect(answers.length).toBeGreaterThan(10);
    expect(shareOf(answers, ({ answer }) => /측정|measure/.test(answer))).toBe(1);
  });

  it('opens on efficiency, evidence or cost in three of five debates', () => {
    expect(opensOn(all, 'blaze', ['efficiency', 'evidence', 'cost'])).toBeGreaterThanOrEqual(0.6);
  });
});

describe('Forge', () => {
  it('opens on what users see, on what is simple, or on what holds, in nine of ten debates', () => {
    expect(opensOn(all, 'forge', ['user-impact', 'simplicity', 'reliability'])).toBeGreaterThanOrEqual(0.9);
  });

  it.fails('asks before they judge: more than one question in two debates', () => {
    expect(asksADebate('forge')).toBeGreaterThanOrEqual(0.5);
  });
});

describe('Axiom', () => {
  it.fails('opens on a bound, on how far a number reaches, or on what is simpler, in nine of ten debates', () => {
    expect(opensOn(all, 'axiom', ['validity', 'efficiency', 'simplicity'])).toBeGreaterThanOrEqual(0.9);
  });
});

describe('Prism', () => {
  it.fails('opens on what runs where, and what is simple about it, in nine of ten debates', () => {
    expect(opensOn(all, 'prism', ['efficiency', 'simplicity', 'reliability'])).toBeGreaterThanOrEqual(0.9);
  });

  it('is one of the two who say least in a turn', () => {
    const wordsATurn = (member: string) => {
      const turns = seats(all, member).flatMap((held) => inDebate(held, member));
      return turns.reduce((sum, { utterance }) => sum + utterance.split(/\s+/).length, 0) / turns.length;
    };
    const others = ['pulse', 'cortex', 'flux', 'sentinel', 'blaze', 'forge', 'axiom'].map(wordsATurn);
    expect(others.filter((words) => words < wordsATurn('prism')).length).toBeLessThanOrEqual(1);
  });

  it('is polite in all but a fifth of their sentences', () => {
    expect(shareOf(sentences('prism'), (sentence) => POLITE.test(sentence))).toBeGreaterThanOrEqual(0.8);
  });
});
