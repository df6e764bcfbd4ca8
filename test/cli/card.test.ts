import stringWidth from 'string-width';
import { describe, expect, it } from 'vitest';
import { cardHead } from '../../src/cli/print/card.ts';
import { commandLines } from '../../src/cli/print/command.ts';
import { forTerminal } from '../../src/cli/print/control.ts';
import { debateEnd } from '../../src/cli/print/debate.ts';
import { pageWidth } from '../../src/cli/print/page.ts';
import { livePrinter } from '../../src/cli/support/live.ts';
import type { Experiment, Outcome } from '../../src/core/outcome.ts';
import { Scenario } from '../../src/core/scenario.ts';
import { printContext } from '../../src/report/context.ts';
import type { DebateFixture } from '../fixtures/debate-fixture.ts';
import { ENGLISH, KOREAN } from '../fixtures/debate-fixture.ts';

/** Columns and rows of a terminal. */
const SIZES = [
  [80, 24],
  [100, 30],
  [140, 40],
] as const;

const LONG = 'rolling back to the checkpoint of last Thursday and replaying without the shard that nobody has checked';
const LONG_KO = '지난 목요일 체크포인트로 되돌린 뒤 아무도 확인하지 않은 샤드를 빼고 처음부터 다시 학습하는 방법';

type Changed = Partial<Outcome>;

/** The lines of a fixture's card, with another outcome or other names. */
function cardOf(
  fixture: DebateFixture,
  {
    columns = 80,
    outcome = {},
    scenario = {},
    runAgain = 'mix',
    flipped = null,
    full = false,
    stopped = false,
  }: {
    columns?: number;
    outcome?: Changed;
    scenario?: Partial<DebateFixture['scenario']>;
    runAgain?: string | null;
    flipped?: { from: string; to: string | null; isPrinted: boolean } | null;
    full?: boolean;
    stopped?: boolean;
  } = {},
): string[] {
  const before = fixture.document.outcome;
  if (before === null) throw new Error('the fixture has an outcome');
  const document = {
    ...fixture.document,
    debate: { ...fixture.document.debate, stopReason: stopped ? 'budget' : 'rounds' },
    outcome: { ...before, ...outcome, ...(stopped ? { stopReason: 'budget' as const } : {}) },
  };
  const events = stopped
    ? fixture.events.map((event) =>
        event.type === 'debate.opened'
          ? { ...event, body: { ...event.body, budget: { debate: { calls: 4 }, members: { pulse: { usd: 0.5 } } } } }
          : event,
      )
    : fixture.events;
  const context = printContext({ ...fixture.scenario, ...scenario }, fixture.cards, { runAgain });
  const page = { width: pageWidth(columns), colour: false };
  return debateEnd(context, { events, document, flipped }, page, { full }).trim().split('\n');
}

const longNamed = ({ scenario }: DebateFixture, label: string) => ({
  title: label,
  motion: `${label}? ${label}?`,
  options: Object.fromEntries(
    Object.entries(scenario.options).map(([id, option], index) => [id, { ...option, short: `${label} ${index}` }]),
  ),
});

const EXPERIMENT: Experiment = {
  learns: 'budget',
  label: LONG,
  unit: 'USD',
  how: `${LONG}, and then ${LONG}`,
  owner: 'pulse',
  cost: { value: 40, unit: 'USD' },
  days: 2,
  error: null,
  chance: 0.3,
  now: 100,
  stretches: [],
  proposed: null,
};

/** A member of every seat moves twice, for reasons that are long. */
const everybodyMoves = ({ document, cards }: DebateFixture): Changed => {
  const step = document.outcome?.moved[0];
  if (step === undefined) return {};
  const [from = '', to = ''] = Object.keys(document.turns[0]?.stance.support ?? {});
  return {
    moved: cards.flatMap(({ id }) => [
      { ...step, member: id, from, to },
      { ...step, member: id, turn: step.turn + 1, from: to, to: from },
    ]),
  };
};

const CRITERION = Scenario.shape.criteria.parse([{ less: 'budget', worth: '1 USD', value: 'cost' }]);

const CASES: [string, Parameters<typeof cardOf>[1]][] = [
  ['as it is', {}],
  ['without a flip', { outcome: { flips: [] } }],
  ['without a measurement', { outcome: { experiment: null } }],
  ['without anybody who moved', { outcome: { moved: [] } }],
  ['without a decision', { outcome: { decision: null, votes: [], amended: [] } }],
  ['with a long measurement', { outcome: { experiment: EXPERIMENT } }],
  ['stopped by its budget', { stopped: true }],
  ['run from a long path', { runAgain: `./a/${'deep/'.repeat(9)}question.yaml --team ./people` }],
  ['of a script from elsewhere', { runAgain: null }],
  ['past a flip', { flipped: { from: 'keep', to: 'ablate', isPrinted: true } }],
];

