import type { ReplyFlaw } from '../core/effects.ts';
import { withoutCode } from '../core/error.ts';
import type { EventBody, StopReason } from '../core/events.ts';
import type { Language } from '../core/language.ts';
import type { Phase } from '../core/scenario.ts';
import type { Act } from '../core/turn.ts';
import { isPlural } from '../wording/nouns.ts';
import { withParticles } from '../wording/particles.ts';
import { FLAWS } from './flaws.ts';
import type { FloorReason } from './floor-reason.ts';
import type { Beyond } from './told-edge.ts';
import { beyondText } from './told-edge.ts';
import { unitOnce } from './unit-once.ts';
import { TIE } from './width.ts';

type PhaseKind = EventBody<'phase.opened'>['phase'];

/** An end of a stretch, as it is printed; `isOwn`: it lies in the stretch itself. */
export interface End {
  at: string;
  isOwn: boolean;
}

/** Every fixed word that a debate is printed with. Sentences of the debate itself come from the record. */
export interface Labels {
  everyone: string;
  moderator: string;
  options: string;
  cast: string;
  changedFacts: string;
  forked(turn: number, changed: readonly string[]): string;
  left(name: string, why: 'fork' | 'failed', error: string | null): string;
  classification: string;
  /** `apart`: a turn is heard by its addressee alone. */
  phase(kind: PhaseKind, round: number, how: { blind: boolean; apart: boolean }): string;
  /** What the turn does to the turn that it answers. */
  answering(act: Act, turn: number): string;
  floor(reason: FloorReason, nameOf: (id: string) => string): string;
  consult: string;
  stub: string;
  unused: string;
  /** A member's claim on work that their card leaves to a colleague; `returned` when the draft was given back. */
  crossed(topic: string, colleague: string, share: string | null, returned: boolean): string;
  /** A reply that was given back, a model that took over, a turn that is not whole. */
  repaired(flaw: ReplyFlaw, detail: string): string;
  substituted(from: string, to: string, detail: string): string;
  flawed(flaw: ReplyFlaw, detail: string): string;
  /** What a turn does beside its words. */
  beside: {
    proposes(option: string, settings: readonly string[]): string;
    /** What they said in these turns. */
    withdraws(turns: readonly number[]): string;
    /** The condition, or the job, that they put in this turn; `to` has the job from here on. */
    drops(what: 'condition' | 'action' | 'measures', turn: number, to: string | null): string;
    /** On the condition of a turn that has been shown. */
    sameCondition(turn: number): string;
    /** Of a measurement that was named before. */
    bar(threshold: string): string;
    action(text: string): string;
  };
  undecided: string;
  noVote: string;
  facts: string;
  ballot: { member: string; blind: string; last: string };
  memo: {
    title: string;
    decision: string;
    votes: string;
    changed: string;
    table: string;
    settings: string;
    /** At what an input stands, and within what it may be set. */
    setAt(input: string, now: string, low: string, high: string): string;
    why: string;
    against: string;
    moved: string;
    unmoved: string;
    agreed: string;
    dissent: string;
    flips: string;
    measurement: string;
    actions: string;
    /** How to get back, in a memo that a model wrote. */
    /** What would turn the decision, in few letters. */
    turns: string;
    /** The same by what it would turn to. */
    turnsTo: string;
    back: string;
    /** What may change it, and what nobody knows, in a memo that a model wrote. */
    changes: string;
    unknown: string;
    /** A sentence that says what was decided, with the record's words for it. */
    headline(title: string, decided: string): string;
    /** Whose words a memo is in, that a model could not write it, and what of its words does not hold. */
    writtenBy(model: string): string;
    notWritten(model: string, error: string): string;
    leftOut(text: string, why: string): string;
    /** What was left out because the memo was too long. */
    cut(text: string): string;
    /** In which turns a reader finds what it says. */
    restsOn(turns: string): string;
    /** Where not all settings of an option were tried. */
    searchedInPart(option: string, inputs: number): string;
    missing: string;
    unanswered: string;
    record: string;
    before: string;
    after: string;
    confidence(share: string): string;
    /** An option at another setting than the scenario's: `a cool-down, tokens 40B`. */
    amended(option: string, settings: readonly string[]): string;
    proposedBy(name: string, turn: number): string;
    /** Another decision than the figures come to. */
    byFigures(option: string): string;
    turn(turn: number): string;
    quantity: string;
    noise: string;
    short(amount: string): string;
    over(amount: string): string;
    limit(operator: string, amount: string): string;
    alsoBy(names: readonly string[]): string;
    acceptedBy(names: readonly string[]): string;
    /** What moved somebody, whose it is. */
    on(what: string): string;
    condition(text: string): string;
    /** What is done about a condition was said at the close. */
    answeredIn(turn: number): string;
    /** `beyond` is null at an end of the range. */
    flip(at: string, beyond: Beyond | null, to: string): string;
    now(quantity: string): string;
    noneKeepsLimits: string;
    /** The same where an option has more settings than one, of which one at a time is looked at. */
    noneKeepsByOne: string;
    noneWins: string;
    noneAhead: string;
    noFlips: string;
    further: string;
    tie: string;
    /** A setting that differs by the result: `88 days: 2 crews`. */
    setWhere(settings: string, result: string): string;
    fromTo(from: string, to: string): string;
    /** Past a value that itself is left out. */
    beyond(at: string, side: 'above' | 'below'): string;
    /** A stretch of a measurement's range; null is an open end, `isOwn` says whether the end itself is still in it. */
    stretch(from: End | null, to: End | null, option: string): string;
    /** What a measurement may be off, which is taken off its bar. */
    within(error: string): string;
    versus(theirs: string, ours: string, worth: string): string;
    worse(differences: string): string;
    better(differences: string): string;
    even: string;
    /** No setting of an input keeps all limits; what each asks of it. */
    unsaved(input: string, low: string, high: string, asked: readonly string[]): string;
    keptWithin(limits: readonly string[], low: string | null, high: string | null): string;
    keptNowhere(limit: string): string;
    /** Up to where within its range a fact leaves the decision as it is. */
    holds(
      fact: string,
      at: string,
      beyond: 'above' | 'below' | null,
      range: readonly [string, string],
      /** That it still holds at that very value. */
      isWithin: boolean,
    ): string;
    measures(text: string): string;
    more(count: number): string;
    trying: string;
    steps(count: string): string;
    /** What goals come to once they are added up: `amount` is what that is worth in one of them. */
    ahead(amount: string): string;
    behind(amount: string): string;
    level: string;
    tooLittle(quantities: string): string;
    setBest: string;
    /** How the decision stands by the figures. */
    missesItself: string;
    onlyOne: string;
    levelWith(option: string): string;
    /** Past a value: nothing lies between them that anybody would act on. */
    levelPast(option: string): string;
    leadsBy(option: string, amount: string, isNarrow: boolean): string;
    againstFigures(option: string, amount: string): string;
    /** Another setting of the decision would serve it better. */
    betterAt(option: string, amount: string): string;
    /** The heading of what a reader would ask of the decision; told to whoever writes the memo. */
    asked: string;
    /** Heading of what the ranges of facts leave of the decision. */
    overRanges: string;
    /** What the decision comes to at settings next to its own. */
    besideSettings: string;
    /** `against`: where it misses a limit that the decision keeps. */
    betterSetting(setting: string, differences: string, against: string | null): string;
    inPlaceOf(label: string, there: string, here: string): string;
    cornerKept(facts: readonly string[], limit: string, left: string): string;
    /** A fact over the whole range of which the decision stays ahead and keeps its limits, as it is set. */
    staysOver(fact: string, low: string, high: string, decision: string): string;
    /** Between these values the two are so near that it is a tie. */
    levelBetween(fact: string, low: string, high: string, decision: string, rival: string): string;
    /** `setting`: with which the limit is kept there; null where none does, empty where none is needed. */
    cornerMissed(
      facts: readonly string[],
      limit: string,
      by: string,
      setting: string | null,
      differences: string,
    ): string;
    /** Beside what somebody said. */
    figuresSay(text: string): string;
    /** `ahead`: what is ahead at all of them, where that is told. */
    nowhere(low: string, high: string, ahead: string | null): string;
    /** What the votes do with a result, where the figures say otherwise. */
    votesSay(text: string): string;
    keptBy(low: string, high: string): string;
    /** In how much of the range the figures have another option ahead. */
    aheadIn(share: string): string;
    nothingGained: string;
    /** Of a measurement: what its result would lead to, is too late by then. */
    actedOnTooLate: string;
    /** A measurement that cannot change the choice. */
    dead(low: string, high: string): string;
    /** What a measurement is worth: in how much of the range it changes the choice, and what is gained on average and at most. */
    changesIn(share: string): string;
    gained(mean: string, most: string): string;
    gainsLittle: string;
    /** `isSettable`: at no setting of it it keeps them. */
    missesIn(share: string, isSettable: boolean): string;
    /** The same of what nobody can wait for. */
    missesOpen(share: string, isSettable: boolean): string;
    worthIt(gain: string, price: string): string;
    notWorthIt(gain: string, price: string): string;
    /** Of what the table agreed to measure though it does not pay for this decision alone. */
    measuredAnyway: string;
    measuredTo(error: string): string;
    /** Jobs that the question has for the option and that nobody took on in the debate, each with whose it is. */
    asksFor(jobs: readonly string[]): string;
    /** How two verdicts on one measurement go together: where its result turns both, one by its own bar, or one alone. */
    votesAndFigures: string;
    votesAlone: string;
    figuresAlone: string;
    /** A bar that somebody asked for and nobody accepted. */
    askedBar(text: string): string;
    /** The bar of a measurement that counts, as the table agreed on it. */
    agreedBar(text: string, name: string, turn: number): string;
    /** Where the figures turn, and whether an agreed bar comes before that. */
    turnsBeside(at: string, side: 'above' | 'below', then: string, agreed: string, isBefore: boolean): string;
    /** Of an amount that comes again and again: beside the price, without a verdict. */
    besidePrice(what: string, gain: string, price: string): string;
    paidBack(gain: string, price: string, time: string, pays: boolean): string;
    /** Measurements that nobody needs for this decision. */
    notNeeded(what: readonly string[]): string;
    /** A condition of which nobody said what is done where it is not met. */
    otherwise(option: string): string;
    otherwiseOpen: string;
    unassigned: string;
    keepsLimits(limits: readonly string[]): string;
    /** What was said to a dissenter's reason. */
    answered(name: string, text: string, turn: number): string;
    otherwiseNone: string;
    /** What comes behind the value up to which a decision holds. */
    past(option: string): string;
    /** Figures of an option as a whole: its lead over the others, and by how much it misses a limit. */
    leadInAll: string;
    missOf(limit: string): string;
    /** Who carries out what is done. */
    carriesOut(option: string): string;
    nobodyTook(champion: string | null): string;
    firstStep(what: string): string;
    /** What is measured, where nobody can wait for it. */
    stepBeside(what: string): string;
    /** A bar at which the decision is taken up again. */
    watches(bar: string): string;
    /** `setting`: where it is another one than is printed before it. */
    agreedAt(setting: string | null, name: string | null, turn: number | null): string;
    /** Of a setting that a condition names. */
    conditionAt(name: string, turn: number): string;
    /** Whether the figures are those with a condition that changes what is done. */
    inFigures: string;
    partlyInFigures: string;
    notInFigures: string;
    withoutConditions(count: number): string;
    /** Of the table beside a text that a model wrote, with whose conditions they are. */
    tableWithout(names: readonly string[]): string;
    bestAt(setting: string, lead: string): string;
    errorTaken(edge: string, error: string): string;
    /** Where nothing is kept clear of. */
    errorOf(error: string): string;
    /** The days of a measurement are off the deadlines of what is done instead. */
    daysTaken(days: string): string;
    /** By when a branch can still be taken. */
    untilDay(days: string, deadline: string): string;
    tooLate(deadline: string): string;
    stillFits(option: string, quantity: string, days: string, sum: string, limit: string): string;
    /** That hardly anything is left of a limit then. */
    hardlyFits(option: string, quantity: string, days: string, left: string, limit: string): string;
    fitsNoMore(option: string, quantity: string, days: string, sum: string, limit: string): string;
    takenFor(fact: string, to: string, from: string, by: string): string;
    /** Behind what a fact did: others that did it as well. */
    togetherWith(facts: readonly string[]): string;
    /** Before what several pieces of news did. */
    allTogether(effects: string): string;
    /** With what would come to be ahead. */
    flipsFirst(option: string): string;
    measuredBy(name: string, what: string): string;
    votedSo(names: readonly string[]): string;
    instead(option: string, values: string): string;
    /** How members of the offline engine vote. */
    byCards: string;
    /** Past a value the decision stands, but set otherwise; `isMissed`: as it is set it would miss a limit there, else another setting is better. */
    stillAt(option: string, isMissed: boolean): string;
    /** Of the option that the figures put ahead. */
    noReason(option: string): string;
    /** Before what an option is better and worse at that the figures put ahead of the decision. */
    addsUpFor: string;
  };
  stopped: Record<StopReason, string>;
  failed(error: string): string;
  /** The decision is another one because of a changed fact, as the model says. */
  /** `isPrinted`: the memo without the change names this option past such a value. */
  flipped(from: string, to: string, isPrinted: boolean): string;
  /** A fact was given a value that its range does not have; `range` null: below zero, where the fact is above it. */
  outsideRange(fact: string, value: string, range: string | null): string;
  unfinished: string;
  live: {
    thinking(name: string): string;
    writing(names: string): string;
    calling(name: string, tool: string): string;
    /** How far the outcome of a closed debate is computed. */
    whatIfs(done: number, of: number): string;
  };
  /** What only the card at the end of a run says. */
  card: {
    nobodyMoved: string;
    /** Before those whose confidence moved, where nobody's option did. */
    onlyConfidence: string;
    /** A flip of what the figures come to, where the votes came to something else. */
    ofFigures(flip: string): string;
    /** Facts beside the one told that would flip the decision, too. */
    moreFlips(count: number): string;
  };
  next: { title: string; memo: string; show: string; fact: string; card: string; budget: string; goOn: string };
}

