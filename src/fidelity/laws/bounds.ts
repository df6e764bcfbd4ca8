import type { Law, Quantity } from '../model/law.ts';
import { breach, near } from './law.ts';

const FORMATS: ReadonlySet<number> = new Set([9, 10, 12, 16, 19, 24, 32, 64]);

/** Weights come in formats of a few bits. */
export const bitsLaw: Law = {
  id: 'bits',
  states: { code: 'law.bits', params: {} },
  check({ text, quantities }) {
    if (!/양자화|quanti|lora|gptq|awq|내리|내린|내려|가중치|weights?|loss|층|layers?|모델|model/iu.test(text))
      return null;
    if (/SIMD|AVX|버스|bus\b|레지스터|register|벡터|vector|해시|hash|키|key|정수|integer/iu.test(text)) return null;
    const bits = quantities.filter(({ unit }) => unit === 'bits');
    if (bits.length === 0) return null;
    const odd = bits.find(({ value }) => value > 8 && !FORMATS.has(value));
    return odd === undefined ? [] : [breach(odd, { code: 'bits.format', params: { said: odd.text } })];
  },
};

const DOWN_AFTER =
  /^\s?\S{0,5}?(?:으로|로)\s*(?:다시\s*|확\s*|뚝\s*|바로\s*)?(?:내[렸려리]|낮[췄아추]|줄[었여어이]|떨어|감소|단축|내려)/u;
const UP_AFTER =
  /^\s?\S{0,5}?(?:으로|로)\s*(?:다시\s*|확\s*|바로\s*)?(?:올[렸려리라]|늘[었려어리]|높[였아이]|증가|뛰었|튀었)/u;
const DOWN_BEFORE =
  /\b(?:dropped|fell|falls|drops|cut|reduced|lowered|shr[au]nk|went down|down|decreased)\b[^.;]{0,24}\bfrom\s*$/iu;
const UP_BEFORE = /\b(?:rose|grew|raised|increased|went up|up|climbed|jumped)\b[^.;]{0,24}\bfrom\s*$/iu;

/** `48B에서 32B 토큰`: a bare magnitude is of what its fellow is of. */
const kindOf = ({ unit }: Quantity) => (unit === 'parameters' ? 'tokens' : unit);

/** What is said to fall does not rise, and what is left is no more than there was. */
export const directionLaw: Law = {
  id: 'direction',
  states: { code: 'law.direction', params: {} },
  check({ text, quantities }) {
    for (const [index, from] of quantities.entries()) {
      const to = quantities[index + 1];
      if (to === undefined || kindOf(from) !== kindOf(to) || from.value === to.value) continue;
      const between = text.slice(from.end, to.start);
      if (between.length > 16 || !/에서|→|->|\bto\b/iu.test(between)) continue;
      const after = text.slice(to.end);
      const before = text.slice(0, from.start);
      const falls = DOWN_AFTER.test(after) || DOWN_BEFORE.test(before);
      const rises = UP_AFTER.test(after) || UP_BEFORE.test(before);
      const isLeft =
        /(?:빼|거르|지우|제거하|걸러 내|걸러내)(?:면|고|니까|니)\s*$/u.test(before) && /남/u.test(after.slice(0, 12));
      if (((falls && !rises) || isLeft) && to.value > from.value)
        return [breach(to, { code: 'direction.falls', params: { from: from.text, to: to.text } })];
      if (rises && !falls && to.value < from.value)
        return [breach(to, { code: 'direction.rises', params: { from: from.text, to: to.text } })];
    }
    return null;
  },
};

/** A figure that is said to lie within a bound and does not. */
export const withinLaw: Law = {
  id: 'within',
  states: { code: 'law.within', params: {} },
  check({ text, quantities }) {
    for (const [index, said] of quantities.entries()) {
      const bound = quantities[index + 1];
      if (bound === undefined || said.unit !== bound.unit || said.unit === 'count') continue;
      const isBound =
        /^\s?(?:안쪽|안에|이내|이하|미만|아래|밑)(?!로는|로 못|가 아)/u.test(text.slice(bound.end)) ||
        /\b(?:under|below|within|less than|inside)\s*(?:the |our )?$/iu.test(text.slice(0, bound.start));
      const links = /^\s?(?:이|으)?(?:라서?|니까|로|면|이면|라)\s*$|^,?\s*(?:so|which is|well)\s.{0,14}$/iu.test(
        text.slice(said.end, bound.start),
      );
      if (
        isBound &&
        links &&
        said.value > bound.value &&
        !/(?:아니|않|못|넘|not|n't|over)/iu.test(text.slice(bound.end))
      )
        return [breach(said, { code: 'within.outside', params: { said: said.text, bound: bound.text } })];
    }
    return null;
  },
};

/** Perplexity is e to the loss. */
export const perplexityLaw: Law = {
  id: 'perplexity',
  states: { code: 'law.perplexity', params: {} },
  wide: true,
  check({ text, quantities }) {
    if (!/perplexity|\bppl\b|퍼플렉/iu.test(text) || !/loss|손실|로스/iu.test(text)) return null;
    const loss = /(?:loss|손실|로스)[^\d.]{0,10}(\d\.\d+)/iu.exec(text);
    if (loss === null) return null;
    const value = Number(loss[1]);
    const at = loss.index + loss[0].length;
    const said = quantities.find(
      ({ start, unit, value: number }) =>
        start >= at && (unit === 'count' || unit === 'tokens') && number > 1.5 && number !== value,
    );
    if (
      said === undefined ||
      value < 0.3 ||
      value > 12 ||
      /올|내려|떨어|차이|늘|rose|fell|by /iu.test(text.slice(at, said.start))
    )
      return null;
    return near(said.value, Math.exp(value), 0.35)
      ? []
      : [
          breach(said, {
            code: 'perplexity.differs',
            params: { loss: loss[1] ?? '', expected: Math.exp(value), said: said.text },
          }),
        ];
  },
};

/** No optimiser of the Adam family learns at a rate near one. */
export const learningRateLaw: Law = {
  id: 'learning-rate',
  states: { code: 'law.learning-rate', params: {} },
  check({ text }) {
    const found =
      /(?:learning rate|\blr\b|학습률)(?:\s?(?:of|is|at|=|to|은|는|을|를|이|가|로|:))*\s*(\d+(?:\.\d+)?)(?![\d.]|e-|\s?(?:%|배|x\b|번|개|step|스텝|천|만|초|시간|분|times|k\b|회|단계|퍼))/iu.exec(
        text,
      );
    if (
      found === null ||
      /나누|divid|warm-?up|주기|cycle/iu.test(text.slice(found.index, found.index + found[0].length + 14))
    )
      return null;
    const value = Number(found[1]);
    if (value < 0.5 || value > 100) return [];
    const start = found.index + found[0].length - (found[1]?.length ?? 0);
    return [
      breach(
        { start, end: found.index + found[0].length },
        { code: 'learning-rate.too-large', params: { said: found[1] ?? '' } },
      ),
    ];
  },
};
