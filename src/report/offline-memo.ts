import type { DebateDocument } from '../core/document.ts';
import type { CameUp, Figures, Outcome, SetAt, TableRow } from '../core/outcome.ts';
import { distanceOf } from '../core/outcome.ts';
import { headOf } from '../core/scenario.ts';
import { NEXT_TO_NOTHING } from '../reasoning/caution.ts';
import type { PrintedAmount } from '../wording/amounts.ts';
import { asPhrase, inPoints, printAmount, printColumn, printGap, printTogether } from '../wording/amounts.ts';
import { capitalised } from '../wording/expand.ts';
import { ARITHMETIC } from '../wording/tell.ts';
import { isOfVotes } from './by-votes.ts';
import { newsIn } from './changed-lines.ts';
import type { PrintContext } from './context.ts';
import { factLabel, nameOf, noneKeeps, optionName } from './context.ts';
import type { Measured } from './deciding.ts';
import { decidingMeasurement } from './deciding.ts';
import { decisionLine } from './decision-lines.ts';
import { gainTexts } from './gain-texts.ts';
import { inShort } from './in-short.ts';
import type { MemoLine } from './memo-line.ts';
import { says } from './memo-line.ts';
import type { Beside, Missed } from './offline-words.ts';
import { OFFLINE_WORDS } from './offline-words.ts';
import { askedOf } from './others.ts';
import { countVotes, durationOf, filledIn, priceOf } from './outcome-words.ts';
import { isByResult, isFirstStep, isTooDear, isTooLongToWait } from './pays.ts';
import { changedMembers, factChanges } from './phrases.ts';
import { bandsAsPrinted, doneBriefly, doneIn, fitTexts, partsAsPrinted } from './rule.ts';
import type { Standing } from './set-at.ts';
import { besideLabel, nameSetAt, nextOption, setIn, settingsTold, worthText } from './set-at.ts';
import { printSteps, stepDigits } from './step-digits.ts';
import { quotedFor } from './telling.ts';
import { actionLines, ledTo, watchersOf } from './to-do.ts';
import { toldEdge } from './told-edge.ts';
import { factsTurned } from './turned-into.ts';

/** Figures that came up and stand in the memo, the most telling first. */
const MOST_CAME_UP = 8;

/** What was decided with the votes' count, and where a measurement has to bear it out first, what is measured and at which results it stands. */
export function decidedLines(context: PrintContext, document: DebateDocument, outcome: Outcome): MemoLine[] {
  const rule = decidingMeasurement(outcome);
  const isFirst = rule !== null && isFirstStep(outcome, rule);
  if (isFirst && isTooLongToWait(rule, outcome))
    return [says(decisionLine(context, outcome, { isSure: true })), ...leadsTo(context, document, rule, 'noTimeFor')];
  const first = isFirst ? rule : null;
  const open = first === null ? null : expectedIn(context, first);
  const words = OFFLINE_WORDS[context.language];
  const chosen = optionName(context, outcome.decision);
  const isOther = first !== null && isByResult(outcome, first);
  const name = isOther ? words.byResult(chosen) : open === null ? null : words.setLater(chosen);
  return [
    says(decisionLine(context, outcome, { isSure: true, ...(name === null ? {} : { name }) })),
    ...(first === null
      ? []
      : isOther
        ? leadsTo(context, document, first, 'leadsTo')
        : ifMeasured(context, document, first)),
    ...(first === null || open === null || outcome.decision === null
      ? []
      : [
          says(
            words.setByResult(
              nameSetAt(context, outcome.decision, setIn(outcome, outcome.decision)),
              open.set,
              open.at,
              first.unsure?.label ?? null,
            ),
          ),
        ]),
  ];
}

/** How the decision is set at the result that is expected, where that is otherwise than it was decided; null where it stays, or is not set at all. */
function expectedIn(context: PrintContext, rule: Measured): { set: string; at: string } | null {
  const band = rule.bands.find(({ isHere }) => isHere);
  const index = band?.parts.findIndex(({ to }) => to === null || rule.now < to.at || (to.isOwn && rule.now === to.at));
  const part = index === undefined ? undefined : band?.parts[index];
  if (band?.option == null || part === undefined || part.isKept || part.set.length === 0) return null;
  const at = printAmount(rule.now, rule.unit, context.language).text;
  return { set: nameSetAt(context, band.option, part.set), at };
}

