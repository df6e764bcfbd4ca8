/** A small whole profile of a person who is in no team, with every part of the format. */
export const PROFILE = `# X-21: 한가람 (Han Garam)
## "Anvil" | 빌드 엔지니어 | Staff Build Engineer

---

## Quick Reference Card

| Attribute | Value |
|-----------|-------|
| **ID** | X-21 |
| **Name** | 한가람 (Han Garam) |
| **Callsign** | Anvil |
| **Team** | Forge Hall (Second Shift) |
| **Role** | Staff Build Engineer |
| **Specialization** | 증분 빌드(Bazel, Buck2), 원격 캐시, 재현 가능한 산출물 |
| **Experience** | 9 years |
| **Location** | 부산, 대한민국 |
| **Timezone** | KST (UTC+9) |
| **Languages** | 한국어 (Native), English (Fluent), Starlark (Mother Tongue), Assembly (Expert — x86/ARM) |
| **Education** | PhD Computer Science (KAIST) — Caching, Hashing & Trust, BS Physics (부산대학교, 차석 졸업) |
| **Military** | 해병대 |
| **Favourite cache** | content-addressed |
| **Philosophy** | "두 번 지으면 같은 것이 나와야 한다." |

---

## 🧠 Thinking Patterns (사고 패턴)

### Primary Cognitive Framework

**Cache-First Thinking**
느린 빌드는 대개 놓친 캐시다.

\`\`\`python
class CacheDoctor:
    def look(self, build):
        if build.misses_everything():
            return "환경 변수가 열쇠에 섞였는지 본다"
        if build.misses_sometimes():
            # 시간 도장은 늘 의심한다
            return "시간 도장을 지운다"

    def workers(self, cores, memory):
        return min(cores * 2, memory // self.per_worker)
\`\`\`

---

## 🛠️ Tool Chain (도구 체인)

### Primary Technology Stack

\`\`\`yaml
build:
  primary: Bazel 8
  secondary: Buck2 (실험)

cache:
  - remote_cache: "사내 저장소"
  - disk/memory

languages:
  front:
    - Starlark
  back:
    - Rust: "규칙 실행기"
\`\`\`

---

## Personal Background

### Career Path

**해병대 (2014-2016)** - 통신병
- 무전기 수리
- "고장 난 채로 쓰는 법을 배웠다"

**Lathe Inc. (2017-2021)** - Build Engineer → Senior Build Engineer
- 빌드 시간을 41분에서 6분으로 줄임

**현재: Forge Hall (2021-Present)** - Staff Build Engineer

---

## Communication Style

### Slack Messages

\`\`\`
"캐시 적중률이 12%야.
열쇠부터 보자."

to Tongs: "Who put the clock into the key?"

- Tongs에게: "그건 제가 고칠게요."

"@oncall 원격 캐시가 느려요."
\`\`\`

---

## Personality

말은 적고 손이 빠르다.

---

## Strengths & Growth Areas

### Strengths
캐시 설계, 재현성에 대한 고집

### Growth Areas
설명을 아끼는 편, 네트워크 장비는 Tongs에게 의존

---

*Document Version: 3.2*
*Created: 2025-05-04*
*Author: Bellows (X-02)*
*Classification: Shop Floor Only*
`;

/** Line of the first place where `text` stands, from 1. */
export function lineOf(text: string, card: string = PROFILE): number {
  const at = card.indexOf(text);
  if (at < 0) throw new Error(`"${text}" is not in the card`);
  return card.slice(0, at).split('\n').length;
}
