/** What a list of words does: the bar that the classifier has to clear. Counts words of either side; a tie is `other`. */
const HARDWARE =
  /gpu|cpu|tpu|h100|a100|b200|h200|l40s|4090|5090|nvlink|pcie|infiniband|bandwidth|cache|kernel|tensor core|occupancy|warp|register|numa|hbm|latency|throughput|flops|clock|thermal|memory|hardware|cuda|nccl|all-?reduce|대역폭|캐시|커널|텐서 코어|점유율|레지스터|클럭|하드웨어|메모리|통신|느려|느린|발열|쓰로틀/giu;
const TRAINING =
  /learning rate|\blr\b|batch|lora|qlora|dpo|ppo|kto|rlhf|fine-?tun|loss|epoch|optimizer|adam|warmup|quanti[sz]|gptq|awq|distill|prun|scaling law|token|train|gradient|zero-3|fsdp|overfit|학습|훈련|배치|파인튜닝|미세조정|손실|옵티마이저|워밍업|양자화|증류|토큰|과적합|수렴/giu;

export function keywordRoute(text: string): string {
  const hardware = text.match(HARDWARE)?.length ?? 0;
  const training = text.match(TRAINING)?.length ?? 0;
  return hardware > training ? 'blaze' : training > hardware ? 'pulse' : 'other';
}
