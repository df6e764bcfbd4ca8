/** The front matter, what stands before a title, and the title's own words. */
const TITLE = /^((?:---\n[\s\S]*?\n---\n)?\s*)#[ \t]+(.+?)[ \t#]*$/mu;
const WITH_ID = /^([A-Za-z0-9][A-Za-z0-9._-]*)\s*[:：]\s*(.+)$/u;
const CALLSIGN = /\s*[(（]?(?:["“]([^"”]+)["”]|[[【]([^\]】]+)[\]】])[)）]?\s*/u;
const BEFORE_ROLE = /\s+[-–—|]\s+/u;

/**
 * A title as people write one, `# Yoon Seo-ah (윤서아), "Harbor" - Database Engineer`, as the two lines of a card: an id, the names, the
 * callsign and the role. Null where there is no title, or nothing to take from it. `slugOf` makes the id, of the callsign before the name.
 */
export function withPlainTitle(text: string, slugOf: (name: string) => string): string | null {
  const found = TITLE.exec(text);
  const [whole = '', before = '', heading = ''] = found ?? [];
  if (found === null || found.index !== 0) return null;
  const [, ownId, rest = heading] = WITH_ID.exec(heading) ?? [];
  const [who = '', ...roles] = rest.split(BEFORE_ROLE).map((part) => part.trim());
  const [called = '', quoted, bracketed] = CALLSIGN.exec(who) ?? [];
  const callsign = (quoted ?? bracketed)?.trim();
  const name = (called === '' ? who : who.replace(called, ' ')).replace(/\s*,\s*$/u, '').trim();
  const id = ownId ?? slugOf(callsign ?? name);
  if (id === '' || name === '') return null;
  const under = [...(callsign === undefined ? [] : [`"${callsign}"`]), ...roles];
  // One word under a title might be the heading of a section.
  const isRow = callsign === undefined && under.length === 1;
  const title = `# ${id}: ${name}${under.length === 0 ? '' : isRow ? `\n\n**Role**: ${under[0]}\n` : `\n## ${under.join(' | ')}`}`;
  return `${before}${title}${text.slice(whole.length)}`;
}
