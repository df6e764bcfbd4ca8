/** Signs of Korean technical Markdown, by groups, the more usual first within each. */
const USUAL = [
  '\uFE0F—–…·•‘’“”→←↑↓↔⇒⇐↳×÷±≈≠≤≥∞∑√∆°²³µ™®©€£¥₩§',
  '│─├└┐┘┌┤┬┴┼═║╔╗╝╚╠╣╦╩╬█▓▒░▶◀▲▼■□●○◆◇★☆☐☑',
  '✅❌⚠✓✗✔✖❗❓⭐⚡⚙⏱⏰⌨♻✨✏✉☁☀ℹ➡⬅⬆⬇➕➖㎡℃①②③④⑤⑥⑦⑧⑨⑩',
  '🎯🚀💡🔥📊📈📉🧠💻🔧🔨🛠🎨🎓🎖🏆🏅🏎🏁📝📋📌📎📚📖📁📂📅📆🗂🗓💬🗣👥👤🤝🙏👍👎👏💪🎉🎮🎵🎬🎤🎧🎪🎭🎲🏢🏠🏗🏥🏦🏭',
  '🌍🌐🌟🌱🌊🍀🔍🔎🔒🔓🔐🔑🔗🔔🔄🔁🔬🔭🔋🔌💾💿💰💎💯💥💭📱📞📧📦📡📷📸📹📺🎥🖥🖨🖼🧩🧪🧬🧭🧰🧱🧵🛡🚨🚧🚦🚫⛔🟢🟡🔴🔵🟠🟣⚪⚫',
  '😀😂😄😅😊😍😎🤔😢😭😡🥇🥈🥉🥳🤖👨👩👀👉👈👆👇❤💙💚💛💜🖤',
  'ㅋㅎㅠㅜㅇ、。「」『』【】〈〉《》〔〕！？，：；～（）％＋－／＝＆ﾠ　',
];
const WEIGHTS = new Map(USUAL.flatMap((group) => [...group].map((sign, at) => [sign, 1 / (1 + at / 20)])));

/**
 * How likely a character other than a Hangul syllable is, without regard to what stands beside it. Signs that nobody is known
 * to use share what is left.
 */
export function weightOf(character: string): number {
  const usual = WEIGHTS.get(character);
  if (usual !== undefined) return usual;
  return /\p{Extended_Pictographic}/u.test(character) ? 0.01 : 0.001;
}
