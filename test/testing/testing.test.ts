import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { parseCard } from '../../src/cards/parse.ts';
import { PitwallError } from '../../src/core/error.ts';
import { Value } from '../../src/core/values.ts';
import { loadScenario, loadTeam, openStore, resumeDebate, runDebate } from '../../src/pitwall.ts';
import { parseScenario } from '../../src/scenarios/parse.ts';
import type { ScriptedStep } from '../../src/testing.ts';
import { card, recorded, scenario, scripted, turn } from '../../src/testing.ts';
import { emptyFolder, removeFolder } from '../e2e/cli.ts';

const OPTIONS = ['ship', 'wait'];
const projectDir = emptyFolder();
afterAll(() => removeFolder(projectDir));
for (const id of ['Anchor', 'Sail']) writeFileSync(join(projectDir, `${id}.md`), card({ id }));
writeFileSync(
  join(projectDir, 'release.yaml'),
  scenario({
    motion: 'Should the release go out today?',
    options: { ship: 'Ship it today', wait: 'Wait a week' },
    cast: ['anchor', 'sail'],
    protocol: ['opening blind', 'vote'],
  }),
);
const wait = (utterance: string): ScriptedStep => ({ turn: turn({ option: 'wait', options: OPTIONS, utterance }) });

let debates = 0;
async function held(steps: readonly ScriptedStep[]) {
  const team = loadTeam({ projectDir, cards: { anchor: 'Anchor.md', sail: 'Sail.md' } });
  const script = scripted({ anchor: steps });
  debates += 1;
  const store = openStore(join(projectDir, `${debates}.db`));
  const run = runDebate({
    scenario: loadScenario('./release.yaml', { projectDir, team }),
    team,
    store,
    ...script.seats,
  });
  const error = await run.then(
    () => null,
    (thrown: unknown) => thrown as Error,
  );
  return { script, error, store, id: store.list()[0]?.id ?? '' };
}

describe('a scripted seat', () => {
  it('is done when each step was used once, and tells what it was asked', async () => {
    const { script, error } = await held([wait('We wait.'), wait('Still, we wait.')]);
    expect(error).toBeNull();
    expect(() => script.done()).not.toThrow();
    expect(script.callsOf('anchor')).toHaveLength(2);
    expect(script.callsOf('anchor')[1]?.some(({ text }) => text.includes('We wait.'))).toBe(true);
    expect(() => script.callsOf('sail')).toThrow('no seat called `sail` is scripted');
  });

  it('ends the debate at a call that no step is for, and says it again when it is done', async () => {
    const { script, error } = await held([wait('We wait.')]);
    expect(error).toMatchObject({ code: 'CHECK_FAILED' });
    expect(error?.message).toMatch(/call 2 of anchor has no step, it was asked: .*\S/);
    expect(() => script.done()).toThrow(/call 2 of anchor has no step/);
  });

  it('names each step that was not used', async () => {
    const { script } = await held([wait('We wait.'), wait('Still.'), wait('One more thing.'), { says: 'no turn' }]);
    expect(() => script.done()).toThrow(
      'expected the script to be followed: step 3 of anchor was not used (says: One more thing.); step 4 of anchor was not used (says: no turn)',
    );
  });

  it('does not take a step whose sign is not in the prompt', async () => {
    const { script, error } = await held([{ ...wait('We wait.'), sees: 'a word that nobody says' }, wait('Still.')]);
    expect(error?.message).toContain('step 1 of anchor expected to see `a word that nobody says`');
    expect(() => script.done()).toThrow(/step 2 of anchor was not used/);
  });

  it('is told what is wrong with a reply that is no turn, and goes on', async () => {
    const { script, error, store, id } = await held([
      { says: 'I would rather not.' },
      wait('We wait.'),
      wait('Still.'),
    ]);
    expect(error).toBeNull();
    script.done();
    const [repaired] = store.events(id).filter(({ event: { type } }) => type === 'reply.repaired');
    expect(repaired?.event.body).toMatchObject({ speaker: 'anchor', turn: 1 });
  });

  it('resumes with a script of what is still to be said', async () => {
    const { store, id } = await held([
      wait('We wait.'),
      { fails: new PitwallError('MODEL_FAILED', 'the line is dead', { data: { transient: true } }) },
    ]);
    expect(store.status(id)).not.toBe('closed');
    const rest = scripted({ anchor: [wait('Still, we wait.')] });
    const { document } = await resumeDebate({ store, id, chatModels: rest.seats.chatModels });
    rest.done();
    expect(document.turns.map(({ utterance }) => utterance)).toEqual(
      expect.arrayContaining(['We wait.', 'Still, we wait.']),
    );
  });
});

describe('a recorded debate', () => {
  const folder = fileURLToPath(new URL('../fixtures/records/', import.meta.url));
  const file = join(folder, readdirSync(folder).find((name) => name.endsWith('.jsonl')) ?? '');

  it('is opened from an exported file and executed again', async () => {
    const debate = await recorded(file);
    expect(debate.document.debate.id).toBe(debate.id);
    expect(debate.events.at(-1)?.type).toBe('debate.closed');
    expect(await debate.verify()).toMatchObject({ equal: true });
  });

  it('of a store wants its file, and one that is not there is said to be missing', async () => {
    await expect(recorded('last')).rejects.toThrow(/no file is at `last`/);
    await expect(recorded(join(folder, 'none.jsonl'), { db: join(folder, 'none.db') })).rejects.toThrow();
  });
});

describe('what the builders write', () => {
  it('is a card that says what was asked', () => {
    const word = fc.stringMatching(/^[A-Z][a-z]{2,9}$/);
    const values = fc.uniqueArray(fc.constantFrom(...Value.options), { minLength: 1 });
    const share = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(word, values, share, (id, order, readiness) => {
        const parsed = parseCard(card({ id, values: order, traits: { readiness } }), `${id}.md`);
        expect(parsed.id).toBe(id.toLowerCase());
        expect(parsed.persona.values.slice(0, order.length)).toEqual(order);
        expect(parsed.persona.traits.readiness).toBe(readiness === 0 ? 0 : readiness);
      }),
    );
  });

  it('is a script that says what was asked, whatever the texts', () => {
    const text = fc.stringMatching(/^[a-z가-힣][a-z가-힣 :#'"-]{0,30}[a-z가-힣]$/);
    fc.assert(
      fc.property(
        text,
        fc.uniqueArray(fc.constantFrom('go', 'stay', 'sell', 'no'), { minLength: 2 }),
        (motion, names) => {
          const options = Object.fromEntries(names.map((name) => [name, `we ${name}`]));
          const parsed = parseScenario(scenario({ motion, options, cast: ['a', 'b'] }), 'test.yaml');
          expect(parsed.motion).toEqual(motion);
          expect(Object.keys(parsed.options)).toEqual(names);
        },
      ),
    );
  });

  it('is a turn whose support sums to one', () => {
    const { stance } = turn({ option: 'b', options: ['a', 'b', 'c'], confidence: 0.4, utterance: 'b it is' });
    expect(Object.values(stance.support).reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 12);
  });
});

it('the documented example is the one that is tested', () => {
  const read = (path: string) => readFileSync(new URL(path, import.meta.url), 'utf8');
  const [, documented] = /```ts\n([\s\S]*?)\n```/.exec(read('../../docs/TESTING.md')) ?? [];
  const tested = read('./example.test.ts').replace("'../../src/pitwall.ts'", "'pitwall'");
  expect(documented).toBe(tested.replace("'../../src/testing.ts'", "'pitwall/testing'").trimEnd());
});
