import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventsOf } from '../../src/core/events.ts';
import { diffDebates, loadScenario, loadTeam, openStore, runDebate } from '../../src/pitwall.ts';
import type {
  BlockView,
  Comparison,
  Curve,
  DebateHead,
  DebateList,
  EventList,
  MemoView,
  PersonaView,
  ScenarioList,
  Transcript,
} from '../../src/view/api.ts';
import { thinned } from '../../src/view/server/curve.ts';
import type { Viewer } from '../../src/view/server/index.ts';
import type { Place } from './place.ts';
import { change, emptyPlace, held, read, viewerOf } from './place.ts';

describe('the API over a database', () => {
  let place: Place;
  let viewer: Viewer;
  let id: string;
  beforeAll(async () => {
    place = emptyPlace();
    id = await held(place, 'loss-drop-3000');
    viewer = await viewerOf(place);
  });
  afterAll(async () => {
    await viewer.close();
    place.remove();
  });

  it('lists debates with what their scenario calls things', async () => {
    const { debates } = await read<DebateList>(viewer, '/api/debates');
    const row = debates.find((debate) => debate.id === id);
    expect(row).toMatchObject({
      scenario: 'loss-drop-3000',
      title: '3000 step의 급락',
      status: 'closed',
      decision: { id: 'ablate', name: '비교 실험' },
      parting: null,
    });
    expect(row?.cast.map(({ name }) => name)).toEqual(['Pulse', 'Cortex', 'Flux', 'Sentinel', 'Blaze']);
  });

  it('finds a debate by the start of its id and by `last`, and says what there is for another name', async () => {
    expect(await read<DebateHead>(viewer, `/api/debates/${id.slice(0, 8)}`)).toMatchObject({ id });
    expect(await read<DebateHead>(viewer, '/api/debates/last')).toMatchObject({ version: 1 });
    const missing = await fetch(`${viewer.origin}/api/debates/nobody`);
    expect(missing.status).toBe(404);
    expect(await missing.json()).toMatchObject({
      error: { code: 'UNKNOWN_NAME', sentence: expect.stringContaining(id) },
    });
  });

  it('tells every turn of the record with its words, its grounds and what it took', async () => {
    const { blocks, last } = await read<Transcript>(viewer, `/api/debates/${id}/transcript`);
    const { events } = await read<EventList>(viewer, `/api/debates/${id}/events`);
    expect(last).toBe(events.at(-1)?.seq);
    const turns = blocks.filter((block) => block.kind === 'turn');
    const store = openStore(place.file, { readonly: true });
    const recorded = eventsOf(
      store.events(id).map(({ event }) => event),
      'turn.recorded',
    );
    store.close();
    expect(turns.map(({ said }) => said?.utterance)).toEqual(recorded.map(({ utterance }) => utterance));
    expect(turns.every(({ cost }) => cost !== null && cost.modelCalls > 0 && cost.latencyMs > 0)).toBe(true);
    const grounds = turns.flatMap(({ said }) => said?.claims.flatMap(({ ground }) => ground ?? []) ?? []);
    const said = grounds.filter(({ kind }) => kind === 'tool');
    expect(said.length).toBeGreaterThan(0);
    // In the scenario's words and with the number: no name of a quantity or an option.
    for (const { text, ref } of said) if (ref.includes('@')) expect(text).toMatch(/^evaluate · [^@]+ \(.+\) [−\d]/);
    expect(blocks.map(({ seq }) => seq)).toEqual([...blocks.map(({ seq }) => seq)].sort((a, b) => a - b));
  });

  it('leads from each line of the memo to the turns that it speaks of', async () => {
    const { memo } = await read<MemoView>(viewer, `/api/debates/${id}/memo`);
    const { blocks } = await read<Transcript>(viewer, `/api/debates/${id}/transcript`);
    const moved = memo?.sections.find(({ key }) => key === 'moved');
    const turns = blocks.filter((block) => block.kind === 'turn');
    const movers = moved?.lines.filter(({ head }) => head !== '') ?? [];
    expect(movers.length).toBeGreaterThan(0);
    for (const { head, turns: moves } of movers) {
      expect(moves.length).toBeGreaterThan(0);
      const spoken = turns.filter(({ turn }) => moves.includes(turn));
      // Those who went the same way stand in one line.
      const names = head.toLowerCase().split(', ');
      expect(new Set(spoken.map(({ speaker }) => speaker))).toEqual(new Set(names));
      expect(spoken.every(({ said }) => said?.stance.moved === true)).toBe(true);
    }
    const compared = memo?.sections.find(({ key }) => key === 'table')?.table;
    expect(compared?.head.options.filter(({ chosen }) => chosen).map(({ id: option }) => option)).toEqual(['ablate']);
    expect(compared?.rows.every(({ cells }) => cells.length === compared.head.options.length)).toBe(true);
    expect(memo?.sections[0]).toMatchObject({ key: 'decision' });
    expect(memo?.sections[0]?.lines[0]?.text).toMatch(/^비교 실험, \d : \d/);
  });

  it('gives the data that a tool read as a curve', async () => {
    const { blocks } = await read<Transcript>(viewer, `/api/debates/${id}/transcript`);
    const names = blocks.flatMap((block) =>
      block.kind === 'turn' ? block.tools.flatMap(({ curve }) => curve ?? []) : [],
    );
    expect(new Set(names)).toEqual(new Set(['loss']));
    const curve = await read<Curve>(viewer, `/api/debates/${id}/data/loss`);
    expect(curve.points).toBe(1035);
    expect(curve.steps).toHaveLength(curve.losses.length);
    expect(curve.losses.at(-1)).toBeCloseTo(2.3, 1);
    expect((await fetch(`${viewer.origin}/api/debates/${id}/data/__proto__`)).status).toBe(404);
  });

  it('thins a curve without losing a spike of one point', () => {
    const values = new Float64Array(50_000).fill(1);
    values[31_337] = 9;
    values[40_001] = -3;
    const kept = thinned(values, 1600);
    expect(kept.length).toBeLessThanOrEqual(1600);
    expect(kept).toContain(31_337);
    expect(kept).toContain(40_001);
    expect(kept).toEqual([...kept].sort((a, b) => a - b));
  });

  it('tells a member with their card, what is wrong in it, and where they sat', async () => {
    const persona = await read<PersonaView>(viewer, '/api/personas/%EB%8F%84%EC%9C%A4');
    expect(persona).toMatchObject({ id: 'pulse', documentId: 'F1-08' });
    expect(persona.values[0]).toEqual({ id: 'progress', ko: '학습 진전', en: 'training progress' });
    expect(persona.debates.map((debate) => debate.id)).toContain(id);
    expect(persona.text).toContain('# F1-08');
  });

  it('begins a debate that a stream tells block by block, as the record then has them', async () => {
    const { scenarios } = await read<ScenarioList>(viewer, '/api/scenarios');
    expect(scenarios.find((one) => one.id === 'spike-at-12k')).toMatchObject({ problem: null, language: 'en' });
    const begun = await change(viewer, '/api/debates', { scenario: 'spike-at-12k', seed: 4, paceMs: 5 });
    expect(begun.status).toBe(201);
    const { id: child } = (await begun.json()) as { id: string };
    const told = await streamed(viewer, child);
    const { blocks } = await read<Transcript>(viewer, `/api/debates/${child}/transcript`);
    expect(told.blocks).toEqual(blocks);
    expect(told.notices).toEqual(expect.arrayContaining(['thinking', 'state']));
    expect(told.end).toEqual({ status: 'closed', last: blocks.at(-1)?.seq });
    expect(await read<DebateHead>(viewer, `/api/debates/${child}`)).toMatchObject({ seed: 4, status: 'closed' });
  });

  it('goes on behind an event for who has heard the rest', async () => {
    const { blocks } = await read<Transcript>(viewer, `/api/debates/${id}/transcript`);
    const after = blocks.find((block) => block.kind === 'turn' && block.turn === 12)?.seq ?? 0;
    const { blocks: rest } = await streamed(viewer, id, after);
    expect(rest).toEqual(blocks.filter(({ seq }) => seq > after));
  });

  it('keeps for who reads nothing no more than the blocks, and what goes on now', async () => {
    const team = loadTeam({ projectDir: place.folder });
    const scenario = loadScenario('spike-at-12k', { projectDir: place.folder, team, cast: 'pulse,sentinel' });
    const { id: name, over } = viewer.live.begin(viewer.records.write(), (around) =>
      runDebate({
        ...{ scenario, team, ...around, paceMs: 20 },
        on: (notice) => {
          around.on(notice);
          if (notice.kind !== 'thinking') return;
          for (let piece = 0; piece < 500; piece += 1)
            around.on({ kind: 'words', speaker: notice.speaker, turn: 1, utterance: 'x'.repeat(piece) });
        },
      }),
    );
    const child = await name;
    const host = { host: new URL(viewer.origin).host };
    const response = await viewer.app.request(`/api/debates/${child}/stream`, { headers: host });
    await over;
    const told = toldIn(await response.text());
    expect(told.blocks).toEqual((await read<Transcript>(viewer, `/api/debates/${child}/transcript`)).blocks);
    expect(told.notices.length).toBeLessThan(20);
  });

  it('lets a debate part from a turn under a changed fact, and puts the two side by side from there', async () => {
    const asked = await change(viewer, `/api/debates/${id}/forks`, {
      at: 9,
      facts: { drift: '0.029' },
      say: '폭을 다시 쟀더니 0.029였습니다',
    });
    expect(await asked.clone().text()).toContain('"id"');
    const { id: child } = (await asked.json()) as { id: string };
    await streamed(viewer, child);
    const head = await read<DebateHead>(viewer, `/api/debates/${child}`);
    expect(head.parting).toMatchObject({ parent: id, turn: 9 });
    expect(head.parting?.changed.join()).toContain('drift');
    expect((await read<DebateHead>(viewer, `/api/debates/${id}`)).forks.map((fork) => fork.id)).toContain(child);
    const compared = await read<Comparison>(viewer, `/api/compare/${id}/${child}`);
    const store = openStore(place.file, { readonly: true });
    expect(compared.diff).toEqual(diffDebates({ store, a: id, b: child }));
    store.close();
    expect(compared.diff.first?.turn).toBe(9);
    expect(compared.diff.settings).toEqual([
      { of: 'fact', name: 'drift', a: null, b: '0.029' },
      { of: 'said', name: '9', a: null, b: '폭을 다시 쟀더니 0.029였습니다' },
    ]);
    const changed = new Map(compared.diff.turns.map((change) => [change.turn, change.changed]));
    expect(changed.size).toBeGreaterThan(0);
    for (const row of compared.rows) expect(row.changed).toEqual(changed.get(row.turn) ?? []);
    const same = await read<Comparison>(viewer, `/api/compare/${id}/${id}`);
    expect([same.diff.first, same.diff.settings]).toEqual([null, []]);
  });

  it.each([
    [
      'a field of another kind',
      '/api/debates',
      { scenario: 'loss-drop-3000', seed: 'one' },
      400,
      '`seed`: expected number, found "one"',
    ],
    ['a field that it does not know', '/api/debates', { scenario: 'loss-drop-3000', shell: 'rm' }, 400, 'shell'],
    ['a path for a scenario', '/api/debates', { scenario: '../secret' }, 400, '`scenario`: expected text that matches'],
    ['a scenario that is not there', '/api/debates', { scenario: 'nowhere' }, 404, 'nowhere'],
    ['a fact that is not there', '/api/debates', { scenario: 'loss-drop-3000', facts: { moon: '1' } }, 404, 'moon'],
    [
      'a fact of a name that every object has',
      '/api/debates',
      '{"scenario":"loss-drop-3000","facts":{"__proto__":"1"}}',
      400,
      'another name than `__proto__`',
    ],
    ['100,000 levels', '/api/debates', `${'['.repeat(100_000)}${']'.repeat(100_000)}`, 400, 'at most 32 levels'],
    ['what is no JSON', '/api/debates', '{', 400, 'JSON'],
    ['what is not UTF-8', '/api/debates', new Blob([Uint8Array.of(0x22, 0xff, 0x22)]), 400, 'from offset 1 on'],
    ['what is no object', '/api/debates', null, 400, 'the body: expected object, found null'],
  ])('refuses %s in a sentence that names it', async (_, path, body, status, named) => {
    const response = await change(viewer, path, body);
    const { error } = (await response.json()) as { error: { sentence: string } };
    expect([response.status, error.sentence.includes(named)]).toEqual([status, true]);
  });
});

