/** `pitwall/testing`: scripted models for seats, recorded debates as fixtures, builders for cards, scripts and turns. */
export type { CardDraft, ScenarioDraft } from './testing/builders.ts';
export { card, scenario, turn } from './testing/builders.ts';
export type { RecordedDebate } from './testing/recorded.ts';
export { recorded } from './testing/recorded.ts';
export type { Script, ScriptedCall, ScriptedStep } from './testing/scripted.ts';
export { scripted } from './testing/scripted.ts';
