import type { Formula } from './formula-book.ts';
import { tflopsOf } from './formulas-of-training.ts';
import type { Said } from './mentions.ts';
import { AMOUNT_ASKED, MFU } from './question-kinds.ts';

const HOUR = 3600;
const DAY = 86_400;
const FAILS =
  /\bdies?\b|mtbf|breaks? down|interrupt\w*|중단|mean time between|time to failure|fails?\b|failures?|고장|장애|죽/;
const SAVES = /checkpoint|체크포인트|ckpt|저장|\bsav(?:e|es|ing)\b/;

const wants = {
  cards: { ko: '카드 수', en: 'how many cards' },
  watts: { ko: '카드 한 장의 전력(W)', en: 'what a card draws, W' },
  hours: { ko: '돌리는 시간', en: 'how long it runs' },
  price: { ko: 'kWh당 값', en: 'the price of a kWh' },
  cardMtbfHours: { ko: '카드 한 장의 MTBF', en: 'the mean time between failures of a card' },
  saveSeconds: { ko: '저장 한 번에 드는 시간', en: 'what one checkpoint takes' },
  tokensPerSecond: { ko: '초당 토큰 수', en: 'the tokens a second' },
  hourly: { ko: '시간당 값', en: 'the price of an hour' },
};

/** A cluster's time between failures: said of one card, or of the whole. */
function failures(said: Said, cards: number | undefined) {
  const mtbf = said.mentionNear(
    /mtbf|mean time between failures?|time to failure|fails?(?: about)?(?: once)?(?: every)?|dies?(?: about)?(?: once)?(?: every| in)?|breaks? down|interrupt\w*|중단|failures?|고장|장애|죽/,
    ['time'],
    30,
  );
  const isOfAll =
    /cluster(?:'s)? mtbf|whole (?:cluster|job|run)|the (?:job|run|cluster) (?:fails|dies)|(?:클러스터|전체|job|잡|런)(?:의|가|이|는)?\s*(?:mtbf|평균|.{0,8}(?:죽|고장|장애))/i.test(
      said.text,
    );
  const isOfOne =
    /\b(?:a|one|each|per|single|every) (?:gpu|card|node|server|accelerator)|\beach (?:with|has|having|of)|하나당|(?:gpu|카드|노드|서버|장비) ?(?:한|하나|1) ?(?:장|대|개)?|(?:한 장|장당|한 대|대당|노드당|gpu당)/i.test(
      said.text,
    );
  const largest = Math.max(
    0,
    ...said.mentions
      .filter(({ unit, value }) => ['', 'cards', 'nodes'].includes(unit) && value > 1 && Number.isInteger(value))
      .map(({ value }) => value),
  );
  const many =
    cards !== undefined && cards > 1
      ? cards
      : (said.first('cards', 'nodes') ?? 0) > 1
        ? said.first('cards', 'nodes')
        : largest > 1
          ? largest
          : undefined;
  return { mtbf, cards: isOfAll && !isOfOne ? 1 : many };
}

