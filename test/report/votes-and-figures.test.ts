import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { modelForTerminal } from '../../src/cli/print/model.ts';
import { compileModel } from '../../src/reasoning/model.ts';
import { isOfVotes } from '../../src/report/by-votes.ts';
import { printContext } from '../../src/report/context.ts';
import { LABELS } from '../../src/report/labels.ts';
import type { MemoKey } from '../../src/report/memo.ts';
import { memoSections } from '../../src/report/memo.ts';
import { modelReport } from '../../src/report/model-report.ts';
import { settled } from '../../src/report/width.ts';
import { plainPhrase } from '../../src/wording/amounts.ts';
import { inRegister } from '../../src/wording/expand.ts';
import { ARITHMETIC } from '../../src/wording/tell.ts';
import { documentFrom, script, scriptOf, team, trial } from '../measures/debates.ts';
import { question } from '../measures/generated.ts';
import { loaded } from '../scenarios/load.ts';

type Script = ReturnType<typeof script>;

const cards = team.members.map(({ card }) => card);

/** An offline debate of a script with its memo, section by section. */
async function memoOf(held: Script, seed = 1) {
  const { scenario } = held;
  const done = await trial(held, seed);
  const { outcome } = done;
  if (outcome === null) throw new Error('the debate is closed');
  const document = documentFrom(done, scenario, seed);
  const context = printContext(scenario, cards);
  const sections = memoSections(context, document, outcome);
  const lines = (key: MemoKey) =>
    (sections.find((section) => section.key === key)?.lines ?? []).map(({ head, text, command }) => ({
      head,
      text: settled(text),
      command,
    }));
  return { context, document, outcome, lines, isSplit: isOfVotes(context, document, outcome) };
}

/** What says that a measurement changes nothing. */
const NEEDLESS = /not needed for this decision|^no result changes the choice|잴 필요는 없음|재도 선택이 바뀌지 않음/;

describe('a measurement that turns the votes and not the figures', () => {
  it('is told with both bars by name on the sheet of loss-drop-3000, and never as not needed', async () => {
    const { outcome, lines } = await memoOf(script('loss-drop-3000'));
    const turns = outcome.flips.filter(({ fact }) => fact === 'drift');
    expect(turns.map(({ to }) => to)).toEqual(['rollback']);
    const [measured] = lines('measurement');
    expect(measured?.text).toMatch(/표결로는 .*이하이면 되돌리기 · 수치로는 /);
    // One sentence says how the two go together.
    expect(measured?.text).toMatch(/할 일은 표결을 따름$/);
    expect([...lines('measurement'), ...lines('decision')].filter(({ text }) => NEEDLESS.test(text))).toEqual([]);
    // And the vote does turn there, in a debate held anew.
    const tried = turns[0]?.tried.flips ?? 0;
    const anew = await memoOf(script('loss-drop-3000', { facts: { drift: tried } }));
    expect(anew.outcome.decision).toBe('rollback');
  });
});

/** A small question with a range and a measurement for each of its facts. */
const measurable = question.map((text) => {
  const asked = JSON.parse(text) as { facts: Record<string, { value: number; range?: [number, number] }> };
  const facts = Object.entries(asked.facts);
  for (const [, fact] of facts) fact.range = [fact.value / 2, fact.value * 2];
  const measurements = facts.map(([learns], index) => ({ learns, how: `look at it in way ${index + 1}`, costUsd: 10 }));
  return JSON.stringify({ ...asked, measurements });
});

/** Two or three options that trade effort for scope, with worths that let cards and equal steps come apart. */
const trade = fc
  .record({
    cast: fc.uniqueArray(fc.constantFrom('pulse', 'cortex', 'flux', 'sentinel', 'blaze'), {
      minLength: 2,
      maxLength: 4,
    }),
    language: fc.constantFrom('en', 'ko'),
    options: fc.array(fc.tuple(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 1, max: 40 })), {
      minLength: 2,
      maxLength: 3,
    }),
    worths: fc.tuple(fc.integer({ min: 2, max: 9 }), fc.integer({ min: 2, max: 9 })),
    values: fc.constantFrom(['cost', 'progress'], ['reliability', 'schedule'], ['evidence', 'cost']),
  })
  .map(({ cast, language, options, worths, values }) =>
    JSON.stringify({
      id: 'generated',
      title: 'A generated trade',
      language,
      motion: 'Which of them?',
      options: Object.fromEntries(
        options.map(([effort, scope], index) => [
          `plan${'ABC'[index]}`,
          { label: `take plan ${'ABC'[index]}`, short: `plan ${'ABC'[index]}`, set: { effort, scope } },
        ]),
      ),
      facts: {
        size: { value: 1, range: [0.3, 3], label: 'the size of it' },
        rate: { value: 1, range: [0.3, 3], label: 'how fast it goes' },
      },
      quantities: {
        spent: { is: 'effort * size', label: 'what it takes' },
        reached: { is: 'scope * rate', label: 'how far it gets' },
      },
      criteria: [
        { less: 'spent', worth: worths[0], value: values[0] },
        { more: 'reached', worth: worths[1], value: values[1] },
      ],
      measurements: [
        { learns: 'size', how: 'weigh a tenth of it', costUsd: 10 },
        { learns: 'rate', how: 'run it for a day', costUsd: 20 },
      ],
      cast,
      protocol: ['opening blind', 'rebuttal 1', 'vote', 'close'],
    }),
  );

