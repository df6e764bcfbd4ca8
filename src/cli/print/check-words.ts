import type { Structured } from '../../core/effects.ts';
import type { Language } from '../../core/language.ts';
import type { CheckAdvice, CheckLine, CheckName, SeatCheck } from '../../pitwall.ts';
import { FLAWS } from '../../report/flaws.ts';
import { usd } from './usd.ts';

interface Words {
  state: Record<CheckLine['state'], string>;
  name: Record<CheckName, string>;
  way: Record<Structured, string>;
  /** What came of a check, in a sentence or two. */
  line(line: CheckLine, nameOf: (id: string) => string): string;
  spent(line: CheckLine): string;
  verdict(check: SeatCheck): string;
  advice(advice: CheckAdvice): string;
  toDo: string;
  alsoSeen: string;
  took(seconds: number): string;
}

const count = (value: number) => value.toLocaleString('en-US');
const thousands = (value: number) => count(Math.round(value / 100) * 100);
const seconds = (value: number) => (value < 10 ? value.toFixed(1) : String(Math.round(value)));

/** What a turn says, short enough for a line. */
function quoted(utterance: string): string {
  const line = utterance.replace(/\s+/g, ' ').trim();
  return line.length > 90 ? `${line.slice(0, 90)}…` : line;
}

