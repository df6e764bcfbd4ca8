import { useMeasures } from './measure.tsx';
import { useWords } from './words.ts';

/** What the asterisks stand for: scorers of which a class of breaches is hardly seen. */
export function Unproven() {
  const { fidelity } = useWords();
  const measure = useMeasures();
  return (
    <>
      * {fidelity.unprovenTitle}:{' '}
      {Object.entries(fidelity.unproven)
        .map(([scorer, why]) => `${measure(scorer).name} (${why})`)
        .join(', ')}
    </>
  );
}
