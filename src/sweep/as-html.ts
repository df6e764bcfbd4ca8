import type { Language } from '../core/language.ts';
import { asMarkup } from '../core/markup.ts';
import type { Block, Mark, Table } from './blocks.ts';

/** One file with its plots in it: it asks nothing of any network, and follows the reader's light or dark. */
export function reportAsHtml(title: string, blocks: readonly Block[], language: Language): string {
  return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${asMarkup(title)}</title>
<style>${STYLE}</style>
</head>
<body>
<main>
<h1>${asMarkup(title)}</h1>
${blocks.map(htmlOf).join('\n')}
</main>
</body>
</html>
`;
}

function htmlOf(block: Block): string {
  switch (block.kind) {
    case 'heading':
      return `<h2>${asMarkup(block.text)}</h2>`;
    case 'text':
      return `<p>${asMarkup(block.text)}</p>`;
    case 'note':
      return `<p class="note">${asMarkup(block.text)}</p>`;
    case 'list':
      return `<ul>${block.items.map((item) => `<li>${asMarkup(item)}</li>`).join('')}</ul>`;
    case 'table':
      return tableOf(block);
  }
}

function tableOf({ head, rows, right, from }: Table): string {
  const cell = (tag: 'td' | 'th', text: string, index: number) =>
    `<${tag}${right.includes(index) ? ' class="n"' : ''}${tag === 'th' ? ' scope="col"' : ''}>${asMarkup(text)}</${tag}>`;
  const plot = (mark: Mark | null | undefined) => `<td class="plot">${plotOf(mark, from)}</td>`;
  const scale = `<th class="plot" aria-hidden="true"><span>0</span><span>100 %</span></th>`;
  return `<div class="wide" tabindex="0"><table>
<thead><tr>${head.map((text, index) => cell('th', text, index)).join('')}${scale}</tr></thead>
<tbody>
${rows.map(({ cells, mark }) => `<tr>${cells.map((text, index) => cell('td', text, index)).join('')}${plot(mark)}</tr>`).join('\n')}
</tbody></table></div>`;
}

const WIDTH = 140;
const HEIGHT = 18;
const EDGE = 5;

/** A point with its interval on a line from 0 to 1; the numbers stand in the row. */
function plotOf(mark: Mark | null | undefined, from: Table['from']): string {
  if (mark === null || mark === undefined) return '';
  const x = (value: number) => (EDGE + ((value - from) / (1 - from)) * (WIDTH - 2 * EDGE)).toFixed(1);
  const middle = HEIGHT / 2;
  const interval =
    mark.low === null || mark.high === null
      ? ''
      : `<line class="interval" x1="${x(mark.low)}" x2="${x(mark.high)}" y1="${middle}" y2="${middle}"/>`;
  return `<svg viewBox="0 0 ${WIDTH} ${HEIGHT}" width="${WIDTH}" height="${HEIGHT}" aria-hidden="true"><line class="scale" x1="${x(from)}" x2="${x(1)}" y1="${middle}" y2="${middle}"/><line class="scale" x1="${x(0.5)}" x2="${x(0.5)}" y1="${middle - 3}" y2="${middle + 3}"/>${interval}<circle cx="${x(mark.value)}" cy="${middle}" r="4"/></svg>`;
}

const STYLE = `
:root{color-scheme:light dark;--paper:#fbfaf7;--ink:#1b1c1e;--quiet:#595c63;--line:#ddd9d0;--accent:#0a58a8}
@media screen and (prefers-color-scheme:dark){:root{--paper:#131417;--ink:#e8e7e2;--quiet:#a6a9b0;--line:#33363c;--accent:#86bbff}}
*{box-sizing:border-box}
body{margin:0;background:var(--paper);color:var(--ink);font:16px/1.5 system-ui,-apple-system,"Segoe UI","Apple SD Gothic Neo","Pretendard","Noto Sans KR","Noto Sans CJK KR","Malgun Gothic",sans-serif}
main{max-width:72rem;margin:0 auto;padding:2rem 1.25rem 4rem}
h1{font-size:1.6rem;line-height:1.25;margin:0 0 .75rem}
h2{font-size:1.1rem;margin:2.25rem 0 .5rem}
p,li{max-width:46rem}
p{margin:.5rem 0}
ul{margin:.5rem 0;padding-left:1.2rem}
li{margin:.25rem 0}
.note{color:var(--quiet);font-size:.9rem}
.wide{overflow-x:auto;margin:.5rem 0}
.wide:focus-visible{outline:2px solid var(--accent)}
table{border-collapse:collapse;font-size:.9rem}
th,td{text-align:left;padding:.35rem 1rem .35rem 0;border-bottom:1px solid var(--line);vertical-align:top}
th{font-weight:500;color:var(--quiet);vertical-align:bottom}
td:last-child,th:last-child{padding-right:0}
td:first-child{white-space:nowrap}
.n{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}
.plot{width:140px;padding-top:.45rem}
th.plot{font-size:.75rem;white-space:nowrap}
th.plot span{display:inline-block;width:50%}
th.plot span:last-child{text-align:right}
svg{display:block}
.scale{stroke:var(--line)}
.interval{stroke:var(--accent);stroke-width:2.5}
circle{fill:var(--accent)}
@media print{.wide{overflow:visible}}
`;
