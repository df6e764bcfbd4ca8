import { inLanguage } from '../core/language.ts';
import type { Random } from '../core/random.ts';
import { randomFrom } from '../core/random.ts';
import type { Claim, Evidence, Question, Turn } from '../core/turn.ts';
import { VALUE_LABELS } from '../core/values.ts';
import type { Standing } from '../reasoning/standing.ts';
import { isLessSure } from '../reasoning/standing.ts';
import type { Known, View } from '../reasoning/view.ts';
import { relationTo } from '../wording/address.ts';
import { fillWording, nameDraw, wordingOf } from '../wording/content.ts';
import type { Filled, Speech } from '../wording/expand.ts';
import { capitalised, expand, inRegister } from '../wording/expand.ts';
import { withParticles } from '../wording/particles.ts';
import { definer, tooManyTerms, withDefinitions } from '../wording/terms.ts';
import type { Move, Part } from './move.ts';
import { effectiveSide, NOTHING } from './move.ts';
import { contentOf } from './slots.ts';

/** How many realisations are tried before the least repetitive is said, and among how many the fuller one is preferred. */
const DRAFTS = 16;
const FULLER = 6;
/** Content that carries the argument on: what follows, what is given up, what stands, who does what. */
const TELLING: ReadonlySet<string> = new Set([
  'so',
  'why-so',
  'lost',
  'left',
  'was',
  'times',
  'condition',
  'plan',
  'action',
  'news-times',
]);
/** What one such piece is worth against a share of repeated runs. */
const WORTH = 0.04;
/** Worse than any share of repeated runs; short sentences have no runs at all. */
const WORD_FOR_WORD = 2;
/** What a junior cannot follow is worse than what he has heard before. */
const OVERLOADED = 3;

interface Spoken extends Filled {
  /** What is claimed, without what is said around it. */
  clause: string | null;
}

/** The turn that a move becomes once it is put into the speaker's words. */
export function renderTurn(view: View, standing: Standing, move: Move): Turn {
  const heard = view.turns.map(({ body }) => body.utterance);
  const spoken: Spoken[] = [];
  for (const [index, part] of move.parts.entries()) {
    spoken.push(leastRepetitive(view, standing, move, part, index, [...heard, ...spoken.map(({ text }) => text)]));
  }
  const explained = withDefinitions(
    spoken.map(({ text }) => text),
    view,
    definer(view, speechFor(view, standing, move, { ...NOTHING, symbol: 'define' })),
  );
  const utterance = explained.join(' ');
  const asked = spoken.at(-1)?.text ?? utterance;
  const claims = move.parts.flatMap((part, index) => claimFor(view, standing, part, spoken[index] as Spoken));
  return {
    utterance,
    act: move.act,
    addressee: move.addressee,
    answers: move.answers,
    question: questionFor(move, asked),
    claims: numbered(questionClaim(view, move, asked, claims)),
    stance: standing.stance,
    unused: unusedIn(view),
  };
}

function leastRepetitive(
  view: View,
  standing: Standing,
  move: Move,
  part: Part,
  index: number,
  heard: readonly string[],
): Spoken {
  const { scenario, brief, seat } = view;
  const symbol = symbolFor(part, view, standing);
  const speech = speechFor(view, standing, move, part);
  const known = new Set(heard.flatMap(runsOf));
  const inThisTurn = heard.slice(view.turns.length);
  let best: { filled: Spoken; cost: number } | null = null;
  for (let draft = 0; draft < DRAFTS; draft += 1) {
    const random: Random = randomFrom(scenario.seed, 'words', brief.turn, seat.id, index, draft);
    let clause: string | null = null;
    const told = new Set<string>();
    const fill: Speech['fill'] = (slot, draw) => {
      const content = speech.fill(slot, draw);
      if (content === null) return null;
      const [kind = ''] = slot.split(':');
      if (kind === 'say' || kind === 'why') clause = content.asserts ?? content.text;
      if (TELLING.has(kind)) told.add(kind);
      return content;
    };
    const raw = expand(symbol, { ...speech, fill }, random);
    const filled: Spoken = {
      numbers: raw.numbers,
      text: scenario.language === 'en' ? capitalised(raw.text) : raw.text,
      clause: clause === null ? null : finished(clause, speech),
    };
    const runs = runsOf(filled.text);
    const share = runs.length === 0 ? 0 : runs.filter((run) => known.has(run)).length / runs.length;
    const overlap =
      (heard.includes(filled.text) ? WORD_FOR_WORD : share) + OVERLOADED * tooManyTerms(inThisTurn, filled.text, view);
    const cost = overlap - WORTH * Math.min(told.size, 3);
    if (best === null || cost < best.cost) best = { filled, cost };
    if (draft + 1 >= FULLER && best.cost <= 0) break;
  }
  return (best as { filled: Spoken }).filled;
}

