import stringWidth from 'string-width';
import { describe, expect, it } from 'vitest';
import { debateEnd, debateForTerminal } from '../../src/cli/print/debate.ts';
import { livePrinter } from '../../src/cli/support/live.ts';
import { canonicalJson } from '../../src/core/canonical.ts';
import { DebateDocument } from '../../src/core/document.ts';
import type { TranscriptEvent } from '../../src/core/events.ts';
import { blocksOf } from '../../src/report/blocks.ts';
import { printContext } from '../../src/report/context.ts';
import { debateAsMarkdown, memoAsMarkdown } from '../../src/report/markdown.ts';
import { memoSections } from '../../src/report/memo.ts';
import { settled } from '../../src/report/width.ts';
import type { DebateFixture } from '../fixtures/debate-fixture.ts';
import { ENGLISH, KOREAN } from '../fixtures/debate-fixture.ts';

const contextOf = ({ scenario, cards }: DebateFixture) => printContext(scenario, cards);
const pageOf = (fixture: DebateFixture, { width = 80, colour = false } = {}) =>
  debateForTerminal(contextOf(fixture), fixture.events, fixture.document, { width, colour });

/** Commands are printed whole, so that they can be copied, even over the edge. */
const isCommand = (line: string) => /pitwall \w+ |^ +--fact /.test(line);

describe('a debate on a terminal', () => {
  it.each([50, 60, 80, 110])('keeps within %i columns, commands aside', (width) => {
    for (const fixture of [KOREAN, ENGLISH]) {
      const wide = pageOf(fixture, { width })
        .split('\n')
        .filter((line) => stringWidth(line) > width);
      expect(wide.filter((line) => !isCommand(line))).toEqual([]);
    }
  });

  it('is the same live as from the record', () => {
    for (const fixture of [KOREAN, ENGLISH]) {
      const page = { width: 72, colour: true };
      const context = contextOf(fixture);
      let written = '';
      const live = livePrinter(context, { page, write: (text) => (written += text), progress: null });
      for (const event of fixture.events) live.notice({ kind: 'event', event });
      written += live.rest() + debateEnd(context, fixture.document, page);
      expect(written).toBe(debateForTerminal(context, fixture.events, fixture.document, page));
    }
  });

  it('does not depend on the order of keys, which a record does not keep', () => {
    const events = KOREAN.events.map((event) => JSON.parse(canonicalJson(event)) as TranscriptEvent);
    const document = DebateDocument.parse(JSON.parse(canonicalJson(KOREAN.document)));
    expect(pageOf({ ...KOREAN, events, document })).toBe(pageOf(KOREAN));
  });

  it('has no escape code without colour, and gives each seat its own with it', () => {
    expect(pageOf(KOREAN)).not.toContain('\u001b');
    const coloured = pageOf(KOREAN, { colour: true });
    const codes = ['Pulse', 'Cortex', 'Sentinel'].map((name) => coloured.slice(0, coloured.indexOf(name)).slice(-5));
    expect(new Set(codes).size).toBe(3);
  });

  it('says who answers whom, why he has the floor, and on what figure he moved', () => {
    const page = pageOf(KOREAN);
    expect(page).toContain(' 4  Cortex → Pulse · 1번 턴에 반박\n');
    expect(page).toContain('    (1턴 동안 발언하지 않음)\n');
    expect(page).toContain('    (Cortex가 4번 턴에서 1번 턴에 답함)\n');
    expect(pageOf(ENGLISH)).toContain('    (in seat order)\n');
    expect(page).toContain('[mixture_shift: shift −0.28 nats]');
    expect(page).toContain('▸ 계속 .72 → .31  ← 비중 몫 (Cortex, 4번 턴)\n');
    expect(page).toContain('▸ 계속 .31 → 비교 실험 .64');
    expect(page).toContain('Blaze (데스크 계산) · 32장이면');
    expect(page).toContain('쓰지 못한 것: `예산 승인`에 관한 문장');
  });

  it('shows a changed fact with its new value, in the words of the moderator', () => {
    expect(pageOf(KOREAN)).toContain(
      '사회 · 방금 예약이 풀렸습니다. GPU는 시간당 4달러로 봐 주세요.\n    GPU 시간당 값 2.5 → 4 USD/hour\n',
    );
  });

  it('puts the vote before and after side by side, with names and votes in columns', () => {
    const lines = pageOf(KOREAN).split('\n');
    const at = lines.findIndex((line) => /이름 +토론 전 +토론 후/.test(line));
    const rows = lines.slice(at, at + 4);
    expect(rows[2]).toMatch(/^ {2}Cortex +비교 실험 \.60 +비교 실험 \.76$/);
    const afters = ['토론 후', '비교 실험 .78', '비교 실험 .76', '되돌리기 .56'];
    expect(new Set(rows.map((row, index) => stringWidth(row) - stringWidth(afters[index] ?? ''))).size).toBe(1);
  });

  it('heads each round of rebuttal once and no phase in which nobody spoke', () => {
    const headings = blocksOf(contextOf(KOREAN), KOREAN.events).flatMap((block) =>
      block.kind === 'phase' ? [`${block.phase} ${block.round}${block.blind ? ' blind' : ''}`] : [],
    );
    expect(headings).toEqual(['opening 1 blind', 'rebuttal 1', 'rebuttal 2', 'vote 1']);
  });

  it('says so when the record ends early, and shows the turn that was not finished', () => {
    const cut = KOREAN.events.slice(0, KOREAN.events.findIndex(({ type }) => type === 'fact.changed') + 3);
    const document = { ...KOREAN.document, outcome: null };
    const page = debateForTerminal(contextOf(KOREAN), cut, document, { width: 80, colour: false });
    expect(page).toContain(' 6  Pulse\n');
    expect(page).toContain('기록은 여기까지입니다');
    expect(page).not.toContain('결정 ');
  });

  it('reads tools that were called while others spoke under the turn that they belong to', () => {
    const [opened, phase, ...rest] = KOREAN.events;
    const blind = rest.slice(0, 7);
    const barrier = [...blind].sort((a, b) => order(a.type) - order(b.type));
    const together = [opened, phase, ...barrier, ...rest.slice(7)].flatMap((event) => event ?? []);
    expect(blocksOf(contextOf(KOREAN), together)).toEqual(blocksOf(contextOf(KOREAN), KOREAN.events));
  });
});

