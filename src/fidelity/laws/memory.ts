import type { Law } from '../model/law.ts';
import { breach } from './law.ts';
import { countOf, deviceIn } from './machines.ts';

const GB = 1e9;
const HOLDS =
  /메모리|가중치|VRAM|램|HBM|먹|차지|필요|들어|올라|올리|용량|크기|무게|memory|weights?|weigh|takes?|needs?|fits?|footprint|size|require|load|몫|잡|GB(?:면|야|예요|입니다|쯤|정도|니까)/iu;
const TRAINS =
  /adam|옵티마이저|optimizer|optimiser|full fine|풀 ?파인|전체 파인|훈련 상태|optimizer states?|학습시|훈련하|pre-?train|16\s?바이트|16\s?bytes?/iu;
const MORE = /kv|캐시|cache|활성|activation|배치|batch|컨텍스트|context|길이|여유|합쳐|overhead|오버헤드|총|total|남/iu;
const MOVES = /초당|GB\/s|\/s\b|대역|bandwidth|per second|ring|all-?reduce|전송|통신/iu;

/** Weights weigh parameters x bits / 8; training with Adam 16 bytes each. */
export const weightsLaw: Law = {
  id: 'weights',
  states: { code: 'law.weights', params: {} },
  check({ text, quantities }) {
    const size = quantities.find(({ unit, value }) => unit === 'parameters' && value >= 1e8);
    const memory = quantities.filter(({ unit, value }) => unit === 'bytes' && value >= 1e8);
    if (size === undefined || memory.length === 0 || MOVES.test(text)) return null;
    if (!HOLDS.test(text) && !quantities.some(({ unit }) => unit === 'bits')) return null;
    if (/lora/iu.test(text) && !/4\s?-?(?:bit|비트)|nf4|int4/iu.test(text)) return null;
    const bits = quantities.filter(({ unit }) => unit === 'bits');
    if (quantities.filter(({ unit }) => unit === 'parameters').length > 1 || bits.length > 1) return null;
    const device = deviceIn(text);
    const said = memory.filter(({ value }) => device === null || value !== device.memoryGB * GB || memory.length === 1);
    const [one] = said;
    if (one === undefined) return null;
    const trains = TRAINS.test(text);
    const bitsEach = bits[0]?.value ?? (/qlora/iu.test(text) ? 4 : null);
    if (bitsEach === null && !trains && !/가중치|weights?|fp16|bf16/iu.test(text)) {
      // No format named: nothing between 2 bits for inference and 20 bytes for training is ruled out.
      const [least, most] = [size.value * 0.25, size.value * 20];
      return one.value >= least && one.value <= most
        ? []
        : [
            breach(one, {
              code: 'weights.range',
              params: { said: one.text, size: size.text, lowGB: least / GB, highGB: most / GB },
            }),
          ];
    }
    const each = trains && bitsEach !== 4 ? 16 : (bitsEach ?? 16) / 8;
    const expected = size.value * each;
    // A line of a fit ("on one 32 GB card") is a bound, not the weight.
    if (device !== null && one.value === device.memoryGB * GB) return [];
    const isBound = /이하|안에|안쪽|이내|under|within|less than|짜리|카드|card|GPU/iu.test(
      text.slice(one.end, one.end + 12),
    );
    const high = expected * (trains || MORE.test(text) || isBound ? 4 : bitsEach === 4 ? 1.8 : 1.6);
    if (one.value >= expected * 0.7 && one.value <= high) return [];
    return [
      breach(one, {
        code: 'weights.bits',
        params: { said: one.text, size: size.text, bits: each * 8, expectedGB: expected / GB },
      }),
    ];
  },
};

const FITS =
  /들어가|들어갑|들어간|올라가|올라갑|돌아가|돌아갑|돌릴 수|돌린|충분|가능|면 돼|면 됩|튜닝할 수|튜닝 가|할 수 있|됩니다|돼요|된다|fits?\b|runs? on|enough|can (?:run|tune|fine-?tune|train|hold|load|fit)|is plenty|works on|lets (?:you|us)|(?:tune|train|run|load|host|serve)s? (?:a |the )?|튜닝|하나로|한 장으로|한 장이면/iu;
const DOES_NOT =
  /안 들어|못 들어|들어가지|못 올|안 올라|안 돌|못 돌|불가|부족|모자라|터져|터집|OOM|아니|doesn't|does not|won't|can't|cannot|not (?:fit|enough)|never|오프로드|offload|안 돼|안 됩|어림/iu;

/** What is said to run on a card must not weigh more than the card holds. */
export const fitsLaw: Law = {
  id: 'fits',
  states: { code: 'law.fits', params: {} },
  check({ text, quantities, utterance }) {
    const device = deviceIn(text);
    const size = quantities
      .filter(({ unit, value }) => unit === 'parameters' && value >= 1e8)
      .sort((a, b) => b.value - a.value)[0];
    if (device === null || size === undefined || !FITS.test(utterance) || DOES_NOT.test(text)) return null;
    const count = countOf(text, quantities);
    const bits = quantities.find(({ unit }) => unit === 'bits')?.value ?? 4;
    const needs = (size.value * bits) / 8;
    const holds = device.memoryGB * GB * count;
    return needs <= holds
      ? []
      : [
          breach(size, {
            code: 'fits.too-large',
            params: { size: size.text, bits, needsGB: needs / GB, count, device: device.name, holdsGB: holds / GB },
          }),
        ];
  },
};
