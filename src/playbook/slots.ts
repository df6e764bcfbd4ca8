import type { Random } from '../core/random.ts';
import { pick, randomFrom } from '../core/random.ts';
import { VALUE_LABELS } from '../core/values.ts';
import type { Standing } from '../reasoning/standing.ts';
import { joinsWithout } from '../reasoning/standing.ts';
import type { Known, View } from '../reasoning/view.ts';
import { addressOf, spokenOf } from '../wording/address.ts';
import {
  boundOf,
  conditionOf,
  earlierFigure,
  growth,
  newsFigure,
  newsLabel,
  thresholdOf,
} from '../wording/compared.ts';
import { fillWording, isSayable, mainFigure, nameDraw, wordingOf, wordingsOf } from '../wording/content.ts';
import type { Filled } from '../wording/expand.ts';
import { figureLabel } from '../wording/figure-label.ts';
import type { Link } from '../wording/links.ts';
import { linked } from '../wording/links.ts';
import { learntFrom } from './lessons.ts';
import type { Move, Part } from './move.ts';
import { planOf } from './plan.ts';

/** Symbols whose `{echo}` would only be pasted on when the two reasons have nothing in common. */
const ANSWERS_LOOSELY: ReadonlySet<string> = new Set(['support']);

/**
 * Voters do not hear each other: the ways to state a reason are shared out by seat, so that no two say the same sentence
 * as long as there are enough of them.
 */
function ownShare(texts: readonly string[], { scenario, seat }: View, { consideration }: Known): readonly string[] {
  const shares = Math.min(texts.length, scenario.roster.length);
  const start = Math.floor(shares * randomFrom(scenario.seed, 'why', consideration.id)());
  const place = scenario.roster.findIndex(({ id }) => id === seat.id);
  const own = texts.filter((_, index) => (index + start) % shares === place % shares);
  // Seeds take turns with them, so that none wears out; others are there when the first has been said.
  return [0, 0, 0, 0, 1, 2].flatMap((after) => own[(scenario.seed + after) % own.length] ?? []);
}

