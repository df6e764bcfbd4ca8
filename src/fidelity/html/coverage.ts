import type { CardCoverage } from '../card-coverage/coverage.ts';
import { page, text } from './page.ts';

const MARKS = { shown: '●', contradicted: '✕', 'never seen': '○', untestable: '·' } as const;

/** A card line by line, with what turns showed of each, like code coverage. */
export function coveragePage(name: string, cardText: string, coverage: CardCoverage): string {
  const share = coverage.share === null ? 'nothing that can be shown' : `${Math.round(coverage.share * 100)} % shown`;
  const lines = cardText.split('\n').map((line, index) => {
    const own = coverage.facets.filter((facet) => facet.line === index + 1);
    const notes = own.map(({ status, text: said, turns, probe }) => {
      const shown = turns.length === 0 ? '' : ` ${turns.length} ${turns.length === 1 ? 'turn' : 'turns'}`;
      const ask = probe === null ? '' : ` · ${text(probe)}`;
      return `<div class="${status === 'contradicted' ? 'bad' : status === 'shown' ? 'good' : 'soft'}">${MARKS[status]} ${text(said)}: ${status}${shown}${ask}</div>`;
    });
    const mark = own.some(({ status }) => status === 'contradicted')
      ? 'bad'
      : own.some(({ status }) => status === 'shown')
        ? 'good'
        : 'soft';
    return `<tr><td class="soft">${index + 1}</td><td class="${mark}">${own.length === 0 ? '' : MARKS[own[0]?.status ?? 'untestable']}</td><td class="wrap">${text(line)}${notes.join('')}</td></tr>`;
  });
  const loose = coverage.facets.filter(({ line }) => line === undefined);
  return page(`Card coverage of ${name}`, [
    `<h1>Card coverage of ${text(name)}</h1>`,
    `<p>${share} <span class="soft">· ${coverage.turns} turns</span></p>`,
    '<p class="soft">● shown, ✕ contradicted, ○ never seen with the question that would show it, · not testable by rule.</p>',
    `<div class="scroll"><table><tbody>${lines.join('')}</tbody></table></div>`,
    ...(loose.length === 0
      ? []
      : [
          '<h2>Without a line</h2>',
          ...loose.map(({ text: said, status }) => `<p class="soft">${MARKS[status]} ${text(said)}: ${status}</p>`),
        ]),
  ]);
}