/** Money, power, failures and load of what runs. */
export const RUNNING_RULES: readonly Formula[] = [
  {
    id: 'checkpoint interval',
    asks: (text, _, said) =>
      SAVES.test(text) &&
      (FAILS.test(text) || /optimal|best|minimi[sz]e|least|smallest|efficient|최적|덜 손해|효율/.test(text)) &&
      said.first('time') !== undefined &&
      /how often|interval|every|best|optimal|least|smallest|몇 ?(?:분|시간|초|step|스텝)|간격|주기|마다|최적/.test(
        text,
      ),
    values(_, q, said) {
      const { mtbf, cards } = failures(said, q.cards);
      const save = said.mentions.filter(({ unit, at }) => unit === 'time' && at !== mtbf?.at).map(({ value }) => value);
      return {
        cardMtbfHours: mtbf === undefined ? undefined : mtbf.value / HOUR,
        cards,
        saveSeconds: save.length === 0 ? undefined : Math.min(...save),
      };
    },
    steps: {
      minutes: { formula: 'sqrt(2 * saveSeconds * cardMtbfHours * 3600 / cards) / 60', unit: 'minutes' },
      mtbfHours: { formula: 'cardMtbfHours / cards', unit: 'hours' },
      lost: { formula: 'saveSeconds / (minutes * 60) + minutes / 60 / (2 * mtbfHours)', unit: 'share' },
    },
    says: {
      ko: '{minutes}분마다: sqrt(2 x {saveSeconds}초 x 전체 MTBF {mtbfHours}시간), Young 1974. 이때 저장과 다시 하기로 {lost%}를 잃음.',
      en: 'Every {minutes} minutes: the root of 2 x {saveSeconds} s x a mean time between failures of {mtbfHours} hours for all cards (Young 1974). Saving and work done again then take {lost%}.',
    },
    wants,
  },
  {
    id: 'failures of a run',
    asks: (text, q, said) =>
      (FAILS.test(text) &&
        q.cards !== undefined &&
        said.all('time').length >= 1 &&
        !SAVES.test(text) &&
        AMOUNT_ASKED.test(text)) ||
      (/mtbf/.test(text) && q.cards !== undefined && !SAVES.test(text)),
    values(_, q, said) {
      const { mtbf } = failures(said, q.cards);
      const run = said.mentions.filter(({ unit, at }) => unit === 'time' && at !== mtbf?.at).map(({ value }) => value);
      return {
        cardMtbfHours: mtbf === undefined ? undefined : mtbf.value / HOUR,
        cards: q.cards,
        ...(run.length === 0 ? {} : { hours: Math.max(...run) / HOUR }),
      };
    },
    steps: ({ hours }) => {
      const mtbfHours = { formula: 'cardMtbfHours / cards', unit: 'hours' };
      return hours === undefined
        ? { mtbfHours }
        : { failures: { formula: 'hours / mtbfHours', unit: 'count' }, mtbfHours };
    },
    says: ({ hours }) =>
      hours === undefined
        ? {
            ko: '전체로는 {mtbfHours}시간마다 한 번: {cardMtbfHours}시간 / {cards}장.',
            en: 'One failure every {mtbfHours} hours for all: {cardMtbfHours} hours over {cards} cards.',
          }
        : {
            ko: '{failures}번: {hours}시간 / 전체 MTBF {mtbfHours}시간.',
            en: '{failures} failures: {hours} hours over {mtbfHours} hours between failures of {cards} cards.',
          },
    wants,
  },
  {
    id: 'energy',
    asks: (text, _, said) =>
      said.first('W') !== undefined &&
      /electric|power bill|energy|kwh|kilowatt|전기|전력|에너지/.test(text) &&
      !/^(?:\s*)(?:can|could|should)\b/.test(text),
    values(text, q, said) {
      const hours = said.all('time').filter((seconds) => seconds >= HOUR);
      const price =
        said.near(/(?:a|per|\/)\s*(?:kwh|kilowatt[\s-]*hours?)|kwh(?:당)?/, ['USD', 'KRW'], 10) ??
        said.first('USD', 'KRW');
      const time = said.mentions.filter(({ unit, value }) => unit === 'time' && value >= HOUR);
      return {
        cards:
          /whole|total|전체|cluster draws|클러스터가/.test(text) && q.cards === undefined
            ? 1
            : (q.cards ??
              said.all('cards').find((count) => count > 1) ??
              said
                .all('')
                .filter((count) => count > 10 && Number.isInteger(count))
                .sort((a, b) => b - a)[0]),
        watts: said.first('W'),
        pue: said.near(/\bpue\b/, [''], 8) ?? 1,
        hours: time.length === 0 ? undefined : Math.max(...hours) / HOUR,
        ...(price === undefined
          ? /cost|bill|price|요금|얼마|비용|돈/.test(text) &&
            !/kwh.{0,6}(?:몇|얼마|how)|(?:몇|how many).{0,4}kwh/.test(text)
            ? { price: undefined }
            : {}
          : { price, isWon: said.first('KRW') === undefined ? 0 : 1 }),
      };
    },
    steps: ({ price, isWon }) => {
      const energy = { formula: 'cards * watts / 1000 * pue * hours', unit: 'kWh' };
      return price === undefined
        ? { energy }
        : { cost: { formula: 'energy * price', unit: isWon === 1 ? 'KRW' : 'USD' }, energy };
    },
    says: ({ price, isWon }) =>
      price === undefined
        ? {
            ko: '{energy}kWh: {cards}장 x {watts}W x PUE {pue} x {hours}시간.',
            en: '{energy} kWh: {cards} cards x {watts} W x a PUE of {pue} x {hours} hours.',
          }
        : {
            ko: `{cost}${isWon === 1 ? '원' : '달러'}: {energy}kWh({cards}장 x {watts}W x PUE {pue} x {hours}시간) x {price}.`,
            en: `{cost} ${isWon === 1 ? 'KRW' : 'USD'}: {energy} kWh ({cards} cards x {watts} W x a PUE of {pue} x {hours} hours) at {price} each.`,
          },
    wants,
  },
  {
    id: 'training in won',
    asks: (text, { params, tokens, flops }, said) =>
      said.first('KRW') !== undefined &&
      ((params !== undefined && tokens !== undefined) || flops !== undefined) &&
      /얼마|비용|원|cost|price|bill|how much/.test(text) &&
      !/kwh|전기/.test(text),
    values(_, q, said) {
      const usd = said.first('USD');
      const won = said.near(/시간당|시간에|(?:an?|per|\/)\s*(?:gpu[\s-]*)?h(?:ou)?r/, ['KRW'], 12) ?? said.first('KRW');
      const flops = q.flops ?? (q.params === undefined || q.tokens === undefined ? undefined : 6 * q.params * q.tokens);
      return {
        flops,
        tflops: tflopsOf(said, q),
        mfu: q.mfu ?? MFU,
        ...(usd === undefined ? { hourly: won } : { hourly: usd, exchange: said.first('KRW') }),
      };
    },
    steps: ({ exchange }) => ({
      cost: { formula: `hours * hourly${exchange === undefined ? '' : ' * exchange'}`, unit: 'KRW' },
      hours: { formula: 'flops / (tflops * 1e12 * mfu) / 3600', unit: 'hours' },
    }),
    says: ({ exchange }) => ({
      ko: `{cost}원: 카드 시간 {hours}시간 x {hourly}${exchange === undefined ? '원' : '달러 x {exchange}원'}. MFU {mfu%}.`,
      en: `{cost} KRW: {hours} card hours x {hourly}${exchange === undefined ? '' : ' USD x {exchange}'}, at an MFU of {mfu%}.`,
    }),
    wants: { ...wants, tflops: { ko: '카드 종류나 최고 성능(TFLOPS)', en: 'the kind of card or its peak, TFLOPS' } },
    assumed: (_, { mfu }) => (mfu === undefined ? [{ ko: `MFU ${MFU}`, en: `an MFU of ${MFU}` }] : []),
  },
  {
    id: 'rent',
    asks: (text, { params, tokens, flops, cards }, said) =>
      (params === undefined || tokens === undefined) &&
      flops === undefined &&
      cards !== undefined &&
      said.first('USD', 'KRW') !== undefined &&
      said.all('time').some((seconds) => seconds >= HOUR) &&
      /rent|reserv|book|cost|price|bill|pay|invoice|charge|빌리|빌려|대여|예약|비용|얼마|돈/.test(text) &&
      said.first('W') === undefined &&
      said.first('tokens/s') === undefined &&
      /h(?:ou)?r\b|시간당|시간에|hourly/.test(text),
    values: (_, { cards }, said) => ({
      cards,
      hours: Math.max(...said.all('time')) / HOUR,
      hourly: said.first('USD', 'KRW'),
      isWon: said.first('KRW') === undefined ? 0 : 1,
    }),
    steps: ({ isWon }) => ({ cost: { formula: 'cards * hours * hourly', unit: isWon === 1 ? 'KRW' : 'USD' } }),
    says: ({ isWon }) => ({
      ko: `{cost}${isWon === 1 ? '원' : '달러'}: {cards}장 x {hours}시간 x {hourly}.`,
      en: `{cost} ${isWon === 1 ? 'KRW' : 'USD'}: {cards} cards x {hours} hours x {hourly}.`,
    }),
    wants,
  },
  {
    id: 'part of a step',
    asks: (text, { params, mfu }, said) =>
      params === undefined &&
      mfu === undefined &&
      said.all('time').length === 2 &&
      /step|iteration|스텝|이터레이션|request|요청/.test(text) &&
      /percent|%|share|fraction|proportion|비율|비중|퍼센트/.test(text) &&
      /of (?:which|that|it)|out of|그중|그 중|가운데|중에|among|spen[dt]|takes?|wait/.test(text),
    values: (_, __, said) => ({ whole: Math.max(...said.all('time')), part: Math.min(...said.all('time')) }),
    steps: { share: { formula: 'part / whole', unit: 'share' } },
    says: { ko: '{share%}: {part}초 / {whole}초.', en: '{share%}: {part} s of {whole} s.' },
    wants,
  },
  {
    id: 'price of tokens',
    asks: (text, _, said) =>
      said.first('tokens/s') !== undefined &&
      said.first('USD', 'KRW') !== undefined &&
      /(?:per|a|백만|1m|million|1k|thousand|천|100만).{0,10}(?:million|tokens?|토큰)|토큰.{0,6}(?:백만|100만)/.test(
        text,
      ),
    values: (text, q, said) => ({
      hourly:
        said.near(/(?:an?|per|\/)\s*(?:gpu[\s-]*)?h(?:ou)?r|시간당/, ['USD', 'KRW'], 10) ?? said.first('USD', 'KRW'),
      cards:
        /(?:per|each|a|장당|gpu당).{0,6}(?:gpu|card|장)?/.test(text) && !/total|in all|합/.test(text)
          ? (q.cards ?? 1)
          : 1,
      tokensPerSecond: said.first('tokens/s'),
    }),
    steps: { perMillion: { formula: 'hourly * cards / (tokensPerSecond * 3600) * 1e6', unit: 'USD' } },
    says: {
      ko: '100만 토큰에 {perMillion}: 시간당 {hourly} x {cards}장 / (초당 {tokensPerSecond}토큰 x 3600초).',
      en: '{perMillion} a million tokens: {hourly} an hour x {cards} cards over {tokensPerSecond} tokens a second.',
    },
    wants,
  },
  {
    id: 'concurrency',
    asks: (text, _, said) =>
      /concurren|in flight|동시/.test(text) &&
      /(?:requests?|queries|요청|qps|rps)\s*(?:\/|a|per)?\s*(?:s|sec|second)?|초당.{0,6}요청|qps|rps/.test(text) &&
      said.first('time') !== undefined &&
      AMOUNT_ASKED.test(text),
    values: (_, __, said) => ({
      perSecond: said.near(/requests?|quer(?:y|ies)|qps|rps|초당|요청/, ['', 'sequences'], 10),
      seconds: said.first('time'),
    }),
    steps: { concurrent: { formula: 'perSecond * seconds', unit: 'count' } },
    says: {
      ko: '동시에 {concurrent}개: 초당 {perSecond}개 x {seconds}초(Little의 법칙).',
      en: '{concurrent} at once: {perSecond} a second x {seconds} s each (Little).',
    },
    wants: {
      perSecond: { ko: '초당 요청 수', en: 'the requests a second' },
      seconds: { ko: '한 요청의 시간', en: 'what one request takes' },
    },
  },
  {
    id: 'speculative tokens',
    asks: (text, _, said) =>
      /specul|draft|추측|드래프트/.test(text) &&
      /accept|수락|채택/.test(text) &&
      /how many|expected|average|speed|몇|평균|기대|배/.test(text) &&
      said.mentions.length >= 2,
    values: (_, __, said) => {
      const rate = said.near(/accept\w*(?: rate| probability)?|수락률?|채택률?/, ['%', ''], 14);
      return {
        acceptance: rate === undefined ? undefined : rate > 1 ? rate / 100 : rate,
        drafted: said.near(/draft\w*|gamma|\bk\s*=|드래프트|lookahead|ahead|토큰씩|tokens?/, ['', 'tokens'], 12),
      };
    },
    steps: { tokens: { formula: '(1 - acceptance ** (drafted + 1)) / (1 - acceptance)', unit: 'tokens' } },
    says: {
      ko: '큰 모델 한 번에 평균 {tokens}토큰: (1 - {acceptance}^({drafted} + 1)) / (1 - {acceptance}), Leviathan et al. 2023.',
      en: '{tokens} tokens for each pass of the large model on average: (1 - {acceptance}^({drafted} + 1)) / (1 - {acceptance}) (Leviathan et al. 2023).',
    },
    wants: {
      acceptance: { ko: '수락률', en: 'the acceptance rate' },
      drafted: { ko: '한 번에 추측하는 토큰 수', en: 'how many tokens are drafted' },
    },
  },
  {
    id: 'time for a rate',
    asks: (text, _, said) =>
      said.first('tokens/s') !== undefined &&
      (said.first('tokens') ?? 0) >= 1e6 &&
      /how (?:long|many (?:days|hours))|며칠|몇 ?(?:시간|일)|얼마나 걸|days|hours/.test(text),
    values: (text, q, said) => ({
      tokens: Math.max(...said.all('tokens')),
      tokensPerSecond: said.first('tokens/s'),
      cards: /(?:per|each|a) (?:gpu|card)|\/gpu|장당|gpu당/.test(text) ? q.cards : 1,
    }),
    steps: { days: { formula: `tokens / (tokensPerSecond * cards) / ${DAY}`, unit: 'days' } },
    says: {
      ko: '{days}일: {tokens}토큰 / 초당 {tokensPerSecond}토큰 x {cards}.',
      en: '{days} days: {tokens} tokens at {tokensPerSecond} a second x {cards}.',
    },
    wants,
  },
];
