import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { evaluate, SCORERS } from '../../src/evaluate.ts';
import { loadScenario, loadTeam, openStore, runDebate } from '../../src/pitwall.ts';
import type { EvaluatedDebate } from '../../src/vitest.ts';
import { heldDebates, recordedDebate } from '../../src/vitest.ts';
import { folder } from '../store/place.ts';

/** The message with which an expectation fails; fails the test when it holds. */
function messageOf(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
  throw new Error('expected the expectation to fail, it held');
}

/** The same debates with a member's last turn said otherwise. */
function saying(held: EvaluatedDebate, persona: string, utterance: string): EvaluatedDebate {
  const debates = held.debates.map((debate) => {
    const at = debate.turns.findLastIndex((turn) => turn.persona === persona);
    return {
      ...debate,
      turns: debate.turns.map((turn, index) => (index === at ? { ...turn, utterance, numbers: [] } : turn)),
    };
  });
  const { subject } = held.report;
  return { ...held, debates, report: evaluate({ subject, debates, cards: held.cards, scorers: SCORERS }) };
}

describe('debates of a member who does not sit in the cast', () => {
  it('are held with them in it', async () => {
    const { report, command } = await heldDebates({ scenario: 'nan-for-a-junior', seeds: 1, member: 'prism' });
    expect(report.members.map(({ persona }) => persona)).toContain('prism');
    expect(command).toBe('pitwall eval scenario nan-for-a-junior --seeds 1 --cast +prism');
  });
});

describe('matchers', () => {
  let held: EvaluatedDebate;
  beforeAll(async () => {
    held = await heldDebates({ scenario: 'loss-drop-3000', seeds: 1 });
  });

  it('quote the turn, the line of the card and the command that shows it again', () => {
    const liar = saying(held, 'pulse', '나 박사는 MIT에서 했잖아. 그러니까 내 말 믿고 계속 가자.');
    const message = messageOf(() => expect(liar).toNotContradict('pulse'));
    expect(message).toContain('나 박사는 MIT에서 했잖아');
    expect(message).toMatch(/card, line \d+: .*Stanford/);
    expect(message).toContain('again: pitwall eval scenario loss-drop-3000 --seeds 1');
    expect(messageOf(() => expect(liar).toStayInCharacter('pulse'))).toContain('a proven check failed: Identity');
    expect(message).toMatch(/this check was wrong about \d+ of \d+ turns in character by others/);
    expect(liar).not.toStayInCharacter('pulse');
  });

  it('fail by proven checks alone, and by a total where one is asked for', () => {
    const [first, ...others] = held.report.members;
    if (first === undefined) throw new Error('nobody spoke');
    const low = { ...first, card: { ...first.card, verdict: 'pass' as const, because: [], total: 0.1 } };
    const dull = { ...held, report: { ...held.report, members: [low, ...others] } };
    expect(dull).toStayInCharacter(first.persona);
    expect(messageOf(() => expect(dull).toStayInCharacter(first.persona, { atLeast: 0.5 }))).toContain(
      'the weighted total is 0.10, at least 0.50 was asked for',
    );
    const liar = saying(held, 'pulse', '나 박사는 MIT에서 했잖아. 그러니까 내 말 믿고 계속 가자.');
    expect(liar).not.toNotContradict('pulse', { proven: true });
    const members = liar.report.members.map((one) => ({ ...one, card: { ...one.card, because: [] } }));
    const unproven = { ...liar, report: { ...liar.report, members } };
    expect(unproven).toNotContradict('pulse', { proven: true });
    expect(unproven).not.toNotContradict('pulse');
  });

  it('see a law broken, a register left and work claimed that is a colleague’s', () => {
    const wrong = saying(held, 'pulse', '7B면 Chinchilla로 쳐도 토큰 14B면 충분해.');
    expect(messageOf(() => expect(wrong).toRespectLaw('chinchilla'))).toContain('토큰 14B');
    expect(held).toRespectLaw('chinchilla');
    const court = saying(held, 'flux', '그 일은 내가 살피겠소. 어서 해 보시오. 이것이 옳소.');
    expect(messageOf(() => expect(court).toKeepRegister('flux', { atLeast: 0.9 }))).toContain('살피겠소');
    const claims = saying(held, 'pulse', '커널은 내가 직접 짜서 최적화해 뒀어. Blaze 없이 내가 끝낼게.');
    expect(messageOf(() => expect(claims).toDeferTo('blaze', { by: 'pulse' }))).toContain('커널은 내가 직접');
  });

  it('do not hold where nothing was measured, and name what is there', () => {
    const empty = { ...held, debates: [], report: { ...held.report, members: [], confusion: null } };
    expect(messageOf(() => expect(empty).toStayInCharacter('pulse'))).toContain('expected a member who spoke');
    expect(messageOf(() => expect(empty).toBeTellableApart())).toContain('no card has enough examples');
    expect(messageOf(() => expect(held).toDeferTo('nobody'))).toContain('no card leaves work to nobody');
    expect(messageOf(() => expect(held).toRespectLaw('gravity'))).toContain('chinchilla');
  });

  it('read a recorded debate as they read one held in memory', async () => {
    const db = join(folder(), 'debates.db');
    const store = openStore(db);
    const team = loadTeam({ projectDir: process.cwd() });
    const scenario = loadScenario('loss-drop-3000', { projectDir: process.cwd(), team });
    await runDebate({ scenario, team, store, seed: 1 });
    store.close();
    const recorded = recordedDebate({ debate: 'last', db });
    expect(recorded).toNotContradict();
    const utterances = ({ report }: EvaluatedDebate) => report.turns.map(({ utterance }) => utterance);
    expect(utterances(recorded)).toEqual(utterances(held));
    expect(recorded.command).toContain('pitwall eval debate');
  });
});