const CONCLUDES: ReadonlySet<string> = new Set(['open', 'vote']);

/** A lead hears the conclusion first, once there is one. */
function symbolFor({ symbol }: Part, { scenario }: View, { stance }: Standing): string {
  return scenario.audience === 'lead' && stance.option !== null && CONCLUDES.has(symbol) ? `${symbol}.lead` : symbol;
}

/** A clause as it stands in the sentence around it. */
function finished(clause: string, { language, register }: Speech): string {
  return language === 'ko' ? withParticles(inRegister(clause, register)) : capitalised(inRegister(clause, register));
}

/** Runs of three words, the unit in which a repetition is heard. */
function runsOf(text: string): string[] {
  const words = text.toLowerCase().split(/\s+/);
  return words.slice(2).map((_, index) => words.slice(index, index + 3).join(' '));
}

function speechFor(view: View, standing: Standing, move: Move, part: Part): Speech {
  const { seat, scenario } = view;
  const { language } = scenario;
  const grounds = part.mine ?? part.echo;
  const tags = new Set<string>([
    ...part.tags,
    `to:${move.addressee}`,
    `act:${move.act}`,
    `audience:${scenario.audience}`,
    ...(part.target ? [`target:${part.target.speaker}`] : []),
    ...(part.echo?.said?.speaker === seat.id ? ['own-echo'] : []),
    ...(grounds ? [`evidence:${evidenceOf(grounds).kind}`, `value:${grounds.consideration.value}`] : []),
    ...(grounds && 'tool' in grounds.consideration.from ? [`tool:${grounds.consideration.from.tool}`] : []),
    ...(view.lastOwn === null ? ['first'] : []),
    ...(isLessSure(view, standing) ? ['falls'] : []),
    ...(fallOf(view, standing) >= FAR ? ['falls-far'] : []),
    ...(leads(standing) < 0.1 ? ['close'] : []),
  ]);
  return {
    language,
    register: relationTo(view, move.addressee === 'all' ? '*' : move.addressee).register,
    tags,
    grammars: [seat.voice[language]],
    fill: contentOf(view, standing, move, part),
  };
}

/** A loss of confidence that a listener would remark on. */
const FAR = 0.15;

function fallOf({ lastOwn }: View, { stance }: Standing): number {
  const before = lastOwn?.body.stance;
  return before?.option != null && before.option === stance.option ? before.confidence - stance.confidence : 0;
}

function leads({ stance }: Standing): number {
  const [first = 0, second = 0] = Object.values(stance.support).sort((a, b) => b - a);
  return first - second;
}

function evidenceOf({ ref, figure }: Known): Evidence {
  if (ref === null) return { kind: 'none', ref: null };
  const kind = ref.split(':')[0] as 'tool' | 'consult' | 'fact';
  return { kind, ref: kind === 'fact' || figure === null ? ref : `${ref}/${figure.name}` };
}

