/** Words that can tell one figure from another, in lower case. */
export function wordsIn(text: string): string[] {
  const split = text.replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2').toLowerCase();
  return (split.match(/[a-z]{3,}|[가-힣]{2,}/gu) ?? []).filter((word) => !EMPTY.has(word));
}

const EMPTY: ReadonlySet<string> = new Set(
  'the and for with that this not are was but from than its has have per one two all can you our your his her they them their what when which who how why now out over into more less most least some any own new old days day hours hour weeks week months month minutes usd eur'.split(
    ' ',
  ),
);
