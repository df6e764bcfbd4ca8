import type { Scenario } from '../core/scenario.ts';
import type { Dropped, Proposal } from '../core/turn.ts';
import type { DecisionModel } from '../reasoning/model.ts';
import { canBe, settableWords } from '../reasoning/settable.ts';
import { withAmounts } from './evaluation-values.ts';

type Loose = Record<string, unknown>;
const isObject = (value: unknown): value is Loose =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** What was proposed, or what is wrong with it, all at once; neither where nothing was. */
export interface ProposalRead {
  proposes: Proposal | null;
  wrong: string | null;
}

/**
 * An option with its settings: `{option, settings: {cover: 14, kits: 20}}`, a list of `{input, to}`, or one `input` with its `to`. Amounts are
 * read in the input's unit. All of it holds together or none does.
 */
export function proposalIn(
  value: unknown,
  { options, model }: { options: readonly string[]; model: DecisionModel | null },
): ProposalRead {
  if (!isObject(value)) return { proposes: null, wrong: null };
  const wanted = Object.entries(settingsIn(value)).filter(([, to]) => to !== null && to !== undefined);
  if (wanted.length === 0) return { proposes: null, wrong: null };
  const named = String(value['option'] ?? '').trim();
  const option = options.find((one) => one.toLowerCase() === named.toLowerCase());
  if (option === undefined)
    return { proposes: null, wrong: `\`proposes\` is of no option: \`option\` is one of ${options.join(', ')}` };
  const given = Object.fromEntries(wanted);
  const { amended } = model === null ? { amended: undefined } : withAmounts({ amended: { [option]: given } }, model);
  const read = isObject(amended) && isObject(amended[option]) ? amended[option] : given;
  const set = Object.fromEntries(Object.entries(read).map(([input, to]) => [input, numberIn(to)]));
  const wrongs = wanted.flatMap(([input, to]) => wrongOf(input, { option, to, at: set[input] ?? null, model }));
  return wrongs.length > 0
    ? { proposes: null, wrong: wrongs.join('; ') }
    : { proposes: { option, set: set as Record<string, number> }, wrong: null };
}

function settingsIn(value: Loose): Loose {
  const { input, to } = value;
  const given = value['settings'] ?? value['set'];
  if (isObject(given)) return given;
  if (Array.isArray(given))
    return Object.fromEntries(
      given.flatMap((one) => (isObject(one) && typeof one['input'] === 'string' ? [[one['input'], one['to']]] : [])),
    );
  return typeof input === 'string' && input.trim() !== '' ? { [input.trim()]: to } : {};
}

function numberIn(value: unknown): number | null {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  return typeof number === 'number' && Number.isFinite(number) ? number : null;
}

function wrongOf(
  input: string,
  { option, to, at, model }: { option: string; to: unknown; at: number | null; model: DecisionModel | null },
): string[] {
  const adjustable: Scenario['options'][string]['adjust'] | undefined = model?.scenario.options[option]?.adjust;
  const adjust = adjustable?.[input];
  if (adjustable !== undefined && adjust === undefined)
    return [
      `\`${input}\` of \`${option}\` cannot be set; there is ${Object.keys(adjustable).join(', ') || 'nothing that can'}`,
    ];
  const unit = model?.inputUnits.get(input)?.text || model?.scenario.facts[input]?.unit || '';
  if (at === null)
    return [
      `\`${input}\` of \`${option}\` wants a number${unit === '' ? '' : ` of ${unit}`}, not ${JSON.stringify(to)}`,
    ];
  if (adjust === undefined) return [];
  return canBe(at, adjust, unit)
    ? []
    : [`\`${input}\` of \`${option}\` can be set ${settableWords(adjust)}, not to ${at}`];
}

/** `condition:4`, `measures:4`, `action:4`, and `action:4>cortex` for a job that is handed on; what is none of these is left to be a claim. */
export function dropsIn(value: unknown): Dropped[] {
  const list: unknown[] = Array.isArray(value) ? value : [value];
  return list.flatMap((one): Dropped[] => {
    const [, what, turn, to] =
      typeof one === 'string'
        ? (/^(condition|action|job|measures?|measurement|bar):(\d+)(?:\.\d+)?(?:\s*->?\s*|\s*>\s*)?(.*)$/.exec(
            one.trim(),
          ) ?? [])
        : [];
    if (what === undefined || Number(turn) < 1) return [];
    const whose = to === undefined || to === '' ? {} : { to: to.trim().toLowerCase() };
    const kind = what === 'condition' ? 'condition' : /^(?:meas|bar)/.test(what) ? 'measures' : 'action';
    return [{ turn: Number(turn), what: kind, ...whose }];
  });
}