function ifMeasured(context: PrintContext, document: DebateDocument, rule: Measured): MemoLine[] {
  const here = bandsAsPrinted(context, rule).find(({ band }) => band.isHere);
  if (here === undefined) return [];
  const others = rule.bands.filter((band) => !band.isHere);
  const [only] = others;
  // How it is set at each result stands with the measurement.
  const instead =
    only === undefined || others.length > 1 || only.option === null ? null : doneBriefly(context, rule, only);
  const how = filledIn(context, document, rule.how);
  return [says(OFFLINE_WORDS[context.language].ifMeasured(how, rule.label, here.from, here.to, instead))];
}

/** What follows from each result, where the expected one leads to another option than the votes, or nobody can wait for it; how it is set there stands with the measurement. */
function leadsTo(
  context: PrintContext,
  document: DebateDocument,
  rule: Measured,
  say: 'leadsTo' | 'noTimeFor',
): MemoLine[] {
  const nameOfBand = (band: Measured['bands'][number]) =>
    band.option === null ? doneIn(context, rule, band) : optionName(context, band.option);
  const stretches = bandsAsPrinted(context, rule).map(({ band, from, to }) =>
    context.labels.memo.stretch(from, to, nameOfBand(band)),
  );
  const how = filledIn(context, document, rule.how);
  return [says(OFFLINE_WORDS[context.language][say](how, `${rule.label} ${stretches.join(' · ')}`))];
}

/** Why this one, in paragraphs: how far it is ahead of the next and on what, what the news did, and which others are out. */
export function whyParagraphs(
  context: PrintContext,
  document: DebateDocument,
  outcome: Outcome,
  figures: Figures,
): MemoLine[] {
  return [
    ...againstNext(context, outcome, figures),
    ...newsParagraphs(context, document, outcome),
    ...othersOut(context, outcome, figures),
    ...equalsText(context, outcome).map((text) => says(text)),
  ];
}

/** Limits of the decision that uncertain facts put at risk. */
export const riskLines = (context: PrintContext, outcome: Outcome, figures: Figures): MemoLine[] =>
  [...surerTexts(context, outcome, figures), ...tightTexts(context, outcome, figures)].map((text) => says(text));

/** By how much another option keeps all limits more surely before that is told beside what was decided, and how many steps that may cost. */
const SURER = 0.2;
const DEAR = 2;

/** The option that keeps all limits in notably more of what may come than what was decided, with what that costs. */
function surerTexts(context: PrintContext, outcome: Outcome, { options }: Figures): string[] {
  const { decision, table } = outcome;
  const own = options.find(({ option }) => option === decision)?.holds ?? null;
  if (decision === null || own === null) return [];
  const [surest] = options
    .flatMap(({ option, missed, lead, holds, best }) =>
      [{ missed, lead, set: setIn(outcome, option), holds }, ...(best === null ? [] : [best])].flatMap((one) =>
        option === decision || one.missed.length > 0 || one.lead === null || one.holds === null
          ? []
          : [{ option, set: one.set, lead: one.lead, holds: one.holds }],
      ),
    )
    .filter(({ lead, holds }) => holds - own >= SURER && lead > -DEAR)
    .sort((a, b) => b.holds - a.holds || b.lead - a.lead);
  if (surest === undefined) return [];
  const share = (part: number) => printAmount(Math.round(100 * part), '%', context.language).text;
  const costs = surest.lead > -NEXT_TO_NOTHING ? null : worthText(context, table, -surest.lead);
  const name = nameSetAt(context, surest.option, surest.set);
  const words = OFFLINE_WORDS[context.language];
  return [words.surer(name, share(surest.holds), optionName(context, decision), share(own), costs)];
}

/** Figures that came out otherwise than most had them. */
export function correctedLines(context: PrintContext, { cameUp, decision, figures }: Outcome): MemoLine[] {
  const words = OFFLINE_WORDS[context.language];
  const next = figures === null ? null : (nextOption(figures, decision)?.option ?? null);
  const touches = ({ effects }: CameUp) =>
    effects.filter(({ option }) => option === decision || option === next).length;
  const told = [...cameUp].sort((a, b) => touches(b) - touches(a)).slice(0, MOST_CAME_UP);
  if (told.length === 0) return [];
  const facts = told.map(({ label, unit, from, to, by }) => {
    const [was, is] = wasAndIs(context, { label, unit, from, to });
    const who =
      by === null ? context.labels.moderator : `${nameOf(context, by.member)}, ${context.labels.memo.turn(by.turn)}`;
    return words.cameOut(label, was, is, who);
  });
  return [says(words.cameUp(facts), { turns: told.flatMap(({ by }) => by?.turn ?? []) })];
}

