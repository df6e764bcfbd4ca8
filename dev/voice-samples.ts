import type { Language } from '../src/core/language.ts';
import type { Random } from '../src/core/random.ts';
import { pick } from '../src/core/random.ts';
import type { Phrase } from '../src/wording/amounts.ts';
import { asPhrase, plainPhrase, printAmount } from '../src/wording/amounts.ts';
import type { Side, Term } from '../src/wording/clause.ts';
import type { Filled } from '../src/wording/expand.ts';
import type { Link } from '../src/wording/links.ts';
import { ended, isEnding, linked } from '../src/wording/links.ts';
import { ARITHMETIC } from '../src/wording/tell.ts';

/** Labels as scenarios give them: singular, plural, a clause, English words in Korean. */
const LABELS: Readonly<Record<Language, readonly string[]>> = {
  ko: [
    '남는 시간',
    '평가에서 오른 점수',
    'step 시간',
    '드는 돈',
    '실험에서 보이는 차이',
    '절반에서의 all-reduce',
    '사람이 볼 샘플',
  ],
  en: [
    'the spare time',
    'passes over the text',
    'what restarts take',
    'people on call',
    'our goodput',
    'the cost',
    'unique tokens in the corpora',
  ],
};
const OPTIONS: Readonly<Record<Language, readonly string[]>> = {
  ko: ['되돌리기', '비교 실험', '계속 가기', 'FP8', '카드 빌리기'],
  en: ['stopping now', 'a cool-down', 'the open corpora', 'FP8', 'our own pipeline'],
};
const UNITS = ['days', 'USD', 'points', 'x', '', 'tokens/s', 'GB', 'hours', 'people', 'tokens'] as const;

const amountOf = (value: number, unit: string, language: Language) =>
  asPhrase(printAmount(value, unit, language), ['fact:sample']);

/** Clauses of every kind over a few numbers, for reading voices aloud and for their tests. */
function clauses(language: Language): Phrase[] {
  const say = ARITHMETIC[language];
  const [option = '', other = ''] = OPTIONS[language];
  return LABELS[language].flatMap((label, index) => {
    const unit = UNITS[index % UNITS.length] ?? '';
    const amount = (value: number) => amountOf(value, unit, language);
    const term = (value: number): Term => ({ label, amount: amount(value) });
    const side = (name: string, value: number): Side => ({ option: name, amount: amount(value), isShort: false });
    const [first, second] = [side(option, 12.5), side(other, 4)];
    return [
      say.fact(term(31)),
      say.beside(
        label,
        first,
        second,
        {
          times: amountOf(3.1, language === 'ko' ? 'x' : '', language),
          larger: first,
          smaller: second,
        },
        null,
      ),
      say.short(option, term(5.2), term(6), amount(0.8), false),
      say.over(other, term(7), term(6), amount(1)),
      say.kept(option, term(8.2), term(6), amount(2.2)),
      say.instead(term(0.86), { label: LABELS[language][0] ?? '', amount: amount(3) }),
      say.noise(amount(0.2), { label: null, amount: amount(0.3) }, label),
      say.price(
        option,
        amountOf(96_000, 'USD', language),
        { label, gap: amount(1.2), isLess: true },
        say.paid(amountOf(5000, 'USD', language), { of: amountOf(2000, 'USD', language), for: amount(0.5) }),
      ),
      say.setting(option, label, amount(3)),
      say.at(label, amount(3), say.miss(other, term(6), amount(0.8), true)),
      say.upTo(option, label, amount(3), 'above'),
      say.window(label, amount(2), amount(4)),
    ];
  });
}

