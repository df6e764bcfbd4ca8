import { describe, expect, it } from 'vitest';
import { PitwallError } from '../../src/core/error.ts';
import { cellsOf } from '../../src/sweep/cells.ts';
import { parseSweep } from '../../src/sweep/definition.ts';

const about = () => ({
  cast: ['pulse', 'blaze', 'axiom'],
  castOf: (spelled: string) => spelled.split(','),
  ranges: { price: [2, 8] as const, speed: [1, 1] as const },
});
const cellsIn = (text: string) => [...cellsOf(parseSweep(text, 's.yaml'), about)];

/** Why a file is refused, with its place. */
function refusal(text: string): string {
  try {
    cellsIn(text);
  } catch (error) {
    if (error instanceof PitwallError) return error.sentence;
    throw error;
  }
  return 'not refused';
}

describe('the cells of a sweep', () => {
  it('are every level of one axis with every level of the others, seeds innermost', () => {
    const cells = cellsIn('axes: { scenario: [a, b], model: [playbook, "x:y"], seed: 1..2 }');
    expect(cells.map(({ at }) => `${at.scenario} ${at.model} ${at.seed}`)).toEqual([
      'a playbook 1',
      'a playbook 2',
      'a x:y 1',
      'a x:y 2',
      'b playbook 1',
      'b playbook 2',
      'b x:y 1',
      'b x:y 2',
    ]);
  });

  it('take each member away, and each fact to its ends, where a word says so', () => {
    const casts = cellsIn('axes: { scenario: a, cast: [leave-one-out] }').map(({ change }) => change.cast);
    expect(casts).toEqual([null, '-pulse', '-blaze', '-axiom']);
    const facts = cellsIn('axes: { scenario: a, facts: [as-written, range] }').map(({ change }) => change.facts);
    expect(facts).toEqual([{}, { price: 2 }, { price: 8 }, { speed: 1 }]);
  });

  it('ask everybody of a cast alone who sits in it', () => {
    const alone = cellsIn('{ axes: { scenario: a, cast: ["x,y"] }, arms: [solo] }').flatMap(({ arm }) =>
      arm.kind === 'solo' ? arm.member : [],
    );
    expect(alone).toEqual(['x', 'y']);
  });

  it('leave out what `exclude` names, and have what `include` adds', () => {
    const cells = cellsIn(`
axes: { scenario: a, cast: [as-written, -pulse], facts: { usual: {}, dear: { price: 9 } } }
exclude: [{ cast: -pulse, facts: dear }]
include: [{ facts: { price: 1 } }]
`);
    expect(cells.map(({ at }) => `${at.cast} ${at.facts}`)).toEqual([
      'as-written usual',
      '-pulse usual',
      'as-written dear',
      'as-written price=1',
    ]);
  });

  it('are not asked for when they are left out: who cannot be cast there need not be', () => {
    const cast = 'axes: { scenario: [a, b], cast: [as-written, nobody] }\narms: [solo]';
    const without = (text: string) =>
      [
        ...cellsOf(parseSweep(text, 's.yaml'), (scenario) => ({
          ...about(),
          castOf: () => {
            if (scenario === 'b') throw new PitwallError('USAGE', 'nobody sits there');
            return ['axiom'];
          },
        })),
      ].length;
    expect(() => without(cast)).toThrow(expect.objectContaining({ place: expect.objectContaining({ line: 1 }) }));
    expect(without(`${cast}\nexclude: { scenario: b, cast: nobody }`)).toBe(10);
  });

  it('are added at a level that has a name', () => {
    const cells = cellsIn(
      'axes: { scenario: a, facts: { usual: {}, dear: { price: 9 } }, cast: { all: as-written, two: "x,y" } }\ninclude: { facts: dear, cast: two, seed: 3 }',
    );
    expect(cells.at(-1)).toMatchObject({
      at: { facts: 'dear', cast: 'two', seed: '3' },
      change: { facts: { price: 9 }, cast: 'x,y' },
    });
  });

  it('need a fact that has a range where its ends are all there is', () => {
    const none = () => [
      ...cellsOf(parseSweep('axes: { scenario: a, facts: range }', 's.yaml'), () => ({ ...about(), ranges: {} })),
    ];
    expect(none).toThrow(expect.objectContaining({ sentence: expect.stringContaining('a fact with a range in `a`') }));
  });

  it('stand beside controls: openings alone, each member alone, samples of one model', () => {
    const arms = cellsIn('{ axes: { scenario: a }, arms: [vote, solo, { solo: axiom }, { repeat: 2 }] }');
    expect(arms.map(({ arm }) => Object.values(arm).join(' '))).toEqual([
      'debate',
      'vote',
      'solo pulse',
      'solo blaze',
      'solo axiom',
      'solo axiom',
      'repeat 1',
      'repeat 2',
    ]);
  });
});

