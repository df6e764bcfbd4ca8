import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseCard } from '../cards/parse.ts';
import type { PersonaCard } from '../core/card.ts';
import { PitwallError } from '../core/error.ts';
import { hashText } from '../core/hash.ts';
import { nearest } from '../core/nearest.ts';
import type { Voice } from '../core/voice.ts';
import { parseVoice } from '../voices/parse.ts';
import { filesIn, packageRoot, readText, shownPath } from './files.ts';
import type { SharedVoices } from './voices.ts';
import { loadGenericVoice, loadSharedVoices } from './voices.ts';

export type Origin = 'project' | 'shipped';

/** A card with where it is from, and the voice that goes with it. */
export interface TeamMember {
  card: PersonaCard;
  cardText: string;
  cardHash: string;
  file: string;
  origin: Origin;
  voice: Voice | null;
  voiceText: string | null;
  voiceHash: string | null;
}

export interface Team {
  /** What all members share when they speak. */
  shared: SharedVoices;
  /** Where the project's own files are looked for. */
  projectDir: string;
  /** Sorted by the document's id. */
  members: TeamMember[];
  /** By callsign, id, document id, Korean or Latin name, whatever the case. Throws UNKNOWN_NAME with the nearest. */
  find(name: string): TeamMember;
  /** The same, undefined when there is none. */
  lookup(name: string): TeamMember | undefined;
}

export interface TeamOptions {
  projectDir: string;
  /** Member -> card file, relative to the project: another card of a known member, or a new one under any free name. */
  cards?: Readonly<Record<string, string>>;
}

/**
 * The cards in `personas/` of the project, and behind them the shipped ones that it does not replace.
 * Throws CARD_INVALID, VOICE_INVALID or FILE_UNREADABLE with the place.
 */
export function loadTeam({ projectDir, cards = {} }: TeamOptions): Team {
  const root = packageRoot();
  const around = { projectDir, generic: loadGenericVoice(projectDir) };
  const own = resolve(projectDir) === root ? [] : membersIn(projectDir, 'project', around);
  const members = new Map<string, TeamMember>();
  for (const member of [...membersIn(root, 'shipped', around), ...own]) members.set(member.card.id, member);

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
    members.set(given.card.id, given);
    aliases.set(fold(name), given.card.id);
  }
  return teamOf(projectDir, [...members.values()], aliases);
}

/** What reading one member takes from beside his card. */
interface Surroundings {
  projectDir: string;
  generic: Voice;
}

function teamOf(projectDir: string, unsorted: TeamMember[], aliases: ReadonlyMap<string, string>): Team {
  const members = unsorted.sort(
    (a, b) => compare(a.card.documentId, b.card.documentId) || compare(a.card.id, b.card.id),
  );
  const lookup = (name: string) => {
    const alias = aliases.get(fold(name));
    return members.find(({ card }) => card.id === alias || answersTo(card, name));
  };
  let shared: SharedVoices | null = null;
  return {
    projectDir,
    get shared() {
      shared ??= loadSharedVoices(projectDir);
      return shared;
    },
    members,
    lookup,
    find(name) {
      const found = lookup(name);
      if (found !== undefined) return found;
      const known = members.map(({ card }) => card.callsign ?? card.id);
      throw new PitwallError('UNKNOWN_NAME', `no member is called \`${name}\`${nearest(name, known)}`, {
        data: { name, known },
      });
    },
  };
}

function membersIn(folder: string, origin: Origin, around: Surroundings): TeamMember[] {
  return filesIn(join(folder, 'personas'), /\.md$/i)
    .filter((file) => !/[/\\]readme\.md$/i.test(file))
    .map((file) => memberFrom(file, origin, around));
}

function memberFrom(file: string, origin: Origin, { projectDir, generic }: Surroundings): TeamMember {
  const shown = shownPath(projectDir, file);
  const cardText = readText(file, shown);
  const card = parseCard(cardText, shown);
  const voiceFile = [projectDir, packageRoot()]
    .map((folder) => join(folder, 'personas', 'voices', `${card.id}.yaml`))
    .find((candidate) => existsSync(candidate));
  const voiceText = voiceFile === undefined ? null : readText(voiceFile, shownPath(projectDir, voiceFile));
  return {
    card,
    cardText,
    cardHash: hashText(cardText),
    file,
    origin,
    voice:
      voiceFile === undefined || voiceText === null
        ? null
        : parseVoice(voiceText, shownPath(projectDir, voiceFile), { generic }),
    voiceText,
    voiceHash: voiceText === null ? null : hashText(voiceText),
  };
}

/** True for a member's callsign, id, document id, Korean or Latin name, whatever the case. */
export function answersTo(card: PersonaCard, name: string): boolean {
  return namesOf(card).includes(fold(name));
}

/** Every name that a member answers to, folded; a Latin name in either order. */
function namesOf({ id, documentId, callsign, names }: PersonaCard): string[] {
  const latin = names.en === undefined ? [] : [names.en, names.en.split(/\s+/).reverse().join(' ')];
  return [id, documentId, callsign, names.ko, ...latin, ...names.aliases].flatMap((name) =>
    name === undefined ? [] : [fold(name)],
  );
}

const fold = (name: string) => name.normalize('NFC').trim().toLowerCase().replaceAll(/\s+/g, ' ');

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
