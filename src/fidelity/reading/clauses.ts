import type { Stretch } from '../korean/sentences.ts';
import { sentencesOf } from '../korean/sentences.ts';

/** A sentence with who it speaks of and in what mood. Offsets are those of the utterance. */
export interface Statement extends Stretch {
  isQuestion: boolean;
  /** Supposed, wished, or told by others: it claims nothing. */
  isUnreal: boolean;
  /** Names or pronouns of somebody else stand as its subject. */
  isOfOthers: boolean;
  saysSelf: boolean;
}

const SELF =
  /(?:^|[\s,])(?:나|난|나는|내가|내|저|저는|전|제가|제|나도|저도|저희|우리|본인|나한테|저한테)(?=[\s,.]|$)|\b(?:I|I'm|I’m|I've|I’ve|I'd|I’d|I'll|[Mm]e|[Mm]y|[Mm]ine|myself)\b|(?:^|[\s,.…])i(?:['’](?:m|ve|d|ll))?(?=\s)/u;
const OTHERS =
  /(?:^|\s)(?:걔|얘|쟤|그분|그 ?친구|이 ?친구|그 ?사람|그쪽|너|넌|네가|니가|너는|당신|누가|누구|선배|후배|동기|동료|친구|동생|아내|남편|아버지|어머니|형이|형은|형도|누나|지인|교수님|지도교수)(?:[은는이가도들]|들은|들이|님|께서|\s|,|$)|[가-힣]{1,4}(?:님|씨|형)(?:은|는|이|가|도|께서)(?=\s)|\b(?:he|she|they|his|her|their|you|your|who|someone|somebody|a friend|my friend|a colleague|my colleague|my brother|my sister|my wife|my husband|my advisor|our intern|the author|the authors|people)\b/iu;
const UNREAL =
  /(?:었|았|였|했|갔|됐)(?:으면|더라면|다면|을 텐데)|(?:라면|다면|려면|면 좋겠|고 싶)|(?:다|라|냐|자)(?:고|며|는|더라|던데)\s*(?:들었|하더|하던|했|하네|하는|합니다|해|써|적(?!어\s?(?:주|두|도|놓))|나와|소문|말|주장|알려|생각하겠|착각|오해)|(?:대|래|한대|했대|였대|이래)[.!?]?$|(?:만약|만일|혹시|가령|예를 들어)|\b(?:if|suppose|imagine|wish|would have|could have|had i|as though|as if|rumou?r|hypothetically|let's say|claims? (?:that )?i|says? (?:that )?i|said (?:that )?i|thinks? (?:that )?i|pretend)\b/iu;

type Colleagues = readonly { names: readonly string[] }[];

/** Several scorers read the same turn. */
const known = new WeakMap<Colleagues, Map<string, Statement[]>>();
const MOST_KNOWN = 2_000;
const NOBODY: Colleagues = [];

/** Sentences of an utterance, quotations blanked, read for whom they speak of. */
export function statementsOf(utterance: string, colleagues: Colleagues = NOBODY): Statement[] {
  const read = known.get(colleagues) ?? new Map<string, Statement[]>();
  known.set(colleagues, read);
  const before = read.get(utterance);
  if (before !== undefined) return before;
  const statements = readStatements(utterance, colleagues);
  if (read.size >= MOST_KNOWN) read.clear();
  read.set(utterance, statements);
  return statements;
}

function readStatements(utterance: string, colleagues: Colleagues): Statement[] {
  return sentencesOf(utterance).map(({ text, start, end }) => {
    const lower = text.toLowerCase();
    const named = colleagues.some(({ names }) => names.some((name) => isSubject(lower, name)));
    return {
      text,
      start,
      end,
      isQuestion: /[?？]\s*$/u.test(text),
      isUnreal: UNREAL.test(text),
      isOfOthers: named || OTHERS.test(text.replace(/\b(?:thank you|you know|you see|mind you)\b/giu, '')),
      saysSelf: SELF.test(text),
    };
  });
}

/** A colleague's name where a subject stands: before a subject particle, or before a verb in English. */
function isSubject(text: string, name: string): boolean {
  for (let at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + 1)) {
    const before = text[at - 1] ?? ' ';
    const after = text.slice(at + name.length);
    if (/[\p{L}\p{N}]/u.test(before)) continue;
    if (/^\s*(?:님|씨|\s?형|\s?누나|\s?선배|이)?(?:은|는|이|가|께서|도)(?![가-힣])/u.test(after)) return true;
    if (
      /^(?:'s|’s)?\s+(?:is|was|has|had|did|does|went|worked|joined|got|studied|spent|once|used|lives?|came|left|says|said|told|knows|owns|[a-z]+ed)\b/iu.test(
        after,
      )
    )
      return true;
  }
  return false;
}

/**
 * Whether somebody else is the subject of what stands at an offset: in both languages the subject comes before its verb.
 * A first person between the two takes it back.
 */
export function speaksOfOthers(
  { text }: Pick<Statement, 'text'>,
  at: number,
  { colleagues }: { colleagues: readonly { names: readonly string[] }[] },
): boolean {
  const before = text.slice(0, at);
  const self = before.search(
    /(?:^|[\s,])(?:내가|제가|나는|저는|난|전|나도|저도|나|저(?!\s(?:사람|분|친구|애|녀석|쪽|팀|집|회사|교수|선배|동료)))(?=\s)[^,]*$|\b(?:I|I'm|I've|I’m|my)\b[^,;]*$/u,
  );
  const said = before.replace(/\b(?:thank you|you know|you see|mind you)\b/giu, '');
  const other = said.search(OTHERS);
  const lower = text.slice(0, at).toLowerCase();
  const named = colleagues.some(({ names }) => names.some((name) => isSubject(`${lower} `, name)));
  const possessed =
    /\b(?:friend|colleague|brother|sister|wife|husband|advisor|boss|mentor|roommate|intern|team ?mate)s?\b|(?:친구|동료|선배|후배|동생|아내|남편|지인|교수님|룸메이트)(?:가|이|는|은|도|네|들이)(?=\s)/iu.test(
      before,
    );
  // `버클리에서 박사 한 친구`: in Korean what is said of somebody may stand before him.
  const modifies =
    /^[^.,!?]{0,18}?(?:한|딴|나온|받은|졸업한|다닌|다니는|출신|하던|있는|있던|일하는|일하던|온|간)\s?(?:그\s)?(?:친구|사람|분|선배|후배|동료|저자|교수|애|녀석|개발자|엔지니어|연구자|지인)/u;
  const rest = text.slice(at).replace(/^\S+?(?=에서|에|\s)/u, '');
  // `저는 카카오에서 백엔드를 만들던 사람이에요`: the somebody is the speaker.
  const isSpeaker =
    self >= 0 && /(?:사람|엔지니어|개발자|연구자|출신)(?:이에요|예요|입니다|이야|이거든|이라|이고|인데)/u.test(rest);
  if (possessed || (modifies.test(rest) && !isSpeaker)) return true;
  if (self < 0 && OF_A_THING.test(rest)) return true;
  // `카카오에서 메시징 하던 건 현우야`: of whom it is true stands last.
  const cleft =
    /^.{0,40}?(?:던|한|은|는|간|온|든)\s?(?:건|것은|게|사람은|분은|쪽은)\s(?:바로\s)?(\S{1,6}?(?:\s?형|\s?누나|\s?선배)?)(?:이야|야|이에요|예요|입니다|이고|고|이지|지|인데|이었|였)/u.exec(
      rest,
    );
  if (cleft !== null && isSomebody(cleft[1] ?? '', colleagues)) return true;
  // `스탠퍼드는 성훈 형이고요`: whose it is stands behind it.
  const owner =
    /^\s?(\S+?)(?:은|는)\s(\S{1,6}(?:\s?형|\s?누나|님|\s?선배)?)(?:이고|이야|이에요|예요|이었|였|입니다|이지|고요|꺼|거|쪽)/u.exec(
      text.slice(at),
    );
  if (owner !== null && isSomebody(owner[2] ?? '', colleagues)) return true;
  return (other >= 0 || named) && self < Math.max(0, other);
}

const isSomebody = (name: string, colleagues: Colleagues) =>
  /형|누나|님|선배|씨$/u.test(name) || colleagues.some(({ names }) => names.includes(name.toLowerCase()));

/** `연세대 쪽에서 나온 보고서`: the place is where a thing is from, unless the time of somebody there is spoken of. */
const OF_A_THING =
  /^(?!.{0,24}(?:때|시절|동안|다닐|있던|적에)).{0,14}?\S*(?:온|낸|쓴|한|든|린|된|인|는|은)\s(?:그\s)?\S{0,4}(?:보고서|논문|자료|글|기사|발표|결과|연구|책|모델|팀|블로그|사례|얘기|이야기|소식|영상|강의|코드|도구|라이브러리|프레임워크|데이터|문서|숫자|수치|표|그래프|카드|칩)/u;

/** `KAIST를 나왔어도 아무도 가르쳐 주지 않았습니다`: what is told as past up to here is not denied by what follows. */
const SAID_OF_IT = /^.*?(?<!싶)[았었였했왔갔됐났](?:지만|는데|어도|고|더니|으니|으며)(?=\s)/u;

/** Whether what stands at an offset of a text is denied. */
export function isNegated(text: string, start: number, end: number): boolean {
  const after = text.slice(end, end + 40);
  const before = text.slice(Math.max(0, start - 40), start);
  return (
    /^[가-힣A-Za-z]{0,8}?\s*(?:출신|쪽|사람|학교|박사|석사|때)?\s*(?:이|가|은|는|도|에는|에선|에서)?\s*(?:아니|아닌|말고|커녕|절대|안 |못 )/u.test(
      after,
    ) ||
    /(?:적이?|적은|일이?|것도?|건|게)\s*(?:한 번도\s*)?(?:없|아니)|지\s*(?:않|못)|(?:안|못)\s*(?:다녔|나왔|했|갔|살|받|땄|다녀|있었)/u.test(
      SAID_OF_IT.exec(text.slice(end))?.[0] ?? text.slice(end),
    ) ||
    /\b(?:not|never|no|nor|neither|without|isn't|wasn't|didn't|don't|haven't|hasn't|weren't|aren't|n’t|can't|cannot)\b[^.;!?]{0,34}$/iu.test(
      before,
    )
  );
}
