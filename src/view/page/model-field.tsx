import type { ModelList } from '../api.ts';
import { useGet } from './load.tsx';
import { useWords } from './words.ts';

interface FieldProps {
  label: string;
  value: string;
  change: (value: string) => void;
  placeholder?: string;
  hint?: string;
}

const PLAYBOOK = 'playbook';

/** A field for a model: the playbook and what the reader has configured are offered, anything else may be typed. */
export function ModelField({ label, value, change, placeholder, hint }: FieldProps) {
  const { start } = useWords();
  const models = useGet<ModelList>('/api/models').value?.models ?? [];
  const problem = models.find(({ name }) => name === value.trim())?.problem ?? null;
  return (
    <label>
      <span>{label}</span>
      <input
        list="models"
        value={value}
        placeholder={placeholder}
        autocomplete="off"
        spellcheck={false}
        onInput={(event) => change(event.currentTarget.value)}
      />
      {problem !== null && <small class="lack">{problem}</small>}
      {hint !== undefined && <small>{models.length === 0 ? hint : `${start.configured(models.length)} ${hint}`}</small>}
    </label>
  );
}

/** What the fields of a form offer; stands once in it. */
export function ModelOffers() {
  const models = useGet<ModelList>('/api/models').value?.models ?? [];
  return (
    <datalist id="models">
      <option value={PLAYBOOK} />
      {models.map(({ name, model }) => (
        <option key={name} value={name}>
          {model}
        </option>
      ))}
    </datalist>
  );
}

/** Seat -> model of a body: what was filled in and is not the playbook for everybody. */
export function modelsOf(all: string, seats: Readonly<Record<string, string>>): Record<string, string> {
  const named = Object.entries({ '*': all, ...seats })
    .map(([seat, text]) => [seat, text.trim()] as const)
    .filter(([seat, text]) => text !== '' && !(seat === '*' && text === PLAYBOOK));
  return Object.fromEntries(named);
}
