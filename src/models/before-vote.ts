import type { HeardTurn } from '../core/briefing.ts';
import type { View } from '../playbook/view.ts';
import { isPresent } from '../playbook/view.ts';
import { settingsAt } from '../prompt/index.ts';
import { missedBy } from '../reasoning/amend.ts';
import { cornerAgainst, tellingCorners } from '../reasoning/corner.ts';
import type { OptionValues } from '../reasoning/evaluate.ts';
import { valuesOf } from '../reasoning/evaluate.ts';
import type { DecisionModel } from '../reasoning/model.ts';
import { needsOf } from '../reasoning/model.ts';
import type { AgreedSetting } from '../reasoning/proposals.ts';
import type { Setting } from '../reasoning/weighing.ts';
import { bestOf, leadOver } from '../reasoning/weighing.ts';
import type { World } from '../reasoning/worlds.ts';
import { between, cornerLine, digits, inUnit, missesAt } from './corner-lines.ts';
import { spokenAgainst } from './spoken-against.ts';
import { unpricedRival } from './unpriced.ts';
import { tooLateFor } from './waiting.ts';

/** What differs by less than this, in steps, is nobody's question. */
const WORTH_ASKING = 0.1;
/** Of a limit: who has less than this share left has nothing left. */
const NOTHING_LEFT = 0.02;

/** What is told, and the settings that it tells. */
interface Asked {
  better: readonly Better[];
  lines: string[];
  settings: readonly Setting[];
}

/** Another setting, or another option, that is better, with the line that says so. */
interface Better {
  line: string;
  /** The same without asking for anything, by how much, in steps, and on what; null for another option. */
  alone: string | null;
  option: string;
  set: readonly Setting[];
}

const known = new WeakMap<World, Map<string, Asked>>();

/**
 * What a reader of the memo would ask of the option that most stand for, as far as this member's figures tell: a setting or an option that is better, a limit that has
 * nothing left, and whether it holds where the facts nobody is sure of are bad at once. Told while it can still be agreed on.
 */
export function beforeVoteLines(view: View): string[] {
  const { better, lines } = askedOf(view);
  const told = better.flatMap((one) => (agreedOver(view, one) === null ? toldLine(view, one, one.line) : []));
  const rival = rivalOf(view);
  return [...told, ...(rival === null ? [] : [rival.line]), ...lines];
}

/** The option next to what most stand for, where nobody has said what it comes to; one that is better is told anyway. */
function rivalOf(view: View): ReturnType<typeof unpricedRival> {
  const { brief, model, now } = view;
  const option = standsAhead(view);
  if (brief.task !== 'rebut' || !brief.lastRound || option === null) return null;
  const here = valuesOf(model, now.world, option);
  if (missedBy(model, here).length > 0 || askedOf(view).better.some((one) => one.option !== option)) return null;
  return unpricedRival(view, option, here);
}

/** What is better by the figures than a setting that the table has agreed on with a reason: told once, to who had no part in it, and nothing that is asked of them. */
export function alongsideAgreed(view: View): string[] {
  const { seat, turns } = view;
  return askedOf(view).better.flatMap((one) => {
    const agreed = agreedOver(view, one);
    if (agreed === null) return [];
    const own = turns.flatMap(({ body }) => (body.speaker === seat.id ? [body] : []));
    const hadPart = own.some(({ turn }) => turn === agreed.turn || turn === agreed.seconded);
    const hasSpoken = own.some((body) => body.turn > (agreed.seconded ?? 0) && isOfLastRound(view, body));
    if (hadPart || hasSpoken) return [];
    return toldLine(view, one, `${one.alone}, which the table agreed on in turn ${agreed.seconded}`);
  });
}

/** The setting in whose place another would be better, where the table agreed on it since the last news and whoever put or seconded it said why. */
function agreedOver(view: View, { option, set, alone }: Better): AgreedSetting | null {
  if (alone === null) return null;
  const news = view.heard.findLastIndex(({ kind }) => kind === 'fact');
  const since = view.heard.slice(news + 1).flatMap((said) => (said.kind === 'turn' ? [said.body] : []));
  const isSaid = ({ turn, seconded }: AgreedSetting) =>
    since.some((body) => body.turn === seconded) &&
    view.turns.some(({ body }) => (body.turn === turn || body.turn === seconded) && body.claims.length > 0);
  return (
    view.now.knowledge.agreed.findLast(
      (one) => one.option === option && set.some(({ input }) => input === one.input) && isSaid(one),
    ) ?? null
  );
}

/** The settings that those lines name: who says one says what stands on their sheet. */
export const beforeVoteSettings = (view: View): readonly Setting[] => [
  ...askedOf(view).settings,
  ...(rivalOf(view)?.settings ?? []),
];

const NOTHING: Asked = { better: [], lines: [], settings: [] };

function askedOf(view: View): Asked {
  const { brief, now } = view;
  if (brief.task !== 'vote' && !(brief.task === 'rebut' && brief.lastRound)) return NOTHING;
  const option = standsAhead(view);
  if (option === null) return NOTHING;
  const asked = known.get(now.world) ?? new Map<string, Asked>();
  known.set(now.world, asked);
  const found = asked.get(option) ?? askedFor(view, option);
  asked.set(option, found);
  return found;
}

