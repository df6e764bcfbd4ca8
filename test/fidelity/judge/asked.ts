/** A turn as a request has it. */
export interface AskedTurn {
  id: string;
  utterance: string;
  said_to?: string;
  before?: string[];
}

/** The turns that a judge is asked about, out of the text of the request. */
export function turnsAsked(user: string): AskedTurn[] {
  const json = /<turns>\n([\s\S]*)\n<\/turns>/.exec(user)?.[1];
  if (json === undefined) throw new Error('expected a request about turns');
  return JSON.parse(json) as AskedTurn[];
}
