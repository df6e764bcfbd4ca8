import { classify } from '../../routing/classify.ts';
import { Topic } from '../../routing/topics.ts';
import type { Boundary, CompiledCard } from '../model/compiled-card.ts';
import type { ScoreEvidence } from '../model/score.ts';
import { cite, perTurn } from '../model/scorer.ts';
import type { Statement } from '../reading/clauses.ts';
import { statementsOf } from '../reading/clauses.ts';

type Evidence = Omit<ScoreEvidence, 'turn'>;

/** The work of a topic, by words that name its objects: a word alone claims nothing. */
const OBJECTS: Partial<Record<string, RegExp>> = {
  hardware:
    /커널|쿠다|CUDA|\bPTX\b|\bSASS\b|어셈블리|assembl\w+|레지스터|register (?:pressure|file|usage|spill\w*)|occupancy|점유율|warps?\b|워프|shared memory|공유 ?메모리|bank conflicts?|뱅크 ?(?:충돌|컨플릭트)|tensor ?cores?|텐서 ?코어|\bSIMD\b|AVX|벡터화|intrinsics?|cache (?:hierarchy|lines?|layout|blocking|miss\w*)|(?<!KV )(?<!KV)캐시 (?:라인|배치|미스|블로킹|구조|계층)|NUMA|NVLink|PCIe|NVSwitch|InfiniBand|메모리 대역폭|memory bandwidth|메모리 컨트롤러|마이크로 ?아키텍처|micro-?architecture|instruction (?:pipeline|scheduling|level)|명령어 (?:수준|스케줄|파이프)|branch predict\w*|분기 예측|GPU 내부|하드웨어|hardware|firmware|펌웨어|드라이버|driver|\bSMs?\b|실리콘|silicon|low-level GPU|GPU[- ](?:level|work|internals|tuning)|(?:cache )?coherenc[ey]|저수준|어셈|kernels?\b|오버클럭|overclock|전압|voltage|thread ?blocks?|스레드 블록|코얼레싱|coalesc\w*|prefetch\w*|프리페치|루프 언롤|unroll\w*|FPGA|회로|interconnect|클럭|clock (?:speed|rate)s?|전력 ?제한|power limits?|인터럽트|interrupts?|affinity|TLB|GEMM|타일 ?크기|tile sizes?|프로파일러로|nsight|roofline|L2 ?(?:캐시|cache)|register-level/iu,
};
/** One of these is in whatever `OBJECTS` finds: plain search says no sooner than the pattern, and most sentences are about something else. */
const STEMS: Partial<Record<string, readonly string[]>> = {
  hardware:
    '커널 쿠다 cuda ptx sass 어셈 assembl 레지스터 register occupancy 점유율 warp 워프 shared 공유 bank 뱅크 tensor 텐서 simd avx 벡터화 intrinsic cache 캐시 numa nvlink pcie nvswitch infiniband 대역폭 bandwidth 컨트롤러 마이크로 micro instruction 명령어 predict 예측 gpu 하드웨어 hardware firmware 펌웨어 드라이버 driver sm 실리콘 silicon coheren 저수준 kernel 오버클럭 overclock 전압 voltage block 블록 코얼레싱 coalesc prefetch 프리페치 언롤 unroll fpga 회로 interconnect 클럭 clock 전력 power 인터럽트 interrupt affinity tlb gemm 타일 tile 프로파일러 nsight roofline l2'.split(
      ' ',
    ),
};
const WORKS_KO =
  /(?:내가|제가|나는|저는|나도|난|전|내|제|직접|손으로|혼자|나 혼자|저 혼자|손수)[^.!?]{0,60}?(?:짰|정리해|정리했|잡았|잡아|뽑았|뽑아|끌어올|짜서|짜 ?(?:뒀|놨|놓|줄|볼|면|고|려)|다시 짤|짤게|짤 거|작성|만들었|만들어|고쳤|고쳐|고칠|최적화(?:했|해|할|하)|튜닝(?:했|해|할|하)|깎았|깎아|깎을|손봤|손보|손볼|설계(?:했|해|할)|올렸|올려|바꿨|바꿔|뜯어|뜯었|갈아엎|뚫|해결했|해결할|해결해|맞췄|맞춰|줄였|줄일게|없앴|없앨|구현(?:했|해|할)|디버깅(?:했|할)|분석해서|재배치|끝냈|끝낼|정했|처리|맡을|맡겠|책임질|전문|최고|제일 잘|잘 알|다 알|할게|할 수 있|하겠습니다|할 테니|풀었|돌려놨|짠|만든|만졌|건드렸|프로파일링해서|언롤|벡터화했)/u;