/** The option that most at the table stand for now; null where there is no such. */
export function standsAhead(view: View): string | null {
  const last = new Map(view.turns.map(({ body }) => [body.speaker, body.stance.option]));
  const counts = new Map<string, number>();
  for (const [member, option] of last)
    if (option !== null && (member === view.seat.id || isPresent(view, member)))
      counts.set(option, (counts.get(option) ?? 0) + 1);
  const [first, second] = [...counts].sort((a, b) => b[1] - a[1]);
  return first === undefined || first[1] === second?.[1] ? null : first[0];
}

function askedFor(view: View, option: string): Asked {
  const { model, now } = view;
  const { world } = now;
  const here = valuesOf(model, world, option);
  if (missedBy(model, here).length > 0) return NOTHING;
  const told = betterOnes(view, option, here);
  const corners = tellingCorners(model, world, option);
  return {
    better: told,
    lines: [...edges(model, here), ...corners.map((corner) => cornerLine(view, { world, option }, corner))],
    settings: [...told, ...corners.map(({ saved }) => ({ set: saved ?? [] }))].flatMap(({ set }) => set),
  };
}

/** Another setting of it, or another option, that is better by what counts. */
function betterOnes(view: View, option: string, here: OptionValues): Better[] {
  const {
    model,
    now: { world },
    question,
  } = view;
  if (model.scenario.weights !== 'equal') return [];
  const named = (set: readonly Setting[]) => settingsAt(model, set, question.language);
  const best = bestOf(model, world, option);
  const gain = best === null ? 0 : leadOver(model, best.values, here);
  const against = best === null ? null : cornerAgainst(model, world, option, best.set);
  const rival = model.options
    .flatMap((other) => {
      const found = other === option ? null : bestOf(model, world, other);
      return found === null ? [] : [{ other, found, by: leadOver(model, found.values, here) }];
    })
    .sort((a, b) => b.by - a.by)[0];
  return [
    ...(best === null || best.set.length === 0 || gain < WORTH_ASKING
      ? []
      : [
          {
            line: `- ${option} would be better with ${named(best.set)}: ${between(model, best.values, here)}${against === null ? '' : `; but so set ${missesAt(view, against)}`}`,
            alone: `- by the figures alone ${option} with ${named(best.set)} is ahead by ${digits(gain)} (each goal over what it is worth: ${between(model, best.values, here)}) of how it is set`,
            option,
            set: best.set,
          },
        ]),
    ...(rival === undefined || rival.by - Math.max(gain, 0) < WORTH_ASKING
      ? []
      : [
          {
            line: `- ${[rival.other, named(rival.found.set)].filter((part) => part !== '').join(' with ')} is ahead of it by these figures: ${between(model, rival.found.values, here)}`,
            alone: null,
            option: rival.other,
            set: rival.found.set,
          },
        ]),
  ];
}

/** Who has heard so many speak against it, each for themselves, does not hear of it again. */
const ENOUGH = 2;

/**
 * What is better is told to a member until they have spoken with it before them, in the last round and since the last news: then they have taken it up or let it be. Where
 * somebody has spoken against it since that news it is told with who did and in which turn, and no more to them, nor once another has, nor to whoever has spoken behind it.
 */
function toldLine(view: View, one: Better, text: string): string[] {
  const { seat, turns } = view;
  if (hadBefore(view, one)) return [];
  const against = spokenAgainst(view, one.option, one.set);
  const line = `${text}${tooLateFor(view, one.option, one.set)}`;
  if (against.length === 0) return [line];
  const isOwn = against.some(({ speaker }) => speaker === seat.id);
  const last = Math.max(...against.map(({ turn }) => turn));
  const hasHeard = turns.some(({ body }) => body.speaker === seat.id && body.turn > last && isOfLastRound(view, body));
  if (isOwn || hasHeard || against.length >= ENOUGH) return [];
  return [`${line}; ${against.map(({ speaker, turn }) => `${speaker} spoke against it in turn ${turn}`).join(', ')}`];
}

/** Whether a turn was taken in the round in which what is better is told, or behind it. */
function isOfLastRound({ turns, brief }: View, { phase, round }: HeardTurn['body']): boolean {
  const rounds = turns.map(({ body }) => (body.phase === 'rebuttal' ? body.round : 0));
  const last = brief.task === 'rebut' ? brief.round : Math.max(...rounds);
  return phase === 'rebuttal' ? round === last : phase !== 'opening';
}

/** Whether the member has spoken with the same setting before them: by what they knew then it was better already. */
function hadBefore(view: View, { option, set }: Better): boolean {
  const { before, heard, own, model } = view;
  const news = heard.findLastIndex(({ kind }) => kind === 'fact');
  const isSince = own !== null && heard.indexOf(own) > news;
  if (before === null || own?.body.phase !== 'rebuttal' || !isSince || !isOfLastRound(view, own.body)) return false;
  const about = standsAhead(view);
  if (about === null) return false;
  const then = { ...view, now: before };
  return betterOnes(then, about, valuesOf(model, before.world, about)).some(
    (one) =>
      one.option === option &&
      one.set.length === set.length &&
      one.set.every(({ input, to }) => set.some((other) => other.input === input && other.to === to)),
  );
}

/** Limits that are kept with next to nothing left. */
const edges = (model: DecisionModel, here: OptionValues): string[] =>
  needsOf(model).flatMap((need) => {
    const left = here.margin(need);
    const limit = Math.abs(here.ofExpression(need.right) ?? 0) / need.unit.factor;
    if (left === null || left < 0 || left > NOTHING_LEFT * limit) return [];
    return [
      `- it has ${left === 0 ? 'nothing' : `${digits(left)}${inUnit(need.unit.text)}`} left of the limit on ${need.id}: who is late, or measured a little too well, misses it`,
    ];
  });
