import type { PersonaView } from '../api.ts';
import { LineLink } from './line-link.tsx';
import { useSettings } from './settings.ts';
import { useWords } from './words.ts';

interface PortraitProps {
  view: PersonaView;
  toLine: (line: number) => void;
}

/** Who a member is, before any score: what they believe, what they put first, and how they talk. */
export function Portrait({ view: { rows, values, quotes }, toLine }: PortraitProps) {
  const { persona } = useWords();
  const { language } = useSettings();
  const philosophy = rows.find(({ label }) => label === 'philosophy')?.value[language];
  const shown = quotes[language].length > 0 ? quotes[language] : quotes[language === 'ko' ? 'en' : 'ko'];
  return (
    <section class="portrait" aria-labelledby="philosophy-title">
      <h2 id="philosophy-title">{persona.philosophy}</h2>
      {philosophy !== undefined && (
        <blockquote class="philosophy" lang={languageOf(philosophy)}>
          {philosophy}
        </blockquote>
      )}
      <h3>{persona.values}</h3>
      <ol class="value-order">
        {values.map((value) => (
          <li key={value.id}>{value[language]}</li>
        ))}
      </ol>
      {shown.length > 0 && (
        <>
          <h3>{persona.quotes}</h3>
          <ul class="quotes">
            {shown.map(({ text, to, line }) => (
              <li key={line}>
                <q lang={languageOf(text)}>{text}</q> <span class="under">{to !== null && persona.saidTo(to)}</span>{' '}
                <LineLink line={line} toLine={toLine} />
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}

const languageOf = (text: string): 'ko' | 'en' => (/\p{Script=Hangul}/u.test(text) ? 'ko' : 'en');
