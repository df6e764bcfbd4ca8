import type { OwnResult, ScenarioBriefing, SeatBriefing, TurnBrief } from '../core/briefing.ts';
import type { PromptMessage } from '../core/effects.ts';
import type { Language } from '../core/language.ts';
import { callIn } from '../core/turn.ts';
import { VALUE_LABELS } from '../core/values.ts';
import type { DecisionModel } from '../reasoning/model.ts';
import { figuresProse, hundredths, message, toOthers } from './message.ts';
import { onOneLine, unmarked } from './quote.ts';
import { registerToAll, relationTo, speechLevel } from './scenario.ts';
import { deferredTopics } from './seat.ts';
import { layOut } from './sections.ts';
import type { Change } from './stale.ts';
import { takenIn } from './taken.ts';
import type { Stood } from './transcript.ts';

/** Tokens of the last message; what the member would not say, their speech level and their boundary are kept whole. */
export const CLOSING_TOKENS = 1200;

const GUARDRAILS = 'Before you speak:';

/** The last message with more lines in front of what must not be forgotten. */
export function beforeGuardrails(content: string, lines: readonly string[]): string {
  const at = content.lastIndexOf(`\n${GUARDRAILS}\n`);
  if (at < 0 || lines.length === 0) return content;
  return `${content.slice(0, at)}\n${lines.join('\n')}${content.slice(at)}`;
}

const TASKS: Record<TurnBrief['task'], string> = {
  open: 'Give your opening: where you lean, and the one thing that carries it: what you alone know or see, before what everybody can compute. Keep the rest for when it is needed. Act: open or propose.',
  rebut:
    'It is your turn. Answer the one claim that matters most to you: rebut, concede, support, ask, answer, consult or propose.',
  vote: 'Vote for what you would sign yourself, alone if need be, in one short sentence as you would say it with your hand up: what you vote for and the one thing that decided it for you and for nobody else, or the risk that you will not take. Nobody needs to hear again what was argued. What is settled holds for your vote as it is settled; `condition` only for what is not. Act: close.',
  close: 'Close, in two short sentences. Act: close.',
};

/** The last message of a prompt, and the only one that is not there the next time: what is asked now, and what must not be forgotten. */
export function briefMessage(
  brief: TurnBrief,
  {
    seat,
    scenario,
    stood = null,
    saidTo,
    model = null,
    staleOf = () => new Map(),
    away = new Set(),
    cited = new Set(),
  }: {
    seat: SeatBriefing;
    scenario: ScenarioBriefing;
    /** Where this member stands, as they said last. */
    stood?: Stood | null;
    saidTo: readonly string[];
    model?: DecisionModel | null;
    /** Figures of a result that no longer hold, each with what it rests on that is otherwise now. */
    staleOf?: (result: OwnResult) => ReadonlyMap<string, readonly Change[]>;
    /** Members who have left. */
    away?: ReadonlySet<string>;
    /** Calls whose figures somebody has cited, by their references. */
    cited?: ReadonlySet<string>;
  },
): PromptMessage {
  const results = (list: readonly OwnResult[]) => {
    const newest = Math.max(...list.map(turnOf));
    const isTold = (result: OwnResult) =>
      result.name !== 'evaluate' || cited.has(result.ref) || turnOf(result) === newest;
    const shown = withoutOverhauled([...list].reverse(), staleOf);
    return [
      ...shown
        .filter(isTold)
        .map((result) => `- ${result.ref} ${result.name}: ${resultProse(result, staleOf(result), model)}`),
      ...uncitedLine(
        shown.filter((result) => !isTold(result)),
        model,
      ),
    ];
  };
  const text = layOut(
    [
      {
        heading: '',
        lines: [
          `[turn ${brief.turn}, ${whyOf(brief)}] ${TASKS[brief.task]}`,
          ...(brief.task === 'rebut' && brief.lastRound
            ? ['This is the last round, unless news moves what most stand for.']
            : []),
          ...closingLines(brief),
          ...(stood === null
            ? []
            : [
                `You last stood, in turn ${stood.turn}, at ${stood.stance.option ?? 'no option'} with ${hundredths(stood.stance.confidence)}.`,
              ]),
        ],
        cut: 0,
      },
      { heading: 'Said to you since:', lines: [...saidTo].reverse(), cut: 3 },
      { heading: 'Answered for you:', lines: results(brief.consulted), cut: 1, least: 1 },
      { heading: 'Your own results so far:', lines: results(brief.own), cut: 2, least: 1 },
      { heading: GUARDRAILS, lines: guardrails(seat, scenario, away), cut: 0 },
      {
        heading: '',
        lines: [
          ...(brief.mayPass
            ? ['Where you would add nothing that the table does not have, pass: act `pass`, empty `utterance`.']
            : []),
          'Call a tool first where a number is missing; then give your turn as `turn_reply` and nothing beside it.',
        ],
        cut: 0,
      },
    ],
    CLOSING_TOKENS,
  );
  return message('user', text, brief, 'moderator');
}

