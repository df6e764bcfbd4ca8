export type AxisName = 'continue-or-roll-back' | 'small-or-large' | 'ship-or-hold' | 'split-or-keep-together';

/** A choice that a debate turns on, by the words of its two sides. */
interface Axis {
  name: AxisName;
  one: RegExp;
  other: RegExp;
}

const AXES: readonly Axis[] = [
  {
    name: 'continue-or-roll-back',
    one: /계속\s?(?:가|진행|돌리|돌려|하자|하는|해야)|끝까지 (?:가|계속|돌)|그대로 (?:가|돌리|진행)|밀고 가|\b(?:go(?:ing)? on|keep (?:it )?(?:going|running)|continu(?:e|ing)|carry(?:ing)? on|stay(?:ing)? the course|let it run)\b/iu,
    other:
      /되돌[리려릴]|롤백|원복|중단|멈추|멈춰|끄자|\b(?:revert(?:ing)?|roll(?:ing)? (?:it |this )?back|rollback|stop(?:ping)? the run|abort(?:ing)?|pull(?:ing)? it)\b/iu,
  },
  {
    name: 'small-or-large',
    one: /작은 (?:쪽|모델|걸|거|것)(?:로|을|이|에|부터|으로)|작게 (?:가|시작)|\b(?:small(?:er)? (?:one|model)|stay(?:ing)? small|go(?:ing)? small)\b/iu,
    other:
      /큰 (?:쪽|모델|걸|거|것)(?:로|을|이|에|부터|으로)|크게 (?:가|시작)|\b(?:(?:large|bigg?er|big|larger) (?:one|model)|go(?:ing)? (?:big|large))\b/iu,
  },
  {
    name: 'ship-or-hold',
    one: /(?:배포|출시|릴리스|머지|내보내)(?:하자|해요|합시다|해도|하는 쪽|자는)|올리자|\b(?:ship(?:ping)? it|let's ship|merge it|release it|go live)\b/iu,
    other:
      /보류|미루|늦추|막자|막아야|홀드|\b(?:hold(?:ing)? (?:it|off)|delay(?:ing)?|postpone|not ship|block(?:ing)? the release)\b/iu,
  },
  {
    name: 'split-or-keep-together',
    one: /(?:쪼개|나누|분리하)(?:자|는 쪽|어야|야|는 게)|\b(?:split(?:ting)? (?:it|them|the)|break(?:ing)? it up)\b/iu,
    other:
      /(?:합치|한 상자로|하나로 (?:두|가)|모놀리스로)(?:자|는 쪽|는 게|두자|가자)?|\b(?:keep(?:ing)? (?:it|them) (?:together|in one)|one box|merge them)\b/iu,
  },
];

const AGAINST =
  /^[^.!?]{0,16}?(?:반대|안\s?(?:돼|되|된)|이유(?:가|는|도)?\s?(?:없|뭐)|말자|하지\s?마|지\s?말|싫|틀렸|무리|건 아니|필요(?:가|는)?\s?없|못\s)|^[^.!?]{0,16}?\b(?:is wrong|is a mistake|makes no sense|isn't|is not|no longer)\b/iu;
const AGAINST_BEFORE =
  /\b(?:no reason to|against|don't|do not|not|never|stop|rather not|instead of|no need to)\s(?:\w+\s){0,2}$/iu;

const SUPPOSED = /^\S{0,2}?(?:면(?!\s?(?:돼|되|됩))|다면|려면|더라도|는 동안|기 전|는데)/u;

/** Where a text stands: by axis, +1 for its one side, -1 for its other; an axis that it does not touch, or on both sides of, is left out. */
export function positionsIn(text: string): Map<AxisName, 1 | -1> {
  const found = new Map<AxisName, 1 | -1>();
  for (const { name, one, other } of AXES) {
    const sides = [sideOf(text, one, 1), sideOf(text, other, -1)].filter((side) => side !== 0);
    const [first] = sides;
    if (first !== undefined && sides.every((side) => side === first)) found.set(name, first);
  }
  return found;
}

function sideOf(text: string, pattern: RegExp, side: 1 | -1): 1 | -1 | 0 {
  const at = pattern.exec(text);
  // `되돌리면 …` weighs a side and takes none.
  if (at === null || SUPPOSED.test(text.slice(at.index + at[0].length))) return 0;
  const isAgainst =
    AGAINST.test(text.slice(at.index + at[0].length)) ||
    AGAINST_BEFORE.test(text.slice(Math.max(0, at.index - 28), at.index));
  return isAgainst ? (-side as 1 | -1) : side;
}
