/** Text as HTML that does nothing: what members said is data, never markup. */
export function text(value: string): string {
  return value
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
}

/** A name that may stand in `id` and `href="#…"`. */
export function anchor(...parts: readonly string[]): string {
  return parts.map((part) => part.replace(/[^\p{L}\p{N}-]/gu, '_')).join('-');
}

const STYLE = `
:root { color-scheme: light dark; --page: #fbfbf9; --ink: #1c1e21; --soft: #5d646c; --line: #d9dbd6; --band: #e9ebe6;
  --good: #2c6e49; --bad: #a4262c; --mark: #fff0b8; --hue: 37, 99, 165; }
@media (prefers-color-scheme: dark) { :root { --page: #16181b; --ink: #e6e7e4; --soft: #a2a8ae; --line: #34383d;
  --band: #24282c; --good: #7cc49a; --bad: #f08b8b; --mark: #4d4214; --hue: 120, 175, 235; } }
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 2rem 1.25rem 4rem; max-width: 68rem; background: var(--page); color: var(--ink);
  font: 15px/1.55 system-ui, -apple-system, "Segoe UI", "Noto Sans", "Noto Sans CJK KR", "Apple SD Gothic Neo", sans-serif; }
h1 { font-size: 1.4rem; margin: 0 0 .25rem; } h2 { font-size: 1.1rem; margin: 2.5rem 0 .75rem; } h3 { font-size: 1rem; margin: 1.25rem 0 .5rem; }
p { margin: .35rem 0; max-width: 60rem; } .soft { color: var(--soft); }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; font-variant-numeric: tabular-nums; }
th, td { padding: .25rem .7rem .25rem 0; text-align: right; border-bottom: 1px solid var(--line); font-weight: normal; white-space: nowrap; }
th:first-child, td:first-child { text-align: left; } thead th { color: var(--soft); }
td.cell { min-width: 3.4rem; padding: .25rem .5rem; text-align: center; }
td.own { outline: 1.5px solid var(--ink); outline-offset: -1.5px; }
td.wrap { white-space: normal; text-align: left; } th.left, td.left { text-align: left; }
.good { color: var(--good); } .bad { color: var(--bad); }
blockquote { margin: .25rem 0; padding-left: .75rem; border-left: 3px solid var(--line); white-space: pre-wrap; overflow-wrap: anywhere; }
mark { background: var(--mark); color: inherit; } a { color: inherit; }
.turn { margin: .9rem 0; } .turn:target { background: var(--band); outline: .5rem solid var(--band); }
.charts { display: flex; flex-wrap: wrap; gap: 1.25rem 2rem; } figure { margin: 0; } figcaption { margin-bottom: .25rem; }
svg { display: block; max-width: 100%; height: auto; } svg text { fill: var(--soft); font-size: 12px; } svg .axis { stroke: var(--line); } svg .ink { stroke: rgb(var(--hue)); fill: none; stroke-width: 1.75; }
svg .dot { fill: rgb(var(--hue)); } svg .dot.bad { fill: var(--bad); } svg .range { stroke: rgb(var(--hue)); stroke-opacity: .45; stroke-width: 5; stroke-linecap: round; }
svg .range.bad { stroke: var(--bad); } svg .band { fill: rgba(var(--hue), .18); }
@media print { body { max-width: none; } .turn { break-inside: avoid; } }
`;

/** One file without script, font, image or address: it says the same wherever it is opened. */
export function page(title: string, body: readonly string[], lang = 'en'): string {
  return `<!doctype html>
<html lang="${text(lang)}">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${text(title)}</title>
<style>${STYLE}</style>
<body>
${body.join('\n')}
</body>
</html>
`;
}

/** Two digits behind the point, and a dash for what was not scored. */
export const figure = (value: number | null | undefined) => (value == null ? '–' : value.toFixed(2).replace(/^0/, ''));
