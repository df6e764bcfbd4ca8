import type { Language } from '../core/language.ts';
import type { DecisionModel } from '../reasoning/model.ts';
import { settingIn } from '../reasoning/model.ts';
import type { AgreedSetting } from '../reasoning/proposals.ts';
import { printAmount } from '../wording/amounts.ts';

const SENTENCES: Record<Language, (option: string, label: string, to: string, was: string | null) => string> = {
  ko: (option, label, to, was) =>
    `이제부터 모두 이 값으로 봅니다. ${option}: ${label} ${to}${was === null ? '' : ` (전에는 ${was})`}`,
  en: (option, label, to, was) =>
    `Set for all from here on: for ${option}, ${label} is ${to}${was === null ? '' : ` (it was ${was})`}`,
};

/** What the moderator says once a setting counts for everybody: in the words of the scenario, with what it was before. */
export function agreedSentence(
  model: DecisionModel,
  { option, input, to }: AgreedSetting,
  before: number | null,
): string {
  const { language, facts } = model.scenario;
  const was = before === null ? asWritten(model, option, input) : amountOf(model, input, before);
  const said = amountOf(model, input, to);
  return SENTENCES[language](option, facts[input]?.label ?? input, said, was === said ? null : was);
}

/** An input's value as people say it. */
export function amountOf(
  model: DecisionModel,
  input: string,
  value: number,
  language: Language = model.scenario.language,
): string {
  const { facts } = model.scenario;
  return printAmount(value, model.inputUnits.get(input)?.text || facts[input]?.unit || '', language).text;
}

/** What an option sets an input to from the start, as people say it. */
export function asWritten(model: DecisionModel, option: string, input: string): string | null {
  const value = settingIn(model, option, input);
  if (value !== null) return amountOf(model, input, value);
  const written = model.scenario.options[option]?.set[input];
  return written === undefined ? null : String(written);
}