/** What something was and is, without a unit that its label names, and the unit once: `240`, `225 kg per bale`. */
function wasAndIs(
  { language }: PrintContext,
  { label, unit, from, to }: Pick<CameUp, 'label' | 'unit' | 'from' | 'to'>,
): [was: string, is: string] {
  const [was, is] = printTogether([from, to], unit, language).map((amount) => {
    const { text } = ARITHMETIC[language].bare({ label, amount: asPhrase(amount, []) });
    return { text, number: amount.number };
  });
  if (was === undefined || is === undefined) return ['', ''];
  const rest = ({ text, number }: typeof was) => (text.startsWith(number.text) ? text.slice(number.text.length) : null);
  const isOnce =
    language === 'en' && rest(was) !== null && rest(was) !== '' && rest(was) === rest(is) && !was.text.endsWith('%');
  return [isOnce ? was.number.text : was.text, is.text];
}

function newsParagraphs(context: PrintContext, document: DebateDocument, { byNews, decision }: Outcome): MemoLine[] {
  const words = OFFLINE_WORDS[context.language];
  return newsIn(context, document).map(({ say, set }, index, all) => {
    const before: { label: string; value: string; alone: string }[] = [];
    const changes = Object.entries(set).flatMap(([name, { from, to }]) => {
      const unit = context.scenario.facts[name]?.unit;
      const members = changedMembers(name, from, to);
      const amounts = members.flatMap(([path, was, is]) =>
        typeof was === 'number' && typeof is === 'number' && unit !== undefined
          ? [{ label: factLabel(context, path), unit, from: was, to: is }]
          : [],
      );
      if (amounts.length < members.length) return factChanges(context, { [name]: { from, to } });
      return amounts.flatMap((amount) => {
        const [was, is] = wasAndIs(context, amount);
        if (!isSaidIn(context, say, amount)) return [words.changed(amount.label, was, is)];
        before.push({
          label: amount.label,
          value: besideLabel(context, { ...amount, at: amount.from }),
          alone: printAmount(amount.from, amount.unit, context.language).text,
        });
        return [];
      });
    });
    // What all the news did together stands with the last of it.
    const effects = index === all.length - 1 ? byNews.filter(({ option }) => option === decision) : [];
    const moves = effects.map(({ label, unit, from, to }) => {
      const [was, is] = wasAndIs(context, { label, unit, from, to });
      return words.changed(label, was, is);
    });
    const did = moves.length === 0 || decision === null ? [] : [words.newsDid(optionName(context, decision), moves)];
    const [only, ...more] = before;
    const was =
      only !== undefined && more.length === 0 && changes.length === 0
        ? [only.alone]
        : before.map(({ label, value }) => words.was(label, value));
    return says([words.news(say, changes, was), ...did].join(' '));
  });
}

/** Whether news says itself to what a figure has come. */
function isSaidIn({ language }: PrintContext, say: string, { unit, to }: Pick<CameUp, 'unit' | 'to'>): boolean {
  const number = printAmount(to, unit, language).number.text;
  const at = say.indexOf(number);
  return at >= 0 && !/[\d.,]/.test(say[at - 1] ?? '') && !/^(?:\d|[.,]\d)/.test(say.slice(at + number.length));
}

/** The decision against the option that is next, in one sentence where all is counted in money, else in steps. */
function againstNext(context: PrintContext, outcome: Outcome, figures: Figures): MemoLine[] {
  const words = OFFLINE_WORDS[context.language];
  const { decision, table } = outcome;
  const next = nextOption(figures, decision);
  const { memo } = context.labels;
  if (decision === null)
    return figures.ahead === null ? [] : [says(memo.byFigures(optionName(context, figures.ahead)))];
  const own = figures.options.find(({ option }) => option === decision);
  if (own !== undefined && own.missed.length > 0) return [says(memo.missesItself)];
  if (next === null) return figures.options.length > 1 ? [says(memo.onlyOne)] : [];
  const standing = figures.options.find(({ option }) => option === next.option);
  const goals =
    standing === undefined ? [] : besides(context, table, asNext(table, standing, next, decision), decision);
  const short = next.lead < 0 ? inShort(context, outcome, figures, next) : null;
  const said = printSteps(next.lead, stepDigits([next.lead]));
  const name = nameSetAt(context, next.option, next.set.length > 0 ? next.set : setIn(outcome, next.option));
  const chosen = optionName(context, decision);
  const lead =
    said === '0'
      ? words.level(chosen, name, { isNoise: goals.length === 0, isByCards: context.scenario.weights !== 'equal' })
      : (next.lead < 0 ? words.leads : words.behind)(chosen, name, worthText(context, table, next.lead));
  const thin = next.lead < 0 && next.lead > -1 && said !== '0' ? [words.thin] : [];
  const told = [
    ...(short === null
      ? [lead, ...tradedText(context, goals, decision, next.option)]
      : [`${short.replace(/\.$/, '')}.`]),
    ...thin,
  ].join(' ');
  const quotes = next.lead > 0 || said === '0' ? quotedFor(context, outcome, next.option) : [];
  const gain = figures.better;
  // Where the figures do not put it ahead, first why it was chosen all the same.
  return [
    ...quotes.map(({ head, text, turns }) => says(head === '' ? text : `${head}: ${text}`, { turns })),
    says(told),
    ...whySetSo(context, outcome, figures),
    ...(gain === null || figures.sturdier !== undefined
      ? []
      : [
          says(
            words.betterSet(
              nameSetAt(context, decision, gain.set),
              worthText(context, table, gain.by),
              gain.only === null ? null : { ...gain.only, at: besideLabel(context, gain.only) },
            ),
          ),
        ]),
  ];
}

