import type { Amendment } from '../reasoning/amend.ts';
import type { End } from '../reasoning/caution.ts';
import type { ProposedSetting } from '../reasoning/proposals.ts';
import { settingsIn } from '../reasoning/proposals.ts';
import type { Setting } from '../reasoning/weighing.ts';
import { isDear, standing, TO_ALL } from './addressing.ts';
import { withinError } from './doubting.ts';
import type { Move, Sentence } from './move.ts';
import { byFact } from './move.ts';
import { badEnds, consequence, RANGE, saidLately, takenAtOnce } from './ranges.ts';
import type { Taken } from './safety.ts';
import { endOf, measuredFirst, SAFE, safeSentence, surestFor, takenForSafety, takenFrom } from './safety.ts';
import { settingTerms } from './setting-phrase.ts';
import type { Talk } from './talk.ts';
import { turnsSinceNews } from './view.ts';

/** The setting that stands in more of what may come than the one on the table, where that costs next to nothing: said by whoever has a reason to. */
export function ensured(talk: Talk): Move[] {
  const { view, best } = talk;
  if (best === null || view.brief.task !== 'rebut' || view.question.audience === 'junior') return [];
  // Before anybody has answered there is no plan to make safe.
  if (!view.turns.some(({ body }) => body.phase === 'rebuttal')) return [];
  const offered = offeredFor(talk, best);
  const found = ensuredBy(offered === null ? talk : talk.setTo(settingsIn(offered)), best, measuredFirst(talk));
  if (found === null) return [];
  return [
    {
      kind: 'ensure',
      act: 'propose',
      ...TO_ALL,
      utility: hasReason(talk, best, found.ends) ? OWN : ANYBODY,
      proposes: withRest(found.taken.proposes, offered),
      sentences: sentencesOf(talk, best, found),
    },
  ];
}

/** Of who knows a fact that would break it, or cares first for what would break; and of anybody else. */
const OWN = 8.7;
const ANYBODY = 6.5;

/** What was last proposed for the option since the news, where nobody has taken it up. */
function offeredFor(talk: Talk, option: string): ProposedSetting | null {
  const since = new Set(turnsSinceNews(talk.view).map(({ turn }) => turn));
  const last = talk.view.now.knowledge.proposals.findLast(
    (one) => one.option === option && !one.isDropped && since.has(one.turn),
  );
  return last?.seconded === null ? last : null;
}

/** A setting with the inputs that a proposal sets beside. */
const withRest = (proposes: Taken['proposes'], rest: Pick<ProposedSetting, 'set'> | null): Taken['proposes'] => ({
  ...proposes,
  set: { ...rest?.set, ...proposes.set },
});

interface Ensured {
  /** What breaks a limit as the option is set, or may. */
  ends: readonly End[];
  /** It takes the first two of them at once. */
  isPair: boolean;
  taken: Taken;
}

/** `measured`: what is measured first by what the table has so far, which a setting that is only tried leaves as it is. */
function ensuredBy(talk: Talk, option: string, measured: ReadonlySet<string>): Ensured | null {
  if (talk.best !== option) return null;
  const off = withinError(talk, option);
  const untold = off === null ? null : takenForSafety(talk, off);
  if (off !== null && untold !== null) return { ends: [{ path: off.name, at: off.end }], isPair: false, taken: untold };
  const surest = surestFor(talk, option, null, measured);
  const taken = surest === null ? null : takenFrom(talk, option, surest);
  if (surest === null || taken === null) return null;
  const [pair = []] = surest.together;
  const isPair = surest.further.length === 0;
  return { ends: isPair ? pair : surest.further, isPair, taken };
}

/** Whether the member knows a fact that would break the option, or cares first for what would break. */
function hasReason(talk: Talk, option: string, ends: readonly End[]): boolean {
  const { scenario, criteria } = talk.view.model;
  const isKnown = ends.some(({ path }) => scenario.facts[path]?.knownBy?.includes(talk.view.seat.id) === true);
  const broken = new Set(ends.map(({ path, at }) => consequence(talk, option, path, at)?.criterion));
  return isKnown || criteria.some(({ id, value }) => isDear(talk, broken.has(id) ? value : 'reliability'));
}

