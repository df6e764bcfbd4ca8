import { useSettings } from './settings.ts';
import { useWords } from './words.ts';

interface Person {
  id: string;
  name: string;
  role: { ko: string; en: string };
}

interface CastFieldProps {
  people: readonly Person[];
  cast: readonly string[];
  change: (cast: readonly string[]) => void;
}

/** Who is seated, a box a member. */
export function CastField({ people, cast, change }: CastFieldProps) {
  const { start } = useWords();
  const { language } = useSettings();
  const seat = (id: string) => change(cast.includes(id) ? cast.filter((one) => one !== id) : [...cast, id]);
  return (
    <fieldset>
      <legend>{start.cast}</legend>
      <div class="choices">
        {people.map(({ id, name, role }) => (
          <label key={id}>
            <input type="checkbox" checked={cast.includes(id)} onChange={() => seat(id)} /> {name}{' '}
            <span class="under">{role[language]}</span>
          </label>
        ))}
      </div>
      <small>{start.castHint}</small>
    </fieldset>
  );
}
