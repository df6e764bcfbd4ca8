import { useEffect, useRef, useState } from 'preact/hooks';
import type { DebateHead, PersonaList } from '../../api.ts';
import { CastField } from '../cast-field.tsx';
import type { ApiError } from '../client.ts';
import { getRaw, post } from '../client.ts';
import type { Typed } from '../fact-fields.tsx';
import { changedIn, FactFields } from '../fact-fields.tsx';
import { Trouble, useGet } from '../load.tsx';
import { ModelField, ModelOffers } from '../model-field.tsx';
import { PaceField } from '../pace-field.tsx';
import { go } from '../router.tsx';
import { SeatFields } from '../seat-fields.tsx';
import { useWords } from '../words.ts';
import { memberName, useDebate } from './context.ts';

interface Changes {
  say: string;
  facts: Typed;
  model: string;
  seats: Record<string, string>;
  cast: readonly string[];
  member: string;
  card: string;
}

/** What is to be different in the fork: only what was changed. */
function changesOf(
  head: DebateHead,
  { say, facts, model, seats, cast, member, card }: Changes,
): Record<string, unknown> {
  const changed = changedIn(head.facts, facts);
  const models = Object.fromEntries(
    [['*', model] as const, ...cast.map((id) => [id, seats[id] ?? ''] as const)].flatMap(([seat, text]) =>
      text.trim() === '' ? [] : [[seat, text.trim()]],
    ),
  );
  return {
    ...(say.trim() === '' ? {} : { say: say.trim() }),
    ...(Object.keys(changed).length === 0 ? {} : { facts: changed }),
    ...(Object.keys(models).length === 0 ? {} : { models }),
    ...(cast.join() === seatedIn(head).join() ? {} : { cast: cast.join(',') }),
    ...(member === '' ? {} : { cards: { [member]: card } }),
  };
}

const seatedIn = ({ cast }: DebateHead): string[] => cast.map(({ id }) => id);

/** Asks what is to be different from a turn on, and opens the fork. */
export function ForkDialog({ turn, close }: { turn: number; close: () => void }) {
  const { fork, start } = useWords();
  const { head } = useDebate();
  const dialog = useRef<HTMLDialogElement>(null);
  const [at, setAt] = useState(turn);
  const [paceMs, setPace] = useState(0);
  const [changes, setChanges] = useState<Changes>(() => ({
    say: '',
    facts: {},
    model: '',
    seats: {},
    cast: seatedIn(head),
    member: '',
    card: '',
  }));
  const [isSent, setSent] = useState(false);
  const [error, setError] = useState<ApiError | null>(null);
  const people = useGet<PersonaList>('/api/personas').value?.personas ?? [];
  useEffect(() => dialog.current?.showModal(), []);
  const change = (to: Partial<Changes>) => setChanges((before) => ({ ...before, ...to }));
  const changed = changesOf(head, changes);
  const isNothing = Object.keys(changed).length === 0;
  const facts = changedIn(head.facts, changes.facts);
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
      const { id } = await post<{ id: string }>(`/api/debates/${head.id}/forks`, { at, paceMs, ...changed });
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
        <div class="row">
          <label>
            <span>{fork.turn}</span>
            <input type="number" min={1} value={at} onInput={(event) => setAt(Number(event.currentTarget.value))} />
          </label>
          <PaceField paceMs={paceMs} change={setPace} />
        </div>
        <label>
          <span>{fork.say}</span>
          <textarea rows={2} value={changes.say} onInput={(event) => change({ say: event.currentTarget.value })} />
        </label>
        <details class="behind">
          <summary>
            {start.facts} ({Object.keys(facts).length} / {head.facts.length})
          </summary>
          <FactFields
            facts={head.facts}
            typed={changes.facts}
            change={(typed) => change({ facts: typed })}
            language={head.language}
          />
        </details>
        <CastField people={peopleAround(head, people)} cast={changes.cast} change={(cast) => change({ cast })} />
        <ModelOffers />
        <ModelField
          label={start.model}
          value={changes.model}
          placeholder={fork.keptModels}
          hint={start.modelHint}
          change={(model) => change({ model })}
        />
        <SeatFields
          seats={changes.cast.map((id) => ({ id, name: nameAmong(head, people, id) }))}
          models={changes.seats}
          otherwise={(id) => changes.model.trim() || (head.cast.find((seat) => seat.id === id)?.model ?? '')}
          change={(seats) => change({ seats })}
        />
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
        {error !== null && <Trouble error={error} />}
        <p class="actions">
          <button type="submit" class="primary" disabled={isSent || isNothing || changes.cast.length < 2}>
            {isSent ? fork.going : fork.go}
          </button>
          <button type="button" onClick={() => dialog.current?.close()}>
            {fork.cancel}
          </button>
          {isNothing && <span class="note">{fork.nothing}</span>}
        </p>
      </form>
    </dialog>
  );
}

type People = readonly Pick<PersonaList['personas'][number], 'id' | 'name' | 'role'>[];

const nameAmong = (head: DebateHead, people: People, id: string): string =>
  people.find((one) => one.id === id)?.name ?? memberName(head, id);

/** The team, and whoever sits in the debate and is not of the team any more. */
function peopleAround({ cast }: DebateHead, people: People): People {
  const strangers = cast.filter(({ id }) => !people.some((one) => one.id === id));
  return [...people, ...strangers.map(({ id, name, role }) => ({ id, name, role: { ko: role, en: role } }))];
}
