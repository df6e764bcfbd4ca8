import type { PersonaList } from '../api.ts';
import { Trouble, useGet, Waiting } from './load.tsx';
import { Link } from './router.tsx';
import { useWords } from './words.ts';

export function Personas() {
  const { persona } = useWords();
  const { value, error, again } = useGet<PersonaList>('/api/personas');
  if (error !== null) return <Trouble error={error} again={again} />;
  if (value === null) return <Waiting />;
  return (
    <>
      <h1>{persona.title}</h1>
      <ul class="people">
        {value.personas.map(({ id, name, role, documentId, debates }) => (
          <li key={id}>
            <Link to={`/personas/${id}`}>
              <strong>{name}</strong>
            </Link>
            <span>{role}</span>
            <span class="under">
              {documentId} · {persona.debates(debates)}
            </span>
          </li>
        ))}
      </ul>
    </>
  );
}