/** What breaks as it is set, where a fact alone does it and nobody has said so, and the setting that is taken. */
function sentencesOf(talk: Talk, option: string, { ends, taken }: Ensured): Sentence[] {
  const { tell } = talk;
  const [worst] = ends.flatMap(({ path, at }): Sentence[] => {
    const found = consequence(talk, option, path, at);
    if (found === null) return [];
    const reason = `${option}/${found.criterion}${RANGE}${path}@${at}`;
    const [label, amount] = [tell.label(path), endOf(talk, path, at)];
    const gist = tell.say.echo({ label, amount });
    return talk.reasons.has(reason)
      ? []
      : [
          {
            symbol: 'worst',
            slots: { say: tell.say.at(label, amount, found.clause), ...standing(talk) },
            asserts: { slot: 'say', what: byFact(path, { reason, option, side: 'against', gist }) },
          },
        ];
  });
  const safe = safeSentence(talk, option, ends[0]?.path ?? '', taken.say);
  return worst === undefined ? [{ ...safe, symbol: 'safe' }] : [worst, safe];
}

/**
 * Settings as they are proposed: those that stand in more of what may come in place of those that serve best today, where that costs next to nothing and the option stays the
 * speaker's, with a sentence that says so. `beside`: what else is set otherwise.
 */
export function asEnsured(
  talk: Talk,
  set: readonly Amendment[],
  beside: readonly Setting[] = [],
): { set: readonly Amendment[]; said: Sentence[] } {
  const [first] = set;
  const found =
    first === undefined || talk.view.question.audience === 'junior'
      ? null
      : ensuredBy(talk.setTo([...beside, ...set]), first.option, measuredFirst(talk));
  if (first === undefined || found === null) return { set, said: [] };
  const { option, repairs } = first;
  const { tell } = talk;
  const values = talk.values(option);
  const inputs = { ...Object.fromEntries(set.map(({ input, to }) => [input, to])), ...found.taken.proposes.set };
  const ends = found.ends.slice(0, found.isPair ? 2 : 1).map(({ path, at }) => ({
    label: tell.label(path),
    amount: endOf(talk, path, at),
  }));
  const say = tell.say.keptBack(settingTerms(talk, set), found.taken.changed, ends);
  return {
    set: Object.entries(inputs).map(([input, to]) => ({
      option,
      input,
      from: values.amount(input)?.value ?? to,
      to,
      repairs,
    })),
    said: [{ ...safeSentence(talk, option, found.ends[0]?.path ?? '', say), symbol: 'worst' }],
  };
}

/** Sentences of a turn. */
const LONG = 4;

/** Beside what a member says for their option: a setting that keeps it clear of limits and costs next to nothing, where nobody has put one. */
export function safetyBeside(talk: Talk, move: Move): Move {
  const { view } = talk;
  const { model, question, brief } = view;
  // Where goals do not trade one for one nothing is said to cost next to nothing.
  const isOpen = brief.task === 'rebut' && question.audience !== 'junior' && model.scenario.weights === 'equal';
  if (!isOpen || move.proposes !== undefined || move.question !== null || move.stands !== undefined) return move;
  // A turn that says much already leaves it to the next.
  if (move.sentences.length >= LONG) return move;
  // Whoever goes along with a proposal speaks of the option as it is set by that.
  const seconded =
    move.kind === 'second' ? view.now.knowledge.proposals.filter(({ turn }) => turn === move.answers?.turn) : [];
  const there = seconded.length === 0 ? talk : talk.setTo(seconded.flatMap(settingsIn));
  const { tell, best } = there;
  if (best === null || (seconded.length > 0 && seconded.every(({ option }) => option !== best))) return move;
  const offered = seconded.length === 0 ? null : offeredFor(talk, best);
  const found =
    seconded.length === 0
      ? null
      : ensuredBy(offered === null ? there : there.setTo(settingsIn(offered)), best, measuredFirst(talk));
  if (found !== null)
    return {
      ...move,
      proposes: withRest(found.taken.proposes, offered),
      sentences: [...move.sentences, ...sentencesOf(there, best, found)],
    };
  if (saidLately(talk, best).some((reason) => reason.startsWith(`${best}/`) && reason.endsWith(SAFE))) return move;
  for (const { name, fact, end, clause } of badEnds(there, best)) {
    const taken = takenAtOnce(there, best, { name, end, unit: fact.unit ?? '' });
    if (taken === null) continue;
    const say = tell.say.at(tell.label(name), endOf(there, name, end), clause);
    return {
      ...move,
      proposes: taken.proposes,
      sentences: [
        ...move.sentences,
        { symbol: 'worst', slots: { say, ...standing(talk) } },
        safeSentence(talk, best, name, taken.say),
      ],
    };
  }
  return move;
}
