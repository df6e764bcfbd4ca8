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
