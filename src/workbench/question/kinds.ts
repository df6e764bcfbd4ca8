import type { Dimension, Per } from './measures.ts';

/** A text in both languages. */
export interface Words {
  ko: string;
  en: string;
}

export interface Kind extends Words {
  /** What a number of it may be said in, its own dimension first. */
  dimensions: readonly Dimension[];
  /** Words beside a number that make it one of these. */
  words?: RegExp;
  /** Each of which it is counted for; a number without one of them is hardly of this kind. */
  per?: readonly Per[];
  /** How much its words count, 1 where nothing is said. */
  weight?: number;
  /** What it has over others that are asked for in the same words. */
  first?: number;
  /** Words that the question has to have for a number to be of this kind. */
  only?: RegExp;
  /** Of all together, and so not each. */
  whole?: true;
  /** Words that make it something else. */
  not?: RegExp;
  /** Scales in which it is usually said. */
  scales?: RegExp;
  least?: number;
  most?: number;
  /** Between which it mostly lies. */
  usual?: readonly [number, number];
  /** Words anywhere in the question that make a plain number without a word of its own likely to be one. */
  sole?: RegExp;
  /** How likely it is by its dimension alone. */
  prior?: number;
  /** Words by which it is asked for, where they are not those beside a number; without either nobody asks for it. */
  asked?: RegExp;
  /** Words that must stand somewhere in the question for it to be asked for. */
  topic?: RegExp;
  /** Words in a question that is about something else. */
  never?: RegExp;
  /** Whether a number without one of `per` is none of this kind. */
  must?: true;
  /** Asked for only where its words are: what lies between two things is not one of them. */
  named?: true;
  /** Asked for only where its unit is: "how many times", "what share". */
  byUnit?: true;
  /** Too much of a guess to ask back for. */
  inner?: true;
  /** Words by which the table of cards or models is asked for it. */
  sheet?: RegExp;
}

const kind = (
  dimensions: Dimension | readonly Dimension[],
  ko: string,
  en: string,
  more: Partial<Kind> = {},
): Kind => ({
  dimensions: typeof dimensions === 'string' ? [dimensions] : dimensions,
  ko,
  en,
  ...more,
});

const BATCH = /batch|\bbs\b|bsz|배치/;
const TRAIN = /train|학습|훈련|\brun\b|튜닝|tun(?:e|ing)|\bsft\b|finetun|돌리|돌릴|굴리/;
const LINK =
  /\bnics?\b|\bib\b|infiniband|ethernet|\blink|network|nvlink|pcie|roce|interconnect|\bbus|wire|fabric|inter-?node|between|all-?reduce|회선|링크|네트워크|통신|이더넷|인피니밴드|랜카드|노드 ?간|버스/;
const STORAGE =
  /disk|storage|\bnfs\b|nvme|\bssd|\bs3\b|lustre|\bread|writ|file ?system|upload|download|copy|object store|스토리지|디스크|저장|읽|쓰기|쓴|다운로드|업로드|복사|전송/;
/** Something stops working. */
const FAILS =
  /mtbf|mean time|fail|\bdie[sd]?\b|dying|dead|break|broke|crash|interrupt|go(?:es)? down|falls? over|고장|장애|죽|뻗|다운|뻑|나가떨/;
const SERVE =
  /\bstays?\b|remain|머무|머물|\bmean\b|\bavg\b|average|평균|\breqs?\b|request|quer|latency|service|\bsvc|serv|respon|repl(?:y|ies)|call|requests?|요청|응답|처리|서비스|지연|답변|쿼리/;
const ACCURACY =
  /acc(?:uracy)?\b|score|pass|win|success|baseline|correct|rate|정확도|정답률|점수|승률|성공률|통과율|베이스라인|기존|현재|나옴|나온|찍/;
/** Gradients of several passes before one step. */
const CRITICAL =
  /critical[\s-]batch|noise scale|b_?crit\b|bcrit|임계 ?배치|(?:그래디언트|기울기)? ?노이즈 ?스케일|노이즈로 잰/;
/** Rows of tokens that are filled up. */
export const PADDED =
  /^(?=[\s\S]*(?:tokens?|seq|samples?|examples?|\brows?\b|batch|토큰|시퀀스|샘플|예제|행|배치))[\s\S]*(?:padd|패딩)/;
