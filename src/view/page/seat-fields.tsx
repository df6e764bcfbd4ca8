import { ModelField } from './model-field.tsx';
import { useWords } from './words.ts';

interface SeatFieldsProps {
  seats: readonly { id: string; name: string }[];
  /** Seat -> model, of those that were filled in. */
  models: Readonly<Record<string, string>>;
  /** What a seat has that is left empty. */
  otherwise: (id: string) => string;
  change: (models: Record<string, string>) => void;
}

/** A model for single seats, folded away until somebody wants one. */
export function SeatFields({ seats, models, otherwise, change }: SeatFieldsProps) {
  const { start } = useWords();
  return (
    <details class="behind">
      <summary>{start.seats}</summary>
      <div class="facts">
        {seats.map(({ id, name }) => (
          <ModelField
            key={id}
            label={name}
            value={models[id] ?? ''}
            placeholder={otherwise(id)}
            change={(text) => change({ ...models, [id]: text })}
          />
        ))}
      </div>
    </details>
  );
}
