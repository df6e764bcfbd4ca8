import type { RosterEntry, ScenarioBriefing, SeatBriefing } from '../core/briefing.ts';
import type { PromptMessage } from '../core/effects.ts';
import type { Language } from '../core/language.ts';
import { inLanguage } from '../core/language.ts';
import type { Consideration, Fact, Scenario } from '../core/scenario.ts';
import type { Seating } from '../reasoning/seating.ts';
import { callFor } from '../reasoning/view.ts';
import { fenced, message } from './message.ts';
import { onOneLine, quoted } from './quote.ts';
import { layOut } from './sections.ts';

/** Tokens of a scenario; motion, options and the roster are kept whole. */
export const SCENARIO_TOKENS = 2600;

/** The second message of a seat's prompt: the question as this seat knows it. The same bytes for the whole debate. */
export function scenarioMessage({
  scenario,
  seating,
  seed,
  data,
  roster,
  desks,
  seat,
}: {
  scenario: Scenario;
  seating: Seating;
  seed: number;
  data: Record<string, string>;
  roster: RosterEntry[];
  desks: ScenarioBriefing['desks'];
  /** Whose prompt it is, as his first message has him. */
  seat: SeatBriefing;
}): PromptMessage {
  const { id, language, motion, audience, options, considerations, experiment, protocol } = scenario;
  const typed: ScenarioBriefing = {
    kind: 'scenario',
    id,
    seed,
    language,
    motion,
    blind: protocol.some((phase) => phase.kind === 'opening' && phase.blind),
    audience,
    options,
    considerations,
    experiment,
    facts: seating.facts,
    data,
    mine: seating.mine,
    able: seating.able,
    askable: seating.askable,
    roster,
    desks,
  };
  const facts = Object.entries(seating.facts).map(
    ([name, { value, unit, at, label }]) =>
      `- fact:${name}${label ? ` ${label}` : ''} = ${JSON.stringify(value)}${unit ? ` ${unit}` : ''}${at ? ` (${at})` : ''}`,
  );
  const mine = new Set(seating.mine);
  const reasons = considerations
    .map((consideration) => ({ consideration, isMine: mine.has(consideration.id) }))
    .sort((a, b) => Number(b.isMine) - Number(a.isMine))
    .map(({ consideration, isMine }) => reasonLine(consideration, isMine, seating.facts, data));
  const text = layOut(
    [
      { heading: '', lines: [`Motion: ${motion}`], cut: 0 },
      {
        heading: 'Options:',
        lines: Object.entries(options).map(([name, { label }]) => `- ${name}: ${label}`),
        cut: 0,
      },
      { heading: 'Facts that you know:', lines: facts.length > 0 ? facts : ['- none'], cut: 2 },
      {
        heading:
          'Considerations, by id: for or against an option or another consideration, the value that they serve, where their number is from:',
        lines: reasons,
        cut: 3,
      },
      { heading: 'Data files for tools:', lines: Object.values(data).map((file) => `- ${file}`), cut: 1 },
    ],
    SCENARIO_TOKENS,
  );
  const others = roster.filter((entry) => entry.id !== seat.id).map((entry) => rosterLine(entry, seat, language));
  const prose = [fenced('scenario', text), `At the table beside you (${seat.id}):`, ...others];
  return message('user', prose.join('\n'), typed, 'scenario');
}

/** One consideration; with the call that computes it where this seat would raise it. */
function reasonLine(
  consideration: Consideration,
  isMine: boolean,
  facts: Record<string, Fact>,
  data: Record<string, string>,
): string {
  const { id, for: inFavour, against, excludes, value, from, echo } = consideration;
  const side = inFavour ? `for ${inFavour}` : `against ${against ?? excludes}`;
  const call = isMine ? callFor(consideration, facts, data) : null;
  const asks = 'consult' in from ? `consult_${from.consult}` : 'tool' in from ? from.tool : '';
  const by = call
    ? `, computed by ${asks} ${JSON.stringify('consult' in from ? { question: from.question, calculation: call } : call.args)}`
    : 'tool' in from
      ? `, computed by ${from.tool}`
      : 'fact' in from
        ? `, read from fact:${from.fact}${(from.fact.split('.')[0] ?? '') in facts ? '' : ', which you do not know'}`
        : '';
  // A slot waits for a figure that nobody has computed yet.
  const words = (echo.find((wording) => !wording.includes('{')) ?? echo[0])?.replaceAll(/\{[^}]*\}/g, '…');
  return `- ${id}${words ? ` "${words}"` : ''}: ${side}, ${value}${by}${isMine ? '; yours to raise' : ''}`;
}

/** Who a colleague is to this seat, in one line: never his card. */
function rosterLine({ id, names, role, desk }: RosterEntry, seat: SeatBriefing, language: Language): string {
  const relation = relationTo(seat, id);
  const name = [...new Set([names.ko, names.en])].join(', ');
  const field = role === undefined ? '' : `, ${onOneLine(inLanguage(role, language))}`;
  const answers = desk.length > 0 ? `; answers for ${desk.join(', ')}` : '';
  const how =
    relation &&
    `; you call ${id} ${quoted(inLanguage(relation.address, language))}, ${speechLevel(relation.register, language)}, and trust what ${id} says ${trustWord(relation.trust)}`;
  return `- ${id} (${onOneLine(name)})${field}${answers}${how ?? ''}`;
}

export function relationTo({ relationships }: SeatBriefing, id: string): SeatBriefing['relationships'][number] | null {
  return relationships.find(({ to }) => to === id) ?? relationships.find(({ to }) => to === '*') ?? null;
}

const LEVELS = {
  ko: { plain: '반말(-아, -야)', polite: '해요체(-아요)', formal: '합쇼체(-습니다)' },
  en: { plain: 'casually', polite: 'politely', formal: 'formally' },
} as const;

export function speechLevel(register: keyof (typeof LEVELS)['ko'], language: Language): string {
  return LEVELS[language][register];
}

function trustWord(trust: number): string {
  if (trust >= 0.8) return 'much';
  return trust >= 0.6 ? 'readily' : 'only when it is shown';
}