/** What stands behind `{slot}` for one part of a move. */
export function contentOf(
  view: View,
  standing: Standing,
  move: Move,
  part: Part,
): (slot: string, random: Random) => Filled | null {
  const { scenario, seat } = view;
  const { language, options } = scenario;
  const plain = (text: string | undefined | null): Filled | null => (text ? { text, numbers: [] } : null);
  const optionText = (name: string | null | undefined, field: 'short' | 'label'): Filled | null => {
    const option = name == null ? undefined : options[name];
    return option ? fillWording(option[field], null, view) : null;
  };
  const oneOf = (texts: readonly string[], known: Known | null, random: Random): Filled | null => {
    const sayable = texts.filter((text) => isSayable(text, known?.figures ?? {}, view.facts));
    return sayable.length > 0 ? fillWording(pick(random, sayable), known, view) : null;
  };
  const wordOf = (known: Known | null, form: 'say' | 'echo', random: Random): Filled | null =>
    known === null ? null : fillWording(wordingOf(known, form, view, seat.wordings, random), known, view);
  const nameOf = (known: Known | null): Filled | null => known && wordOf(known, 'echo', nameDraw(scenario.seed, known));
  // A close names a bound only where reaching it would bring this speaker to what was decided.
  const isHeld = view.brief.task !== 'close' || (part.echo !== null && joinsWithout(view, standing, part.echo));
  const isAside = part.tags.includes('aside');
  // A colleague's reason is named only where the own one has to do with it; otherwise his option is answered.
  const isNamed = !ANSWERS_LOOSELY.has(part.symbol) || part.tags.includes('related');

  const isVote = view.brief.task === 'vote';
  const waysOf = (known: Known): readonly string[] => {
    const texts = wordingsOf(known, 'say', view, seat.wordings);
    return isVote ? ownShare(texts, view, known) : texts;
  };

  /** The clause, or the clause carried on into the next one, `{say:since}`, where its ending allows that. */
  const clause = (known: Known | null, link: string | undefined, random: Random): Filled | null => {
    if (known === null) return null;
    if (link === undefined) return fillWording(pick(random, waysOf(known)), known, view);
    const texts = waysOf(known).filter((text) => linked(text, link as Link) !== null);
    if (texts.length === 0) return null;
    const text = pick(random, texts);
    const asserts = fillWording(text, known, view).text;
    return { ...fillWording(linked(text, link as Link) ?? text, known, view), asserts };
  };
  const soOf = (known: Known | null, random: Random): Filled | null => {
    if (known === null) return null;
    const { so, otherwise } = known.consideration;
    const texts = known.strength < 0 ? (otherwise?.so ?? []) : so;
    return oneOf(isVote ? ownShare(texts, view, known) : texts, known, random);
  };

  return (name, random) => {
    const [slot = '', link] = name.split(':');
    switch (slot) {
      case 'say':
        return clause(part.mine, link, random);
      case 'so':
        return soOf(part.mine, random);
      case 'mine':
        return nameOf(part.mine);
      case 'lost':
        return nameOf(part.lost);
      case 'left':
        return clause(standsOn(move, part, standing), link, random);
      case 'why-so':
        return soOf(part.echo, random);
      case 'was':
        return part.mine ? earlierFigure(part.mine, view) : null;
      case 'times':
        return part.mine ? growth(part.mine, view) : null;
      case 'news':
        return plain(newsLabel(view));
      case 'news-was':
      case 'news-now':
      case 'news-times':
        return newsFigure(view, slot);
      case 'condition':
        return isHeld ? conditionOf(part.echo ?? standing.carrier, view) : null;
      case 'now':
        return part.echo ? mainFigure(part.echo, view) : null;
      case 'plan':
        return planOf(view, random);
      case 'act': {
        const own = options[standing.stance.option ?? '']?.actions.find(({ owner }) => owner.toLowerCase() === seat.id);
        return oneOf(own ? [own.do] : [], null, random);
      }
      case 'learnt':
        return learntFrom(view, seat.wordings, random);
      case 'echo':
        return isNamed ? nameOf(part.echo) : null;
      case 'why':
        return clause(part.echo, link, random);
      case 'name':
        return move.addressee === 'all' || isAside ? null : plain(addressOf(view, move.addressee));
      case 'who':
        return part.target === null ? null : plain(spokenOf(view, part.target.speaker));
      case 'colleague': {
        const topic =
          part.mine && 'consult' in part.mine.consideration.from
            ? part.mine.consideration.from.consult
            : questionTopic(view, move);
        const route = seat.defers.find((candidate) => candidate.topic === topic);
        return route ? plain(spokenOf(view, route.on)) : null;
      }
      case 'option':
        return optionText(standing.stance.option, 'short');
      case 'old':
        return optionText(standing.previous?.option, 'short');
      case 'theirs':
        return optionText(part.target?.claim.option, 'short');
      case 'about':
        return optionText(part.mine ? optionTarget(part.mine, view) : part.target?.claim.option, 'short');
      case 'decision':
        return optionText(view.brief.closing?.decision, 'short');
      case 'urge': {
        // A proposal urges what it proposes, also while its speaker still holds something else.
        const urged =
          part.symbol.endsWith('propose') && part.mine ? optionTarget(part.mine, view) : standing.stance.option;
        return oneOf(options[urged ?? '']?.urge ?? [], null, random);
      }
      case 'action': {
        const actions = options[view.brief.closing?.decision ?? '']?.actions ?? [];
        const own = actions.find(({ owner }) => owner.toLowerCase() === seat.id);
        return oneOf(own ? [own.do] : [], null, random);
      }
      case 'ask': {
        const about = scenario.considerations.find(({ id }) => id === move.question?.about);
        return oneOf(about?.ask ?? [], null, random);
      }
      case 'rule': {
        const experiment = experimentOf(view);
        return experiment ? oneOf([experiment.rule], view.known.get(experiment.consideration) ?? null, random) : null;
      }
      case 'then':
        return optionText(experimentOf(view)?.then, 'short');
      case 'otherwise':
        return optionText(experimentOf(view)?.otherwise, 'short');
      case 'value':
        return plain(VALUE_LABELS[firstValue(view, standing)][language]);
      case 'their-value':
        return part.echo ? plain(VALUE_LABELS[part.echo.consideration.value][language]) : null;
      case 'threshold':
        if (view.brief.task !== 'close') return part.echo ? thresholdOf(part.echo, view) : null;
        return part.echo && isHeld ? boundOf(part.echo, view) : null;
      case 'figure-label':
        return part.mine ? figureLabel(part.mine, view) : null;
      case 'figure':
        return part.mine ? mainFigure(part.mine, view) : null;
      default:
        return null;
    }
  };
}

/** The speaker's own reason that carries his option; not said where the turn goes on to another one. */
function standsOn({ parts }: Move, { lost }: Part, { carrier }: Standing): Known | null {
  const goesOn = parts.some(({ symbol }) => symbol.startsWith('then.'));
  return carrier?.own && carrier !== lost && !goesOn ? carrier : null;
}

/** The scenario's experiment; at a close only when it is what was decided. */
function experimentOf({ scenario, brief }: View): View['scenario']['experiment'] {
  const { experiment, considerations } = scenario;
  if (brief.closing == null) return experiment;
  const consideration = considerations.find(({ id }) => id === experiment?.consideration);
  return consideration?.for === brief.closing.decision ? experiment : undefined;
}

function firstValue(view: View, standing: Standing) {
  return standing.carrier?.consideration.value ?? view.seat.values[0] ?? 'evidence';
}

function questionTopic(view: View, move: Move): string | null {
  const asked = view.turns.find(({ body }) => body.turn === move.answers?.turn);
  return asked?.body.question?.topic ?? move.question?.topic ?? null;
}

function optionTarget({ consideration }: Known, view: View): string | null {
  const target = consideration.for ?? consideration.against ?? consideration.excludes ?? '';
  return target in view.scenario.options ? target : null;
}
