import type { FactRow } from '../api.ts';
import { useWords } from './words.ts';

/** Name -> text of facts that somebody has typed into. */
export type Typed = Readonly<Record<string, string>>;

/** The typed facts that are not as they were. */
export function changedIn(facts: readonly FactRow[], typed: Typed): Record<string, string> {
  return Object.fromEntries(
    facts.flatMap(({ name, value }) => {
      const text = typed[name]?.trim() ?? '';
      return text === '' || text === value ? [] : [[name, text] as const];
    }),
  );
}

interface FactFieldsProps {
  facts: readonly FactRow[];
  typed: Typed;
  change: (typed: Typed) => void;
  /** Of the scenario's words. */
  language: string | undefined;
}

/** Every fact with the value that it has, its unit behind the field. */
export function FactFields({ facts, typed, change, language }: FactFieldsProps) {
  const { tryIt } = useWords();
  const changed = changedIn(facts, typed);
  return (
    <div class="facts" lang={language}>
      {facts.map(({ name, value, unit, label }) => (
        <label key={name} class={name in changed ? 'fact changed' : 'fact'}>
          <span>{label}</span>
          <span class="measured">
            <input
              value={typed[name] ?? value}
              autocomplete="off"
              spellcheck={false}
              onInput={(event) => change({ ...typed, [name]: event.currentTarget.value })}
            />
            {unit !== '' && <span class="unit">{unit}</span>}
          </span>
          {name in changed && <small>{tryIt.was(value)}</small>}
        </label>
      ))}
    </div>
  );
}
