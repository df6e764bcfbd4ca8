import { useWords } from '../words.ts';
import { optionClass, useDebate } from './context.ts';

/** What the debate was about, in full: the background, and each option as the script says it. */
export function Question() {
  const { debate, front } = useWords();
  const { head } = useDebate();
  return (
    <section class="question" aria-labelledby="question-title">
      <h2 id="question-title">{front.question}</h2>
      <div lang={head.language}>
        {head.background !== '' && <p class="background">{head.background}</p>}
        <ul class="options" aria-label={debate.options}>
          {head.options.map(({ id, short, label }) => (
            <li key={id}>
              <span class={optionClass(head, id)}>{short}</span> {label === short ? '' : label}
            </li>
          ))}
        </ul>
      </div>
    </section>
  );
}
