import { describe, expect, it } from 'vitest';
import { PersonaCard } from '../../src/core/card.ts';
import { PitwallError } from '../../src/core/error.ts';
import { lintScenario } from '../../src/scenarios/lint.ts';
import { newScenario } from '../../src/scenarios/new.ts';
import { parseScenario, readScenario } from '../../src/scenarios/parse.ts';
import { GOOD, TOOLS } from './fixture.ts';

const remarksOn = (text: string, cards: PersonaCard[] = []) =>
  lintScenario(parseScenario(text, 'x.yaml', { tools: TOOLS }), { cards }).map(
    ({ message, path }) => `${path.join('.')}: ${message}`,
  );

function card(id: string, values: string[], ko?: string): PersonaCard {
  return PersonaCard.parse({
    id,
    documentId: id.toUpperCase(),
    callsign: id,
    names: { ...(ko === undefined ? {} : { ko }), aliases: [] },
    role: { en: 'engineer' },
    ...Object.fromEntries(
      [
        'specialization',
        'languages',
        'education',
        'frameworks',
        'tools',
        'career',
        'messages',
        'strengths',
        'growthAreas',
        'dependencies',
        'attributes',
        'sections',
      ].map((key) => [key, []]),
    ),
    document: {},
    persona: { values, traits: { readiness: 0.5, initiative: 0.5 }, relationships: [], tools: [] },
  });
}

describe('lintScenario', () => {
  it('has nothing to say about a good script', () => {
    expect(remarksOn(GOOD)).toEqual([]);
  });

  it.each([
    [
      'a fact that nothing rests on',
      '  ready: {',
      '  spare: { value: 1 }\n  ready: {',
      'facts.spare: nothing rests on the fact `spare`',
    ],
    [
      'a data file that no tool reads',
      '  loss: loss.csv',
      '  loss: loss.csv\n  eval: eval.csv',
      'data.eval: no tool reads the data file `eval`',
    ],
    [
      'an option without a friend',
      '  keep: 계속 간다',
      '  keep: 계속 간다\n  stop: 멈춘다',
      'options.stop: nothing speaks for the option `stop`',
    ],
    [
      'a fact known by nobody present',
      'knownBy: [flux]',
      'knownBy: [blaze]',
      'facts.ready.knownBy: `blaze` knows the fact `ready` and is not in the cast',
    ],
    [
      'an action of somebody absent',
      'owner: pulse',
      'owner: cortex',
      'options.ablate.actions.0: `cortex` owns an action of `ablate` and is not in the cast',
    ],
    [
      'a reason raised by nobody present',
      '    value: progress',
      '    value: progress\n    raisedBy: [cortex]',
      'considerations.0.raisedBy: `cortex` would raise `curve` and is not in the cast',
    ],
    [
      'a consult that nobody can expect',
      'decision: [ablate]',
      'consulted: [blaze]',
      'expect.consulted: blaze may never be asked: no consideration rests on a consult',
    ],
    [
      'a dissenter who is absent',
      'decision: [ablate]',
      'dissent: [cortex]',
      'expect.dissent: `cortex` is expected to dissent and is not in the cast',
    ],
  ])('remarks on %s', (_, from, to, remark) => {
    expect(remarksOn(GOOD.replace(from, to))).toEqual([remark]);
  });

  it('has nothing against a fact without words, and reading the script says what it is called', () => {
    const text = GOOD.replace(/\n {4}say:\n {6}- \|\n.*\n.*\n/, '\n');
    expect(remarksOn(text)).toEqual([]);
    expect(readScenario(text, 'x.yaml', { tools: TOOLS }).readings).toEqual([
      { path: ['facts', 'ready'], message: 'without a label, called `ready`' },
    ]);
  });

  it('remarks on a debate of judgements alone', () => {
    const text = newScenario('x', 'en').replaceAll(
      /fact: .*, read: \{.*\} \}$/gm,
      'judgement: so it seems, weight: low }',
    );
    expect(remarksOn(text)).toContain(
      'considerations: every consideration is a judgement; the debate rests on no figure and no fact',
    );
  });

  it('remarks on an expected option that nothing favours', () => {
    const text = GOOD.replaceAll('for: ablate', 'for: keep');
    expect(remarksOn(text).filter((remark) => remark.startsWith('expect'))).toEqual([
      'expect.decision: the decision cannot be ablate: everything that is said for an option is said for another one',
    ]);
  });

  it('remarks on dissent under consensus', () => {
    const text = GOOD.replace('decision: [ablate]', 'decision: [ablate], dissent: [flux]').replace(
      'events:',
      'decision: consensus\nevents:',
    );
    expect(remarksOn(text)).toEqual([
      'expect.dissent: under consensus a decision leaves nobody in dissent; expect one or the other',
    ]);
  });

  it('knows members by all their names once it has their cards', () => {
    const text = GOOD.replace('knownBy: [flux]', 'knownBy: [조민준]');
    const everything = [
      'progress',
      'cost',
      'reliability',
      'schedule',
      'evidence',
      'validity',
      'efficiency',
      'simplicity',
    ];
    expect(remarksOn(text)).toHaveLength(1);
    expect(remarksOn(text, [card('flux', everything, '조민준')])).toEqual([]);
  });

  it("remarks on a value in nobody's upper half", () => {
    const cards = [
      card('pulse', ['progress', 'schedule', 'cost', 'reliability']),
      card('flux', ['reliability', 'cost']),
    ];
    expect(remarksOn(GOOD, cards)).toEqual([
      'considerations.1.value: nobody in the cast ranks `cost` in the upper half, so `price` will count little',
    ]);
  });
});

describe('newScenario', () => {
  it.each(['ko', 'en'] as const)('loads without a remark in %s', (language) => {
    const text = newScenario('my-debate', language);
    const scenario = parseScenario(text, 'my-debate.yaml', { tools: TOOLS });
    expect(scenario.id).toBe('my-debate');
    expect(scenario.language).toBe(language);
    expect(text).toContain('pitwall run my-debate');
    expect(lintScenario(scenario)).toEqual([]);
  });

  it.each(['', 'My Debate', '../x', '-x'])('refuses the id %j', (id) => {
    expect(() => newScenario(id, 'en')).toThrow(PitwallError);
  });
});
