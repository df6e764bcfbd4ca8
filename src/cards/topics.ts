/** Words of the prose -> word of the router; the first that fits, narrower ones first. */
const WORDS: readonly (readonly [RegExp, string])[] = [
  [/하드웨어|hardware|커널|kernel|gpu|cuda|마이크로아키텍처|micro-?architecture/iu, 'hardware'],
  [/인프라|infra/iu, 'ml-infrastructure'],
];

/** The router's word for a topic stated in prose; a topic that it has no word for is its own word. */
export function topicWord(topic: string): string {
  return WORDS.find(([pattern]) => pattern.test(topic))?.[1] ?? topic;
}
