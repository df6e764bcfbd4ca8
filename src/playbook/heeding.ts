import type { HeardTurn } from '../core/briefing.ts';
import { goalsOf } from '../reasoning/model.ts';
import { leadOf, stepsOn } from '../reasoning/steps.ts';
import { WORTH_CHANGING } from '../reasoning/weighing.ts';
import type { Phrase } from '../wording/amounts.ts';
import { asPhrase, printAmount } from '../wording/amounts.ts';
import { standing } from './addressing.ts';
import { doubtIn, safeAt } from './doubting.ts';
import { thresholdOf } from './measuring.ts';
import type { Move, Sentence } from './move.ts';
import { endOf, takenForSafety, worsened } from './safety.ts';
import { settingTerms } from './setting-phrase.ts';
import { shiftBy } from './shifting.ts';
import type { Talk } from './talk.ts';
import { withSettings } from './weighing.ts';

/** `option/fact~heed`: what somebody makes of the answer to a question of theirs. */
const HEED = '~heed';

/** Whoever has asked says what the answer changes for them: a setting that they would rather have now, or later, or how far off a line is. */
export function heeded(talk: Talk): Move[] {
  if (talk.view.brief.task !== 'rebut') return [];
  const reaction = reactionLeft(talk);
  if (reaction === null) return [];
  const { answer, ...found } = reaction;
  return [
    {
      kind: 'heed',
      act: found.proposes === undefined ? 'support' : 'propose',
      addressee: answer.body.speaker,
      answers: { turn: answer.body.turn, claim: answer.body.claims[0]?.claim ?? 1 },
      question: null,
      utility: 7.8,
      sentences: found.sentences,
      ...(found.proposes === undefined ? {} : { proposes: found.proposes }),
    },
  ];
}

/** The same in a vote, of whoever has not spoken since the answer; nothing that would set an option otherwise. */
export function heedLeft(talk: Talk): Sentence[] {
  const reaction = reactionLeft(talk);
  return reaction === null || reaction.proposes !== undefined ? [] : reaction.sentences;
}

function reactionLeft(talk: Talk): (Reaction & { answer: HeardTurn }) | null {
  const { view } = talk;
  const asked = view.own;
  if (view.question.audience === 'junior' || asked === null || asked.body.question === null) return null;
  const { turn } = asked.body;
  const answer = view.turns.find(({ body }) => body.act === 'answer' && body.answers?.turn === turn);
  const found = answer === undefined ? null : reactionTo(talk, asked, answer);
  return answer === undefined || found === null ? null : { ...found, answer };
}

interface Reaction {
  sentences: Sentence[];
  proposes?: NonNullable<Move['proposes']>;
}

function reactionTo(talk: Talk, { body }: HeardTurn, answer: HeardTurn): Reaction | null {
  const doubt = doubtIn(body.claims);
  // Whoever answered has set the option so that it holds.
  if (doubt !== null && answer.body.proposes !== null) return null;
  if (doubt !== null) return doubt.option === talk.best ? toWorst(talk, doubt) : null;
  const about = body.question?.about ?? null;
  if (about === null || !(about in answer.disclosed)) return null;
  const sentences = shiftBy(talk, about);
  return sentences.length === 0 ? null : { sentences };
}

/** What is done about the bad end of a fact: the setting that holds there is taken at once where that costs next to nothing. */
function toWorst(talk: Talk, { option, name, end }: { option: string; name: string; end: number }): Reaction | null {
  const { view, tell } = talk;
  const { model, now } = view;
  const value = now.world.facts.get(name);
  const unit = model.scenario.facts[name]?.unit ?? '';
  if (typeof value !== 'number') return null;
  const taken = takenForSafety(talk, { option, name, value, end, unit });
  if (taken !== null) return { sentences: [said(talk, option, taken.input, taken.say)], proposes: taken.proposes };
  const found = safeAt(talk, option, name, end);
  const [first] = found;
  const at = (amount: number, ref: `rule:${string}`) => asPhrase(printAmount(amount, unit, tell.language), [ref]);
  if (first === undefined) {
    const threshold = talk.best === option ? thresholdOf(talk, name, value, end) : null;
    if (threshold === null) return null;
    const off = asPhrase(
      printAmount(Math.abs(threshold.at - value), unit, tell.language),
      [`rule:threshold.${name}`, `fact:${name}`],
      'difference',
    );
    return {
      sentences: [
        said(talk, option, name, tell.say.offLine(tell.label(name), at(threshold.at, `rule:threshold.${name}`), off)),
      ],
    };
  }
  const there = withSettings(talk, found);
  const values = there.assessment.options.get(option)?.values;
  if (values === undefined) return null;
  const lost = leadOf(stepsOn(goalsOf(model), talk.values(option), values));
  const worse = worsened(talk, there, option);
  const set = settingTerms(talk, found);
  const proposes = { option, set: Object.fromEntries(found.map(({ input, to }) => [input, to])) };
  if (lost < WORTH_CHANGING)
    return { sentences: [said(talk, option, first.input, tell.say.takenAtOnce(set))], proposes };
  if (worse.length === 0) return null;
  const say = tell.say.wayBack(set, worse, tell.label(name), endOf(talk, name, end));
  return { sentences: [said(talk, option, name, say)] };
}

const said = (talk: Talk, option: string, name: string, say: Phrase): Sentence => ({
  symbol: 'heed',
  slots: { say, ...standing(talk) },
  asserts: {
    slot: 'say',
    what: {
      reason: `${option}/${name}${HEED}`,
      option,
      side: null,
      evidence: { kind: 'none', ref: null },
      figure: null,
      gist: say,
    },
  },
});
