import type { Language } from '../core/language.ts';

/** What a key measures, told by a word for a unit in it: `deliveryWeeks`, `cardPriceUsd`. */
const UNIT_TOKENS: Readonly<Record<string, 'money' | 'time' | 'size' | 'power' | 'share'>> = {
  ...all('money', 'usd dollar dollars eur krw won'),
  ...all('time', 'ms msec millis sec secs seconds minutes mins min hours hrs days weeks months years quarters'),
  ...all('size', 'gb gib tb tib mb mib kb bytes'),
  ...all('power', 'kw kwh w watts'),
  ...all('share', 'pct percent share fraction'),
};

const ACRONYMS: ReadonlySet<string> = new Set(
  'gpu gpus cpu cpus tpu api llm ux ui io ssd hdd ram vram hbm nvme db sql qps rps sla slo ml ai hw os vm qa ci id ids ann bm25 moe mfu rtx oom rag'.split(
    ' ',
  ),
);
const SPELT: Readonly<Record<string, string>> = {
  oncall: 'on-call',
  gen: 'generation',
  avg: 'average',
  util: 'utilisation',
  sec: 'second',
  hr: 'hour',
  min: 'minute',
  num: 'number of',
  req: 'requests',
  reqs: 'requests',
};
const PRICES: ReadonlySet<string> = new Set(
  'price cost costs rent fee fees budget spend bill salary saving savings license licence'.split(' '),
);
const DURATIONS: ReadonlySet<string> = new Set(
  'latency time duration downtime delay age uptime window interval deadline lag recovery lead wait retention'.split(
    ' ',
  ),
);
const MEMORIES: ReadonlySet<string> = new Set(
  'vram ram memory disk storage hbm bandwidth size capacity footprint traffic'.split(' '),
);
/** Said before their noun: `dedupMissing` is missing dedup. */
const PARTICIPLES: ReadonlySet<string> = new Set(
  'missing failed wasted broken unused idle lost skipped unlabelled unlabeled duplicated stale'.split(' '),
);

function all<T>(kind: T, words: string): Record<string, T> {
  return Object.fromEntries(words.split(' ').map((word) => [word, kind]));
}

/** The words in a camelCase, snake_case or kebab-case key; a digit stays with the letters before it. */
export function tokensOf(key: string): string[] {
  return (
    key
      .replace(/[_-]+(?=\d)/g, '')
      // A unit that closes the key is one word: `bandwidthGBs`, `modelGB`.
      .replace(/([KMGTP]i?[Bb])(ps|s)?$/, (_, unit: string) => `_${unit.toLowerCase()}`)
      .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
      .replace(/([A-Z]+)([A-Z][a-z])/g, '$1 $2')
      .split(/[\s_.-]+/)
      .filter((token) => token !== '')
      .map((token) => token.toLowerCase())
  );
}

/**
 * A noun phrase for a fact that has no label, from its key and its unit, without an article: `deliveryWeeks` is a delivery
 * time, `gpuHourUsd` the price of a GPU hour. Korean keeps an English word that it has none of its own for.
 */
export function labelFor(key: string, unit: string, language: Language): string {
  if (!/^[\p{Script=Latin}\p{N}_.-]+$/u.test(key)) return key.replace(/[_-]+/g, ' ');
  const tokens = tokensOf(key);
  const per = tokens.indexOf('per');
  if (per > 0 && per < tokens.length - 1) return perLabel(tokens.slice(0, per), tokens.slice(per + 1), language);
  const last = tokens.at(-1) ?? '';
  const kind = tokens.length > 1 ? UNIT_TOKENS[last] : undefined;
  const rest = kind === undefined ? tokens : tokens.slice(0, -1);
  return language === 'ko' ? koreanLabel(rest, kind) : englishLabel(rest, kind, unit);
}

function englishLabel(rest: readonly string[], kind: string | undefined, unit: string): string {
  const head = rest.at(-1) ?? '';
  const words = rest.map(spelt).join(' ');
  switch (kind) {
    case 'money':
      if (rest.some((token) => PRICES.has(token))) return words;
      if (/^(hour|day|week|month|year|minute|second)$/.test(head) && rest.length > 1)
        return `price of ${article(words)} ${words}`;
      return unit.includes('/') ? `${words} price` : `${words} cost`;
    case 'time':
      if (DURATIONS.has(head)) return words;
      return rest.length === 1 ? `${words} time` : `time for ${words}`;
    case 'size':
      return MEMORIES.has(head) ? words : `${words} size`;
    case 'share':
      if (/^(rate|ratio|share|accuracy|coverage|precision|recall|agreement|utili[sz]ation)$/.test(head)) return words;
      return `${words} ${/^(errors?|loss|failures?|hit|miss|drop|churn|crash|crashes)$/.test(head) ? 'rate' : 'share'}`;
    default:
      if (rest.length > 1 && PARTICIPLES.has(head)) return `${head} ${rest.slice(0, -1).map(spelt).join(' ')}`;
      // `lostLastYear` of checkpoints are checkpoints lost last year.
      return PARTICIPLES.has(rest[0] ?? '') && /^[a-z]{3,}s$/.test(unit) ? `${unit} ${words}` : words;
  }
}