const RUNS = { numRuns: 80, seed: 31 };

describe('the memo of any small question', () => {
  it('says of no measurement that it changes nothing where a flip on its fact is printed, and has one bar a fact on each side', async () => {
    const seen = { needless: 0, both: 0, against: 0 };
    await fc.assert(
      fc.asyncProperty(fc.oneof(measurable, trade, trade), async (text) => {
        const { context, outcome, lines, isSplit } = await memoOf(scriptOf(text));
        const { figures, decision } = outcome;
        const printed = new Set([...lines('flips'), ...lines('trying')].map(({ head }) => head));
        const said = [...lines('measurement'), ...lines('decision')].filter((line) => NEEDLESS.test(line.text));
        for (const { how, label, learns } of figures?.measured ?? []) {
          if (!said.some((line) => line.text.includes(how))) continue;
          seen.needless += 1;
          expect([label, printed.has(label)]).toEqual([label, false]);
          expect([label, outcome.flips.filter(({ fact }) => fact === learns)]).toEqual([label, []]);
        }
        if (!isSplit) return;
        const heads = lines('flips').map(({ head }) => head);
        expect(heads.filter((head, index) => head !== '' && heads.indexOf(head) !== index)).toEqual([]);
        const { memo } = LABELS[context.language];
        const byFigures = memo.figuresSay('').trim();
        for (const { head, text: line } of lines('flips')) {
          if (head === '' || head === memo.further) continue;
          const [own = '', theirs] = line.split(byFigures);
          if (theirs !== undefined) seen.both += 1;
          // What stands before the figures' name is of the votes.
          const bars = own.split(' · ').filter((part) => part !== '' && !part.startsWith(memo.now('').trim()));
          const votes = outcome.flips.filter(({ label }) => label === head);
          expect([head, bars.length]).toEqual([head, votes.length]);
        }
        if (figures === null || figures.ahead === null || figures.ahead === decision) return;
        seen.against += 1;
        const ahead = context.scenario.options[figures.ahead]?.short;
        expect(lines('why')[0]?.head).not.toBe(ahead);
      }),
      RUNS,
    );
    expect([seen.needless > 0, seen.both > 0, seen.against > 0]).toEqual([true, true, true]);
  });
});

describe('the bar of whoever closes', () => {
  const bar = plainPhrase('below 30 it is a split');
  it.each([
    ['en', /by my own weighing,/],
    ['ko', /제 기준으로는/],
  ] as const)(
    'is told as their own where others at the table weigh otherwise, and as it is where all weigh alike (%s)',
    (language, own) => {
      const said = (isOwn: boolean, isBeside = false) =>
        plainPhrase(
          inRegister(
            ARITHMETIC[language].first('a week with a clicker', plainPhrase(''), bar, isOwn, isBeside).text,
            'formal',
          ),
        ).text;
      expect(said(true)).toMatch(own);
      expect(said(false)).not.toMatch(own);
      expect(said(true, true)).toMatch(own);
      expect(said(false, true)).not.toMatch(/first|먼저/);
    },
  );
});

describe('a model that nothing flips', () => {
  it.each(['en', 'ko'] as const)('says so (%s)', (language) => {
    const { scenario, cards: cast, calculate } = loaded('lost-checkpoint');
    const report = modelReport(compileModel(scenario), { cards: cast, calculate });
    const page = { width: 110, colour: false };
    const still = modelForTerminal({ ...report, flips: [] }, { all: false, language, page });
    expect(still).toMatch(/no flips: no single fact|뒤집히지 않음/);
    expect(modelForTerminal(report, { all: false, language, page })).not.toMatch(/no flips:|뒤집히지 않음/);
  });
});
