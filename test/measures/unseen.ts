import { loadScenario, loadTeam, tryDebate } from '../../src/pitwall.ts';
import type { Team } from '../../src/project/index.ts';
import { packageRoot, withCard } from '../../src/project/index.ts';
import type { Held } from './held.ts';
import { heldFrom } from './held.ts';

/** The team with the cards of some files in it; these members speak by the neutral voice, whatever lies beside their cards. */
export function teamWithUnseen(files: readonly string[]): { team: Team; unseen: string[] } {
  let team = loadTeam({ projectDir: packageRoot() });
  const unseen: string[] = [];
  for (const file of files) {
    const changed = withCard(team, file);
    team = changed.team;
    unseen.push(changed.member.card.id);
  }
  const neutral = Object.fromEntries(['voice', 'voiceText', 'voiceHash'].map((name) => [name, { value: null }]));
  for (const id of unseen) Object.defineProperties(team.find(id), neutral);
  return { team, unseen };
}

/** Debates in which all of these members have a seat beside the cast of each scenario. */
export async function heldWithUnseen(
  files: readonly string[],
  names: readonly string[],
  seeds: readonly number[],
): Promise<{ debates: Held[]; unseen: string[] }> {
  const { team, unseen } = teamWithUnseen(files);
  const debates: Held[] = [];
  for (const name of names) {
    const plain = loadScenario(name, { projectDir: packageRoot(), team });
    const guests = unseen.filter((id) => !plain.scenario.cast.includes(id)).map((id) => `+${id}`);
    const loaded = loadScenario(name, {
      projectDir: packageRoot(),
      team,
      ...(guests.length > 0 ? { cast: guests.join(',') } : {}),
    });
    for (const seed of seeds) debates.push(heldFrom(loaded, seed, await tryDebate({ scenario: loaded, team, seed })));
  }
  return { debates, unseen };
}

interface Sample {
  member: string;
  debate: number;
  grams: string[];
}

const gramsOf = (text: string): string[] => {
  const plain = text.toLowerCase().replace(/\s+/g, ' ');
  return [1, 2, 3].flatMap((size) =>
    Array.from({ length: Math.max(0, plain.length - size + 1) }, (_, at) => plain.slice(at, at + size)),
  );
};

/** Naive Bayes over runs of one to three characters; each turn is told by the other debates, between its speaker and one other. */
export function pairwiseAccuracy(debates: readonly Held[], members: readonly string[]): number {
  const samples: Sample[] = debates.flatMap(({ turns }, debate) =>
    turns
      .filter(({ speaker }) => members.includes(speaker))
      .map(({ speaker, utterance }) => ({ member: speaker, debate, grams: gramsOf(utterance) })),
  );
  let told = 0;
  let right = 0;
  for (const debate of debates.keys()) {
    const models = new Map(
      members.map((member) => [
        member,
        modelOf(samples.filter((sample) => sample.member === member && sample.debate !== debate)),
      ]),
    );
    for (const sample of samples.filter((one) => one.debate === debate))
      for (const other of members.filter((member) => member !== sample.member)) {
        const own = models.get(sample.member)?.(sample.grams) ?? 0;
        told += 1;
        if (own > (models.get(other)?.(sample.grams) ?? 0)) right += 1;
      }
  }
  return right / told;
}

/** Log-likelihood of runs of characters, smoothed by one. */
function modelOf(samples: readonly Sample[]): (grams: readonly string[]) => number {
  const counts = new Map<string, number>();
  let total = 0;
  for (const { grams } of samples)
    for (const gram of grams) {
      counts.set(gram, (counts.get(gram) ?? 0) + 1);
      total += 1;
    }
  return (grams) => grams.reduce((sum, gram) => sum + Math.log(((counts.get(gram) ?? 0) + 1) / (total + 10_000)), 0);
}
