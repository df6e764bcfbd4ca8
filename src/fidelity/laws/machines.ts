import { escaped } from '../../core/pattern.ts';
import type { Device } from '../../workbench/devices.ts';
import { DEVICES } from '../../workbench/devices.ts';
import type { Breach, Law, Quantity } from '../model/law.ts';
import { breach, near } from './law.ts';

/** A device of the table that a text names. */
export interface NamedDevice extends Device {
  /** Lower case, shared by its variants: `h100`. */
  family: string;
  spoken: string;
  at: number;
}

const familyOf = (name: string) => /(?:RTX A?\d{4}|MI\d{3}X?|[A-Z]\d{2,3}S?|B\d{3})/u.exec(name)?.[0] ?? name;

const byMemory = [...DEVICES]
  .sort((a, b) => b.memoryGB - a.memoryGB)
  .map((device) => {
    const family = familyOf(device.name);
    const short = family.replace(/^RTX /u, '');
    return {
      device,
      family: family.toLowerCase(),
      pattern: new RegExp(`(?<![\\w.])(?:RTX\\s?)?${escaped(short)}(?!\\w|\\.\\d)`, 'iu'),
    };
  });

export function deviceIn(text: string): NamedDevice | null {
  for (const { device, family, pattern } of byMemory) {
    const found = pattern.exec(text);
    if (found !== null) return { ...device, family, spoken: found[0], at: found.index };
  }
  return null;
}

const variantsOf = ({ family }: NamedDevice) => DEVICES.filter(({ name }) => familyOf(name).toLowerCase() === family);

const WORDS: readonly [RegExp, number][] = [
  [/(?:두|2)\s?(?:장|대|개)|\btwo\b|\bpair\b/iu, 2],
  [/(?:세|3)\s?(?:장|대|개)|\bthree\b/iu, 3],
  [/(?:네|4)\s?(?:장|대|개)|\bfour\b/iu, 4],
  [/(?:여덟|8)\s?(?:장|대|개)|\beight\b|노드|\bnode\b/iu, 8],
];

/** How many devices a sentence speaks of. */
export function countOf(text: string, quantities: readonly Quantity[]): number {
  const cards = quantities.find(({ unit }) => unit === 'cards')?.value;
  if (cards !== undefined) return cards;
  const times = /(\d+)\s?(?:x|×)\s?(?:RTX|A100|H100|H200|B200|L40S|MI300X|\d{4})/iu.exec(text)?.[1];
  return times !== undefined ? Number(times) : (WORDS.find(([pattern]) => pattern.test(text))?.[1] ?? 1);
}

