import type { Language } from '../core/language.ts';
import type { Random } from '../core/random.ts';
import { pick, randomFrom } from '../core/random.ts';
import type { Claim, Quantity, Stance, Turn } from '../core/turn.ts';
import { subjectOf } from '../core/turn.ts';
import { worldWith } from '../reasoning/evaluate.ts';
import type { DecisionModel } from '../reasoning/model.ts';
import { criterionOf } from '../reasoning/model.ts';
import { settingsIn } from '../reasoning/proposals.ts';
import { assess } from '../reasoning/support.ts';
import { addressOf, relationTo, spokenOf } from '../wording/address.ts';
import type { Phrase } from '../wording/amounts.ts';
import type { Filled, Speech } from '../wording/expand.ts';
import { capitalised, expand, inRegister } from '../wording/expand.ts';
import { labelledIn, withoutLabelsUnits } from '../wording/labels-units.ts';
import type { Link } from '../wording/links.ts';
import { ended, isEnding, levelled, linked, undertaken } from '../wording/links.ts';
import { withParticles } from '../wording/particles.ts';
import { withPronouns } from '../wording/pronouns.ts';
import { shortLabels, withPointers, withShortLabels } from '../wording/shortened.ts';
import { definer, tooManyTerms, withDefinitions } from '../wording/terms.ts';
import { withUnitsOnce } from '../wording/units-once.ts';
import { causeRef, NOTICEABLE } from './change.ts';
import type { Move, Sentence } from './move.ts';
import type { Talk } from './talk.ts';

/** How many realisations are tried before the least repetitive is said. */
const DRAFTS = 24;
/** Where members speak at once, a long search would lead all of them to the same words. */
const FEW_DRAFTS = 4;
const ALONE: ReadonlySet<string> = new Set(['open', 'vote']);
/** Worse than any share of repeated runs; short sentences have no runs at all. */
const WORD_FOR_WORD = 2;
/** Near enough is as good, and keeps members from settling on the same words. */
const JITTER = 0.25;
/** What a closing had to say and left out. */
const UNSAID = 0.5;
/** A name that comes back within one sentence. */
const STAMMER = 0.3;
/** How often a listener who heard a clause is only reminded of it. */
const REMINDED = 0.75;
/** What a junior cannot follow is worse than what was heard before. */
const OVERLOADED = 3;

/** What a turn is about is not said a second time as what changed. */
function withoutEchoes(sentences: readonly Sentence[]): Sentence[] {
  const numbersOf = ({ slots }: Sentence) =>
    [slots['why'], slots['say'], slots['now']].flatMap((phrase) => phrase?.numbers.slice(0, 2) ?? []);
  return sentences.filter((sentence, index) => {
    const own = numbersOf(sentence);
    if (!sentence.symbol.startsWith('aside.') || sentence.symbol === 'aside.move' || own.length < 2) return true;
    const others = sentences.filter((_, at) => at !== index).flatMap(numbersOf);
    return !own.every(({ text, unit }) => others.some((other) => other.text === text && other.unit === unit));
  });
}

interface Draft extends Filled {
  /** Slot -> the clause that was said there, whole. */
  chosen: ReadonlyMap<string, Phrase>;
}

interface Said extends Draft {
  sentence: Sentence;
}

/** The turn that a move becomes once it is put into the speaker's words. */
export function renderTurn(talk: Talk, move: Move): Turn {
  const { view } = talk;
  const heard = view.turns.map(({ body }) => body.utterance);
  const said: Said[] = [];
  for (const [index, sentence] of withoutEchoes(move.sentences).entries()) {
    const { unless } = sentence;
    if (unless !== undefined && said.some(({ chosen }) => chosen.has(unless))) continue;
    said.push({
      ...leastRepetitive(talk, move, sentence, index, [...heard, ...said.map(({ text }) => text)]),
      sentence,
    });
  }
  for (const [index, one] of said.entries()) said[index] = withoutSettings(one, said.slice(0, index));
  const explained = withDefinitions(
    said.map(({ text }) => text),
    view,
    definer(view, speechFor(talk, move, { symbol: 'define', slots: {} })),
  );
  const { language } = view.question;
  const named = withPointing(talk, move, withShortLabels(explained, heard, shortLabelsOf(view.model, language)));
  const units = said.flatMap(({ numbers }) => numbers.map(({ unit }) => unit));
  const labelled = labelledIn(view.model.scenario);
  const spoken = withUnitsOnce(named, units, language).map((text) => withoutLabelsUnits(text, labelled, language));
  const utterance = spoken.join(' ');
  const last = said.length === 0 ? utterance : (spoken.at(-1) ?? '');
  return {
    utterance,
    act: move.act,
    addressee: move.addressee,
    answers: move.answers,
    question: move.question === null ? null : { ...move.question, text: last },
    claims: claimsOf(talk, move, said),
    stance: stanceOf(talk, move),
    proposes: move.proposes ?? null,
    withdraws: move.withdraws ?? [],
    condition: move.condition === undefined ? null : finished(talk, move, move.condition),
    unused: unusedIn(talk),
  };
}

