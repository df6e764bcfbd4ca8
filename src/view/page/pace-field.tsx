import { useWords } from './words.ts';

/** How fast the turns of the playbook come. */
export function PaceField({ paceMs, change }: { paceMs: number; change: (paceMs: number) => void }) {
  const { start } = useWords();
  return (
    <label>
      <span>{start.pace}</span>
      <select value={paceMs} onChange={(event) => change(Number(event.currentTarget.value))}>
        {Object.entries(start.paces).map(([value, text]) => (
          <option key={value} value={value}>
            {text}
          </option>
        ))}
      </select>
    </label>
  );
}
