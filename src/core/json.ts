/** The value that a text is in JSON, else the text itself: how a flag takes a number, a list or a word. */
export function jsonOrText(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return text;
    throw error;
  }
}