const numbersOf = (text: string): string[] => [...text.matchAll(/[\d][\d,.]*/g)].map(([found]) => found);

/** At what an option is set is said once in a turn: `(metres lined at 3,000 m)` behind its name, and not again. */
function withoutSettings(said: Said, earlier: readonly Said[]): Said {
  const before = earlier.map(({ text }) => text).join(' ');
  const found = [...said.text.matchAll(/\s?\([^()]*\)/g)].map(([bracket]) => bracket);
  const isSetting = ({ refs }: Quantity) => refs.some((ref) => ref.startsWith('option:'));
  const isOfOption = (bracket: string) => said.numbers.some((one) => bracket.includes(one.text) && isSetting(one));
  const told = earlier.flatMap(({ numbers }) => numbers);
  // The same settings may have been told as a clause before.
  const isToldSo = (bracket: string) =>
    said.numbers
      .filter((one) => isSetting(one) && bracket.includes(one.text))
      .every(({ value, refs }) =>
        told.some((other) => other.value === value && other.refs.some((ref) => refs.includes(ref))),
      ) &&
    numbersOf(bracket).length <= said.numbers.filter((one) => isSetting(one) && bracket.includes(one.text)).length;
  let one = said;
  for (const bracket of found.filter((text) => isOfOption(text) && (before.includes(text) || isToldSo(text)))) {
    const left = numbersOf(bracket);
    const numbers = one.numbers.filter(({ text, refs }) => {
      const isSet = refs.some((ref) => ref.startsWith('option:'));
      // What is yes or no stands there in words.
      if (isSet && !/\d/.test(text) && bracket.includes(text)) return false;
      const at = isSet ? left.indexOf(text) : -1;
      if (at >= 0) left.splice(at, 1);
      return at < 0;
    });
    const chosen = new Map(
      [...one.chosen].map(([slot, phrase]) => [slot, { ...phrase, text: phrase.text.replace(bracket, '') }]),
    );
    one = { ...one, text: one.text.replace(bracket, ''), numbers, chosen };
  }
  return one;
}

/** What was just named is pointed at. */
function withPointing({ view, tell }: Talk, { answers }: Move, sentences: readonly string[]): string[] {
  const { language } = view.question;
  const options = view.model.options.map((option) => tell.option(option));
  const last = view.turns.at(-1)?.body;
  const answered = answers !== null && answers.turn === last?.turn ? last.utterance : '';
  return withPronouns(withPointers(sentences, labelsOf(view.model), language, answered), options, language);
}

const labelsOf = ({ scenario: { facts, quantities } }: DecisionModel): string[] =>
  [...Object.values(facts), ...Object.values(quantities)].flatMap(({ label }) => label ?? []);

/** By model: labels do not change in a debate. */
const shortOf = new WeakMap<DecisionModel, ReadonlyMap<string, string>>();

function shortLabelsOf(model: DecisionModel, language: Language): ReadonlyMap<string, string> {
  const before = shortOf.get(model);
  if (before !== undefined) return before;
  const short = shortLabels(labelsOf(model), language);
  shortOf.set(model, short);
  return short;
}

