import { escaped } from '../../core/pattern.ts';
import type { CompiledCard } from '../model/compiled-card.ts';
import type { ScoreEvidence } from '../model/score.ts';
import type { TurnInPlace, TurnReading } from '../model/scorer.ts';
import { cite, perTurn } from '../model/scorer.ts';
import { byReader, joinReadings } from './by-reader.ts';

type Evidence = Omit<ScoreEvidence, 'turn'>;

/** Stage directions and script: a turn is what is said, by one person. */
const STAGE =
  /(?:^|\n)\s*\*[^*\n]{3,60}\*|[(（](?:웃으며|미소|한숨|고개를|잠시|침묵|화이트보드|모니터를|커피를|smiles?|laughs?|sighs?|nods?|leans?|pauses?|grins?|turns? to|chuckles?)[^)）\n]{0,40}[)）]/iu;

/** A14: other people's lines and promises, stage directions, and talk of a prompt in one's own turn. */
export const rolePurity = perTurn({
  id: 'A14',
  hard: false,
  weight: 0,
  version: 2,
  read: (place, card) => joinReadings(formOf(place, card), byReader(place, card, ['prompt_leak', 'speaks_for_others'])),
});

function formOf({ turn: { utterance, addressee } }: TurnInPlace, card: CompiledCard): TurnReading {
  const lines = linesOfOthers(utterance, card);
  if (lines.length > 0)
    return { score: lines.some(({ finding }) => finding.code === 'lines.third-person') ? 0.3 : 0.1, evidence: lines };
  const stage = STAGE.exec(utterance);
  if (stage !== null) {
    const [found] = stage;
    const evidence = cite(utterance, stage.index, stage.index + found.length, {
      code: 'lines.stage-direction',
      params: {},
    });
    return { score: 0.4, evidence: [evidence] };
  }
  const self = speaksToSelf(utterance, card);
  if (self !== null && addressee !== card.id) return { score: 0.4, evidence: [self] };
  return { score: 1 };
}

function linesOfOthers(utterance: string, card: CompiledCard): Evidence[] {
  const everybody = [...card.colleagues.flatMap(({ names }) => names), ...card.names].filter((name) => name.length > 1);
  const own = new Set(card.names);
  const scripted: { name: string; at: number; length: number }[] = [];
  for (const found of utterance.matchAll(
    /(?:^|\n|(?<=[.!?"”] ))\s*(?:\*\*|\[)?([\p{L}\d][\p{L}\d -]{0,18}?)(?:\*\*|\])?\s*(?:\([^)\n]{0,20}\))?\s*[:：](?!\/)(?:\*\*)?\s*(?=\S)/gu,
  )) {
    const name = (found[1] ?? '').toLowerCase().trim().replace(/님$/u, '');
    if (everybody.includes(name) || /^(?:moderator|사회자|진행자|narrator|내레이션|해설)$/u.test(name))
      scripted.push({ name, at: found.index, length: found[0].length });
  }
  const foreign = scripted.filter(({ name }) => !own.has(name));
  // `Blaze: 이건 네가 봐 줘` opens by calling somebody; a script has lines, or the other in first person.
  const isScript =
    foreign.length > 0 &&
    (scripted.length > 1 ||
      (/(?:^|\n)/u.test(utterance.slice(foreign[0]?.at ?? 0, 1)) &&
        scripted.length + (utterance.match(/\n\s*\S{1,12}\s*[:：]/gu)?.length ?? 0) > 1));
  const evidence = (
    isScript ? foreign : scripted.filter(({ name, at }) => own.has(name) && scripted.length > 1 && at > 0)
  ).map(({ name, at, length }) => cite(utterance, at, at + length, { code: 'lines.of-other', params: { name } }));
  return [...evidence, ...asOther(utterance, card), ...thirdPerson(utterance, card)].slice(0, 3);
}

/** `블레이즈로서`, `as Blaze, I`: the voice of another. */
function asOther(utterance: string, card: CompiledCard): Evidence[] {
  const lower = utterance.toLowerCase();
  return card.colleagues.flatMap(({ names }) =>
    names.flatMap((name): Evidence[] => {
      if (name.length < 2 || !lower.includes(name)) return [];
      const escapedName = escaped(name);
      const pattern = new RegExp(
        `(?:^|[\\s,(])${escapedName}(?:으로서|로서|의 입장에서|\\s?입장에서)\\s|\\b(?:as|speaking as|speaking for|answering (?:as|for)|on behalf of|let me (?:speak|answer) (?:as|for)) ${escapedName}\\b(?! (?:said|says|put|noted|pointed|showed|measured|told|did|does|already|always|would|mentioned|likes|keeps))|(?:대신|제가|내가)\\s${escapedName}(?:이|가)?\\s?(?:되어|돼|역할|인 척)|${escapedName}\\s?(?:대신|를 대신해|을 대신해)\\s?(?:내가|제가|말|답|대답)`,
        'iu',
      );
      const found = pattern.exec(utterance);
      return found === null
        ? []
        : [cite(utterance, found.index, found.index + found[0].length, { code: 'lines.speaks-as', params: { name } })];
    }),
  );
}

/** A speaker who tells of themselves by name. */
function thirdPerson(utterance: string, card: CompiledCard): Evidence[] {
  const lower = utterance.toLowerCase();
  const names = card.names.filter((name) => name.length > 1 && !/^\w+-\d+$/.test(name) && lower.includes(name));
  for (const name of names) {
    const escapedName = escaped(name);
    const pattern = /[가-힣]$/u.test(name)
      ? new RegExp(
          `(?<![가-힣])${escapedName}(?:은|는|이|이는|가)\\s(?!(?:나|내|저|제)\\b)(?:\\S+\\s){0,8}?\\S*(?:다|했다|한다|였다|생각한다|본다|말한다|말했다|인물|사람|성격)[.\\s]`,
          'iu',
        )
      : new RegExp(
          `(?<![\\w-])${escapedName}(?:\\s(?:thinks|believes|says|said|would|prefers|feels|argues|wants|is (?:a|an|the|known|warm|always)|has (?:a|always|16|18|15)|looks|shrugs|nods|smiles|replies|responds|walks|leans)\\b|(?:은|는|가|이)\\s)`,
          'iu',
        );
    const found = pattern.exec(utterance);
    if (found !== null)
      return [cite(utterance, found.index, found.index + found[0].length, { code: 'lines.third-person', params: {} })];
  }
  return [];
}

/** Calls themselves as if they were another: `도윤아, …` from 도윤. */
function speaksToSelf(utterance: string, card: CompiledCard): Evidence | null {
  const lower = utterance.toLowerCase();
  for (const name of card.names) {
    if (name.length < 2 || !lower.includes(name)) continue;
    const escapedName = escaped(name);
    const found = new RegExp(
      `^\\s*@?${escapedName}(?:아|야|님|씨|\\s?형|\\s?선배)?\\s*[,!?:]|(?:^|\\s)(?:thanks|hey|hi|okay|ok),? ${escapedName}\\b`,
      'iu',
    ).exec(utterance);
    if (found !== null)
      return cite(utterance, found.index, found.index + found[0].length, { code: 'lines.own-name', params: {} });
  }
  return null;
}
