/** What people say, and the word of the trade that the book reads. Each is another name of one thing; what only goes with a thing has no place here. */
const NAMES: readonly (readonly [says: RegExp, word: string])[] = [
  [/\bset(?:s|ting)? (?:us|me|them|you) back\b/gi, 'cost us'],
  [/\brunway\b/gi, 'budget'],
  [/\bcooling (?:factor|multiplier|overhead factor)|냉방 ?(?:계수|배율)/gi, 'PUE'],
  [/\bthru\b/gi, 'through'],
  [/산술 ?(?:강도|집약도|밀도)|연산 ?(?:집약도|밀도)/g, '연산 강도'],
  [/\b(?:operational|compute) intensity/gi, 'arithmetic intensity'],
  [/능선 ?점|루프라인 ?(?:의 ?)?(?:꺾임|꼭짓점|전환점)|ridge[\s-]?point/gi, 'ridge'],
  [/퍼플렉서티|퍼플렉시티|퍼플렉시|당혹도|혼란도|혼잡도/g, 'perplexity'],
  [/\b(?:training |model |full )?snapshots?\b/gi, 'checkpoint'],
  [/스냅샷|중간 ?저장본/g, '체크포인트'],
  [/글카|그래픽 ?카드|지피유|가속기|그래픽카드/g, 'GPU'],
  [/(?:그래픽|비디오|글카|GPU) ?(?:메모리|램)|브이램/g, 'VRAM'],
  [/미니 ?배치|배치 ?싸이즈/g, '배치'],
  [/\bmini[\s-]?batch/gi, 'batch'],
  [/초안 ?모델|드래프터/g, '드래프트'],
  [/파이프라인 ?거품/g, '파이프라인 버블'],
  [/올 리듀스|전역 ?합산|전체 ?합산 ?통신/g, '올리듀스'],
  [/올 ?[게개]더/g, 'all-gather'],
  [/(?:그라드|그래드|그레디언트|그레이디언트|그라디언트|경사도)(?![가-힣]{3})/g, '그래디언트'],
  [/최적화기|옵티마이져/g, '옵티마이저'],
  [/(?:활성|액티베이션) ?(?:함수 ?출력|값들?|메모리)?(?=[\s을를은는이가도,.?])/g, '활성값'],
  [/파라메터|패러미터|매개 변수/g, '파라미터'],
  [/어텐션 캐시|키 ?값 ?캐시/g, 'KV 캐시'],
  [/\battention cache|\bk\/v cache|\bkey[\s-/]value cache/gi, 'KV cache'],
  [/트레이닝/g, '학습'],
  [/러닝 ?레잇|엘알|학습 ?속도율/g, '학습률'],
  [/컨텐츠 ?길이|콘텍스트|컨텍 ?길이/g, '컨텍스트'],
  [/양자 ?화|퀀타이즈|퀀타이제이션|퀀트(?=[\s하해로된])/g, '양자화'],
  // Of one shape with those of 3.1.
  [/(?:llama|라마)[\s_-]*3(?:\.[03])?[\s_-]*(8|70)[\s_-]?b(?![a-z])/gi, 'Llama 3.1 $1B'],
  [/어큐뮬?레이(?:션|트)|어큠(?:레이션)?|그래드 ?어큠/g, '누적'],
  [/쓰루풋|스루풋|쓰루푿/g, '처리량'],
  [/레이턴시|레이턴스/g, '지연'],
  [/(?:밴드|벤드) ?(?:위스|위드스?|위쓰)/g, '대역폭'],
  [/유틸(?:리제이션|라이제이션|율)?(?![가-힣])/g, '이용률'],
  [/커뮤니케이션/g, '통신'],
  [/인퍼런스/g, '추론'],
  [/(?:리퀘스트|리퀘)(?![가-힣]{2})/g, '요청'],
  [/아웃풋/g, '출력'],
  [/인풋/g, '입력'],
  [/이터레이션/g, '스텝'],
  [/동접자?|동시 ?접속자?|컨커런(?:시|트)/g, '동시 사용자'],
  [/인터커넥트/g, '링크'],
  [/스파(?:스니스|시티|스)/g, '희소'],
  [/(?:보캐뷸러리|보캐블러리)/g, '어휘'],
  [/미세 ?조정/g, '파인튜닝'],
  [/풀 ?(?:튜닝|파튜)/g, '풀 파인튜닝'],
  [/사전 ?학습|프리 ?트레인/g, '학습'],
  [/(?:스탠다드|표준) ?에러/g, '표준오차'],
  [/스탠다드 ?디비에이션|표편(?![가-힣])/g, '표준편차'],
  [/(?:시퀀스|시퀸스) ?렝(?:스|쓰)/g, '시퀀스 길이'],
  [/디케이/g, '감쇠'],
  [/바이트 ?(?:당|마다|하나에) ?(?:연산|플롭|부동소수점 ?연산)(?:량|수)?/g, '연산 강도'],

  [/버짓/g, '예산'],
  [/(?:gpu|GPU) ?아워/g, 'GPU 시간'],
  [/\b(?:tput|thruput|thpt|xput)\b/gi, 'throughput'],
  [/\butil\b/gi, 'utilization'],
  [/\bopt(?:im)?\.? states?\b/gi, 'optimizer states'],
  [/\bacts\b/gi, 'activations'],
  [/\bseq[\s_-]?len(?:gth)?\b/gi, 'sequence length'],
  [/\b(?:B_?(?:noise|simple|crit)|GNS|critical (?:bs|bsz))\b/gi, 'critical batch'],
  [/\bstd\.? ?err(?:or)?\b|\bstderr\b/gi, 'standard error'],
  [/\b(?:stdev|stddev|std\.? dev)\b/gi, 'standard deviation'],
  [/(?<!\d ?)\bppl\b/gi, 'perplexity'],
  [/\bspec(?:ulative)?[\s-]?dec(?:od(?:e|ing))?\b/gi, 'speculative decoding'],
  [/\bxfer\b/gi, 'transfer'],
  [/\bfull[\s-]ft\b/gi, 'full fine-tuning'],
  [/(?:로우|저) ?랭크 ?어댑터/g, 'LoRA 어댑터'],
  [/\blow[\s-]rank adapt(?:er|or|ation)s?\b/gi, 'LoRA adapters'],
];