function leastRepetitive(talk: Talk, move: Move, sentence: Sentence, index: number, heard: readonly string[]): Draft {
  const { question, brief, seat, turns } = talk.view;
  const known = new Set(heard.flatMap(runsOf));
  const inThisTurn = heard.slice(turns.length);
  const names = talk.view.model.options.map((option) => talk.tell.option(option).toLowerCase());
  const ownEarlier = turns.filter(({ body }) => body.speaker === seat.id).map(({ body }) => body.utterance);
  let best: { draft: Draft; cost: number } | null = null;
  const drafts = ALONE.has(brief.task) ? FEW_DRAFTS : DRAFTS;
  for (let draft = 0; draft < drafts; draft += 1) {
    const random: Random = randomFrom(question.seed, 'words', brief.turn, seat.id, index, draft);
    const chosen = new Map<string, Phrase>();
    const raw = expand(symbolFor(sentence, talk), speechFor(talk, move, sentence, chosen), random);
    const filled = {
      chosen,
      numbers: raw.numbers,
      text: question.language === 'en' ? capitalised(raw.text) : raw.text,
    };
    const runs = runsOf(filled.text);
    const share = runs.length === 0 ? 0 : runs.filter((run) => known.has(run)).length / runs.length;
    const cost =
      (heard.includes(filled.text) ? WORD_FOR_WORD : share) +
      UNSAID * unsaid(sentence, chosen) +
      STAMMER * Number(startsAlike(filled.text, inThisTurn)) +
      STAMMER * stammers(filled.text, names) +
      STAMMER * Number(opensAsBefore(filled.text, ownEarlier)) +
      JITTER * random() +
      OVERLOADED * tooManyTerms(inThisTurn, filled.text, talk.view);
    if (best === null || cost < best.cost) best = { draft: filled, cost };
    if (best.cost <= JITTER) break;
  }
  return (best as { draft: Draft }).draft;
}

/** What a closing or a vote has to say and leaves out. */
function unsaid({ symbol, slots }: Sentence, chosen: ReadonlyMap<string, Phrase>): number {
  const due = symbol.startsWith('close.')
    ? ['act', 'condition', 'test', 'threshold', 'why']
    : symbol.startsWith('vote')
      ? ['condition', 'why']
      : symbol === 'fact'
        ? ['source']
        : symbol === 'follow'
          ? ['echo']
          : [];
  return due.filter((slot) => slots[slot] !== undefined && !chosen.has(slot)).length;
}

/** `It follows that` twice in a row. */
function startsAlike(text: string, earlier: readonly string[]): boolean {
  const first = (words: string) => words.toLowerCase().split(/[\s,.]+/, 1)[0];
  return earlier.some((one) => one.split(/(?<=[.?!])\s+/).some((sentence) => first(sentence) === first(text)));
}

/** Whether a speaker begins a sentence as an earlier one of theirs: a habit is heard once and a tic twice. */
function opensAsBefore(text: string, earlier: readonly string[]): boolean {
  const opening = (sentence: string) => sentence.toLowerCase().split(/\s+/).slice(0, 2).join(' ');
  const first = opening(text);
  return earlier.some((one) => one.split(/(?<=[.?!])\s+/).some((sentence) => opening(sentence) === first));
}

/** How often an option is named again, a colon follows on a colon, or a lead on a lead, within one sentence. */
function stammers(text: string, names: readonly string[]): number {
  const sentences = text.toLowerCase().split(/(?<=[.?!])\s+/);
  return sentences.reduce((total, sentence) => {
    const parts = [...names, ': '].map((name) => Math.max(0, sentence.split(name).length - 2));
    return total + parts.reduce((sum, part) => sum + part, 0) + (/[\w,] as \w+ sa(?:id|y),/.test(sentence) ? 1 : 0);
  }, 0);
}

const CONCLUDES: ReadonlySet<string> = new Set(['open', 'vote']);

/** A lead hears the conclusion first, once there is one. */
function symbolFor({ symbol }: Sentence, { best, view }: Talk): string {
  return view.question.audience === 'lead' && best !== null && CONCLUDES.has(symbol) ? `${symbol}.lead` : symbol;
}

/** Runs of three words, the unit in which a repetition is heard. */
function runsOf(text: string): string[] {
  const words = text.toLowerCase().split(/\s+/);
  return words.slice(2).map((_, index) => words.slice(index, index + 3).join(' '));
}

