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
  | 'growth';

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
  reference: ['quick reference card', 'quick reference', '빠른 참조 카드', '빠른 참조', '기본 정보', '프로필 요약'],
  thinking: ['thinking patterns', 'thinking pattern', '사고 패턴', '사고 방식', '사고방식'],
  tools: ['tool chain', 'toolchain', '도구 체인', '도구', '툴체인', '툴 체인'],
  career: ['career path', 'career', 'career history', '경력', '커리어', '커리어 패스', '주요 경력'],
  messages: ['slack messages', 'example messages', 'slack 메시지', '슬랙 메시지', '메시지 예시'],
  personality: ['personality', '성격', '성향'],
  strengths: ['strengths', '강점', '장점'],
  growth: ['growth areas', 'areas for growth', '성장 영역', '성장 과제', '보완점', '개선 영역', '개선점'],
};

const KIND_OF = new Map(
  (Object.keys(NAMES) as SectionKind[]).flatMap((kind) => NAMES[kind].map((name) => [name, kind] as const)),
);

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
  return names.map((name) => KIND_OF.get(name)).find((kind) => kind !== undefined);
}
