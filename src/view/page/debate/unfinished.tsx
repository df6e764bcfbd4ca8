import { useState } from 'preact/hooks';
import type { Status } from '../../api.ts';
import type { ApiError } from '../client.ts';
import { isFile, mayChange, post } from '../client.ts';
import { Trouble } from '../load.tsx';
import { Link } from '../router.tsx';
import { useWords } from '../words.ts';
import { useDebate } from './context.ts';
import { ForkDialog } from './fork.tsx';

interface UnfinishedProps {
  status: Status;
  /** Turns that its record holds. */
  turns: number;
  /** What a failed record says of its end. */
  failure: string | null;
  /** Opens the debate anew, once it runs again. */
  again: () => void;
}

/** Why there is no memo, and what can be done about it. */
export function Unfinished({ status, turns, failure, again }: UnfinishedProps) {
  const { unfinished } = useWords();
  const { head } = useDebate();
  if (status === 'failed')
    return (
      <>
        <p>
          <strong>{unfinished.failed(turns)}</strong> {failure !== null && <span lang={head.language}>{failure}</span>}
        </p>
        <p class="note">{turns === 0 ? unfinished.unspokenHint : unfinished.failedHint}</p>
        {turns === 0 ? <Anew scenario={head.scenario} /> : <Fork id={head.id} turn={turns} />}
      </>
    );
  if (status === 'closed') return <p class="note">{unfinished.noVote}</p>;
  return (
    <>
      <p>
        <strong>{unfinished.cut(turns)}</strong>{' '}
        {head.trouble !== null && head.trouble.code !== 'INTERRUPTED' && head.trouble.sentence}
      </p>
      <p class="note">{unfinished.cutHint}</p>
      {mayChange() ? <Resume id={head.id} again={again} /> : <Command text={`pitwall resume ${head.id}`} />}
    </>
  );
}

/** Another debate by the same script: there is no turn to part from. */
function Anew({ scenario }: { scenario: string }) {
  const { nav } = useWords();
  if (!mayChange()) return <Command text={`pitwall run ${scenario}`} />;
  return (
    <p class="actions">
      <Link to={`/start?scenario=${scenario}`} class="button">
        {nav.start}
      </Link>
    </p>
  );
}

function Fork({ id, turn }: { id: string; turn: number }) {
  const { player } = useWords();
  const [isForking, setForking] = useState(false);
  if (!mayChange()) return <Command text={`pitwall fork ${id} --at ${turn}`} />;
  return (
    <p class="actions">
      <button type="button" onClick={() => setForking(true)}>
        {player.fork}
      </button>
      {isForking && <ForkDialog turn={turn} close={() => setForking(false)} />}
    </p>
  );
}

function Resume({ id, again }: { id: string; again: () => void }) {
  const { unfinished } = useWords();
  const [isSent, setSent] = useState(false);
  const [error, setError] = useState<ApiError | null>(null);
  const resume = async () => {
    setSent(true);
    setError(null);
    try {
      await post(`/api/debates/${id}/resume`, { paceMs: PACE_MS });
      again();
    } catch (caught) {
      setError(caught as ApiError);
      setSent(false);
    }
  };
  return (
    <>
      {error !== null && <Trouble error={error} />}
      <p class="actions">
        <button type="button" class="primary" disabled={isSent} onClick={resume}>
          {isSent ? unfinished.resuming : unfinished.resume}
        </button>
      </p>
    </>
  );
}

/** Slow enough to be followed. */
const PACE_MS = 600;

const Command = ({ text }: { text: string }) => (isFile ? null : <code class="command">{text}</code>);
