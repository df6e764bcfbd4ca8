import type { ScoreEvidence } from '../../core/score.ts';
import type { FidelityReport, MemberReport } from '../evaluation/report.ts';
import { turnLabel, verdictOf } from '../evaluation/report.ts';
import type { Scorer } from '../scorer.ts';
import { GENERIC } from '../scorers/discriminability.ts';
import { courses, judged, probed, remarks } from './beside.ts';
import { dotPlot, driftLine, matrix } from './charts.ts';
import { anchor, figure, page, text } from './page.ts';

/** A report as one page: the vector, dots with intervals, drift, who sounds like whom, and every quote at its turn. */
export function reportPage(report: FidelityReport, scorers: readonly Scorer[]): string {
  const names = new Map(scorers.map(({ id, name }) => [id, `${id} ${name}`]));
  const nameOf = (scorer: string) => names.get(scorer) ?? scorer;
  const isHard = (scorer: string) => scorers.some(({ id, hard }) => id === scorer && hard);
  const verdict = verdictOf(report);
  const word = { pass: 'pass', fail: 'fail', none: 'no verdict' }[verdict];
  const { members, debates, judge } = report;
  const count = `${debates.length} ${debates.length === 1 ? 'debate' : 'debates'}, ${report.turns.length} turns`;
  return page(`Fidelity of ${report.subject.name}`, [
    `<h1>Fidelity of ${text(report.subject.name)}</h1>`,
    `<p><strong class="${verdict === 'pass' ? 'good' : 'bad'}">${word}</strong> <span class="soft">· ${count}</span></p>`,
    ...(judge.ran ? [] : [`<p class="soft">${text(judge.sentence)}</p>`]),
    ...report.remarks.map((sentence) => `<p class="soft">${text(sentence)}</p>`),
    '<h2>Scores</h2>',
    vector(members, nameOf, isHard),
    '<h2>Each member</h2>',
    `<p class="soft">${debates.length > 1 ? 'Bars are 95 % intervals over debates.' : 'One debate carries no interval.'}</p>`,
    `<div class="charts">${members.map((member) => dotPlot(member, nameOf, isHard)).join('')}</div>`,
    ...byRound(members, nameOf),
    ...courses(members),
    ...probed(report),
    ...matrices(report),
    ...(judge.ran ? judged(report) : []),
    '<h2>What it rests on</h2>',
    ...members.map((member) => evidenceOf(member, report, nameOf)),
    ...remarks(members, nameOf),
    '<h2>Turns</h2>',
    ...report.turns.map((turn) => {
      const found = members.find(({ persona }) => persona === turn.persona);
      const evidence = (found?.card.scores ?? []).flatMap((score) =>
        score.evidence.filter((one) => one.turn === turn.id),
      );
      return `<div class="turn" id="${anchor('turn', turn.id)}"><div class="soft">${text(turnLabel(turn, debates.length))} · ${text(found?.name ?? turn.persona)}</div><blockquote>${marked(turn.utterance, evidence)}</blockquote></div>`;
    }),
  ]);
}

/** Who sounds like whom, and whose turns fit whose card: in both the diagonal should win. */
function matrices({ confusion, swap, members }: FidelityReport): string[] {
  const called = new Map(members.map(({ persona, name }) => [persona, name]));
  const nameOf = (persona: string) =>
    persona === GENERIC ? 'an assistant without a person' : (called.get(persona) ?? persona);
  const made = members.some(({ hand }) => hand === 'playbook' || hand === 'mixed')
    ? ' The playbook wrote from the cards: a diagonal here shows its hand, and not that a scorer measures.'
    : '';
  const heard =
    confusion === null
      ? []
      : [
          '<div><h3>Who sounds like whom</h3>',
          '<p class="soft">Turns of the member on the left, by whose examples they sound like most.</p>',
          matrix(
            confusion.classes.map(nameOf),
            confusion.rows.map(({ persona, counts }) => ({
              name: nameOf(persona),
              values: counts,
              own: confusion.classes.indexOf(persona),
            })),
            { corner: '', format: String, shade: (value, row) => value / Math.max(1, sum(row)) },
          ),
          '</div>',
        ];
  const swapped =
    swap == null
      ? []
      : [
          '<div><h3>Swapped cards</h3>',
          `<p class="soft">Soft scores of the turns of the member on the left against the card above${swap.top1 === null ? '' : `; the own card wins in ${Math.round(swap.top1.value * swap.top1.n)} of ${swap.top1.n} rows`}.</p>`,
          matrix(
            swap.personas.map(nameOf),
            swap.personas.map((persona, row) => ({ name: nameOf(persona), values: swap.values[row] ?? [], own: row })),
            { corner: 'turns of', format: figure, shade: spread(swap.values.flat()) },
          ),
          '</div>',
        ];
  if (heard.length + swapped.length === 0) return [];
  return [
    '<h2>Told apart</h2>',
    `<p class="soft">The own one is framed.${made}</p>`,
    '<div class="charts">',
    ...swapped,
    ...heard,
    '</div>',
  ];
}