function claimFor(
  view: View,
  standing: Standing,
  part: Part,
  { text: whole, numbers, clause }: Spoken,
): Omit<Claim, 'claim'>[] {
  const text = clause ?? whole;
  if (part.mine) {
    const side = effectiveSide(part.mine, view);
    return [
      {
        text,
        gist: gistOf(view, part.mine),
        reason: part.mine.consideration.id,
        option: side?.option ?? null,
        side: side?.side ?? null,
        evidence: evidenceOf(part.mine),
        figure: part.mine.figure,
        numbers,
      },
    ];
  }
  if (part.principle && view.seat.principle) {
    return [
      {
        text,
        gist: inLanguage(VALUE_LABELS[standing.carrier?.consideration.value ?? 'evidence'], view.scenario.language),
        reason: null,
        option: part.target?.claim.option ?? standing.stance.option,
        side: part.target?.claim.side === 'for' ? 'against' : 'for',
        evidence: { kind: 'card', ref: view.seat.principle.ref },
        figure: null,
        numbers,
      },
    ];
  }
  if (part.echo) {
    const side = effectiveSide(part.echo, view);
    const said = part.echo.said;
    const rule = numbers.flatMap(({ refs }) => refs).find((ref) => ref.startsWith('rule:'));
    return [
      {
        text,
        gist: gistOf(view, part.echo),
        reason: part.echo.consideration.id,
        option: side?.option ?? null,
        side: side?.side ?? null,
        evidence: rule
          ? { kind: 'fact', ref: rule }
          : said
            ? { kind: 'colleague', ref: `turn:${said.turn}.${said.claim}` }
            : evidenceOf(part.echo),
        figure: said || rule ? null : part.echo.figure,
        numbers,
      },
    ];
  }
  if (numbers.length === 0) return [];
  return [
    {
      text,
      gist: text,
      reason: null,
      option: standing.stance.option,
      side: 'for',
      evidence: { kind: 'fact', ref: numbers[0]?.refs[0] ?? null },
      figure: null,
      numbers,
    },
  ];
}

/** One noun phrase for a reason through the whole debate, so that a reader finds it again. */
function gistOf({ seat, scenario, facts }: View, known: Known): string {
  const wording = wordingOf(known, 'echo', { facts, scenario }, seat.wordings, nameDraw(scenario.seed, known));
  const { text } = fillWording(wording, known, { facts, scenario });
  return scenario.language === 'ko' ? withParticles(inRegister(text, 'plain')) : text;
}

function questionFor(move: Move, utterance: string): Question | null {
  return move.question === null ? null : { ...move.question, text: utterance };
}

/** A question can be answered only where it stands as a claim; it takes no side. */
function questionClaim(view: View, move: Move, text: string, claims: Omit<Claim, 'claim'>[]): Omit<Claim, 'claim'>[] {
  const about = move.question?.about;
  // What names no consideration can only be answered in words.
  if (move.question === null || about === null) return claims;
  const consideration = view.scenario.considerations.find(({ id }) => id === about);
  const target = consideration?.for ?? consideration?.against ?? null;
  return [
    {
      text,
      gist: text,
      reason: about ?? null,
      option: target !== null && target in view.scenario.options ? target : null,
      side: null,
      evidence: { kind: 'none', ref: null },
      figure: null,
      numbers: claims.flatMap(({ numbers }) => numbers),
    },
  ];
}

function numbered(claims: readonly Omit<Claim, 'claim'>[]): Claim[] {
  return claims.map((claim, index) => ({ claim: index + 1, ...claim }));
}

/** What came up since this seat last spoke and that the playbook cannot weigh, in words. */
function unusedIn({ turns, lastOwn, failures, lines, scenario }: View): string[] {
  const since = turns.filter(({ body }) => lastOwn === null || body.turn > lastOwn.body.turn);
  const free = since.flatMap(({ body }) =>
    body.claims
      .filter(({ reason, evidence }) => reason === null && evidence.kind !== 'card' && evidence.kind !== 'fact')
      .map((claim) => `turn ${body.turn}, claim ${claim.claim}: free text that names no reason of this scenario`),
  );
  const failed = failures.map(({ call, failure }) => `${call.name}: ${failure}`);
  const nothing =
    scenario.considerations.length === 0 ? ['the question: it comes with no fact and no consideration to weigh'] : [];
  const told = lines.map((text) => `the moderator's line: ${text}`);
  return [...nothing, ...told, ...free, ...failed];
}
