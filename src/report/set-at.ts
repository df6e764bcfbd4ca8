import type { Language } from '../core/language.ts';
import type { Figures, Outcome, SetAt, TableRow } from '../core/outcome.ts';
import type { Adjustable } from '../core/scenario.ts';
import { choicesOf, saysWhatIsSet } from '../reasoning/settable.ts';
import type { PrintedAmount } from '../wording/amounts.ts';
import { asPhrase, inPoints, isMoney, printAmount, toldIn } from '../wording/amounts.ts';
import { askedInEnglish, askedInKorean } from '../wording/asked.ts';
import { withCount } from '../wording/nouns.ts';
import { ARITHMETIC } from '../wording/tell.ts';
import type { PrintContext } from './context.ts';
import { optionName } from './context.ts';
import { OFFLINE_WORDS } from './offline-words.ts';
import { printSteps, stepDigits } from './step-digits.ts';

/** A value behind its label, without what the label says of its unit: `2.2` of the rules rewritten a day. */
export const besideLabel = (
  { language }: Pick<PrintContext, 'language'>,
  { label, unit, at }: { label: string; unit: string; at: number },
): string => ARITHMETIC[language].bare({ label, amount: asPhrase(printAmount(at, unit, language), []) }).text;

/** `the interval 36.2 s`, `the lorries 9`: a setting by its label, without a unit that the label names. */
export function settingText(context: PrintContext, { label, unit, to }: Pick<SetAt, 'label' | 'unit' | 'to'>): string {
  const { language } = context;
  const printed = printAmount(to, unit, language);
  if (unit === '' && (to === 0 || to === 1) && askedIn(language, label) !== null)
    return switchedTo(language, label, to);
  const counted = language === 'en' ? withCount(label, printed.number) : null;
  return counted ?? `${label} ${besideLabel(context, { label, unit, at: to })}`;
}

/**
 * What an option is set to, by the values where their units say what is set: `14.5 hours, 17 and 5 kits a day`. A number without a unit keeps
 * its label, and so does one of several inputs in the same unit where the others are not told beside it.
 */
export function settingsTold(context: PrintContext, option: string, unsorted: readonly SetAt[]): string[] {
  const { scenario, language } = context;
  const inputs = Object.keys(scenario.options[option]?.adjust ?? {});
  const inputOf = ({ input, label }: SetAt) =>
    inputs.findIndex((name) => name === input || scenario.facts[name]?.label === label);
  const set = unsorted.toSorted((a, b) => inputOf(a) - inputOf(b));
  const told = new Set<string>();
  return set.flatMap((one) => {
    if (isSwitch(scenario.options[option]?.adjust[inputs[inputOf(one)] ?? '']))
      return [switchedTo(language, one.label, one.to)];
    const alike = set.filter(({ unit }) => unit === one.unit);
    if (!saysWhatIsSet(scenario, option, one.unit, alike.length)) return [settingText(context, one)];
    if (told.has(one.unit)) return [];
    told.add(one.unit);
    return [
      together(
        alike.map(({ to }) => printAmount(to, one.unit, language)),
        language,
      ),
    ];
  });
}

/** Whether an input is done or not, and nothing between. */
const isSwitch = (adjust: Adjustable | undefined): boolean =>
  adjust !== undefined && (choicesOf(adjust) ?? []).join() === '0,1';

const askedIn = (language: Language, label: string) =>
  language === 'ko' ? askedInKorean(label) : askedInEnglish(label);

/** `the model licensed`; `a second shift: yes` where the label is no question that can be turned. */
function switchedTo(language: Language, label: string, to: number): string {
  const asked = askedIn(language, label);
  return (to === 1 ? asked?.on : asked?.off) ?? `${label}: ${SWITCHED[language][to]}`;
}

const SWITCHED: Readonly<Record<Language, readonly string[]>> = { en: ['no', 'yes'], ko: ['아니요', '예'] };

/** `17 and 5 kits a day`: amounts in one unit, which is said once where it stands behind the number. */
function together(amounts: readonly PrintedAmount[], language: Language): string {
  const rests = amounts.map(({ text, number }) =>
    text.startsWith(number.text) ? text.slice(number.text.length) : null,
  );
  const isOnce = rests.every((rest) => rest !== null && rest === rests[0]);
  const texts = amounts.map(({ text, number }, index) => (isOnce && index < amounts.length - 1 ? number.text : text));
  return texts.join(language === 'ko' ? '·' : ' and ');
}

/** `streaming (36.2 s)`: an option with what it is set to. */
export function nameSetAt(context: PrintContext, option: string | null, set: readonly SetAt[]): string {
  const name = optionName(context, option);
  if (option === null || set.length === 0) return name;
  return context.labels.memo.amended(name, settingsTold(context, option, set));
}

/** How an option stands in the table, as far as it may be set otherwise. */
export function setIn({ settings }: Pick<Outcome, 'settings'>, option: string): SetAt[] {
  return settings
    .filter((one) => one.option === option)
    .map(({ label, unit, at }) => ({ input: label, label, unit, to: at }));
}

export type Standing = Figures['options'][number];

/** Steps by which another setting has to be better before it is told in place of the agreed one. */
const WORTH_TELLING = 0.1;

/** An option where it stands strongest against the decision and keeps its limits: as agreed, or at its best setting; null where it keeps them at neither. */
export function strongest({ missed, lead, set, best }: Standing): { lead: number; set: readonly SetAt[] } | null {
  const agreed = missed.length === 0 && lead !== null ? { lead, set } : null;
  if (best === null || best.missed.length > 0 || best.lead === null) return agreed;
  return agreed !== null && best.lead - agreed.lead < WORTH_TELLING ? agreed : { lead: best.lead, set: best.set };
}

/** The option that is next to what was decided, set where it stands strongest; null where no other keeps its limits. */
export function nextOption(
  { options }: Figures,
  decision: string | null,
): { option: string; lead: number; set: readonly SetAt[] } | null {
  const rivals = options.flatMap((one) => {
    const place = one.option === decision ? null : strongest(one);
    return place === null ? [] : [{ option: one.option, ...place }];
  });
  return rivals.sort((a, b) => b.lead - a.lead)[0] ?? null;
}

/**
 * So many steps as an amount of one goal, at what its author lets one cost: of one in money, else of the first; null where none says. `label` is
 * null where the amount speaks for itself.
 */
export function worthOf(
  { language }: Pick<PrintContext, 'language'>,
  table: readonly Worth[],
  steps: number,
): { amount: string; label: string | null } | null {
  const row = toldIn(table.filter(({ worth }) => worth !== null && worth > 0));
  if (row === undefined || row.worth === null) return null;
  const amount = inPoints(
    printAmount(Number((Math.abs(steps) * row.worth).toPrecision(2)), row.unit, language),
    language,
  ).text;
  return { amount, label: isMoney(row.unit) ? null : row.label };
}

/** So many steps of the weighing in words, as in `$3,700 a year`; by their number where no goal says what one is. */
export function worthText(context: PrintContext, table: readonly Worth[], steps: number): string {
  const worth = worthOf(context, table, steps);
  if (worth === null) return context.labels.memo.steps(printSteps(steps, stepDigits([steps])));
  return worth.label === null ? worth.amount : OFFLINE_WORDS[context.language].asMuchOf(worth.amount, worth.label);
}

/** What a goal is counted in, and how much of it is as much as that of any other. */
export type Worth = Pick<TableRow, 'label' | 'unit' | 'worth'>;
