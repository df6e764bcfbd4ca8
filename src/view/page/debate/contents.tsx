import { useWords } from '../words.ts';

/** Leads to the parts of a page that is many screens long. */
export function Contents({ isOver }: { isOver: boolean }) {
  const { debate } = useWords();
  const parts: [string, string][] = [
    ['memo', debate.memo],
    ['moves', debate.movesShort],
    ['transcript', debate.transcript],
    ...(isOver
      ? ([
          ['graph', debate.graphShort],
          ['fidelity', debate.fidelity],
          ['record', debate.record],
        ] as [string, string][])
      : []),
  ];
  return (
    <nav class="contents" aria-label={debate.contents}>
      {parts.map(([id, text]) => (
        <a
          key={id}
          href={`#${id}`}
          onClick={(event) => {
            event.preventDefault();
            goToPart(id);
          }}
        >
          {text}
        </a>
      ))}
    </nav>
  );
}

/** Goes to a part without a place in the history, which belongs to debates and turns. */
export function goToPart(id: string): void {
  const title = document.getElementById(`${id}-title`);
  if (title === null) return;
  title.scrollIntoView({ block: 'start' });
  title.tabIndex = -1;
  title.focus({ preventScroll: true });
}
