/** What a reply says, alone or in a code fence. By its ends: a pattern with white space in it would try each end of that. */
export function withoutFence(reply: string): string {
  return reply
    .trim()
    .replace(/^```(?:json)?/, '')
    .replace(/```$/, '')
    .trim();
}
