import type { FlipView } from '../../api.ts';
import { mayChange } from '../client.ts';
import { Trouble } from '../load.tsx';
import { useWords } from '../words.ts';
import { useRerun } from './rerun.ts';

/** Reruns the debate past a flip and opens the comparison; stands beside the line that names the flip. */
export function TryFlip({ flip: { fact, label, value, text, at } }: { flip: FlipView }) {
  const { tryIt } = useWords();
  const { isSent, error, rerun } = useRerun();
  if (!mayChange() || at === null) return null;
  return (
    <>
      <button
        type="button"
        class="small try"
        title={`${label} = ${text}`}
        disabled={isSent}
        onClick={() => void rerun(at, { [fact]: value })}
      >
        {isSent ? tryIt.rerunning : tryIt.rerunWith(text)}
      </button>
      {error !== null && <Trouble error={error} />}
    </>
  );
}