const KO: Labels = {
  everyone: '모두',
  moderator: '사회',
  options: '선택지',
  cast: '참석',
  changedFacts: '바꾼 사실',
  forked: (turn, changed) => `${turn}번${TIE}턴부터 갈라짐: ${changed.join(', ')}`,
  left: (name, why, error) =>
    why === 'fork' ? `${name} 제외` : `${name}의 모델이 답하지 못해 이후 불참합니다: ${withoutCode(error ?? '')}`,
  classification: '문서 등급',
  phase: (kind, round, { blind, apart }) =>
    ({
      opening: blind ? '첫 의견 · 서로 보지 않고' : '첫 의견',
      rebuttal: `반박 ${round}${apart ? ' · 받는 사람만 들음' : ''}`,
      vote: '표결',
      close: '마무리',
    })[kind],
  answering: (act, turn) =>
    `${turn}번 턴에 ${{ open: '이어서', support: '동의', rebut: '반박', concede: '인정', ask: '질문', answer: '답', consult: '이어서', propose: '제안', close: '이어서' }[act]}`,
  floor(reason, name) {
    switch (reason.rule) {
      case 'asked':
        return `${name(reason.by)}의 질문을 받음, ${reason.turn}번 턴`;
      case 'answered':
        return withParticles(`${name(reason.by)}이/가 ${reason.turn}번 턴에서 ${reason.answered}번 턴에 답함`);
      case 'moderated':
        return `${reason.by === null ? '사회' : `${name(reason.by)} 사회`}: ${reason.why}`;
      case 'named':
        return `${reason.by === null ? '직접 지명' : `${name(reason.by)} 지명`}${reason.why === '' ? '' : `: ${reason.why}`}`;
      case 'firmest':
        return '결정이 나지 않아 확신이 가장 큰 사람이 마무리';
      case 'champion':
        return '결정을 가장 확신함';
      case 'dissent':
        return '결정에 가장 강하게 반대함';
      case 'record':
        return reason.why;
    }
  },
  consult: '자문',
  stub: '데스크 계산',
  unused: '쓰지 못한 것',
  crossed: (topic, colleague, share, returned) =>
    withParticles(
      `담당 범위를 벗어남: ${topic}은/는 카드에서 ${colleague}에게 맡긴 일${share === null ? ', 자문 없이 데스크 계산을 실행함' : `, 근거 없는 주장 (${share})`}${returned ? ', 초안을 다시 쓰게 함' : ''}`,
    ),
  repaired: (flaw, detail) => `${FLAWS.ko[flaw]}, 다시 요청함: ${detail}`,
  substituted: (from, to, detail) => `${from} 대신 ${to}: ${detail}`,
  flawed: (flaw, detail) =>
    flaw === 'unfounded' ? `고친 뒤에도 남음, 그대로 받음: ${detail}` : `불완전한 발언 (${FLAWS.ko[flaw]}): ${detail}`,
  beside: {
    proposes: (option, settings) => `제안: ${option}, ${settings.join(', ')}`,
    withdraws: (turns) => `${turns.join(', ')}번 턴에서 한 말은 거둠`,
    sameCondition: (turn) => `조건: ${turn}번 턴과 같음`,
    drops: (what, turn, to) =>
      to === null
        ? `${turn}번 턴에서 ${{ action: '맡은 일은 내려놓음', condition: '건 조건은 거둠', measures: '재자고 한 것은 거둠' }[what]}`
        : `${turn}번 턴에서 맡은 일을 ${to}에게 넘김`,
    bar: (threshold) => `기준: ${threshold}`,
    action: (text) => `할 일: ${text}`,
  },
  undecided: '결정 없음',
  noVote: '기권',
  facts: '상황 변경',
  ballot: { member: '이름', blind: '토론 전', last: '토론 후' },
  memo: {
    title: '메모',
    decision: '결정',
    votes: '표결',
    changed: '바뀐 것',
    table: '비교',
    settings: '설정값',
    setAt: (input, now, low, high) => `${input} ${now} (${low} ~ ${high} 가능)`,
    why: '이유',
    against: '맞선 근거',
    moved: '바꾼 사람',
    unmoved: '선택 유지',
    agreed: '합의',
    dissent: '반대',
    flips: '뒤집힘',
    measurement: '확인 방법',
    actions: '할 일',
    turns: '바뀌는 조건',
    turnsTo: '바뀌는 조건',
    back: '되돌리기',
    changes: '무엇이 이 결정을 바꾸는가',
    unknown: '아직 모르는 것',
    headline: (title, decided) => `${title.replace(/\.$/, '')} (${decided})`,
    writtenBy: (model) => `메모 작성: ${model} (기록을 읽고)`,
    notWritten: (model, error) => `메모를 쓸 모델이 실패해 기록에서 정리함: ${model} (${error})`,
    cut: (text) => `길어서 뺀 말: “${text}”`,
    restsOn: (turns) => `근거가 된 턴 ${turns}`,
    searchedInPart: (option, inputs) =>
      `${option}: 조정할 입력이 ${inputs}개라 모든 설정을 시험하지는 않음, 더 나은 설정이 있을 수 있음`,
    leftOut: (text, why) => `확인되지 않아 뺀 말: “${text}” (${why})`,
    missing: '모르는 값',
    unanswered: '남은 질문',
    record: '기록',
    before: '토론 전',
    after: '토론 후',
    confidence: (share) => `확신 ${share}`,
    amended: (option, settings) => `${option}(${settings.join(', ')})`,
    proposedBy: (name, turn) => `${name} 제안, ${turn}번${TIE}턴`,
    byFigures: (option) => withParticles(`수치로는 ${option}이/가 앞섬`),
    turn: (turn) => `${turn}번${TIE}턴`,
    quantity: '항목',
    noise: '맞먹는 양',
    short: (amount) => `${amount} 모자람`,
    over: (amount) => `${amount} 넘음`,
    limit: (operator, amount) =>
      ({ '>=': `${amount} 이상`, '>': `${amount} 초과`, '<=': `${amount} 이하`, '<': `${amount} 미만` })[operator] ??
      `${operator} ${amount}`,
    alsoBy: (names) => `${names.join(', ')} 같은 의견`,
    acceptedBy: (names) => `${names.join(', ')} 인정`,
    on: (what) => `계기: ${what}`,
    condition: (text) => `조건: ${text}`,
    flip: (at, beyond, to) =>
      beyond === null ? withParticles(`${at}이면/면 ${to}`) : `${beyondText('ko', at, beyond)}이면 ${to}`,
    now: (quantity) => `지금 ${quantity}`,
    noneKeepsLimits: '한도를 지키는 선택지가 없음',
    noneKeepsByOne: '설정을 하나씩만 바꿔서는 한도를 지키는 선택지가 없음',
    noneWins: '결정 없음 (표가 갈림)',
    noneAhead: '앞서는 안이 없음',
    noFlips: '시험한 범위에서는 사실 하나로 결정이 바뀌지 않음',
    further: '더 멀리',
    tie: '동수라 확신이 높은 쪽',
    answeredIn: (turn) => `어긋날 때 할 일은 ${turn}번${TIE}턴에서 정함`,
    setWhere: (settings, result) => withParticles(`${result}이면/면 ${settings}`),
    fromTo: (from, to) => `${from}~${to}`,
    beyond: (at, side) => `${at} ${side === 'above' ? '초과' : '미만'}`,
    stretch: (from, to, option) =>
      `${[
        from === null ? '' : `${from.at} ${from.isOwn ? '이상' : '초과'}`,
        to === null ? '' : `${to.at} ${to.isOwn ? '이하' : '미만'}`,
      ]
        .filter((part) => part !== '')
        .join(' ')}: ${option}`,
    within: (error) => `측정 오차 ±${error}만큼 뺀 기준`,
    versus: (theirs, ours, worth) => `${theirs} (결정안 ${ours}, ${worth}만큼)`,
    worse: (differences) => `못한 점: ${differences}`,
    better: (differences) => `나은 점: ${differences}`,
    even: '의미 있는 차이 없음',
    unsaved: (input, low, high, asked) =>
      `${withParticles(`${input}을/를`)} ${low}에서 ${high} 사이 어디로 잡아도 한도를 다 지키지 못함 (${asked.join(', ')})`,
    keptWithin: (limits, low, high) =>
      withParticles(`${limits.join('과/와 ')}을/를 지키려면 `) +
      [low === null ? '' : `${low} 이상`, high === null ? '' : `${high} 이하`].filter((part) => part !== '').join(' '),
    keptNowhere: (limit) => withParticles(`${limit}은/는 어디서도 안 됨`),
    holds: (fact, at, beyond, [low, high], isWithin) =>
      withParticles(
        `${fact}이/가 ${at}${beyond === null ? '인 동안' : isWithin ? (beyond === 'above' ? ' 이하인 동안' : ' 이상인 동안') : beyond === 'above' ? '에 못 미치는 동안' : '을/를 넘는 동안'} 유지 (${low} ~ ${high} 가능)`,
      ),
    measures: (text) => `재기: ${text}`,
    more: (count) => `외 ${count}`,
    trying: '다시 돌려 보기',
    leadInAll: '다 합쳐 앞선 만큼',
    missOf: (limit) => `한도를 어긴 만큼, ${limit}`,
    steps: (count) => `${count}칸`,
    ahead: (amount) => `다 합쳐 ${amount}만큼 앞섬`,
    behind: (amount) => `다 합쳐 ${amount}만큼 뒤처짐`,
    level: '다 합치면 같음',
    tooLittle: (quantities) => `차이가 작아 안 침: ${quantities}`,
    setBest: '결정안에 맞서 가장 나은 값',
    missesItself: '수치로는 결정안이 한도를 어김',
    onlyOne: '수치로는 한도를 다 지키는 다른 안이 없음',
    levelWith: (option) => withParticles(`수치로는 ${option}과/와 차이가 없음`),
    levelPast: (option) => withParticles(`${option}과/와 거의 비김`),
    leadsBy: (option, amount, isNarrow) =>
      `수치로는 다음 안인 ${option}보다 다 합쳐 ${amount}만큼 앞섬${isNarrow ? ', 작은 차이' : ''}`,
    againstFigures: (option, amount) =>
      withParticles(`수치와 다른 결정: 수치로는 ${option}이/가 다 합쳐 ${amount}만큼 앞섬`),
    betterAt: (option, amount) => withParticles(`${option}이면/면 다 합쳐 ${amount}만큼 더 나음`),
    asked: '읽는 사람이 물을 것',
    overRanges: '범위 안에서',
    besideSettings: '결정안을 옆 설정으로 두면, 하나씩만 바꿔서',
    betterSetting: (setting, differences, against) =>
      `셈으로 더 나은 설정: ${setting} (${differences})${against === null ? '' : `. 다만 그 설정은 ${against}`}`,
    inPlaceOf: (label, there, here) => `${label} ${there}, 결정대로면 ${here}`,
    staysOver: (fact, low, high, decision) => `${fact} ${low}에서 ${high}까지 어디서나 ${decision} 그대로`,
    levelBetween: (fact, low, high, decision, rival) =>
      withParticles(`${fact} ${low}에서 ${high}까지는 ${decision}과/와 ${rival}이/가 비김`),
    cornerKept: (facts, limit, left) =>
      withParticles(
        `${facts.join(', ')}${facts.length > 1 ? '이/가 겹쳐도' : '이어도/여도'} 한도를 지킴: ${limit} ${left} 남음`,
      ),
    cornerMissed: (facts, limit, by, setting, differences) =>
      [
        withParticles(
          `${facts.join(', ')}${facts.length > 1 ? '이/가 겹치면' : '이면/면'} 한도를 어김: ${limit} ${by}만큼`,
        ),
        ...(setting === null
          ? ['이때 한도를 다 지키는 설정은 없음']
          : setting === ''
            ? []
            : [withParticles(`${setting}이면/면 지킴${differences === '' ? '' : ` (오늘 값으로 ${differences})`}`)]),
      ].join(' · '),
    figuresSay: (text) => `수치로는 ${text}`,
    nowhere: (low, high, ahead) =>
      `${low}에서 ${high} 사이 어떤 값이 나와도 앞서는 안은 그대로${ahead === null ? '' : ` ${ahead}`}`,
    votesSay: (text) => `표결로는 ${text}`,
    keptBy: (low, high) => `${low}에서 ${high} 사이 어떤 값이 나와도 결정은 그대로`,
    aheadIn: (share) => `가능한 범위의 ${share}에서 다른 안이 앞섬`,
    nothingGained: '다른 안을 골라도 수치로 얻는 것은 없음',
    actedOnTooLate: '결과가 나오면 바꾸기에 이미 늦음',
    dead: (low, high) => `${low}에서 ${high} 사이 어떤 값이 나와도 선택이 그대로라 이 결정 때문에 잴 필요는 없음`,
    changesIn: (share) => `가능한 범위의 ${share}에서 선택이 바뀜`,
    gained: (mean, most) => `재고 정하면 평균 ${mean}만큼, 많으면 ${most}만큼 이득`,
    gainsLittle: '바뀌어도 얻는 것이 거의 없음',
    missesIn: (share, isSettable) =>
      `범위의 ${share}에서는 결정안이 ${isSettable ? '어떤 설정으로도 ' : ''}한도를 어기므로 먼저 잴 것`,
    missesOpen: (share, isSettable) =>
      `범위의 ${share}에서는 결정안이 ${isSettable ? '어떤 설정으로도 ' : ''}한도를 어기는데, 결과를 기다릴 틈이 없음`,
    worthIt: (gain, price) => withParticles(`평균 이득 ${gain}이/가 값 ${price}보다 큼: 잴 만함`),
    notWorthIt: (gain, price) =>
      withParticles(`평균 이득 ${gain}이/가 값 ${price}에 못 미침: 이 결정만 보면 잴 값어치가 없음`),
    measuredAnyway: '그래도 재기로 합의함',
    asksFor: (jobs) => `질문에 적혀 있고 토론에서는 나오지 않은 일: ${jobs.join('; ')}`,
    measuredTo: (error) => `측정 오차 ±${error}`,
    votesAndFigures: '둘이 다른 것은 표결이 수치의 합이 아니라 카드의 가치 순서를 따르기 때문이고, 할 일은 표결을 따름',
    votesAlone: '결과에 따라 바뀌는 것은 표결뿐이고, 할 일은 표결을 따름',
    figuresAlone: '결과에 따라 바뀌는 것은 수치뿐이고, 할 일은 표결을 따름',
    askedBar: (text) => `제안만 된 기준: “${text}”`,
    agreedBar: (text, name, turn) => `합의한 기준: “${text}” (${name}, ${turn}번${TIE}턴)`,
    turnsBeside: (at, side, then, agreed, isBefore) =>
      withParticles(
        `수치가 바뀌는 곳은 ${at} (${side === 'above' ? '그 위는' : '그 아래는'} ${then}), 합의한 ${agreed}이/가 ${isBefore ? '먼저' : '나중에'} 걸림`,
      ),
    paidBack: (gain, price, time, pays) =>
      `평균 이득은 돈으로 ${gain}, 값 ${price}의 회수에 ${time}${pays ? '' : ': 이 결정만 보면 잴 값어치가 없음'}`,
    besidePrice: (what, gain, price) => withParticles(`평균 이득은 ${what}으로/로 치면 ${gain}, 재는 값은 ${price}`),
    notNeeded: (what) => `재도 선택이 바뀌지 않음: ${what.join(', ')}`,
    otherwise: (option) =>
      withParticles(`조건이 어긋날 때 무엇을 할지는 표결에 나오지 않음. 수치로 다음 안은 ${option}`),
    keepsLimits: (limits) => `한도를 모두 지킴: ${limits.join(', ')}`,
    answered: (name, text, turn) => `${name}의 답: “${text}” (${turn}번${TIE}턴)`,
    unassigned: '담당 미정',
    otherwiseOpen: '조건이 어긋날 때 무엇을 할지는 표결에 나오지 않음',
    otherwiseNone: '조건이 어긋날 때 무엇을 할지는 표결에 나오지 않았고, 한도를 지키는 다른 안도 없음',
    past: (option) => `벗어나면 ${option}`,
    carriesOut: (option) => withParticles(`${option} 실행`),
    nobodyTook: (champion) =>
      champion === null
        ? '전체를 맡은 사람은 없음. 담당자를 정할 것'
        : `전체를 맡은 사람은 없음. 담당자를 정할 것 (먼저 주장한 사람: ${champion})`,
    firstStep: (what) => `첫 단계: ${what}`,
    stepBeside: (what) => `일과 나란히 할 수 있으면: ${what}`,
    watches: (bar) => `지켜보기: “${bar}”`,
    conditionAt: (name, turn) => `${name}의 조건대로, ${turn}번${TIE}턴`,
    inFigures: '수치는 이 조건대로 낸 값',
    partlyInFigures: '수치는 이 조건의 일부만 반영한 값',
    notInFigures: '수치는 이 조건 없이 낸 값',
    withoutConditions: (count) => (count === 1 ? '수치는 이 조건 없이 낸 값' : '수치는 이 조건들 없이 낸 값'),
    tableWithout: (names) => `표의 수치는 ${names.join(', ')}의 조건을 넣지 않고 낸 값입니다.`,
    agreedAt: (setting, name, turn) =>
      `합의된 값${setting === null ? '' : ` ${setting}`}${name === null ? '' : ` (${name} 제안${turn === null ? '' : `, ${turn}번${TIE}턴`})`}`,
    bestAt: (setting, lead) => `결정안에 맞서 가장 나은 값은 ${setting} (${lead})`,
    errorTaken: (edge, error) => `수치가 바뀌는 ${edge}에서 오차 ±${error}만큼 안전하게 잡은 기준`,
    errorOf: (error) => `측정 오차 ±${error}, 기준 가까이에서는 어느 쪽이든 차이가 작음`,
    daysTaken: (days) => `재는 ${days}도 기한에서 뺌`,
    untilDay: (days, deadline) => `${days} 안에 시작해야 함 (${deadline} 기준)`,
    tooLate: (deadline) => `지금 시작해도 늦음 (${deadline} 기준)`,
    stillFits: (option, quantity, days, sum, limit) =>
      withParticles(`${days} 재고 나서 시작해도 ${option}은/는 ${quantity} ${sum}, ${limit} 안에 들어감`),
    hardlyFits: (option, quantity, days, left, limit) =>
      withParticles(`${days} 재고 나서 시작하면 ${option}은/는 ${limit} 가운데 ${left} 남음 (${quantity})`),
    fitsNoMore: (option, quantity, days, sum, limit) =>
      withParticles(`${days} 재고 나서 시작하면 ${option}은/는 ${quantity} ${sum}, ${limit}에 못 맞춤`),
    takenFor: (fact, to, from, by) => `${fact} ${to} (${by}), 그 전에 알려진 값 ${from}`,
    togetherWith: (facts) => withParticles(`${facts.join(', ')}과/와 함께`),
    allTogether: (effects) => `모두 합쳐 ${effects}`,
    flipsFirst: (option) => withParticles(`수치로는 지금 ${option}이/가 앞섬`),
    measuredBy: (name, what) => withParticles(`${name}이/가 확인: ${what}`),
    votedSo: (names) => `이 조건으로 찬성: ${names.join(', ')}`,
    instead: (option, values) => `그때 ${option}: ${values}`,
    stillAt: (option, isMissed) => `그대로 ${option}${isMissed ? '. 지금 설정은 한도를 어김' : ''}`,
    byCards: '참석자들은 목표를 똑같이 치지 않고 카드의 가치 순서로 저울질해 표결함',
    addsUpFor: '수치를 더하면',
    noReason: (option) => withParticles(`${option}을/를 두고 왜 이 안인지, 남아 있는 근거가 없음`),
  },
  stopped: {
    rounds: '모든 라운드 완료',
    stall: '새 주장이 없어 종료',
    rule: '종료 조건이 충족되어 종료',
    floor: '더 지명된 사람이 없어 종료',
    budget: '예산 부족으로 종료',
    questions: '모든 질문 완료',
    cancelled: '요청한 쪽에서 취소',
  },
  failed: (error) => `토론이 중간에 실패했습니다: ${withoutCode(error)}`,
  flipped: (from, to, isPrinted) => `결정이 ${isPrinted ? '예측대로 ' : ''}뒤집혔습니다: ${from} → ${to}`,
  outsideRange: (fact, value, range) =>
    range === null
      ? `${fact}: 0보다 작은 값 ${value} (원래 0보다 큰 값). 그대로 실행합니다`
      : `${fact}: 범위를 벗어난 값 ${value} (범위 ${range}). 그대로 실행합니다`,
  unfinished: '기록은 여기까지이며, 토론은 끝나지 않았습니다.',
  live: {
    thinking: (name) => `${name} …`,
    writing: (names) => `${names} · 쓰는 중`,
    calling: (name, tool) => `${name} · ${tool} …`,
    whatIfs: (done, of) => `가정을 바꿔 계산 중 ${done}/${of}`,
  },
  card: {
    nobodyMoved: '선택을 바꾼 사람 없음',
    onlyConfidence: '선택은 모두 그대로, 확신만 달라짐:',
    ofFigures: (flip) => `수치만 따르면: ${flip}`,
    moreFlips: (count) => `그 밖에 ${count}개`,
  },
  next: {
    title: '다음',
    memo: '메모 전체',
    show: '이 토론 다시 보기',
    fact: '사실 하나를 바꿔 다시 실행',
    card: '내 카드로 참석시키기',
    budget: '예산을 늘려 이어 가기',
    goOn: '대화 이어 가기',
  },
};