const order = (type: string) => ['floor.granted', 'tool.called', 'turn.recorded'].indexOf(type);

describe('the memo', () => {
  const sections = ({ document, ...fixture }: DebateFixture) =>
    document.outcome === null ? [] : memoSections(contextOf({ ...fixture, document }), document, document.outcome);
  const lines = (fixture: DebateFixture, key: string) =>
    sections(fixture).find((section) => section.key === key)?.lines ?? [];

  it('begins with the decision, its score and how many seeds agree', () => {
    expect(lines(KOREAN, 'decision').map(({ text }) => text)).toEqual([
      '비교 실험 (2 : 1, 확신 .77)',
      '20개 시드 중 20개에서 같은 결정',
    ]);
    expect(lines(ENGLISH, 'decision').map(({ text }) => text)).toEqual([
      'no decision (1 : 1)',
      'same decision in 13 of 20 seeds (close call)',
    ]);
  });

  it('states what carries the decision as it was said, with the command that computes it again, and none for a given fact', () => {
    const rows = (key: string) =>
      lines(KOREAN, key).map(({ head, text, command }) => [settled(head), settled(text), command]);
    const command = 'pitwall tool mixture_shift --debate 6g2k9qx3fd --call 4.1';
    expect(rows('figures')).toEqual([
      ['비중만 바꿔도 내려갈 값', expect.stringMatching(/0\.28이 내려가요.* · Cortex, 4번 턴$/), command],
    ]);
    expect(rows('against')).toEqual([[expect.any(String), expect.stringContaining('11%'), null]]);
  });

  it('says who moved on which reason and who did not', () => {
    expect(lines(KOREAN, 'moved').map(({ head, text }) => [head, settled(text)])).toEqual([
      ['Pulse', '계속 .72 → .31 (비중만 바꿔도 내려갈 값) → 비교 실험 .64 (비중만 바꿔도 내려갈 값)'],
      ['', '선택 유지: Cortex, Sentinel'],
    ]);
  });

  it('names the threshold of a flip and the flag that tries its far side', () => {
    expect(lines(KOREAN, 'flips').map((line) => ({ ...line, text: settled(line.text) }))).toEqual([
      { head: '코드 loss', text: '1.55 nats 이상이면 계속', command: '--fact domainLoss.code=1.56' },
    ]);
  });

  it('says that no flip was found only when flips were looked for', () => {
    expect(lines(ENGLISH, 'flips')).toHaveLength(1);
    const { outcome } = ENGLISH.document;
    const live = { ...ENGLISH, document: { ...ENGLISH.document, outcome: outcome && { ...outcome, seeds: null } } };
    expect(lines(live, 'flips')).toEqual([]);
  });

  it('says how large, long, dear and fine the experiment is, and how to read it', () => {
    const [size, rule] = lines(KOREAN, 'experiment').map(({ text }) => text);
    expect(size).toMatch(/^2갈래 × 500 step · 55분 · 236달러 · 0\.020?부터 보임$/);
    expect(rule).toBe('웹 차이 0.02 이상 나쁨 → 되돌리기, 아니면 → 계속');
  });

  it('leaves out what there is none of', () => {
    expect(sections(ENGLISH).map(({ key }) => key)).toEqual([
      'decision',
      'flips',
      'votes',
      'moved',
      'tensions',
      'missing',
      'record',
    ]);
  });
});

describe('Markdown', () => {
  it('holds every section of the memo, with tables that have as many cells in each row', () => {
    const { document } = KOREAN;
    if (document.outcome === null) throw new Error('the fixture has an outcome');
    const memo = memoAsMarkdown(contextOf(KOREAN), document, document.outcome);
    for (const label of ['결정', '근거', '움직임', '소수', '합의', '긴장', '뒤집힘', '실험', '할 일', '기록'])
      expect(memo).toContain(label);
    const cells = memo
      .split('\n')
      .filter((line) => line.startsWith('|'))
      .map((line) => line.split(/(?<!\\)\|/).length);
    expect(new Set(cells)).toEqual(new Set([5]));
  });

  it('escapes what would be markup', () => {
    const scenario = { ...ENGLISH.scenario, title: 'a | b *c* <d>' };
    expect(debateAsMarkdown(printContext(scenario, ENGLISH.cards), ENGLISH.events, ENGLISH.document)).toContain(
      '# a \\| b \\*c\\* \\<d\\>\n',
    );
  });

  it('has every utterance', () => {
    const markdown = debateAsMarkdown(contextOf(KOREAN), KOREAN.events, KOREAN.document);
    for (const { utterance } of KOREAN.document.turns) expect(markdown).toContain(utterance);
  });
});
