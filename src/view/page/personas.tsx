import type { PersonaList } from '../api.ts';
import { PageWaiting, Trouble, useGet } from './load.tsx';
import { Link } from './router.tsx';
import { useSettings } from './settings.ts';
import { useTitle } from './title.ts';
import { useWords } from './words.ts';

/** The team, each with what a look at the card begins with. */
export function Personas() {
  const { persona } = useWords();
  useTitle(persona.title);
  const { language } = useSettings();
  const { value, error, again } = useGet<PersonaList>('/api/personas');
  if (error !== null) return <Trouble error={error} again={again} isPage />;
  if (value === null) return <PageWaiting />;
  return (
    <>
      <h1>{persona.title}</h1>
      <p class="note">{persona.intro}</p>
      <ul class="people">
        {value.personas.map(({ id, name, role, documentId, debates, examples, errors, warnings }) => (
          <li key={id}>
            <Link to={`/personas/${id}`}>
              <strong>{name}</strong>
            </Link>
            <span>{role[language]}</span>
            <span class="under">
              {documentId} · {persona.debates(debates)} · {persona.examples(examples)}
            </span>
            <span class={errors > 0 ? 'under findings-count error' : 'under findings-count'}>
              {errors + warnings === 0 ? persona.sound : persona.findingCount(errors, warnings)}
            </span>
          </li>
        ))}
      </ul>
    </>
  );
}
