import type { MeasureWords } from '../../fidelity/words/measures.ts';
import { isLow, measureWords } from '../../fidelity/words/measures.ts';
import type { ScorerKind } from '../api.ts';
import { plain } from './number.ts';
import { useSettings } from './settings.ts';

/** Names and sentences of measures in the page's language: the terminal has the same. */
export function useMeasures(): (id: string) => MeasureWords {
  const { language } = useSettings();
  return (id) => measureWords(id, language);
}

/** A score as a number over a bar, red where it is low. */
export function ScoreBar({ value, kind }: { value: number; kind: ScorerKind }) {
  return (
    <span class={isLow(value, kind) ? 'score-bar low' : 'score-bar'}>
      <span class="figure">{plain(value)}</span>
      <span class="track" aria-hidden="true">
        <i style={{ width: `${Math.round(value * 100)}%` }} />
      </span>
    </span>
  );
}
