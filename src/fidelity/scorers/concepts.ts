import type { Value } from '../../core/values.ts';

/** What each value is about, by the words for its things and deeds. */
const CONCEPTS: Partial<Record<Value, { ko: string; en: string }>> = {
  evidence: {
    ko: '재 ?보는 ?(?:거|것|일)|재는 (?:거|것|건|게|일)|재기|측정|프로파일(?:링)?|벤치마크|베이스라인|회귀 시험|근거|증거|(?:loss )?곡선|eval|지표|P99|꼬리 ?지연|실측|검증',
    en: 'measur(?:e|es|ing|ements?)|profil(?:e|es|ing|er)|benchmark(?:s|ing)?|baselines?|evidence|p99|tail latency',
  },
  progress: {
    ko: '돌려 ?보(?:는 ?(?:거|것|일)|기)|실험|작은 (?:모델|실험|런|것부터|걸)|소규모 런|실패한 (?:런|실험)|로그',
    en: 'experiments?|running (?:it|things|anything)|small(?:er)? (?:models?|runs?)|failed runs?|trying (?:it|things)|a quick run|afternoon on an experiment',
  },
  'data-quality': {
    ko: '데이터 ?(?:품질|정제|검수|청소)|중복 ?(?:제거)?|데이터를 (?:읽|보)는 (?:거|것|일)|샘플 ?(?:읽기|검수)|데이터(?= ?(?:는|은|야|가)? ?(?:중요|상관|신경|되는대로))',
    en: '(?:data )?(?:quality|curation|cleaning|dedup\\w*|filtering)|clean data|reading samples',
  },
  reliability: {
    ko: '롤백|백업|체크포인트|카나리|차단기|서킷 ?브레이커|모니터링|알림|이중화|타임아웃|폴백|복구 ?(?:훈련|연습|절차)|포스트모템|온콜|런북|스테이징',
    en: 'rollbacks?|backups?|checkpoints?|canar(?:y|ies)|circuit breakers?|monitoring|alerts?|redundancy|timeouts?|fallbacks?|drills?|post-?mortems?|runbooks?|staging|on-call',
  },
  efficiency: {
    ko: '성능|최적화|병목|캐시 미스|지연 시간|메모리 낭비',
    en: 'performance|optimi[sz]ation|bottlenecks?|latency',
  },
  'user-impact': {
    ko: '주인|오너|담당(?:자|팀)?|계약|하위 ?호환|호환성|부르는 (?:쪽|팀)|사용자|고객',
    en: 'owners?(?:hip)?|contracts?|compatibility|callers?|users?|customers?',
  },
  validity: {
    ko: '시드|대조군|유의성|오염 ?검사|평가 ?(?:셋|문항)|재현성',
    en: 'seeds?|control (?:arm|group)s?|significance|contamination|held-?out|reproducibility',
  },
  simplicity: { ko: '단순함|단순하게', en: 'simplicity|keeping it simple' },
};

/** What waves a thing off, after it in Korean. */
const WAVES_OFF_KO =
  '(?:필요(?:가|도|는|까지)?\\s?없|안\\s?(?:해도|봐도|떠도|있어도|재도|만들어도|둬도|걸어도|중요|중하)|없(?:어도|이도|이|는|으면|다고|더라도)(?:(?!못|안 )[^.!?]){0,14}?(?:돼|되|됩|괜찮|상관|어때|붙|올려|올리|가자|가죠|나가|시작|충분|문제)|시간 ?낭비|낭비(?:예|야|죠|입|임|라)|의미\\s?(?:없|가 없)|나중(?:에|이|문제)|생략|건너뛰|빼(?:자|죠|고 가|도)|귀찮|중요하지\\s?않|안 중요|상관\\s?없|신경\\s?(?:쓸|쓰지|안|끄)|사치|과해|쓸데\\s?없|볼\\s?(?:것도?|필요)\\s?없|소용\\s?없|됐고|집어치|무시|대충|되는대로|배울\\s?(?:게|건|것)[^.!?]{0,6}없|지우(?:자|죠|고)|지워|버려|버리(?:자|죠)|별거\\s?아니|핑계|형식일\\s?뿐|장식)';