const sum = (row: readonly (number | null)[]) => row.reduce<number>((total, one) => total + (one ?? 0), 0);

/** From the lowest cell of all to the highest, so that what differs is seen. */
function spread(values: readonly (number | null)[]): (value: number) => number {
  const known = values.flatMap((value) => value ?? []);
  const [low, high] = [Math.min(...known), Math.max(...known)];
  return (value) => (high === low ? 0 : (value - low) / (high - low));
}

function vector(
  members: readonly MemberReport[],
  nameOf: (scorer: string) => string,
  isHard: (scorer: string) => boolean,
): string {
  const scorers = [...new Set(members.flatMap(({ card }) => card.scores.map(({ scorer }) => scorer)))];
  const row = (name: string, cells: readonly string[]) => `<tr><th>${text(name)}</th>${cells.join('')}</tr>`;
  const rows = scorers.map((scorer) =>
    row(
      nameOf(scorer),
      members.map(({ card }) => {
        const score = card.scores.find((one) => one.scorer === scorer);
        const bad = isHard(scorer) && score?.score != null && score.score < 1 ? ' class="bad"' : '';
        return `<td${bad} title="${text(score?.note ?? '')}">${figure(score?.score)}</td>`;
      }),
    ),
  );
  const cells = (value: (member: MemberReport) => string) => members.map((member) => `<td>${text(value(member))}</td>`);
  return `<div class="scroll"><table><thead><tr><th></th>${members.map(({ name }) => `<th>${text(name)}</th>`).join('')}</tr></thead><tbody>${[
    ...rows,
    row(
      'soft total',
      cells(({ card }) => figure(card.total)),
    ),
    row(
      'coverage',
      cells(({ card }) => figure(card.coverage)),
    ),
    row(
      'turns',
      cells(({ card }) => String(card.turns)),
    ),
    row(
      'verdict',
      cells(({ card }) => card.verdict),
    ),
  ].join('')}</tbody></table></div>`;
}

function byRound(members: readonly MemberReport[], nameOf: (scorer: string) => string): string[] {
  const drawn = members.flatMap((member) => {
    const lines = Object.keys(member.rounds)
      .filter((scorer) => new Set(member.rounds[scorer]?.map(({ value }) => value)).size > 1)
      .map((scorer) => driftLine(member, scorer, nameOf));
    return lines.length === 0 ? [] : [`<h3>${text(member.name)}</h3><div class="charts">${lines.join('')}</div>`];
  });
  return drawn.length === 0
    ? []
    : [
        '<h2>By round</h2>',
        '<p class="soft">0 is the opening, the last one vote and close; the band is the 95 % interval over debates. Scores that are the same in every round are not drawn.</p>',
        ...drawn,
      ];
}

function evidenceOf(member: MemberReport, report: FidelityReport, nameOf: (scorer: string) => string): string {
  const turns = new Map(report.turns.map((turn) => [turn.id, turn]));
  const rows = member.card.scores.flatMap(({ scorer, evidence }) =>
    evidence.map((one) => {
      const turn = turns.get(one.turn);
      const label = turn === undefined ? one.turn : turnLabel(turn, report.debates.length);
      const line = one.cardLine === undefined ? '' : `card line ${one.cardLine}`;
      return `<tr><td>${text(nameOf(scorer))}</td><td><a href="#${anchor('turn', one.turn)}">${text(label)}</a></td><td class="wrap">“${text(one.quote)}” <span class="soft">${text(one.why)}</span></td><td class="soft">${line}</td></tr>`;
    }),
  );
  const why = member.card.because.map((sentence) => `<p>${text(sentence)}</p>`).join('');
  const table =
    rows.length === 0
      ? '<p class="soft">No scorer named a place.</p>'
      : `<div class="scroll"><table><thead><tr><th>scorer</th><th class="left">turn</th><th class="left">quote and reason</th><th></th></tr></thead><tbody>${rows.join('')}</tbody></table></div>`;
  return `<h3>${text(member.name)}</h3>${why}${table}`;
}

/** The utterance with the cited stretches marked; stretches that overlap are joined. */
function marked(utterance: string, evidence: readonly ScoreEvidence[]): string {
  const spans = evidence
    .map(({ span: [start, end] }) => [start, Math.min(end, utterance.length)] as const)
    .filter(([start, end]) => end > start && end - start < utterance.length)
    .sort((a, b) => a[0] - b[0]);
  let [html, at] = ['', 0];
  for (const [start, end] of spans) {
    if (end <= at) continue;
    const from = Math.max(start, at);
    html += `${text(utterance.slice(at, from))}<mark>${text(utterance.slice(from, end))}</mark>`;
    at = end;
  }
  return html + text(utterance.slice(at));
}
