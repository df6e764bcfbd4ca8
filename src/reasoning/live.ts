import type { OptionValues } from './evaluate.ts';
import type { Expression } from './formula.ts';
import { namesIn } from './formula.ts';

/**
 * The names that a formula rests on for an option as it stands: not those that are multiplied by nothing there, nor those of the branch that is
 * not taken. Names come as they are written, with a path into a mapping.
 */
export function liveNames(expression: Expression, values: OptionValues): string[] {
  return [...new Set(live(expression, values))];
}

function live(expression: Expression, values: OptionValues): readonly string[] {
  switch (expression.kind) {
    case 'binary': {
      const { operator, left, right } = expression;
      const isNothing = (side: Expression) => values.ofExpression(side) === 0;
      // What is nothing stays so whatever it is multiplied by, and rests on its own names.
      if (operator === '*' && isNothing(left)) return live(left, values);
      if (operator === '*' && isNothing(right)) return live(right, values);
      if (operator === '/' && isNothing(left)) return live(left, values);
      return [...live(left, values), ...live(right, values)];
    }
    case 'choice': {
      const { test, then, otherwise } = expression;
      const isTrue = values.ofExpression(test);
      if (isTrue === null) return namesIn(expression);
      return [...live(test, values), ...live(isTrue === 0 ? otherwise : then, values)];
    }
    default:
      return namesIn(expression);
  }
}
