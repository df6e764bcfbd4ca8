import { escaped } from '../../core/pattern.ts';
import { vocabularies } from '../compile/facts.ts';
import type { Finding } from '../findings/finding.ts';
import type { CompiledCard } from '../model/compiled-card.ts';
import type { ScoreEvidence } from '../model/score.ts';
import { cite } from '../model/scorer.ts';
import type { Statement } from '../reading/clauses.ts';
import { isNegated } from '../reading/clauses.ts';
import { mentionsIn } from '../reading/mentions.ts';

type Evidence = Omit<ScoreEvidence, 'turn'>;

/** `My name is X`: whatever X is, it must be a name of the member. */
const NAMED =
  /(?:^|[\s,!.])(?:저는|나는|전)\s+([가-힣]{2,4}?)(?=이?라고\s*(?:합니다|해요|해[.!]|불러|부르))|(?:(?:제|내|본인의?)\s*(?:이름|본명|성함|콜사인|콜 ?사인|호출명|아이디|ID)[은는이가]?\s*(?:바로\s*)?)([A-Za-z][A-Za-z0-9-]*|[가-힣]{2,5}?)(?=(?:이?라고|이?야|이?에요|예요|입니다|이다|인|이?고|이?거든|이?지|으?로|,|\.|$|\s))|\b[Mm]y (?:name|callsign|call sign|id)(?:'s| is|:)\s+(?:actually )?([A-Z][\w-]+(?: [A-Z][\w-]+)?|[가-힣]{2,4})|(?:\b(?:[Cc]all me|[Pp]eople call me|they call me)|,\s[Cc]allsign)\s+([A-Z][\w-]+)/gu;
/** `I'm X`, `X입니다`, `X here`: a claim only where X is somebody. */
const IS_SOMEBODY =
  /(?:^|[\s,])(?:저는|나는|난|전|제가|내가|나|저)\s+([A-Za-z][\w-]*|[가-힣]{2,4}?)(?=(?:입니다|이에요|예요|이야|야|이라고|라고|이다|다|인데|으로서|로서)(?![가-힣])|인\s)|(?:^|[.!?]\s*)([A-Za-z][\w-]*|[가-힣]{2,4}?)(?=입니다|이에요|예요|인데요)|\b(?:I'm|I’m|I am|This is|this is|It's|speaking as|Speaking as)\s+([A-Z][\w-]+(?: [A-Z][\w-]+)?)|^([A-Z][\w-]+(?: [A-Z][\w-]+)?) here\b|(?:^|\s)([A-Za-z][\w-]*|[가-힣]{2,4}?)(?:으로서|로서)\s*(?:말하|말씀|한마디|보기|볼 때|나는|저는|내가|제가|내 |제 )/gu;
const DOCUMENT_ID = /\b([A-Z]{1,3}\d?-\d{2})\b/gu;
/** Not names, where a name could stand. */
const NO_NAME = /^(?:뭐|누구|무엇|여기|거기|그게|이게|무슨|아무도|중요|상관|모르|생각|비밀|물론|그냥|아니|맞|없|있)/u;
const NO_ENGLISH_NAME =
  /^(?:the|a|an|not|on|in|just|sure|sorry|here|fine|ok|okay|glad|happy|The|Not|On|In|Just|Sure|Sorry|Here|Fine|OK|Glad|Also|Still|Going|What|Why|Where|How)$/u;

interface People {
  own: ReadonlySet<string>;
  others: ReadonlySet<string>;
}

const people = new WeakMap<CompiledCard, People>();

/** Names of the member, and those of their colleagues. */
function peopleOf(card: CompiledCard): People {
  const made = people.get(card) ?? {
    own: new Set(card.names),
    others: new Set(card.colleagues.flatMap(({ names }) => names)),
  };
  people.set(card, made);
  return made;
}

/** Names that a statement claims for its speaker and that are not the member's, and trades that are nobody's in the card. */
export function namesIn(statement: Statement, utterance: string, card: CompiledCard): Evidence[] {
  const { text, start } = statement;
  const { own, others } = peopleOf(card);
  const nameFact = card.facts.find(({ field }) => field === 'name');
  const isOwn = (name: string) =>
    own.has(name.toLowerCase()) || [...own].some((one) => one.includes(name.toLowerCase()) && name.length > 2);
  const found: Evidence[] = [];
  const say = (name: string, at: number, finding: Finding) =>
    found.push(cite(utterance, start + at, start + at + name.length, finding, nameFact?.line));
  for (const match of text.matchAll(NAMED)) {
    const name = match[1] ?? match[2] ?? match[3] ?? match[4] ?? '';
    const at = match.index + match[0].lastIndexOf(name);
    if (name === '' || isOwn(name) || NO_NAME.test(name) || NO_ENGLISH_NAME.test(name)) continue;
    if (isNegated(text, at, at + name.length)) continue;
    say(name, at, { code: 'identity.name', params: { said: name, card: nameFact?.value ?? card.id } });
  }
  for (const match of text.matchAll(IS_SOMEBODY)) {
    const name = match[1] ?? match[2] ?? match[3] ?? match[4] ?? match[5] ?? '';
    const at = match.index + match[0].indexOf(name);
    if (name === '' || isOwn(name) || isNegated(text, at, at + name.length)) continue;
    if (/^(?:와|과|랑|이랑|한테|에게|팀|쪽|편)/u.test(text.slice(at + name.length)) || statement.isQuestion) continue;
    // `이건 Blaze예요` speaks of somebody; only a first person or nothing at all may stand before.
    if (match[2] !== undefined && /[가-힣A-Za-z]/u.test(text.slice(0, at))) continue;
    if (others.has(name.toLowerCase()))
      say(name, at, { code: 'identity.speaks-as', params: { said: name, card: nameFact?.value ?? card.id } });
  }
  for (const match of text.matchAll(DOCUMENT_ID)) {
    const id = match[1] ?? '';
    const claims = /(?:제|내|저는|나는|난|번호[는가]|my|I'm|I am)\s*[^.]{0,20}$/iu.test(text.slice(0, match.index));
    if (isOwn(id) || !claims || !/^[A-Z]+\d?-\d+$/.test(card.card.documentId)) continue;
    if (isNegated(text, match.index, match.index + id.length)) continue;
    say(id, match.index, { code: 'identity.document-id', params: { said: id, card: card.card.documentId } });
  }
  return [...found, ...tradesIn(statement, utterance, card)];
}

const TRADE_FRAME_KO =
  /(?:저는|나는|난|전|제가|내가|나|저|제 직업은|내 직업은|제 본업은|내 본업은|우리|본업이|직업이)\s*(?:원래\s*|이제\s*|아직\s*|겨우\s*|사실\s*|지금\s*|그냥\s*|F1 팀의?\s*|팀의?\s*)*$/u;
const TRADE_FRAME_EN =
  /\b(?:I'm|I’m|I am|I work as|as|my job is|my job is being|I was hired as|I've been|I have been|I'm only|I'm just|being)\s+(?:only |just |really |actually |still |basically )?(?:an?|the team['’]s|the|your|this team['’]s|our)\s+(?:[\w-]+ ){0,2}$/iu;

/** `I'm a designer`, where no line of the card has that trade. */
function tradesIn(
  { text, start, isQuestion, isOfOthers }: Statement,
  utterance: string,
  card: CompiledCard,
): Evidence[] {
  if (isQuestion) return [];
  const { role, specialization, career } = card.card;
  const written = [role.ko, role.en, ...specialization, ...career.map((post) => post.role)].join(' ').toLowerCase();
  return mentionsIn(text, vocabularies().trades).flatMap(({ entry, start: at, end }) => {
    const before = text.slice(0, at);
    const works =
      /^(?:로|로서|으로|으로서)\s?(?:\S+\s){0,2}?(?:일하|일한|일해|일했|근무|뛰)/u.test(text.slice(end)) && !isOfOthers;
    // `AI 언어 모델로서` opens a sentence only of whoever speaks.
    const isAsProgram = isProgram(entry) && before.trim() === '' && /^으?로서/u.test(text.slice(end)) && !isOfOthers;
    const claims =
      works || isAsProgram
        ? true
        : isOwnTitle(before, text.slice(end), own(card))
          ? true
          : TRADE_FRAME_KO.test(before)
            ? /^(?:이야|야|입니다|이에요|예요|이라|라|거든|이거든|이다|인데|로서|으로서|이고|고|라서|이라서|\s?하다가|\s?하던|였|이었|\s?출신|\s?일(?:을)?\s?(?:하|했)|로 일)/u.test(
                text.slice(end),
              )
            : TRADE_FRAME_EN.test(before) &&
              (/\bI\b|\bmy\b|\bI'/u.test(before) || /^\W*as\b/iu.test(before.trimStart())) &&
              !isOfOthers;
    // `an AI skeptic`: a word that goes on names something else.
    if (isProgram(entry) && GOES_ON.test(text.slice(end))) return [];
    // `as an AI team`: what a group does is no trade.
    if (/^\s(?:teams?|group|lab|company|startup|people|folks)\b/iu.test(text.slice(end))) return [];
    const isOwn = !isProgram(entry) && entry.some((name) => shares(written, name));
    if (isOwn)
      return deniesTrade(text, at) && !isOfOthers
        ? [
            cite(utterance, start + at, start + end, {
              code: 'identity.denies-trade',
              params: { said: text.slice(at, end) },
            }),
          ]
        : [];
    if (!claims || (isProgram(entry) ? isDeniedHere(text, at, end) : isNegated(text, at, end))) return [];
    const params = { said: text.slice(at, end), card: role.en ?? role.ko ?? '' };
    return [cite(utterance, start + at, start + end, { code: 'identity.trade', params })];
  });
}

/** A noun behind the name of a program, in English; what qualifies the program is none. */
const GOES_ON =
  /^[ -](?!(?:and|or|but|so|that|which|who|whose|trained|created|built|designed|made|developed|running|based|without|with|here|can|cannot|do|don|does|have|has|will|would|in|at|for|by|from|of|not|to|I|my|it|myself|then|too|after|currently|only)\b)[A-Za-z]/u;
/** `As an AI language model, I …` opens a sentence: whatever comes behind it, supposed or of others, the speaker has said what they are. */
const OPENS_AS =
  /^\W*(?:[A-Z][a-z]+,? )?(?:as|being|since I am|since I'm|since I’m|because I am|because I'm|because I’m) an? (?:[a-z]+ ){0,2}$/iu;

/** A program that says that it is one at the head of its sentence. */
export function programIn({ text, start, isQuestion }: Statement, utterance: string, card: CompiledCard): Evidence[] {
  if (isQuestion) return [];
  return mentionsIn(text, vocabularies().trades)
    .flatMap(({ entry, start: at, end }) => {
      const after = text.slice(end);
      const speaks = /^[^,.;:]{0,40},\s*I\b|^ I\b/u.test(after) || /I(?: am|['’]m) an?/u.test(text.slice(0, at));
      if (!isProgram(entry) || !OPENS_AS.test(text.slice(0, at)) || !speaks || GOES_ON.test(after)) return [];
      const params = { said: text.slice(at, end), card: card.card.role.en ?? card.card.role.ko ?? '' };
      return [cite(utterance, start + at, start + end, { code: 'identity.trade', params })];
    })
    .slice(0, 1);
}

const own = ({ names, posts }: CompiledCard) => ({
  names,
  team: posts.flatMap(({ present, aliases }) => (present ? aliases : [])),
});

/** `Principal Compiler Engineer at Quay Crew` behind the own name, `수석 데이터 엔지니어 나래온입니다`. */
function isOwnTitle(before: string, after: string, { names, team }: ReturnType<typeof own>): boolean {
  const [ahead, behind] = [before.toLowerCase(), after.toLowerCase().trimStart()];
  return names.some(
    (name) =>
      name.length > 1 &&
      ((behind.startsWith(name) && /^(?:입니다|이에요|예요|이야|야|이라고|라고)/u.test(behind.slice(name.length))) ||
        (new RegExp(`${escaped(name)}(?:,| is) (?:an? |the )?(?:[a-z]+ ){0,2}$`, 'u').test(ahead) &&
          /^(?:,|\.|at\b|$)/u.test(behind) &&
          (!behind.startsWith('at ') || team.some((one) => behind.slice(3).startsWith(one))))),
  );
}

/** A claim to be a program goes on with what programs lack: `AI라 감정이 없어요` denies no program. */
const isProgram = (entry: readonly string[]) => entry.some((name) => PROGRAMS.has(name));
const PROGRAMS = new Set(['AI', 'language model', 'AI assistant', 'chatbot', 'computer program']);
const isDeniedHere = (text: string, at: number, end: number) =>
  /^(?:이|가|은|는)?\s?(?:아니|아냐|아닙)/u.test(text.slice(end)) ||
  /\b(?:not|no|never) (?:an? )?$/iu.test(text.slice(0, at));

/** `I'm not an ML engineer by trade`. */
const deniesTrade = (text: string, at: number) =>
  /\b(?:I'm|I’m|I am) (?:not|no) (?:really |actually )?(?:an? )?(?:[\w-]+ )?$/iu.test(text.slice(0, at));

/** Whether a written role has the words of a trade. */
function shares(written: string, trade: string): boolean {
  const words = trade
    .toLowerCase()
    .split(/[\s-]+/)
    .filter((word) => !/^(?:engineer|developer|엔지니어|개발자)$/u.test(word));
  return words.length > 0 && words.every((word) => written.includes(word));
}
