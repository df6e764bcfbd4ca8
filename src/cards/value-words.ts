import type { Value } from '../core/values.ts';

/** Words that speak for a value, and how plainly they do, from 0 to 1. */
export interface ValueWord {
  value: Value;
  pattern: RegExp;
  plainness: number;
}

const word = (value: Value, source: string, plainness = 1): ValueWord => ({
  value,
  pattern: new RegExp(source, 'iu'),
  plainness,
});

/**
 * What cards of engineers say when they care about something, in Korean and English. A word that every engineer uses
 * (`최적화`, `data`) counts half, so that it decides only where nothing plainer is said.
 */
export const VALUE_WORDS: readonly ValueWord[] = [
  word(
    'progress',
    '(?<!롤백 |복구 |장애 |재해 |모의 |대응 )훈련(?!소)|수렴|스케일링 법칙|사전 ?학습|파인 ?튜닝|모델 성능|\\bpre-?train|\\btraining\\b|\\bconverge|\\bscaling laws?\\b|\\bfine-?tun',
  ),
  word(
    'validity',
    '평가|타당|엄밀|정확성|체계적(?:인)? 분석|편향|통계|정렬\\(|anti-?pattern|\\bevaluat|\\bvalid(?:ity|ate|ation)|\\brigor|\\bcorrectness|\\bbias|\\bstatistic|\\balignment\\b|\\bproof|\\bformal(?:ly|i[sz]e| (?:proof|method|verif|model|spec|analysis))',
  ),
  word(
    'data-quality',
    '데이터 ?(?:품질|다양성|정제|계보|거버넌스|검증|수집|큐레이션)|중복 ?제거|코퍼스|큐레이션|스키마|\\bdata[- ](?:quality|diversity|lineage|governance|validation|curation|contract|integrity)|\\bdedup|\\bcorpus\\b|\\bcorpora\\b|\\bcuration',
  ),
  word('data-quality', '데이터|\\bdata\\b', 0.4),
  word(
    'evidence',
    '실험|측정|벤치마크|프로파일|증명|가설|근거|재현|관측|메트릭|\\bexperiment|\\bmeasur|\\bbenchmark|\\bprofil(?:e|er|ing)\\b|\\bhypothes|\\bevidence|\\breproduc|\\bablation|\\bA/B\\b|\\bobservab|\\bmetrics?\\b|data-driven|데이터 기반|\\bempiric',
  ),
  word(
    'cost',
    '비용|원가|절감|경제성|(?<!에러 )예산|\\bcosts?\\b|\\bcost-|(?<!error )\\bbudget|\\bfinops|\\bpricing|\\bROI\\b|\\beconom',
  ),
  word(
    'schedule',
    '일정|납기|마감|출시|개발 속도|배포 속도|신속|애자일|프로토타입|빠른 (?:실험|반복|개발|출시)|\\bdeadline|\\bschedul|\\bship(?:s|ping)?\\b|\\bvelocity|\\btime[- ]to[- ]market|\\bprototyp|\\bagile|\\bsprint|\\bMVP\\b|\\biterat',
  ),
  word(
    'reliability',
    '신뢰성|안정성|가용성|장애|복구|복원력|롤백|카오스|인시던트|위험|리스크|보안|안전|취약|위협|방어|에러 버짓|무결성|\\breliab|\\bavailab|\\bresilien|\\bSLO|\\bSLA|\\bincident|\\bchaos|\\bfault|\\bfail(?:s|ed|ure|over)?\\b|\\brollback|\\bsecur|\\bsafety|\\brisk|\\bthreat|\\bvulnerab|\\berror budget|\\bredundan|\\bblast radius',
  ),
  word(
    'efficiency',
    '하드웨어|성능|커널|메모리|레이턴시|지연 시간|처리량|대역폭|컴파일러|벡터화|캐시|병렬|양자화|압축|효율|저수준|런타임|연산|\\bhardware|\\bperforman|\\bkernels?\\b|\\bmemory\\b|\\blatency|\\bthroughput|\\bbandwidth|\\bcompil|\\bSIMD\\b|\\bcach(?:e|ing)|\\bparallel|\\bquanti[sz]|\\bcompress|\\befficien|\\blow-level|\\bruntime|\\bGPU|\\bCPU|\\bMLIR|\\bLLVM',
  ),
  word('efficiency', '최적화|\\boptimi[sz]|빠르|\\bfast', 0.4),
  word(
    'simplicity',
    '단순|간결|미니멀|깔끔|유지 ?보수|가독성|코드 품질|리팩터|리팩토링|기술 부채|모듈|추상화|\\bsimpl[ei]|\\bminimal|\\bclean\\b|\\bmaintainab|\\breadab|\\bcode quality|\\brefactor|\\btechnical debt|\\bmodular|\\belegan|우아함',
  ),
  word(
    'user-impact',
    '사용자|고객|사용성|접근성|인간|공감|제품|비즈니스|경험 디자인|다국어|\\busers?\\b|\\bcustomer|\\bUX\\b|\\busab|\\baccessib|\\bempath|\\bproduct\\b|\\bbusiness|\\bhuman|\\bmultilingual|\\bdesign thinking',
  ),
];
