import { PitwallError } from '../../core/error.ts';
import { nearestName } from '../../core/nearest.ts';

/** One of the names that a flag takes. Throws USAGE with the nearest. */
export function oneOf<Name extends string>(flag: string, text: string, names: readonly Name[]): Name {
  const found = names.find((name) => name === text);
  if (found !== undefined) return found;
  throw new PitwallError(
    'USAGE',
    `expected one of ${names.map((name) => `\`${name}\``).join(', ')} behind \`${flag}\`, got \`${text}\`${meant(text, names)}`,
    {
      data: { flag, text },
    },
  );
}

const meant = (text: string, names: readonly string[]) => {
  const near = nearestName(text, names);
  return near === undefined ? '' : `; did you mean \`${near}\`?`;
};