const EN: Labels = {
  everyone: 'everyone',
  moderator: 'Moderator',
  options: 'Options',
  cast: 'Cast',
  changedFacts: 'Changed facts',
  forked: (turn, changed) => `forked before turn ${turn}: ${changed.join(', ')}`,
  left: (name, why, error) =>
    why === 'fork'
      ? `${name} was removed`
      : `${name} takes no further part, their model failed: ${withoutCode(error ?? '')}`,
  classification: 'Classification',
  phase: (kind, round, { blind, apart }) =>
    ({
      opening: blind ? 'Openings, blind' : 'Openings',
      rebuttal: `Rebuttal ${round}${apart ? ', heard by the addressee alone' : ''}`,
      vote: 'Vote',
      close: 'Close',
    })[kind],
  answering: (act, turn) =>
    `${{ open: 'on', support: 'backs', rebut: 'rebuts', concede: 'concedes', ask: 'asks about', answer: 'answers', consult: 'on', propose: 'proposes on', close: 'on' }[act]} turn ${turn}`,
  floor(reason, name) {
    switch (reason.rule) {
      case 'asked':
        return `${name(reason.by)} asked in turn ${reason.turn}`;
      case 'answered':
        return `${name(reason.by)} replied to turn ${reason.answered} in turn ${reason.turn}`;
      case 'moderated':
        return `${reason.by === null ? 'Moderator' : `${name(reason.by)}, moderating`}: ${reason.why}`;
      case 'named':
        return `named by ${reason.by === null ? 'hand' : name(reason.by)}${reason.why === '' ? '' : `: ${reason.why}`}`;
      case 'firmest':
        return 'no decision; the most confident member closes';
      case 'champion':
        return 'most confident vote for the decision';
      case 'dissent':
        return 'most confident vote against it';
      case 'record':
        return reason.why;
    }
  },
  consult: 'consult',
  stub: 'desk calculation',
  unused: 'not used',
  crossed: (topic, colleague, share, returned) =>
    `Outside their field: the card leaves ${topic} to ${colleague}; ${share === null ? 'a desk calculation without a consult' : `a claim without evidence (${share})`}${returned ? '; the draft was returned' : ''}`,
  repaired: (flaw, detail) => `Returned to the model, ${FLAWS.en[flaw]}: ${detail}`,
  substituted: (from, to, detail) => `${to} in place of ${from}: ${detail}`,
  flawed: (flaw, detail) =>
    flaw === 'unfounded'
      ? `Left so after the return, and accepted: ${detail}`
      : `Incomplete turn, ${FLAWS.en[flaw]}: ${detail}`,
  beside: {
    proposes: (option, settings) => `proposes: ${option}, ${settings.join(', ')}`,
    withdraws: (turns) => `takes back what they said in turn ${turns.join(', ')}`,
    sameCondition: (turn) => `condition: as in turn ${turn}`,
    drops: (what, turn, to) =>
      to === null
        ? `takes back the ${{ action: 'job', condition: 'condition', measures: 'measurement' }[what]} of turn ${turn}`
        : `hands the job of turn ${turn} to ${to}`,
    bar: (threshold) => `bar: ${threshold}`,
    action: (text) => `takes on: ${text}`,
  },
  undecided: 'no decision',
  noVote: 'no vote',
  facts: 'The facts change',
  ballot: { member: 'member', blind: 'before', last: 'after' },
  memo: {
    title: 'Memo',
    decision: 'Decision',
    votes: 'Votes',
    changed: 'Changed',
    table: 'Compared',
    settings: 'Set at',
    setAt: (input, now, low, high) => `${input} ${now} (${low} to ${high} possible)`,
    why: 'Why',
    against: 'Against',
    moved: 'Moved',
    unmoved: 'kept their option',
    agreed: 'Agreed',
    dissent: 'Dissent',
    flips: 'Flips',
    measurement: 'Measure',
    actions: 'Actions',
    turns: 'Turned by',
    turnsTo: 'Turns to',
    back: 'Way back',
    changes: 'What would change it',
    unknown: 'Not known yet',
    headline: (title, decided) => `${title.replace(/\.$/, '')} (${decided})`,
    writtenBy: (model) => `memo by ${model}, from the record`,
    notWritten: (model, error) => `${model} could not write the memo, so it is composed from the record: ${error}`,
    cut: (text) => `cut for length: “${text}”`,
    restsOn: (turns) => `rests on turns ${turns}`,
    searchedInPart: (option, inputs) =>
      `not all settings of ${option} were tried, as it has ${inputs} inputs to set: there may be a better one`,
    leftOut: (text, why) => `left out, as it does not hold: “${text}” (${why})`,
    missing: 'Not known',
    unanswered: 'Open questions',
    record: 'Record',
    before: 'before',
    after: 'after',
    confidence: (share) => `confidence ${share}`,
    amended: (option, settings) => `${option} (${settings.join(', ')})`,
    proposedBy: (name, turn) => `proposed by ${name}, turn${TIE}${turn}`,
    byFigures: (option) => `by the figures ${option} ${isPlural(option) ? 'are' : 'is'} ahead`,
    turn: (turn) => `turn${TIE}${turn}`,
    quantity: 'quantity',
    noise: 'equal worth',
    short: (amount) => `${amount} short`,
    over: (amount) => `${amount} over`,
    limit: (operator, amount) =>
      ({ '>=': `at least ${amount}`, '>': `above ${amount}`, '<=': `at most ${amount}`, '<': `below ${amount}` })[
        operator
      ] ?? `${operator} ${amount}`,
    alsoBy: (names) => `${names.join(', ')} said the same`,
    acceptedBy: (names) => `accepted by ${names.join(', ')}`,
    on: (what) => `on ${what}`,
    condition: (text) => `condition: ${text}`,
    flip: (at, beyond, to) => `${beyondText('en', at, beyond)}: ${to}`,
    now: (quantity) => `now ${quantity}`,
    noneKeepsLimits: 'no option keeps its limits',
    noneKeepsByOne: 'no option keeps its limits with one setting changed',
    noneWins: 'no decision, the votes fall apart',
    noneAhead: 'no option is ahead',
    noFlips: 'no single fact tried changes the decision within its range',
    further: 'further away',
    tie: 'a tie, the surer side',
    answeredIn: (turn) => `what is done then was said in turn${TIE}${turn}`,
    setWhere: (settings, result) => `${settings} at ${result}`,
    fromTo: (from, to) => unitOnce(from, to),
    beyond: (at, side) => `${side} ${at}`,
    stretch: (from, to, option) =>
      `${[
        from === null ? '' : `${from.isOwn ? 'from' : 'above'} ${from.at}`,
        to === null ? '' : `${to.isOwn ? 'up to' : 'below'} ${to.at}`,
      ]
        .filter((part) => part !== '')
        .join(', ')}: ${option}`,
    within: (error) => `the ±${error} of the measurement taken off`,
    versus: (theirs, ours, worth) => `${theirs} against ${ours} (worth ${worth})`,
    worse: (differences) => `worse: ${differences}`,
    better: (differences) => `better: ${differences}`,
    even: 'no difference that counts',
    unsaved: (input, low, high, asked) =>
      `no setting of ${input} from ${low} to ${high} keeps every limit: ${asked.join(', ')}`,
    keptWithin: (limits, low, high) =>
      `${limits.join(' and ')} ${limits.length > 1 || isPlural(limits[0] ?? '') ? 'need' : 'needs'} ${[low === null ? '' : `${low} or more`, high === null ? '' : `${high} or less`].filter((part) => part !== '').join(' and ')}`,
    keptNowhere: (limit) => `${limit} ${isPlural(limit) ? 'keep' : 'keeps'} it nowhere`,
    holds: (fact, at, beyond, [low, high], isWithin) =>
      `holds while ${fact} ${isPlural(fact) ? 'are' : 'is'} ${beyond === null ? '' : isWithin ? (beyond === 'above' ? 'at most ' : 'at least ') : beyond === 'above' ? 'below ' : 'above '}${at} (${low} to ${high} possible)`,
    measures: (text) => `measures: ${text}`,
    more: (count) => `${count} more`,
    trying: 'Run again',
    leadInAll: 'the lead in all',
    missOf: (limit) => `past the limit, ${limit}`,
    steps: (count) => `${count} ${count === '1' ? 'step' : 'steps'}`,
    ahead: (amount) => `ahead by ${amount} in all`,
    behind: (amount) => `behind by ${amount} in all`,
    level: 'level once all goals are added up',
    tooLittle: (quantities) => `too little to count: ${quantities}`,
    setBest: 'the best that it can do against the decision',
    missesItself: 'by the figures the decision misses a limit itself',
    onlyOne: 'by the figures no other option keeps every limit',
    levelWith: (option) => `by the figures it is level with ${option}`,
    levelPast: (option) => `all but level with ${option}`,
    leadsBy: (option, amount, isNarrow) =>
      `by the figures ahead of ${option}, the next, by ${amount} in all${isNarrow ? ': a narrow lead' : ''}`,
    againstFigures: (option, amount) =>
      `against the figures: by them ${option} ${isPlural(option) ? 'are' : 'is'} ahead by ${amount} in all`,
    betterAt: (option, amount) => `${option} would be better by ${amount} in all`,
    asked: 'what a reader will ask',
    overRanges: 'Over the ranges',
    besideSettings: 'the decision at settings next to its own, each alone',
    betterSetting: (setting, differences, against) =>
      `a better setting by the figures: ${setting} (${differences})${against === null ? '' : `; but so set, ${against}`}`,
    inPlaceOf: (label, there, here) => `${label} ${there} in place of ${here}`,
    staysOver: (fact, low, high, decision) => `${fact} anywhere from ${low} to ${high}: still ${decision}`,
    levelBetween: (fact, low, high, decision, rival) =>
      `${fact} from ${low} to ${high}: ${decision} and ${rival} are level, a tie`,
    cornerKept: (facts, limit, left) =>
      `even with ${facts.join(' and ')}${facts.length > 1 ? ' at once' : ''} the limit is kept: ${limit}, ${left} left`,
    cornerMissed: (facts, limit, by, setting, differences) =>
      [
        `with ${facts.join(' and ')}${facts.length > 1 ? ' at once' : ''} the limit is missed: ${limit}, by ${by}`,
        ...(setting === null
          ? ['no setting keeps every limit then']
          : setting === ''
            ? []
            : [`kept with ${setting}${differences === '' ? '' : ` (as things are today: ${differences})`}`]),
      ].join(' · '),
    figuresSay: (text) => `by the figures: ${text}`,
    nowhere: (low, high, ahead) =>
      `no result from ${low} to ${high} changes which option is ahead${ahead === null ? '' : `: ${ahead}`}`,
    votesSay: (text) => `by the votes: ${text}`,
    keptBy: (low, high) => `no result from ${low} to ${high} changes the decision`,
    aheadIn: (share) => `another option is ahead in ${share} of the possible range`,
    nothingGained: 'by the figures nothing is gained by choosing otherwise',
    actedOnTooLate: 'the result comes too late to act on',
    dead: (low, high) => `no result from ${low} to ${high} changes the choice: not needed for this decision`,
    changesIn: (share) => `changes the choice in ${share} of the possible range`,
    gained: (mean, most) => `choosing after it gains ${mean} on average, ${most} at most`,
    gainsLittle: 'next to nothing is gained where it does',
    missesIn: (share, isSettable) =>
      `in ${share} of the range the decision misses a limit${isSettable ? ' at every setting' : ''}: measure first`,
    missesOpen: (share, isSettable) =>
      `in ${share} of the range the decision misses a limit${isSettable ? ' at every setting' : ''}, and there is no time to wait for the result`,
    worthIt: (gain, price) => `the average gain of ${gain} is more than its ${price}: worth its price`,
    notWorthIt: (gain, price) =>
      `the average gain of ${gain} is less than its ${price}: not worth it for this decision alone`,
    measuredAnyway: 'agreed to be measured all the same',
    asksFor: (jobs) => `in the question, and not taken up in the debate: ${jobs.join('; ')}`,
    measuredTo: (error) => `measured to ±${error}`,
    votesAndFigures:
      'the two differ because members vote by the order of values on their cards; what is done goes by the votes',
    votesAlone: 'its result turns the votes alone, and what is done goes by them',
    figuresAlone: 'its result turns the figures alone, and what is done goes by the votes',
    askedBar: (text) => `a bar that nobody took up: “${text}”`,
    agreedBar: (text, name, turn) => `the bar agreed on: “${text}” (${name}, turn${TIE}${turn})`,
    turnsBeside: (at, side, then, agreed, isBefore) =>
      `the figures turn at ${at} (${side} it ${then}), ${isBefore ? 'after' : 'before'} the ${agreed} agreed on`,
    paidBack: (gain, price, time, pays) =>
      `worth ${gain} on average, so that the ${price} are back in ${time}${pays ? '' : ': not worth it for this decision alone'}`,
    besidePrice: (what, gain, price) => `worth ${gain} of ${what} on average, for a price of ${price} once`,
    notNeeded: (what) => `no result changes the choice: ${what.join('; ')}`,
    otherwise: (option) =>
      `the votes do not say what is done where a condition is not met; by the figures the next is ${option}`,
    keepsLimits: (limits) => `keeps every limit: ${limits.join(', ')}`,
    answered: (name, text, turn) => `${name}'s answer: “${text}” (turn${TIE}${turn})`,
    unassigned: 'no owner yet',
    otherwiseOpen: 'the votes do not say what is done where a condition is not met',
    otherwiseNone:
      'the votes do not say what is done where a condition is not met, and no other option keeps every limit',
    past: (option) => `past it ${option}`,
    carriesOut: (option) => `carry out: ${option}`,
    nobodyTook: (champion) =>
      champion === null
        ? 'nobody took the whole of it on: name an owner'
        : `nobody took the whole of it on: name an owner (first to argue for it: ${champion})`,
    firstStep: (what) => `first step: ${what}`,
    stepBeside: (what) => `if it can run beside the work: ${what}`,
    watches: (bar) => `keeps watch: “${bar}”`,
    conditionAt: (name, turn) => `as the condition of ${name} has it, turn${TIE}${turn}`,
    inFigures: 'the figures are those with it',
    partlyInFigures: 'the figures have a part of it',
    notInFigures: 'the figures are those without it',
    withoutConditions: (count) =>
      `the figures are those without ${count === 1 ? 'this condition' : 'these conditions'}`,
    tableWithout: (names) =>
      `The table’s figures are those without the ${names.length === 1 ? 'condition' : 'conditions'} of ${names.length === 1 ? names[0] : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`}.`,
    agreedAt: (setting, name, turn) =>
      `${setting === null ? '' : `${setting} `}as agreed${name === null ? '' : ` (proposed by ${name}${turn === null ? '' : `, turn${TIE}${turn}`})`}`,
    bestAt: (setting, lead) => `against the decision it would do best at ${setting} (${lead})`,
    errorTaken: (edge, error) => `the figures turn at ${edge}; ±${error} of the measurement is kept clear`,
    errorOf: (error) => `measured to ±${error}; near the bar little is lost either way`,
    daysTaken: (days) => `the ${days} of measuring are off its deadlines`,
    untilDay: (days, deadline) => `can still begin within ${days} (${deadline})`,
    tooLate: (deadline) => `too late even at once (${deadline})`,
    stillFits: (option, quantity, days, sum, limit) =>
      `${option}, begun after the ${days} of measuring, still fits: ${quantity} ${sum} of ${limit}`,
    hardlyFits: (option, quantity, days, left, limit) =>
      `${option}, begun after the ${days} of measuring, has only ${left} left of ${limit}: ${quantity}`,
    fitsNoMore: (option, quantity, days, sum, limit) =>
      `${option}, begun after the ${days} of measuring, no longer fits: ${quantity} ${sum} against ${limit}`,
    takenFor: (fact, to, from, by) => `${fact} ${to} (${by}), taken to be ${from} before`,
    togetherWith: (facts) => `together with ${facts.join(', ')}`,
    allTogether: (effects) => `all of it together: ${effects}`,
    flipsFirst: (option) => `by the figures ${option} ${isPlural(option) ? 'are' : 'is'} ahead now`,
    measuredBy: (name, what) => `${name} measures: ${what}`,
    votedSo: (names) => `voted on this: ${names.join(', ')}`,
    instead: (option, values) => `${option} then: ${values}`,
    stillAt: (option, isMissed) => `still ${option}${isMissed ? ', since as set now it misses a limit' : ''}`,
    byCards: 'the members vote by the order of values on their cards, and not with each goal alike',
    addsUpFor: 'by the figures, all added up:',
    noReason: (option) => `no reason that still stands says why not ${option}`,
  },
  stopped: {
    rounds: 'all rounds completed',
    stall: 'stopped: a round brought no new claim',
    rule: 'stopped: the rule of the scenario held',
    floor: 'stopped: nobody else was named to speak',
    budget: 'stopped: the next call would exceed the budget',
    questions: 'all questions asked',
    cancelled: 'cancelled by whoever had asked for it',
  },
  failed: (error) => `The debate failed: ${withoutCode(error)}`,
  flipped: (from, to, isPrinted) => `Flipped${isPrinted ? ', as predicted' : ''}: ${from} → ${to}`,
  outsideRange: (fact, value, range) =>
    range === null
      ? `${fact}: ${value} is below zero (expected a value above it); it runs all the same`
      : `${fact}: ${value} is outside its range (expected ${range}); it runs all the same`,
  unfinished: 'The record ends here; the debate is unfinished.',
  live: {
    thinking: (name) => `${name} …`,
    writing: (names) => `${names} · writing`,
    calling: (name, tool) => `${name} · ${tool} …`,
    whatIfs: (done, of) => `what-ifs ${done}/${of}`,
  },
  card: {
    nobodyMoved: 'nobody changed their option',
    onlyConfidence: 'nobody changed their option, only how sure they are:',
    ofFigures: (flip) => `by the figures alone: ${flip}`,
    moreFlips: (count) => `${count} more`,
  },
  next: {
    title: 'Next',
    memo: 'the whole memo',
    show: 'read this debate again',
    fact: 'change one fact and run again',
    card: 'bring your own card',
    budget: 'go on with a larger budget',
    goOn: 'go on with the chat',
  },
};

export const LABELS: Record<Language, Labels> = { ko: KO, en: EN };

/** `opening blind`, `rebuttal 2`: a phase as the scenario writes it. */
export function phaseWords(phase: Phase): string {
  if (phase.kind === 'opening') return phase.blind ? 'opening blind' : 'opening';
  return phase.kind === 'rebuttal' ? `rebuttal ${phase.rounds}` : phase.kind;
}

/** Why a debate stopped, with the conditions that held where a rule stopped it. */
export function stoppedWords(
  { stopped }: Labels,
  { stopReason, because = [] }: Pick<EventBody<'debate.closed'>, 'stopReason' | 'because'>,
): string {
  return because.length === 0 ? stopped[stopReason] : `${stopped[stopReason]} (${because.join(', ')})`;
}
