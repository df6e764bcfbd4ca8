/** How a seat's prompt is laid out: card, question, transcript, and what is asked now. */
export { forAudience } from './audience.ts';
export { lineMessage, saidMessage } from './chat.ts';
export { beforeGuardrails, briefMessage } from './closing.ts';
export { namesOf } from './message.ts';
export { choicesMessage, keyAt, openMessage } from './questions.ts';
export type { ChangedFact } from './scenario.ts';
export { scenarioMessage } from './scenario.ts';
export { seatMessage } from './seat.ts';
export { staleness } from './stale.ts';
export { Transcript } from './transcript.ts';
