import type { FidelityReport, MemberReport } from '../evaluation/report.ts';
import { turnLabel } from '../evaluation/report.ts';
import { anchor, figure, text } from './page.ts';

type NameOf = (scorer: string) => string;

const WORDS: Record<string, string> = {
  voice: 'sounds like himself',
  politeness: 'speaks politely',
  ownWords: 'uses his own words',
  length: 'length of a turn',
};

/** What each member's speech does over the rounds, less what it does alone with an interviewer. */
export function courses(members: readonly MemberReport[]): string[] {
  const rows = members.flatMap((member) => {
    const score = member.card.scores.find(({ scorer }) => scorer === 'A7');
    if (score === undefined) return [];
    const { figures } = score;
    const slopes = Object.entries(figures).flatMap(([key, value]) => {
      const name = /^(.*) a round$/.exec(key)?.[1];
      return name === undefined ? [] : [{ name, value, low: figures[`${name} low`], high: figures[`${name} high`] }];
    });
    if (slopes.length === 0)
      return [`<tr><th>${text(member.name)}</th><td class="wrap soft" colspan="4">${text(score.note)}</td></tr>`];
    return slopes.map(({ name, value, low, high }, index) => {
      const isSure = low !== undefined && high !== undefined && (low > 0 || high < 0);
      const range = low === undefined || high === undefined ? 'no interval' : `${signed(low)} to ${signed(high)}`;
      return `<tr><th>${index === 0 ? text(member.name) : ''}</th><td class="left">${text(WORDS[name] ?? name)}</td><td${isSure ? ' class="bad"' : ''}>${signed(value)}</td><td class="soft">${range}</td><td class="wrap soft">${index === 0 ? text(score.note) : ''}</td></tr>`;
    });
  });
  if (rows.length === 0) return [];
  return [
    '<h2>Drift</h2>',
    '<p class="soft">Change a round, less the change of the same member alone with an interviewer. Intervals are 95 %; those that leave out zero are red.</p>',
    `<div class="scroll"><table><thead><tr><th></th><th class="left">of 0 to 1</th><th>a round</th><th>95 %</th><th></th></tr></thead><tbody>${rows.join('')}</tbody></table></div>`,
  ];
}

function signed(value: number): string {
  const digits = Math.abs(value).toFixed(3).replace(/^0/, '');
  return digits === '.000' ? digits : `${value < 0 ? '−' : '+'}${digits}`;
}

/** Scores that are not there, with the reason of each, and what scorers say beside their score. */
export function remarks(members: readonly MemberReport[], nameOf: NameOf): string[] {
  const scorers = [...new Set(members.flatMap(({ card }) => card.scores.map(({ scorer }) => scorer)))];
  const rows = scorers.flatMap((scorer) => {
    const notes = new Map<string, string[]>();
    for (const { name, card } of members) {
      const score = card.scores.find((one) => one.scorer === scorer);
      if (score === undefined || score.note === '') continue;
      const note = `${score.score === null ? 'not scored: ' : ''}${score.note}`;
      notes.set(note, [...(notes.get(note) ?? []), name]);
    }
    return [...notes].map(([note, names], index) => {
      const whose = names.length === members.length ? 'everybody' : names.join(', ');
      return `<tr><th>${index === 0 ? text(nameOf(scorer)) : ''}</th><td class="wrap soft">${text(whose)}</td><td class="wrap">${text(note)}</td></tr>`;
    });
  });
  return rows.length === 0
    ? []
    : ['<h2>Said of the scores</h2>', `<div class="scroll"><table><tbody>${rows.join('')}</tbody></table></div>`];
}

/** Whether a judge ran, how well it judges, and each contradiction that it found, at its turn. */
export function judged({ judge, turns, debates, members }: FidelityReport): string[] {
  const rows = judge.verdicts.map(({ turn: id, turnQuote, cardQuote, facet }) => {
    const turn = turns.find((one) => one.id === id);
    const name = members.find(({ persona }) => persona === turn?.persona)?.name ?? '';
    const label = turn === undefined ? id : turnLabel(turn, debates.length);
    return `<tr><th>${text(name)}</th><td><a href="#${anchor('turn', id)}">${text(label)}</a></td><td class="wrap">“${text(turnQuote)}”</td><td class="wrap">“${text(cardQuote)}”</td><td class="soft">${facet.line === 0 ? '' : `card line ${facet.line}`}</td></tr>`;
  });
  const tried = (judge.telling ?? []).map(
    ({ n, judge: own, letters, beats }) =>
      `<p>Tells who speaks in ${figure(own.value)} of ${n} quotes of the cards, the letters (A8) in ${figure(letters.value)} after the same samples: <strong class="${beats ? 'good' : 'bad'}">${beats ? 'may judge' : 'may not judge'}</strong></p>`,
  );
  return [
    '<h2>The judge</h2>',
    `<p${judge.valid === false ? ' class="bad"' : ''}>${text(judge.sentence)}</p>`,
    ...tried,
    ...(rows.length === 0
      ? []
      : [
          `<div class="scroll"><table><thead><tr><th></th><th class="left">turn</th><th class="left">said</th><th class="left">against</th><th></th></tr></thead><tbody>${rows.join('')}</tbody></table></div>`,
        ]),
  ];
}

/** What everybody answered off the record at each point; what changed is marked with what the change was. */
export function probed({ probes = [], members }: FidelityReport): string[] {
  if (probes.length === 0) return [];
  const rounds = [...new Set(probes.map(({ round }) => round))].sort((a, b) => a - b);
  const rows = members.flatMap(({ persona, name }) => {
    const own = probes.filter((one) => one.persona === persona);
    const asked = [...new Set(own.map(({ debate, probe }) => `${debate}\n${probe}`))];
    return asked.map((key, index) => {
      const answers = own.filter(({ debate, probe }) => `${debate}\n${probe}` === key);
      const cells = rounds.map((round) => {
        const found = answers.find((one) => one.round === round);
        if (found === undefined) return '<td></td>';
        const said = found.answer ?? 'no answer that was offered';
        if (found.change === 'updated')
          return `<td class="wrap good">${text(said)} <span class="soft">updated</span></td>`;
        if (found.change === 'drifted')
          return `<td class="wrap bad">${text(said)} <span class="soft">drifted</span></td>`;
        return `<td class="wrap${found.change === 'kept' || found.answer === null ? ' soft' : ''}">${text(said)}</td>`;
      });
      return `<tr><th>${index === 0 ? text(name) : ''}</th><td class="wrap soft">${text(answers[0]?.question ?? '')}</td>${cells.join('')}</tr>`;
    });
  });
  return [
    '<h2>Asked off the record</h2>',
    '<p class="soft">The same questions before the opening (0), half way and before the vote. Updated: on a reason that was new to him, with a point given to somebody; drifted: without the one or the other.</p>',
    `<div class="scroll"><table><thead><tr><th></th><th class="left">question</th>${rounds.map((round) => `<th class="left">after round ${round}</th>`).join('')}</tr></thead><tbody>${rows.join('')}</tbody></table></div>`,
  ];
}
