import type { CompiledCard } from '../fidelity/model/compiled-card.ts';
import type { FidelityReport } from '../fidelity/evaluation/report.ts';
import type { JudgeCache, JudgeModel } from '../fidelity/judge/judge.ts';
import { judgePanel, prefer } from '../fidelity/judge/judge.ts';
import { labelledQuestions } from '../fidelity/judge/labelled.ts';
import { questionsOf } from '../fidelity/judge/questions.ts';
import type { ContradictionRate } from '../fidelity/judge/rate.ts';
import { contradictionRate, qualityOf } from '../fidelity/judge/rate.ts';
import type { Telling } from '../fidelity/judge/telling.ts';
import { tellingOf } from '../fidelity/judge/telling.ts';
import type { Rate } from '../fidelity/statistics/rates.ts';
import type { SpokenTurn } from '../fidelity/model/turn.ts';
import type { EvaluationStore } from '../store/evaluations.ts';

type JudgeReport = FidelityReport['judge'];

/** Verdicts of a judge by content, kept with the raw text beside the debates. */
export function keptJudgements(store: Pick<EvaluationStore, 'latest' | 'keep'>): JudgeCache {
  return {
    get(key) {
      const body = store.latest('judgement', key)?.body;
      return typeof body === 'object' && body !== null && 'reply' in body && typeof body.reply === 'string'
        ? body.reply
        : null;
    },
    keep: (key, entry) => {
      store.keep('judgement', key, entry);
    },
  };
}

const share = ({ value, low, high, n }: Rate) => `${two(value)} (${two(low)} to ${two(high)}, n ${n})`;
const two = (value: number) => value.toFixed(2).replace(/^0/, '');

/** Whether every judge tells who speaks better than the letters do; why not, where one does not. */
async function admitted(
  cards: readonly CompiledCard[],
  models: readonly JudgeModel[],
  cache: JudgeCache,
): Promise<{ telling: Telling[]; because: string[] }> {
  const telling: Telling[] = [];
  const because: string[] = [];
  for (const model of models) {
    const told = await tellingOf(cards, model, cache);
    if (told === null) {
      because.push(`${model.spec} could not be tried at telling who speaks: the cards hold too few quotes`);
      continue;
    }
    telling.push(told);
    if (told.beats) continue;
    because.push(
      `${model.spec} tells who speaks in ${two(told.judge.value)} of ${told.n} quotes and does not beat A8 (${two(told.letters.value)})`,
    );
  }
  return { telling, because };
}

function invalid(by: string, because: readonly string[], telling: Telling[]): JudgeReport {
  return {
    ran: true,
    valid: false,
    sentence: `Tier B (${by}) is INVALID, and none of its verdicts is used: ${because.join('; ')}`,
    verdicts: [],
    telling,
  };
}

/**
 * Asks the judges about every turn that has to do with a line of its speaker's card, and says what came of it: first whether
 * they tell who speaks, then what they make of sentences whose verdict is known, then the turns.
 */
export async function judgeTurns(
  turns: readonly SpokenTurn[],
  cards: readonly CompiledCard[],
  models: readonly JudgeModel[],
  cache: JudgeCache,
): Promise<JudgeReport> {
  const questions = cards.flatMap((card) => questionsOf(card, turns));
  const by = models.map(({ spec }) => spec).join(' and ');
  if (questions.length === 0)
    return {
      ran: false,
      valid: null,
      sentence: `Tier B did not run: no turn has to do with a line of a card.`,
      verdicts: [],
    };
  const { telling, because } = await admitted(cards, models, cache);
  if (because.length > 0) return invalid(by, because, telling);
  const labelled = labelledQuestions(cards);
  const known = await judgePanel(labelled, models, cache);
  if (!known.valid) return invalid(by, known.because, telling);
  const run = await judgePanel(questions, models, cache);
  if (!run.valid) return invalid(by, run.because, telling);
  const quality = qualityOf(labelled, known);
  const rate = contradictionRate(run, quality);
  const count = (word: string) => run.verdicts.filter(({ verdict }) => verdict === word).length;
  return {
    ran: true,
    valid: true,
    sentence: [
      `Tier B (${by}): ${run.verdicts.length} questions, ${count('supports')} supported, ${count('contradicts')} contradicted, ${count('not applicable')} not applicable, ${count('cannot judge')} could not be judged.`,
      ...telling.map(
        ({ judge, letters }, index) =>
          `${models[index]?.spec ?? ''} tells who speaks in ${share(judge)} of quotes, A8 after the same samples in ${two(letters.value)}.`,
      ),
      rateSentence(rate, quality),
      'The judge is unproven on this team, so nothing here gates.',
    ].join(' '),
    verdicts: run.verdicts.filter(({ verdict }) => verdict === 'contradicts'),
    telling,
    quality,
    rate,
  };
}

