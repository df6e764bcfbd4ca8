import { useWords } from './words.ts';

export function LineLink({ line, toLine }: { line: number; toLine: (line: number) => void }) {
  const { persona } = useWords();
  return (
    <button type="button" class="turn-link" onClick={() => toLine(line)}>
      {persona.line(line)}
    </button>
  );
}