const HAS =
  /^(?:\s|은|는|의|이|가|에|한 장|하나|카드|칩|메모리|VRAM|램|HBM|용량|대역폭|만|총|무려|고작|겨우|딱|약|,|:|\(|has|have|had|gives?|you|us|comes?|with|holds?|packs|offers|carries|only|just|a|an|is|of|about|memory|the)*$/iu;
const USED = /남|쓰|먹|차지|걸|used?|uses|free|left|taken|takes|of that|오프로드|모자|부족/iu;

/** A device's memory is what its data sheet says. */
export const deviceLaw: Law = {
  id: 'device',
  states: { code: 'law.device', params: {} },
  check({ text, quantities }) {
    const device = deviceIn(text);
    if (device === null) return null;
    const known = variantsOf(device).map(({ memoryGB }) => memoryGB);
    const end = device.at + device.spoken.length;
    const said = quantities.find(({ unit, start, end: to, value }) => {
      if (unit !== 'bytes' || value < 1e9) return false;
      const isOfMemory = /^\s?(?:of )?(?:\S{0,4}\s)?(?:memory|VRAM|HBM|메모리|램)/iu.test(text.slice(to));
      const between = start > end ? text.slice(end, start) : null;
      return between !== null ? HAS.test(between) || (isOfMemory && between.length < 24) : false;
    });
    // `80 GB H100`
    const before = quantities.find(
      ({ unit, start, end: to, value }) =>
        unit === 'bytes' &&
        value >= 1e9 &&
        start < device.at &&
        /^\s?(?:짜리\s?|NVIDIA\s?)?$/iu.test(text.slice(to, device.at)),
    );
    const one = said ?? before;
    if (one === undefined) return null;
    if (USED.test(text.slice(Math.max(0, one.start - 8), one.start)) || USED.test(text.slice(one.end, one.end + 8)))
      return [];
    const count = countOf(text, quantities);
    const holds = known.flatMap((gb) => [gb * 1e9, gb * 1e9 * count]);
    return holds.some((bytes) => near(bytes, one.value, 0.1))
      ? []
      : [breach(one, { code: 'device.memory', params: { said: one.text, device: device.name, knownGB: known } })];
  },
};

/** Bandwidth, rate and ridge of a device are those of its data sheet, and nothing reads faster. */
export const machineLaw: Law = {
  id: 'machine',
  states: { code: 'law.machine', params: {} },
  wide: true,
  check({ text, quantities }) {
    const device = deviceIn(text);
    const moved = quantities.filter(({ unit }) => unit === 'bytesPerSecond');
    if (device === null) return moved.length === 1 ? reads(text, quantities, moved[0]?.value ?? 0, null) : null;
    const variants = variantsOf(device);
    const found = [
      ...overBandwidth(text, moved, device, variants),
      ...overRate(text, quantities, device, variants),
      ...ridge(text, device, variants),
    ];
    if (found.length > 0) return found;
    const fastest = moved[0]?.value ?? Math.max(...variants.map(({ memoryGBs }) => memoryGBs)) * 1e9;
    return reads(text, quantities, fastest, device.name);
  },
};

function overBandwidth(
  text: string,
  moved: readonly Quantity[],
  device: NamedDevice,
  variants: readonly Device[],
): Breach[] {
  const [said] = moved;
  if (said === undefined || moved.length > 1) return [];
  const isLink = /NVLink|PCIe|링크|link|통신|interconnect|all-?reduce|ring|네트워크|network|InfiniBand/iu.test(text);
  const peaks = variants
    .flatMap(({ memoryGBs, linkGBs }) => (isLink ? [linkGBs] : [memoryGBs]))
    .map((one) => one * 1e9);
  const most = Math.max(...peaks) * (/x\s?8|여덟|8장|노드|node|total|합/iu.test(text) ? 8 : 1);
  const least = Math.min(...peaks);
  if (said.value > most * 1.25)
    return [
      breach(said, {
        code: 'machine.bandwidth',
        params: { said: said.text, device: device.name, peakGBs: most / 1e9 },
      }),
    ];
  const slips = [10, 100, 1000].some((power) => peaks.some((peak) => near(said.value * power, peak, 0.04)));
  return slips && /대역|bandwidth/iu.test(text)
    ? [
        breach(said, {
          code: 'machine.bandwidth',
          params: { said: said.text, device: device.name, peakGBs: least / 1e9 },
        }),
      ]
    : [];
}

function overRate(
  text: string,
  quantities: readonly Quantity[],
  device: NamedDevice,
  variants: readonly Device[],
): Breach[] {
  const said = quantities.find(
    ({ unit, value, end }) => unit === 'flops' && value >= 1e12 && value < 1e17 && !/^\s?\//u.test(text.slice(end)),
  );
  if (said === undefined || countOf(text, quantities) > 1) return [];
  const peak = Math.max(...variants.map(({ bf16Tflops }) => bf16Tflops)) * 1e12;
  const most =
    peak *
    (/fp4|int4|sparse|희소/iu.test(text) ? 8 : /fp8|int8/iu.test(text) ? 2 : /dense|bf16|fp16/iu.test(text) ? 1 : 4);
  return said.value > most * 1.3
    ? [breach(said, { code: 'machine.compute', params: { said: said.text, device: device.name, peakFlops: peak } })]
    : [];
}

function ridge(text: string, device: NamedDevice, variants: readonly Device[]): Breach[] {
  const found = /(?:ridge|릿지|능선)[^\d]{0,24}(\d[\d,.]*)\s?(?:FLOPs?\s?\/\s?(?:B|byte))?/iu.exec(text);
  if (found === null) return [];
  const said = Number((found[1] ?? '').replace(/,/g, '').replace(/\.$/, ''));
  const points = variants.map(({ bf16Tflops, memoryGBs }) => (bf16Tflops * 1e3) / memoryGBs);
  const start = found.index + found[0].indexOf(found[1] ?? '');
  return points.some((point) => near(point, said, 0.35))
    ? []
    : [
        breach(
          { start, end: start + (found[1]?.length ?? 0) },
          { code: 'machine.ridge', params: { said, device: device.name, known: points } },
        ),
      ];
}

const READS = /읽|걸리|걸려|타는|takes?|reads?|초면|초야|ms면|ms야|ms예|ms임|ms니까|로 나오|옮기/iu;
const PARALLEL = /ring|all-?reduce|장이|장으로|노드|배치|batch|겹|overlap|cards|GPUs|병렬|shard/iu;

/** So many bytes at such a rate take their time, and a token a time gives so many tokens a second. */
function reads(text: string, quantities: readonly Quantity[], rate: number, device: string | null): Breach[] | null {
  const [bytes, more] = quantities.filter(({ unit, value }) => unit === 'bytes' && value >= 1e6);
  const [time, other] = quantities.filter(({ unit }) => unit === 'seconds');
  if (bytes === undefined || more !== undefined || time === undefined || other !== undefined) return null;
  if (!READS.test(text) || PARALLEL.test(text) || rate <= 0) return null;
  const takes = bytes.value / rate;
  const off = time.value / takes;
  // Slower than the peak is what one measures; by a power of ten it is a slip.
  if (off > 0.75 && off < 5) return [];
  return [
    breach(time, {
      code: 'machine.reading',
      params: { bytes: bytes.text, takesMs: takes * 1e3, device, said: time.text },
    }),
  ];
}
