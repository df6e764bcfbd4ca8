import type { PersonaCard } from '../../core/card.ts';
import type { Law } from '../model/law.ts';
import { breach } from './law.ts';
import { wordValue } from './number-words.ts';
import { quantitiesIn } from './quantities.ts';

/** How far below the card's ratio a plan is still called the same. */
const SLACK = 0.85;
/** A ratio that is named after the law itself may be rounded so far up. */
const NAMED_SLACK = 2;
const DEPARTS =
  /모자라|부족|미만|아직|못 미|밖에|덜|실험|시험|예비|ablation|어블레이션|파인튜닝|미세 ?조정|fine-?tun|continued|continual|이어서|SFT|디버그|debug|smoke|pilot|파일럿|proxy|미리|맛보기|맛만|일부러|알지만|알면서|벗어나|어기|무시하고|under-?train|short of|not enough|too few|only for|on purpose|deliberately|departs?|ignore the|small (?:test|run)|sanity|probe|비교용|warm-?up|안 (?:돼|되|맞)|틀렸|아니|이유(?:가|는)|step\b|중복|남는|남았|나머지|못 내려|밑으로|아래로는|below|less than|fewer/iu;
/** What holds for the whole turn, wherever in it the speaker says so; the rest of `DEPARTS` only for its own sentence. */
const DEPARTS_WHOLLY =
  /일부러|알지만|알면서|벗어나|어기|실험(?:용|삼아)|시험 ?삼아|예비|파일럿|맛보기|파인튜닝|미세 ?조정|디버그|ablation|fine-?tun|continued|debug|smoke|pilot|on purpose|deliberately|ignore the|under-?train|이유(?:가|는)|안 (?:돼|되|맞)|틀렸|아니/iu;
/** `140B 밑으로는 못 내려가`: the least, said the other way round. */
const FLOOR =
  /(?:밑|아래|이하)(?:으로|로)?(?:는|론)?\s?(?:못|안|절대)|(?:can't|cannot|won't|don't|not|never) (?:go |drop |fall )?(?:below|under|less)|no less than/iu;
const NAMES_LAW = /chinchilla|친칠라|compute[- ]optimal|스케일링 법칙|scaling law|최적 비율|hoffmann/iu;
const OVERTRAINS =
  /over-?train|오버트레이닝|과훈련|더 오래|추론 비용|추론 값|넘겨|넘어서|그 이상|훨씬 더|beyond|past (?:the )?(?:chinchilla|optimal)|llama|라마|이상으로|longer than|일부러|inference|서빙|serving|배로|몇 배/iu;
const CLAIMS =
  /충분|이면 돼|면 돼|면 됩|면 되|최소|필요|적어도|있어야|돼야|되어야|는 돼|최적|맞아|맞춰|enough|suffic|at least|minimum|need|require|optimal|should|must|비율|ratio|기준|하자|잡자|가자|걸자|돌리|훈련|학습|train|plan|budget|예산|쓰면|먹이|넣/iu;

/** Tokens for each parameter as the card's own speech has it, and the line; null where it has none. Speech wins over code. */
export function tokenRatioOf(card: PersonaCard): { ratio: number; line: number } | null {
  const said = [...card.messages, ...card.sections.map(({ text, line }) => ({ text, line }))];
  for (const { text, line } of said) {
    if (!/토큰|\btokens?\b/iu.test(text) || text.length > 2_000) continue;
    const pair = pairIn(text);
    if (pair === null) continue;
    const ratio = pair.tokens.value / pair.parameters.value;
    if (ratio >= 10 && ratio <= 60) return { ratio: Math.round(ratio), line };
  }
  return null;
}

function pairIn(text: string) {
  const quantities = quantitiesIn(text);
  const sizes = quantities.filter(({ unit }) => unit === 'parameters');
  const counts = quantities.filter(({ unit }) => unit === 'tokens' || unit === 'parameters');
  // `two tokens per parameter, so 14B tokens`: the ratio is no budget.
  const tokens = quantities.filter(({ unit }) => unit === 'tokens').sort((a, b) => b.value - a.value)[0];
  const parameters = sizes[0];
  if (parameters === undefined) return null;
  if (tokens !== undefined) return { parameters, tokens };
  // `7B면 140B` with the word token somewhere: the larger one counts tokens.
  const [, second] = counts;
  if (counts.length !== 2 || second === undefined || !/토큰|\btokens?\b/iu.test(text)) return null;
  const [small, large] = [...counts].sort((a, b) => a.value - b.value);
  return small === undefined || large === undefined ? null : { parameters: small, tokens: large };
}

/** At least so many tokens for each parameter, as the card puts it: no upper bound, as training longer is a choice. */
export function tokensLaw(card: PersonaCard): Law | null {
  const own = tokenRatioOf(card);
  const names = NAMES_LAW.test(JSON.stringify([card.messages, card.frameworks, card.career]));
  if (own === null && !names) return null;
  const { ratio, line } = own ?? { ratio: 20, line: undefined };
  return {
    id: 'chinchilla',
    states: { code: 'law.chinchilla', params: { ratio } },
    check({ text, utterance }) {
      const pair = pairIn(text);
      if (pair === null) return null;
      const { parameters, tokens } = pair;
      if (parameters.value < 1e7) return null;
      const said = tokens.value / parameters.value;
      const namesLaw = NAMES_LAW.test(text);
      const claims = CLAIMS.test(text) || FLOOR.test(text) || namesLaw;
      if (
        said < ratio * SLACK &&
        claims &&
        (namesLaw
          ? FLOOR.test(text) || !/못|밑|아래|below|less|모자라|부족|미만/iu.test(text)
          : FLOOR.test(text) || !(DEPARTS.test(text) || DEPARTS_WHOLLY.test(utterance)))
      )
        return [
          breach(
            tokens,
            { code: 'chinchilla.below', params: { parameters: parameters.text, tokens: tokens.text, said, ratio } },
            line,
          ),
        ];
      const claimsMinimum = namesLaw || /최소|적어도|at least|minimum/iu.test(text);
      if (said > ratio * NAMED_SLACK && claimsMinimum && namesLaw && !OVERTRAINS.test(utterance))
        return [breach(tokens, { code: 'chinchilla.not-that-law', params: { said, ratio } }, line)];
      if (said > ratio * 5 && claimsMinimum && /토큰|tokens?/iu.test(text) && !OVERTRAINS.test(utterance))
        return [breach(tokens, { code: 'chinchilla.not-the-least', params: { said, ratio } }, line)];
      return [];
    },
  };
}

const MULTIPLE_KO =
  /(?:파라미터|매개변수|모델 크기|parameters?)[^.\d]{0,12}(?:의|당|마다|하나에|per|for each)?\s*(\d+(?:\.\d+)?)\s*(?:배|개|토큰|tokens?)/iu;
const MULTIPLE_EN =
  /(\d+(?:\.\d+)?|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|twelve|fifteen|twenty|forty|fifty|a hundred))\s*(?:x|times|tokens? (?:per|for each|for every|to each|each)|토큰)\s*(?:the )?(?:parameters?|params?|파라미터|model size|parameter count)/iu;