describe('the API over no database', () => {
  it('has no debates, makes no file, and begins the first', async () => {
    const place = emptyPlace();
    const viewer = await viewerOf(place);
    try {
      expect(await read<DebateList>(viewer, '/api/debates')).toEqual({ version: 1, debates: [] });
      const begun = await change(viewer, '/api/debates', { scenario: 'spike-at-12k', cast: 'pulse,sentinel' });
      const { id } = (await begun.json()) as { id: string };
      await streamed(viewer, id);
      const { debates } = await read<DebateList>(viewer, '/api/debates');
      expect(debates.map((debate) => [debate.id, debate.cast.length])).toEqual([[id, 2]]);
    } finally {
      await viewer.close();
      place.remove();
    }
  });
});

interface Told {
  blocks: BlockView[];
  notices: string[];
  end: unknown;
}

/** Everything that the stream says to its end. */
async function streamed({ origin }: Viewer, id: string, after = 0): Promise<Told> {
  return toldIn(await (await fetch(`${origin}/api/debates/${id}/stream?after=${after}`)).text());
}

function toldIn(text: string): Told {
  const told: Told = { blocks: [], notices: [], end: null };
  for (const message of text.split('\n\n')) {
    const event = /^event: (.*)$/m.exec(message)?.[1];
    const data = /^data: (.*)$/m.exec(message)?.[1];
    if (data === undefined) continue;
    const value: unknown = JSON.parse(data);
    if (event === 'block') told.blocks.push(value as BlockView);
    if (event === 'notice') told.notices.push((value as { kind: string }).kind);
    if (event === 'end') told.end = value;
  }
  return told;
}
