import type { FindingWords } from '../findings/finding.ts';
import { plain, signed, slope, two } from './numbers.ts';

const KINDS = {
  formal: 'in the formal style (합쇼체)',
  polite: 'in the polite style (해요체)',
  plain: 'in plain speech (반말)',
  clipped: 'in the clipped style (음슴체)',
  command: 'as a command',
  archaic: 'in an archaic style',
};

const FAULTS = {
  generic_assistant: 'an AI assistant, or nobody in particular',
  domain_overclaim: 'doing work that is left to a colleague',
  identity_fact: 'a fact that is not theirs',
  language_register: 'a language or a speech level that is not theirs to this addressee',
  numeric_error: 'a slip in the figures',
  philosophy_violation: 'the opposite of what they hold dear',
  prompt_leak: 'talk of a prompt, a card or a role',
  speaks_for_others: 'speaking for colleagues who have not spoken',
  stance_flip: 'giving way without a reason',
  swapped_speaker: 'another member speaking',
  tone: 'a temper that is not theirs',
};

const CLAIMS = {
  school: 'a school',
  degree: 'a field of study',
  location: 'a place of residence',
  service: 'a military service',
  native: 'a native language',
};

const DENIALS = {
  doctorate: 'having a doctorate',
  degree: 'having a university degree',
  experience: 'having any work experience',
  service: 'their military service',
  korean: 'speaking Korean',
};

const METRICS = { voice: 'voice', politeness: 'politeness', ownWords: 'share of own words', length: 'length' };

const listed = (names: readonly string[]) => (names.length === 0 ? 'none' : names.join(', '));
const counted = (count: number, one: string, many = `${one}s`) => `${count} ${count === 1 ? one : many}`;
const period = ({ from, to }: { from: number | null; to: number | null }) => `${from ?? '?'} to ${to ?? 'now'}`;
type Share = { value: number; low: number; high: number; n: number };
const share = ({ value, low, high, n }: Share) => `${two(value)} (${two(low)} to ${two(high)}, n ${n})`;
const by = (models: readonly string[]) => models.join(' and ');

