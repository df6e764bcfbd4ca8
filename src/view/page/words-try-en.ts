/** Trying a change, and what came of it. */
export const TRY_EN = {
  title: 'Try a change',
  hint: 'A rerun begins from this debate with your change and opens beside it. This debate stays as it is.',
  facts: (count: number) => `Change any of the ${count} facts`,
  was: (value: string) => `was ${value}`,
  rerun: 'Rerun',
  rerunWith: (value: string) => `Rerun with ${value}`,
  rerunning: 'Rerunning …',
  none: 'Change at least one fact.',
  changed: (count: number) => (count === 1 ? '1 fact changed' : `${count} facts changed`),
  running: (turn: number) => (turn === 0 ? 'The rerun is under way.' : `The rerun is under way: turn ${turn}.`),
  verdict: {
    predicted: (before: string, after: string) => `Flipped, as predicted: ${before} → ${after}`,
    missed: (before: string, _after: string, to: string) =>
      `Not flipped: the memo predicted ${to}, the rerun decided ${before} again`,
    otherwise: (before: string, after: string, to: string) =>
      `Flipped, but not as predicted: ${before} → ${after}; the memo predicted ${to}`,
    kept: (before: string) => `Not flipped: ${before} again. The memo predicts no flip at this value`,
    unforeseen: (before: string, after: string) => `Flipped, which the memo did not predict: ${before} → ${after}`,
    several: (before: string, after: string) =>
      before === after ? `Not flipped: ${before} again` : `Flipped: ${before} → ${after}`,
    open: 'The rerun has no decision yet',
  },
  severalHint: 'The memo predicts a change of one fact at a time; here several were changed.',
  change: 'Changed',
  memoSaid: 'The memo said',
  marked: 'Marked words are not in the other debate.',
  followed: 'What followed',
  noneFollowed: 'No turn is different.',
  figures: 'Figures that are different',
  quantity: 'Quantity',
  option: 'Option',
  who: 'Who',
  turn: 'Turn',
  differs: 'Different',
  evidence: 'Evidence',
};

/** Reading a record without a server. */
export const READ_EN = {
  label: 'Open a record',
  title: 'Read a debate',
  hint: 'Drop an exported debate anywhere on this page. It is checked line by line and shown as the viewer shows it: the memo, the transcript, and every figure with its evidence.',
  choose: 'Choose a record …',
  another: 'Open another record …',
  drop: 'or drop a file here',
  reading: (file: string) => `Reading ${file} …`,
  refused: 'This record cannot be read.',
  tooLarge: (file: string, bytes: number, most: number) =>
    `${file}: expected at most ${most} bytes, found a file of ${bytes}`,
  local: 'The file stays in this browser: the page has no server and asks for nothing.',
};
