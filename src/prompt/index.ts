/** How a seat's prompt is laid out: card, question, transcript, and what is asked now. */
export { amountOf, asWritten, settingsAt } from './agreed.ts';
export { forAudience } from './audience.ts';
export { lineMessage, saidMessage } from './chat.ts';
export { beforeGuardrails, briefMessage } from './closing.ts';
export { memoForm, memoMessages } from './memo.ts';
export { namesOf } from './message.ts';
export { choiceForm, choiceMessage, moderatorMessages, offeredWords } from './moderator.ts';
export { choicesMessage, keyAt, openMessage } from './questions.ts';
export { quoted } from './quote.ts';
export type { AmendedInput, ChangedFact } from './scenario.ts';
export { scenarioMessage } from './scenario.ts';
export { seatMessage } from './seat.ts';
export type { Change, Present } from './stale.ts';
export { staleFigures, triedSettings } from './stale.ts';
export { cellIn } from './taken.ts';
export { Transcript } from './transcript.ts';