function speechFor(
  talk: Talk,
  move: Move,
  { slots, tags = [], asserts }: Sentence,
  chosen: Map<string, Phrase> = new Map(),
): Speech {
  const { seat, question, own } = talk.view;
  const { language } = question;
  const criterion = criterionOf(talk.view.model, subjectOf(asserts?.what.reason) ?? '');
  return {
    language,
    register: relationTo(talk.view, move.addressee === 'all' ? '*' : move.addressee).register,
    tags: new Set([
      ...tags,
      `to:${move.addressee}`,
      `act:${move.act}`,
      `audience:${question.audience}`,
      ...(own === null ? ['first'] : []),
      ...(move.addressee === 'all' ? [] : ['answering']),
      ...(criterion === undefined ? [] : [`value:${criterion.value}`]),
      ...(asserts?.what.evidence.kind === undefined ? [] : [`evidence:${asserts.what.evidence.kind}`]),
      ...(isClose(talk) ? ['close'] : []),
    ]),
    grammars: [seat.voice[language]],
    fill: (name, random) => slotOf({ talk, move, slots, chosen, random }, name),
  };
}

/** A lead that could as well be the other way. */
function isClose({ view }: Talk): boolean {
  const [first = 0, second = 0] = [...view.now.assessment.options.values()]
    .map(({ share }) => share)
    .sort((a, b) => b - a);
  return first - second < 0.1;
}

interface Filling {
  talk: Talk;
  move: Move;
  slots: Sentence['slots'];
  chosen: Map<string, Phrase>;
  random: Random;
}

function slotOf({ talk, move, slots, chosen, random }: Filling, name: string): Filled | null {
  const [slot = '', form] = name.split(':');
  const plain = (text: string): Filled => ({ text, numbers: [] });
  if (slot === 'name') return move.addressee === 'all' ? null : plain(addressOf(talk.view, move.addressee));
  if (slot === 'colleague' || slot === 'who') {
    const member = slots[slot]?.text.toLowerCase();
    return member === undefined ? null : plain(spokenOf(talk.view, member));
  }
  const given = slots[slot];
  if (given === undefined) return null;
  if (talk.view.question.language === 'ko' && given.numbers.length === 0 && given.text.endsWith('다')) {
    chosen.set(slot, given);
    const clause = slot === 'act' ? undertaken(given.text) : levelled(given.text);
    return plain(form !== undefined && isEnding(form) ? (ended(clause, form) ?? clause) : clause);
  }
  if (form === 'its') {
    if (given.its === undefined) return null;
    chosen.set(slot, given);
    return pick(random, given.its);
  }
  const said = wayOf(talk, move, given, random);
  chosen.set(slot, said);
  if (form === undefined) return said;
  const text = isEnding(form) ? (ended(said.text, form) ?? said.text) : linked(said.text, form as Link);
  return text === null ? null : { text, numbers: said.numbers };
}

/** One of the ways to say a clause; who heard its numbers already is only reminded, with the name of whoever said them. */
function wayOf(talk: Talk, move: Move, clause: Phrase, random: Random): Phrase {
  const { view, tell } = talk;
  const whole = pick(random, [clause, ...(clause.ways ?? [])]);
  if (clause.brief === undefined || clause.numbers.length < 2) return whole;
  const first = view.turns.find(({ body }) =>
    holdsAll(
      body.claims.flatMap(({ numbers }) => numbers),
      clause,
    ),
  );
  if (first === undefined || random() >= REMINDED) return whole;
  const { speaker } = first.body;
  const brief = pick(random, clause.brief);
  if (speaker === view.seat.id || random() < 0.5) return brief;
  return tell.say.recalled(speaker === move.addressee ? null : spokenOf(view, speaker), brief);
}

const holdsAll = (said: readonly Quantity[], { numbers }: Phrase) =>
  numbers.slice(0, 2).every(({ text, unit }) => said.some((one) => one.text === text && one.unit === unit));

/** A clause as it stands in the sentence around it. */
function finished(talk: Talk, move: Move, { text }: Phrase): string {
  const { register } = relationTo(talk.view, move.addressee === 'all' ? '*' : move.addressee);
  const chosen = inRegister(text, register);
  return talk.view.question.language === 'ko' ? withParticles(chosen) : capitalised(chosen);
}

function claimsOf(talk: Talk, move: Move, said: readonly Said[]): Claim[] {
  const claims = said.flatMap(({ sentence, chosen, numbers, text }): Omit<Claim, 'claim'>[] => {
    const { asserts } = sentence;
    if (asserts === undefined) return numbers.length === 0 ? [] : [unasserted(text, numbers)];
    const content = chosen.get(asserts.slot) ?? sentence.slots[asserts.slot];
    const { gist, ...what } = asserts.what;
    return [
      {
        ...what,
        text: content === undefined ? text : finished(talk, move, content),
        gist: gistOf(talk, gist),
        numbers,
      },
    ];
  });
  const asked = questionClaim(talk, move, said.at(-1)?.text ?? '');
  return [...claims, ...asked].map((claim, index) => ({ claim: index + 1, ...claim }));
}

