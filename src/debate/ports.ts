import type { ConsultCall, ConsultOutcome, Figure, ToolCall } from '../core/effects.ts';
import type { FloorAnswer, FloorQuestion } from '../core/human.ts';

/** What a debate calls outside itself; `src/app/setup.ts` wires it. */
export interface Ports {
  /** `speaker` is the member whose turn it is: some calculators read the rules of that card. */
  calculate(call: ToolCall, speaker: string): { result: unknown; figures: Record<string, Figure> };
  consult(call: ConsultCall): Promise<Omit<ConsultOutcome, keyof ConsultCall | 'ref'>>;
  /** Whether another than the shipped desk answers, whose answers may cost or vary. */
  consultsAreLive: boolean;
  /** The next line of the person in a chat, null when they end it; absent where nobody is there to write. */
  line?(signal: AbortSignal): Promise<string | null>;
  /** Asks a person who speaks next; absent where nobody is there to say. */
  nameSpeaker?(question: FloorQuestion, signal: AbortSignal): Promise<FloorAnswer>;
  /** Milliseconds of a clock that only goes forward; never part of a body. */
  clock(): number;
}