function perLabel(what: readonly string[], each: readonly string[], language: Language): string {
  const isPriced = UNIT_TOKENS[what.at(-1) ?? ''] === 'money';
  const isMoney = isPriced && what.length === 1;
  const rest = isPriced && !isMoney ? what.slice(0, -1) : what;
  if (language === 'en') {
    const words = isMoney ? 'price' : `${rest.map(spelt).join(' ')}${isPriced ? ' cost' : ''}`;
    return `${words} per ${each.map(spelt).join(' ')}`;
  }
  const before = each.length === 1 ? (EACH[each[0] ?? ''] ?? `${korean(each)}당`) : `${korean(each)}당`;
  return `${before} ${isMoney ? '비용' : `${korean(rest)}${isPriced ? ' 비용' : ''}`}`;
}

function koreanLabel(rest: readonly string[], kind: string | undefined): string {
  const head = rest.at(-1) ?? '';
  const words = korean(rest);
  switch (kind) {
    case 'money':
      if (rest.some((token) => PRICES.has(token))) return words;
      if (/^(hour|day|month|year)$/.test(head) && rest.length > 1)
        return `${korean(rest.slice(0, -1))} ${EACH[head]} 가격`;
      return `${words} 비용`;
    case 'time':
      return DURATIONS.has(head) || head === 'staff' ? words : `${words} 기간`;
    case 'size':
      return MEMORIES.has(head) ? words : `${words} 크기`;
    case 'share':
      return /^(rate|ratio|share|accuracy)$/.test(head) ? words : `${words} 비율`;
    default:
      if (rest.length > 1 && PARTICIPLES.has(head)) return `${korean([head])} ${korean(rest.slice(0, -1))}`;
      return head === 'left' && rest.length > 1 ? `남은 ${korean(rest.slice(0, -1))}` : words;
  }
}

function spelt(token: string): string {
  if (ACRONYMS.has(token))
    return token.toUpperCase().replace(/S$/, (s) => (token.length > 3 && /^(gpus|cpus|ids)$/.test(token) ? 's' : s));
  return SPELT[token] ?? token;
}

const article = (words: string) => (/^[aeiou]/i.test(words) && !/^(one|use|uni)/i.test(words) ? 'an' : 'a');

const EACH: Readonly<Record<string, string>> = {
  year: '연간',
  month: '월간',
  week: '주간',
  day: '하루',
  hour: '시간당',
  minute: '분당',
  min: '분당',
  second: '초당',
  sec: '초당',
  s: '초당',
};

/** Words that a Korean engineer says in Korean; any other stays as it is. */
const KOREAN: Readonly<Record<string, string>> = Object.fromEntries(
  [
    'accuracy 정확도|agreement 일치도|alerts 알림|annual 연간|average 평균|backup 백업|backups 백업|bandwidth 대역폭|batch 배치',
    'budget 예산|bugs 버그|cache 캐시|capacity 용량|card 카드|cards 카드|cluster 클러스터|cost 비용|costs 비용|count 수|current 현재',
    'customers 고객|daily 하루|data 데이터|deadline 기한|delay 지연|delivery 납품|deploy 배포|deploys 배포|device 장비|disk 디스크',
    'downtime 중단 시간|duration 시간|energy 에너지|engineer 엔지니어|engineers 엔지니어|error 오류|errors 오류|eval 평가|event 이벤트|events 이벤트',
    'experts 전문가|failed 실패한|failure 장애|failures 장애|fee 요금|hire 채용|hiring 채용|hit 적중|hours 시간|idle 노는|incident 장애',
    'incidents 장애|items 항목|label 라벨|labels 라벨|labeling 라벨링|labelling 라벨링|latency 지연 시간|left 남은|licence 라이선스|license 라이선스',
    'limit 한도|load 부하|lost 잃은|maintenance 유지보수|max 최대|memory 메모리|migration 마이그레이션|missing 빠진|model 모델|monthly 월',
    'new 새|next 다음|gen 세대|nights 야간 근무|oncall 온콜|on-call 온콜|outage 장애|outages 장애|pages 호출|peak 최대|people 인원|power 전력|price 가격',
    'queries 질의|query 질의|queue 큐|quota 할당량|rate 비율|ratio 비율|recovery 복구|rent 임대료|request 요청|requests 요청|restore 복구',
    'retention 보관|retries 재시도|salary 급여|samples 샘플|saving 절감액|savings 절감액|server 서버|servers 서버|share 비율|size 크기|staff 인력 투입',
    'storage 저장 공간|team 팀|test 테스트|tests 테스트|throughput 처리량|tickets 티켓|time 시간|token 토큰|tokens 토큰|traffic 트래픽',
    'training 학습|unused 안 쓰는|uptime 가동 시간|user 사용자|users 사용자|util 활용률|utilisation 활용률|utilization 활용률|volume 양|wait 대기|week 주',
    'weeks 주|days 일수|months 개월|year 연|yearly 연간|hour 시간|hourly 시간당|month 월|day 하루|wasted 버려진|duplicated 중복된|vendor 업체|vendors 업체',
  ]
    .join('|')
    .split('|')
    .map((pair) => {
      const [word = '', ...ko] = pair.split(' ');
      return [word, ko.join(' ')];
    }),
);

/** English up to the last word that stays English, so that no Korean word is left before one it does not go with. */
function korean(tokens: readonly string[]): string {
  const last = tokens.findLastIndex((token) => KOREAN[token] === undefined);
  return tokens.map((token, index) => (index <= last ? spelt(token) : (KOREAN[token] ?? token))).join(' ');
}