/** Numbers are referenced even where nothing of one's own is claimed: in what one concedes, in a plan. */
function unasserted(text: string, numbers: Quantity[]): Omit<Claim, 'claim'> {
  const ref = numbers[0]?.refs[0] ?? null;
  const kind = ref?.startsWith('tool:')
    ? 'tool'
    : ref?.startsWith('fact:')
      ? 'fact'
      : ref?.startsWith('turn:')
        ? 'colleague'
        : 'none';
  return {
    text,
    gist: text,
    reason: null,
    option: null,
    side: null,
    evidence: { kind, ref: kind === 'none' ? null : ref },
    figure: null,
    numbers,
  };
}

function gistOf({ view }: Talk, { text }: Phrase): string {
  const plain = inRegister(text, 'plain');
  return view.question.language === 'ko' ? withParticles(plain) : plain;
}

/** A question can be answered only where it stands as a claim; it takes no side. */
function questionClaim(_talk: Talk, { question, sentences }: Move, text: string): Omit<Claim, 'claim'>[] {
  // What a question asserts itself is what is answered.
  if (question === null || sentences.at(-1)?.asserts !== undefined) return [];
  return [
    {
      text,
      gist: text,
      reason: question.about === null ? null : `fact:${question.about}`,
      option: null,
      side: null,
      evidence: { kind: 'none', ref: null },
      figure: null,
      numbers: [],
    },
  ];
}

/** Where the speaker stands with what the turn itself proposes or seconds. */
export function stanceOf(
  { view, change }: Talk,
  { proposes, kind, answers, stands }: Pick<Move, 'proposes' | 'kind' | 'answers' | 'stands'>,
): Stance {
  const { now, model, seat } = view;
  const seconded = kind === 'second' ? now.knowledge.proposals.filter(({ turn }) => turn === answers?.turn) : [];
  const settings = [...seconded, ...(proposes === undefined ? [] : [proposes])].flatMap(settingsIn);
  const { best, confidence, options } =
    settings.length === 0 ? now.assessment : assess(model, worldWith(now.world, settings), seat.values);
  if (stands !== undefined)
    return {
      option: stands.option,
      confidence: options.get(stands.option)?.share ?? 0,
      support: Object.fromEntries([...options].map(([name, { share }]) => [name, share])),
      movedBy: [`fact:${stands.because}`],
    };
  const named = change?.cause == null ? null : causeRef(change.cause);
  const about = now.assessment.best ?? best ?? '';
  const gain = (options.get(about)?.share ?? 0) - (now.assessment.options.get(about)?.share ?? 0);
  // What the turn itself sets otherwise moves its speaker too.
  const isBySetting = named === null && (best !== now.assessment.best || Math.abs(gain) >= NOTICEABLE);
  const bySetting = isBySetting
    ? [
        ...seconded.map(({ turn, claim }) => `turn:${turn}.${claim}`),
        ...(proposes === undefined ? [] : Object.keys(proposes.set).map((input) => `${proposes.option}/${input}`)),
      ]
    : [];
  return {
    option: best,
    confidence,
    support: Object.fromEntries([...options].map(([name, { share }]) => [name, share])),
    movedBy: named === null ? bySetting.slice(0, 1) : [named],
  };
}

/** What came up since this seat last spoke and that the playbook cannot weigh, in words. */
function unusedIn({ view }: Talk): string[] {
  const { turns, own, failures, lines, model } = view;
  const since = turns.filter(({ body }) => own === null || body.turn > own.body.turn);
  const free = since.flatMap(({ body }) =>
    body.claims
      .filter(({ reason, evidence, numbers }) => reason === null && evidence.kind === 'none' && numbers.length === 0)
      .map((claim) => `turn ${body.turn}, claim ${claim.claim}: free text that names nothing of this question's model`),
  );
  const nothing = model.criteria.length === 0 && model.scenario.judgements.length === 0;
  return [
    ...(nothing ? ['the question: it comes with nothing to judge the options by'] : []),
    ...lines.map((text) => `the moderator's line: ${text}`),
    ...free,
    ...failures.map(({ call, failure }) => `${call.name}: ${failure}`),
  ];
}
