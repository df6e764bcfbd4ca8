import { useWords } from './words.ts';

/** What a scorer or a linter says, in the language of the page where it is known; as it is, and marked as English, where not. */
export function Sentence({ text }: { text: string }) {
  const said = useWords().fidelity.sentence(text);
  return said === null ? <span lang="en">{text}</span> : <span>{said}</span>;
}
