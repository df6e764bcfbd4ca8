const FEATURES =
  'flash\\w*(?:[\\s-]?att\\w*)?|recomput\\w*|(?:activation |gradient )?checkpointing|ckpt|gqa|mqa|zero(?:[\\s-]?[123])?|offload\\w*|tp|pp|double[\\s-]?quant\\w*|q?lora|interleav\\w*|momentum|shard\\w*|fsdp|warm-?up|accum\\w*|drop[\\s_-]?last|causal|grouped[\\s-]query';
const KOREAN =
  '플래시 ?어텐션|재계산|다시 ?계산|체크포인팅|이중 ?양자화|로라|모멘텀|샤딩|웜업|누적|인터리빙|교차 ?배치|오프로드';
const ENGLISH = new RegExp(
  `\\b(?:no|without|w/o|not|never|neither|nor|isn't|don't use|doesn't use|not using|instead of)\\s+(?:a |any |full |activation |gradient |using |use )*(?:${FEATURES})\\b`,
  'g',
);
const BEHIND = new RegExp(
  `(?:${FEATURES}|${KOREAN})(?:은|는|이|가|도|을|를| 같은 건)?\\s?(?:아니|아닌|없|안(?= ?[쓰쓴씀썼하해함켜])|안 |미사용|끄|꺼|끔|껐|제외|off\\b|x\\b)[가-힣]*`,
  'g',
);

/** A question without the features that it says are not there: `no recomputation`, `GQA 없음`. */
export function withoutDenied(lower: string): string {
  // Places of what is left stay the same.
  const blank = (words: string): string => ' '.repeat(words.length);
  return lower.replaceAll(ENGLISH, blank).replaceAll(BEHIND, blank);
}
