/** Sections whose text has a typed home. The first four only hold others; what stands in them directly is kept as a section. */
export type SectionKind =
  | 'background'
  | 'communication'
  | 'balance'
  | 'reference'
  | 'thinking'
  | 'tools'
  | 'career'
  | 'messages'
  | 'personality'
  | 'strengths'
  | 'growth'
  | 'dependencies'
  | 'feedback';

const NAMES: Record<SectionKind, readonly string[]> = {
  background: ['personal background', 'background', '개인 배경', '배경', '개인 이력'],
  communication: [
    'communication style',
    'communication',
    '소통 방식',
    '소통 스타일',
    '커뮤니케이션 스타일',
    '의사소통 방식',
  ],
  balance: [
    'strengths and growth areas',
    'strengths and weaknesses',
    '강점과 성장 영역',
    '강점 및 성장 영역',
    '강점과 보완점',
    '강점 및 보완점',
  ],
  reference: [
    'quick reference card',
    'quick reference',
    'profile summary',
    '빠른 참조 카드',
    '빠른 참조',
    '기본 정보',
    '프로필 요약',
  ],
  thinking: ['thinking patterns', 'thinking pattern', 'thinking style', '사고 패턴', '사고 방식', '사고방식'],
  tools: [
    'tool chain',
    'toolchain',
    'tools',
    'tech stack',
    'technology stack',
    '도구 체인',
    '도구',
    '툴체인',
    '툴 체인',
    '기술 스택',
  ],
  career: ['career path', 'career', 'career history', '경력', '커리어', '커리어 패스', '주요 경력'],
  messages: [
    'slack messages',
    'slack message examples',
    'example messages',
    'sample messages',
    'typical messages',
    'messages',
    'chat messages',
    'slack 메시지',
    '슬랙 메시지',
    '메시지 예시',
    '메시지',
    '대표 메시지',
  ],
  personality: ['personality', 'personality traits', '성격', '성향'],
  strengths: ['strengths', 'core strengths', 'key strengths', '강점', '장점', '핵심 강점'],
  growth: [
    'growth areas',
    'growth area',
    'areas for growth',
    'areas of growth',
    'areas for improvement',
    'weaknesses',
    '성장 영역',
    '성장 과제',
    '보완점',
    '개선 영역',
    '개선점',
    '약점',
    '단점',
  ],
  dependencies: ['dependencies', 'depends on', 'relies on', '의존 관계', '의존 대상', '의존하는 동료'],
  feedback: [
    'feedback from team',
    'feedback from the team',
    'feedback from colleagues',
    'feedback from peers',
    'team feedback',
    'peer feedback',
    'feedback',
    '팀 피드백',
    '팀원 피드백',
    '동료 피드백',
    '동료 평가',
    '피드백',
  ],
};

const KIND_OF = new Map(
  (Object.keys(NAMES) as SectionKind[]).flatMap((kind) => NAMES[kind].map((name) => [name, kind] as const)),
);

/** Names that come with a word of their own: `Example Slack Messages`, `Feedback from the Platform Team`. */
const PATTERNS: readonly (readonly [RegExp, SectionKind])[] = [
  [
    /^(?:[a-z]+ )?(?:slack|chat|discord|teams) messages?(?: examples| samples)?$|^(?:[^ ]+ )?(?:슬랙|slack|채팅) 메시지(?: 예시)?$/u,
    'messages',
  ],
  [
    /^feedback (?:from|by) .{1,40}$|^(?:team|peer|colleague|teammate)s?[’']? feedback$|^(?:팀|동료|팀원)(?:들)?의 (?:평가|피드백)$/u,
    'feedback',
  ],
  [/^career (?:timeline|journey|highlights)$|^(?:work|professional) (?:experience|history)$|^경력 사항$/u, 'career'],
  [
    /^(?:areas? (?:for|of|to) (?:growth|improvement|improve|development|develop)|(?:development|improvement) areas?)$/u,
    'growth',
  ],
  [
    /^(?:cognitive|decision) (?:patterns?|framework)$|^thinking (?:framework|process)$|^사고 ?(?:과정|체계)$/u,
    'thinking',
  ],
  [/^tools? (?:and|&) technolog(?:y|ies)$|^(?:tool|technical) stack$|^기술 및 도구$/u, 'tools'],
];

/** A heading or table label without emoji, numbering, case and punctuation around it. */
export function plainLabel(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll('&', ' and ')
    .replace(/^[^\p{L}]+|[^\p{L}]+$/gu, '')
    .replace(/\s+/g, ' ');
}

/** `Thinking Patterns (사고 패턴)` is known by either of its two names. */
export function kindOf(heading: string): SectionKind | undefined {
  const names = [heading, ...heading.split(/[()（）|/]/)].map(plainLabel);
  const known = names.map((name) => KIND_OF.get(name)).find((kind) => kind !== undefined);
  return known ?? names.flatMap((name) => PATTERNS.find(([pattern]) => pattern.test(name))?.[1] ?? [])[0];
}
