/** How a seat's prompt is laid out: card, question, transcript, and what is asked now. */
export { forAudience } from './prompt/audience.ts';
export { briefMessage } from './prompt/closing.ts';
export { withoutCurve } from './prompt/curve.ts';
export { namesOf } from './prompt/message.ts';
export { choicesMessage, keyAt, openMessage } from './prompt/questions.ts';
export { scenarioMessage } from './prompt/scenario.ts';
export { seatMessage } from './prompt/seat.ts';
export { Transcript } from './prompt/transcript.ts';