/** Words that are misspelt more often than others, of at least six letters. */
const WORDS = new Set(
  (
    'accumulation activation activations adapter adapters attention average bandwidth batch batches checkpoint checkpoints chinchilla communication compute ' +
    'concurrent context critical decoding dollars epochs examples gigabytes gradient gradients hidden hours inference intensity latency layers learning length ' +
    'memory microbatch milliseconds minutes model models occupancy optimizer optimizers padding parameter parameters percent perplexity pipeline precision prefill ' +
    'quantization quantized recomputation reference registers replicas requests samples seconds sequence sequences serving shared storage students throughput token ' +
    'trainable every rank ranks hours node nodes cards card bytes weight adapter learning decode micro global answer answers question questions accuracy standard deviation error errors power budget dollar cluster storage network download replica request second minute ' +
    'tokens tokenizer training transfer utilization vocabulary warmup weights'
  ).split(' '),
);
/** Words of their own that look like one of those. */
const OTHERS = new Set(
  'form earn care dose race cares scared eery cadre acre weighs weighed heights lawyers learned leaning trailing straining samplers modeling modelling modeled shaped averages averaged sequenced decoder examplesets persons students padded hiding bathes stores rewarding sharing referenced references preferences inferences transferred transfers quantize quantizes requested requester latencies storages'.split(
    ' ',
  ),
);
const LEAST_LETTERS = 4;
/** In a short word a letter may be missing as well only where it is long enough to be told. */
const LONG = 7;

/** `memroy` -> `memory`: two letters in turn, or, in a long word, one too many or too few. */
function spelt(word: string): string {
  const lower = word.toLowerCase();
  if (lower.length < LEAST_LETTERS || WORDS.has(lower) || OTHERS.has(lower)) return word;
  for (let at = 0; at + 1 < lower.length; at += 1) {
    const turned = `${lower.slice(0, at)}${lower[at + 1]}${lower[at]}${lower.slice(at + 2)}`;
    if (turned !== lower && WORDS.has(turned)) return turned;
  }
  if (lower.length < LONG) return word;
  for (const known of WORDS) {
    if (known[0] !== lower[0] || Math.abs(known.length - lower.length) !== 1 || known.length < LONG) continue;
    // A plural or a tense is no slip.
    const [long, short] = known.length > lower.length ? [known, lower] : [lower, known];
    if (long.startsWith(short)) continue;
    for (let at = 1; at < long.length; at += 1) if (`${long.slice(0, at)}${long.slice(at + 1)}` === short) return known;
  }
  return word;
}

/** A question in the words of the book: other names of a thing become its name, and slips of spelling what was meant. */
export function inBookWords(question: string): string {
  return NAMES.reduce((text, [says, word]) => text.replaceAll(says, word), question).replaceAll(
    /(?<![\w/.-])[a-zA-Z]{4,}(?![\w/])/g,
    spelt,
  );
}
