import type { Language } from '../core/language.ts';
import type { DecisionModel } from '../reasoning/model.ts';
import { settingIn } from '../reasoning/model.ts';
import type { AgreedSetting } from '../reasoning/proposals.ts';
import { printAmount } from '../wording/amounts.ts';
import { word } from './quote.ts';

interface Said {
  label: string;
  to: string;
  was: string | null;
}
const SENTENCES: Record<Language, (option: string, settings: readonly Said[]) => string> = {
  ko: (option, settings) =>
    `이제부터 모두 이 값으로 봅니다. ${option}: ${settings.map(({ label, to, was }) => `${label} ${to}${was === null ? '' : ` (전에는 ${was})`}`).join(', ')}`,
  en: (option, settings) =>
    `Set for all from here on: for ${option}, ${settings.map(({ label, to, was }) => `${label} is ${to}${was === null ? '' : ` (it was ${was})`}`).join(', ')}`,
};

/** What the moderator says once settings of an option count for everybody, those of one proposal at once: in the words of the scenario, with what each was before. */
export function agreedSentences(
  model: DecisionModel,
  agreed: readonly AgreedSetting[],
  beforeOf: (one: AgreedSetting) => number | null,
): string[] {
  const { language, facts } = model.scenario;
  const plans = new Map<string, { option: string; settings: Said[] }>();
  for (const one of agreed) {
    const { option, input, to, turn } = one;
    const before = beforeOf(one);
    const was = before === null ? asWritten(model, option, input) : amountOf(model, input, before);
    const said = amountOf(model, input, to);
    const plan = plans.get(`${option} ${turn}`) ?? { option, settings: [] };
    plan.settings.push({ label: facts[input]?.label ?? input, to: said, was: was === said ? null : was });
    plans.set(`${option} ${turn}`, plan);
  }
  return [...plans.values()].map(({ option, settings }) => SENTENCES[language](option, settings));
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

/** Inputs with what they are set to: `interval at 36.2 s, lorries at 9`. */
export const settingsAt = (
  model: DecisionModel,
  set: readonly { input: string; to: number }[],
  language?: Language,
): string => set.map(({ input, to }) => `${word(input)} at ${amountOf(model, input, to, language)}`).join(', ');

/** What an option sets an input to from the start, as people say it. */
export function asWritten(model: DecisionModel, option: string, input: string): string | null {
  const value = settingIn(model, option, input);
  if (value !== null) return amountOf(model, input, value);
  const written = model.scenario.options[option]?.set[input];
  return written === undefined ? null : String(written);
}
