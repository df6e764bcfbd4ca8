/** Words of a debate's first screen. */
export const FRONT_EN = {
  simulated: (models: readonly string[]) => {
    const asked = models.filter((model) => model !== 'playbook');
    const who = ['Simulated personas'];
    if (asked.length === 0) return [...who, 'no language model'].join(' · ');
    const named = `${asked.length === 1 ? 'language model' : 'language models'}: ${asked.join(', ')}`;
    return [...who, named, ...(asked.length < models.length ? ['others by playbook'] : [])].join(' · ');
  },
  earlier: (changes: number) => (changes === 1 ? '1 earlier change' : `${changes} earlier changes`),
  whole: 'The memo in full',
  question: 'The question',
};

/** Words of the argument map. */
export const MAP_EN = {
  title: 'The argument',
  none: 'Nothing was argued for or against an option.',
  sides: { for: 'for', against: 'against' },
  fact: 'fact',
  facts: 'Facts',
  gone: 'no longer stands',
  size: 'larger: said, attacked or accepted more often · ✗ attacked · ✓ accepted',
  columns: {
    options: 'Options',
    criteria: 'Criteria',
    quantities: 'Quantities',
    claims: 'Claims, with the turns that made them',
  },
  more: (points: number) => (points === 1 ? '1 more claim' : `${points} more claims`),
  turns: 'more turns',
  attacked: 'attacked in',
  accepted: 'accepted in',
  status: {
    conceded: 'conceded',
    withdrawn: 'withdrawn',
    refuted: 'refuted',
    changed: 'a fact under it changed',
  },
};

export const CALLS_EN = { folded: (calls: number) => `${calls} calculations:` };

/** Words of what a reader keeps about a turn. */
export const NOTES_EN = {
  turn: (turn: number) => `on turn ${turn}`,
  star: (turn: number) => `Star turn ${turn}`,
  note: (turn: number) => `Note on turn ${turn}`,
  write: 'Note',
  save: 'Save',
  cancel: 'Cancel',
};