/** Of a step: what costs less is told as next to nothing. */
const NOTHING = 0.01;

/** Why the decision is set as it is and not as is best by the figures: what that costs, and up to which values it stands. */
function whySetSo(context: PrintContext, outcome: Outcome, { sturdier }: Figures): MemoLine[] {
  const { decision, table } = outcome;
  if (sturdier === undefined || decision === null) return [];
  const { set, costs, further, together } = sturdier;
  const words = OFFLINE_WORDS[context.language];
  const told = (settings: readonly SetAt[]) => settingsTold(context, decision, settings).join(', ');
  const isTold =
    further.length === together.length && together.every(({ label }) => further.some((one) => one.label === label));
  return [
    says(
      words.sturdier(
        told(setIn(outcome, decision)),
        told(set),
        costs < NOTHING ? null : worthText(context, table, costs),
        {
          further: further.map((one) => ({
            ...one,
            at: besideLabel(context, one),
            before: besideLabel(context, { ...one, at: one.before }),
          })),
          together:
            together.length === 0
              ? null
              : { where: together.map((one) => words.at(one.label, besideLabel(context, one))), isTold },
        },
      ),
    ),
  ];
}

function tradedText(
  context: PrintContext,
  goals: readonly (Beside & { counts: number })[],
  decision: string,
  other: string,
): string[] {
  const on = (isOurs: boolean) => goals.filter(({ counts }) => counts < 0 === isOurs);
  if (goals.length === 0) return [];
  const names = [decision, other].map((option) => optionName(context, option));
  return [OFFLINE_WORDS[context.language].traded(names[0] ?? '', on(true), names[1] ?? '', on(false))];
}

/** An option with what it comes to where that is not what the table has. */
type Rival = Pick<Standing, 'option' | 'goals'> & { values?: Readonly<Record<string, number>> };

/** The next option where it stands strongest: as the table has it, or at its best setting. */
function asNext(
  table: readonly TableRow[],
  standing: Standing,
  { set }: NonNullable<ReturnType<typeof nextOption>>,
  decision: string,
): Rival {
  const { option, best } = standing;
  if (best === null || best.set !== set) return standing;
  const { values } = best;
  const goals = table.flatMap(({ quantity, kind, worth, now }) => {
    const [its, ours] = [values[quantity], now[decision]?.value];
    if (worth === null || worth <= 0 || its === undefined || ours == null) return [];
    const difference = its - ours;
    return [{ quantity, difference, counts: (kind === 'less' ? -difference : difference) / worth }];
  });
  return { option, goals, values };
}

/** The goals on which an option differs from the decision by what counts, the most telling first. */
function besides(
  context: PrintContext,
  table: readonly TableRow[],
  { option, goals, values }: Rival,
  decision: string,
): (Beside & { counts: number })[] {
  return goals
    .filter(({ counts }) => counts !== 0)
    .sort((a, b) => Math.abs(b.counts) - Math.abs(a.counts))
    .flatMap(({ quantity, counts }) => {
      const row = table.find((one) => one.quantity === quantity);
      const [its, ours] = [values?.[quantity] ?? row?.now[option]?.value, row?.now[decision]?.value];
      if (row === undefined || its == null || ours == null) return [];
      const { label } = row;
      // `2분 대 11시간 40분`, not `0.0343시간 대 11.7시간`.
      const written = isFarApart(its, ours) ? printColumn([its, ours], row.unit, context.language) : null;
      const [theirs = '', own = ''] =
        written ??
        printTogether([its, ours], row.unit, context.language).map(
          (amount) => ARITHMETIC[context.language].bare({ label, amount: asPhrase(amount, []) }).text,
        );
      return [{ label, theirs, ours: own, counts }];
    });
}

