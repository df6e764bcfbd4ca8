import { useState } from 'preact/hooks';
import type { PersonaList, ScenarioList, ScenarioRow } from '../api.ts';
import type { ApiError } from './client.ts';
import { mayChange, post } from './client.ts';
import { Trouble, useGet, Waiting } from './load.tsx';
import { ModelField, ModelOffers, modelsOf } from './model-field.tsx';
import { go, usePath } from './router.tsx';
import { useSettings } from './settings.ts';
import { useWords } from './words.ts';

/** Starts a debate from a scenario: with which seed, whom, which model, and which facts changed. */
export function Start() {
  const words = useWords();
  const { query } = usePath();
  const scenarios = useGet<ScenarioList>('/api/scenarios');
  const personas = useGet<PersonaList>('/api/personas');
  const [chosen, setChosen] = useState(query.get('scenario') ?? 'loss-drop-3000');
  const error = scenarios.error ?? personas.error;
  if (error !== null) return <Trouble error={error} again={scenarios.again} />;
  if (scenarios.value === null || personas.value === null) return <Waiting />;
  const list = scenarios.value.scenarios;
  const scenario = list.find(({ id }) => id === chosen) ?? list[0];
  return (
    <>
      <h1>{words.start.title}</h1>
      {!mayChange() && <p class="trouble">{words.readOnly}</p>}
      <label class="sheet">
        <span class="field-name">{words.start.scenario}</span>
        <select value={scenario?.id} onChange={(event) => setChosen(event.currentTarget.value)}>
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
  const { language } = useSettings();
  const [seed, setSeed] = useState(1);
  const [cast, setCast] = useState<readonly string[]>(scenario.cast);
  const [model, setModel] = useState('playbook');
  const [seats, setSeats] = useState<Record<string, string>>({});
  const [rounds, setRounds] = useState(scenario.rounds ?? 2);
  const [paceMs, setPace] = useState(600);
  const [facts, setFacts] = useState<Record<string, string>>({});
  const [isSent, setSent] = useState(false);
  const [error, setError] = useState<ApiError | null>(null);
  const seat = (id: string) =>
    setCast((before) => (before.includes(id) ? before.filter((one) => one !== id) : [...before, id]));
  const changed = Object.fromEntries(
    Object.entries(facts).filter(
      ([name, value]) => value !== '' && value !== scenario.facts.find((fact) => fact.name === name)?.value,
    ),
  );
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
      <fieldset>
        <legend>{start.cast}</legend>
        <div class="choices">
          {personas.personas.map(({ id, name, role }) => (
            <label key={id}>
              <input type="checkbox" checked={cast.includes(id)} onChange={() => seat(id)} /> {name}{' '}
              <span class="under">{role[language]}</span>
            </label>
          ))}
        </div>
        <small>{start.castHint}</small>
      </fieldset>
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
        <label>
          <span>{start.pace}</span>
          <select value={paceMs} onChange={(event) => setPace(Number(event.currentTarget.value))}>
            {Object.entries(start.paces).map(([value, text]) => (
              <option key={value} value={value}>
                {text}
              </option>
            ))}
          </select>
        </label>
      </div>
      <ModelOffers />
      <ModelField label={start.model} value={model} change={setModel} hint={start.modelHint} />
      <details class="behind">
        <summary>{start.seats}</summary>
        <div class="facts">
          {cast.map((id) => (
            <ModelField
              key={id}
              label={personas.personas.find((one) => one.id === id)?.name ?? id}
              value={seats[id] ?? ''}
              placeholder={model}
              change={(text) => setSeats({ ...seats, [id]: text })}
            />
          ))}
        </div>
      </details>
      <details class="behind">
        <summary>
          {start.facts} ({Object.keys(changed).length} / {scenario.facts.length})
        </summary>
        <div class="facts" lang={scenario.language ?? undefined}>
          {scenario.facts.map(({ name, value, unit, label }) => (
            <label key={name}>
              <span>
                {label} {unit !== '' && <small>{unit}</small>}
              </span>
              <input
                placeholder={value}
                value={facts[name] ?? ''}
                onInput={(event) => setFacts({ ...facts, [name]: event.currentTarget.value })}
              />
            </label>
          ))}
        </div>
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