const EN: Words = {
  state: { pass: 'ok', note: 'note', fail: 'FAIL', skipped: '-' },
  name: {
    reach: 'endpoint',
    tool: 'tool',
    way: 'form',
    open: 'opening',
    rebut: 'rebuttal',
    answer: 'answer',
    vote: 'vote',
    close: 'close',
    korean: 'Korean',
    context: 'context',
    cache: 'cache',
    price: 'price',
  },
  way: {
    schema: 'JSON schema beside tools',
    tool: 'tool call',
    json: 'JSON schema without tools',
    text: 'JSON in words, repaired where needed',
  },
  line(line, nameOf) {
    switch (line.check) {
      case 'reach':
        if (line.problem !== null) return `${line.problem}.`;
        return line.streams === false ? 'Answers, each reply as a whole.' : 'Answers, word by word.';
      case 'tool':
        if (line.called === null) return 'Takes no tools.';
        if (!line.called) return 'Was asked to call a tool and did not.';
        return line.usesResult === true
          ? 'Calls a tool and repeats what it returned.'
          : 'Calls a tool, but does not repeat what it returned.';
      case 'way': {
        if (line.tried.length === 0) return 'No reply to judge.';
        const came = line.tried.map(({ way, came: what }) =>
          what === null ? `${EN.way[way]}: a whole turn` : `${EN.way[way]}: ${what.kind} (${what.sentence})`,
        );
        return `${came.join('; ')}.`;
      }
      case 'open':
      case 'rebut':
      case 'answer':
      case 'vote':
      case 'close': {
        if (line.problem !== null) return `${nameOf(line.member)}: ${line.problem}.`;
        const notes = [
          line.tools > 0 ? `${line.tools} tool call${line.tools === 1 ? '' : 's'}` : null,
          ...line.repaired.map((flaw) => `given back once: ${FLAWS.en[flaw]}`),
          line.answers === false ? 'does not take up what was asked' : null,
        ].filter((note) => note !== null);
        const about = [line.act, ...notes].filter((part) => part !== null).join(', ');
        return `${nameOf(line.member)} (${about}): “${quoted(line.utterance ?? '')}”`;
      }
      case 'korean': {
        if (line.turns === 0) return 'No turn to judge.';
        if (line.korean < line.turns) return `${line.korean} of ${line.turns} turns are in Korean.`;
        const level = `${line.turns} turn${line.turns === 1 ? '' : 's'} in Korean, ${line.leveled} in the speech level that the card asks for.`;
        return line.example === null
          ? level
          : `${level} To ${nameOf(line.example.to)} it should be ${line.example.asked}, not ${line.example.said}: “${quoted(line.example.utterance)}”`;
      }
      case 'context': {
        const need = `A debate of ${line.turns} turns needs ${count(line.needed)} tokens at its longest`;
        const counted = line.counted === null ? '' : `, ${count(line.counted)} counted`;
        if (line.state === 'fail')
          return line.problem === null
            ? `${need}; of about ${thousands(line.sent)} that were sent only ${count(line.counted ?? 0)} were read.`
            : `${need}; about ${thousands(line.sent)} were sent and their beginning did not come back (${line.problem || 'nothing'}).`;
        const window = line.window === null ? '' : ` The window is ${count(line.window)}.`;
        return `${need}; it found a word at the beginning of about ${thousands(line.sent)}${counted}.${window}`;
      }
      case 'cache':
        return line.cachedTokens === null
          ? 'Nothing is reported of a prefix cache.'
          : `${count(line.cachedTokens)} of ${count(line.inputTokens)} prompt tokens came from the prefix cache.`;
      case 'price': {
        if (line.outputTokens === 0) return 'No usage is reported, so no price can be told.';
        const tokens = `A debate of ${line.turns} turns takes about ${thousands(line.inputTokens)} tokens in and ${thousands(line.outputTokens)} out`;
        return line.usd === null ? `${tokens}; no price is known.` : `${tokens}: about ${usd(line.usd)}.`;
      }
    }
  },
  spent({ spent: { seconds: took, usage, calls } }) {
    const tokens = usage === null ? '' : `, ${count(usage.inputTokens)} + ${count(usage.outputTokens)} tokens`;
    return took === 0 ? '' : `${calls > 1 ? `${calls} calls, ` : ''}${seconds(took)} s${tokens}`;
  },
  verdict(check) {
    const { verdict, lines, language } = check;
    const where = language === 'ko' ? 'a Korean table' : 'an English table';
    if (verdict === 'unasked') return 'No verdict on the model: its endpoint gave no usable answer.';
    if (verdict === 'cannot') return `It cannot sit at ${where}: ${failing(lines, EN)}.`;
    const notes = lines.filter(({ state }) => state === 'note').map(({ check: name }) => EN.name[name]);
    const korean = lines.find((line) => line.check === 'korean');
    const beside = language === 'en' && korean?.state === 'fail' ? ', not at a Korean one' : '';
    return `It can sit at ${where}${beside}${notes.length === 0 ? '' : `; see ${notes.join(', ')}`}.`;
  },
  advice(one) {
    switch (one.code) {
      case 'key':
        return one.variable === null
          ? 'Name the variable that holds the key with `,key-env=NAME`.'
          : `Set ${one.variable} to a key that this endpoint accepts.`;
      case 'names':
        return `Name a model that is there: ${one.names.join(', ')}.`;
      case 'model':
        return 'Name a model that is there: on Azure the deployment, on Ollama one that `ollama list` shows.';
      case 'address':
        return `Check the address${one.url === null ? '' : ` ${one.url}`}: most end in \`/v1\`.`;
      case 'server':
        return `Start the server${one.ollama ? ' (`ollama serve`)' : ''}${one.url === null ? '' : `, or name where it listens instead of ${one.url}`}.`;
      case 'credit':
        return 'Add credit to the account, or use another key.';
      case 'later':
        return 'Check again later.';
      case 'certificate':
        return 'Let Node trust the certificate (NODE_EXTRA_CA_CERTS=FILE), or use an address whose certificate it trusts.';
      case 'spec':
        return `This spec spares each seat a request that is refused: ${one.spec}`;
      case 'tools':
        return one.vllm
          ? 'It argues without calculators. Start vLLM with --enable-auto-tool-choice and --tool-call-parser to give it tools.'
          : 'It argues without calculators. A model that takes tools argues with figures.';
      case 'window':
        return windowEn(one.provider, one.needed);
      case 'larger':
        return 'Try a larger model: this one does not keep the form of a turn.';
      case 'price':
        return `To see a price, write into models.yaml: prices: { "${one.key}": { input: USD, output: USD } }, in USD a million tokens.`;
    }
  },
  toDo: 'To do',
  alsoSeen: 'Also seen',
  took: (value) => `Checked in ${seconds(value)} s.`,
};

const windowFlag = (provider: string, needed: number) => {
  const size = 2 ** Math.ceil(Math.log2(needed));
  return { size, vllm: provider === 'vllm', ollama: provider === 'ollama' };
};

function windowEn(provider: string, needed: number): string {
  const { size, ollama, vllm } = windowFlag(provider, needed);
  if (ollama) return `Give it a window: add \`,context=${size}\` to its spec, which Ollama is told with each request.`;
  if (vllm)
    return `Start vLLM with --max-model-len ${size}, or say the smaller window with \`,context=N\`: the transcript is folded then.`;
  return `Give it a window of ${count(size)} (for Ollama OLLAMA_CONTEXT_LENGTH=${size}), or say the smaller one with \`,context=N\`: the transcript is folded then.`;
}

const failing = (lines: readonly CheckLine[], words: Words) =>
  lines
    .filter(({ state }) => state === 'fail')
    .map(({ check }) => words.name[check])
    .join(', ');