/** Of a larger value: a smaller one is told in a smaller unit. */
const FAR_APART = 0.02;

const isFarApart = (one: number, other: number): boolean => {
  const [small = 0, large = 0] = [Math.abs(one), Math.abs(other)].sort((a, b) => a - b);
  return small < FAR_APART * large;
};

/** The option that most had chosen before anybody had spoken, where one had more votes than any other and not one alone. */
function firstChoice({ votes }: Outcome): string | null {
  const chosen = [...countVotes(votes, true)].filter(([option]) => option !== null);
  const [[option, count] = [null, 0], [, other] = [null, 0]] = chosen;
  return count < 2 || count === other ? null : option;
}

/** Options but the decision and the next: out by which limits, or behind on what. */
function othersOut(context: PrintContext, outcome: Outcome, figures: Figures): MemoLine[] {
  const words = OFFLINE_WORDS[context.language];
  const { decision, table } = outcome;
  if (decision === null) return [];
  const next = nextOption(figures, decision)?.option;
  const others = figures.options.filter(({ option }) => option !== decision && option !== next);
  const wanted = firstChoice(outcome);
  const isWanted = ({ option }: Standing) => option === wanted;
  const ranked = [...others].sort((a, b) => Number(isWanted(b)) - Number(isWanted(a)) || (b.lead ?? 0) - (a.lead ?? 0));
  return ranked.flatMap((one) => {
    const name = optionName(context, one.option);
    if (one.missed.length > 0) {
      const missed = table.flatMap((row) => missedOf(context, row, one.option));
      const isSettable = outcome.settings.some(({ option }) => option === one.option);
      const windows = conflictsOf(context, outcome, one.option);
      if (missed.length === 0 && windows.length === 0) return [];
      return [
        says(
          [
            ...(missed.length === 0
              ? []
              : [words.out(name, missed, isSettable && windows.length === 0, isWanted(one))]),
            ...windows,
          ].join(' '),
        ),
      ];
    }
    if (one.lead === null || one.lead >= 0) return [];
    const goals = besides(context, table, one, decision);
    const worth = worthText(context, table, one.lead);
    if (!isWanted(one)) {
      const main = goals.find(({ counts }) => counts < 0) ?? null;
      return [says(words.trails(nameSetAt(context, one.option, setIn(outcome, one.option)), worth, main))];
    }
    const lead = words.leads(
      optionName(context, decision),
      nameSetAt(context, one.option, setIn(outcome, one.option)),
      worth,
    );
    return [says([lead, ...tradedText(context, goals, decision, one.option)].join(' '))];
  });
}

function missedOf({ language, labels }: PrintContext, row: TableRow, option: string): Missed[] {
  const cell = row.now[option];
  if (cell?.value == null || cell.short === null) return [];
  const isOver = row.limit?.operator.startsWith('<') === true;
  const bound = row.limit?.value ?? (isOver ? cell.value - cell.short : cell.value + cell.short);
  const [value, limit] = printGap(cell.value, bound, row.unit, language) as [
    PrintedAmount,
    PrintedAmount,
    PrintedAmount,
  ];
  const rest = value.text.slice(value.number.text.length);
  const isOnce = rest !== '%' && rest === limit.text.slice(limit.number.text.length);
  return [
    {
      label: row.label,
      value: value.text,
      limit: labels.memo.limit(row.limit?.operator ?? '>=', isOnce ? limit.number.text : limit.text),
    },
  ];
}

/** Where two limits ask of one input what no setting of it can give both. */
function conflictsOf(context: PrintContext, { unsaved }: Outcome, option: string): string[] {
  return unsaved.flatMap((one) =>
    one.option === option && one.kept.length > 1 && areApart(one.kept)
      ? [OFFLINE_WORDS[context.language].conflict(askedOf(context, one))]
      : [],
  );
}

/** Whether stretches have nothing in common: where they have, it is that no setting lies there. */
function areApart(kept: Outcome['unsaved'][number]['kept']): boolean {
  const known = kept.flatMap(({ within }) => (within === null ? [] : [within]));
  return (
    known.length === kept.length && Math.max(...known.map(([low]) => low)) > Math.min(...known.map(([, high]) => high))
  );
}