/** Fidelity in English. Sentences about a turn have its speaker as their subject. */
export const EN: FindingWords = {
  'scorer.nothing-to-score': () => 'these turns contain nothing that it scores',

  'speech.empty': () => 'says nothing',
  'speech.no-letters': () => 'contains hardly any letters',
  'speech.template': () => 'contains a template slot that was not filled in',
  'speech.one-character': () => 'repeats one character over and over',
  'speech.circles': () => 'repeats the same few words in circles',

  'register.language': ({ language, card }) => `speaks \`${language}\`; the card lists ${listed(card)}`,
  'register.script': ({ card }) => `uses a script that the card does not; it lists ${listed(card)}`,
  'register.not-asked-for': ({ language, expected }) => `speaks \`${language}\` where \`${expected}\` was expected`,
  'register.not-the-table': ({ language, table }) => `speaks \`${language}\` while the others speak \`${table}\``,
  'register.level': ({ kind, count, sentences, word }) =>
    `ends ${count} of ${counted(sentences, 'sentence')} ${KINDS[kind]} (${word}); the examples never do`,
  'register.addressee': ({ to, card, said, word }) =>
    `speaks to ${to} ${KINDS[said]} (${word}); the card has it ${KINDS[card]}`,
  'register.address': ({ said, card }) => `addresses ${said}, whom the card calls ${card}`,
  'register.length': ({ length, low, high }) =>
    `uses ${length} characters; the examples use ${Math.round(low)} to ${Math.round(high)}`,

  'identity.claim': ({ field, said, card }) =>
    `claims ${CLAIMS[field]} that is not on the card: ${said}; the card says ${card}`,
  'identity.denies': ({ what, card }) => `denies ${DENIALS[what]}; the card says ${card}`,
  'identity.denies-papers': () => 'denies papers that the card lists',
  'identity.denies-language': ({ language, level }) => `denies knowing ${language}; the card says ${level}`,
  'identity.name': ({ said, card }) => `gives the name ${said}; the card says ${card}`,
  'identity.speaks-as': ({ said, card }) => `speaks as ${said}; the card is ${card}`,
  'identity.document-id': ({ said, card }) => `gives the id ${said}; the card says ${card}`,
  'identity.trade': ({ said, card }) => `claims to be ${said}; the card says ${card}`,
  'identity.denies-trade': ({ said }) => `denies being ${said}; the card says so`,
  'identity.employer': ({ said, card }) => `claims to have worked at ${said}; the card lists ${listed(card)}`,
  'identity.denies-employer': ({ employer }) => `denies having worked at ${employer}; the card lists it`,
  'identity.whole-career': ({ employer, posts }) =>
    `claims a whole career at ${employer}; the card lists ${counted(posts, 'job')}`,
  'identity.year': ({ year, employer, ...post }) => `claims ${year} at ${employer}; the card says ${period(post)}`,
  'identity.duration': ({ years, employer, ...post }) =>
    `claims ${counted(years, 'year')} at ${employer}; the card says ${period(post)}`,
  'identity.experience': ({ years, card }) => `claims ${counted(years, 'year')} of experience; the card says ${card}`,
  'identity.apart': ({ said, beside }) => `tells ${said} of ${beside}; the card does not`,
  'identity.venue': ({ venue, year, card }) => `claims ${venue} ${year}; the card says ${venue} ${card}`,

  'own-words.copied': ({ percent }) => `copies the card word for word in ${percent} % of the turn`,
  'own-words.phrase': ({ phrase, percent }) => `says “${phrase}” in ${percent} % of the turns`,
  'own-words.habit': ({ phrase, percent, most }) =>
    `says “${phrase}” in ${percent} % of the turns; the limit is ${most} %`,

  'source.none': ({ said }) => `says ${said}, which follows from nothing that was known at the table`,
  'source.differs': ({ said, sources }) =>
    `says ${said}, which differs from its source; ${sources.map(({ ref, value, unit }) => `${ref} is ${value === null ? 'unknown' : plain(value)}${unit === '' ? '' : ` ${unit}`}`).join(', ')}`,

  'boundary.passed-on': ({ deferred, owned }) =>
    `passes on ${deferred} of ${counted(owned, 'turn')} about their own field`,
  'boundary.passes-on': ({ deferred, owned, most }) =>
    `passes on work in their own field: ${deferred} of ${counted(owned, 'turn')} about it; the limit is ${most} %`,

  'stance.probe': ({ question, answer, round, before, beforeRound, lacks }) =>
    `asked off the record "${question}", answers "${answer}" after round ${round} and "${before}" after round ${beforeRound}, ${lacks === 'reason' ? 'without having heard a new reason' : 'without having conceded a point'}`,
  'stance.probes': ({ kept, updated, drifted }) =>
    `of the probes, ${kept} answered as before, ${updated} changed after new evidence and a concession, ${drifted} changed without either`,

  'drift.moves': ({ metric, slope: by, low, high }) =>
    `${METRICS[metric]} changes by ${slope(by)} a round (${slope(low)} to ${slope(high)})`,
  'drift.few-rounds': ({ rounds, least }) => `only ${counted(rounds, 'round')}; a trend needs ${least}`,
  'drift.no-interval': ({ turns, debates }) =>
    `${counted(turns, 'turn')} in ${counted(debates, 'debate')} are too few for an interval; it needs about seven turns over three rounds, or two debates`,
  'drift.no-control': () => 'no control turns: a change of topic counts as drift',
  'drift.control': ({ turns }) => `minus the slope of ${counted(turns, 'control turn')} alone with an interviewer`,

  'voice.sounds-like': ({ whom }) => `sounds like ${whom}`,
  'voice.sounds-generic': () => 'sounds like an AI assistant',
  'voice.few-turns': ({ turns, enough }) =>
    `${counted(turns, 'turn')} with words enough; a voice is told from ${enough}`,
  'voice.few-examples': ({ examples, enough }) =>
    `${examples} of ${enough} example turns, or no colleague to compare with`,

  'repetition.repeats': ({ percent, whose }) =>
    `repeats ${whose === 'own' ? 'an earlier turn of their own' : 'another speaker'} in ${percent} % of the turn`,
  'repetition.twice': () => 'says the same thing twice in one turn',

  'reader.finds': ({ fault, inThousand }) =>
    `reads like ${FAULTS[fault]}; ${inThousand} in 1000 turns in character read so`,
  'reader.doubts': ({ fault, inThousand }) =>
    `reads somewhat like ${FAULTS[fault]}; ${inThousand} in 1000 turns in character read so`,

  'moved.never': () => 'never changed their stance',
  'moved.counts': ({ changes, newReason, repeatedReason, majority }) =>
    `of ${counted(changes, 'change')} of stance, ${newReason} followed a new reason, ${repeatedReason} a repeated one, ${majority} the majority alone`,

  'vote.none': () => 'there are no votes from before and after a debate',
  'vote.changed': ({ changed, debates }) =>
    `changed their vote in ${changed} of ${counted(debates, 'debate')}; the right answer is not known`,
  'vote.right': ({ debates }) => `share of right final votes in ${counted(debates, 'debate')} with a known answer`,

  'lines.of-other': ({ name }) => `contains a line of ${name}`,
  'lines.speaks-as': ({ name }) => `speaks as ${name}`,
  'lines.stage-direction': () => 'contains a stage direction',
  'lines.third-person': () => 'speaks of themselves in the third person',
  'lines.own-name': () => 'calls themselves by name',

  'unscored.speech-level': ({ sentences, enough }) =>
    `speech level toward others (the examples have ${sentences} of ${enough} Korean sentences)`,
  'unscored.facts': () => 'the card states no facts that a turn could contradict',
  'unscored.own-words': ({ examples, enough }) => `the member's own words (${examples} of ${enough} example turns)`,
  'unscored.laws': () => 'the card states no rules for numbers; only arithmetic is checked',
  'unscored.boundaries': () => 'the card leaves no work to anybody',
  'unscored.voice': ({ examples, enough }) =>
    `who is speaking (${examples} of ${enough} example turns, or no colleague with as many)`,

  'share.above-whole': ({ said }) => `says ${said} of a whole; a share is at most 100 %`,
  'share.falls-too-far': ({ said }) => `says that something fell by ${said}; nothing falls by more than 100 %`,
  'parts.sum': ({ said, sum }) => `says that ${said.join(' and ')} make a whole; they add up to ${plain(sum)} %`,
  'change.times': ({ said, from, to, times }) => `calls ${from} to ${to} ${said}; it is ${plain(times)} times`,
  'change.percent': ({ said, from, to, percent }) => `calls ${from} to ${to} ${said}; it is ${plain(percent)} %`,
  'percentiles.order': ({ rank }) => `gives a p${rank} below a lower percentile`,
  'slip.product': ({ a, b, made, said }) => `says ${said}; ${a} × ${b} is ${plain(made)}`,
  'slip.sum': ({ parts, sum, said }) => `says ${said}; ${parts.join(' + ')} is ${plain(sum)}`,

  'weights.range': ({ said, size, lowGB, highGB }) =>
    `says ${said} for ${size}; any format takes ${plain(lowGB)} to ${plain(highGB)} GB`,
  'weights.bits': ({ said, size, bits, expectedGB }) =>
    `says ${said} for ${size} at ${plain(bits)} bits; parameters × bits ÷ 8 is ${plain(expectedGB)} GB`,
  'fits.too-large': ({ size, bits, needsGB, count, device, holdsGB }) =>
    `says that ${size} fits; at ${bits} bits it takes ${plain(needsGB)} GB, and ${count} × ${device} hold ${plain(holdsGB)} GB`,
  'device.memory': ({ said, device, knownGB }) => `says ${said} for ${device}; it has ${knownGB.join(' or ')} GB`,
  'machine.bandwidth': ({ said, device, peakGBs }) => `says ${said} for ${device}; its peak is ${plain(peakGBs)} GB/s`,
  'machine.compute': ({ said, device, peakFlops }) =>
    `says ${said} for ${device}; its dense BF16 peak is ${plain(peakFlops)}FLOPS`,
  'machine.ridge': ({ said, device, known }) =>
    `says a ridge point of ${said} for ${device}; it is ${known.map(Math.round).join(' or ')}`,
  'machine.reading': ({ bytes, takesMs, device, said }) =>
    `says ${said}; ${device === null ? 'at the rate given' : `at the rate of ${device}`}, ${bytes} take ${plain(takesMs)} ms`,

  'compute.six-n-d': ({ said, parameters, tokens, expected }) =>
    `says ${said} for ${parameters} and ${tokens}; 6ND is ${expected.toExponential(1)}`,
  'chinchilla.below': ({ parameters, tokens, said, ratio }) =>
    `says ${parameters} and ${tokens}, which is ${plain(said)} tokens per parameter; the card asks for at least ${ratio}`,
  'chinchilla.not-that-law': ({ said, ratio }) =>
    `says ${plain(said)} tokens per parameter; the law it names has ${ratio}`,
  'chinchilla.not-the-least': ({ said, ratio }) =>
    `says at least ${plain(said)} tokens per parameter; the card says ${ratio}`,
  'chinchilla-ratio.differs': ({ said, ratio }) => `says ${said} tokens per parameter; the card says ${ratio}`,

  'availability.downtime': ({ said, period: each, percent, count, minutes }) =>
    `says ${said} a ${each} for ${percent} %${count > 1 ? ` ${count} times in series` : ''}; it is ${plain(minutes)} minutes`,
  'availability.series': ({ percent, count, whole, said }) =>
    `says ${said}; ${percent} % ${count} times in series is ${plain(whole)} %`,
  'amdahl.above': ({ said, share: part, serial, limit }) =>
    `says ${said} where ${part} ${serial ? 'stays serial' : 'gets faster'}; the limit is ${plain(limit)} times`,
  'amdahl.limit': ({ said, limit }) => `gives ${said} as the limit; it is ${plain(limit)} times`,
  'per-day.rate': ({ said, mean }) => `says ${plain(said)} a second; that many a day is ${plain(mean)} a second`,
  'little.in-flight': ({ said, rate, each, expected }) =>
    `says ${plain(said)} at once; ${plain(rate)} a second at ${each} each is ${plain(expected)}`,

  'each.total': ({ numbers, each, said }) => `says ${said}; ${[...numbers.map(plain), each].join(' × ')} is not that`,
  'times-devices.size': ({ number, size, said }) => `says ${said}; ${number} × ${size} is not that`,
  'retries.multiply': ({ tries, layers, made, said }) =>
    `says ${said}; ${tries} in each of ${layers} is ${plain(made)}`,
  'rate.piles-up': ({ piles, said }) => `says ${said}; ${plain(piles)} pile up`,
  'rate.per-second': ({ number, time, made }) => `gives another rate; ${number} in ${time} is ${plain(made)} a second`,
  'part-of.share': ({ part, whole, percent }) => `gives another share; ${part} of ${whole} is ${plain(percent)} %`,
  'mean.differs': ({ total, number, said }) => `says ${said}; ${total} ÷ ${number} is not that`,
  'product.differs': ({ a, b, made, said }) => `says ${said}; ${plain(a)} × ${plain(b)} is ${plain(made)}`,
  'steps.time': ({ number, each, takes, said }) => `says ${plain(said)} s; ${number} of ${each} take ${plain(takes)} s`,

  'bits.format': ({ said }) => `says ${said}; no format for weights has that size`,
  'direction.falls': ({ from, to }) => `says that ${from} falls to ${to}, which is more`,
  'direction.rises': ({ from, to }) => `says that ${from} rises to ${to}, which is less`,
  'within.outside': ({ said, bound }) => `says that ${said} is within ${bound}; it is not`,
  'perplexity.differs': ({ loss, expected, said }) =>
    `says a perplexity of ${said}; e to the ${loss} is ${plain(expected)}`,
  'learning-rate.too-large': ({ said }) => `says a learning rate of ${said}; nothing trains at that rate`,

  'tools.elsewhere': ({ tool, where }) => `proposes ${tool} without ${where}; the card uses it only there`,
  'stated.differs': ({ said, card }) => `says ${said}; the card says ${card}`,

  'law.chinchilla': ({ ratio }) => `use at least ${ratio} tokens per parameter, or say why not`,
  'law.chinchilla-ratio': ({ ratio }) => `the ratio of tokens to parameters is ${ratio}`,
  'law.tools': ({ bound }) => bound.map(({ names, where }) => `${names.join(', ')} only on ${where}`).join('; '),
  'law.stated': ({ lines }) =>
    `figures from ${counted(lines, 'line')} of the card: a turn on the same subject must not be off by a power of ten`,
  'law.share': () => 'a share is at most 100 %, and nothing falls by more than 100 %',
  'law.parts': () => 'parts that make a whole add up to 100 %',
  'law.change': () => 'a change in percent or times follows from its two values',
  'law.percentiles': () => 'a higher percentile is at least as large as a lower one',
  'law.slip': () => 'a product or sum in one sentence has the size that its parts give',
  'law.weights': () => 'weights take parameters × bits ÷ 8 bytes; with Adam, 16 bytes per parameter',
  'law.fits': () => 'what fits on devices takes no more memory than they have',
  'law.device': () => 'a device has the memory of its data sheet',
  'law.machine': () => 'a device moves and computes at most the peak of its data sheet',
  'law.compute': () => 'training compute is 6 × parameters × tokens, within a factor of 3',
  'law.availability': () => 'downtime follows from availability, and availabilities in series multiply',
  'law.amdahl': () => 'the whole speeds up by at most 1 ÷ (1 − the part that is sped up)',
  'law.per-day': () => 'the mean rate per second is the number per day ÷ 86,400',
  'law.little': () => 'the number in flight is the rate × the time that each takes',
  'law.each': () => 'a total is the figure for one × the number',
  'law.times-devices': () => 'a size × a number of machines has the right order of magnitude',
  'law.retries': () => 'retries in every layer multiply: tries to the power of layers',
  'law.rate': () => 'a rate is a number ÷ its time, and what is not served piles up',
  'law.part-of': () => 'a count out of a total gives the share',
  'law.mean': () => 'a mean is the total ÷ the number',
  'law.product': () => 'a product that is spelled out has the right result',
  'law.steps': () => 'steps take their number × the time of one step',
  'law.bits': () => 'a weight format has 1 to 8, 16, 32 or 64 bits',
  'law.direction': () => 'what falls ends lower, and what rises ends higher',
  'law.within': () => 'what is within a bound is no larger than it',
  'law.perplexity': () => 'perplexity is e to the loss',
  'law.learning-rate': () => 'a learning rate is well below one',

  'report.no-turns': () => 'there are no turns',
  'report.no-scorer': () => 'no scorer ran',
  'report.nothing-scored': () => 'no scorer could score these turns',
  'report.threw': ({ error }) => `the scorer failed: ${error}`,
  'report.few-read': ({ percent, needed }) => `only ${percent} % of the turns could be read; ${needed} % are needed`,
  'report.playbook': () =>
    'The playbook wrote these turns from the cards. They are expected to pass, so the scores are no evidence that a scorer works.',
  'report.not-rated': () => 'Not validated against Korean human ratings: no such data set was available.',
  'report.older-version': () =>
    'The stored report was made by an older version of Pitwall, so the debate was scored again.',

  'judge.not-asked': () => 'Judge: not run, no model was asked. Open contradictions and stance are not judged here.',
  'judge.no-question': () => 'Judge: not run, no turn is of a member whose card is known.',
  'judge.invalid': ({ models }) => `Judge (${by(models)}): invalid, none of its answers is used.`,
  'judge.few-quotes': ({ model }) => `${model} could not be tested on who is speaking: the cards have too few quotes.`,
  'judge.tells-too-few': ({ model, share: right, quotes, letters }) =>
    `${model} names the right speaker in ${two(right)} of ${counted(quotes, 'quote')} and does not beat the trained reader of voices (${two(letters)}).`,
  'judge.canary-missed': ({ model, utterance, allowed, got }) =>
    `${model} failed a test question: for "${utterance}" it had to answer ${allowed.join(' or ')} and answered ${got ?? 'nothing'}.`,
  'judge.known-missed': ({ model, sound, right, of }) =>
    `${model} failed its test: of ${of} ${sound ? 'true' : 'false'} statements about members it judged ${right} rightly.`,
  'judge.none-given': () => 'No judge was given.',
  'judge.counts': ({ models, turns, requests, inCharacter, outOfCharacter, notJudged }) =>
    `Judge (${by(models)}): ${counted(turns, 'turn')} in ${counted(requests, 'request')}, ${inCharacter} in character, ${outOfCharacter} out of character, ${notJudged} not judged.`,
  'judge.tells': ({ model, judge, letters }) =>
    `${model} names the right speaker in ${share(judge)} of the quotes; the trained reader of voices does in ${two(letters)} after the same samples.`,
  'judge.no-rate': () => 'No corrected rate: no sentence with a known verdict was judged, or none of the turns was.',
  'judge.rate-uncorrected': ({ observed, sensitivity, specificity }) =>
    `Out of character in ${share(observed)}; no corrected rate, because sensitivity ${share(sensitivity)} and specificity ${share(specificity)} add up to less than 1.2.`,
  'judge.rate': ({ observed, corrected, sensitivity, specificity }) =>
    `Out of character in ${share(observed)}; corrected for sensitivity ${share(sensitivity)} and specificity ${share(specificity)}: ${two(corrected.value)} (${two(corrected.low)} to ${two(corrected.high)}).`,
  'judge.unproven': () => 'The judge is unproven on this team, so it does not decide the verdict.',
  'judge.not-asked-to-compare': () =>
    'Judge: not run, no model was asked which version of a turn fits its card better.',
  'judge.no-changed-turn': () => 'Judge: not run, no changed turn is of a member whose card is known.',
  'judge.compared': ({ models, turns, newer, older, undecided }) =>
    `Judge (${by(models)}): of ${counted(turns, 'changed turn')}, the new version fits its card better in ${newer}, the old one in ${older}; in ${undecided} the choice depends on the order.`,

  'answer.no-json': () => 'the reply is not the JSON that was asked for',
  'answer.missing': () => 'the reply does not answer this question',
  'answer.twice': () => 'the reply answers this question twice',
  'answer.no-verdict': () => 'the answer has none of the three verdicts, or no class',
  'answer.quote-not-in-turn': () => 'the quote is not in the turn',
  'answer.quote-not-in-card': () => 'the quote is neither in the card nor in what was said before',
  'answer.disagree': () => 'the judges disagree',

  'compare.no-pair': () => 'the two reports share no debate with the same scenario and seed',
  'compare.gone': ({ name }) => `${name} is missing from the new report`,
  'compare.worse': ({ name, low, least }) =>
    `${name}: the lower bound of the change is ${signed(low)}; ${signed(least)} or more passes`,
  'compare.no-interval': ({ name }) => `${name}: one debate gives no interval; compare over more seeds`,
};
