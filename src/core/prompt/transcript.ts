import type { PromptMessage } from '../effects.ts';
import type { Folded, Heard, HeardTurn } from '../playbook/briefing.ts';
import { digestOf } from './digest.ts';
import type { Piece } from './fold.ts';
import { FoldPlan } from './fold.ts';
import { figureProse, figuresProse, message } from './message.ts';
import { quoted, unmarked } from './quote.ts';
import { estimateTokens } from './tokens.ts';

/** Tokens of one folded block, and of all that lies before the folded blocks. */
const DIGEST_TOKENS = { block: 350, past: 900 };

/**
 * All that was said, as the prompts have it. It grows at its end; once it is long, whole blocks at its beginning give way to what
 * they came to, for every seat alike. A seat's own turns are its own words (`assistant`), all others' are quoted.
 */
export class Transcript {
  private readonly heard: { said: Heard; asOther: PromptMessage; asOwn: PromptMessage | null }[] = [];
  private readonly plan = new FoldPlan();
  private readonly folded = new Map<string, PromptMessage>();
  private round = '';

  get length(): number {
    return this.heard.length;
  }

  push(said: Heard): void {
    if (said.kind === 'turn') this.round = `${said.body.phase}/${said.body.round}`;
    const asOther = otherMessage(said);
    this.heard.push({ said, asOther, asOwn: null });
    this.plan.push({ tokens: estimateTokens(asOther.content), round: this.round });
  }

  /** What a seat hears of the first `upTo` things said. Equal parts are the same objects each time. */
  messagesFor(seat: string, upTo = this.heard.length): PromptMessage[] {
    return this.plan.at(upTo).map((piece) => (piece.kind === 'raw' ? this.raw(piece.index, seat) : this.fold(piece)));
  }

  /** The last turn that a seat took. */
  lastOf(seat: string, upTo = this.heard.length): HeardTurn | null {
    const isOwn = ({ said }: { said: Heard }) => said.kind === 'turn' && said.body.speaker === seat;
    return (this.heard.slice(0, upTo).findLast(isOwn)?.said as HeardTurn | undefined) ?? null;
  }

  private raw(index: number, seat: string): PromptMessage {
    const entry = this.heard[index];
    if (entry === undefined) throw new RangeError(`expected something said at ${index}`);
    if (entry.said.kind !== 'turn' || entry.said.body.speaker !== seat) return entry.asOther;
    entry.asOwn ??= message('assistant', unmarked(entry.said.body.utterance), entry.said, seat);
    return entry.asOwn;
  }

  private fold(piece: Exclude<Piece, { kind: 'raw' }>): PromptMessage {
    const key = `${piece.kind} ${piece.from} ${piece.to}`;
    const known = this.folded.get(key);
    if (known !== undefined) return known;
    const heard = this.heard.slice(piece.from, piece.to).map(({ said }) => said);
    const typed: Folded = { kind: 'folded', heard };
    const made = message('user', digestOf(heard, DIGEST_TOKENS[piece.kind]), typed, 'moderator');
    this.folded.set(key, made);
    return made;
  }
}

function otherMessage(said: Heard): PromptMessage {
  switch (said.kind) {
    case 'turn':
      return message('user', turnProse(said), said, said.body.speaker);
    case 'fact': {
      const changes = Object.entries(said.set).map(
        ([name, { from, to }]) => `fact:${name}: ${JSON.stringify(from)} -> ${JSON.stringify(to)}`,
      );
      return message('user', `[moderator] ${quoted(said.say)} (${changes.join('; ')})`, said, 'moderator');
    }
    case 'line':
      return message('user', `[moderator] ${quoted(said.text)}`, said, 'moderator');
    case 'left':
      return message('user', `[moderator] ${said.member} is not at the table any more.`, said, 'moderator');
  }
}

/** A turn of somebody else: our label, his words in quotation marks, and what they rest on. */
function turnProse({ body, tools, consults }: HeardTurn): string {
  const { turn, speaker, addressee, act, answers, utterance, question, claims, stance } = body;
  const head = `[turn ${turn}] ${speaker} to ${addressee}, ${act}${answers ? ` of claim ${answers.turn}.${answers.claim}` : ''}`;
  const asserted = claims.map(({ claim, gist, text, reason, option, side, evidence, figure }) => {
    const about = [reason && `reason ${reason}`, option && side && `${side} ${option}`].filter(Boolean).join(', ');
    const number = figure ? ` ${figureProse(figure.name, figure.value, figure.unit)}` : '';
    return `  claim ${turn}.${claim}${about === '' ? '' : ` (${about})`}: ${quoted(gist || text)} on ${evidence.ref ?? evidence.kind}${number}`;
  });
  const asked = question
    ? [`  asks ${addressee}${question.topic ? ` (${question.topic})` : ''}: ${quoted(question.text)}`]
    : [];
  const moved = stance.movedBy.length > 0 ? `, moved by ${stance.movedBy.join(', ')}` : '';
  return [
    head,
    quoted(utterance),
    ...asserted,
    ...asked,
    ...tools.map(({ name, call, figures }) => `  tool:${turn}.${call} ${name} ${figuresProse(figures)}`),
    ...consults.map(({ to, call, answer }) => `  consult:${turn}.${call} ${to}: ${quoted(answer)}`),
    `  stands at ${stance.option ?? 'no option'} ${stance.confidence}${moved}`,
  ].join('\n');
}