const KO: Words = {
  state: { pass: '통과', note: '참고', fail: '실패', skipped: '-' },
  name: {
    reach: '연결',
    tool: '도구',
    way: '형식',
    open: '첫 의견',
    rebut: '반박',
    answer: '답변',
    vote: '표결',
    close: '마무리',
    korean: '한국어',
    context: '컨텍스트',
    cache: '캐시',
    price: '비용',
  },
  way: {
    schema: '도구와 함께 JSON 스키마',
    tool: '도구 호출',
    json: '도구 없이 JSON 스키마',
    text: '글로 설명해 받은 JSON(필요하면 고쳐 읽음)',
  },
  line(line, nameOf) {
    switch (line.check) {
      case 'reach':
        if (line.problem !== null) return line.problem;
        return line.streams === false ? '응답합니다. 답이 한꺼번에 옵니다.' : '응답합니다. 답이 스트리밍으로 옵니다.';
      case 'tool':
        if (line.called === null) return '도구를 받지 않습니다.';
        if (!line.called) return '도구를 부르라고 했지만 부르지 않았습니다.';
        return line.usesResult === true
          ? '도구를 부르고 그 결과를 씁니다.'
          : '도구는 부르지만 그 결과를 쓰지 않습니다.';
      case 'way':
        if (line.tried.length === 0) return '판단할 답이 없습니다.';
        return line.tried
          .map(({ way, came }) =>
            came === null
              ? `${KO.way[way]}: 온전한 발언`
              : `${KO.way[way]}: ${came.kind === 'refused' ? '거절됨' : '형식이 어긋남'} (${came.sentence})`,
          )
          .join('; ');
      case 'open':
      case 'rebut':
      case 'answer':
      case 'vote':
      case 'close': {
        if (line.problem !== null) return `${nameOf(line.member)}: ${line.problem}`;
        const notes = [
          line.tools > 0 ? `도구 ${line.tools}회` : null,
          ...line.repaired.map((flaw) => `한 번 돌려보냄: ${FLAWS.ko[flaw]}`),
          line.answers === false ? '받은 질문에 답하지 않음' : null,
        ].filter((note) => note !== null);
        const about = [line.act, ...notes].filter((part) => part !== null).join(', ');
        return `${nameOf(line.member)} (${about}): “${quoted(line.utterance ?? '')}”`;
      }
      case 'korean': {
        if (line.turns === 0) return '판단할 발언이 없습니다.';
        if (line.korean < line.turns) return `발언 ${line.turns}개 중 ${line.korean}개만 한국어입니다.`;
        const level = `발언 ${line.turns}개가 한국어이고, ${line.leveled}개가 카드에 적힌 말투입니다.`;
        const levels = { plain: '반말', polite: '해요체', formal: '합쇼체' } as const;
        return line.example === null
          ? level
          : `${level} ${nameOf(line.example.to)}에게는 ${levels[line.example.asked]}여야 하는데 ${levels[line.example.said]}입니다: “${quoted(line.example.utterance)}”`;
      }
      case 'context': {
        const need = `${line.turns}턴 토론은 가장 길 때 ${count(line.needed)} 토큰이 필요합니다`;
        if (line.state === 'fail')
          return line.problem === null
            ? `${need}. 약 ${thousands(line.sent)} 토큰을 보냈는데 ${count(line.counted ?? 0)} 토큰만 읽었습니다.`
            : `${need}. 약 ${thousands(line.sent)} 토큰을 보냈는데 앞부분을 찾지 못했습니다 (${line.problem || '빈 응답'}).`;
        const counted = line.counted === null ? '' : `(집계 ${count(line.counted)})`;
        const window = line.window === null ? '' : ` 컨텍스트 창은 ${count(line.window)}입니다.`;
        return `${need}. 약 ${thousands(line.sent)} 토큰${counted}의 맨 앞에 둔 단어를 찾았습니다.${window}`;
      }
      case 'cache':
        return line.cachedTokens === null
          ? '프리픽스 캐시 사용량을 보고하지 않습니다.'
          : `프롬프트 ${count(line.inputTokens)} 토큰 중 ${count(line.cachedTokens)} 토큰이 프리픽스 캐시에서 나왔습니다.`;
      case 'price': {
        if (line.outputTokens === 0) return '토큰 사용량을 보고하지 않아 비용을 알 수 없습니다.';
        const tokens = `${line.turns}턴 토론에 입력 약 ${thousands(line.inputTokens)} 토큰, 출력 약 ${thousands(line.outputTokens)} 토큰`;
        return line.usd === null ? `${tokens}이 듭니다. 가격은 모릅니다.` : `${tokens}, 약 ${usd(line.usd)}입니다.`;
      }
    }
  },
  spent({ spent: { seconds: took, usage, calls } }) {
    const tokens = usage === null ? '' : `, ${count(usage.inputTokens)} + ${count(usage.outputTokens)} 토큰`;
    return took === 0 ? '' : `${calls > 1 ? `호출 ${calls}회, ` : ''}${seconds(took)}초${tokens}`;
  },
  verdict({ verdict, lines, language }) {
    const where = language === 'ko' ? '한국어 토론' : '영어 토론';
    if (verdict === 'unasked') return '모델을 판정하지 못했습니다. 엔드포인트가 쓸 수 있는 답을 주지 않았습니다.';
    if (verdict === 'cannot') return `${where}에 쓸 수 없습니다. 실패한 항목: ${failing(lines, KO)}.`;
    const notes = lines.filter(({ state }) => state === 'note').map(({ check }) => KO.name[check]);
    return `${where}에 쓸 수 있습니다.${notes.length === 0 ? '' : ` 참고할 항목: ${notes.join(', ')}.`}`;
  },
  advice(one) {
    switch (one.code) {
      case 'key':
        return one.variable === null
          ? '키를 담은 환경 변수를 `,key-env=NAME`으로 알려 주세요.'
          : `${one.variable}에 이 엔드포인트가 받는 키를 넣으세요.`;
      case 'names':
        return `제공되는 모델을 고르세요: ${one.names.join(', ')}.`;
      case 'model':
        return '제공되는 모델을 고르세요. Azure에서는 배포 이름, Ollama에서는 `ollama list`에 나오는 이름입니다.';
      case 'address':
        return `주소를 확인하세요${one.url === null ? '' : ` (${one.url})`}. 대개 \`/v1\`로 끝납니다.`;
      case 'server':
        return `서버를 켜세요${one.ollama ? ' (`ollama serve`)' : ''}.${one.url === null ? '' : ` 다른 곳에서 돌고 있다면 ${one.url} 대신 그 주소를 쓰세요.`}`;
      case 'credit':
        return '계정에 크레딧을 채우거나 다른 키를 쓰세요.';
      case 'later':
        return '잠시 뒤에 다시 확인하세요.';
      case 'certificate':
        return 'Node가 인증서를 믿게 하거나(NODE_EXTRA_CA_CERTS=FILE) 믿을 수 있는 인증서를 쓰는 주소로 바꾸세요.';
      case 'spec':
        return `이 스펙을 쓰면 자리마다 거절될 요청을 아낍니다: ${one.spec}`;
      case 'tools':
        return one.vllm
          ? '계산기 없이 토론합니다. 도구를 쓰게 하려면 vLLM을 --enable-auto-tool-choice, --tool-call-parser와 함께 켜세요.'
          : '계산기 없이 토론합니다. 도구를 받는 모델이면 수치로 토론합니다.';
      case 'window':
        return windowKo(one.provider, one.needed);
      case 'larger':
        return '더 큰 모델을 써 보세요. 이 모델은 발언 형식을 지키지 못합니다.';
      case 'price':
        return `비용을 보려면 models.yaml에 prices: { "${one.key}": { input: USD, output: USD } }를 백만 토큰당 USD로 적으세요.`;
    }
  },
  toDo: '할 일',
  alsoSeen: '그 밖에',
  took: (value) => `${seconds(value)}초 걸렸습니다.`,
};

function windowKo(provider: string, needed: number): string {
  const { size, ollama, vllm } = windowFlag(provider, needed);
  if (ollama) return `컨텍스트 창을 주세요. 스펙에 \`,context=${size}\` 옵션을 붙이면 요청마다 Ollama에 전달됩니다.`;
  if (vllm)
    return `vLLM을 --max-model-len ${size} 옵션으로 켜거나, 더 작은 창을 \`,context=N\` 옵션으로 알리세요. 그러면 지난 대화를 줄여서 보냅니다.`;
  return `컨텍스트 창을 ${count(size)} 토큰으로 늘리거나(Ollama는 OLLAMA_CONTEXT_LENGTH=${size}) 더 작은 창을 \`,context=N\` 옵션으로 알리세요. 그러면 지난 대화를 줄여서 보냅니다.`;
}

/** What `models check` says, in the language of the table. */
export const CHECK_WORDS: Record<Language, Words> = { ko: KO, en: EN };