/**
 * Results without the figures that hold no more and were computed again since, by whatever calculator; of those of which nothing holds the newest
 * alone. The newest first.
 */
function withoutOverhauled(
  results: readonly OwnResult[],
  staleOf: (result: OwnResult) => ReadonlyMap<string, readonly Change[]>,
): OwnResult[] {
  const newer = new Set<string>();
  let isNewest = true;
  return results.flatMap((result) => {
    const all = Object.keys(result.figures);
    const stale = staleOf(result);
    // A figure without an option in its name is of its calculator.
    const keyOf = (name: string) => (name.includes('@') ? name : `${result.name}/${name}`);
    const kept = all.filter((name) => !stale.has(name) || !newer.has(keyOf(name)));
    for (const name of all) newer.add(keyOf(name));
    const figures = Object.fromEntries(
      kept.flatMap((name) => (result.figures[name] === undefined ? [] : [[name, result.figures[name]] as const])),
    );
    const shown = Object.keys(shownOf(figures, stale));
    const isStale = shown.length > 0 && shown.every((name) => stale.has(name));
    if (shown.length === 0 || (isStale && !isNewest)) return all.length === 0 ? [result] : [];
    if (isStale) isNewest = false;
    return [kept.length === all.length ? result : { ...result, figures }];
  });
}

const turnOf = ({ ref }: OwnResult): number => callIn(ref)?.turn ?? 0;

/** What was tried in earlier turns and nobody has taken up since, in one line. */
function uncitedLine(results: readonly OwnResult[], model: DecisionModel | null): string[] {
  if (results.length === 0) return [];
  const tried = results.map((result) => {
    const taken = takenIn(result, model).replace(/^, where it took /, '');
    return taken === '' ? result.ref : `${result.ref} (${taken})`;
  });
  return [`- computed before and cited by nobody; compute again what you need: ${tried.join(', ')}`];
}

/** What is said of a result that has no figure. */
export const NO_FIGURE = 'no figure: what it needs is not known, or it was asked for nothing that an option comes to';

/** Figures as they are shown: what an option came to as a whole stands on the sheet anew once it holds no more. */
const shownOf = (figures: OwnResult['figures'], stale: ReadonlyMap<string, unknown>): OwnResult['figures'] => {
  const others = toOthers(figures);
  return Object.fromEntries(
    Object.entries(figures).filter(([name]) => Object.hasOwn(others, name) || !stale.has(name)),
  );
};

/** Figures that hold, then those that do not any more, with what they rest on that is otherwise. */
function resultProse(
  result: OwnResult,
  stale: ReadonlyMap<string, readonly Change[]>,
  model: DecisionModel | null,
): string {
  const taken = takenIn(result, model);
  const figures = shownOf(result.figures, stale);
  if (result.name === 'evaluate' && Object.keys(figures).length === 0) return `${NO_FIGURE}${taken}`;
  if (Object.keys(figures).every((name) => !stale.has(name))) return `${figuresProse(figures)}${taken}`;
  const behind = [...stale].flatMap(([name, changes]) => (Object.hasOwn(figures, name) ? changes : []));
  const why = [...new Set(behind.map(({ told }) => told))].join('; ');
  const part = (isStale: boolean) =>
    figuresProse(Object.fromEntries(Object.entries(figures).filter(([name]) => stale.has(name) === isStale)));
  const holding = part(false);
  const gave = `stale, do not use it: ${why} (it gave ${part(true)}${taken})`;
  return holding === '' ? gave : `${holding}; ${gave}`;
}

