/** What `npm run fidelity:measure -- --write` found: sound turns by others, and of them how many each check was wrong about. */
export const MEASURED: { sound: number; authors: number; personas: number; wrong: Readonly<Record<string, number>> } = {
  sound: 0,
  authors: 0,
  personas: 0,
  wrong: {},
};
