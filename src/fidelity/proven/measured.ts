/** What `npm run fidelity:measure -- --write` found on turns by others: how many each check was wrong about, and right. */
export const MEASURED: {
  sound: number;
  authors: number;
  personas: number;
  wrong: Readonly<Record<string, number>>;
  right: Readonly<Record<string, number>>;
} = {
  sound: 1249,
  authors: 9,
  personas: 10,
  wrong: {
    'change.times': 1,
    'each.total': 4,
    'identity.year': 1,
    'lines.own-name': 2,
    'own-words.copied': 1,
    'parts.sum': 3,
    'reader.doubts': 166,
    'reader.finds': 18,
    'register.length': 51,
    'register.level': 3,
    'repetition.twice': 1,
    'weights.bits': 1,
  },
  right: {
    'availability.downtime': 4,
    'availability.series': 1,
    'change.percent': 1,
    'change.times': 1,
    'chinchilla.below': 3,
    'each.total': 14,
    'identity.claim': 27,
    'identity.experience': 6,
    'identity.trade': 2,
    'identity.venue': 2,
    'identity.year': 16,
    'lines.of-other': 5,
    'lines.own-name': 3,
    'lines.third-person': 1,
    'little.in-flight': 2,
    'own-words.copied': 1,
    'per-day.rate': 1,
    'perplexity.differs': 1,
    'reader.doubts': 449,
    'reader.finds': 389,
    'register.address': 37,
    'register.addressee': 61,
    'register.language': 4,
    'register.length': 44,
    'register.level': 2,
    'retries.multiply': 3,
    'slip.product': 2,
    'stated.differs': 2,
    'times-devices.size': 1,
    'weights.bits': 6,
  },
};