/** The ratio named as such: `파라미터의 20배`, `20 tokens per parameter`. */
export function ratioLaw(card: PersonaCard): Law | null {
  if (tokensLaw(card) === null) return null;
  const own = tokenRatioOf(card);
  const ratio = own?.ratio ?? 20;
  return {
    id: 'chinchilla-ratio',
    states: { code: 'law.chinchilla-ratio', params: { ratio } },
    check({ text, utterance }) {
      if (!/토큰|tokens?/iu.test(text)) return null;
      const found = MULTIPLE_KO.exec(text) ?? MULTIPLE_EN.exec(text);
      if (found === null) return null;
      const said = wordValue(found[1] ?? '') ?? Number(found[1]);
      const at = { start: found.index, end: found.index + found[0].length };
      if (said < ratio * 0.7 && !DEPARTS.test(utterance))
        return [breach(at, { code: 'chinchilla-ratio.differs', params: { said, ratio } }, own?.line)];
      if (said > ratio * NAMED_SLACK && NAMES_LAW.test(text) && !OVERTRAINS.test(utterance))
        return [breach(at, { code: 'chinchilla-ratio.differs', params: { said, ratio } }, own?.line)];
      return [];
    },
  };
}

/** C = 6ND. */
export const computeLaw: Law = {
  id: 'compute',
  states: { code: 'law.compute', params: {} },
  check({ text, quantities }) {
    const flops =
      quantities.find(({ unit, value }) => unit === 'flops' && value > 1e17) ??
      quantities.find(({ value }) => value > 1e17);
    const pair = pairIn(text);
    if (flops === undefined || pair === null || /\/s|초당|per second/iu.test(text)) return null;
    const expected = 6 * pair.parameters.value * pair.tokens.value;
    const off = Math.max(flops.value / expected, expected / flops.value);
    return off <= 3
      ? []
      : [
          breach(flops, {
            code: 'compute.six-n-d',
            params: { said: flops.text, parameters: pair.parameters.text, tokens: pair.tokens.text, expected },
          }),
        ];
  },
};
