import type { DebateDocument } from '../core/document.ts';
import type { Experiment, Outcome } from '../core/outcome.ts';
import { printAmount, printTogether } from '../wording/amounts.ts';
import { isAlike } from './alike.ts';
import type { PrintContext } from './context.ts';
import { nameOf, optionName } from './context.ts';
import { besides } from './decision-lines.ts';
import type { MemoLine } from './memo-line.ts';
import { says } from './memo-line.ts';
import { experimentTold, filledIn, priceOf } from './outcome-words.ts';
import type { Measured } from './rule.ts';
import { decidingMeasurement, ruleText } from './rule.ts';
import { saidBar } from './said-bars.ts';
import { isSameWords } from './undertaken.ts';

/** What members asked to have measured, and what the scenario offers, each once, with the value that decides. */
export function measurementLines(context: PrintContext, document: DebateDocument, outcome: Outcome): MemoLine[] {
  const { measures, figures } = outcome;
  const { labels } = context;
  if (figures === null) return withoutFigures(context, document, outcome);
  const rule = decidingMeasurement(outcome);
  const told = measures.filter((one) => !(rule !== null && isOf(rule, one, outcome)));
  const said = told.map((one) => {
    const { member, turn, what, price, threshold } = one;
    const other = figures.measured.find((measured) => isOf(measured, one, outcome));
    const text = [what, threshold ?? ''].join(' ');
    return says(
      [
        filledIn(context, document, what),
        price ?? (other === undefined ? '' : priceOf(context, other).join(', ')),
        threshold ?? '',
        labels.memo.turn(turn),
        ...(other === undefined
          ? besides(context, text, figures)
          : figuresFor(context, other, threshold ?? '', outcome)),
      ]
        .filter((part) => part !== '')
        .join(' · '),
      { head: nameOf(context, other?.owner ?? member), turns: [turn] },
    );
  });
  const rest = figures.measured.filter(
    (measured) =>
      measured !== rule && measured.proposed !== null && !measures.some((one) => isOf(measured, one, outcome)),
  );
  return [
    ...said,
    ...rest.map((measured) => {
      const who = measured.owner ?? measured.proposed?.member ?? null;
      const parts = [filledIn(context, document, measured.how), ...priceOf(context, measured)];
      return says([...parts, ...figuresFor(context, measured, '', outcome)].join(' · '), {
        head: who === null ? '' : nameOf(context, who),
        turns: measured.proposed === null ? [] : [measured.proposed.turn],
      });
    }),
  ];
}

/** Whether somebody's measurement is one that the scenario offers: by its words, or by what it would learn. */
function isOf(measured: Measured, { what, threshold }: Outcome['measures'][number], { figures }: Outcome): boolean {
  if (isSameWords(what, measured.how) || isAlike(what, measured.how)) return true;
  return figures !== null && saidBar(`${what} ${threshold ?? ''}`, figures)?.fact === measured.learns;
}

function figuresFor(context: PrintContext, measured: Measured, said: string, { figures }: Outcome): string[] {
  const { memo } = context.labels;
  if (figures !== null && saidBar(said, figures)?.agrees === true) return [];
  if (measured.bars.length > 0) return [memo.figuresSay(ruleText(context, measured))];
  const [low = '', high = ''] = printTogether(measured.range, measured.unit, context.language).map(({ text }) => text);
  return [memo.figuresSay(memo.nowhere(low, high))];
}

/** Who does what, beside the measurements: what somebody took on, or what the option asks for and who measures. */
export function actionLines(context: PrintContext, document: DebateDocument, outcome: Outcome): MemoLine[] {
  const { memo } = context.labels;
  const measured =
    outcome.figures === null ? [] : [...measuredWords(outcome), ...outcome.measures.map(({ what }) => what)];
  return outcome.actions
    .filter((action) => !measured.some((what) => isAlike(what, action.do)))
    .map(({ owner, do: written, from, turn }) => {
      const what = filledIn(context, document, written);
      return says(from === 'measurement' ? memo.measures(what) : what, {
        head: nameOf(context, owner),
        turns: turn === null ? [] : [turn],
      });
    });
}

const measuredWords = (outcome: Outcome): string[] => {
  const rule = decidingMeasurement(outcome);
  return rule === null ? [] : [rule.how];
};

function withoutFigures(context: PrintContext, document: DebateDocument, outcome: Outcome): MemoLine[] {
  const { measures } = outcome;
  const { labels } = context;
  const experiment = experimentTold(outcome);
  const said = measures.map(({ member, turn, what, price, threshold }) =>
    says(
      [filledIn(context, document, what), price ?? '', threshold ?? '', labels.memo.turn(turn)]
        .filter((text) => text !== '')
        .join(' · '),
      { head: nameOf(context, member), turns: [turn] },
    ),
  );
  if (experiment === null) return said;
  const isSaid = measures.some(({ turn }) => turn === experiment.proposed?.turn);
  const [how, thresholds] = experimentLines(context, document, experiment);
  return [...said, ...(isSaid || how === undefined ? [] : [how]), ...(thresholds === undefined ? [] : [thresholds])];
}

function experimentLines(context: PrintContext, document: DebateDocument, experiment: Experiment): MemoLine[] {
  const { how, owner, label, unit, now, stretches, proposed, error } = experiment;
  const { language, labels } = context;
  const { memo } = labels;
  const who = owner ?? proposed?.member ?? null;
  // What the result may be off comes off the stretch in which the fact is taken to lie: past its edges that is no longer sure.
  const here = stretches.findIndex(({ from, to }) => now >= from && now <= to);
  const off = (index: number) => (index <= here ? (error ?? 0) : -(error ?? 0));
  const edges = printTogether(
    stretches.map(({ from }, index) => from + off(index)),
    unit,
    language,
  ).map(({ text }) => text);
  const thresholds = stretches.map(({ decision, holdsAtTo }, index) => {
    const [low, high] = [edges[index], edges[index + 1]];
    const isOwnLow = stretches[index - 1]?.holdsAtTo !== true;
    return memo.stretch(
      index === 0 || low === undefined ? null : { at: low, isOwn: isOwnLow },
      index === stretches.length - 1 || high === undefined ? null : { at: high, isOwn: holdsAtTo },
      optionName(context, decision),
    );
  });
  const turns = proposed === null ? [] : [proposed.turn];
  const asked = proposed === null ? [] : [memo.proposedBy(nameOf(context, proposed.member), proposed.turn)];
  return [
    says([filledIn(context, document, how), ...priceOf(context, experiment), ...asked].join(' · '), {
      head: who === null ? '' : nameOf(context, who),
      turns,
    }),
    says(
      [
        memo.now(printAmount(now, unit, language).text),
        ...thresholds,
        ...(error === null ? [] : [memo.within(printAmount(error, unit, language).text)]),
      ].join(' · '),
      { head: label },
    ),
  ];
}
