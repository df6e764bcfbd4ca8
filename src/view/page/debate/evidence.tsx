import type { ClaimView, ConsultView, Ground, Quantity, ToolView, TurnView } from '../../api.ts';
import { Wide } from '../wide.tsx';
import { useWords } from '../words.ts';
import { optionClass, optionName, useDebate } from './context.ts';
import { LossCurve } from './loss-curve.tsx';
import { TurnLinks } from './memo.tsx';
import { Result } from './result.tsx';

/** What a turn rests on: its claims with their grounds, the tools it called and the colleagues it asked. */
export function Evidence({ block: { said, tools, consults, turn } }: { block: TurnView }) {
  const words = useWords();
  const { head } = useDebate();
  return (
    <div class="evidence-panel">
      {said !== null && said.claims.length > 0 && (
        <>
          <h4>{words.turn.claims}</h4>
          <ol class="claims">
            {said.claims.map((claim) => (
              <Claim key={claim.claim} claim={claim} here={turn} />
            ))}
          </ol>
        </>
      )}
      <Tools tools={tools} />
      {consults.map((consult) => (
        <Consult key={consult.ref} consult={consult} />
      ))}
      {said !== null && said.unused.length > 0 && (
        <p class="note">
          {head.words.unused}: {said.unused.join(' · ')}
        </p>
      )}
    </div>
  );
}

function Claim({ claim: { text, option, side, ground, figure, numbers }, here }: { claim: ClaimView; here: number }) {
  const words = useWords();
  const { head } = useDebate();
  const told = numbersBeside(ground, numbers);
  return (
    <li>
      <p>
        {text}{' '}
        {option !== null && (
          <span class={optionClass(head, option)}>
            {optionName(head, option)} {side !== null && words.turn.sides[side]}
          </span>
        )}
      </p>
      <p class="under">
        {words.turn.rests}: {ground === null ? words.turn.nothing : <GroundText ground={ground} here={here} />}
        {figure !== null && <span class="figure"> {figure}</span>}
      </p>
      {told.length > 0 && (
        <p class="under">
          {words.turn.numbers}:{' '}
          {told.map(({ text: number, grounds, isInGround }, index) => (
            <span key={`${number} ${grounds[0]?.ref}`}>
              {index > 0 && ' · '}
              {!isInGround && <strong>{number} </strong>}
              {grounds.map((one) => (
                <GroundText key={one.ref} ground={one} here={here} />
              ))}
            </span>
          ))}
        </p>
      )}
    </li>
  );
}

/** The numbers of a claim whose grounds do not stand there already, each value once. */
function numbersBeside(ground: Ground | null, numbers: ClaimView['numbers']) {
  return numbers.flatMap(({ text, grounds }) => {
    const others = grounds.filter(({ ref }) => ref !== ground?.ref);
    const isToldAbove = grounds.length > 0 && others.length === 0;
    return isToldAbove ? [] : [{ text, grounds: others, isInGround: others.some((one) => holds(one.text, text)) }];
  });
}

/** Whether a text has the number, and not a longer one that begins or ends with it. */
function holds(text: string, number: string): boolean {
  const at = text.indexOf(number);
  if (at < 0) return false;
  return !/[\d.,]/.test(text[at - 1] ?? '') && !/^[.,]?\d/.test(text.slice(at + number.length));
}

function GroundText({ ground: { kind, text, ref, turn }, here }: { ground: Ground; here: number }) {
  const { turn: words } = useWords();
  return (
    <span title={ref}>
      {words.kinds[kind]} {text} {turn !== null && turn !== here && <TurnLinks turns={[turn]} />}
    </span>
  );
}

/** All calls of a turn in one line, which opens to each; open where one of them drew a curve. */
function Tools({ tools }: { tools: readonly ToolView[] }) {
  const { calls } = useWords();
  const drawn = tools.map((tool) => <Tool key={tool.ref} tool={tool} />);
  if (tools.length < 2) return <>{drawn}</>;
  const times = new Map<string, number>();
  for (const { name } of tools) times.set(name, (times.get(name) ?? 0) + 1);
  const named = [...times].map(([name, count]) => (count === 1 ? name : `${name} ×${count}`));
  return (
    <details class="calls" open={tools.some(({ curve }) => curve !== null)}>
      <summary>
        {calls.folded(tools.length)} <code>{named.join(' · ')}</code>
      </summary>
      {drawn}
    </details>
  );
}

function Tool({ tool: { name, ref, args, result, figures, curve } }: { tool: ToolView }) {
  const { turn } = useWords();
  const { head } = useDebate();
  return (
    <div class="call">
      <h4>
        <code>{name}</code> <span class="under">{ref}</span>
      </h4>
      {curve !== null && (
        <LossCurve path={`/api/debates/${head.id}/data/${encodeURIComponent(curve)}`} result={result} />
      )}
      <Figures label={name} figures={figures} />
      <details>
        <summary>{turn.result}</summary>
        <Result value={result} />
      </details>
      <details>
        <summary>{turn.input}</summary>
        <Result value={args} />
      </details>
    </div>
  );
}

function Consult({ consult }: { consult: ConsultView }) {
  const { turn } = useWords();
  const { head } = useDebate();
  const { question, answer, method, confidence, topic, door, ref, calculation, figures, stub } = consult;
  return (
    <div class="call">
      <h4>
        {head.words.consult} · {topic} <span class="under">{ref}</span>
      </h4>
      <p>{question}</p>
      <p>{answer}</p>
      <p class="under">
        {stub && `${head.words.stub} · `}
        {turn.door[door]} · {turn.confidence} {confidence.toFixed(2)} · {method}
      </p>
      <Figures label={`${head.words.consult} ${topic}`} figures={figures} />
      {calculation !== null && (
        <details>
          <summary>
            {turn.input} <code>{calculation.name}</code>
          </summary>
          <Result value={calculation.args} />
        </details>
      )}
    </div>
  );
}

function Figures({ label, figures }: { label: string; figures: readonly Quantity[] }) {
  const { turn } = useWords();
  const told = figures.filter(({ value, unit }) => !(value === 0 && unit === 'strength'));
  if (told.length === 0) return null;
  return (
    <Wide label={label}>
      <table class="figures">
        <thead>
          <tr>
            <th scope="col">{turn.name}</th>
            <th scope="col" class="number">
              {turn.value}
            </th>
            <th scope="col">{turn.formula}</th>
          </tr>
        </thead>
        <tbody>
          {told.map(({ name, label: called, text, formula, source }) => (
            <tr key={name}>
              <th scope="row">{called}</th>
              <td class="number">{text}</td>
              <td class="under">{[formula, source].filter((one) => one !== null).join(' · ')}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Wide>
  );
}
