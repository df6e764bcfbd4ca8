import stringWidth from 'string-width';
import { describe, expect, it } from 'vitest';
import { debateForTerminal } from '../../src/cli/print/debate.ts';
import { tableLines } from '../../src/cli/print/memo-columns.ts';
import { styleFor } from '../../src/cli/print/style.ts';
import { livePrinter } from '../../src/cli/support/live.ts';
import { canonicalJson } from '../../src/core/canonical.ts';
import { DebateDocument } from '../../src/core/document.ts';
import type { TranscriptEvent } from '../../src/core/events.ts';
import { eventsOf } from '../../src/core/events.ts';
import type { Act } from '../../src/core/turn.ts';
import { heardIn } from '../../src/reasoning/heard.ts';
import { blocksOf } from '../../src/report/blocks.ts';
import { printContext } from '../../src/report/context.ts';
import { debateAsMarkdown, memoAsMarkdown } from '../../src/report/markdown.ts';
import { memoSections } from '../../src/report/memo.ts';
import type { MemoTable } from '../../src/report/memo-table.ts';
import { verdictOf } from '../../src/report/outcome.ts';
import { settled, wrap } from '../../src/report/width.ts';
import type { DebateFixture } from '../fixtures/debate-fixture.ts';
import { ENGLISH, KOREAN } from '../fixtures/debate-fixture.ts';
import { claim } from '../reasoning/turns.ts';

const contextOf = ({ scenario, cards }: DebateFixture) => printContext(scenario, cards);
const heldOf = ({ events, document }: DebateFixture) => ({ events, document, flipped: null });
const pageOf = (fixture: DebateFixture, { width = 80, colour = false, full = false } = {}) =>
  debateForTerminal(contextOf(fixture), heldOf(fixture), { width, colour }, { full });