/** Of the decision, a limit that uncertain facts put at risk, and the setting that would be safe. */
function tightTexts(context: PrintContext, outcome: Outcome, { corners }: Figures): string[] {
  const words = OFFLINE_WORDS[context.language];
  const { decision } = outcome;
  if (decision === null) return [];
  const rule = decidingMeasurement(outcome)?.learns;
  const isSettable = setIn(outcome, decision).length > 0;
  const waited = outcome.figures?.waited ?? null;
  return corners.flatMap(({ label, unit, facts, now, left, safe, holds, surer, isAfterWait, other = null }) => {
    if (left >= 0 && facts.length < 2) return [];
    // What is measured has its own part, with what is done where it comes out so.
    if (safe === null && facts.length === 1 && facts[0]?.fact === rule) return [];
    const [today = '', there = ''] = printTogether([now, Math.abs(left)], unit, context.language).map(
      (gap) => inPoints(gap, context.language).text,
    );
    const where = facts.map((fact) =>
      holds === null ? words.at(fact.label, besideLabel(context, fact)) : besideLabel(context, fact),
    );
    if (left >= 0) return [words.holdsEven(where, label, there)];
    const [fact] = facts;
    const beyond = fact !== undefined && holds !== null && fact.at < holds ? 'below' : 'above';
    const missed = words.breaksAt({
      waited: isAfterWait === true && waited !== null ? durationOf(waited.days, context.language) : null,
      label,
      today: now === 0 ? null : today,
      where,
      short: there,
      holds:
        fact === undefined || holds === null
          ? null
          : { label: fact.label, at: besideLabel(context, { ...fact, at: holds }), beyond },
    });
    const kept =
      safe === null
        ? [words.keptThere(other === null ? null : nameSetAt(context, other.option, other.set), isSettable)]
        : [
            words.safeAt(
              nameSetAt(context, decision, safe.set),
              safe.costs < 0.05 ? null : worthText(context, outcome.table, safe.costs),
            ),
          ];
    const nearer =
      surer === null || fact === undefined
        ? []
        : [
            words.surerAt(
              nameSetAt(context, decision, surer.set),
              worthText(context, outcome.table, surer.costs),
              besideLabel(context, { ...fact, at: surer.reach }),
              beyond,
            ),
          ];
    return [[missed, ...kept, ...nearer].join(' ')];
  });
}

/** Of the measurement on which the decision hangs: who makes it at what price, what each result leads to, and what it is worth. */
export function ruleParagraphs(context: PrintContext, document: DebateDocument, outcome: Outcome): MemoLine[] {
  const rule = decidingMeasurement(outcome);
  if (rule === null) return [];
  const words = OFFLINE_WORDS[context.language];
  const { owner, proposed, how, error, unit } = rule;
  const who = owner ?? proposed?.member ?? null;
  const within = error === null ? [] : [words.goodTo(printAmount(error, unit, context.language).text)];
  const terms = [...priceOf(context, rule), ...within];
  const made = `${filledIn(context, document, how)}${terms.length === 0 ? '' : ` (${terms.join(', ')})`}`;
  const led = ledTo(context, document, outcome, rule);
  const isClear = error !== null && rule.bars.some(({ at, edge }) => at !== edge);
  const worth = gainTexts(context, outcome, rule, { isBrief: true });
  // What does not pay for itself is told as that, without a plan that rests on it.
  if (led === null && isTooDear(outcome, rule)) return [says(`${made}: ${worth.join(words.and)}.`)];
  return [
    says(made, { head: who === null ? '' : nameOf(context, who), turns: proposed === null ? [] : [proposed.turn] }),
    ...(led !== null
      ? [says(`${led.join('. ')}.`)]
      : [
          ...bandLines(context, outcome, rule),
          ...(isClear && rule.isSure ? [says(words.keptClear(printAmount(error, unit, context.language).text))] : []),
          ...(worth.length === 0 ? [] : [says(`${capitalised(worth.join(words.and))}.`)]),
        ]),
    ...fitLines(context, outcome, rule),
    ...(isTooLongToWait(rule, outcome) ? [says(words.meanwhile)] : []),
  ];
}