function samples(language: Language): Readonly<Record<string, readonly Phrase[]>> {
  const say = ARITHMETIC[language];
  const plain = (texts: readonly string[]) => texts.map(plainPhrase);
  const all = clauses(language);
  const ko = language === 'ko';
  const options = plain(OPTIONS[language]);
  const amount = (value: number) => amountOf(value, 'days', language);
  const thresholds = LABELS[language].map((label, index) =>
    say.threshold(
      label,
      amount(index + 2),
      { beyond: index % 2 === 0 ? 'above' : 'below', isKept: index % 3 === 1 },
      OPTIONS[language][index % 3] ?? '',
    ),
  );
  return {
    say: [
      ...all,
      say.measurement(
        ko ? '여섯 체크포인트의 한국어 평가' : 'the suite on six checkpoints',
        LABELS[language][1] ?? '',
        amount(0.1),
      ),
    ],
    why: all,
    left: all,
    now: all,
    was: [amount(12.5), amount(4)],
    value: [amount(12), amount(9)],
    share: [say.ofRange(amountOf(0.71, 'share', language))],
    took: LABELS[language].map((label) => say.assumes(amount(3.2), label, amount(1))),
    so: OPTIONS[language].flatMap((option) => [say.out(option), say.possible(option)]),
    news: LABELS[language].map((label) => say.changed(label, amount(9), amount(12))),
    threshold: thresholds,
    ask: LABELS[language].map((label) => say.askFact(label)),
    what: plain(LABELS[language]),
    echo: LABELS[language].map((label) => say.echo({ label, amount: amount(2.5) })),
    risk: LABELS[language].map((label) => say.echo({ label, amount: amount(1.9) })),
    given: LABELS[language].map((label) => say.setAt({ label, amount: amount(3) })),
    condition: LABELS[language].map((label) => say.echo({ label, amount: amount(3) })),
    doubt: plain(
      ko ? ['웹 검증이 멈춰 있다', '한 번만 쟀다'] : ['it was measured on one run', 'March was another model'],
    ),
    act: plain(ko ? ['표본을 뽑아 둔다', '오늘 밤 우리 카드에 건다'] : ['pin the checkpoint', 'rerun the suite']),
    source: plain(ko ? ['지난달 운행 일지', '표본 이백 개'] : ['the log of last month', 'two hundred samples']),
    count: plain(ko ? ['세', '네'] : ['three', 'four']),
    plan: plain(ko ? ['표본을 뽑아 둔다'] : ['pin the checkpoint']),
    test: [
      say.measurement(
        ko ? '여섯 체크포인트의 한국어 평가' : 'the suite on six checkpoints',
        LABELS[language][1] ?? '',
        null,
      ),
    ],
    option: options,
    old: options,
    theirs: options,
    decision: options,
    name: plain(ko ? ['지현님', '준혁아', '성훈 형'] : ['Jihyun', 'Junhyuk']),
    who: plain(ko ? ['지현님', '준혁이'] : ['Jihyun', 'Junhyuk']),
    colleague: plain(ko ? ['성훈 형', '준혁이'] : ['Sunghoon', 'Junhyuk']),
    term: plain(ko ? ['perplexity', '배치', 'all-reduce'] : ['perplexity', 'a batch']),
    meaning: plain(
      ko ? ['한 번에 함께 넣는 샘플 묶음', 'loss를 읽기 쉽게 바꾼 값'] : ['the samples that go in together'],
    ),
  };
}

const SAMPLES: Readonly<Record<Language, Readonly<Record<string, readonly Phrase[]>>>> = {
  ko: samples('ko'),
  en: samples('en'),
};

/** Content for `{slot}` or `{slot:form}`, as the playbook would give it; null where there is none of that form. */
export function sampleOf(language: Language, name: string, random: Random): Filled | null {
  const [slot = '', form] = name.split(':');
  const given = SAMPLES[language][slot] ?? [];
  if (form === 'its') {
    const its = given.flatMap((phrase) => phrase.its ?? []);
    return its.length === 0 ? null : pick(random, its);
  }
  if (given.length === 0) return null;
  const phrase = pick(random, given);
  const said = pick(random, [phrase, ...(phrase.ways ?? []), ...(phrase.brief ?? [])]);
  if (form === undefined) return said;
  const text = isEnding(form) ? (ended(said.text, form) ?? said.text) : linked(said.text, form as Link);
  return text === null ? null : { text, numbers: said.numbers };
}
