import { existsSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { parseCard } from '../cards/parse.ts';
import type { PersonaCard } from '../core/card.ts';
import { calledOf, foldedName } from '../core/card.ts';
import { PitwallError } from '../core/error.ts';
import { hashText } from '../core/hash.ts';
import { nearest, nearestName } from '../core/nearest.ts';
import { once } from '../core/once.ts';
import type { Recipes } from '../core/recipe.ts';
import { NO_RECIPES } from '../core/recipe.ts';
import type { Voice } from '../core/voice.ts';
import { parseVoice } from '../voices/parse.ts';
import { filesIn, readScript, shownPath } from './files.ts';
import type { Origin, Place, Source } from './folders.ts';
import { sourcesOf } from './folders.ts';
import { guestCard } from './guest.ts';
import { readCardText } from './import.ts';
import { keptParse } from './kept.ts';
import type { SharedVoices } from './voices.ts';
import { loadGenericVoice, loadSharedVoices } from './voices.ts';

/** A card with where it is from, and the voice that goes with it. */
export interface TeamMember {
  card: PersonaCard;
  cardText: string;
  cardHash: string;
  file: string;
  origin: Origin;
  /** Read when it is first asked for: whoever has no seat says nothing. Throws VOICE_INVALID. */
  readonly voice: Voice | null;
  voiceText: string | null;
  voiceHash: string | null;
}

/** A card that cannot be read: whoever it is of has no seat, and everybody else is as usual. */
export interface BrokenCard {
  /** As it is shown, relative to the project. */
  file: string;
  /** What was expected and found, with its place. */
  problem: string;
}

export interface Team {
  /** What all members share when they speak. */
  shared: SharedVoices;
  /** Where the project's own files are looked for. */
  projectDir: string;
  /** The folder that goes before the project's own. */
  teamDir: string | undefined;
  /** Sorted by the document's id. */
  members: TeamMember[];
  /** Cards of the folders that cannot be read, by file. */
  broken: readonly BrokenCard[];
  /** What members bring of their own by modules in `agents/`; `withAgents` reads them. */
  recipes: Recipes;
  /**
   * By callsign, id, document id, Korean or Latin name, whatever the case. Throws UNKNOWN_NAME with the nearest, and what is wrong with the
   * card where theirs cannot be read.
   */
  find(name: string): TeamMember;
  /** The same, undefined when there is none. */
  lookup(name: string): TeamMember | undefined;
}

export interface TeamOptions extends Place {
  /** Member -> card file, relative to the project: another card of a known member, or a new one under any free name. */
  cards?: Readonly<Record<string, string>>;
  /** A person at the table: a member by any of their names, or somebody new. */
  guest?: string | undefined;
}

/**
 * The cards in `personas/` of the team's folder, of the project, and behind them the shipped ones that neither replaces. One that cannot be
 * read stands in `broken`, and is thrown when its member is asked for; no other card takes its place. Throws VOICE_INVALID for the neutral voice.
 */
export function loadTeam({ projectDir, teamDir, cards = {}, guest }: TeamOptions): Team {
  const sources = sourcesOf({ projectDir, teamDir });
  const around = { projectDir, sources, generic: loadGenericVoice(sources, projectDir) };
  const members = new Map<string, TeamMember>();
  const broken: Unread[] = [];
  for (const source of [...sources].reverse())
    for (const read of membersIn(source, around)) {
      if ('error' in read) {
        broken.push(read);
        for (const { card } of [...members.values()])
          if (read.names.some((name) => answersTo(card, name))) members.delete(card.id);
      } else members.set(read.card.id, read);
    }

  const aliases = new Map<string, string>();
  for (const [name, file] of Object.entries(cards)) {
    const given = memberFrom(resolve(projectDir, file), 'project', around);
    const seated = [...members.values()].find(({ card }) => answersTo(card, name));
    if (seated !== undefined && seated.card.id !== given.card.id) {
      throw new PitwallError(
        'USAGE',
        `expected a card of \`${name}\`, \`${file}\` is one of \`${given.card.id}\`; bring it as \`--card ${given.card.id}=${file}\``,
        { data: { name, file } },
      );
    }
    // Another name for a card is fine; a slip of the pen would seat nobody.
    if (seated === undefined && !answersTo(given.card, name) && nearestName(name, [given.card.id]) !== undefined) {
      throw new PitwallError(
        'UNKNOWN_NAME',
        `no member is called \`${name}\`, and \`${file}\` is the card of \`${given.card.id}\`; bring it as \`--card ${given.card.id}=${file}\``,
        { data: { name, file } },
      );
    }
    members.set(given.card.id, given);
    aliases.set(foldedName(name), given.card.id);
  }
  if (guest !== undefined && ![...members.values()].some(({ card }) => answersTo(card, guest))) {
    const cardText = guestCard(guest.trim());
    const card = parseCard(cardText, `the card of ${guest}`);
    const unvoiced = { voice: null, voiceText: null, voiceHash: null };
    members.set(card.id, { card, cardText, cardHash: hashText(cardText), file: '', origin: 'project', ...unvoiced });
  }
  return teamOf({ ...around, teamDir, broken }, [...members.values()], aliases);
}

/** The team with the card of a file in it, in the place of the member whose card it is: what lint and import look at. */
export function withCard(team: Team, file: string): { team: Team; member: TeamMember } {
  const { projectDir, teamDir } = team;
  const sources = sourcesOf({ projectDir, teamDir });
  const around = { projectDir, sources, generic: loadGenericVoice(sources, projectDir) };
  const member = memberFrom(resolve(projectDir, file), 'project', around);
  const others = team.members.filter(({ card }) => card.id !== member.card.id);
  return { team: teamOf({ ...around, teamDir, broken: [] }, [...others, member], new Map()), member };
}

/** What reading one member takes from beside their card. */
interface Surroundings {
  projectDir: string;
  sources: readonly Source[];
  generic: Voice;
}

function teamOf(
  { projectDir, teamDir, sources, broken }: Surroundings & { teamDir: string | undefined; broken: readonly Unread[] },
  unsorted: TeamMember[],
  aliases: ReadonlyMap<string, string>,
): Team {
  const members = unsorted.sort(
    (a, b) => compare(a.card.documentId, b.card.documentId) || compare(a.card.id, b.card.id),
  );
  const lookup = (name: string) => {
    const alias = aliases.get(foldedName(name));
    return members.find(({ card }) => card.id === alias || answersTo(card, name));
  };
  let shared: SharedVoices | null = null;
  return {
    projectDir,
    teamDir,
    get shared() {
      shared ??= loadSharedVoices(sources, projectDir);
      return shared;
    },
    members,
    broken: broken.map(({ file, error }) => ({ file, problem: error.sentence })),
    recipes: NO_RECIPES,
    lookup,
    find(name) {
      const found = lookup(name);
      if (found !== undefined) return found;
      const theirs = broken.find(({ names }) => names.includes(foldedName(name)));
      if (theirs !== undefined) throw theirs.error;
      const known = members.map(({ card }) => card.callsign ?? card.id);
      const unread = broken.map(({ error }) => `; a card that may be theirs cannot be read: ${error.sentence}`);
      throw new PitwallError(
        'UNKNOWN_NAME',
        `no member is called \`${name}\`${nearest(name, known)}${unread.join('')}`,
        {
          data: { name, known },
        },
      );
    },
  };
}

interface Unread {
  file: string;
  /** Folded: whose card it is by its file and by what can be told of its head. */
  names: string[];
  error: PitwallError;
}

/** Reports of an import and read-me files stand beside cards, and are none. */
function membersIn({ folder, origin }: Source, around: Surroundings): (TeamMember | Unread)[] {
  return filesIn(join(folder, 'personas'), /\.md$/i)
    .filter((file) => !/[/\\]readme\.md$|\.report\.md$/i.test(file))
    .map((file) => {
      try {
        return memberFrom(file, origin, around);
      } catch (error) {
        if (!(error instanceof PitwallError)) throw error;
        return { file: shownPath(around.projectDir, file), names: namesNear(file, around), error };
      }
    });
}

/** What a card's head may call its member, where nothing else of it can be read: `## "Mortar" | …`, a row or a line `Callsign`. */
const CALLED =
  /^#{1,3}\s*["“「『]([^"”」』\n]{1,40})["”」』]|^[\s|*]*(?:callsign|콜사인)[\s|*:：]+([\p{L}\p{N}_-]{1,40})/gimu;

function namesNear(file: string, { projectDir }: Surroundings): string[] {
  const names = [basename(file).replace(/\.md$/i, '')];
  try {
    const text = readCardText(file, shownPath(projectDir, file));
    for (const [, quoted, row] of text.matchAll(CALLED)) names.push(quoted ?? row ?? '');
  } catch (error) {
    // Of what cannot be read at all, the name of the file is known.
    if (!(error instanceof PitwallError)) throw error;
  }
  return [...new Set(names.map(foldedName))].filter((name) => name !== '');
}

const cardFrom = keptParse(parseCard, 'card');

const voices = new WeakMap<Voice, (text: string, shown: string) => Voice>();

/** How a member's own voice is read beside the neutral one that fills its gaps. */
function voiceBeside(generic: Voice): (text: string, shown: string) => Voice {
  const known =
    voices.get(generic) ??
    keptParse(
      (text, shown) => parseVoice(text, shown, { generic }),
      `voice beside ${hashText(JSON.stringify(generic))}`,
    );
  voices.set(generic, known);
  return known;
}

function memberFrom(file: string, origin: Origin, { projectDir, sources, generic }: Surroundings): TeamMember {
  const shown = shownPath(projectDir, file);
  const cardText = readCardText(file, shown);
  const card = cardFrom(cardText, shown);
  const voiceFile = sources
    .map(({ folder }) => join(folder, 'personas', 'voices', `${card.id}.yaml`))
    .find((candidate) => existsSync(candidate));
  const voiceText = voiceFile === undefined ? null : readScript(voiceFile, shownPath(projectDir, voiceFile));
  const voice = once(() =>
    voiceFile === undefined || voiceText === null
      ? null
      : voiceBeside(generic)(voiceText, shownPath(projectDir, voiceFile)),
  );
  return {
    card,
    cardText,
    cardHash: hashText(cardText),
    file,
    origin,
    get voice() {
      return voice();
    },
    voiceText,
    voiceHash: voiceText === null ? null : hashText(voiceText),
  };
}

/** True for a member's callsign, id, document id, Korean or Latin name, whatever the case. */
export function answersTo(card: PersonaCard, name: string): boolean {
  return calledOf(card).includes(foldedName(name));
}

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
