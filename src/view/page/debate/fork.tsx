import { useEffect, useRef, useState } from 'preact/hooks';
import type { ApiError } from '../client.ts';
import { getRaw, post } from '../client.ts';
import { Trouble } from '../load.tsx';
import { ModelField, ModelOffers } from '../model-field.tsx';
import { go } from '../router.tsx';
import { useWords } from '../words.ts';
import { memberName, useDebate } from './context.ts';

interface Changes {
  say: string;
  facts: string;
  model: string;
  cast: string;
  member: string;
  card: string;
}

const NOTHING: Changes = { say: '', facts: '', model: '', cast: '', member: '', card: '' };

/** The body of a fork: only what was filled in. */
function bodyOf(at: number, { say, facts, model, cast, member, card }: Changes): Record<string, unknown> {
  const named = facts
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .map((line): [string, string] => {
      const [name = '', ...value] = line.split('=');
      return [name.trim(), value.join('=').trim()];
    });
  return {
    at,
    ...(say.trim() === '' ? {} : { say: say.trim() }),
    ...(named.length === 0 ? {} : { facts: Object.fromEntries(named) }),
    ...(model.trim() === '' ? {} : { models: { '*': model.trim() } }),
    ...(cast.trim() === '' ? {} : { cast: cast.trim() }),
    ...(member === '' ? {} : { cards: { [member]: card } }),
  };
}

/** The lines with one more, to be changed there. */
const withLine = (lines: string, name: string, value: string): string =>
  [...lines.split('\n').filter((line) => line.trim() !== '' && !line.startsWith(`${name}=`)), `${name}=${value}`].join(
    '\n',
  );

/** Asks what is to be different from a turn on, and opens the fork. */
export function ForkDialog({ turn, close }: { turn: number; close: () => void }) {
  const { fork } = useWords();
  const { head } = useDebate();
  const dialog = useRef<HTMLDialogElement>(null);
  const [at, setAt] = useState(turn);
  const [changes, setChanges] = useState(NOTHING);
  const [isSent, setSent] = useState(false);
  const [error, setError] = useState<ApiError | null>(null);
  useEffect(() => dialog.current?.showModal(), []);
  const change = (to: Partial<Changes>) => setChanges((before) => ({ ...before, ...to }));
  const body = bodyOf(at, changes);
  const choose = async (member: string) => {
    change({ member, card: '' });
    if (member === '') return;
    try {
      const { text } = await getRaw<{ text: string }>(`/api/debates/${head.id}/cards/${member}`);
      change({ card: text });
    } catch (caught) {
      setError(caught as ApiError);
    }
  };
  const send = async (event: Event) => {
    event.preventDefault();
    setSent(true);
    setError(null);
    try {
      const { id } = await post<{ id: string }>(`/api/debates/${head.id}/forks`, body);
      go(`/debates/${id}`);
    } catch (caught) {
      setError(caught as ApiError);
      setSent(false);
    }
  };
  return (
    <dialog ref={dialog} onClose={close} aria-labelledby="fork-title">
      <form onSubmit={send} class="sheet">
        <h2 id="fork-title">{fork.title(at)}</h2>
        <p class="note">{fork.hint}</p>
        <label>
          <span>{fork.turn}</span>
          <input type="number" min={1} value={at} onInput={(event) => setAt(Number(event.currentTarget.value))} />
        </label>
        <label>
          <span>{fork.say}</span>
          <textarea rows={2} value={changes.say} onInput={(event) => change({ say: event.currentTarget.value })} />
        </label>
        <label>
          <span>{fork.fact}</span>
          <textarea rows={2} value={changes.facts} onInput={(event) => change({ facts: event.currentTarget.value })} />
          <small>{fork.factHint}</small>
        </label>
        <details class="behind">
          <summary>{fork.factNames(head.facts.length)}</summary>
          <ul class="fact-names" lang={head.language}>
            {head.facts.map(({ name, label, value }) => (
              <li key={name}>
                <button
                  type="button"
                  class="small"
                  onClick={() => change({ facts: withLine(changes.facts, name, value) })}
                >
                  <code>{name}</code>
                </button>{' '}
                {value} <span class="under">{label}</span>
              </li>
            ))}
          </ul>
        </details>
        <label>
          <span>{fork.card}</span>
          <select value={changes.member} onChange={(event) => choose(event.currentTarget.value)}>
            <option value="">{fork.cardNone}</option>
            {head.cast.map(({ id }) => (
              <option key={id} value={id}>
                {memberName(head, id)}
              </option>
            ))}
          </select>
        </label>
        {changes.member !== '' && (
          <label>
            <span>{fork.cardText}</span>
            <textarea
              rows={10}
              class="code"
              spellcheck={false}
              value={changes.card}
              onInput={(event) => change({ card: event.currentTarget.value })}
            />
          </label>
        )}
        <label>
          <span>{fork.cast}</span>
          <input value={changes.cast} onInput={(event) => change({ cast: event.currentTarget.value })} />
          <small>{fork.castHint}</small>
        </label>
        <ModelOffers />
        <ModelField label={fork.model} value={changes.model} change={(model) => change({ model })} />
        {error !== null && <Trouble error={error} />}
        <p class="actions">
          <button type="submit" class="primary" disabled={isSent || Object.keys(body).length < 2}>
            {isSent ? fork.going : fork.go}
          </button>{' '}
          <button type="button" onClick={() => dialog.current?.close()}>
            {fork.cancel}
          </button>{' '}
          {Object.keys(body).length < 2 && <span class="note">{fork.nothing}</span>}
        </p>
      </form>
    </dialog>
  );
}
