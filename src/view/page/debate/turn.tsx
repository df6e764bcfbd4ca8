import { useState } from 'preact/hooks';
import type { ConsultView, NoteView, TurnView } from '../../api.ts';
import { duration } from '../when.ts';
import { useWords } from '../words.ts';
import { memberName, optionClass, optionName, speakerClass, useDebate } from './context.ts';
import { Evidence } from './evidence.tsx';
import { TurnLinks } from './memo.tsx';
import { KeptButtons, KeptWords, useKept } from './note.tsx';

/** One member's turn: what was said, to whom, where it leaves them, and what it rests on. */
export function Turn({ block, prefix = '' }: { block: TurnView; prefix?: string }) {
  const words = useWords();
  const { head, seek } = useDebate();
  const { said, turn, speaker } = block;
  const name = memberName(head, speaker);
  return (
    <article class="turn" id={`${prefix}turn-${turn}`} aria-label={words.turn.label(turn, name)}>
      <span class="number" aria-hidden="true">
        {turn}
      </span>
      <div>
        {block.consults.map((consult) => (
          <Consulted key={consult.ref} consult={consult} />
        ))}
        <p class="byline">
          <span class={speakerClass(head, speaker)}>{name}</span>
          {said !== null && (
            <span class="to">
              <span aria-hidden="true">→ </span>
              <span class="unseen">{words.turn.to} </span>
              {said.addressee === 'all' ? words.turn.all : memberName(head, said.addressee)}
            </span>
          )}
          {said?.answers != null && (
            <button type="button" class={`answers ${said.act}`} onClick={() => seek(said.answers?.turn ?? turn)}>
              {said.answers.text}
            </button>
          )}
        </p>
        {said === null ? (
          <p class="note">{words.turn.broke}</p>
        ) : (
          <>
            <p class="utterance">{said.utterance}</p>
            <StanceLine block={block} />
          </>
        )}
        {block.notes.map((note, index) => (
          <Note key={index} note={note} />
        ))}
        {block.crossed.map((text) => (
          <p key={text} class="crossed">
            {text}
          </p>
        ))}
        <Foot block={block} />
      </div>
    </article>
  );
}

/** How a language model came to its turn, before what was said or while it is awaited. */
export function Note({ note: { kind, text } }: { note: NoteView }) {
  return <p class={`turn-note ${kind}`}>{text}</p>;
}

function Consulted({ consult: { from, to, question, answer, stub } }: { consult: ConsultView }) {
  const { head } = useDebate();
  return (
    <div class="consulted">
      <p>
        <span class={speakerClass(head, from)}>{memberName(head, from)}</span> → {memberName(head, to)},{' '}
        {head.words.consult}: {question}
      </p>
      <p>
        <span class={speakerClass(head, to)}>{memberName(head, to)}</span>
        {stub && ` (${head.words.stub})`}: {answer}
      </p>
    </div>
  );
}

function StanceLine({ block: { said } }: { block: TurnView }) {
  if (said === null) return null;
  const { option, share, before, moved, because } = said.stance;
  const stays = before !== null && before.option === option;
  return (
    <p class={moved ? 'stance moved' : 'stance'}>
      {before !== null && (
        <>
          <Stand option={before.option} share={before.share} /> →{' '}
        </>
      )}
      {stays ? <span class="share">{share}</span> : <Stand option={option} share={share} />}
      {moved && because.length > 0 && (
        <span class="because">
          <span aria-hidden="true"> ← </span>
          {because.map((one, index) => (
            <span key={one.text}>
              {index > 0 && ' · '}
              {one.text} {one.turn !== null && <TurnLinks turns={[one.turn]} />}
            </span>
          ))}
        </span>
      )}
    </p>
  );
}

/** An option as a pill, with how sure they are of it. */
function Stand({ option, share }: { option: string | null; share: string }) {
  const { head } = useDebate();
  return (
    <>
      <span class={optionClass(head, option)}>{optionName(head, option)}</span>{' '}
      {share !== '' && <span class="share">{share}</span>}
    </>
  );
}

/** Why they had the floor and what it took; behind one click what it rests on. */
function Foot({ block }: { block: TurnView }) {
  const words = useWords();
  const [isOpen, setOpen] = useState(false);
  const kept = useKept(block.turn);
  const { why, cost, said, tools, consults } = block;
  const label = words.turn.evidence(said?.claims.length ?? 0, tools.length + consults.length);
  const facts = [
    why === null ? '' : `${words.turn.floor}: ${why}`,
    cost === null ? '' : words.turn.cost(duration(cost.latencyMs), cost.modelCalls),
    cost?.inputTokens == null ? '' : words.turn.tokens(cost.inputTokens, cost.outputTokens ?? 0),
    cost?.costUsd == null ? '' : `$${cost.costUsd.toFixed(4)}`,
  ].filter((fact) => fact !== '');
  return (
    <>
      <p class="foot">
        {label !== '' && (
          <button type="button" class="evidence" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
            {label}
          </button>
        )}
        <span>{facts.join(' · ')}</span>
        {kept !== null && said !== null && <KeptButtons kept={kept} />}
      </p>
      {kept !== null && <KeptWords kept={kept} />}
      {isOpen && <Evidence block={block} />}
    </>
  );
}