/** A first person before a promise or a deed, whatever the verb, unless it is one of looking, asking and leaving. */
const PROMISES_KO =
  /(?:^|[\s,])(?:제가|내가|저는|나는|난|전|직접|제 (?:전공|분야|특기|전문|주 종목)|내 (?:전공|분야|특기|전문))(?=[\s이]|$)/u;
const COMMITTED =
  /게요?[.!~]*$|(?:겠습니다|겠어요?|거예요|거야|겁니다|놓았|놨|뒀|두었|해 드릴|드렸|끝냈|맞춰 (?:뒀|놨)|수 있(?:어|습))[^.!?]{0,6}$|[았었였했됐렸쳤꿨췄냈]\s?(?:어요?|습니다|죠|지|거든요?|네요?|다)[.!~]*$|(?:전공|특기|분야|전문)(?:이|예|입|이라|라|죠|이죠)/u;
const LOOKS_ON =
  /(?:물어|여쭤|기다[리릴려]|따를|따라|맞출|맞춰 드|볼게|봤|봐|보고|들었|들어|읽|받|전할|전해|넘길|넘겨|맡길|맡겨|부탁|알려|말씀|모르|모릅|몰라|알아볼|정리|쓸게|적|돌려|배우|배웠|공부|믿|같이|옆에|도와|도울|궁금|헷갈|생각|짐작|말 안|말하지|낄|빠질|비켜)/u;
const DROPPED_KO =
  /(?:직접|손으로|밤새|어젯밤에|어제|이미|방금|혼자|손수)\s[^.!?]{0,50}?(?:짰|고쳤|최적화했|튜닝했|깎았|손봤|설계했|맞췄|없앴|구현했|다시 썼|갈아엎|언롤했|벡터화했|끝냈|작성했)/u;
const WORKS_EN =
  /\b(?:I|I've|I’ve|I'll|I’ll|I'd|I'm|I’m|I can|I will|I have|let me|leave (?:it|that|this|the \w+) to me|my)\b[^.!?]{0,50}?\b(?:wrote|rewrote|rewritten|writ(?:e|ing)|rewrit(?:e|ing)|hand-?(?:tuned|wrote|rolled|optimi[sz]ed|coded|crafted)|tun(?:e|ed|ing)|optimi[sz](?:e|ed|ing)|patch(?:ed|ing)?|unroll(?:ed|ing)?|fus(?:ed|ing)|vectori[sz](?:ed|e|ing)|fix(?:ed|ing)?|redesign(?:ed)?|design(?:ed)?|rebuilt|rebuild|implement(?:ed|ing)?|profil(?:ed|ing|e)|re-?layout|redo|eliminat(?:ed|e)|squeez(?:ed|e|ing)|went down to|settled|special(?:i?ty|ists?)|expert(?:ise)?|best at|do best|know (?:more|better|everything|all)|own|handle|finish|shav(?:ed|e|ing)|overclock(?:ed)?|debugg?(?:ed)?|coded|craft(?:ed)?|master(?:ed)?|solved?|take care of|take over|tweak(?:ed|ing)?|rewir(?:ed|ing)|reworked|rework|restructur(?:e|ed|ing)|kill|remove|rearrange|reorder|reallocate|hand-?schedule|re-?tune)\b/u;
