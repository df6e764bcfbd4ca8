/** What `npm run fidelity:measure -- --write` found on turns by others: how many each check was wrong about, and right. */
export const MEASURED: {
  sound: number;
  authors: number;
  personas: number;
  wrong: Readonly<Record<string, number>>;
  right: Readonly<Record<string, number>>;
} = {
  sound: 1580,
  authors: 11,
  personas: 10,
  wrong: {
    'amdahl.above': 1,
    'each.total': 2,
    'lines.own-name': 2,
    'own-words.copied': 1,
    'parts.sum': 3,
    'reader.doubts': 208,
    'reader.finds': 15,
    'register.length': 66,
    'register.level': 4,
    'repetition.twice': 1,
  },
  right: {
    'availability.downtime': 3,
    'change.percent': 2,
    'change.times': 1,
    'chinchilla.below': 4,
    'each.total': 10,
    'identity.claim': 30,
    'identity.employer': 3,
    'identity.experience': 9,
    'identity.name': 1,
    'identity.trade': 2,
    'identity.venue': 2,
    'identity.year': 12,
    'lines.of-other': 6,
    'lines.own-name': 4,
    'lines.third-person': 1,
    'little.in-flight': 2,
    'per-day.rate': 1,
    'perplexity.differs': 2,
    'rate.piles-up': 1,
    'reader.doubts': 611,
    'reader.finds': 534,
    'register.address': 43,
    'register.addressee': 74,
    'register.language': 4,
    'register.length': 72,
    'register.level': 3,
    'retries.multiply': 3,
    'slip.product': 2,
    'times-devices.size': 1,
    'weights.bits': 3,
  },
};
