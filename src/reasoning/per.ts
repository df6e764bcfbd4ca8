/** What there is so much of, then what it is for: `USD per 1M tokens`, `100만 토큰당 달러`. */
export function perOf(text: string): string[] {
  const [, each, what] = /^(.+?)(?<=[\p{L}\d])당\s+(\S.*)$/u.exec(text) ?? [];
  return each === undefined || what === undefined ? text.split(/\s*\/\s*|\s+per\s+|\s+an?\s+/) : [what, each];
}
