/** A sentence about an endpoint without what the head of the report says: which model was asked. */
export function endpointSaid(sentence: string): string {
  return sentence.replace(/^expected (?:a reply|a trusted connection) (?:of|to) \S+(?:, got |: )/, '');
}
