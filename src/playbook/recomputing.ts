import type { Ref } from '../core/turn.ts';
import { bearsOn, namesOfCriterion } from '../reasoning/model.ts';
import type { Phrase, PrintedAmount } from '../wording/amounts.ts';
import { asPhrase, printAmount } from '../wording/amounts.ts';
import { standing, TO_ALL } from './addressing.ts';
import { isTabled } from './combined.ts';
import { isMine } from './facts-told.ts';
import { changeUnder, matters } from './mattering.ts';
import type { Move, Sentence } from './move.ts';
import type { Said } from './said.ts';
import { differing, isSetSince } from './said.ts';
import type { Talk } from './talk.ts';
import { isAsGood } from './yielding.ts';

/** A colleague's figure, computed again with what this member knows, down to the limit or goal that it reaches. */
export function recomputed(talk: Talk): Move[] {
  const { view, tell } = talk;
  // What has been put together is right for everybody.
  if (isTabled(talk, true)) return [];
  return talk.said.flatMap((said): Move[] => {
    if (said.speaker === view.seat.id || said.claim.figure === null) return [];
    const quantity = said.claim.figure.name;
    // Of several that the figure leaves out the one that moves it most is named; one that moves nothing is no reason.
    const [fact] = differing(said, view)
      .filter((name) => isMine(talk, name) && !hasHeard(talk, said.speaker, said.turn, name))
      .map((name) => ({ name, by: changeUnder(view, name, said.inputs[name], quantity, said.option) }))
      .filter(({ by }) => by > 0)
      .sort((a, b) => b.by - a.by)
      .map(({ name }) => name);
    if (fact === undefined || isRecomputed(talk, said)) return [];
    const values = talk.values(said.option);
    if (isAsGood(said.claim.figure.value, values.amount(quantity)?.value)) return [];
    const user = talk.userOf(fact, quantity, said.option);
    const term = user === null ? null : tell.term(user, values);
    // What it comes to has been said: to whom of several with the same figure, is the same.
    const isSaid = view.turns.some(({ body }) =>
      body.claims.some(
        ({ reason, figure }) =>
          reason === `${said.option}/${user}` &&
          figure !== null &&
          isAsGood(figure.value, values.amount(figure.name)?.value),
      ),
    );
    if (isSaid) return [];
    const known = talk.fact(fact);
    if (user === null || term === null || known === null) return [];
    const assumed = said.inputs[fact];
    const unit = view.model.scenario.facts[fact]?.unit ?? '';
    const took =
      typeof assumed === 'number'
        ? tell.say.assumes(
            quotedAmount(
              printAmount(Math.abs(said.claim.figure.value), said.claim.figure.unit, tell.language),
              `turn:${said.turn}.${said.ref.claim}`,
              said.claim.figure.value < 0,
            ),
            tell.label(fact),
            asPhrase(printAmount(assumed, isShareOf(talk, fact) ? 'share' : unit, tell.language), [
              view.model.scenario.facts[fact]?.assumed === assumed
                ? `rule:${fact}.assumed`
                : `turn:${said.turn}.${said.ref.claim}`,
            ]),
          )
        : undefined;
    const now = tell.say.instead({ label: tell.label(fact), amount: known }, term);
    const reached = [...(view.now.assessment.options.get(said.option)?.missed ?? [])].find(
      (need) =>
        bearsOn(view.model, fact, need, said.option) && matters(talk.view, fact, namesOfCriterion(need), said.option),
    );
    const limit = reached === undefined ? null : talk.limit(said.option, reached);
    // A figure of an option that has been set otherwise since is nobody's any more: the fact is told by itself.
    const isOld = isSetSince(talk, said);
    const sentences: Sentence[] = [
      {
        symbol: isOld ? 'fact' : 'recompute',
        slots: isOld ? { say: now, ...standing(talk) } : { took, now, ...standing(talk) },
        asserts: {
          slot: isOld ? 'say' : 'now',
          what: {
            reason: `${said.option}/${user}`,
            option: said.option,
            side: limit === null ? said.claim.side : 'against',
            evidence: talk.evidence(user, said.option),
            figure: talk.figure(user, values),
            gist: tell.say.echo(term),
          },
        },
      },
      ...(limit === null ? [] : [talk.sentence('then', limit)]),
    ];
    return [
      {
        kind: 'recompute',
        ...(isOld
          ? { act: 'support' as const, ...TO_ALL }
          : { act: 'rebut' as const, addressee: said.speaker, answers: said.ref, question: null }),
        utility: limit === null ? 8.9 : 9.5,
        sentences,
      },
    ];
  });
}

/** A plain number between nothing and all of it. */
function isShareOf({ view }: Talk, name: string): boolean {
  const fact = view.model.scenario.facts[name];
  const now = view.now.world.facts.get(name);
  return (fact?.unit ?? '') === '' && typeof now === 'number' && now > 0 && now < 1;
}

/** Whether a colleague has spoken again since a fact was said that an earlier claim leaves out. */
function hasHeard({ view }: Talk, speaker: string, since: number, name: string): boolean {
  const said = view.turns.find(({ disclosed }) => name in disclosed)?.body.turn;
  return (
    said !== undefined && view.turns.some(({ body }) => body.speaker === speaker && body.turn > Math.max(said, since))
  );
}

function isRecomputed({ view }: Talk, { ref }: Said): boolean {
  return view.turns.some(
    ({ body }) => body.act === 'rebut' && body.answers?.turn === ref.turn && body.answers.claim === ref.claim,
  );
}

/** A colleague's amount, without its sign where it is below zero. */
const quotedAmount = (printed: PrintedAmount, ref: Ref, isNegative: boolean): Phrase =>
  asPhrase(printed, [ref], isNegative ? 'abs' : printed.number.op);
