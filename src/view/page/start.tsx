import { useState } from 'preact/hooks';
import type { PersonaList, ScenarioList, ScenarioRow } from '../api.ts';
import { CastField } from './cast-field.tsx';
import type { ApiError } from './client.ts';
import { mayChange, post } from './client.ts';
import type { Typed } from './fact-fields.tsx';
import { changedIn, FactFields } from './fact-fields.tsx';
import { PageWaiting, Trouble, useGet } from './load.tsx';
import { ModelField, ModelOffers, modelsOf } from './model-field.tsx';
import { PaceField } from './pace-field.tsx';
import { go, usePath } from './router.tsx';
import { SeatFields } from './seat-fields.tsx';
import type { UiLanguage } from './settings.ts';
import { useSettings } from './settings.ts';
import { useTitle } from './title.ts';
import { useWords } from './words.ts';

/** What ships in each language, where the address names no scenario; without it the first of the list. */
const USUAL: Record<UiLanguage, string> = { ko: 'loss-drop-3000', en: 'spike-at-12k' };

/** Starts a debate from a scenario: with which seed, whom, which model, and which facts changed. */
export function Start() {
  const words = useWords();
  useTitle(words.start.title);
  const { query } = usePath();
  const scenarios = useGet<ScenarioList>('/api/scenarios');
  const personas = useGet<PersonaList>('/api/personas');
  const { language } = useSettings();
  const [picked, setPicked] = useState(query.get('scenario'));
  const chosen = picked ?? USUAL[language];
  const error = scenarios.error ?? personas.error;
  if (error !== null) return <Trouble error={error} again={scenarios.again} isPage />;
  if (scenarios.value === null || personas.value === null) return <PageWaiting />;
  const list = scenarios.value.scenarios;
  const scenario = list.find(({ id }) => id === chosen) ?? list[0];
  return (
    <>
      <h1>{words.start.title}</h1>
      {!mayChange() && <p class="trouble">{words.readOnly}</p>}
      <label class="sheet">
        <span class="field-name">{words.start.scenario}</span>
        <select value={scenario?.id} onChange={(event) => setPicked(event.currentTarget.value)}>
          {list.map(({ id, title }) => (
            <option key={id} value={id}>
              {title === '' ? id : `${title} (${id})`}
            </option>
          ))}
        </select>
      </label>
      {scenario !== undefined && <Form key={scenario.id} scenario={scenario} personas={personas.value} />}
    </>
  );
}

function Form({ scenario, personas }: { scenario: ScenarioRow; personas: PersonaList }) {
  const { start } = useWords();
  const [seed, setSeed] = useState(1);
  const [cast, setCast] = useState<readonly string[]>(scenario.cast);
  const [model, setModel] = useState('playbook');
  const [seats, setSeats] = useState<Record<string, string>>({});
  const [rounds, setRounds] = useState(scenario.rounds ?? 2);
  const [paceMs, setPace] = useState(600);
  const [facts, setFacts] = useState<Typed>({});
  const [isSent, setSent] = useState(false);
  const [error, setError] = useState<ApiError | null>(null);
  const changed = changedIn(scenario.facts, facts);
  const send = async (event: Event) => {
    event.preventDefault();
    setSent(true);
    setError(null);
    try {
      const body = {
        scenario: scenario.id,
        seed,
        paceMs,
        facts: changed,
        ...(cast.join() === scenario.cast.join() ? {} : { cast: cast.join(',') }),
        ...(rounds === scenario.rounds || scenario.rounds === null ? {} : { rounds }),
        models: modelsOf(model, Object.fromEntries(cast.map((id) => [id, seats[id] ?? '']))),
      };
      const { id } = await post<{ id: string }>('/api/debates', body);
      go(`/debates/${id}`);
    } catch (caught) {
      setError(caught as ApiError);
      setSent(false);
    }
  };
  return (
    <form class="sheet" onSubmit={send}>
      <p class="motion" lang={scenario.language ?? undefined}>
        {scenario.motion}
      </p>
      {scenario.problem !== null && (
        <p class="trouble">
          {start.unfit}: {scenario.problem}
        </p>
      )}
      <p class="note" lang={scenario.language ?? undefined}>
        {scenario.options.join(' · ')}
      </p>
      <CastField people={personas.personas} cast={cast} change={setCast} />
      <div class="row">
        <label>
          <span>{start.seed}</span>
          <input type="number" value={seed} onInput={(event) => setSeed(Number(event.currentTarget.value))} />
          <small>{start.seedHint}</small>
        </label>
        {scenario.rounds !== null && (
          <label>
            <span>{start.rounds}</span>
            <input
              type="number"
              min={1}
              max={20}
              value={rounds}
              onInput={(event) => setRounds(Number(event.currentTarget.value))}
            />
          </label>
        )}
        <PaceField paceMs={paceMs} change={setPace} />
      </div>
      <ModelOffers />
      <ModelField label={start.model} value={model} change={setModel} hint={start.modelHint} />
      <SeatFields
        seats={cast.map((id) => ({ id, name: personas.personas.find((one) => one.id === id)?.name ?? id }))}
        models={seats}
        otherwise={() => model}
        change={setSeats}
      />
      <details class="behind">
        <summary>
          {start.facts} ({Object.keys(changed).length} / {scenario.facts.length})
        </summary>
        <FactFields facts={scenario.facts} typed={facts} change={setFacts} language={scenario.language ?? undefined} />
      </details>
      {error !== null && <Trouble error={error} />}
      <p class="actions">
        <button
          type="submit"
          class="primary"
          disabled={isSent || cast.length < 2 || !mayChange() || scenario.problem !== null}
        >
          {isSent ? start.starting : start.go}
        </button>
      </p>
    </form>
  );
}
