import type { Judgement } from '../core/scenario.ts';
import { plainPhrase } from '../wording/amounts.ts';
import { against, isAgreed, standing, TO_ALL } from './addressing.ts';
import type { Move, Sentence } from './move.ts';
import type { Talk } from './talk.ts';
import { isPresent } from './view.ts';

/** What has no figure. */
/** Judgements that name this member: in an opening what speaks for an option, later also what others have made too much of. */
export function remarks(talk: Talk): Move[] {
  const isOpening = talk.view.brief.task === 'open';
  return judgements(talk, (judgement) => names(judgement, talk) && (!isOpening || judgement.for !== undefined));
}

export const names = ({ by }: Judgement, { view }: Talk) => by?.includes(view.seat.id) === true;

export function judgements(talk: Talk, isWanted: (judgement: Judgement) => boolean = () => true): Move[] {
  const { view, tell } = talk;
  return view.question.judges.flatMap((index): Move[] => {
    const judgement = view.question.model.judgements[index];
    if (judgement === undefined || !isWanted(judgement) || talk.reasons.has(`judgement:${index}`)) return [];
    const option = judgement.for ?? judgement.against ?? '';
    const side = judgement.for === undefined ? 'against' : 'for';
    const suits = side === 'against' ? judgement.against !== talk.best : judgement.for === talk.best;
    // Whoever is named for it has seen it and says so, whatever they hold; what somebody made of it is answered.
    const isNamed = names(judgement, talk);
    if (!isNamed && (!suits || isAgreed(talk))) return [];
    const answered = side === 'for' ? undefined : saidFor(talk, option);
    const untold = side === 'for' || answered !== undefined ? [] : untoldFor(talk, option);
    // Whoever made too much of something speaks first.
    if (untold.some((at) => isAtTable(talk, view.question.model.judgements[at]))) return [];
    return [
      {
        kind: 'judge',
        // What counts against one's own option is admitted to all.
        ...(side === 'for' || option === talk.best
          ? { act: 'support' as const, ...TO_ALL }
          : (answered ?? against(talk, option))),
        utility: answered !== undefined ? 6.6 : isNamed ? 4.8 : 3.5,
        sentences: [
          ...untold.slice(0, 1).flatMap((at) => rumour(talk, at)),
          {
            symbol: 'judge',
            slots: {
              say: tell.say.because(judgement.because, side),
              theirs: plainPhrase(tell.option(option)),
              ...standing(talk),
            },
            tags: [side, ...bearingOf(side, option, talk.best, answered !== undefined || untold.length > 0)],
            asserts: {
              slot: 'say',
              what: {
                reason: `judgement:${index}`,
                option,
                side,
                evidence: { kind: 'none', ref: null },
                figure: null,
                gist: tell.say.point(judgement.because),
              },
            },
          },
        ],
      },
    ];
  });
}

/** How a remark is taken up: for what a colleague holds, in reply to what was just said, or against the speaker's own option. */
function bearingOf(side: 'for' | 'against', option: string, best: string | null, isReply: boolean): string[] {
  if (side === 'for') return option === best ? [] : ['theirs'];
  if (isReply) return ['reply'];
  return option === best ? ['own'] : [];
}

/** A colleague's remark for an option, to be answered by whoever sees what is wrong with it. */
function saidFor({ view }: Talk, option: string): Pick<Move, 'act' | 'addressee' | 'answers' | 'question'> | undefined {
  const remarks = view.question.model.judgements.flatMap((one, at) => (one.for === option ? [`judgement:${at}`] : []));
  return view.turns
    .filter(({ body }) => body.speaker !== view.seat.id)
    .flatMap(({ body }) =>
      body.claims
        .filter(({ reason }) => reason !== null && remarks.includes(reason))
        .map(({ claim }) => ({
          act: 'rebut' as const,
          addressee: body.speaker,
          answers: { turn: body.turn, claim },
          question: null,
        })),
    )
    .at(-1);
}

/** Remarks for an option that nobody has made yet. */
function untoldFor({ view, reasons }: Talk, option: string): number[] {
  return view.question.model.judgements.flatMap((one, at) =>
    one.for === option && !reasons.has(`judgement:${at}`) ? [at] : [],
  );
}

const isAtTable = ({ view }: Talk, judgement: Judgement | undefined) =>
  judgement?.by?.some((member) => member !== view.seat.id && isPresent(view, member)) === true;

/** What is said outside the room, so that an answer to it has something to answer. */
function rumour(talk: Talk, at: number): Sentence[] {
  const judgement = talk.view.question.model.judgements[at];
  if (judgement === undefined) return [];
  return [
    {
      symbol: 'rumour',
      slots: { say: talk.tell.say.rumour(judgement.because) },
      asserts: {
        slot: 'say',
        what: {
          reason: `judgement:${at}`,
          option: null,
          side: null,
          evidence: { kind: 'none', ref: null },
          figure: null,
          gist: talk.tell.say.point(judgement.because),
        },
      },
    },
  ];
}