/** What is left of the deadline, of each option to which a result may lead, when it begins only once the measurement is in. */
function fitLines(context: PrintContext, outcome: Outcome, rule: Measured): MemoLine[] {
  const { language } = context;
  const told = fitTexts(context, outcome, rule);
  const late = rule.late.toSorted(
    (a, b) => Number(b.option === outcome.decision) - Number(a.option === outcome.decision),
  );
  const [first, ...rest] = late;
  const isOne =
    first !== undefined &&
    told.length > 0 &&
    rest.length > 0 &&
    rest.every(({ limit, unit, days }) => limit === first.limit && unit === first.unit && days === first.days) &&
    late.every(({ takes, limit }) => takes < limit);
  if (!isOne) return [...told.map((text) => says(`${capitalised(text)}.`)), ...countedLines(context, outcome)];
  const spare = printTogether(
    late.map(({ takes, limit }) => limit - takes),
    first.unit,
    language,
  );
  const options = late.map(({ option, isMost }, index) => ({
    option: optionName(context, option),
    left: spare[index]?.text ?? '',
    isLeast: isMost === true,
  }));
  const bound = printAmount(first.limit, first.unit, language).text;
  return [
    says(OFFLINE_WORDS[language].leftAfter(durationOf(first.days, language), bound, options)),
    ...countedLines(context, outcome),
  ];
}

/** That what is told of days in the calendar counts those of the measurement. */
function countedLines({ language }: PrintContext, { figures }: Outcome): MemoLine[] {
  const waited = figures?.waited ?? null;
  return waited?.isFelt !== true ? [] : [says(OFFLINE_WORDS[language].counted(durationOf(waited.days, language)))];
}

/** What each stretch of results leads to, the lowest first. */
function bandLines(context: PrintContext, outcome: Outcome, measured: Measured): MemoLine[] {
  const words = OFFLINE_WORDS[context.language];
  return bandsAsPrinted(context, measured)
    .flatMap((one) => partsOf(context, outcome, measured, one))
    .map(({ from, to, text }, index) => says(`${words.band(index === 0 ? measured.label : null, from, to)}: ${text}`));
}

type Printed = ReturnType<typeof bandsAsPrinted>[number];

/** A band, or its parts where an option is set otherwise at some of its results. */
function partsOf(
  context: PrintContext,
  outcome: Outcome,
  measured: Measured,
  { band, from, to }: Printed,
): (Pick<Printed, 'from' | 'to'> & { text: string })[] {
  const words = OFFLINE_WORDS[context.language];
  const parts = partsAsPrinted(context, measured, band);
  const isDecided = band.option !== null && band.option === outcome.decision;
  if (parts.length === 0) return [{ from, to, text: isDecided ? words.stays : doneIn(context, measured, band) }];
  const name = optionName(context, band.option);
  return parts.map(({ said, isKept, ...ends }) => ({
    from: ends.from ?? from,
    to: ends.to ?? to,
    text: !isDecided ? context.labels.memo.amended(name, [said]) : isKept ? words.stays : words.asDecided(said),
  }));
}

/** What counts as much as what, over the goals that say: `€1,000 of cost, 12 days of waiting`. */
export function equalsText({ language }: PrintContext, { table }: Pick<Outcome, 'table'>): string[] {
  const worths = table.flatMap(({ worth, unit, label }) =>
    worth === null
      ? []
      : [OFFLINE_WORDS[language].worth(inPoints(printAmount(worth, unit, language), language).text, label)],
  );
  return worths.length < 2 ? [] : [OFFLINE_WORDS[language].equals(worths)];
}

/** Who does what, the measurement before everything else. */
export function actionsInOrder(context: PrintContext, document: DebateDocument, outcome: Outcome): MemoLine[] {
  const rule = decidingMeasurement(outcome);
  const { figures } = outcome;
  // Where a value is told that turns it, so is who keeps an eye on it.
  const told =
    figures === null || isOfVotes(context, document, outcome)
      ? new Set<string>()
      : factsTurned(context, outcome, figures);
  const actions = [
    ...actionLines(context, document, outcome),
    ...watchLines(context, document, outcome, told),
    ...limitWatchLines(context, document, outcome, told),
  ];
  if (rule === null || isTooDear(outcome, rule)) return actions;
  const how = filledIn(context, document, rule.how);
  const who = rule.owner ?? rule.proposed?.member ?? null;
  const head = who === null ? context.labels.memo.unassigned : nameOf(context, who);
  const words = OFFLINE_WORDS[context.language];
  const terms = priceOf(context, rule);
  const made = `${how}${terms.length === 0 ? '' : ` (${terms.join(', ')})`}`;
  const first = actions.some(({ text }) => text.includes(how))
    ? []
    : [says(isTooLongToWait(rule, outcome) ? words.beside(made) : words.firstOf(made), { head })];
  return [...first, ...actions, ...readyLines(context, document, outcome, rule)];
}

