import type { FidelityReport, Telling } from '../fidelity/evaluation/report.ts';
import type { Finding } from '../fidelity/findings/finding.ts';
import { judgePanel } from '../fidelity/judge/judge.ts';
import type { JudgeCache, JudgeModel } from '../fidelity/judge/model.ts';
import { prefer } from '../fidelity/judge/prefer.ts';
import type { ContradictionRate } from '../fidelity/judge/rate.ts';
import { contradictionRate, qualityOf } from '../fidelity/judge/rate.ts';
import { tellingOf } from '../fidelity/judge/telling.ts';
import type { CompiledCard } from '../fidelity/model/compiled-card.ts';
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

/** Whether every judge tells who speaks better than the letters do; why not, where one does not. */
async function admitted(
  cards: readonly CompiledCard[],
  models: readonly JudgeModel[],
  cache: JudgeCache,
): Promise<{ telling: Telling[]; because: Finding[] }> {
  const telling: Telling[] = [];
  const because: Finding[] = [];
  for (const model of models) {
    const told = await tellingOf(cards, model, cache);
    if (told === null) {
      because.push({ code: 'judge.few-quotes', params: { model: model.spec } });
      continue;
    }
    telling.push(told);
    if (told.beats) continue;
    because.push({
      code: 'judge.tells-too-few',
      params: { model: model.spec, share: told.judge.value, quotes: told.n, letters: told.letters.value },
    });
  }
  return { telling, because };
}

const specsOf = (models: readonly JudgeModel[]) => models.map(({ spec }) => spec);

function invalid(models: readonly JudgeModel[], because: readonly Finding[], telling: Telling[]): JudgeReport {
  return {
    ran: true,
    valid: false,
    findings: [{ code: 'judge.invalid', params: { models: specsOf(models) } }, ...because],
    verdicts: [],
    telling,
  };
}

/**
 * Asks the judges about every turn of these cards, some ten of one member in a request, and says what came of it: first whether
 * they tell who speaks, then the turns, among them some whose verdict is known.
 */
export async function judgeTurns(
  turns: readonly SpokenTurn[],
  cards: readonly CompiledCard[],
  models: readonly JudgeModel[],
  cache: JudgeCache,
): Promise<JudgeReport> {
  const spoken = cards.filter(({ id }) => turns.some(({ persona }) => persona === id));
  if (spoken.length === 0)
    return {
      ran: false,
      valid: null,
      findings: [{ code: 'judge.no-question', params: {} }],
      verdicts: [],
    };
  const { telling, because } = await admitted(cards, models, cache);
  if (because.length > 0) return invalid(models, because, telling);
  const run = await judgePanel(turns, cards, models, cache);
  if (!run.valid) return invalid(models, run.because, telling);
  const quality = qualityOf(run);
  const rate = contradictionRate(run, quality);
  const count = (word: string) => run.verdicts.filter(({ verdict }) => verdict === word).length;
  return {
    ran: true,
    valid: true,
    findings: [
      {
        code: 'judge.counts',
        params: {
          models: specsOf(models),
          turns: run.verdicts.length,
          requests: run.requests,
          inCharacter: count('in character'),
          outOfCharacter: count('out of character'),
          notJudged: count('cannot judge'),
        },
      },
      ...telling.map(
        ({ judge, letters }, index): Finding => ({
          code: 'judge.tells',
          params: { model: models[index]?.spec ?? '', judge, letters: letters.value },
        }),
      ),
      rateFinding(rate, quality),
      { code: 'judge.unproven', params: {} },
    ],
    verdicts: run.verdicts.filter(({ verdict }) => verdict === 'out of character'),
    telling,
    quality,
    rate,
  };
}

function rateFinding(
  rate: ContradictionRate | null,
  { sensitivity, specificity }: ReturnType<typeof qualityOf>,
): Finding {
  if (rate === null || sensitivity === null || specificity === null) return { code: 'judge.no-rate', params: {} };
  const { observed, corrected } = rate;
  return corrected === null
    ? { code: 'judge.rate-uncorrected', params: { observed, sensitivity, specificity } }
    : { code: 'judge.rate', params: { observed, corrected, sensitivity, specificity } };
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
): Promise<{ valid: boolean | null; findings: Finding[] }> {
  const asked = pairs.flatMap((pair) => {
    const card = cards.find(({ id }) => id === pair.persona);
    return card === undefined ? [] : [{ ...pair, card }];
  });
  if (asked.length === 0) return { valid: null, findings: [{ code: 'judge.no-changed-turn', params: {} }] };
  const { because } = await admitted(cards, models, cache);
  const changed = asked
    .slice(0, MOST_PAIRS)
    .map(({ persona, after }, index) => ({ id: `pair-${index}`, persona, utterance: after, context: [] }));
  const canaries = because.length > 0 ? { valid: false, because } : await judgePanel(changed, cards, models, cache);
  if (!canaries.valid)
    return {
      valid: false,
      findings: [{ code: 'judge.invalid', params: { models: specsOf(models) } }, ...canaries.because],
    };
  const chosen: ('a' | 'b' | null)[] = [];
  for (const { card, before, after } of asked.slice(0, MOST_PAIRS)) {
    const each: ('a' | 'b' | null)[] = [];
    for (const model of models) each.push(await prefer(card, before, after, model, cache));
    chosen.push(each.every((one) => one === each[0]) ? (each[0] ?? null) : null);
  }
  const count = (which: 'a' | 'b' | null) => chosen.filter((one) => one === which).length;
  return {
    valid: true,
    findings: [
      {
        code: 'judge.compared',
        params: {
          models: specsOf(models),
          turns: chosen.length,
          newer: count('b'),
          older: count('a'),
          undecided: count(null),
        },
      },
      { code: 'judge.unproven', params: {} },
    ],
  };
}
