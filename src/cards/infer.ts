import type { Inference, Persona, PersonaCard } from '../core/card.ts';
import type { Register } from '../core/language.ts';
import type { Lines } from './infer-values.ts';
import { orderOf, sentencesOf, shortened, valueInferences } from './infer-values.ts';
import { registerOf } from './register.ts';

type Stated = Omit<PersonaCard, 'persona' | 'inferred' | 'uncertain'>;

/**
 * A persona for a card whose front matter does not state one, or not all of it: the order of values from framework, role,
 * specialisation, strengths, philosophy and stated weights; readiness and initiative from personality and growth areas; the
 * speech level from the member's own messages; what they defer from their dependencies. What front matter states stands, and
 * `inferred` holds the places behind the rest. A text that says nothing gives the values in the order of their list,
 * middling traits, and politeness.
 */
export function inferPersona({
  card,
  text,
  lines,
  stated,
}: {
  card: Stated;
  text: string;
  lines: Lines;
  stated: Partial<Persona>;
}): { persona: Persona; inferred: Inference[] } {
  const inferred: Inference[] = [];
  const orElse = <T>(known: T | undefined, infer: () => { value: T; because: Inference[] }): T => {
    if (known !== undefined) return known;
    const { value, because } = infer();
    inferred.push(...because);
    return value;
  };
  const values = orElse(stated.values, () => {
    const because = valueInferences(card, lines);
    return { value: orderOf(because), because };
  });
  const traits = orElse(stated.traits, () => traitsOf(card, lines));
  const relationships = orElse(stated.relationships, () => relationshipsOf(card));
  const tools = orElse(stated.tools, () => toolsOf(card));
  const knows = orElse(stated.knows, () => ({
    value: card.specialization.map((topic) => (/\p{Script=Hangul}/u.test(topic) ? { ko: topic } : { en: topic })),
    because: [],
  }));
  const defers = orElse(stated.defers, () => ({
    value: card.dependencies.map(({ on, topic, quote }) => ({ on, topic: topicWord(topic), quote })),
    because: card.dependencies.map(({ topic, quote, line }) => ({
      of: `defers.${topicWord(topic)}`,
      from: 'dependencies',
      text: quote,
      weight: 0,
      line,
    })),
  }));
  const pronoun = orElse(stated.pronoun, () => pronounIn(text));
  const persona = {
    values,
    traits,
    relationships,
    tools,
    knows,
    defers,
    desk: stated.desk ?? [],
    pronoun,
    ...(stated.model ? { model: stated.model } : {}),
  };
  return { persona, inferred: placed(inferred, text) };
}

/** Each place at the line where its words stand: what was read by the paragraph or the section says only where that begins. */
function placed(inferred: readonly Inference[], text: string): Inference[] {
  const rows = text.split('\n');
  return inferred.map((one) => {
    const start = one.text.slice(0, 30).replace(/…$/, '');
    const at = rows.findIndex((row, index) => index >= one.line - 1 && row.includes(start));
    return at < 0 ? one : { ...one, line: at + 1 };
  });
}

const NEGATED = /않|못하|못 |없|부족|약[한하함]|\bnot\b|n't\b|\black|\brarely\b|\bseldom\b|\btoo little\b/iu;

/** Words of character, and how far each moves a trait from its middle. */
const TRAIT_WORDS: readonly { trait: 'readiness' | 'initiative'; step: number; pattern: RegExp }[] = [
  {
    trait: 'readiness',
    step: 0.1,
    pattern:
      /낙관|열린|개방적|유연|호기심|수용|겸손|경청|배우려|인사이트를 찾|\bopen[- ]?mind|\bflexib|\bcurio|\bhumble|\badaptab|\boptimis|\blisten/iu,
  },
  {
    trait: 'readiness',
    step: -0.1,
    pattern:
      /고집|완벽주의|완벽한|엄격|신중|보수적|깐깐|회의적|의심|단호|집착|편견|원칙주의|\bstubborn|\bperfection|\bstrict|\bcautious|\bconservativ|\bskeptic|\bscept|\bmeticulous|\brigid|\bopinionated/iu,
  },
  {
    trait: 'initiative',
    step: 0.1,
    pattern:
      /열정|적극|주도|빠른 실험|도전|추진|실행력|돌려보|즉시|본능|서두르|\bpassion|\benerg|\bproactiv|\bbold|\bdriven\b|\beager|\binitiative|\bhands-on|\bimpatien/iu,
  },
  {
    trait: 'initiative',
    step: -0.1,
    pattern:
      /조용|과묵|말수가|말이 적|소극|내향|차분|\bquiet|\breserved|\bintrovert|\bshy\b|\bcalm|\bsoft-spoken|\bseldom speaks/iu,
  },
];