/** Who keeps an option at hand to which the result may still lead: whoever voted for it in the end, else whoever did before anybody had spoken. */
function readyLines(
  context: PrintContext,
  document: DebateDocument,
  { votes, decision }: Outcome,
  rule: Measured,
): MemoLine[] {
  const found = new Map<string, string>();
  for (const band of rule.bands) {
    const { option } = band;
    const last = votes.find((one) => one.option === option && !one.blind);
    const holder = last ?? votes.find((one) => one.option === option && one.blind);
    if (option === null || option === decision || holder === undefined || found.has(holder.member)) continue;
    found.set(holder.member, optionName(context, option));
  }
  const isSeated = ({ cast }: DebateDocument, member: string) => cast.some(({ persona }) => persona === member);
  return [...found].flatMap(([member, option]) =>
    isSeated(document, member)
      ? [says(OFFLINE_WORDS[context.language].keepsReady(option), { head: nameOf(context, member) })]
      : [],
  );
}

/** Who keeps an eye on what would turn the decision: what only they know, or what they named with their vote. */
function watchLines(
  context: PrintContext,
  document: DebateDocument,
  outcome: Outcome,
  told: ReadonlySet<string>,
): MemoLine[] {
  const words = OFFLINE_WORDS[context.language];
  return watchersOf(document, outcome).flatMap(({ fact, member, turn }) => {
    if (told.has(fact)) return [];
    const { flips = [], resets = [] } = outcome.figures ?? {};
    const [flip] = [
      ...flips.filter(({ to }) => to !== outcome.decision),
      ...resets.flatMap((reset) => (reset.missed === null ? [] : [{ ...reset, none: null, toSet: reset.set }])),
    ]
      .filter((one) => one.fact === fact)
      .sort((one, other) => distanceOf(one) - distanceOf(other));
    if (flip === undefined) return [];
    const { at, beyond } = toldEdge(flip);
    const edge = printAmount(at, flip.unit, context.language).text;
    const none = flip.none === 'limits' ? noneKeeps(context) : context.labels.memo.noneAhead;
    const text = words.watches(
      flip.label,
      edge,
      beyond,
      flip.to === null ? null : nameSetAt(context, flip.to, flip.to === outcome.decision ? flip.toSet : []),
      none,
    );
    return [says(text, { head: nameOf(context, member), turns: [turn] })];
  });
}

/** Of a bar: another as near as this is watched with it. */
const BESIDE = 0.03;

/** Who keeps an eye on a fact that alone can cost a limit of the decision: whoever knows it, or would measure it. */
function limitWatchLines(
  context: PrintContext,
  document: DebateDocument,
  outcome: Outcome,
  told: ReadonlySet<string>,
): MemoLine[] {
  const words = OFFLINE_WORDS[context.language];
  const { figures, decision } = outcome;
  const rule = decidingMeasurement(outcome)?.learns;
  if (figures === null || decision === null) return [];
  const turned = new Set(watchersOf(document, outcome).map((one) => one.fact));
  return figures.corners.flatMap(({ facts: [fact], label, holds, safe, surer }) => {
    if (fact === undefined || holds === null || fact.fact === rule || told.has(fact.fact)) return [];
    // Where another option comes first, nobody waits for the limit.
    const isBefore = figures.flips.some(
      ({ fact: name, at }) =>
        name === fact.fact && (at - holds) * (fact.at - holds) <= 0 && (at - fact.at) * (holds - fact.at) > 0,
    );
    const isBeside = figures.flips.some(
      ({ fact: name, at }) => name === fact.fact && Math.abs(at - holds) <= BESIDE * Math.abs(holds),
    );
    if ((isBefore || isBeside) && turned.has(fact.fact)) return [];
    const owner = figures.measured.find(({ learns }) => learns === fact.fact)?.owner ?? null;
    const [knower = owner] = context.scenario.facts[headOf(fact.fact)]?.knownBy ?? [];
    if (knower === null || !context.members.some(({ id }) => id === knower)) return [];
    const set = safe?.set ?? surer?.set ?? null;
    const text = words.watchesLimit(
      fact.label,
      besideLabel(context, { ...fact, at: holds }),
      fact.at > holds ? 'above' : 'below',
      label,
      set === null ? null : nameSetAt(context, decision, set),
    );
    return [says(text, { head: nameOf(context, knower) })];
  });
}
