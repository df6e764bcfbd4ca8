import { REPLIES } from '../korean/words.ts';
import { cite, perTurn } from '../model/scorer.ts';

/** Share of letters and digits among all characters but spaces, below which a text is no language. */
const LEAST_LETTERS = 0.4;
/** Distinct words among all, below which a text of so many goes in circles. */
const LEAST_DISTINCT = 0.25;
const LEAST_WORDS = 8;
const TEMPLATE =
  /\{\{[^}]*\}\}|\$\{[^}]*\}|<(?:name|slot|utterance|insert[^>]*|your [^>]*)>|\[(?:insert|your|name|TODO|placeholder)[^\]]*\]|%[sd](?![\p{L}\d])|\bundefined\b.*\bundefined\b|\[object Object\]|\bNaN\s?(?:%|ms\b|[KMGT]B\b|초|원|배|개|토큰|hours?\b|tokens?\b)|lorem ipsum/iu;
/** Runs of one sign that people do type: laughter, dots, waves. */
const RUN = /([^\sㅋㅎㅠㅜ.~!?…=-])\1{7,}/u;

/** A0: text that is no speech at all, found before anything else looks at it. */
export const degenerate = perTurn({
  id: 'A0',
  hard: true,
  weight: 0,
  version: 1,
  read({ turn: { utterance } }) {
    const solid = utterance.replace(/\s+/gu, '');
    const whole = (code: 'speech.empty' | 'speech.no-letters' | 'speech.circles') => ({
      score: 0,
      evidence: [cite(utterance, 0, utterance.length, { code, params: {} })],
    });
    const reply = solid.replace(/[.!?~…]+$/u, '');
    // `네` and `넵` answer; any other single sign says nothing.
    if (solid.length < 2 && !REPLIES.has(reply)) return whole('speech.empty');
    const letters = solid.match(/[\p{L}\p{N}\p{Extended_Pictographic}]/gu)?.length ?? 0;
    if (letters / [...solid].length < LEAST_LETTERS) return whole('speech.no-letters');
    const template = TEMPLATE.exec(utterance);
    if (template !== null)
      return {
        score: 0,
        evidence: [
          cite(utterance, template.index, template.index + template[0].length, { code: 'speech.template', params: {} }),
        ],
      };
    const run = RUN.exec(utterance);
    if (run !== null)
      return {
        score: 0,
        evidence: [cite(utterance, run.index, run.index + run[0].length, { code: 'speech.one-character', params: {} })],
      };
    const words = utterance.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
    if (words.length >= LEAST_WORDS && new Set(words).size / words.length < LEAST_DISTINCT)
      return whole('speech.circles');
    return { score: 1 };
  },
});
