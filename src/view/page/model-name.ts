/** The model of a seat without address and options: `openai:NAME@http://host/v1?…` is `openai:NAME`; what takes over when it fails stays. */
export function modelName(spec: string): string {
  return spec
    .split('|')
    .map((one) => one.trim().replace(/[@?#].*$/s, ''))
    .join(' | ');
}
