import type { Heard } from '../core/briefing.ts';
import type { AmendedInput } from '../prompt/index.ts';
import { amountOf, asWritten, Transcript } from '../prompt/index.ts';
import type { DecisionModel } from '../reasoning/model.ts';
import { ProposalFold } from '../reasoning/proposals.ts';

/** What somebody has heard, and the settings that count by it: all that was said, or what of it was for them. */
export class Listener {
  readonly transcript: Transcript;
  readonly proposals = new ProposalFold();
  /** Inputs of options that are set otherwise than when the debate began. */
  readonly amended = new Map<string, AmendedInput>();
  /** Positions of what they heard in all that was said. */
  private readonly at: number[] = [];

  constructor(private readonly model: DecisionModel) {
    this.transcript = new Transcript(model);
  }

  /** Returns whether a setting has come to count by it. */
  hear(said: Heard, at: number): boolean {
    this.transcript.push(said);
    this.at.push(at);
    const agreed = this.proposals.hear(said);
    for (const { option, input, to, seconded } of agreed) {
      const key = `${option}/${input}`;
      const was = this.amended.get(key)?.was ?? asWritten(this.model, option, input);
      this.amended.set(key, { is: amountOf(this.model, input, to), was, since: seconded });
    }
    return agreed.length > 0;
  }

  /** How much of what they heard lies in the first so many things said. */
  upTo(length: number): number {
    const beyond = this.at.findIndex((at) => at >= length);
    return beyond < 0 ? this.at.length : beyond;
  }
}