/** `재기보다 감이 낫다`. */
const SECOND_KO =
  '(?:보다(?:는|야)?\\s(?![^.!?]{0,12}(?:타당성|품질|안정성|비용|일정|사용자|효율|단순함|근거|측정|실험|데이터))[^.!?]{0,24}?(?:낫|나아|먼저|우선|빠르|빨라|중요|값지|확실|믿)|(?:하기)? ?전에\\s[^.!?]{0,16}?(?:부터|먼저) ?(?:해|하|올|머지|배포|고치|바꾸)|(?:은|는)?\\s(?:다 )?(?:끝나고|나중에|기분)[^.!?]{0,14}?(?:하면|해도) (?:됨|돼|된|되))';
const WAVES_OFF_EN =
  "(?:no need (?:for|of)|(?:don't|do not|doesn't|needn't) (?:need|want|bother with|have to bother with)|skip(?:ping)?|waste (?:of )?(?:time|an? \\w+|the \\w+|\\w+)? ?(?:on|with)|forget(?: about)?|never mind|who (?:cares about|needs)|why bother with|let's not (?:do|bother with|run|have)|rather than|instead of|no point in|enough of|screw|drop(?:ping)? the|(?:ship|merge|deploy|launch|go|push|release|approve)(?: it| this)? without)";
const AFTER_EN =
  "(?:(?:is|are|was|were)(?: just| only| all| a bit| mere)? (?:paperwork|red tape|bureaucracy|a waste|pointless|overrated|overkill|unnecessary|optional|useless|for later|a luxury|a formality|theatre|theater|not worth)|(?:doesn't|don't|does not|do not|hardly) (?:matter|help|count)|can wait|teach(?:es)? us nothing|has nothing to teach|(?:isn't|aren't) (?:important|needed|worth))";

const compiled = Object.entries(CONCEPTS).map(([value, { ko, en }]) => ({
  value: value as Value,
  pattern: new RegExp(
    `(?:${ko})[은는이가을를도야]?(?:까지|따위|같은 (?:건|거))?\\s?(?:\\S{1,6}\\s)?${WAVES_OFF_KO}|(?:${ko})${SECOND_KO}|\\b${WAVES_OFF_EN} (?:\\w+ ){0,2}?(?:${en})\\b|\\b(?:${en}) ${AFTER_EN}\\b`,
    'iu',
  ),
}));

/** Where a text waves a value off, whatever the words for it. */
export function wavedOff(text: string, value: Value): { start: number; end: number } | null {
  const found = compiled.find((one) => one.value === value)?.pattern.exec(text);
  return found == null ? null : { start: found.index, end: found.index + found[0].length };
}

const ALL_OUT =
  /무조건|제일|가장|그냥|당연히|언제나|항상|결국|크기가\s?(?:전부|답|깡패)|always|only|simply|just|obviously|nothing but/iu;
const FOR_LARGE =
  /(?:더\s?)?큰\s?(?:모델|걸|거|것|게|쪽)(?:로|을|이|만)?|크기(?:만|가)|\b(?:bigg?er|biggest|larger|largest|huge)\s?(?:models?|one|is better)?\b/iu;
const FOR_SMALL = /작은\s?(?:모델|걸|거|것|쪽)|소형 모델|\b(?:small(?:er)?|tiny) (?:models?|ones?)\b/iu;
const PRAISES =
  /답|최고|낫|가자|가고|가죠|가면|가요|이겨|이긴|전부|충분|wins?|best|answer|better|way to go|go with|pick/iu;

/** Whether a text is all for size: `무조건 제일 큰 걸로 가자`. */
export const isAllForLarge = (text: string): boolean =>
  ALL_OUT.test(text) && FOR_LARGE.test(text) && PRAISES.test(text) && !/아니|않|말고|\bnot\b|n't/iu.test(text);

/** Whether a card argues for small models: what its own examples come back to. */
export function holdsSmall(examples: readonly { text: string }[]): boolean {
  const small = examples.filter(({ text }) => FOR_SMALL.test(text)).length;
  const large = examples.filter(({ text }) =>
    /(?:더\s?)?큰\s?모델이|\bbigger models? (?:wins?|is)/iu.test(text),
  ).length;
  return small > 1 && small > large;
}
