/** What reads an exported record where there is no server: another script of the static build. */
interface Reader {
  /** Answers of the API by path. */
  read: (text: string, file: string) => Promise<Record<string, unknown>>;
  /** A refusal in one sentence; null for what is no refusal. */
  refusal: (error: unknown) => string | null;
}

declare global {
  var pitwallReader: Reader | undefined;
}

/** Null on a page with a server, and in a file that holds one debate. */
export const reader: Reader | null = globalThis.pitwallReader ?? null;
