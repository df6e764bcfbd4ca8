import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ruleOf } from '../../src/cards/lint/finding.ts';
import type { TranscriptEvent } from '../../src/core/events.ts';
import type { FidelityReport } from '../../src/evaluate.ts';
import { evaluateDebate, headBeside, openEvaluations } from '../../src/evaluate.ts';
import { openStore } from '../../src/pitwall.ts';
import type { DebateList, FidelityView, KeptFidelity, PersonaScores, PersonaView } from '../../src/view/api.ts';
import type { Viewer } from '../../src/view/server/index.ts';
import { enlarged, rewritten } from './large.ts';
import type { Place } from './place.ts';
import { adopted, change, emptyPlace, read, viewerOf } from './place.ts';

/** The first turns of Pulse, said as a program says it. */
const disclosing = (count: number) => (events: TranscriptEvent[]) => {
  let left = count;
  return events.map((event): TranscriptEvent => {
    if (event.type !== 'turn.recorded' || event.body.speaker !== 'pulse' || left === 0) return event;
    left -= 1;
    return { ...event, body: { ...event.body, utterance: DISCLOSED } };
  });
};
const DISCLOSED = 'As an AI language model, I cannot have an opinion about this run.';

describe('scores in the viewer', () => {
  let place: Place;
  let viewer: Viewer;
  const ids: string[] = [];
  /** As `pitwall eval debate` makes them; made before the viewer opens, whose connections would be idle meanwhile. */
  const reports: FidelityReport[] = [];
  beforeAll(async () => {
    place = emptyPlace();
    const told = await adopted(place, 'spike-at-12k');
    // The same debate with one turn and with two turns in which Pulse is out of character.
    ids.push(told, await rewritten(place, told, disclosing(1)), await rewritten(place, told, disclosing(2)));
    const store = openStore(place.file, { readonly: true });
    for (const id of ids) reports.push(await evaluateDebate(store, id));
    store.close();
    viewer = await viewerOf(place);
  });
  afterAll(async () => {
    await viewer.close();
    place.remove();
  });

  const first = () => ids[0] ?? '';
  const fidelity = (id: string, of = viewer) => read<FidelityView>(of, `/api/debates/${id}/fidelity`);
  const scores = (of = viewer) => read<PersonaScores>(of, '/api/personas/pulse/scores');
  /** What the database keeps of a debate. */
  const keptOf = (id: string) => {
    const kept = openEvaluations(place.file, { readonly: true });
    try {
      return kept.latest('report', id);
    } finally {
      kept.close();
    }
  };

  it('says which debates of a member nobody has measured yet', async () => {
    const { debates, unmeasured, trends } = await scores();
    expect(debates).toEqual([]);
    expect(unmeasured.map(({ id }) => id)).toEqual(ids);
    expect(trends['total']).toBeNull();
  });

  it('keeps what it measures, so that the same viewer and another one need not measure it again', async () => {
    expect(keptOf(first())).toBeNull();
    const atHand = () => read<KeptFidelity>(viewer, `/api/debates/${first()}/fidelity/kept`);
    expect(await atHand()).toEqual({ version: 1, fidelity: null });
    const view = await fidelity(first());
    expect(view.unkept).toBeNull();
    const measured = (reports[0] as FidelityReport).members.map(({ persona, card }) => [
      persona,
      'model',
      card.verdict,
    ]);
    expect(measured.length).toBeGreaterThan(2);
    expect(view.members.map(({ id, hand, verdict }) => [id, hand, verdict]).sort()).toEqual(measured.sort());
    const kept = keptOf(first());
    expect(kept?.body).toEqual(reports[0]);
    expect(await fidelity(first())).toEqual({ ...view, measuredAt: kept?.at });
    expect(await atHand()).toEqual({ version: 1, fidelity: { ...view, measuredAt: kept?.at } });
    const other = await viewerOf(place);
    expect(await fidelity(first(), other)).toEqual({ ...view, measuredAt: kept?.at });
    await other.close();
    expect(keptOf(first())?.at).toBe(kept?.at);
  });

  it('leads from each place to a turn of the member, with the words that are in it', async () => {
    const { members } = await fidelity(first());
    const { blocks } = await read<{
      blocks: { kind: string; turn: number; speaker: string; said: { utterance: string } }[];
    }>(viewer, `/api/debates/${first()}/transcript`);
    const places = members.flatMap(({ id, scores: own }) =>
      own.flatMap(({ evidence }) => evidence.map((one) => ({ member: id, ...one }))),
    );
    expect(places.length).toBeGreaterThan(0);
    for (const { member, turn, quote } of places) {
      const spoken = blocks.find((block) => block.kind === 'turn' && block.turn === turn);
      expect(spoken?.speaker).toBe(member);
      expect(spoken?.said.utterance).toContain(quote);
    }
  });

  it('shows what `pitwall eval debate` has kept, and not what is of another record or by other scorers', async () => {
    const [, second = '', third = ''] = ids;
    const [, report, stale] = reports as [FidelityReport, FidelityReport, FidelityReport];
    const kept = openEvaluations(place.file);
    kept.keep('report', second, report);
    kept.keep('report', third, { ...stale, head: 'f'.repeat(64) });
    const before = await scores();
    const older = stale.members.map((member) => ({
      ...member,
      card: { ...member.card, scores: member.card.scores.map((score) => ({ ...score, version: score.version + 1 })) },
    }));
    kept.keep('report', third, { ...stale, members: older });
    kept.close();
    for (const { debates, unmeasured } of [before, await scores()]) {
      expect(debates.map(({ id }) => id)).toEqual([first(), second]);
      expect(unmeasured.map(({ id }) => id)).toEqual([third]);
    }
    const own = report.members.find(({ persona }) => persona === 'pulse');
    const shown = before.debates[1];
    expect([shown?.total, shown?.turns]).toEqual([own?.card.total, own?.card.turns]);
    const firstOwn = (reports[0] as FidelityReport).members.find(({ persona }) => persona === 'pulse');
    expect([before.debates[0]?.verdict, shown?.verdict]).toEqual([firstOwn?.card.verdict, own?.card.verdict]);
    for (const { scorer, score } of own?.card.scores ?? []) expect(shown?.scores[scorer]).toBe(score);
  });

  it.each([
    ['a probe of it', { kind: 'probe', parent: 'me' }, ['playbook'], true],
    ['a probe of another', { kind: 'probe', parent: 'you' }, ['playbook'], false],
    ['a fork of it', { kind: 'debate', parent: 'me' }, ['playbook'], false],
    ['an interview, where the playbook sits', { kind: 'interview', parent: null }, ['playbook'], false],
    ['an interview, where a language model sits', { kind: 'interview', parent: null }, ['openai:x'], true],
  ] as const)('knows whether a kept report is old after %s', (_, { kind, parent }, models, isOld) => {
    const store = openStore(place.file, { readonly: true });
    const [summary] = store.list();
    store.close();
    if (summary === undefined) throw new Error('expected a debate');
    const beside = { ...summary, id: 'beside', kind, parent: parent === null ? null : { id: parent, turn: 1 } };
    const head = (all: readonly (typeof summary)[]) => headBeside('hash', { id: 'me', models }, all);
    expect(head([])).toBe('hash');
    expect(head([beside]) !== head([])).toBe(isOld);
    expect(head([{ ...beside, status: 'unfinished' }])).toBe('hash');
  });

  it('counts a report that an older version made as none, and says so', async () => {
    const [, , third = ''] = ids;
    const kept = openEvaluations(place.file);
    kept.keep('report', third, { ...reports[2], schema: 1 });
    kept.close();
    const { older, unmeasured } = await scores();
    expect(older).toBe(1);
    expect(unmeasured.map(({ id }) => id)).toEqual([third]);
  });

  it('measures a debate for who has the token only, and then draws a line through three', async () => {
    const path = `/api/debates/${ids[2]}/evaluations`;
    const headers = { origin: viewer.origin, 'content-type': 'application/json' };
    expect((await fetch(viewer.origin + path, { method: 'POST', headers, body: '{}' })).status).toBe(403);
    expect((await scores()).unmeasured).toHaveLength(1);
    const made = await change(viewer, path, {});
    expect(made.status).toBe(200);
    expect(((await made.json()) as FidelityView).remarks[0]).toEqual({ code: 'report.older-version', params: {} });
    const { debates, trends, unmeasured, older } = await scores();
    expect([debates.length, unmeasured.length, older]).toEqual([3, 0, 0]);
    const [a = 0, b = 0, c = 0] = debates.map(({ scores: own }) => own['A2'] ?? 0);
    expect([a, a > b, b > c]).toEqual([1, true, true]);
    const slopes = [b - a, c - b, (c - a) / 2].sort((one, other) => one - other);
    expect(trends['A2']?.slope).toBeCloseTo(slopes[1] ?? 0, 12);
    expect(trends['A2']).toMatchObject({ debates: 3, correlation: -1 });
  });

  it('goes on answering while a long debate is measured', async () => {
    const long = await enlarged(place, first(), 300);
    // Read once, it is in the list's cache.
    await read<DebateList>(viewer, '/api/debates');
    const measured = fidelity(long);
    let isDone = false;
    void measured.finally(() => {
      isDone = true;
    });
    const waits: number[] = [];
    while (!isDone) {
      const start = performance.now();
      await read<DebateList>(viewer, '/api/debates');
      waits.push(performance.now() - start);
    }
    const { members } = await measured;
    expect(members.reduce((sum, { turns }) => sum + turns, 0)).toBe(300);
    // More than a few answers came while it went on, and none took the most of that time.
    expect(waits.length).toBeGreaterThan(5);
    expect(Math.max(...waits)).toBeLessThan(waits.reduce((sum, wait) => sum + wait, 0) / 2);
  });

  it('says of a card what it is held to, by line, and what cannot be scored', async () => {
    const view = await read<PersonaView>(viewer, '/api/personas/pulse');
    const rows = view.text.split('\n');
    expect(view.findings.map(ruleOf)).toEqual(['experience', 'tokens']);
    for (const { line } of view.findings) expect(rows[line - 1]).toMatch(/\d/);
    const [hardware] = view.boundaries;
    expect(hardware).toMatchObject({ topics: ['hardware'], to: { id: 'blaze', name: 'Blaze' } });
    expect(rows[(hardware?.line ?? 0) - 1]).toContain(hardware?.quote);
    expect(view.laws.filter(({ own }) => own).map(({ id }) => id)).toEqual(
      expect.arrayContaining(['chinchilla', 'stated']),
    );
    expect(view.laws.some(({ id, own }) => id === 'share' && !own)).toBe(true);
    expect(view.examples.all).toBe(view.examples.korean + view.examples.english);
    expect(view.unscored).toEqual([]);
  });
});