/** Why this member has the floor, said to them; what the moderator goes by is no order. */
function whyOf({ task, closing, why }: TurnBrief): string {
  if (task !== 'close' || closing === null) return why;
  if (closing.decision === null) return 'you close, as nothing was decided and your vote was the firmest';
  return closing.role === 'dissent'
    ? 'you close for those who voted otherwise, as the firmest of them'
    : 'you close for those who voted for what was decided, as the firmest of them';
}

/** What the votes came to, which nobody in the transcript says, and what this member has to say to it. */
function closingLines({ task, closing }: TurnBrief): string[] {
  if (task !== 'close' || closing === null) return [];
  const { decision, role } = closing;
  const decided = decision === null ? 'Nothing was decided.' : `Decided: ${decision}.`;
  const what =
    role === 'dissent'
      ? 'Put your dissent on the record, and on what condition you would join.'
      : decision === null
        ? 'Say what is done first, by whom, and which result would decide it (`action` for what you take on).'
        : 'Say who carries it out, from when or by when, and what is done instead, by whom, where the bar is missed. Somebody must own the whole of it: take it on yourself (`action`, with its day), or say whose it is of those who took on a part.';
  return [unmarked(`${decided} ${what}`)];
}

/** What a member would not say, their speech level toward each colleague, and their boundary: where attention is freshest. */
function guardrails(
  seat: SeatBriefing,
  { language, roster, desks }: ScenarioBriefing,
  away: ReadonlySet<string>,
): string[] {
  const lowest = seat.values.at(-1);
  const highest = seat.values[0];
  const present = roster.filter(({ id }) => !away.has(id));
  return [
    LANGUAGE_LINES[language],
    ...levelLines(seat, present, language),
    ...(highest && lowest && highest !== lowest
      ? [
          `- You would not give up ${VALUE_LABELS[highest].en} for ${VALUE_LABELS[lowest].en} without saying what it costs you.`,
        ]
      : []),
    ...[...deferredTopics(seat.defers)].map(([topic, who]) => {
      const asks = desks.some((desk) => desk.topic === topic && desk.member !== seat.id);
      const here = who.filter(
        (id) =>
          present.some((one) => one.id === id) || desks.some((desk) => desk.topic === topic && desk.member === id),
      );
      const whose = here.length === 0 ? 'nobody here has it, and you say so' : `it is for ${here.join(' or ')}`;
      return onOneLine(
        `- You would not answer a question of ${topic} yourself: ${whose}${asks ? `, and \`consult_${topic}\` asks` : ''}.`,
      );
    }),
    ...(seat.desk.length > 0
      ? [
          `- On ${onOneLine(seat.desk.join(', '))} you say that a bound is a bound: you calculated it and did not measure it.`,
        ]
      : []),
    '- You would not state a number that stands nowhere, speak for a colleague, or agree out of politeness.',
  ];
}

const LANGUAGE_LINES: Record<Language, string> = {
  ko: '- 한국어로 쓴다. `utterance` and every other text are Korean, whatever language the card or a colleague uses.',
  en: '- Write English: `utterance` and every other text are English, whatever language the card or a colleague uses.',
};

/** Each speech level with those to whom it goes; to all at once the highest that anybody there is owed. */
function levelLines(seat: SeatBriefing, roster: ScenarioBriefing['roster'], language: Language): string[] {
  const others = roster.map(({ id }) => id).filter((id) => id !== seat.id);
  const owed = [...others, '*'].flatMap((to) => {
    const relation = relationTo(seat, to);
    return relation === null ? [] : [{ to, register: relation.register }];
  });
  const toAll = registerToAll(seat, others);
  const levels = new Map<string, string[]>();
  for (const { to, register } of owed) {
    const level = speechLevel(to === '*' ? (toAll ?? register) : register, language);
    levels.set(level, [...(levels.get(level) ?? []), to === '*' ? 'everybody at once' : to]);
  }
  if (levels.size === 0) return [];
  const spoken = [...levels].map(([level, who]) => `${level} to ${who.join(', ')}`).join('; ');
  if (seat.manner === 'nominal' && language === 'ko')
    return [`- Speak ${spoken}: one level toward one person; statements may close in -음, -임, as your card writes.`];
  return [`- Speak ${spoken}: one level toward one person, in every sentence.`];
}