describe('a debate on a terminal', () => {
  it.each([50, 60, 80, 110])('keeps within %i columns, with the card and with the memo', (width) => {
    for (const fixture of [KOREAN, ENGLISH]) {
      for (const full of [false, true]) {
        const lines = pageOf(fixture, { width, full }).split('\n');
        expect(lines.filter((line) => stringWidth(line) > width)).toEqual([]);
      }
    }
  });

  it('is the same live as from the record', () => {
    const page = { width: 72, colour: true };
    for (const fixture of [KOREAN, ENGLISH]) {
      for (const full of [false, true]) {
        const context = contextOf(fixture);
        const { scenario, events, document } = fixture;
        const verdict = verdictOf({ events, scenario, heard: heardIn(events, scenario.facts) });
        if (document.outcome === null || verdict === null) throw new Error('the fixture has an outcome');
        // What the fixture's outcome has by hand is what its events come to.
        const held = heldOf({ ...fixture, document: { ...document, outcome: { ...document.outcome, ...verdict } } });
        const { id } = document.debate;
        let written = '';
        const write = (text: string) => (written += text);
        const live = livePrinter(context, { page, write, progress: null, full, id: () => id });
        for (const event of fixture.events) live.notice({ kind: 'event', event });
        written += live.end(context, held);
        expect(written).toBe(debateForTerminal(context, held, page, { full }));
      }
    }
  });

  it('does not depend on the order of keys, which a record does not keep', () => {
    const events = KOREAN.events.map((event) => JSON.parse(canonicalJson(event)) as TranscriptEvent);
    const document = DebateDocument.parse(JSON.parse(canonicalJson(KOREAN.document)));
    expect(pageOf({ ...KOREAN, events, document })).toBe(pageOf(KOREAN));
  });

  it('has what a turn does beside its words, one word for a vote of none, and no whole turn behind what moved somebody', () => {
    const long =
      'I have counted the logs of the last quarter, all of them, and there is nothing in them that would tell the two apart.';
    const events = ENGLISH.events.flatMap((event): TranscriptEvent[] => {
      if (event.type !== 'turn.recorded') return [event];
      const { turn, speaker, phase } = event.body;
      const body = { ...event.body, claims: [claim({ gist: long, text: long })] };
      if (phase !== 'rebuttal') return [{ ...event, body }];
      const beside = {
        stance: { option: null, confidence: 0, support: {}, movedBy: ['turn:1.1'] },
        condition: 'the log holds',
        action: 'count it again',
        measures: { what: 'a day of logs', price: '30 USD', threshold: 'one per cent' },
        withdraws: [{ turn: 1, claim: 1 }],
      };
      const detail = '`7` follows from nothing';
      return [
        { type: 'turn.flawed', body: { turn, speaker, flaw: 'unfounded', detail, effect: '' } },
        { ...event, body: { ...body, ...beside } },
        {
          ...event,
          body: { ...body, turn: turn + 1, stance: { ...beside.stance, option: 'continue', confidence: 0.7 } },
        },
      ];
    });
    const page = pageOf({ ...ENGLISH, events }, { full: true });
    expect(page).toContain('condition: the log holds');
    expect(page).toContain('takes on: count it again');
    expect(page).toContain('measures: a day of logs, 30 USD, one per cent');
    expect(page).toContain('takes back what they said in turn 1');
    expect(page).toContain('Left so after the return, and accepted: `7` follows from nothing');
    expect(page).not.toContain('Incomplete turn');
    expect(page).toMatch(/▸ no vote → continue \.70\s+← Pulse,\s?turn 1/u);
    expect(page.replace(/\s+/g, ' ')).not.toContain(`← ${long}`);
  });

  it('has no escape code without colour, and gives each seat its own with it', () => {
    expect(pageOf(KOREAN)).not.toContain('\u001b');
    const coloured = pageOf(KOREAN, { colour: true });
    const codes = ['Pulse', 'Cortex', 'Sentinel'].map((name) => coloured.slice(0, coloured.indexOf(name)).slice(-5));
    expect(new Set(codes).size).toBe(3);
  });

  it('says who answers whom, why they have the floor, and on what figure they moved', () => {
    const page = pageOf(KOREAN);
    expect(page).toContain(' 4  Cortex → Pulse · 1번 턴에 반박\n');
    expect(page).toContain('    (Cortex가 4번 턴에서 1번 턴에 답함)\n');
    // Whose turn it simply was, nobody needs to be told.
    expect(page).not.toContain('발언하지 않음');
    expect(pageOf(ENGLISH)).not.toContain('(in seat order)');
    expect(page).toContain('[mixture_shift: shift −0.28 nats]');
    expect(page).toContain('▸ 계속 .72 → .31  ← 비중 몫 (Cortex, 4번 턴)\n');
    expect(page).toContain('▸ 계속 .31 → 비교 실험 .64');
    expect(page).toContain('Blaze (데스크 계산) · 32장이면');
    expect(page).toContain('쓰지 못한 것: `예산 승인`에 관한 문장');
  });

  it('shows a changed fact with its new value, in the words of the moderator', () => {
    expect(pageOf(KOREAN)).toContain(
      '사회 · 방금 예약이 풀렸습니다. GPU는 시간당 4달러로 봐 주세요.\n    GPU 시간당 값 2.5달러 → 4달러\n',
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
    const page = pageOf({ ...KOREAN, events: cut, document });
    expect(page).toContain(' 6  Pulse\n');
    expect(page).toContain('기록은 여기까지이며');
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

describe('what was calculated for a turn', () => {
  it('is told once a tool, no figure twice, however often it was called for', () => {
    const [called] = eventsOf(ENGLISH.events, 'tool.called');
    const at = ENGLISH.events.findIndex(({ type }) => type === 'tool.called');
    const [first] = ENGLISH.events.slice(at);
    if (called === undefined || first === undefined || first.type !== 'tool.called')
      throw new Error('a tool is called');
    const again: TranscriptEvent = { ...first, body: { ...first.body, call: first.body.call + 7 } };
    const twice = { ...ENGLISH, events: [...ENGLISH.events.slice(0, at + 1), again, ...ENGLISH.events.slice(at + 1)] };
    const linesOf = (page: string) => page.split('\n').filter((line) => line.includes(`[${called.name}`));
    expect(linesOf(pageOf(ENGLISH, { full: true })).length).toBeGreaterThan(0);
    expect(linesOf(pageOf(twice, { full: true }))).toEqual(linesOf(pageOf(ENGLISH, { full: true })));
  });
});

describe('the memo', () => {
  const sections = ({ document, ...fixture }: DebateFixture) =>
    document.outcome === null ? [] : memoSections(contextOf({ ...fixture, document }), document, document.outcome);
  const lines = (fixture: DebateFixture, key: string) =>
    sections(fixture).find((section) => section.key === key)?.lines ?? [];

  it('begins with the decision at its setting, its score, who proposed it, what it hangs on, and that nobody said what is done otherwise', () => {
    expect(lines(KOREAN, 'decision').map(({ text }) => settled(text))).toEqual([
      '비교 실험(200 step), 2 : 1, 확신 .77',
      'Cortex(오지현, 언어 모델 엔지니어) 제안, 4번 턴',
      '조건: 사본부터 뜬다 · Pulse(김도윤, ML 훈련/최적화 엔지니어)',
      '조건이 어긋날 때 무엇을 할지는 표결에 나오지 않음',
    ]);
  });

  it('says what the figures come to where the votes come to something else', () => {
    expect(lines(ENGLISH, 'decision').map(({ text }) => text)).toEqual([
      'no decision, 1 : 1',
      'by the figures continue is ahead',
    ]);
  });

  it('states what carries the decision in the words of its voters, with who accepted it and the command that computes it again', () => {
    const rows = (fixture: DebateFixture, key: string) =>
      lines(fixture, key).map(({ head, text, command }) => [head, settled(text), command]);
    expect(rows(KOREAN, 'why')).toEqual([
      ['Cortex', '비율만 바꿔도 0.28이 내려가요 (4번 턴, Pulse 인정)', 'pitwall tool --debate 6g2k9qx3fd --call 4.1'],
    ]);
    expect(rows(KOREAN, 'against')).toEqual([
      ['Sentinel', '새 코드 샤드의 11%는 중복 제거를 안 거쳤습니다 (3번 턴)', null],
    ]);
  });

  it('compares options in a table: limits that are missed, what an event changed, and no rounding onto a limit', () => {
    const table = sections(KOREAN).find(({ key }) => key === 'table')?.table;
    expect(table?.head.options.map(({ name, chosen }) => [name, chosen])).toEqual([
      ['계속', false],
      ['되돌리기', false],
      ['비교 실험', true],
    ]);
    expect(table?.rows).toEqual([
      {
        label: '드는 메모리 (74GB 이하)',
        counts: '',
        cells: [
          { text: '73.82GB', short: null },
          { text: '73.82GB → 74.21GB', short: '0.21GB 넘음' },
          { text: '✗ 75GB → 60GB', short: null },
        ],
      },
      {
        label: '드는 돈',
        counts: '500달러',
        cells: [
          { text: '0달러', short: null },
          { text: '44.6달러', short: null },
          { text: '—', short: null },
        ],
      },
    ]);
    expect(sections(ENGLISH).some(({ key }) => key === 'table')).toBe(false);
  });

  it('says who moved and on what, in their words where they conceded, and who did not', () => {
    const moved = (act: Act, steps = KOREAN.document.outcome?.moved ?? []) => {
      const turns = KOREAN.document.turns.map((one) => (one.turn === 6 ? { ...one, act } : one));
      const outcome = KOREAN.document.outcome === null ? null : { ...KOREAN.document.outcome, moved: steps };
      const fixture = { ...KOREAN, document: { ...KOREAN.document, turns, outcome } };
      return lines(fixture, 'moved').map(({ head, text }) => [head, settled(text)]);
    };
    const path = '계속 .31 → 비교 실험 .64 (계기: 비중 몫, Cortex, 4번 턴)';
    expect(moved('propose')).toEqual([
      ['Pulse', path],
      ['', '선택 유지: Cortex, Sentinel'],
    ]);
    expect(moved('concede')[0]).toEqual(['Pulse', `${path} · “그럼 비교 실험을 걸어 봅시다.” (6번 턴)`]);
  });

  it('tells the path of a member on two lines, in brief where it is long, and quotes nothing that does not fit', () => {
    const step = KOREAN.document.outcome?.moved.find(({ from, to }) => from !== to);
    if (step === undefined || KOREAN.document.outcome === null) throw new Error('the fixture has a movement');
    const back = { ...step, from: step.to, to: step.from };
    const document = { ...KOREAN.document, outcome: { ...KOREAN.document.outcome, moved: [step, back, step] } };
    const [{ text = '' } = {}] = lines({ ...KOREAN, document }, 'moved');
    expect(settled(text)).toMatch(/^계속 \.31 → 비교 실험 \.64 \(Cortex, 4번 턴\) → /);
    expect(text).not.toContain('“');
    expect(wrap(text, 58).length).toBeLessThanOrEqual(2);
  });

  it('names what was accepted aloud, and the dissent with its condition', () => {
    expect(lines(KOREAN, 'agreed').map(({ head, text }) => `${head} ${settled(text)}`)).toEqual([
      'Sentinel 평균 loss가 내려간 것은 믹스가 좋다는 근거가 못 됩니다 (3번 턴, Cortex 인정)',
    ]);
    expect(lines(KOREAN, 'dissent').map(({ text }) => settled(text))).toEqual([
      '되돌리기 .56 · “복원해 본 사본이 아직 없습니다.” (8번 턴) · 조건: 사본을 한 번 복원해 보면 비교 실험으로 갑니다',
    ]);
  });

  it('names the threshold of a flip and the flag that tries its far side; what is far away by name alone', () => {
    expect(lines(KOREAN, 'flips').map(({ head, text, command }) => [head, settled(text), command])).toEqual([
      ['코드 loss', '지금 1.3 nats · 1.55 nats 이상이면 계속', '--fact domainLoss.code=1.55'],
      ['예산', '지금 500달러 · 400달러 이하이면 한도를 지키는 선택지가 없음', '--fact budget=400'],
      ['더 멀리', '노드', null],
    ]);
  });

  it('says how the question would be measured, at what price, by whom, and what each answer decides', () => {
    expect(lines(KOREAN, 'measurement').map(({ head, text }) => [head, settled(text)])).toEqual([
      ['Cortex', '옛 체크포인트와 지금의 웹 검증 · 40달러 · 0.1일 · Pulse 제안, 6번 턴'],
      ['도메인 loss가 움직였을 폭', '지금 0.06 nats · 0.029 nats 미만: 되돌리기 · 0.029 nats 이상: 비교 실험'],
    ]);
  });

  it('says who does what: that nobody has the whole, who measures, what somebody took on, and what the option asks beside that', () => {
    expect(lines(KOREAN, 'actions').map(({ head, text }) => `${head}: ${text}`)).toEqual([
      ': 비교 실험(200 step) 실행 · 전체를 맡은 사람은 없음. 담당자를 정할 것',
      'Cortex: 재기: 옛 체크포인트와 지금의 웹 검증',
      'Pulse: 사본부터 뜬다',
      ': 질문에 적혀 있고 토론에서는 나오지 않은 일: Sentinel(배준혁, 사이트 신뢰성 엔지니어) 2,900 사본과 복원 확인',
    ]);
  });

  it('leaves out what there is none of', () => {
    expect(sections(ENGLISH).map(({ key }) => key)).toEqual(['decision', 'missing', 'votes', 'record']);
  });

  describe('its table', () => {
    const plain = styleFor(false, []);
    const words = (text: string) => text.split(/\s+/).filter((word) => word !== '');
    const long: MemoTable = {
      head: {
        quantity: 'quantity',
        options: ['our own pipeline', 'buying now and building', 'the open corpora'].map((name, index) => ({
          id: name,
          name,
          chosen: index === 0,
        })),
        noise: 'counts from',
      },
      rows: [
        {
          label: 'machine-translated tokens of the evaluation (at most 15B tokens a run)',
          cells: [
            { text: '14.4B tokens', short: null },
            { text: '✗ 18.8B tokens → 9.25B tokens', short: null },
            { text: '190.4B tokens', short: '175.4B tokens over' },
          ],
          counts: '10B tokens',
        },
      ],
    };

    it.each([40, 50, 60, 70, 80, 100])('breaks lines of %i columns at spaces only', (room) => {
      const { head, rows } = long;
      const whole = [head.quantity, head.noise, ...head.options.map(({ name }) => `${name} ${name}:`), '(counts ✗'];
      for (const { label, counts, cells } of rows)
        whole.push(label, counts, `${counts})`, `from:`, ...cells.flatMap(({ text, short }) => [text, short ?? '']));
      const known = new Set(whole.flatMap(words));
      const printed = tableLines(long, room, plain);
      expect(printed.flatMap(words).filter((word) => !known.has(word))).toEqual([]);
      expect(printed.filter((line) => stringWidth(line) > room)).toEqual([]);
    });

    it('keeps a number and its unit, and its mark, on one line', () => {
      const printed = tableLines(long, 80, plain).map(settled);
      for (const amount of ['14.4B tokens', '✗ 18.8B tokens', '→ 9.25B tokens', '190.4B tokens', '✗ 175.4B tokens'])
        expect(printed.some((line) => line.includes(amount))).toBe(true);
    });

    it('gives labels 30 columns where they are longer and the page has them, and a line of their own where it does not', () => {
      expect(tableLines(long, 100, plain).map(settled)).toContainEqual(
        expect.stringMatching(/^machine-translated tokens of {2,}14\.4B tokens/),
      );
      expect(tableLines(long, 76, plain)).toContain(long.rows[0]?.label);
    });

    it.each([80, 100, 140])('keeps its columns apart at %i columns', (width) => {
      const page = pageOf(KOREAN, { width, full: true }).split('\n');
      const head = page.find((line) => line.includes('되돌리기') && line.includes('맞먹는 양'));
      const at = (line = '', text = '') => stringWidth(line.slice(0, line.indexOf(text)));
      const row = page.find((line) => line.includes('44.6달러'));
      expect(at(row, '44.6달러')).toBe(at(head, '되돌리기'));
    });
  });
});

describe('Markdown', () => {
  it('holds every section of the memo, with tables that have as many cells in each row', () => {
    const { document } = KOREAN;
    if (document.outcome === null) throw new Error('the fixture has an outcome');
    const memo = memoAsMarkdown(contextOf(KOREAN), document, document.outcome);
    for (const label of [
      '결정',
      '비교',
      '이유',
      '맞선 근거',
      '바꾼 사람',
      '합의',
      '반대',
      '뒤집힘',
      '확인 방법',
      '할 일',
      '기록',
    ])
      expect(memo).toContain(label);
    const cells = memo
      .split('\n')
      .filter((line) => line.startsWith('|'))
      .map((line) => line.split(/(?<!\\)\|/).length);
    // The votes have three columns, the comparison five.
    expect(new Set(cells)).toEqual(new Set([5, 7]));
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
