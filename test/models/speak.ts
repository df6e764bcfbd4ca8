/** One turn of one seat against an endpoint, as a debate would take it; shared by the tables of endpoints. */
import { memberAgent } from '../../agents/member.ts';
import type { SeatNote } from '../../src/core/effects.ts';
import { PitwallError } from '../../src/core/error.ts';
import type { SeatBrief } from '../../src/core/seat.ts';
import type { Turn } from '../../src/core/turn.ts';
import type { Ports } from '../../src/debate/ports.ts';
import { PromptLog } from '../../src/debate/prompt-log.ts';
import { turnRecorder } from '../../src/debate/recorder.ts';
import { modelClients } from '../../src/models/clients.ts';
import { readModelSettings } from '../../src/models/settings.ts';
import { parseModelSpec } from '../../src/models/spec.ts';
import { BILL, cardOf, FACTS_ONLY, PORTS, peek, scenarioOf, TOPICS } from '../playbook/fixture.ts';
import { HeldRecord } from '../playbook/held-record.ts';

const OPTIONS = Object.keys(scenarioOf(FACTS_ONLY).options);
export const BRIEF: SeatBrief = {
  seat: 'pulse',
  options: OPTIONS,
  messages: [
    { role: 'system', content: 'You are Pulse.' },
    { role: 'user', content: 'Give your opening.', name: 'moderator' },
  ],
};
export const KEY = 'sk-planted-4f1c9a7e2b8d';

/** What the calculator's schema refuses is refused, as `runTool` does. */
const ports: Ports = {
  ...PORTS,
  calculate(call, speaker) {
    if (!BILL.args.safeParse(call.args).success)
      throw new PitwallError('TOOL_INVALID', `${call.name}: expected \`hours\` as a number`);
    return PORTS.calculate(call, speaker);
  },
};

export interface Spoken {
  turn: Turn | null;
  error: PitwallError | null;
  notes: SeatNote[];
  waits: number[];
  tools: number;
  record: HeldRecord;
  words: string[];
}

/** Nobody really waits. */
export async function speakWith(spec: string, signal = new AbortController().signal): Promise<Spoken> {
  const waits: number[] = [];
  const waiting = { sleep: async (ms: number) => void waits.push(ms), chance: () => 0.5 };
  const record = new HeldRecord();
  const words: string[] = [];
  const seat = memberAgent({
    card: cardOf('pulse'),
    spec: parseModelSpec(spec),
    clientFor: modelClients(readModelSettings({ env: { OPENAI_API_KEY: KEY, ANTHROPIC_API_KEY: KEY } }), waiting),
    tools: [BILL],
    topics: TOPICS,
    options: OPTIONS,
    peek,
  });
  const io = turnRecorder({
    record,
    ports,
    place: 'opening/1/pulse',
    speaker: 'pulse',
    turn: 1,
    live: true,
    signal,
    prompts: new PromptLog(),
    onWords: (utterance) => words.push(utterance),
  });
  const outcome = await seat.speak(BRIEF, io).then(
    (turn) => ({ turn, error: null }),
    (error: unknown) => {
      if (!(error instanceof PitwallError)) throw error;
      return { turn: null, error };
    },
  );
  const { notes, tools } = io.trail;
  return { ...outcome, notes: notes.map(({ note }) => note), waits, tools: tools.length, record, words };
}