describe('the card at the end of a run', () => {
  it.each(SIZES)(
    'stands whole on a terminal of %i columns and %i rows, whatever came of the debate',
    (columns, rows) => {
      for (const fixture of [KOREAN, ENGLISH]) {
        const label = fixture === KOREAN ? LONG_KO : LONG;
        const hardest = {
          scenario: longNamed(fixture, label),
          outcome: { ...everybodyMoves(fixture), experiment: EXPERIMENT },
        };
        for (const [name, change] of [...CASES, ['with long names', hardest] as const]) {
          const lines = cardOf(fixture, { ...change, columns });
          expect(lines.length, name).toBeLessThanOrEqual(Math.min(22, rows - 2));
          expect(
            lines.filter((line) => stringWidth(line) > columns),
            name,
          ).toEqual([]);
        }
      }
    },
  );

  it('has the decision with its condition, the votes, who moved by what, a flip, a test with its price, and commands', () => {
    expect(cardOf(KOREAN)).toEqual([
      '── 3000 step의 급락 ────────────────────────────────────────────── 6g2k9qx3fd ──',
      '새 데이터 믹스로 계속 갈 것인가?',
      '',
      '결정        비교 실험(200 step)',
      '            조건: 사본부터 뜬다 (Pulse)',
      '표결        비교 실험 2 : 되돌리기 1 · 확신 .77 · 토론 전 비교 실험 1 : 계속 1 :',
      '            되돌리기 1',
      '바꾼 사람   Pulse  계속 → 비교 실험 · 비중 몫 (Cortex)',
      '뒤집힘      코드 loss (지금 1.3 nats) · 1.55 nats 이상이면 계속 · 그 밖에 2개',
      '확인 방법   옛 체크포인트와 지금의 웹 검증 · 40달러 · 0.1일 · Cortex',
      '',
      '다음        pitwall run mix --fact domainLoss.code=1.55',
      '            pitwall show 6g2k9qx3fd --memo   메모 전체',
    ]);
  });

  it('begins every row in one column, Hangul counted as two', () => {
    const starts = cardOf(KOREAN).flatMap((line) => /^(\S.*?) {3,}(?=\S)/.exec(line)?.[0] ?? []);
    expect(starts.length).toBeGreaterThan(4);
    expect(new Set(starts.map((start) => stringWidth(start))).size).toBe(1);
  });

  it('says that nobody changed their option, and whose confidence did', () => {
    const [step] = KOREAN.document.outcome?.moved ?? [];
    if (step === undefined) throw new Error('the fixture has somebody who moved');
    expect(cardOf(KOREAN, { outcome: { moved: [] } }).join('\n')).toContain('바꾼 사람   선택을 바꾼 사람 없음');
    const surer = { ...step, from: 'keep', to: 'keep', confidence: { before: 0.72, after: 0.31 } };
    expect(cardOf(KOREAN, { outcome: { moved: [surer] } }).join('\n')).toContain(
      'Pulse  계속 .72 → .31 · 비중 몫 (Cortex)',
    );
    expect(cardOf(KOREAN, { outcome: { moved: [surer] } }).join('\n')).toContain('확신만 달라짐:');
  });

  it('never cuts off what a flip would turn to', () => {
    const { flips = [] } = KOREAN.document.outcome ?? {};
    const rowOf = (lines: readonly string[]) => {
      const from = lines.findIndex((line) => line.startsWith('뒤집힘'));
      return lines
        .slice(
          from,
          lines.findIndex((line, index) => index > from && /^\S/.test(line)),
        )
        .join(' ');
    };
    const [, answer = ''] = / · ([^·]+) · /.exec(rowOf(cardOf(KOREAN))) ?? [];
    expect(answer).not.toBe('');
    const long = flips.map((flip) => ({ ...flip, label: `${LONG_KO} ${LONG_KO} ${LONG_KO}` }));
    const cut = rowOf(cardOf(KOREAN, { outcome: { flips: long } }));
    expect(cut.replace(/\s+/g, ' ')).toContain(`${answer} · 지난 목요일`);
    expect(cut).toContain('…');
  });

  it('names who else moved where there are more than it has room for', () => {
    const step = KOREAN.document.outcome?.moved[0];
    if (step === undefined) throw new Error('the fixture has somebody who moved');
    const members = ['pulse', 'cortex', 'sentinel', 'blaze', 'flux'];
    const moved = members.map((member, index) => ({
      ...step,
      member,
      from: 'keep',
      to: 'ablate',
      reasons: [`fact:f${index}`],
    }));
    expect(cardOf(KOREAN, { outcome: { moved } }).join('\n')).toMatch(/ {12}외 2: Blaze, Flux\n/);
  });

  it('says once what moved several members alike', () => {
    const step = KOREAN.document.outcome?.moved[0];
    if (step === undefined) throw new Error('the fixture has somebody who moved');
    const alike = (...members: string[]) =>
      cardOf(KOREAN, {
        outcome: { moved: members.map((member) => ({ ...step, member, from: 'keep', to: 'ablate' })) },
      }).join('\n');
    expect(alike('pulse', 'flux')).toContain('바꾼 사람   Pulse, Flux  계속 → 비교 실험 · 비중 몫 (Cortex)\n');
    const everybody = alike('pulse', 'flux', 'sentinel', 'blaze', 'axiom').replaceAll(/\n +/g, ' ');
    expect(everybody).toContain('Pulse, Flux, Sentinel, Blaze, Axiom: 계속 → 비교 실험 · 비중 몫 (Cortex)\n');
  });

  it('says that no single fact turns it, and tries a card instead', () => {
    const page = cardOf(KOREAN, {
      outcome: { flips: [], byFigures: 'ablate' },
      scenario: { criteria: CRITERION },
    }).join('\n');
    expect(page).toContain('시험한 범위에서는 사실 하나로 결정이 바뀌지 않음');
    expect(page).toContain('pitwall run mix --cast +you --card you=you.md');
  });

  it('says what a predicted flip turned, and that votes and figures differ', () => {
    const page = cardOf(KOREAN, {
      flipped: { from: 'keep', to: 'ablate', isPrinted: true },
      outcome: { byFigures: 'rollback' },
    });
    expect(page.join('\n')).toContain('결정이 예측대로 뒤집혔습니다: 계속 → 비교 실험');
    expect(page.join('\n')).toContain('수치로는 되돌리기가 앞섬');
    // A flip is one of the figures, not of the votes.
    expect(page.join('\n')).toContain('뒤집힘      수치만 따르면: 코드 loss (지금 1.3 nats) · 1.55 nats 이상이면 계속');
  });

  it('goes on with twice of each cap where a budget stopped it, and says that it did', () => {
    const page = cardOf(KOREAN, { stopped: true });
    expect(page.join('\n')).toContain('예산 부족으로 종료');
    expect(page.join('\n')).toContain('pitwall fork 6g2k9qx3fd --at end --budget calls=8,pulse:usd=1');
  });

  it('breaks a command only behind a backslash, so that it can be copied', () => {
    for (const columns of [50, 80]) {
      const lines = cardOf(KOREAN, { columns, runAgain: `'../my questions/${'x'.repeat(30)}.yaml' --team ./people` });
      const copied = lines
        .slice(lines.findIndex((line) => line.startsWith('다음')))
        .join('\n')
        .replaceAll(/ \\\n +/g, ' ');
      expect(copied).toContain(
        `pitwall run '../my questions/${'x'.repeat(30)}.yaml' --team ./people --fact domainLoss.code=1.55`,
      );
    }
  });

  it('gives way to the memo with --full', () => {
    const page = cardOf(KOREAN, { full: true }).join('\n');
    expect(page).toMatch(/^── 메모 ─/m);
    expect(page).not.toContain('6g2k9qx3fd ──');
  });
});

