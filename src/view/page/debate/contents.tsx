import { useWords } from '../words.ts';

/** Leads to the parts of a page that is many screens long. */
export function Contents({ isOver, hasMemo }: { isOver: boolean; hasMemo: boolean }) {
  const { debate, front, map } = useWords();
  const parts: [string, string][] = [
    ...(isOver && hasMemo ? ([['map', map.title]] as [string, string][]) : []),
    ...(hasMemo ? ([['whole', front.whole]] as [string, string][]) : []),
    ['moves', debate.movesShort],
    ['transcript', debate.transcript],
    ...(isOver ? ([['fidelity', debate.fidelity]] as [string, string][]) : []),
    ...(isOver ? ([['record', debate.record]] as [string, string][]) : []),
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