function traitsOf(card: Stated, { personality, philosophy }: Lines) {
  const texts = [
    ...sentencesOf(card.personality ?? '').flatMap((sentence) =>
      sentence.split(/[,，]/u).map((text) => ({ from: 'personality', text, line: personality })),
    ),
    ...card.growthAreas.map(({ text, line }) => ({ from: 'growthAreas', text, line })),
    ...card.strengths.map(({ text, line }) => ({ from: 'strengths', text, line })),
    ...sentencesOf(card.philosophy ?? '').map((text) => ({ from: 'philosophy', text, line: philosophy })),
    ...card.messages.map(({ text, line }) => ({ from: 'messages', text, line })),
  ];
  const because: Inference[] = texts.flatMap(({ from, text, line }) =>
    TRAIT_WORDS.flatMap(({ trait, step, pattern }) => {
      const found = pattern.exec(text);
      // How they talk of a matter is no trait of theirs, except that they go ahead.
      if (found === null || (from === 'messages' && (trait !== 'initiative' || step < 0))) return [];
      const isNegated = NEGATED.test(text.slice(found.index));
      if (isNegated && step < 0) return [];
      const weight = isNegated ? -step : step;
      return [{ of: `traits.${trait}`, from, text: shortened(text), weight, line }];
    }),
  );
  const level = (trait: string) => {
    const sum = because.filter(({ of }) => of === `traits.${trait}`).reduce((total, { weight }) => total + weight, 0);
    return Math.round(Math.min(0.9, Math.max(0.1, 0.5 + sum)) * 100) / 100;
  };
  return { value: { readiness: level('readiness'), initiative: level('initiative') }, because };
}

/** Trust in somebody whom they leave a matter to, and in everyone else. */
const TRUSTED = 0.8;
const NEUTRAL = 0.5;

function relationshipsOf({ messages, dependencies }: Stated) {
  const { register, because } = registerOf(messages);
  const everyone = { ko: register === 'plain' ? '다들' : '여러분', en: 'everyone' };
  const people = [...new Set(dependencies.map(({ on }) => on))];
  const value: Persona['relationships'] = people.map((on) => {
    const own = registerOf(messages.filter(({ to }) => to === on.toLowerCase()));
    const level = own.because.length > 0 ? own.register : register;
    return { to: on.toLowerCase(), address: addressOf(on, level), register: level, trust: TRUSTED };
  });
  value.push({ to: '*', address: everyone, register, trust: NEUTRAL });
  return { value, because };
}

const addressOf = (name: string, register: Register) => ({
  ko: register === 'plain' ? name : `${name}님`,
  ...(/\p{Script=Hangul}/u.test(name) ? {} : { en: name }),
});

/** Calculators that a card's own words bring to the table. */
const TOOL_WORDS: readonly (readonly [string, RegExp])[] = [
  ['diagnose_loss_curve', /loss ?curve|손실 ?곡선|학습 ?곡선 진단/iu],
  ['design_experiment', /실험 ?설계|experiment(?:al)? design|design of experiments|A\/B 테스트 설계/iu],
  ['mixture_shift', /데이터 (?:믹싱|혼합|배합) ?비율|data mix(?:ing|ture)/iu],
  ['communication_share', /all-?reduce|집합 통신|통신 병목|collective communication|\bNCCL\b/iu],
];

function toolsOf({ frameworks, strengths, specialization }: Stated) {
  const texts = [
    ...frameworks.map(({ name, text, line }) => ({ from: 'frameworks', text: `${name}\n${text}`, line })),
    ...strengths.map(({ text, line }) => ({ from: 'strengths', text, line })),
    ...specialization.map((text) => ({ from: 'specialization', text, line: 1 })),
  ];
  const because = TOOL_WORDS.flatMap(([tool, pattern]): Inference[] => {
    const place = texts.find(({ text }) => pattern.test(text));
    if (place === undefined) return [];
    const row = place.text.split('\n').findIndex((line) => pattern.test(line));
    const text = shortened(place.text.split('\n')[row] ?? '');
    return [{ of: `tools.${tool}`, from: place.from, text, weight: 0, line: place.line + Math.max(0, row - 1) }];
  });
  return { value: because.map(({ of }) => of.slice('tools.'.length)), because };
}

/** `그` stands for a person at the head of a word only: not in 로그는, 플래그가, 버그의. */
const HE = /(?<!\p{Script=Hangul})그[는의가]|\bhe\b|\bhis\b|\bhim\b/giu;
const SHE = /그녀|\bshe\b|\bher\b/giu;

/** By the words that stand for a person most often, where one kind clearly does. */
function pronounIn(text: string): { value: Persona['pronoun']; because: Inference[] } {
  const he = [...text.matchAll(HE)];
  const she = [...text.matchAll(SHE)];
  const [value, first] =
    she.length > 2 * he.length
      ? (['she', she[0]] as const)
      : he.length > 2 * she.length
        ? (['he', he[0]] as const)
        : [];
  if (value === undefined || first === undefined) return { value: 'they', because: [] };
  const line = text.slice(0, first.index).split('\n').length;
  return {
    value,
    because: [{ of: 'pronoun', from: 'text', text: shortened(text.split('\n')[line - 1] ?? ''), weight: 0, line }],
  };
}

/** Words of the prose -> word of the router; the first that fits, narrower ones first. */
const TOPIC_WORDS: readonly (readonly [RegExp, string])[] = [
  [/하드웨어|hardware|커널|kernel|gpu|cuda|마이크로아키텍처|micro-?architecture/iu, 'hardware'],
  [/인프라|infra/iu, 'ml-infrastructure'],
];

/** The router's word for a topic stated in prose; a topic that it has no word for is its own word. */
function topicWord(topic: string): string {
  return TOPIC_WORDS.find(([pattern]) => pattern.test(topic))?.[1] ?? topic;
}
