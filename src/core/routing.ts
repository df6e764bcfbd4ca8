/** Work that a member's card defers, recognised in a text. */
export interface Deferred {
  topic: string;
  /** The colleague whom the card names for it, as an id. */
  to: string;
  /** 0..1: that the text is about this topic. */
  probability: number;
  /** Sentences. */
  evidence: string[];
}

/** How a debate tells what a text is about and whose it is; the composition root wires it. */
export interface Routing {
  /** The deferred topic of a member that a text is most likely about, null when it is about none. */
  deferred(member: string, text: string): Deferred | null;
}
