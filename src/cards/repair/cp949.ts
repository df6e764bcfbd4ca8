/**
 * CP949, which is EUC-KR with the Hangul syllables that EUC-KR lacks, in the byte pairs that it leaves free. Those stand in
 * the order of Unicode, so that no table is needed beyond that of EUC-KR.
 */
const eucKr = () => new TextDecoder('euc-kr', { fatal: true });

const isEucTrail = (byte: number): boolean => byte >= 0xa1 && byte <= 0xfe;
/** Trail bytes of the added syllables: 178 after a lead below 0xA1, the first 84 of them after the others. */
const TRAILS = [...span(0x41, 0x5a), ...span(0x61, 0x7a), ...span(0x81, 0xfe)];
const TRAILS_BEFORE_EUC = TRAILS.filter((byte) => byte <= 0xa0);

function span(from: number, to: number): number[] {
  return Array.from({ length: to - from + 1 }, (_, at) => from + at);
}

let added: Map<number, string> | undefined;

/** lead * 256 + trail -> syllable */
function addedSyllables(): Map<number, string> {
  if (added !== undefined) return added;
  const inEuc = new Set<string>();
  for (const lead of span(0xb0, 0xc8))
    for (const trail of span(0xa1, 0xfe)) inEuc.add(eucKr().decode(Uint8Array.of(lead, trail)));
  const rest = span(0xac00, 0xd7a3)
    .map((point) => String.fromCharCode(point))
    .filter((syllable) => !inEuc.has(syllable));
  const pairs = span(0x81, 0xc6).flatMap((lead) =>
    (lead < 0xa1 ? TRAILS : TRAILS_BEFORE_EUC).map((trail) => lead * 256 + trail),
  );
  added = new Map(rest.map((syllable, at) => [pairs[at] ?? 0, syllable]));
  return added;
}

/** The text, or undefined where a byte or a pair has no character. */
export function decodeCp949(bytes: Uint8Array): string | undefined {
  let text = '';
  let from = 0;
  try {
    for (let at = 0; at < bytes.length; at += 1) {
      const [lead = 0, trail = 0] = [bytes[at], bytes[at + 1]];
      if (lead < 0x80) continue;
      if (lead < 0xa1 || !isEucTrail(trail)) {
        const syllable = addedSyllables().get(lead * 256 + trail);
        if (syllable === undefined) return undefined;
        text += eucKr().decode(bytes.subarray(from, at)) + syllable;
        from = at + 2;
      }
      at += 1;
    }
    return text + eucKr().decode(bytes.subarray(from));
  } catch (cause) {
    if (cause instanceof TypeError) return undefined;
    throw cause;
  }
}
