import { useEffect, useRef, useState } from 'preact/hooks';
import { enclose } from '../client.ts';
import { moved } from '../router.tsx';
import { English } from '../sentence.tsx';
import { useTitle } from '../title.ts';
import { useWords } from '../words.ts';
import { reader } from './port.ts';

type State = { kind: 'idle' } | { kind: 'reading'; file: string } | { kind: 'refused'; sentence: string };

/** Bytes of the largest record that a tab can be expected to hold. */
const LARGEST = 256 * 2 ** 20;

/** Takes an exported record that is dropped or chosen, reads it here, and shows it; a refused one is told in one sentence. */
export function Reading({ isFirst }: { isFirst: boolean }) {
  const { read } = useWords();
  const [state, setState] = useState<State>({ kind: 'idle' });
  const [isOver, setOver] = useState(false);
  const field = useRef<HTMLInputElement>(null);
  const take = async (file: File | undefined) => {
    if (file === undefined || reader === null) return;
    setState({ kind: 'reading', file: file.name });
    // What reads holds up everything else, so the sentence is painted before.
    await new Promise((painted) => requestAnimationFrame(() => setTimeout(painted, 0)));
    try {
      if (file.size > LARGEST) throw new RangeError(read.tooLarge(file.name, file.size, LARGEST));
      enclose(await reader.read(await file.text(), file.name));
      setState({ kind: 'idle' });
      moved();
    } catch (error) {
      const told = reader.refusal(error) ?? (error instanceof Error ? error.message : String(error));
      setState({ kind: 'refused', sentence: told });
    }
  };
  useEffect(() => {
    const hover = (event: DragEvent) => {
      event.preventDefault();
      setOver(event.type === 'dragover');
    };
    const drop = (event: DragEvent) => {
      event.preventDefault();
      setOver(false);
      void take(event.dataTransfer?.files[0]);
    };
    addEventListener('dragover', hover);
    addEventListener('dragleave', hover);
    addEventListener('drop', drop);
    return () => {
      removeEventListener('dragover', hover);
      removeEventListener('dragleave', hover);
      removeEventListener('drop', drop);
    };
  }, []);
  return (
    <section class={`reading ${isFirst ? 'first' : 'again'} ${isOver ? 'over' : ''}`} aria-label={read.label}>
      {isFirst && <Title />}
      {isFirst && <p>{read.hint}</p>}
      {isFirst && <pre>pitwall export last &gt; debate.jsonl</pre>}
      <p class="actions">
        <button
          type="button"
          class={isFirst ? 'primary' : 'small'}
          disabled={state.kind === 'reading'}
          onClick={() => field.current?.click()}
        >
          {isFirst ? read.choose : read.another}
        </button>{' '}
        <span class="note">{read.drop}</span>
        <input
          ref={field}
          type="file"
          accept=".jsonl,application/jsonl,application/json,text/plain"
          aria-label={read.choose}
          hidden
          onChange={(event) => {
            void take(event.currentTarget.files?.[0]);
            event.currentTarget.value = '';
          }}
        />
      </p>
      <p role="status">{state.kind === 'reading' ? read.reading(state.file) : ''}</p>
      {state.kind === 'refused' && (
        <div class="trouble" role="alert">
          <p>
            <strong>{read.refused}</strong>
          </p>
          <p>
            <English text={state.sentence} />
          </p>
        </div>
      )}
      {isFirst && <p class="note">{read.local}</p>}
    </section>
  );
}

function Title() {
  const { read } = useWords();
  useTitle(read.title);
  return <h1>{read.title}</h1>;
}