function rateSentence(
  rate: ContradictionRate | null,
  { sensitivity, specificity }: ReturnType<typeof qualityOf>,
): string {
  if (rate === null || sensitivity === null || specificity === null)
    return 'No corrected rate: there was nothing whose verdict is known, or nothing was judged.';
  const quality = `sensitivity ${share(sensitivity)} and specificity ${share(specificity)}`;
  if (rate.corrected === null)
    return `Contradictions in ${share(rate.observed)}; no corrected rate: ${quality} sum to less than 1.2.`;
  const { value, low, high } = rate.corrected;
  return `Contradictions in ${share(rate.observed)}, corrected ${two(value)} (${two(low)} to ${two(high)}) by ${quality}.`;
}

/** One changed turn on both sides. */
export interface ChangedPair {
  persona: string;
  before: string;
  after: string;
}

/** Pairs are dear: each takes two calls, one for each order. */
const MOST_PAIRS = 12;

/** Which of two versions of a turn fits the card better, for the turns that changed most; a win counts where it survives the other order. */
export async function judgePairs(
  pairs: readonly ChangedPair[],
  cards: readonly CompiledCard[],
  models: readonly JudgeModel[],
  cache: JudgeCache,
): Promise<{ valid: boolean | null; sentence: string }> {
  const by = models.map(({ spec }) => spec).join(' and ');
  const asked = pairs.flatMap((pair, index) => {
    const card = cards.find(({ id }) => id === pair.persona);
    const said = [pair.before, pair.after].map((utterance) => ({
      id: `${index}`,
      persona: pair.persona,
      utterance,
      context: [],
    }));
    const facet = card === undefined ? undefined : questionsOf(card, said)[0]?.facet;
    return facet === undefined ? [] : [{ ...pair, facet }];
  });
  if (asked.length === 0)
    return { valid: null, sentence: 'Tier B did not run: no changed turn has to do with a line of a card.' };
  const { because } = await admitted(cards, models, cache);
  const canaries =
    because.length > 0 ? { valid: false, because } : await judgePanel(labelledQuestions(cards), models, cache);
  if (!canaries.valid)
    return {
      valid: false,
      sentence: `Tier B (${by}) is INVALID, and none of its choices is used: ${canaries.because.join('; ')}`,
    };
  const chosen: ('a' | 'b' | null)[] = [];
  for (const { facet, before, after } of asked.slice(0, MOST_PAIRS)) {
    const each: ('a' | 'b' | null)[] = [];
    for (const model of models) each.push(await prefer(facet, before, after, model, cache));
    chosen.push(each.every((one) => one === each[0]) ? (each[0] ?? null) : null);
  }
  const count = (which: 'a' | 'b' | null) => chosen.filter((one) => one === which).length;
  return {
    valid: true,
    sentence: `Tier B (${by}): of ${chosen.length} changed turns the new one fits its card better in ${count('b')}, the old one in ${count('a')}, and in ${count(null)} no choice survives the other order. The judge is unproven on this team, so nothing here gates.`,
  };
}
