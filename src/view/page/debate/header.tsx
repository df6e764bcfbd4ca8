import { useState } from 'preact/hooks';
import type { DebateHead, Status } from '../../api.ts';
import { mayChange, post } from '../client.ts';
import { Link } from '../router.tsx';
import { useSettings } from '../settings.ts';
import { when } from '../when.ts';
import { useWords } from '../words.ts';
import { useDebate } from './context.ts';

/** What was asked, by whom it was argued, and what is known of the record. */
export function Header({ status, isLive }: { status: Status; isLive: boolean }) {
  const words = useWords();
  const { language } = useSettings();
  const { head } = useDebate();
  const { debate, front } = words;
  const models = [...new Set(head.cast.map(({ model }) => model))];
  return (
    <header class="head">
      <p class="kicker">
        <span class={`status ${status}`}>{words.status[status]}</span>
        <strong class="simulated">{front.simulated(models)}</strong>
        {head.classification !== null && <span class="classification">{head.classification}</span>}
        <span class="of-record">
          <code>{head.id}</code> {debate.seed} {head.seed}{' '}
          <time dateTime={head.createdAt}>{when(head.createdAt, language)}</time>
        </span>
        {isLive && mayChange() && <Stop id={head.id} />}
      </p>
      <div class="asked" lang={head.language}>
        <h1>{head.title}</h1>
        {head.motion !== head.title && <p class="motion">{head.motion}</p>}
      </div>
      {head.language !== language && <p class="note other-language">{debate.otherLanguage}</p>}
      {head.changedFacts.length > 0 && (
        <p class="changed-facts" lang={head.language}>
          {debate.changedFacts}: {head.changedFacts.join(' · ')}
        </p>
      )}
      <Lineage head={head} />
    </header>
  );
}

function Lineage({ head: { id, parting, forks } }: { head: DebateHead }) {
  const { debate } = useWords();
  if (parting === null && forks.length === 0) return null;
  return (
    <div class="lineage">
      {parting !== null && (
        <p>
          {debate.forkedFrom} <Link to={`/debates/${parting.parent}?turn=${parting.turn}`}>{parting.parent}</Link>,{' '}
          {debate.atTurn(parting.turn)}: {parting.changed.join(', ')}{' '}
          <Link to={`/compare/${parting.parent}/${id}`} class="button small">
            {debate.compareWithParent}
          </Link>
        </p>
      )}
      {forks.length > 0 && (
        <p>
          {debate.forks}:{' '}
          {forks.map((fork, index) => (
            <span key={fork.id}>
              {index > 0 && ', '}
              <Link to={`/debates/${fork.id}`}>{fork.id}</Link> ({debate.atTurn(fork.turn)}
              {fork.changed.length > 0 && `: ${fork.changed.join(', ')}`})
            </span>
          ))}
        </p>
      )}
    </div>
  );
}

function Stop({ id }: { id: string }) {
  const { debate } = useWords();
  const [isSent, setSent] = useState(false);
  const stop = () => {
    setSent(true);
    post(`/api/debates/${id}/stop`, {}).catch(() => setSent(false));
  };
  return (
    <button type="button" class="small" disabled={isSent} onClick={stop}>
      {debate.stop}
    </button>
  );
}
