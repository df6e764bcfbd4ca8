/** `215 to 225 kg per bale`, `$14k against $34.9k a month`. */
export function unitOnce(from: string, to: string, between = ' to '): string {
  const [, number = from, unit = ''] = /^((?:above )?[$€₩−]{0,2}[\d.,−-]+[kMBT]?)( .+)$/.exec(from) ?? [];
  return `${unit !== '' && to.endsWith(unit) ? number : from}${between}${to}`;
}