describe('one value in place of a list', () => {
  /** What one axis says at each cell. */
  const levels = (axis: string) =>
    cellsIn(`axes:\n  scenario: a\n${axis}`).map(({ at, change }) => ({
      at,
      script: change.script,
      facts: change.facts,
    }));

  it.each([
    ['cast: leave-one-out', 'cast: [leave-one-out]'],
    ['cast: -pulse', 'cast: [-pulse]'],
    ['floor: moderated', 'floor: [moderated]'],
    ['visibility: addressee', 'visibility: [addressee]'],
    ['facts: range', 'facts: [range]'],
    ['facts: { price: 9 }', 'facts: [{ price: 9 }]'],
    ['facts: { device: H100, price: 9 }', 'facts: [{ device: H100, price: 9 }]'],
    ['card: as-written', 'card: [as-written]'],
    ['card: { pulse: calm.md }', 'card: [{ pulse: calm.md }]'],
    ['model: playbook', 'model: [playbook]'],
    ['stop: consensus', 'stop: [consensus]'],
    ['stop: { turns: 20 }', 'stop: [{ turns: 20 }]'],
    ['stop: { any: [consensus, { turns: 9 }] }', 'stop: [{ any: [consensus, { turns: 9 }] }]'],
    ['protocol: [opening blind, vote]', 'protocol: [[opening blind, vote]]'],
    ['protocol: opening blind, rebuttal 3, vote', 'protocol: [[opening blind, rebuttal 3, vote]]'],
    ['protocol: [as-written, "opening, vote"]', 'protocol: [as-written, [opening, vote]]'],
    ['protocol: { short: "opening, vote" }', 'protocol: { short: [opening, vote] }'],
  ])('%s is %s', (one, list) => {
    expect(levels(`  ${one}`)).toEqual(levels(`  ${list}`));
  });

  it('still is a name for a level where it names one', () => {
    const named =
      'axes: { scenario: a, facts: { dear: { price: 9 } }, stop: { late: { turns: 9 } }, model: { "*": playbook } }';
    expect(cellsIn(named).map(({ at }) => [at.facts, at.stop, at.model])).toEqual([['dear', 'late', '*']]);
  });

  it('is taken for arms, and for what is left out and added', () => {
    const cells = cellsIn(`
axes: { scenario: a, floor: [relevance, bid] }
arms: vote
exclude: { floor: bid, arm: vote }
include: { floor: random, protocol: "opening, vote" }
`);
    expect(cells.map(({ at, arm }) => `${at.floor} ${at.protocol} ${arm.kind}`)).toEqual([
      'relevance as-written debate',
      'relevance as-written vote',
      'bid as-written debate',
      'random opening, vote debate',
      'random opening, vote vote',
    ]);
  });
});

describe('a wrong sweep', () => {
  it.each([
    ['axes:\n  scenrio: a', 's.yaml:2:3: unknown key `scenrio` in `axes`; did you mean `scenario`?'],
    ['axes: { seed: 1 }', 's.yaml:1:7: expected a text or a list, found nothing in `axes.scenario`'],
    [
      'axes:\n  scenario: a\n  seed: 9..1',
      's.yaml:3:9: expected the smaller seed first, and at most 100,000 in `axes.seed`',
    ],
    ['axes:\n  scenario: a\n  facts: [rnge]', 's.yaml:3:11: expected `as-written`, a mapping or `range`, found `rnge`'],
    [
      'axes: { scenario: a }\nexclude:\n  - { arm: vot }',
      's.yaml:3:12: no level of `arm` is called `vot`; did you mean `vote`?',
    ],
    [
      'axes:\n  scenario: a\n  floor: moderatd',
      's.yaml:3:10: expected `round-robin`, `relevance`, `random`, `bid`, `moderated` or `manual`, found `moderatd` (text); did you mean `moderated`? in `axes.floor`',
    ],
    ['axes:\n  scenario: a\n  facts: rnge', 's.yaml:3:10: expected `as-written`, a mapping or `range`, found `rnge`'],
    ['', 's.yaml:1:1: expected a sweep, found nothing'],
    ['axes:\n  scenario: a\n  facts: {}', 's.yaml:3:10: expected at least one level, found none in `axes.facts`'],
    ['axes:\n  scenario: a\n  floor: []', 's.yaml:3:10: expected at least 1 entry, found 0 in `axes.floor`'],
    ['axes:\n  scenario: a\n  floor: [bid, bid]', 's.yaml:3:16: `bid` stands twice in `axes.floor`'],
    ['axes:\n  scenario: a\n  seed: [1, 2, 1]', 's.yaml:3:16: `1` stands twice in `axes.seed`'],
    [
      'axes:\n  scenario: [one/a.yaml, two/a.yaml]',
      's.yaml:2:26: `a` stands twice in `axes.scenario`, where a scenario is called by the name of its file',
    ],
    [
      'axes: { scenario: one/a.yaml }\ninclude:\n  scenario: two/a.yaml',
      's.yaml:3:13: `two/a.yaml` and `one/a.yaml` are both called `a`: give one of the files another name',
    ],
  ])('%j is told by line', (text, sentence) => {
    expect(refusal(text)).toBe(sentence);
  });
});