export const POWER_LAW = /power[\s-]?law|멱 ?법칙|거듭제곱 ?(?:법칙|꼴|함수)/;
const GATHERED =
  /accum\w*|grad[\s_-]?acc\w*|\bga\b|backward passes|forward passes|micro-?(?:batch(?:es)?|steps?) (?:per|before|for each)|before (?:each|every|an?|the|we step|stepping|we'?re)[^.?!]{0,20}(?:update|step)|누적|모아서|모은 다음/;
/** Tuned against a frozen copy of the model. */
export const REFERENCED = /\b(?:dpo|ipo|kto|grpo|ppo|rlhf)\b|reference (?:model|policy)|레퍼런스|참조 ?모델/;
const LORA = /lora|adapter|어댑터|로라/;

/** What the forward pass keeps for the backward one. */
const STORED =
  /activ|활성|(?:saved|stored|kept|layer) (?:inputs?|tensors?|intermediates?)|inputs? (?:of|to) [a-z0-9 ]{0,20}layers?|layer'?s? inputs?|intermediates?\b|중간 ?(?:값|결과|텐서)|층 ?입력|레이어 ?입력|순전파[^.?!]{0,16}(?:쌓|저장|텐서|남)/;
/** What is bought pays for what would be rented. */
const BREAK_EVEN = /본전|손익 ?분기|break[\s-]?even|pays? (?:for itself|off)|paid off|회수/;
const DISTILS = /distil|증류/;
/** Tiles of a matrix product, and none of a floor. */
export const TILED =
  /^(?=[\s\S]*(?:gemm|matmul|matri|kernel|\bsms?\b|wave|output|§|행렬|커널|웨이브|출력|곱))[\s\S]*(?:tile|타일)/;
const PER_CARD =
  /per[\s-](?:gpu|card|device|rank)|each (?:gpu|card|device|rank)|a (?:gpu|card)\b|장당|카드당|gpu당|카드마다|장마다|한 ?장에/;
/** Of all of them together none is what is asked. */
const TOGETHER =
  /weights?\b[^.?!]{0,30}(?:master|moments)|가중치[^.?!]{0,24}(?:마스터|모멘트)|(?:weights?|가중치|베이스)[^.?!]{0,12}(?:adapters?|어댑터)|(?:weights?|가중치|파라미터|웨이트)[^.?!]{0,16}(?:grad|그래디|그라디|기울기)|(?:grad\w*|그래디언트)[^.?!]{0,16}(?:optim|adam|옵티|아담)/;

/** Everything that a number of a question may be, or that a rule gives. */
export const KINDS = {
  // --- the model
  params: kind(['parameters', 'large'], '파라미터 수', 'parameters', {
    words: /model|param|dense|llm|weights?\b|llama|qwen|mistral|total|altogether|모델|파라미터|짜리|급/,
    ...{
      least: 1e6,
      most: 1e14,
      prior: 1,
      usual: [1e8, 1e13],
      scales: /^(?:b|bn|billion|억|십억|백억|m)$/,
      not: /(?<!q)lora|adapter|trainable|activ(?!ation)|활성(?!값|화)|used (?:per|for (?:each|every|a)) tok|어댑터/,
    },
    asked:
      /(?:how (?:big|large)|what size|size)[^.?!]{0,16}model|model size|(?:largest|biggest) model|가장 큰 모델|최대 모델|params?\b|parameters?\b|모델 ?(?:크기|사이즈)|파라미터|얼마나 큰 모델/,
  }),
  activeParams: kind(['parameters', 'large'], '토큰 하나가 쓰는 파라미터 수', 'active parameters', {
    words: /activ(?!ation)|활성(?!값|화)|used (?:per|for (?:each|every|a)) tok|per token|토큰마다|토큰당/,
    only: /\bmoe\b|mixture|expert|activ(?!ation)|전문가|활성/,
    ...{ least: 1e6, prior: 0.3, inner: true },
  }),
  trainable: kind(['parameters', 'large'], '학습 파라미터 수', 'trainable parameters', {
    words:
      /(?<!q)lora(?:[\s-]?param\w*| ?파라미터)?|adapter(?:[\s-]?param\w*)?|trainable|학습 ?(?:되는|할)? ?파라미터|어댑터|학습가능/,
    ...{ least: 1e4, most: 1.5e9, prior: -1 },
    asked: /trainable|lora|adapter|param|학습 ?(?:되는|하는|할)? ?(?:파라미터|매개변수)|파라미터|어댑터/,
    topic: LORA,
  }),
  usualWidth: kind('bare', '그 크기에 흔한 히든 크기', 'hidden size usual at that size', { inner: true }),
  usualAdapters: kind('parameters', '모든 선형 층에 단 어댑터', 'adapters on all linear layers', { inner: true }),
  layers: kind(['layers', 'bare', 'blocks'], '층', 'layers', {
    words: /layers?\b|(?:transformer |decoder )?blocks?\b|블록|n_layers?|depth|레이어|층/,
    most: 1000,
    sheet: /layers?\b|레이어|층/,
  }),
  heads: kind(['heads', 'bare'], '헤드', 'heads', {
    words: /(?:query |attention |\bq )?heads?\b(?! ?_?dim)(?! of\s)|n_heads?|헤드/,
    ...{ most: 1000, sheet: /(?<!kv[\s_-])(?<!k\/v )heads?\b(?! (?:size|dim))|(?<!kv ?)헤드(?! ?(?:크기|차원))/ },
  }),
  kvHeads: kind(['heads', 'bare'], 'KV 헤드', 'KV heads', {
    words: /(?:kv|k\/v|key[\s-]?value)[\s_-]*(?:heads?(?! of\s)|헤드)|gqa|n_kv\w*|groups?|mqa|헤드/,
    ...{ most: 1000, sheet: /(?:kv|k\/v|key[\s-]?value)[\s_-]*(?:heads?|헤드)/ },
  }),
  headDim: kind('bare', '헤드 크기', 'head size', {
    words: /heads? of|head[\s_-]*(?:dim\w*|size)|d_head|dim(?:ension)?s?\b|헤드 ?(?:차원|크기|dim\w*)|차원/,
    ...{ least: 8, most: 1024, sheet: /head[\s_-]*(?:dim\w*|size)|헤드 ?(?:차원|크기)/ },
  }),
  hidden: kind('bare', '히든 크기', 'hidden size', {
    words: /hidden|d_?model|model dim|embed\w* (?:dim|size)|\bwidth|히든|은닉|모델 차원|임베딩/,
    ...{ least: 64, sheet: /hidden|d_?model|히든|은닉/ },
  }),
  ffn: kind('bare', 'FFN 크기', 'feed-forward size', {
    words: /ffn|intermediate|\bmlp|d_?ff|feed-?forward|중간/,
    least: 64,
  }),
  vocab: kind(['bare', 'large', 'items', 'tokens'], '어휘 크기', 'vocabulary', {
    words: /vocab|어휘|보캡|보카브|사전/,
    ...{ weight: 1.5, least: 100, most: 1e7, prior: -1, sheet: /vocab|어휘/ },
  }),
  rank: kind('bare', 'rank', 'rank', { words: /\branks?\b|\br\b ?[=:]?|랭크/, most: 4096 }),
  matrices: kind(['matrices', 'bare'], '어댑터를 단 행렬 수', 'adapted matrices a layer', {
    words: /matri|project|modules?|행렬|모듈|q_?proj|qkvo/,
    most: 100,
  }),
  matrixIn: kind('bare', '행렬의 입력 크기', 'inputs of a matrix', { inner: true }),
  matrixOut: kind('bare', '행렬의 출력 크기', 'outputs of a matrix', { inner: true }),
  // --- formats
  bits: kind(['bits', 'bare'], '가중치 비트', 'bits a weight', {
    words: /bits?\b|bpw|양자화|quanti|비트/,
    ...{
      least: 0.5,
      most: 64,
      prior: 0.3,
      per: ['parameter'],
      not: /adam|optim|옵티|kv\b|cache|캐시|constants? add|adds?\b/,
    },
    asked: /bits? (?:per|a|for each|each|\/) ?(?:weight|param)|bpw|몇 ?비트/,
  }),
  effectiveBits: kind('bits', '가중치당 실제 비트', 'bits a weight with scales', {
    asked: /effective|average|bits? (?:per|a|\/)|실효|평균|실제|비트/,
    topic: /group|block|그룹|블록/,
  }),
  groupSize: kind(['bare', 'items'], '그룹 크기', 'group size', {
    words: /group|block|그룹|블록/,
    only: /quant|nf4|int4|fp4|int8|group|awq|gptq|양자화|그룹|4[\s-]?bit|4비트/,
    ...{ least: 8, most: 4096 },
  }),
  scaleBits: kind('bits', '그룹마다 드는 비트', 'bits a group', {
    words: /scale|zero|스케일|제로/,
    per: ['group'],
    inner: true,
  }),
  oldBits: kind('bits', '원래 비트', 'bits before', { inner: true }),
  bytesPerParam: kind('bytes', '파라미터당 바이트', 'bytes a parameter', {
    per: ['parameter'],
    most: 64,
    asked: /bytes? (?:per|a|\/) ?param|파라미터당/,
    topic: /bytes? (?:per|a|\/) ?param|파라미터당 ?(?:몇 ?)?바이트/,
  }),
  weightB: kind('bytes', '가중치 바이트', 'bytes of weight', {
    words: /weight|가중치/,
    per: ['parameter'],
    most: 4,
    inner: true,
  }),
  gradB: kind('bytes', '그래디언트 바이트', 'bytes of gradient', {
    words: /grad|그래디|그라디|기울기/,
    per: ['parameter'],
    most: 4,
    inner: true,
  }),
  momentsB: kind('bytes', '모멘트 바이트', 'bytes of moments', { inner: true }),
  optimizerB: kind('bytes', '옵티마이저 바이트', 'bytes of optimizer', {
    words: /optim|adam|moment|state|옵티마이저|모멘트/,
    ...{ per: ['parameter'], most: 12, inner: true },
  }),
  kvB: kind('bytes', 'KV 값 바이트', 'bytes a key or value', { inner: true }),
  // --- memory
  kvPerToken: kind('bytes', '토큰당 KV 캐시', 'KV cache a token', {
    words: /kv|cache|캐시/,
    ...{
      per: ['token'],
      asked: /kv|cache|캐시|키.{0,3}밸류|per[\s-]?tok|토큰당/,
      topic: /(?:per|each|a|\/|one|every)[\s-]?tok|토큰(?:당|마다| ?하나|별)/,
    },
  }),
  kvBytes: kind('bytes', 'KV 캐시', 'KV cache', {
    words: /kv|cache|캐시/,
    prior: -1,
    asked: /kv|cache|캐시|키.{0,3}밸류/,
    topic: /kv|cache|캐시|키.{0,3}밸류/,
  }),
  weightBytes: kind('bytes', '가중치', 'weights', {
    never: TOGETHER,
    words: /weights?\b|model size|model is|\bbase|모델|가중치|웨이트|베이스/,
    ...{ least: 1e6, prior: -0.5 },
    asked:
      /gigabytes?|기가|weights?\b|\bfile|checkpoint|gguf|vram|memory|disk|\bsize|how (?:big|large)|footprint|가중치|파일|용량|메모리|웨이트|디스크|크기|먹|차지/,
  }),
  checkpointBytes: kind('bytes', '체크포인트', 'checkpoint', {
    words: /checkpoint|ckpt|체크포인트/,
    ...{
      ...{ least: 1e6, prior: -0.5, topic: /checkpoint|ckpt|체크포인트/ },
      asked: /checkpoint|ckpt|체크포인트|\bsize\b|how (?:big|large)/,
    },
  }),
  stateBytes: kind(
    'bytes',
    '학습 상태(가중치, 그래디언트, 옵티마이저)',
    'training states (weights, gradients, optimizer)',
    {
      never: REFERENCED,
      asked: /state|optimi|memory|vram|need|take|fit|hold|상태|메모리|먹|필요|들어|올라|차지/,
      topic:
        /adam|optimi[sz]er|옵티마이저|full[\s-]?(?:fine|param|ft|sft)|fine[\s-]?tun|full|training|\btrain\b|\bzero(?![a-z])|fsdp|master|mixed|전체 ?(?:학습|튜닝|파인)|풀 ?(?:파인|튜닝)|파인 ?튜닝|학습/,
    },
  ),
  referenceB: kind('bytes', '참조 모델의 파라미터당 바이트', 'bytes a parameter of the reference', { inner: true }),
  preferenceBytes: kind('bytes', '정책과 참조 모델', 'policy and reference model', {
    first: 1.2,
    asked:
      /state|memory|vram|need|take|fit|total|altogether|together|in all|\bgb\b|합쳐|합치|모두|총|메모리|먹|필요|들어|기가/,
    topic: REFERENCED,
  }),
  statePerCard: kind('bytes', '카드 한 장의 학습 상태', 'training states on a card', {
    never: REFERENCED,
    asked:
      /state|optimi|memory|vram|need|take|fit|per[\s-]?(?:gpu|card|rank|device)|each|상태|메모리|장당|먹|필요|들어|올라|차지|gpu당|카드당/,
    topic:
      /\bzero(?![a-z])|fsdp|shard|deepspeed|샤딩|(?:adam|optim|옵티|학습|튜닝|train|state|grad|기울기|그래디)[\s\S]*(?:쪼개|나눠|나누)|(?:쪼개|나눠|나누)[\s\S]*(?:adam|optim|옵티|학습|튜닝|train|state|grad|기울기|그래디)/,
  }),
  optimizerBytes: kind('bytes', '옵티마이저 상태', 'optimizer states', {
    ...{ first: 0.6, never: TOGETHER },
    asked: /optimi[sz]er (?:state|mem|alone|take)|adam (?:state|mem|moment)|moments?|옵티마이저|모멘/,
    topic: /optimi[sz]er (?:state|memory|alone|takes)?|moments?|옵티마이저|모멘/,
  }),
  optimizerPerCard: kind('bytes', '카드마다 옵티마이저 상태', 'optimizer states on each card', {
    first: 1.4,
    never: TOGETHER,
    asked: /optimi[sz]er|adam|moments?|옵티마이저|모멘|아담/,
    topic: PER_CARD,
  }),
  gradientBytes: kind('bytes', '그래디언트', 'gradients', {
    never: TOGETHER,
    words: /grad|그래디|그라디|기울기/,
    ...{ prior: -1, asked: /grad|그래디|그라디|기울기/, topic: /grad|그래디|그라디|기울기/ },
  }),
  loraBytes: kind('bytes', '어댑터 튜닝 메모리', 'memory of tuning adapters', {
    first: 0.8,
    asked: /memory|vram|need|take|fit|total|메모리|먹|필요|들어|올라|차지|총/,
    topic: LORA,
  }),
  activationBytes: kind('bytes', '활성값', 'activations', {
    words: /activ|활성/,
    ...{ prior: -1, asked: STORED, topic: STORED },
  }),
  logitBytes: kind('bytes', '로짓', 'logits', { asked: /logits?|로짓/, topic: /logits?|로짓/ }),
  otherBytes: kind('bytes', '그 밖의 메모리', 'other memory', {
    words:
      /overhead|other|cuda|framework|context|reserve|engine|runtime|margin|activ|kv|cache|오버헤드|여유|예비|활성|런타임|캐시/,
    ...{ prior: -1, inner: true },
  }),
  capacity: kind('bytes', '카드 한 장의 메모리', 'memory of a card', {
    words: /vram|gpu|card|§|memory|hbm|카드|메모리|지피유|짜리|그래픽/,
    ...{ least: 1e9, prior: 0.5, inner: true },
    sheet: /memory|vram|hbm|capacity|메모리|용량/,
  }),
  freeBytes: kind('bytes', '쓸 수 있는 메모리', 'memory that is left', {
    first: 0.3,
    words: /left|free|remain|available|budget|spare|usable|남|여유|가용|쓸 수 있/,
    prior: -0.5,
    asked: /left|free|remain|headroom|for (?:the )?kv|kv ?(?:용|에 쓸|에 줄)|남/,
    topic: /left|free|remain|headroom|kv|남/,
  }),
  freePerCard: kind('bytes', '카드마다 남는 메모리', 'memory left on each card', {
    first: 1.6,
    asked: /left|free|remain|headroom|room|남/,
    topic: PER_CARD,
  }),
  weightsPerCard: kind('bytes', '카드마다 가중치', 'weights on each card', {
    first: 0.8,
    asked: /weights?\b|memory|vram|shard|hold|가중치|웨이트|메모리|먹|올라/,
    topic: PER_CARD,
    never: /\bzero|fsdp|adam|optim|\bstates?\b|train|tun(?:e|ing)|lora|옵티|학습|튜닝|상태/,
  }),
  memoryTaken: kind('share', '메모리에서 차지하는 비율', 'share of the memory', {
    byUnit: true,
    asked: /fraction|share|percent|%|portion|how much of|비율|비중|퍼센트|차지/,
    topic: /memory|vram|hbm|capacity|메모리|용량/,
    never: /mfu|bandwidth|대역폭/,
  }),
  memoryShare: kind(['share', 'bare'], '쓰는 메모리 비율', 'share of memory in use', {
    words:
      /gpu[_\s-]mem\w*|vllm[^.?!]{0,8}utili\w*|memory|vram|메모리|usable|(?:may|can|only|allowed to) use|쓸 수|쓴다|쓰고|사용/,
    ...{ least: 0.05, most: 1, not: /남|비워|비우|여유|예비|reserve|leave|free|headroom|margin|세이브/ },
    inner: true,
  }),
  servingBytes: kind('bytes', '서빙 메모리(가중치와 KV 캐시)', 'memory to serve (weights and KV cache)', {
    first: 0.4,
    asked: /memory|vram|need|take|fit|hold|footprint|메모리|필요|들어|올라|차지|먹/,
    topic: /serv|infer|context|ctx|users?|requests?|concurren|서빙|추론|컨텍스트|문맥|동시|사용자|요청/,
    never: /train|tun(?:e|ing)|lora|adam|optim|\bkv\b|cache|weights?\b|학습|튜닝|옵티|캐시|가중치|키.{0,3}밸류/,
  }),
  sequencesFit: kind('sequences', '들어가는 시퀀스', 'sequences that fit', {
    asked:
      /sequences?|requests?|users?|concurren\w*|batch|sessions?|streams?|conversations?|chats?|시퀀스|요청|동시|명|배치|사용자|세션/,
    topic: /kv|cache|캐시|vram|memory|메모리|context|ctx|hold|fit/,
  }),
  kvTokensFit: kind('tokens', 'KV 캐시에 들어가는 토큰', 'tokens that fit the KV cache', {
    asked: /tokens?|toks?|토큰/,
    topic: /kv|cache|캐시/,
  }),
  cardsToHold: kind('cards', '필요한 카드', 'cards that hold it', {
    asked: /gpus?|cards?|§|장|몇 ?대|카드/,
    topic: /fit|hold|load|memory|vram|weights?|serve|\bzero|fsdp|shard|쪼개|나눠|올리|올라|들어|메모리|서빙|담/,
  }),
  // --- bandwidth and speed
  bandwidth: kind('bytes/s', '메모리 대역폭', 'memory bandwidth', {
    words: /hbm|memory|mem\b|vram|gddr|bandwidth|\bbw\b|dram|메모리|대역폭/,
    ...{ least: 5e9, prior: 0.5 },
    sheet:
      /(?:hbm|memory|mem|vram|gddr)[^.?!]{0,12}(?:bandwidth|\bbw\b|speed)|bandwidth|\bbw\b|how fast[^.?!]{0,20}(?:memory|hbm)|대역폭|메모리 ?속도/,
  }),
  bandwidthShare: kind('share', '실제 대역폭 비율', 'share of the bandwidth', {
    words: /bandwidth|\bbw\b|hbm|mbu|achiev|peak|effective|대역폭|실효|나온다|나오|효율/,
    least: 0.01,
    asked: /bandwidth|\bbw\b|\bmbu\b|ceiling|roofline|bound|limit|대역폭|상한|천장|한계/,
    topic: /tok|토큰|decod|디코딩/,
  }),
  tflops: kind(['flop/s', 'large'], '최고 연산 속도', 'peak FLOP/s', {
    words: /bf16|fp16|fp8|peak|dense|tensor|compute|tf\b|연산|최고|성능|피크/,
    ...{ least: 1e11, most: 1e18, prior: 1 },
    sheet: /t?flops?\b|flop\/s|peak|compute|연산 ?(?:속도|성능|량)|성능/,
  }),
  achieved: kind('flop/s', '실제 연산 속도', 'FLOP/s reached', {
    words: /achiev|sustain|actual|effective|real|measur|we (?:get|see)|실제|실측|실효|측정|나옴|나와/,
    asked: /tflops?|flops?\/s|flop\/s|attain|achiev|reach|실제|도달/,
  }),
  mfu: kind(['share', 'bare'], 'MFU', 'MFU', {
    words: /mfu|utili[sz]|hfu|efficien|of peak|peak|활용|이용률|효율|피크|최고 성능/,
    ...{ least: 0.001, most: 1, prior: 0.3, not: /mem\w*[_\s-]util|vllm|메모리|memory|bandwidth|대역폭/ },
    asked: /mfu|hfu|model flops? util|flops? util|utili[sz]ation|활용률|이용률/,
    topic: /mfu|hfu|flops?\b|활용률/,
  }),
  decodeRate: kind('tokens/s', '디코딩 속도', 'decoding rate', {
    never: /prefill|ttft|first token|프리필|첫 ?토큰|(?:specul|draft|추측|드래프트)(?!.*(?:accept|채택|수락))/,
    asked: /tok(?:en)?s?\s*(?:\/|per|a)\s*s|tps|t\/s|throughput|speed|fast|decod|generat|토큰|속도|디코딩|처리량|생성/,
    topic:
      /decod|generat|infer|serv|vllm|llama|batch|speed|bandwidth|hbm|roofline|ceiling|tok|디코딩|생성|추론|서빙|대역폭|배치|토큰/,
  }),
  tokenSeconds: kind('time', '토큰 하나의 시간', 'time of a token', {
    words: /tpot|itl|inter-?token|token|토큰/,
    ...{
      per: ['token'],
      asked: /per[\s-]?tok|token|tpot|itl|latency|each tok|토큰|지연/,
      topic: /tok|tpot|itl|토큰|latency|지연/,
    },
  }),
  prefillSeconds: kind('time', '프리필 시간', 'time of the prefill', {
    first: 1.5,
    asked: /prefill|ttft|first token|prompt|프리필|첫 ?토큰|프롬프트/,
    topic: /prefill|ttft|first token|prompt processing|process the prompt|프리필|첫 ?토큰/,
  }),
  outputSeconds: kind('time', '응답 하나를 만드는 시간', 'time of an answer', {
    asked: /how long|how fast|\btime|seconds?|얼마나|걸|초/,
    topic: /output|respon|answer|generat|repl|completion|decode|디코딩|출력|응답|답변|생성/,
  }),
  turningBatch: kind('sequences', '연산이 벽이 되는 배치', 'batch where compute binds', {
    asked: /batch|\bbs\b|bsz|배치|sequences?|requests?|users?|concurren|streams?|시퀀스|요청|동시|사용자|명/,
    topic:
      /comput\w*[^.?!]{0,24}(?:bottleneck|limit|wall)|(?:limited|bound|held back) by (?:comput|math|arithmetic)|(?:weights?|memory)[^.?!]{0,24}(?:no longer|stop|cease)|(?:no longer|stops?|ceases?)[^.?!]{0,24}(?:weights?|memory|bandwidth)|(?:연산|계산)(?:이|에|쪽이)? ?(?:더 )?(?:한계|발목|걸림|막|벽|병목|지배)|compute[\s-]?bound|stops? being|(?:times|both) (?:become|are|get) (?:equal|the same)|break-?even|becomes? the limit|no longer (?:memory|limited|bound)|crossover|cross over|becomes? compute|ridge|stops? being memory|saturat|연산 ?바운드|컴퓨트 ?바운드|compute로|연산이 (?:벽|병목)/,
  }),
  intensity: kind('FLOPs/byte', '연산 강도', 'arithmetic intensity', {
    words: /intensity|강도|flops?\s*(?:\/|per)\s*b/,
    asked:
      /intensity|flops?\s*(?:\/|per)\s*b|연산 ?강도|바이트당|memory[\s-]?bound|compute[\s-]?bound|mem bound|바운드|병목/,
    topic: /intensity|flops?\s*(?:\/|per)\s*b|연산 ?강도|바이트당|bound|바운드|roofline|루프라인/,
  }),
  ridge: kind('FLOPs/byte', '꺾이는 점', 'ridge', {
    asked: /ridge|balance|intensity|crossover|flops?\s*(?:\/|per)\s*b|꺾이|릿지|강도/,
    topic: /ridge|balance|crossover|꺾이|릿지|breakpoint|knee|넘어야|at least|bound|바운드|병목/,
  }),
  gemmFlops: kind('flops', '행렬곱 연산', 'operations of the product', {
    asked: /flops?|operations?|연산/,
    topic: /gemm|matmul|matri|행렬|\bm\s*=/,
  }),
  gemmSeconds: kind('time', '행렬곱 시간', 'time of the product', {
    asked: /how long|time|μs|us|ms|fast|seconds?|bound|at least|best case|얼마나|시간|걸|최소|초/,
    topic: /gemm|matmul|matri|product|kernel|행렬|커널|\bm\s*=|\d\s*[)\]]\s*(?:@|times|by)/,
  }),
  tileM: kind('bare', '타일의 행', 'rows of a tile', { inner: true }),
  tileN: kind('bare', '타일의 열', 'columns of a tile', { inner: true }),
  multiprocessors: kind(['units', 'bare'], 'SM 수', 'multiprocessors', {
    words: /\bsms?\b|multiprocessors?/,
    ...{ least: 2, most: 1000, inner: true },
  }),
  tiles: kind('bare', '타일 수', 'tiles', {
    words: /tiles?\b|타일/,
    ...{ least: 1, only: TILED, asked: /tiles?|타일/, topic: /tile|타일/ },
  }),
  tileShare: kind('share', '타일에서 쓰이는 몫', 'share of the tiles that is used', {
    asked: /efficien|utili[sz]|useful|used|효율|쓰이/,
    topic: TILED,
    never: /wave|\bsms?\b|웨이브/,
  }),
  tileWaste: kind('share', '타일에서 버려지는 몫', 'share of the tiles that is wasted', {
    first: 1.2,
    asked: /wast|thrown away|lost|padd|for nothing|낭비|버려|버리|헛|날리/,
    topic: TILED,
    never: /wave|\bsms?\b|웨이브/,
  }),
  waves: kind('bare', '웨이브 수', 'waves', {
    never: /efficien|효율|%|percent|퍼센트/,
    first: 1,
    asked: /waves?|웨이브/,
    topic: /tile|타일/,
  }),
  waveShare: kind('share', '웨이브가 차 있는 비율', 'share of the waves that is busy', {
    first: 1,
    asked: /efficien|full|busy|idle|wave|quanti[sz]|percent|%|효율|웨이브|차|퍼센트/,
    topic: /tile|타일/,
  }),
  m: kind('bare', 'm', 'm', { inner: true }),
  n: kind('bare', 'n', 'n', { inner: true }),
  k: kind('bare', 'k', 'k', { inner: true }),
  // --- counts of machines
  cards: kind(['cards', 'bare'], '카드 수', 'cards', {
    words:
      /gpus?|cards?|§|devices?|dp\b|workers?|장|대|지피유|카드|data[\s-]?parallel|(?:split|spread|shard\w*|divided) (?:it |them |that )?(?:over|across|between|among)/,
    ...{ most: 1e7, prior: 0.5 },
    asked: /gpus?|cards?|§|accelerators?|장|몇 ?대|카드/,
    topic: /train|day|week|deadline|finish|mfu|학습|끝|주|일|안에/,
  }),
  nodes: kind(['nodes', 'replicas', 'bare'], '노드 수', 'nodes', {
    words: /nodes?|servers?|hosts?|replicas?|instances?|boxes|노드|서버|머신|레플리카|인스턴스/,
    most: 1e6,
    inner: true,
  }),
  cardsPerNode: kind(['cards', 'bare'], '노드의 카드 수', 'cards of a node', {
    only: /node|server|host|\bbox|machine|dgx|hgx|노드|서버|머신|장비/,
    words: /(?:nodes?|servers?|hosts?|boxes|노드|서버)\s?(?:of|x|×|with)/,
    per: ['node', 'each'],
    ...{ weight: 1.3, most: 1024, inner: true },
  }),
  tp: kind('bare', '텐서 병렬', 'tensor parallel', {
    words: /\btp\b|tensor[\s-]?parallel|텐서 ?병렬/,
    most: 1024,
    inner: true,
  }),
  pp: kind('bare', '파이프라인 병렬', 'pipeline parallel', {
    words: /\bpp\b|pipeline[\s-]?parallel|파이프라인 ?병렬/,
    most: 1024,
    inner: true,
  }),
  dp: kind(['bare', 'cards', 'replicas'], '데이터 병렬', 'data-parallel ranks', {
    words: /\bdp\b|data[\s-]?parallel|데이터 ?병렬/,
    ...{ most: 1e6, asked: /\bdp\b|data[\s-]?parallel|데이터 ?병렬/, topic: /\bdp\b|data[\s-]?parallel|데이터 ?병렬/ },
  }),
  // --- training
  tokens: kind(['tokens', 'large'], '토큰 수', 'tokens', {
    words: /train|corpus|dataset|data|total|학습|훈련|데이터|코퍼스|말뭉치|토큰|짜리/,
    not: /vocab|어휘|보캡/,
    ...{ least: 1e3, prior: 1, usual: [2e7, 1e14], scales: /^(?:t|tn|trillion|조)$/ },
    asked: /tokens?|toks?|data|토큰|데이터/,
  }),
  optimalTokens: kind('tokens', '연산에 맞는 토큰 수', 'compute-optimal tokens', {
    asked: /tokens?|toks?|data|토큰|데이터/,
    topic:
      /chinchilla|optimal|친칠라|최적|20배|20x|\brule|룰|규칙|hoffmann|tokens? per param|\bd\s?=\s?\d+\s?n|tokens? should|tokens? (?:do|would|does) .{0,20}need/,
  }),
  optimalParams: kind(['parameters', 'large'], '연산에 맞는 파라미터 수', 'compute-optimal parameters', {
    asked: /model|params?|parameters?|size|big|large|모델|파라미터|크기|몇 ?b/,
    topic:
      /chinchilla|optimal|친칠라|최적|20배|20x|\brule|룰|규칙|hoffmann|적당|tokens? per param|\bd\s?=\s?\d+\s?n|\bd\s?=\s?20/,
  }),
  tokensPerParam: kind(['tokens', 'bare', 'x'], '파라미터당 토큰', 'tokens a parameter', {
    words: /per param|chinchilla|ratio|rule|d\s*=|파라미터당|친칠라|룰|배(?!치)/,
    ...{
      per: ['parameter'],
      most: 1e5,
      asked: /tokens? (?:per|a|\/) ?param|ratio|파라미터당|비율/,
      topic: /per param|token-to-param|ratio|파라미터당|비율/,
    },
  }),
  tokensADay: kind('tokens', '하루에 학습하는 토큰', 'tokens trained on a day', {
    first: 1,
    asked: /(?:per|a|each|in a) day|daily|하루|일당/,
    topic: /(?:per|a|each|in a) day|daily|하루|일당/,
  }),
  uniqueTokens: kind(['tokens', 'large'], '고유 토큰 수', 'unique tokens', {
    words: /unique|distinct|dedup\w*|only|have|left|clean|유니크|고유|중복|남|밖에|보유|뿐/,
    ...{ least: 1e3, prior: -0.5, weight: 1.6, usual: [2e7, 1e14], not: /\bused\b|activ/ },
  }),
  tokensPerStep: kind(['tokens', 'large'], 'step당 토큰 수', 'tokens a step', {
    words: /global|batch|per step|step|update|배치|스텝|글로벌|갱신|업데이트/,
    ...{ per: ['step', 'batch'], least: 64 },
    asked: /tokens?|toks?|토큰|batch|배치/,
    topic: /step|batch|스텝|배치|업데이트|update/,
  }),
  tokensPerCard: kind('tokens', '카드마다 step당 토큰', 'tokens a step on each card', {
    first: 1.2,
    asked: /tokens?|toks?|토큰/,
    topic: PER_CARD,
  }),
  tokensPerItem: kind(['tokens', 'bare', 'large'], '샘플당 토큰 수', 'tokens a sample', {
    words:
      /avg|averag\w*|mean|each|per (?:sample|example|doc|conversation)|sample|example|long|document|평균|샘플|문서|길이|짜리|씩/,
    ...{ per: ['item', 'each', 'request'], least: 2, most: 1e7 },
  }),
  context: kind(['tokens', 'bare', 'large'], '컨텍스트 길이', 'context', {
    words:
      /ctx|context|seq(?:uence)?(?:s|[\s_-]*len\w*)?\b|length|window|pack(?:ed|ing|s)?\b[a-z\s]{0,12}\bto\b|패킹|max[\s_-]?len\w*|long|full|tokens? each|꽉|채우|채워|컨텍스트|시퀀스|길이|문맥|윈도|토큰짜리/,
    ...{ least: 16, most: 2e7, prior: 0, usual: [128, 2e6] },
    asked: /context|ctx|sequence length|seq ?len|컨텍스트|문맥|시퀀스 ?길이/,
    topic: /context|ctx|sequence|seq|컨텍스트|문맥|시퀀스/,
  }),
  inTokens: kind(['tokens', 'bare', 'large'], '입력 토큰 수', 'tokens in', {
    words: /prompt|input|\bin\b|prefill|입력|프롬프트|프리필/,
    ...{ least: 1, most: 1e8, prior: -0.5, usual: [16, 1e6] },
  }),
  outTokens: kind(['tokens', 'bare', 'large'], '출력 토큰 수', 'tokens out', {
    words: /output|generat|completion|answer|respon|repl|\bout\b|new tok|출력|생성|응답|답변/,
    ...{ per: ['request', 'each'], least: 1, most: 1e8, prior: -0.5 },
  }),
  criticalBatch: kind(['tokens', 'large', 'bare', 'items', 'sequences'], '임계 배치', 'critical batch', {
    words: CRITICAL,
    ...{ weight: 2, prior: 1, only: CRITICAL, least: 16, inner: true },
  }),
  fewestSteps: kind(['steps', 'bare', 'large'], '최소 step 수', 'fewest steps', {
    words: /minim\w*|fewest|least|at best|infinite|huge|large[\s-]batch|limit|최소|무한|극한|아무리/,
    ...{ weight: 1.6, prior: 0.5, only: CRITICAL, inner: true },
  }),
  stepsAtBatch: kind('steps', '그 배치의 step 수', 'steps at the batch', {
    first: 1,
    asked: /steps?|updates?|iterations?|스텝|업데이트/,
    topic: CRITICAL,
  }),
  stepTimes: kind('x', '최소 step의 배수', 'times the fewest steps', {
    ...{ first: 0.8, byUnit: true, asked: /steps?|updates?|스텝|업데이트/, topic: CRITICAL },
  }),
  dataTimes: kind('x', '최소 데이터의 배수', 'times the least data', {
    ...{ first: 1, byUnit: true, asked: /data|tokens?|samples?|examples?|데이터|토큰|샘플/, topic: CRITICAL },
  }),
  paddedTo: kind(['tokens', 'bare', 'large'], '패딩 길이', 'length that is padded to', {
    words: /padd?\w*(?: (?:out |up )?to)?|max(?:imum)?[\s_]*(?:len\w*)?|패딩|최대 ?길이/,
    ...{ weight: 1.6, prior: 0.5, only: PADDED, least: 16, inner: true },
  }),
  filled: kind('share', '채운 비율', 'share of a row that is filled', {
    words: /full|fill\w*|pack\w*|reach|채|찬|차\b|패킹/,
    ...{ only: PADDED, least: 0.1, prior: 1, inner: true },
  }),
  rowTimes: kind('x', '줄어드는 행의 배수', 'times fewer rows', {
    first: 1,
    ...{ asked: /times|factor|fewer|less|rows?|sequences?|배|행|시퀀스|줄|적/, topic: PADDED },
  }),
  paddedShare: kind('share', '패딩 비율', 'share of padding', {
    ...{ first: 1, byUnit: true, asked: /padd|wast|패딩|낭비/, topic: PADDED },
  }),
  items: kind(['items', 'bare', 'large', 'sequences'], '샘플 수', 'samples', {
    words:
      /samples?|examples?|images?|imgs?|problems?|questions?|items?|\bn\b|pairs?|prompts?|documents?|files?|dataset|train\w* set|test set|eval|photos?|샘플|예제|문항|문제|이미지|데이터|개짜리|사진|문서|쌍|파일|표본|비교|대결/,
    ...{ least: 1, prior: 0.5 },
    asked:
      /samples?|comparisons?|votes?|비교|examples?|items?|questions?|problems?|prompts?|images?|per arm|each arm|\bn\b|샘플|표본|문항|문제|몇 ?개|장|몇 ?번/,
    topic:
      /detect|within|plus|estimate|power|significan|effect|differ|confiden|margin|interval|±|검정|유의|차이|구간|오차|alpha|distinguish|tell apart|구별|구분/,
  }),
  mixShare: kind('share', '혼합에서의 비중', 'share of the mixture', {
    words:
      /share|weight|proportion|fraction|\bmix|of (?:the|all|our|total) (?:tokens|data|mix)|sampled|비중|비율|혼합|가중|섞/,
    ...{ least: 1e-4, most: 0.9999, only: /token|토큰/, inner: true },
  }),
  epochs: kind(['epochs', 'x', 'bare'], '에폭', 'epochs', {
    words: /epochs?|passes|에폭|에포크/,
    ...{
      most: 1e4,
      asked: /epochs?|times|passes|repeat|repetition|에폭|에포크|번|바퀴|회/,
      topic: /epoch|repeat|unique|dedup|again|에폭|에포크|유니크|고유|같은|반복|바퀴|중복/,
    },
  }),
  steps: kind(['steps', 'bare', 'large'], 'step 수', 'steps', {
    words: /steps?|iterations?|updates?|total|ends? (?:at|on)|스텝|업데이트|전체/,
    ...{ least: 1, prior: 0.5, asked: /steps?|updates?|iterations?|batches|스텝|업데이트|이터/ },
  }),
  stepsPerEpoch: kind('steps', '한 에폭의 step 수', 'steps an epoch', {
    asked: /steps?|updates?|iterations?|batches|스텝|업데이트|이터/,
    topic: /epoch|에폭|에포크/,
  }),
  warmupSteps: kind(['steps', 'bare', 'large'], '웜업 step 수', 'warm-up steps', {
    words: /warm(?:s|ed|ing)?[\s-]?up|웜업|워밍업|워머/,
    ...{ least: 1, asked: /warm(?:s|ed|ing)?[\s-]?up|웜업|워밍업/, topic: /warm(?:s|ed|ing)?[\s-]?up|웜업|워밍업/ },
  }),
  warmupShare: kind(['share', 'bare'], '웜업 비율', 'share of warm-up', {
    words: /warm(?:s|ed|ing)?[\s-]?up|웜업|워밍업|ratio|비율/,
    ...{ most: 0.9, inner: true, least: 1e-3 },
  }),
  stepNow: kind(['steps', 'bare', 'large'], '지금 step', 'the step', {
    words: /\bat (?:step|iter\w*)|(?:\blr|rate) at\b|(?:step|iter\w*)\b(?!s)|번째|스텝(?:에서| ?때|이면|인데|일)?/,
    ...{ prior: -0.5, least: 1 },
  }),
  lr: kind('bare', '학습률', 'learning rate', {
    words: /\blr\b|learning rate|\brate|peak|max|학습률|러닝 ?레이트|최고|피크/,
    ...{
      most: 1,
      least: 1e-9,
      prior: 0,
      sole: /\blr\b|learning rate|학습률|러닝 ?레이트|linear scaling|선형 ?스케일링/,
    },
    asked: /\blr\b|learning rate|학습률|러닝 ?레이트/,
    topic: /\blr\b|learning rate|학습률|러닝 ?레이트/,
  }),
  embeddingParams: kind(['parameters'], '임베딩 파라미터 수', 'parameters of the embedding', {
    first: 0.6,
    asked: /embed|임베딩/,
    topic: /embed|임베딩/,
  }),
  embeddingBytes: kind('bytes', '임베딩', 'embedding', {
    first: 0.8,
    asked: /embed|임베딩|size|big|gb\b|크기|용량/,
    topic: /embed|임베딩/,
    never: /vectors?\b|벡터/,
  }),
  requests: kind(['sequences', 'items'], '요청 수', 'requests', {
    words: /req|요청/,
    ...{ least: 100, prior: 0.6, inner: true },
  }),
  processSeconds: kind('time', '처리 시간', 'time of the work', {
    asked: /how long|time|hours?|minutes?|days?|걸|시간|분|얼마나/,
    topic: /request|image|img|sample|item|record|doc|요청|이미지|샘플|문서|건/,
  }),
  lrFloor: kind('bare', '최저 학습률', 'floor of the rate', {
    words: /floor|min(?:imum)?\b|min_lr|final|down to|최저|최소|바닥/,
    ...{ most: 1, inner: true },
  }),
  floorShare: kind('share', '최저 학습률의 비율', 'share of the rate at the end', {
    words: /of (?:the )?(?:peak|max\w*|initial|lr)|(?:down )?to\b|floor|min\w*|최고의|피크의|까지|로 ?(?:감쇠|내려)/,
    ...{ only: /cosine|decay|anneal|코사인|감쇠/, weight: 1.4, most: 0.9, inner: true },
  }),
  lrNow: kind('bare', '그 step의 학습률', 'rate at the step', {
    asked: /\blr\b|learning rate|학습률|러닝 ?레이트/,
    topic: /cosine|warm(?:s|ed|ing)?[\s-]?up|linear (?:decay|warm)|decay|schedule|코사인|웜업|워밍업|스케줄|감쇠/,
  }),
  lrTimes: kind('x', '학습률의 배수', 'times the learning rate', {
    byUnit: true,
    asked: /\blr\b|learning rate|rate|학습률|러닝 ?레이트/,
    topic: /\blr\b|learning rate|학습률|러닝 ?레이트/,
  }),
  lrScaled: kind('bare', '새 학습률', 'new learning rate', {
    asked: /\blr\b|learning rate|학습률|러닝 ?레이트|rate|scal|스케일/,
    topic: /batch|\bbs\b|배치|gpus?\b|cards?\b|§|장/,
  }),
  batchTimes: kind('x', '배치의 배수', 'times the batch', {
    words: /batch|\bbs\b|배치|배로/,
    only: /\blr\b|learning rate|학습률|러닝 ?레이트/,
    inner: true,
  }),
  itemFlops: kind('flops', '샘플 하나의 연산량', 'FLOPs a sample', {
    must: true,
    per: ['item', 'request'],
    least: 1e3,
    inner: true,
  }),
  batchFrom: kind(['sequences', 'bare', 'tokens', 'large'], '전 배치', 'batch before', { inner: true }),
  batchTo: kind(['sequences', 'bare', 'tokens', 'large'], '새 배치', 'batch after', { inner: true }),
  kvPerSequence: kind('bytes', '시퀀스 하나의 KV 캐시', 'KV cache a sequence', {
    must: true,
    words: /kv|cache|캐시/,
    ...{ per: ['request', 'each'], inner: true },
  }),
  batch: kind(['sequences', 'bare', 'items', 'people'], '배치 크기', 'batch', {
    not: /micro|마이크로|global|글로벌|effective|per[\s-]?(?:gpu|device)|장당/,
    words:
      /batch(?:[\s_-]?size)?|\bbs\b|bsz|concurren\w*|simultan\w*|at once|at the same time|users?|people|persons?|students|chats?\b|conversations?|sequences?|배치|동시|한꺼번에|사용자|사람|대화|명/,
    ...{ least: 1, most: 1e8 },
    asked: BATCH,
    topic: BATCH,
  }),
  microBatch: kind(['sequences', 'bare', 'micro-batches', 'items'], '마이크로배치 크기', 'micro-batch', {
    words:
      /(?:cards?|gpus?|§|장|ranks?) x|micro-?\s?batch(?:[\s_-]?size)?(?: of)?|micro|\bmbs\b|per[\s-]?(?:gpu|device|card)(?:[\s-](?:train(?:ing)? )?batch(?:[\s_-]?size)?)?(?: of)?|마이크로 ?(?:배치)?(?: ?크기)?|장당|gpu당|each|카드당/,
    ...{
      per: ['card', 'each'],
      least: 1,
      most: 1e6,
      asked: /micro|per[\s-]?(?:gpu|device|card)|마이크로|장당|gpu당/,
      topic: /micro|per[\s-]?(?:gpu|device|card)|마이크로|장당|gpu당/,
    },
  }),
  globalBatch: kind(['sequences', 'bare', 'items', 'large'], '전체 배치', 'global batch', {
    words: /global|total batch|effective|\bgbs\b|글로벌|전체 ?배치|유효/,
    ...{
      least: 1,
      asked: /global|effective|total batch|글로벌|유효|전체 ?배치|batch|배치/,
      topic: /global|effective|total batch|글로벌|유효|전체 ?배치|실효|accum|누적/,
    },
  }),
  accumulation: kind(['steps', 'bare', 'x', 'micro-batches', 'epochs'], '누적 횟수', 'accumulation', {
    words: /accum\w*|grad[\s_-]?acc\w*|\bga\b|누적|어큠/,
    ...{ most: 1e6, asked: GATHERED, topic: GATHERED, first: 0.6 },
  }),
  flops: kind('flops', '연산량', 'FLOPs', {
    words: /flops?|budget|compute|연산|예산/,
    ...{
      least: 1e9,
      prior: 1,
      asked: /flops?|compute(?![\s-]?(?:optimal|bound))|연산|플롭|zettaflop|exaflop/,
      topic: /flops?|compute|연산|플롭/,
    },
  }),
  tokenFlops: kind('flops', '토큰 하나의 연산', 'FLOPs a token', {
    per: ['token'],
    ...{
      asked: /flops?|compute|연산|플롭/,
      topic: /per[\s-]?token|each token|a token|forward|토큰당|토큰 ?하나|순전파/,
    },
  }),
  trainSeconds: kind('time', '학습 시간', 'training time', {
    words: /deadline|within|\bin\b|finish|train|have|for|\brun|안에|내로|내에|이내|동안|학습|마감|까지/,
    ...{
      least: 60,
      prior: 0.6,
      never: /prefill|ttft|first token|프리필|첫 ?토큰/,
      asked: /how long|days?|hours?|weeks?|time|train|wall|finish|며칠|시간|걸|기간|학습|끝|언제|얼마나/,
      topic: new RegExp(`${TRAIN.source}|끝나|완료|finish|takes?\\b|wall|tokens?\\b|steps?\\b|토큰|스텝|epoch|에폭`),
    },
  }),
  cardHours: kind('card hours', '카드 시간', 'card hours', {
    words: /hours?|시간/,
    ...{
      prior: 1,
      asked: /(?:gpu|card|device|§)[\s-]*(?:hours?|hrs?|시간)|카드 ?시간/,
      topic: /(?:gpu|card|device|§)[\s-]*(?:hours?|hrs?|시간)|카드 ?시간/,
    },
  }),
  stepSeconds: kind('time', 'step 시간', 'time of a step', {
    words: /step|iter|batch|스텝|배치|마다/,
    ...{ most: 86_400, per: ['step', 'batch'], asked: /step|iter|스텝/, topic: /step|iter|스텝/ },
  }),
  computeSeconds: kind('time', 'step의 계산 시간', 'time of the arithmetic of a step', {
    words: /comput\w*|forward(?: ?(?:\+|and|&) ?backward)?|backward|arithmetic|math|계산|연산|순전파|역전파/,
    ...{ only: /overlap|hidden|겹|오버랩|가려/, weight: 2, prior: 1.2, per: ['step'], inner: true },
  }),
  epochSeconds: kind('time', '한 에폭의 시간', 'time of an epoch', {
    asked: /epoch|에폭|에포크/,
    topic: /epoch|에폭|에포크/,
  }),
  remainingSteps: kind('steps', '남은 step', 'steps left', { inner: true }),
  etaSeconds: kind('time', '남은 시간', 'time left', {
    asked: /left|remain|eta|more|finish|남|더|끝/,
    topic: /step|iter|스텝|남|left|remain|eta/,
  }),
  lossNats: kind(['nats', 'bare'], 'loss', 'loss', {
    words: /loss|nats?|cross[\s-]?entropy|로스|손실/,
    ...{ most: 30, least: 0.001 },
  }),
  lossFirst: kind('nats', '처음 loss', 'first loss', { inner: true }),
  lossSecond: kind('nats', '다음 loss', 'second loss', { inner: true }),
  lossFloor: kind('nats', '바닥 loss', 'loss at the floor', { inner: true }),
  spentFirst: kind('large', '처음 쓴 양', 'spent at first', { inner: true }),
  spentSecond: kind('large', '다음에 쓴 양', 'spent at second', { inner: true }),
  spentThen: kind('large', '물어본 곳의 양', 'spent where it is asked', { inner: true }),
  lossThen: kind('nats', '그때 loss', 'loss then', {
    first: 1,
    asked: /loss|see|expect|predict|nats|what|land|end up|reach|로스|손실|얼마|몇/,
    topic: POWER_LAW,
  }),
  meanLossBefore: kind('nats', '전 평균 loss', 'mean loss before', { inner: true }),
  meanLoss: kind('nats', '평균 loss', 'mean loss', { asked: /loss|average|mean|로스|손실|평균/ }),
  meanLossAfter: kind('nats', '뒤 평균 loss', 'mean loss after', { inner: true }),
  meanLossChange: kind('nats', '평균 loss의 변화', 'change of the mean loss', {
    first: 1,
    asked: /mov(?:e|ing)|chang|shift|differ|drop|ris(?:e|ing)|fall|변화|변하|변해|움직|달라|오르|내리|차이/,
  }),
  perplexity: kind('bare', 'perplexity', 'perplexity', {
    words: /perplexity|\bppl\b|퍼플렉시티/,
    ...{ asked: /perplexity|\bppl\b|퍼플렉시티|혼란도/, topic: /perplexity|\bppl\b|퍼플렉시티|혼란도/ },
  }),
  lossFromPerplexity: kind('nats', 'loss', 'loss', {
    asked: /loss|nats?|cross[\s-]?entropy|로스|손실/,
    topic: /perplexity|\bppl\b|퍼플렉시티/,
  }),
  tokenRate: kind(['tokens/s'], '초당 토큰', 'tokens a second', {
    whole: true,
    words: /through|train|total|whole|cluster|node|system|처리|전체|합산|총|학습/,
    ...{
      prior: 1,
      topic: /train|학습|훈련|mfu|\bruns?\b|\bstep|스텝|cluster|클러스터/,
      never: /prefill|ttft|프리필|specul|draft|추측|드래프트/,
      asked: /tok(?:en)?s?\s*(?:\/|per|a)\s*s|tps|throughput|초당|처리량/,
    },
  }),
  tokenRatePerCard: kind('tokens/s', '카드당 초당 토큰', 'tokens a second a card', {
    words: /per (?:gpu|card|device)|each|장당|카드당|gpu당/,
    ...{
      per: ['card', 'replica', 'each', 'node'],
      asked: /(?:per|each|single|one|an?)[\s-]?(?:gpu|card|device|§)|장당|카드당|gpu당|한 ?장/,
      topic: /(?:per|each|single|one|1|an?)[\s-]?(?:gpu|card|device|§|[abh]\d{3})|장당|카드당|gpu당|한 ?장/,
    },
  }),
  tokenRatePerUser: kind('tokens/s', '한 명의 초당 토큰', 'tokens a second a user', {
    words: /per (?:user|stream|request|sequence|session)|each|user|사용자|요청당|명당|stream/,
    ...{
      per: ['request', 'each'],
      asked: /per[\s-]?(?:user|stream|request|sequence)|사용자당|명당|요청당/,
      topic: /per[\s-]?(?:user|stream|request|sequence)|사용자당|명당|요청당/,
    },
  }),
  totalTokenRate: kind('tokens/s', '필요한 초당 토큰', 'tokens a second in all', {
    words: /target|need|must|goal|total|overall|목표|전체|필요|합산/,
    prior: 0.2,
    asked: /tok(?:en)?s?\s*(?:\/|per|a)\s*s|tps|throughput|aggregate|초당|처리량|합/,
    topic: /rps|qps|request|user|concurren|stream|요청|사용자|동시|명/,
  }),
  // --- links
  dataBytes: kind('bytes', '데이터', 'data', {
    words:
      /dataset|data|file|payload|buffer|message|tensor|\bmove|transfer|copy|shard|gradients?|upload|download|데이터|파일|버퍼|전송|옮|복사|텐서|그래디|기울기/,
    ...{ prior: 0.7 },
    asked: /disk|storage|space|dataset|data|\bsize|how (?:big|large|much)|디스크|스토리지|용량|저장|데이터/,
    topic: /token|corpus|image|img|sample|file|dataset|doc|photo|토큰|코퍼스|이미지|샘플|데이터|문서|사진|말뭉치/,
  }),
  link: kind('bytes/s', '링크 속도', 'rate of the link', {
    words: LINK,
    ...{ prior: 0.4, sheet: /nvlink|pcie|infinity fabric|\bici\b|\blinks?\b|interconnect|링크/ },
  }),
  linkShare: kind('share', '실제 링크 속도 비율', 'share of the link', {
    words: /link|bus|network|nccl|bandwidth|efficien|achiev|line rate|링크|대역폭|효율|실효|실제/,
    ...{ least: 0.01, inner: true },
  }),
  storageRate: kind('bytes/s', '저장 장치 속도', 'rate of the storage', {
    words: STORAGE,
    ...{
      prior: 0.2,
      asked: /gb\/s|mb\/s|bandwidth|throughput|read|rate|대역폭|속도|처리량|read|읽/,
      topic: /load|imag|img|jpeg|sample|stor|disk|read|feed|starv|이미지|샘플|스토리지|디스크|로더|읽/,
    },
  }),
  reduceSeconds: kind('time', 'all-reduce 시간', 'time of the all-reduce', {
    never: /all[\s-]?gather|reduce[\s-]?scatter/,
    words: /all-?reduce|communicat|comm|통신/,
    ...{
      prior: -0.5,
      asked: /all-?reduce|how long|seconds?|time|communicat|sync|초|시간|걸|통신|ms/,
      topic: /all[\s-]?reduce|ring|grad\w* sync|sync|reduce|allreduce|ddp|올리듀스/,
    },
  }),
  reduceBytes: kind('bytes', '카드마다 보내는 양', 'what each card sends', {
    least: 1,
    asked: /send|traffic|volume|bytes|data|move|보내|전송|트래픽|양/,
    topic: /all[\s-]?reduce|ring|allreduce|올리듀스/,
  }),
  gatherSeconds: kind('time', 'all-gather 시간', 'time of the all-gather', {
    asked: /gather|scatter|how long|seconds?|time|초|시간|걸|ms/,
    topic: /all[\s-]?gather|reduce[\s-]?scatter|allgather/,
  }),
  transferSeconds: kind('time', '옮기는 시간', 'time of the transfer', {
    never: /all[\s-]?reduce|all[\s-]?gather|collective|올리듀스/,
    asked: /how long|seconds?|minutes?|hours?|time|초|시간|걸|분|ms/,
    topic:
      /transfer|mov(?:e|ing)|copy|load|read|send|stream|upload|download|ship|pull|push|fetch|shov(?:e|ing)|migrat|sync|over to|ethernet|\blink\b|옮|복사|로드|로딩|읽|보내|업로드|다운로드|받|전송|올리/,
  }),
  saveSeconds: kind('time', '저장 한 번의 시간', 'time of one save', {
    words: /sav|checkpoint|ckpt|writ|저장|체크포인트/,
    weight: 1.5,
    ...{
      prior: -0.3,
      asked: /stall|sav|writ|checkpoint|ckpt|block|pause|저장|멈|쓰|체크포인트/,
      topic: /\bsav|writ|wrote|stall|dump|block|pause|저장|쓰|쓸|기록|멈/,
    },
  }),
  saveShare: kind('share', '저장에 드는 시간의 비율', 'share of time spent saving', {
    byUnit: true,
    asked: /lost|overhead|fraction|share|percent|%|sav|stall|비율|손실|저장|멈/,
    topic: /checkpoint|ckpt|\bsav|체크포인트|저장/,
  }),
  commShare: kind('share', '통신이 차지하는 비율', 'share of communication', {
    asked: /share|fraction|percent|%|portion|overhead|몇 ?%|비율|비중|차지|퍼센트/,
    topic: /communicat|comm\b|all[\s-]?reduce|통신|올리듀스|\bring\b/,
  }),
  // --- money, power, failures
  markup: kind('share', '덧붙이는 비율', 'share on top', {
    words: /conting|on top|markup|overhead|buffer|extra|\btax|\bvat\b|surcharge|부가세|예비|할증|여유|추가|얹|더 ?붙/,
    inner: true,
  }),
  discount: kind('share', '할인율', 'discount', { words: /discount|\boff\b|cheaper|할인|깎|싸게/, inner: true }),
  dailySeconds: kind('time', '하루에 돌리는 시간', 'hours a day', {
    must: true,
    per: ['day'],
    most: 86_400,
    inner: true,
  }),
  copies: kind(['bare', 'x', 'replicas'], '사본 수', 'copies', {
    words: /cop(?:y|ies)|replicat|mirror|사본|카피|복제|중복 ?저장|벌|이중화|백업/,
    ...{ most: 100, least: 2, inner: true },
  }),
  keptCheckpoints: kind(['bare', 'items', 'x'], '남기는 체크포인트 수', 'checkpoints kept', {
    words: /checkpoints?|ckpts?|체크포인트/,
    ...{ most: 1e5, least: 2, inner: true, only: /keep|retain|last|latest|보관|남기|남겨|유지|최근/ },
  }),
  keptBytes: kind('bytes', '남기는 체크포인트 전체', 'all checkpoints kept', {
    asked: /keep|retain|storage|disk|space|bytes?|[tg]b|total|writt|쌓|보관|용량|디스크|스토리지/,
    topic:
      /checkpoint[^.?!]{0,30}every|every[^.?!]{0,20}checkpoint|체크포인트[^.?!]{0,24}마다|마다[^.?!]{0,16}체크포인트|(?:keep|retain|last|latest)[^.?!]{0,24}(?:checkpoint|ckpt)|(?:checkpoint|ckpt)\w*[^.?!]{0,24}(?:keep|kept|retain)|체크포인트[^.?!]{0,20}(?:보관|남기|남겨|유지)|최근[^.?!]{0,14}체크포인트/,
  }),
  reserved: kind('share', '비워 두는 메모리 비율', 'share of memory left free', {
    words: /reserve|headroom|leave|left|free|margin|spare|overhead|여유|비워|비우|남겨|남기|예비/,
    inner: true,
  }),
  loraAlpha: kind('bare', 'LoRA alpha', 'LoRA alpha', {
    words: /alpha|알파|α/,
    ...{ only: LORA, most: 4096, inner: true, weight: 1.2 },
  }),
  hourUsd: kind(['USD', 'KRW'], '카드 한 시간의 값', 'price of a card hour', {
    words: /hour|\bhr\b|\/h|rent|spot|rate|시간당|시간에/,
    ...{ per: ['hour'], prior: 0.3 },
  }),
  allHourUsd: kind(['USD', 'KRW'], '장비 한 시간의 값', 'price of an hour of all cards', {
    must: true,
    words:
      /(?:노드|서버|머신|박스|인스턴스|장비)[^.?!,]{0,16}(?:시간당|시간에)|(?:box|node|server|machine|instance)\b[^.?!,]{0,20}(?:\bhour(?:ly)?|\bhr)\b|\bbox|\bnodes?\b|server|machine|instance|cluster|\brig\b|\ball[\s-]?in\b|whole|\btotal|altogether|노드|서버|머신|박스|인스턴스|클러스터|장비|통째|전부|합쳐|합계|대당/,
    ...{
      per: ['hour'],
      not: /per[\s-](?:gpu|card)|each|장당|카드당|gpu당/,
      weight: 1.3,
      inner: true,
      only: /\bbox|\bnodes?\b|server|machine|instance|cluster|\brig\b|\ball[\s-]?in\b|whole|\btotal|altogether|노드|서버|머신|박스|인스턴스|클러스터|장비|통째|전부|합쳐|합계|대당/,
    },
  }),
  budget: kind(['USD', 'KRW'], '예산', 'budget', {
    words: /budget|have|spend|grant|credit|afford|예산|크레딧|쓸 수/,
    prior: 0.3,
  }),
  cost: kind(['USD', 'KRW'], '비용', 'cost', {
    words: /cost|total|비용/,
    ...{
      prior: -1,
      asked:
        /cost|\$|usd|dollars?|price|bill|spend|pay|money|budget|expens|amount|\btotal|krw|won\b|비용|얼마|달러|원|돈|가격|예산|값|금액|총액|청구/,
    },
  }),
  perMillion: kind(['USD', 'KRW'], '백만 토큰의 값', 'price of a million tokens', {
    per: ['million'],
    ...{ asked: /million|1000000|1m|mtok|per m\b|백만|100만/, topic: /million|1000000|1m\b|mtok|백만|100만/ },
  }),
  perMillionIn: kind(['USD', 'KRW'], '입력 백만 토큰의 값', 'price of a million tokens in', {
    per: ['million'],
    ...{ words: /input|prompt|\bin\b|입력|프롬프트/, must: true, weight: 1.4, inner: true },
  }),
  perMillionOut: kind(['USD', 'KRW'], '출력 백만 토큰의 값', 'price of a million tokens out', {
    per: ['million'],
    ...{ words: /output|completion|generat|\bout\b|출력|생성/, must: true, weight: 1.4, inner: true },
  }),
  buyUsd: kind(['USD', 'KRW'], '사는 값', 'price to buy', {
    words: /\bbuy|purchas|\bown|list price|sticker|사는|사면|살 때|구입|구매/,
    ...{ only: BREAK_EVEN, weight: 1.4, inner: true },
  }),
  breakEven: kind('time', '본전까지의 시간', 'time to break even', {
    first: 1.5,
    asked: BREAK_EVEN,
    topic: BREAK_EVEN,
  }),
  exchange: kind('KRW', '환율', 'exchange rate', {
    words: /환율|exchange|달러당|1달러|per dollar|\$1/,
    ...{ least: 100, most: 10_000, inner: true },
  }),
  kwhPrice: kind(['USD', 'KRW'], 'kWh당 값', 'price of a kWh', { words: /kwh|electric|power|전기/, per: ['kwh'] }),
  watts: kind('W', '카드 한 장의 전력', 'power of a card', {
    ...{ prior: 1, most: 3000 },
    words: /tdp|draw|pull|card|gpu|each|장|카드|소비/,
  }),
  allWatts: kind('W', '전체 전력', 'power of all', {
    ...{ prior: 0.5, least: 2000, inner: true },
    words: /box|node|server|rack|cluster|whole|total|all\b|job|run|노드|서버|랙|클러스터|전체|합쳐|총/,
  }),
  pue: kind('bare', 'PUE', 'PUE', {
    words: /\bpue\b/,
    ...{ least: 1.001, most: 3, inner: true, sole: /\bpue\b/ },
  }),
  energy: kind('kWh', '전력량', 'energy', {
    prior: 1,
    asked: /kwh|energy|power|electric|전력|전기|에너지/,
    topic: /kwh|energy|electric|전력|전기|에너지|\bw\b|watt/,
  }),
  energyCost: kind(['USD', 'KRW'], '전기 요금', 'cost of the electricity', {
    asked: /cost|bill|\$|usd|price|요금|얼마|비용|원|달러|전기(?:료|세|비)/,
    topic: /kwh|energy|electric|power|전력|전기|에너지/,
  }),
  runSeconds: kind('time', '돌리는 시간', 'length of the run', {
    words: /for|run|over|straight|동안|돌|가동|내내|켜/,
    ...{ prior: 0.5, least: 60 },
  }),
  mtbf: kind('time', '카드 한 장의 MTBF', 'time between failures of a card', {
    not: /(?:per|whole|entire|the|our) (?:cluster|job|fleet)|클러스터|전체/,
    words: new RegExp(`${FAILS.source}|(?:에|마다) ?(?:평균 )?(?:한|1) ?번[^.?!,]{0,8}(?:${FAILS.source})`),
    ...{ prior: -0.3, weight: 1.7, only: FAILS },
  }),
  mtbfAll: kind('time', '전체의 MTBF', 'time between failures of all', {
    words:
      /(?:cluster|job|system|overall|전체|클러스터|잡)[^,.]{0,14}(?:mtbf|fail|die|break|crash|interrupt|고장|장애|죽|멈)|(?:per|in the|across the) (?:cluster|job|fleet)/,
    ...{ prior: -0.5, asked: new RegExp(`${FAILS.source}|how often`), topic: FAILS },
  }),
  restartSeconds: kind('time', '다시 띄우는 시간', 'time to come back', {
    words: /restart|recover|com(?:e|ing) back|resum|reboot|복구|재시작|재기동|다시 띄/,
    ...{ weight: 1.3, prior: -0.3, inner: true },
  }),
  reworkSeconds: kind('time', '다시 하는 일', 'work done again', {
    words: /of work\b|repeat|redo|rework|lost work|work (?:is |gets )?lost|roll(?:ed)? back|다시 (?:해|돌)|날아가|잃는/,
    ...{ weight: 1.3, prior: -0.3, inner: true },
  }),
  goodput: kind('share', '쓸모 있게 쓴 시간의 비율', 'share of time that counts', {
    byUnit: true,
    asked: /share|fraction|percent|%|goodput|productive|useful|truly|비율|유효|실제로|몇 ?프로/,
    topic: new RegExp(`${FAILS.source}|restart|중단|재시작`),
  }),
  failures: kind('bare', '고장 횟수', 'failures', {
    asked: new RegExp(`${FAILS.source}|번`),
    topic: FAILS,
  }),
  checkpointEvery: kind(['interval', 'time'], '체크포인트 간격', 'interval of checkpoints', {
    words: /every|interval|마다|간격|주기/,
    not: FAILS,
    ...{ only: /checkpoint|ckpt|\bsav|체크포인트|저장/, weight: 1.3, prior: -0.4 },
    asked: /how often|after how|\bnext\b|interval|every|optimal|best|간격|주기|마다|다음|몇 ?분|최적/,
    topic: /checkpoint|ckpt|sav|저장|체크포인트/,
  }),
  // --- serving
  requestRate: kind(['requests/s', 'items/s'], '초당 요청', 'requests a second', {
    whole: true,
    words: /req|quer|traffic|arriv|incoming|peak|load|요청|들어|트래픽|쿼리|유입/,
    ...{ prior: 1, asked: /req|quer|rps|qps|throughput|초당|처리량|요청/, topic: /req|quer|rps|qps|요청|users?|call/ },
  }),
  requestRatePerReplica: kind(['requests/s'], '복제 하나의 초당 요청', 'requests a second of a replica', {
    must: true,
    words: /per|each|one|replica|server|instance|당|하나/,
    ...{ per: ['replica', 'card', 'node', 'each'], inner: true },
  }),
  requestSeconds: kind('time', '요청 하나의 시간', 'time of a request', {
    words: SERVE,
    ...{
      per: ['request', 'each', 'item'],
      prior: 0.1,
      asked: /latency|wait|response time|per request|지연|응답 ?시간|대기/,
      topic: /latency|wait|little|concurren|in flight|지연|대기|동시/,
    },
  }),
  tokensPerDay: kind(['tokens', 'large'], '하루 토큰 수', 'tokens a day', {
    must: true,
    per: ['day'],
    least: 100,
    inner: true,
  }),
  requestsPerDay: kind(['items', 'sequences', 'large', 'bare'], '하루 요청', 'requests a day', {
    must: true,
    words: /req|quer|call|요청|쿼리|호출/,
    per: ['day'],
  }),
  inFlight: kind(['sequences', 'people'], '동시에 도는 요청', 'requests in flight', {
    words: /in the system|in flight|in progress|outstanding|at (?:once|any)|대기|시스템에/,
    prior: -1,
    asked:
      /concurren\w*|in[\s-]?flight|simultan|at once|at (?:any|the same) (?:moment|time|given)|outstanding|동시|떠 ?있|진행/,
    topic: /req|rps|qps|latency|second|little|요청|초|리틀/,
  }),
  slots: kind(
    ['sequences', 'bare', 'requests/s', 'items', 'people'],
    '복제 하나가 동시에 받는 요청',
    'requests a replica holds at once',
    {
      words:
        /concurren\w*|at a time|at once|slots?|슬롯|in[\s-]?flight|simultan|parallel|handles?|max[\s_-]num[\s_-]seqs|동시|한 ?번에|병렬|처리/,
      ...{ per: ['replica', 'each', 'card', 'node'], least: 1, most: 1e6 },
    },
  ),
  replicas: kind(['replicas', 'cards', 'nodes', 'bare'], '복제 수', 'replicas', {
    words: /replicas?|servers?|instances?|workers?|pods?|engines?|레플리카|서버|인스턴스|워커|파드/,
    ...{
      least: 1,
      most: 1e7,
      asked:
        /replicas?|servers?|instances?|workers?|pods?|gpus?|cards?|§|machines?|nodes?|레플리카|서버|인스턴스|워커|몇 ?(?:개|대|장)|파드/,
      topic: /req|rps|qps|traffic|tok|load|serv|요청|초당|트래픽|서빙|처리|workers?|워커/,
    },
  }),
  utilization: kind(['share', 'x'], '이용률', 'utilisation', {
    words: /utili[sz]|load|headroom|busy|target|이용률|가동률|사용률|목표|여유|부하/,
    ...{
      most: 1,
      asked: /utili[sz]|busy|load|rho|이용률|가동률|사용률|부하|점유/,
      topic: /req|rps|qps|traffic|worker|server|replica|요청|트래픽|워커|서버|레플리카/,
    },
  }),
  itemRate: kind(['items/s', 'requests/s'], '초당 샘플', 'samples a second', {
    whole: true,
    words: /img|image|sample|이미지|샘플/,
    ...{ prior: 0.8, asked: /images?|imgs?|samples?|이미지|샘플|초당/, topic: /images?|imgs?|samples?|이미지|샘플/ },
  }),
  itemRatePerCard: kind(['items/s', 'requests/s'], '카드당 초당 샘플', 'samples a second a card', {
    per: ['card', 'each', 'replica'],
    inner: true,
  }),
  itemSeconds: kind('time', '샘플 하나의 처리 시간', 'time of one sample', {
    words: /decode|decod|preprocess|augment|process|cpu|core|worker|전처리|디코딩|처리/,
    ...{ per: ['item', 'each'], prior: -0.2 },
  }),
  loaders: kind('replicas', '로더 워커', 'loader workers', {
    words: /workers?|loaders?|cores?|process|워커|코어|프로세스/,
    only: /load|decod|preprocess|augment|cpu|\bcore|로더|전처리|디코딩|코어/,
    asked: /workers?|cores?|processes|워커|코어|프로세스/,
    topic: /load|decode|decod|preprocess|augment|cpu|core|로더|전처리|디코딩|코어/,
  }),
  itemBytes: kind('bytes', '샘플당 바이트', 'bytes a sample', {
    words: /avg|average|mean|each|jpe?g|png|image|sample|file|per|평균|이미지|샘플|장당|파일|사진/,
    ...{ per: ['item', 'each', 'request', 'card'], usual: [1, 1e8], most: 1e11, prior: -0.2 },
  }),
  tokenBits: kind('bits', '토큰당 비트', 'bits a token', {
    words: /integer|\bu?int|token ids?|정수|번호|토큰/,
    ...{ most: 64, inner: true, only: /token|토큰/ },
  }),
  tokenB: kind('bytes', '토큰당 바이트', 'bytes a token', {
    words: /format|data type|dtype|integer|형식|자료형|정수|토큰당/,
    ...{ per: ['token'], must: true, most: 64, inner: true },
  }),
  // --- kernels
  threads: kind(['threads', 'bare'], '블록당 스레드', 'threads a block', {
    words: /threads?|thr|block|스레드|블록/,
    ...{ least: 1, most: 1024, per: ['block'] },
  }),
  registers: kind(['registers', 'bare'], '스레드당 레지스터', 'registers a thread', {
    words: /reg|레지스터|레지/,
    ...{ least: 1, most: 255, per: ['thread'] },
  }),
  shared: kind('bytes', '블록당 공유 메모리', 'shared memory a block', {
    words: /smem|shared|공유/,
    ...{ per: ['block'], most: 3e5 },
  }),
  maxThreads: kind(['threads', 'bare', 'large'], 'SM의 스레드', 'threads of a multiprocessor', {
    words: /max|per sm|\/sm|\bsm\b|room|holds?|limit|최대|sm당/,
    ...{ per: ['sm'], least: 512, most: 4096, inner: true },
  }),
  smRegisters: kind(['registers', 'bare', 'large', 'bytes'], 'SM의 레지스터', 'registers of a multiprocessor', {
    words: /reg|레지스터/,
    ...{ per: ['sm'], least: 4096, most: 1e6, inner: true },
  }),
  smShared: kind('bytes', 'SM의 공유 메모리', 'shared memory of a multiprocessor', {
    words: /smem|shared|공유|per sm|sm당|\bsm\b/,
    ...{ per: ['sm'], least: 16_000, most: 1e6, inner: true },
  }),
  maxBlocks: kind(['blocks', 'bare'], 'SM의 블록', 'blocks of a multiprocessor', {
    per: ['sm'],
    words: /max|block|블록/,
    most: 64,
    inner: true,
  }),
  residentBlocks: kind('blocks', 'SM에 올라가는 블록', 'blocks on a multiprocessor', {
    asked: /blocks?|ctas?|블록/,
    topic: /\bsms?\b|multiprocessor|resident|occupancy|점유율|올라|동시/,
  }),
  occupancy: kind('share', '점유율', 'occupancy', {
    asked: /occupancy|점유율|오큐펀시/,
    topic: /occupancy|점유율|오큐펀시|resident/,
  }),
  // --- evaluation
  lost: kind('share', '멈춘 시간의 비율', 'share of time lost', {
    words: /lost|downtime|restart|잃|다운타임|재시작/,
    inner: true,
  }),
  share: kind(['share', 'bare', 'points'], '정답률', 'score', {
    words: ACCURACY,
    ...{ least: 0.001, most: 0.999, prior: 0.4, not: /higher|lower|gap|differ|better|worse|차이|더 높|더 낮/ },
  }),
  hits: kind(['items', 'bare'], '맞힌 수', 'correct answers', {
    words: /correct|solved|right|pass|wins?|successes|맞|정답|성공|통과|이긴/,
    prior: -1,
  }),
  flopsFactor: kind('bare', '파라미터와 토큰마다 연산', 'operations for each parameter and token', { inner: true }),
  latentDim: kind('bare', '잠재 벡터의 차원', 'dimensions of the latent', {
    words: /latent|dim(?:ension)?s?\b|차원|잠재/,
    ...{ only: /\bmla\b|latent|잠재/, weight: 1.4, least: 16, inner: true },
  }),
  tpSeconds: kind('time', '텐서 병렬 통신 시간', 'time of tensor-parallel communication', {
    first: 1.4,
    asked: /comm|all[\s-]?reduce|통신|올리듀스/,
    topic: /\btp\b|tensor[\s-]?parallel|텐서 ?병렬/,
  }),
  microBatchesEach: kind(['micro-batches', 'bare'], '복제마다 마이크로배치 수', 'micro-batches on each replica', {
    first: 1.2,
    asked: /micro-?\s?batch(?:es)?|마이크로 ?배치/,
    topic: /per (?:dp|replica|rank|step)|each (?:dp|replica|rank|data)|마다|당|씩/,
    named: true,
  }),
  tokenTextB: kind('bytes', '토큰당 글의 바이트', 'bytes of text a token', {
    words: /avg|average|averages|text|utf-?8|tokenizer|평균|토크나이저|글/,
    ...{ per: ['token'], only: /u?int(?:16|32|64)|per byte|\/byte|바이트당|bpb/, weight: 1.2, most: 64, inner: true },
  }),
  storedBytes: kind('bytes', '토큰으로 바꾼 데이터', 'data as tokens', {
    first: 1.6,
    asked: /tokeni[sz]ed|token ?id|\bids?\b|file|disk|big|size|토큰화|토큰|파일|용량|크기/,
    topic: /u?int(?:16|32|64)/,
  }),
  queueSeconds: kind('time', '대기열에서 기다리는 시간', 'time in the queue', {
    first: 1.6,
    asked: /wait|queue|대기|기다/,
    topic: /poisson|exponential|m\/m\/1|single[\s-]server|푸아송|지수 ?분포/,
  }),
  systemSeconds: kind('time', '끝날 때까지의 시간', 'time in the system', {
    first: 1,
    asked: /respon|in (?:the )?system|latency|sojourn|total time|응답|지연|전체 시간/,
    topic: /poisson|exponential|m\/m\/1|푸아송|지수 ?분포/,
  }),
  availability: kind(['share', 'bare'], '가용률', 'availability', {
    words: /availab|uptime|alive|up\b|가용|생존|살아/,
    ...{ weight: 1.6, least: 0.5, most: 0.999999999, only: /availab|uptime|alive|가용|생존|살아/, inner: true },
  }),
  allAlive: kind('share', '모두 살아 있을 확률', 'chance that all of them are up', {
    first: 1.4,
    asked: /probab|chance|likel|odds|%|percent|확률|퍼센트/,
    topic: /all|every|전부|모두|다 살/,
  }),
  downSeconds: kind('time', '멈춘 시간', 'time down', {
    first: 1.4,
    asked: /down|outage|unavailab|멈|장애|다운/,
    topic: /availab|uptime|가용/,
  }),
  wasted: kind('share', '버리는 시간의 비율', 'share of time that is wasted', {
    first: 1,
    byUnit: true,
    asked: /wast|lost|lose|overhead|낭비|버려|버리|잃|날리/,
    topic: new RegExp(
      `(?=[\\s\\S]*(?:${FAILS.source}|restart|재시작))[\\s\\S]*(?:wast|los[et]|lost|낭비|버려|버리|잃|날리)`,
    ),
  }),
  bitsPerByte: kind('bits', '바이트당 비트', 'bits a byte', {
    first: 1.4,
    asked: /bits? (?:per|a|\/) ?byte|bpb|바이트당 ?(?:몇 ?)?비트/,
    topic: /bits? (?:per|a|\/) ?byte|bpb|바이트당/,
  }),
  bitsPerToken: kind('bits', '토큰당 비트', 'bits a token', {
    first: 1.2,
    asked: /bits? (?:per|a|\/) ?token|토큰당 ?(?:몇 ?)?비트/,
    topic: /bits? (?:per|a|\/) ?token|토큰당 ?(?:몇 ?)?비트/,
  }),
  decay: kind('bare', '감쇠', 'decay', {
    words: /beta|decay|ema|momentum|β|감쇠|베타/,
    ...{
      only: /\bema\b|half[\s-]?life|averag\w* (?:over|window|horizon)|effective window|반감기|이동 ?평균/,
      least: 0.5,
      most: 0.9999999,
      weight: 1.4,
      inner: true,
    },
  }),
  halfLife: kind(['steps', 'bare'], '평균이 미치는 step', 'steps that an average reaches', {
    first: 1.2,
    asked: /half[\s-]?life|window|horizon|steps?|반감기|스텝/,
    topic: /\bema\b|half[\s-]?life|반감기|이동 ?평균/,
  }),
  agreement: kind(['share', 'bare'], '일치율', 'agreement', {
    words: /agree|일치/,
    ...{ only: /kappa|카파/, weight: 1.5, most: 1, inner: true },
  }),
  chance: kind(['share', 'bare'], '우연한 일치율', 'agreement by chance', {
    words: /chance|expected|random|우연|기대/,
    ...{ only: /kappa|카파/, weight: 1.8, most: 1, inner: true },
  }),
  kappa: kind('bare', '카파', 'kappa', { first: 1, asked: /kappa|카파/, topic: /kappa|카파/ }),
  fsdpBytes: kind('bytes', 'FSDP가 카드마다 step에 주고받는 양', 'what FSDP moves for each card in a step', {
    first: 1,
    asked: /comm|traffic|volume|move|send|통신|보내|주고받|트래픽/,
    topic: /fsdp|zero[\s_-]*3|제로 ?3/,
  }),
  draftCost: kind(['share', 'x', 'bare'], '초안 한 번의 비용', 'cost of a draft', {
    words: /cost|draft (?:pass|step|model)[^.?!,]{0,16}(?:cost|takes)|비용|드래프트/,
    ...{ only: /draft|specul|드래프트|추측/, most: 0.9, inner: true },
  }),
  draftSpeedup: kind('x', '추측 디코딩의 배율', 'speed-up of speculative decoding', {
    named: true,
    first: 1.2,
    asked: /speed-?up|faster|times|배/,
    topic: /draft|specul|드래프트|추측/,
  }),
  passRate: kind('share', '통과율', 'pass rate', {
    first: 0.8,
    asked: /pass(?:ing)? rate|accuracy|success rate|solve rate|hit rate|통과율|정답률|정확도|성공률/,
    topic: /pass(?:ing)? rate|accuracy|success rate|solve rate|hit rate|통과율|정답률|정확도|성공률/,
    never: /±|interval|confiden|signific|detect|구간|유의|신뢰/,
  }),
  attempts: kind(['bare', 'items', 'sequences', 'runs', 'x'], '시도 수', 'attempts', {
    words: /samples?|attempts?|tries|times|draws?|번|회|샘플|시도|뽑/,
    ...{ only: /pass@|pass at/, least: 2, most: 1e5, inner: true },
  }),
  passAtK: kind('share', '한 번이라도 맞힐 확률', 'share solved in several attempts', {
    first: 1.5,
    asked: /pass@|pass at|at least one|한 ?번이라도|하나라도|확률|%|퍼센트|probab|chance/,
    topic: /pass@|pass at|at least one|한 ?번이라도|하나라도/,
  }),
  precision: kind(['share', 'bare'], '정밀도', 'precision', {
    words: /precision|정밀도/,
    ...{ weight: 2, most: 1, only: /recall|재현율/, inner: true },
  }),
  recall: kind(['share', 'bare'], '재현율', 'recall', {
    words: /recall|재현율/,
    ...{ weight: 2, most: 1, only: /precision|정밀도/, inner: true },
  }),
  f1: kind('bare', 'F1', 'F1', { first: 1, asked: /\bf_?1\b|에프원/, topic: /\bf_?1\b|에프원/ }),
  alphaEach: kind('bare', '하나마다 유의수준', 'significance level of each', {
    first: 1,
    asked: /alpha|level|threshold|p[\s-]?value|유의|알파|기준|몇|얼마/,
    topic: /bonferroni|본페로니/,
  }),
  boundaryBytes: kind('bytes', '단 사이로 보내는 양', 'what goes between stages', {
    first: 1.4,
    asked: /mb\b|gb\b|bytes?|send|sent|wire|move|traffic|transfer|보내|전송|넘어|오가|몇/,
    topic: /boundary|between (?:the )?(?:two )?(?:pipeline )?stages|stage to stage|(?:스테이지|단) ?(?:사이|경계|간)/,
  }),
  width: kind('bare', '벡터의 차원', 'dimensions of a vector', {
    words: /dim(?:ension)?s?\b|-d\b|wide|차원/,
    ...{ only: /vector|embedding|벡터|임베딩/, least: 8, most: 1e5, inner: true },
  }),
  valueB: kind('bytes', '값 하나의 바이트', 'bytes a value', { inner: true }),
  vectorBytes: kind('bytes', '벡터', 'vectors', {
    first: 1.2,
    asked: /memory|ram|size|big|gb\b|tb\b|space|disk|storage|large|메모리|용량|크기|몇|얼마/,
    topic: /vectors?\b|embeddings\b|벡터|임베딩 ?(?:개|벡터|인덱스)/,
    never: /layer|hidden|vocab|train|레이어|어휘|학습/,
  }),
  shareFirst: kind(['share', 'bare'], '한쪽의 점수', 'first score', { most: 0.9999, least: 0.0001 }),
  shareSecond: kind(['share', 'bare'], '다른 쪽의 점수', 'second score', { most: 0.9999, least: 0.0001 }),
  effect: kind(['points', 'share', 'bare', 'nats'], '보고 싶은 차이', 'difference to be seen', {
    words:
      /detect|differ|lift|effect|improv|\bsee|resolve|tell apart|distinguish|구별|구분|gain|gap|delta|mde|uplift|higher|lower|better|worse|차이|효과|개선|상승|향상|잡/,
    ...{ prior: -0.2, most: 0.5 },
    asked: /detect|differ|effect|smallest|차이|효과/,
    topic: /detect|smallest|resolve|검출|잡아|구별/,
  }),
  margin: kind(['points', 'share'], '구간의 반폭', 'half width of the interval', {
    words: /±|margin|within|plus|interval|오차|이내|구간|half/,
    ...{
      prior: -0.2,
      most: 0.5,
      asked: /±|interval|\bci\b|margin|error bar|confiden|half[\s-]?width|구간|오차|반폭|plus or minus/,
      topic: /±|interval|\bci\b|margin|error bar|confiden|half[\s-]?width|구간|오차|반폭|plus or minus|noise/,
    },
  }),
  lowerBound: kind('share', '구간의 아래쪽', 'lower end of the interval', {
    asked: /lower (?:bound|end|limit|edge)|하한|아래쪽|최저/,
    topic: /lower (?:bound|end|limit|edge)|하한|아래쪽/,
    first: 1,
  }),
  upperBound: kind('share', '구간의 위쪽', 'upper end of the interval', {
    asked: /upper (?:bound|end|limit|edge)|상한|위쪽/,
    topic: /(?:ci|interval|confiden|신뢰|구간)[^.?!]{0,24}(?:upper|상한|위쪽)|upper[^.?!]{0,24}(?:interval|confiden)/,
    first: 1,
  }),
  standardError: kind(['points', 'share', 'bare', 'nats'], '표준오차', 'standard error', {
    words: /standard error|\bs\.?e\.?m?\b|표준 ?오차/,
    ...{ weight: 1.4, prior: -0.5, most: 0.5 },
    asked: /standard error|std\.? ?err|\bs\.?e\.?m?\b|표준 ?오차/,
    topic: /standard error|std\.? ?err|\bs\.?e\.?m?\b|표준 ?오차/,
  }),
  z: kind('bare', '신뢰 수준의 z', 'z of the level', { inner: true }),
  zPower: kind('bare', '검정력의 z', 'z of the power', { inner: true }),
  level: kind('share', '신뢰 수준', 'level', {
    words: /\bci\b|confiden|interval|신뢰|level|구간|half[\s-]?width|error bar|margin/,
    ...{ least: 0.5, most: 0.9999, inner: true },
  }),
  power: kind(['share', 'bare'], '검정력', 'power', {
    words: /power|검정력|파워/,
    weight: 1.4,
    ...{ least: 0.5, most: 0.9999, inner: true },
  }),
  alpha: kind(['share', 'bare'], '유의수준', 'significance level', {
    words: /alpha|α|signific|level|two-?sided|유의 ?수준|알파|양측/,
    ...{ most: 0.2, inner: true },
  }),
  deviations: kind('x', '표준오차의 배수', 'standard errors', {
    first: 1,
    asked:
      /standard errors? apart|how many (?:standard errors|sigmas)|signific|sigma|z[\s-]?(?:score|value|stat)|(?:^|\s)z$|real|chance|유의|시그마|우연/,
    topic: /apart|signific|sigma|z[\s-]?(?:score|value|stat)|\bz\?|유의|시그마/,
  }),
  noise: kind(['bare', 'nats', 'points', 'share'], '표준편차', 'standard deviation', {
    weight: 2,
    words: /std|standard dev\w*|sigma|σ|noise|spread|vary|편차|노이즈|흔들/,
    prior: -1.5,
  }),
  runs: kind(['runs', 'bare'], '실행 수', 'runs', {
    words: /runs?|seeds?|시드|실행|반복/,
    ...{ most: 1e6, asked: /runs?|seeds?|시드|실행|반복|번|회|train/, topic: /seed|run|시드|실행|반복/ },
    first: 0.6,
  }),
  // --- the rest of the trade
  stages: kind(['stages', 'bare'], '파이프라인 단', 'pipeline stages', {
    words: /stages?|pp\b|pipeline|스테이지|단/,
    most: 1000,
  }),
  microBatches: kind(['micro-batches', 'bare'], '마이크로배치 수', 'micro-batches', {
    words: /micro-?batches|마이크로 ?배치 ?(?:수|가)?|\bm\b/,
    ...{ most: 1e5, prior: -0.3 },
  }),
  chunks: kind(['bare', 'units'], '단마다 조각', 'chunks a stage', {
    words: /interleav\w*|virtual|chunks?|vpp/,
    ...{ most: 64, inner: true },
  }),
  bubble: kind('share', '파이프라인 버블', 'pipeline bubble', {
    asked: /bubble|idle|waste|버블|노는|놀/,
    topic: /bubble|idle|pipeline|stage|버블|파이프라인|스테이지/,
  }),
  acceptance: kind(['share', 'bare'], '채택률', 'rate of acceptance', { words: /accept|채택|수락|승인/, most: 1 }),
  drafted: kind(['tokens', 'bare'], '초안 토큰', 'drafted tokens', {
    words: /draft|specul|propos|lookahead|gamma|k\b|초안|드래프트|추측/,
    most: 100,
  }),
  speculated: kind('tokens', '한 번에 나오는 토큰', 'tokens of one pass', {
    asked: /tokens?|토큰|expect/,
    topic: /draft|specul|accept|드래프트|추측|채택/,
  }),
  was: kind('bare', '전 값', 'value before', { inner: true }),
  now: kind('bare', '뒤 값', 'value after', { inner: true }),
  changeShare: kind('share', '달라지는 몫', 'share by which it changes', {
    byUnit: true,
    asked:
      /sav|reduc|drop|fall|fewer|less|more|increas|decreas|cut|shr[iau]nk|grow|gain|cheaper|faster|slower|longer|shorter|절약|절감|줄|감소|늘|증가|아끼|아낀|빨라|느려|커|작아|개선|올라|떨어/,
  }),
  packedRows: kind('sequences', '묶은 시퀀스 수', 'packed sequences', {
    asked: /sequences?|rows?|samples?|시퀀스|행|줄/,
    topic: /pack|concat|glue|패킹|이어 ?붙|묶/,
  }),
  everySteps: kind(['steps', 'bare'], '그 사이의 step', 'steps between two of them', {
    words: /every|마다|간격/,
    ...{ weight: 1.5, least: 2, inner: true },
  }),
  cardHoursEach: kind('card hours', '한 번의 카드 시간', 'card hours each time', {
    only: /every|each|마다|한 ?번/,
    words: /eval\w*|takes?|costs?|평가|한 ?번/,
    inner: true,
  }),
  occasions: kind('bare', '횟수', 'times that it is done', {
    asked: /times|evals?|evaluations|checkpoints|saves|몇 ?번|횟수/,
    topic: /every|마다/,
  }),
  teacherParams: kind(['parameters', 'large'], '교사의 파라미터', 'parameters of the teacher', {
    words: /teacher|distil\w*|교사|선생|에서/,
    ...{ only: DISTILS, least: 1e6, prior: 0.5, weight: 1.4, inner: true },
  }),
  studentParams: kind(['parameters', 'large'], '학생의 파라미터', 'parameters of the student', {
    words: /student|\b(?:in)?to\b|학생|으로|로/,
    ...{ only: DISTILS, least: 1e6, prior: 0.5, weight: 1.4, inner: true },
  }),
  oldKvHeads: kind(['heads', 'bare'], '전 KV 헤드', 'KV heads before', { inner: true }),
  newKvHeads: kind(['heads', 'bare'], '뒤 KV 헤드', 'KV heads after', { inner: true }),
  oldKvB: kind('bytes', '전 KV 값 바이트', 'bytes a key or value before', { inner: true }),
  newKvB: kind('bytes', '뒤 KV 값 바이트', 'bytes a key or value after', { inner: true }),
  kvTimes: kind('x', 'KV 캐시의 배수', 'times the KV cache', {
    first: 1,
    ...{ asked: /times|factor|smaller|more|shrink|배|작|줄|더/, topic: /\bkv\b|cache|캐시/ },
  }),
  variants: kind('bare', '비교하는 설정 수', 'settings that are compared', { inner: true }),
  savedBytes: kind('bytes', '줄어드는 크기', 'what is saved', {
    named: true,
    first: 1,
    asked:
      /sav(?:e|ed|ing)|less|smaller|reduc|shrink|free up|줄(?!이면|인 ?(?:뒤|다음))|절약|아끼|아낄|아껴|아낌|절감|감소/,
    topic: /quanti|int[48]|fp[48]|[48][\s-]?bit|양자화|비트/,
  }),
  ratio: kind('x', '배율', 'ratio', {
    named: true,
    asked: /times|smaller|compress|factor|ratio|reduc|shrink|몇 ?배|배율|압축|줄/,
    topic: /quanti|compress|smaller|prun|shrink|reduc|양자화|압축|줄/,
  }),
  sparsity: kind('share', '덜어낸 비율', 'share taken out', {
    words: /prun|spars|remov|프루닝|희소|가지치기/,
    ...{ most: 0.999 },
  }),
  oldBytes: kind('bytes', '전 크기', 'size before', { inner: true }),
  newBytes: kind('bytes', '뒤 크기', 'size after', { inner: true }),
  oldTime: kind('time', '전 시간', 'time before', { inner: true }),
  newTime: kind('time', '뒤 시간', 'time after', { inner: true }),
  oldRate: kind(['tokens/s', 'items/s', 'steps/s'], '전 처리량', 'rate before', { inner: true }),
  newRate: kind(['tokens/s', 'items/s', 'steps/s'], '뒤 처리량', 'rate after', { inner: true }),
  cardsFrom: kind('cards', '전 카드 수', 'cards before', { inner: true }),
  cardsTo: kind('cards', '뒤 카드 수', 'cards after', { inner: true }),
  scaling: kind('share', '확장 효율', 'scaling efficiency', {
    asked: /scal\w+ eff|efficien|scal|확장|효율|스케일/,
    topic: /scal|확장|스케일|efficien|효율/,
  }),
  serial: kind('share', '줄지 않는 몫', 'share that stays', { words: /serial|sequential|직렬|순차/, inner: true }),
  speedup: kind('x', '빨라지는 배율', 'speed-up', {
    named: true,
    words: /times|faster|throughput|speed|배/,
    prior: 0.5,
    asked: /speed-?up|faster|times|몇 ?배|빨라|빠르/,
    topic: /speed-?up|faster|빨라|빠르|amdahl|암달/,
  }),
} as const satisfies Record<string, Kind>;
export type KindName = keyof typeof KINDS;

export const kindOf = (name: KindName): Kind => KINDS[name];
export const KIND_NAMES = Object.keys(KINDS) as KindName[];
