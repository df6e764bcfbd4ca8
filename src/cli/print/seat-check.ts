import type { Language } from '../../core/language.ts';
import type { CheckLine, SeatCheck } from '../../pitwall.ts';
import { padTo, widthOf, wrap } from '../../report/width.ts';
import { CHECK_WORDS } from './check-words.ts';
import type { Page } from './page.ts';
import { styleFor } from './style.ts';

const GAP = 2;

/** One check as a line, or as several under one another where the page is narrow. */
export function checkLine(line: CheckLine, language: Language, nameOf: (id: string) => string, page: Page): string {
  const words = CHECK_WORDS[language];
  const style = styleFor(page.colour, []);
  const paint = { pass: style.good, note: style.bold, fail: style.bad, skipped: style.dim }[line.state];
  const [states, names] = [widest(words.state), widest(words.name)];
  const spent = words.spent(line);
  const said = `${words.line(line, nameOf)}${spent === '' ? '' : ` (${spent})`}`;
  const margin = 2 + states + GAP + names + GAP;
  const head = `  ${paint(padTo(words.state[line.state], states))}${' '.repeat(GAP)}${padTo(words.name[line.check], names)}${' '.repeat(GAP)}`;
  return wrap(said, page.width - margin)
    .map((part, index) => `${index === 0 ? head : ' '.repeat(margin)}${part}\n`)
    .join('');
}

const widest = (words: Record<string, string>) => Math.max(...Object.values(words).map(widthOf));

/** The verdict, what to do, and what else was seen of the endpoint. */
export function verdictPage(check: SeatCheck, page: Page): string {
  const words = CHECK_WORDS[check.language];
  const style = styleFor(page.colour, []);
  const paint = { sits: style.good, cannot: style.bad, unasked: style.bad }[check.verdict];
  const list = (title: string, sentences: readonly string[]) =>
    sentences.length === 0
      ? []
      : [
          '',
          `${title}:`,
          ...sentences.flatMap((one) =>
            wrap(one, page.width - 4).map((part, index) => `${index === 0 ? '  - ' : '    '}${part}`),
          ),
        ];
  return [
    ...wrap(`${words.verdict(check)} ${words.took(check.seconds)}`, page.width).map((part) => style.bold(paint(part))),
    ...list(words.toDo, check.advice.map(words.advice)),
    ...list(words.alsoSeen, check.findings),
    '',
  ].join('\n');
}
