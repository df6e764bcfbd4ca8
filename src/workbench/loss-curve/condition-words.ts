import type { FindingKind } from './finding.ts';

/** Names apart by commas, over as many lines as they take. */
const names = (text: string): string[] => text.split(',').map((name) => name.trim());

/**
 * What a card may call each finding, as stems: English ones match the beginning of a word (the whole of it where they are
 * short or end in `=`), Korean ones anywhere in a word; several words must follow each other with at most two others between. The longest that matches decides.
 */
export const CONDITION_WORDS: Record<FindingKind, readonly string[]> = {
  plateau: names(`
    plateau, flat, stall, stagnat, stuck, saturat, level off, levels off, bottom out, standstill,
    not improv, never improv, no improv, without improv, no progress, not decreas, not fall, not mov,
    not declin, stop improv, stops improv, stopped improv, stop fall, stops fall, stop decreas,
    stops decreas, stopped decreas, no longer fall,
    정체, 평평, 평탄, 제자리, 멈춰, 멈췄, 멈추, 멎, 고원, 플래토, 플라토, 안 내려, 내려가지 않, 떨어지지 않, 줄지 않, 변화가 없, 변화 없, 안 움직, 움직이지 않,
    수평, 개선이 없, 개선되지 않, 그대로`),
  spike: names(`
    spik, jump, surg, burst, outlier, sudden rise, sudden increas, sudden peak, shoots up, shoot up,
    peak, kick up, sharp rise, sharp increas, exploding gradient, gradient explo,
    스파이크, 튀, 튄, 튐, 급등, 치솟, 솟구, 뛰어오, 갑자기 오, 갑자기 올, 급상승, 폭등, 뾰족`),
  oscillation: names(`
    oscillat, swing, zigzag, zig zag, wobbl, bounc, fluctuat, unstable, instab, jitter, noisy, saw tooth,
    sawtooth, back and forth, up and down, ups and downs, ringing, thrash, jagged, not stable, not settl,
    never settl,
    진동, 출렁, 흔들, 요동, 들쭉날쭉, 오르락, 널뛰, 불안정, 왔다 갔다, 왔다갔다, 지그재그, 파도`),
  'slow-convergence': names(`
    slow, sluggish, crawl, not converg, never converg, undertrain, underfit, barely fall, barely mov,
    barely decreas, inch down, gradual, near linear, almost linear, straight line, falls too slow,
    slow to converg, creep down, creeps down, converg slow, decreas slow,
    느리, 느린, 느릴, 느려, 느릿, 더디, 더딘, 더뎌, 수렴하지 않, 수렴이 늦, 수렴 속도, 천천히, 굼뜨, 늦게 수렴, 조금씩, 직선`),
  divergence: names(`
    diverg, explod, explos, blow up, blows up, blew up, blow, nan, inf, infinit, not finite, non finite,
    overflow, not a number, increas, rising, keeps rising, going up, goes up, climb, runs away, run away,
    runaway, collaps, never comes back, turns up,
    발산, 폭발, 터지, 터졌, 무한, 오버플로, 계속 오르, 계속 올라, 올라가기만, 증가, 상승, 붕괴, 무너, 되돌아오지 않, 돌아오지 않`),
  improvement: names(`
    sudden drop, drop=, drops=, dropped=, sudden fall, plung, cliff, step down, breakthrough, improv,
    falls at once, fell at once, grok, sharp drop,
    급락, 뚝, 급감, 한 번에 떨어, 갑자기 떨어, 갑자기 내려, 좋아지, 좋아졌, 개선, 계단처럼`),
};

/** Conditions written as arithmetic on the curve instead of in words. */
export const CONDITION_FORMS: readonly { kind: FindingKind; form: RegExp }[] = [
  { kind: 'divergence', form: /\bis_?nan\b|\bis_?inf\b|\bnot\s+[\w.]*is_?finite\b|!\s*[\w.]*is_?finite\b/i },
  {
    kind: 'plateau',
    form: /\babs\(.*(?:slope|delta|diff|gradient|change).*\)\s*<|\|[^|]*(?:slope|delta)[^|]*\|\s*</i,
  },
  { kind: 'divergence', form: /\b(?:slope|trend)\b\s*>\s*0/i },
  { kind: 'oscillation', form: /\b(?:std|var|variance|stdev|stddev)\b[^<>]*>/i },
];

/** What else may be flat, jump or swing: a condition about one of these is about the curve only if it names it. */
export const OTHER_SUBJECTS: readonly string[] = names(`
  latency, traffic, bandwidth, memory, cpu, gpu, cache, disk, queue, request, user, cost, price,
  budget, revenue, throughput, utiliz, utilis, error rate, conversion, team, deploy, release, schema,
  batch source, temperature, commit, build, benchmark, accuracy, score, test, 지연, 트래픽, 대역폭, 메모리, 비용,
  가격, 예산, 매출, 처리량, 요청, 사용자, 배포, 스키마, 점수, 정확도, 온도, 빌드, 팀`);

/** What names the curve. */
export const CURVE_SUBJECTS: readonly string[] = names(`
  loss, curve, train, perplexity, converg, 손실, 곡선, 로스, 학습, 훈련, 수렴, gradient, 기울기`);