describe('a command on a narrow page', () => {
  it('keeps a flag beside its value, and a quoted word whole', () => {
    expect(commandLines("pitwall run 'a b.yaml' --fact x=1 --cast +you", 30)).toEqual([
      "pitwall run 'a b.yaml' \\",
      '  --fact x=1 --cast +you',
    ]);
  });

  it('stays one line where it fits, and keeps a word whole that fits nowhere', () => {
    expect(commandLines('pitwall list', 12)).toEqual(['pitwall list']);
    expect(commandLines(`pitwall run ${'y'.repeat(40)} --json`, 20)).toEqual([
      'pitwall run \\',
      `  ${'y'.repeat(40)} \\`,
      '  --json',
    ]);
  });
});

describe('the moment when a debate closes', () => {
  const page = { width: 80, colour: false };
  const { id } = KOREAN.document.debate;
  const watched = (full = false) => {
    const printed: string[] = [];
    const live = livePrinter(printContext(KOREAN.scenario, KOREAN.cards), {
      page,
      full,
      id: () => id,
      write: (text) => printed.push(text),
      progress: (text) => printed.push(text),
    });
    for (const event of KOREAN.events) live.notice({ kind: 'event', event });
    return { live, printed };
  };

  it('says the decision before anything else is computed, and then counts what-ifs', () => {
    const { live, printed } = watched();
    expect(printed.at(-1)).toMatch(/결정 +비교 실험\n/);
    expect(printed.at(-1)).toMatch(/표결 .*비교 실험 2 : 되돌리기 1/);
    live.whatIfs(11, 20);
    expect(printed.at(-1)).toBe('가정을 바꿔 계산 중 11/20');
    live.stop();
    expect(forTerminal(printed.at(-1) ?? '')).toBe('\r\u001b[2K');
  });

  it('says it beside the count where the memo follows', () => {
    const { live, printed } = watched(true);
    expect(printed.join('')).not.toMatch(/^표결 /m);
    live.whatIfs(1, 20);
    expect(printed.at(-1)).toBe('비교 실험 · 가정을 바꿔 계산 중 1/20');
  });

  it('is the first half of the card', () => {
    const { outcome } = KOREAN.document;
    if (outcome === null) throw new Error('the fixture has an outcome');
    const head = cardHead(printContext(KOREAN.scenario, KOREAN.cards), id, outcome, page);
    expect(cardOf(KOREAN).join('\n')).toContain(head.trim());
  });
});