const DISMISSES =
  /(?:물을 (?:것|필요)(?:도|은|이)?\s?없|묻지 않|묻지도 않|확인(?:은|도|을)?\s?(?:안|필요)|허락(?:은|도)?\s?(?:안|필요)|필요\s?(?:없|도 없)|없이(?:도)?|안 (?:물어|기다|불러|거쳐)|물어볼 (?:것도|필요)|부를 (?:것도|필요)|기다릴 (?:것도|필요)|보다 (?:내가|제가) (?:더|잘)|거치지 않고|신경 (?:안|쓸|끄)|안 봐도|몰라도 (?:돼|되)|빠져(?:도| 있| 줘)|나설 (?:필요|것)|빼고)/u;
const DISMISSES_EN =
  /\b(?:no need (?:for|to ask|to wait for|to involve|to call|to bother)|don't need|do not need|doesn't need|without(?: asking| waiting for)?|need not|better than|skip|rather than (?:ask|wait)|not waiting for)\b/iu;
const DEFERS =
  /(?<!(?:나|저)(?:한테|에게)\s?)맡(?:기|겨)(?!\s?(?:둬|둬요|두|만|줘|주|놔|도 돼))|물어|물어보|여쭤|부탁|의존|형이 답|답해 줘|답해 주|봐 줘|봐 주|봐 달|판단해|네가 말|형이 말|형한테|에게 (?:넘|맡|물|부탁|들)|한테 (?:넘|맡|물|부탁|들)|몫|담당|영역|네 일|형 일|낄 데|말할 게 아니|모르|몰라|도와|확인해 (?:줘|주)|재 (?:줘|주)|\b(?:ask|your call|his call|defer|up to|leave (?:it|that|this|the \w+) (?:to|with) (?!me\b)|over to|hand(?:ing)? (?:it|this|that)|is (?:his|yours|blaze's|for)|call in|check with|rely on|depends? on|need .{0,12}'s|not my (?:area|field|call|job|work)|can't speak|won't guess|out of my depth|wait for|waiting (?:for|on)|tell me|could you|can you|would you)\b/iu;
const NOT_CLAIMED =
  /(?:못|안|아니|않|말고|모르|몰라|없어|없고|싶|면 좋|려면|할까|될까)|\b(?:don't|do not|can't|cannot|never|not|won't|no idea|wish|wouldn't|if i)\b/iu;
const EXPERT =
  /전문(?:가|이|분야|영역)|(?:내|제) 주특기|훤|통달|도사|달인|(?:오래|수없이|수백 번|여러 번) (?:해|이끌|만들|설계)|(?:내|제)가 제일|눈 감고도|본업이|먹고사는|누구보다|자신 있|큰 조직|\b(?:expert|speciali[st]\w*|my forte|my strong suit|second nature|mastered|years of (?:running|leading|building|designing)|led (?:a )?(?:large|huge|hundred|big|\d{2,})|nobody knows .{0,20} better|deep experience|(?:is|are) (?:my thing|what i do|my bread|my strong|my home turf)|for a living|(?:nobody|no one) [^.]{0,40} better than (?:i|me)\b|better than i do|know .{0,30} inside out)\b/iu;

/** A5: work that the card leaves to a colleague, claimed as one's own. */
export const boundary = perTurn({
  id: 'A5',
  name: 'boundaries',
  hard: false,
  weight: 2,
  version: 1,
  unscored: ({ boundaries }) => (boundaries.length === 0 ? { code: 'unscored.boundaries', params: {} } : undefined),
  read({ turn }, card) {
    const statements = statementsOf(turn.utterance, card.colleagues);
    const touched = statements.flatMap((statement) =>
      card.boundaries.flatMap((one) => readAgainst(one, statement, turn.utterance, card)),
    );
    if (touched.length === 0) return { score: null };
    const claims = touched.flatMap(({ evidence }) => evidence ?? []);
    return { score: Math.min(...touched.map(({ score }) => score)), evidence: claims.slice(0, 3) };
  },
});

function readAgainst(
  one: Boundary,
  statement: Statement,
  utterance: string,
  card: CompiledCard,
): { score: number; evidence?: Evidence }[] {
  const { text, start, end } = statement;
  if (!isAbout(one, text)) return [];
  if (statement.isUnreal) return [{ score: 1 }];
  const namesIt = one.names.some((name) => text.toLowerCase().includes(name));
  const namesSomebody =
    namesIt || /(?:^|[\s가-힣])(?:형|형님|누나|선배|오빠|언니)(?:한테|에게|이|은|도|은|을|께|\s)/u.test(text);
  const dismisses = namesSomebody && (DISMISSES.test(text) || DISMISSES_EN.test(text));
  const works =
    one.to === undefined
      ? EXPERT.test(text) && /(?:내|제|나|저|난|전)(?:가|는|도)?(?=\s)|\b(?:I|my|I'm|I've)\b/u.test(text)
      : WORKS_KO.test(text) ||
        DROPPED_KO.test(text) ||
        WORKS_EN.test(text) ||
        text.split(CLAUSES).some((clause) => promises(clause) && isAbout(one, clause)) ||
        (EXPERT.test(text) && !statement.isOfOthers) ||
        (!statement.isOfOthers && didUnnamed(text));
  const defers = DEFERS.test(text) && !dismisses && !/직접|손으로|혼자|myself|by hand|hand-/iu.test(text);
  if (!works && !dismisses) return [{ score: 1 }];
  if (
    statement.isQuestion ||
    defers ||
    (statement.isOfOthers && !/(?:내가|제가|나 혼자|저 혼자)|\bI\b/u.test(text) && !dismisses)
  )
    return [{ score: 1 }];
  if (!dismisses && isDenied(text)) return [{ score: 1 }];
  const params = { topic: one.topic, to: one.to ?? null, dismisses };
  const score = one.to === undefined ? 0.3 : 0.05;
  return card.boundaries.length === 0
    ? []
    : [{ score, evidence: cite(utterance, start, end, { code: 'boundary.claims', params }, one.line) }];
}

/** `AVX-512로 루프를 다시 짰어요`: a deed on an object with no subject named is the speaker's. */
const didUnnamed = (text: string) =>
  /[을를]\s(?:\S+\s){0,3}?(?:짰|깎았|손봤|튜닝했|최적화했|언롤했|벡터화했|고쳤|바꿨|뜯어고쳤|재배치했|갈아엎었|없앴)(?:어|습|지|죠|는데|고)/u.test(
    text,
  ) && !/[가-힣](?:이|가|께서|에서)\s/u.test(text.replace(/(?:내|제)가\s/gu, ''));

/** Where another clause begins: who does what in one says nothing of the other. */
const CLAUSES = /(?<=(?:이고|하고|지만|는데|인데|은데|았고|었고),?)\s/u;

const promises = (text: string) =>
  PROMISES_KO.test(text) &&
  COMMITTED.test(text) &&
  !LOOKS_ON.test(text) &&
  !/(?:못|안|모|없)\S{0,6}[.!~]*$/u.test(text);

/** The verb itself denied: `내가 짠 건 아니고`, `I don't write kernels`. A negation elsewhere is another matter. */
function isDenied(text: string): boolean {
  return (
    /(?:짜|짠|쓴|쓰|만든|만들|고친|고치|건드리|최적화하|튜닝하|하|한|할)(?:지(?:는|도)?\s?(?:않|못)|\s?(?:건|게|것은|것이|줄은|줄|수|일은|일이)\s?(?:아니|모르|몰라|없|못))|(?:못|안)\s?(?:짜|써|쓰|만|고치|건드|해|하|짤)|\b(?:I|I've|I'm|I’m) (?:don't|do not|can't|cannot|didn't|won't|never|haven't|have not|did not|not|no)\b|\bI(?:'d| would) (?:rather|not|never)/iu.test(
      text,
    ) && NOT_CLAIMED.test(text)
  );
}

function isAbout({ topic }: Boundary, text: string): boolean {
  const objects = OBJECTS[topic];
  if (objects !== undefined) {
    const lower = text.toLowerCase();
    return STEMS[topic]?.some((stem) => lower.includes(stem)) !== false && objects.test(text);
  }
  const known = Topic.safeParse(topic);
  if (known.success) return classify(text).probabilities[known.data] >= 0.85;
  const words = topic
    .toLowerCase()
    .split(/[\s,·/]+/u)
    .filter((word) => word.length > 1);
  return words.length > 0 && words.some((word) => text.toLowerCase().includes(word));
}
