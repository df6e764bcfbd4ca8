/** `215 to 225 kg per bale`. */
export function unitOnce(from: string, to: string): string {
  const [, number = from, unit = ''] = /^((?:above )?[\d.,−-]+)( .+)$/.exec(from) ?? [];
  return `${unit !== '' && to.endsWith(unit) ? number : from} to ${to}`;
}
