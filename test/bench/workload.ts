/**
 * The debate that everybody holds: four personas in turn, the whole transcript in each prompt, a model that answers at once, a calculation every
 * fifth turn, and one durable commit a turn. Nothing here is random, so that all say the same.
 */
export const PERSONAS = ['anchor', 'sail', 'keel', 'rudder'] as const;
export const OPTIONS = ['ship', 'wait', 'split'] as const;
export const MOTION = 'Should the release go out today?';

/** Whether the member asks the calculator before they speak. Turns are counted from 1. */
export const usesTool = (turn: number): boolean => turn % 5 === 0;

export const CALCULATION = { expression: 'hours * cost', values: { hours: 12, cost: 40 } };

export const speakerOf = (turn: number): (typeof PERSONAS)[number] =>
  PERSONAS[(turn - 1) % PERSONAS.length] ?? PERSONAS[0];

const OPENERS = [
  'The build has been green since the weekend, and nobody has touched the scheduler after that.',
  'A release that nobody can roll back is a bet, and we have no right to make it for others.',
  'What worries me is the migration, because it has been tried on a copy and never under load.',
  'Our customers were told a date, and a date that moves in silence costs more than a bug does.',
  'We have argued about the risk for a while, and still nobody has said what would change their mind.',
];
const REASONS = [
  'The on-call rota is thin at the end of the week, so whatever breaks will wait until somebody is awake.',
  'Support has seen the notes and asks for a day to write answers, which is a small price to pay.',
  'The flag lets us turn the feature off, but it does not undo what the migration has written by then.',
  'If we split it, the harmless half is in use tomorrow and the other half gets the test that it needs.',
  'Waiting has a cost too: the branch ages, and merging it again is where the last fault came from.',
];
const CLOSERS = [
  'So I stay with what I said, and would move if the rehearsal went through.',
  'I take the point about the rota, and it does not decide the question for me.',
  'That is why I would rather see one number more before we call it settled.',
];

/** What is said in a turn: some 270 characters without a figure, so that nothing has to be checked against a source. */
export function wordsOf(turn: number): string {
  const pick = (list: readonly string[], step: number) => list[(turn * step + Math.floor(turn / 7)) % list.length];
  return `${pick(OPENERS, 1)} ${pick(REASONS, 2)} ${pick(CLOSERS, 1)}`;
}

/** Who somebody is, as a framework without cards is told. */
export function instructionsOf(persona: string): string {
  return [
    `You are ${persona}, an engineer on a release team. The question: ${MOTION}`,
    `There are three answers: ${OPTIONS.join(', ')}.`,
    'You speak in turn with your colleagues. You argue from what you know, answer what was said, and say what would change your mind.',
    'You calculate with the tool before you give a number. You are brief and polite, and you never speak for anybody else.',
  ].join('\n');
}

/** A turn as the next prompt has it. */
export const lineOf = (turn: number): string => `[turn ${turn}] ${speakerOf(turn)}: ${wordsOf(turn)}`;

/** What the calculator comes to. */
export const calculated = (): string => String(CALCULATION.values.hours * CALCULATION.values.cost);

/** The replies of one debate in order, for models that do not know the turn: a call of the calculator, or what is said. */
export class Replies {
  private turn = 1;
  private hasCalled = false;

  next(): { turn: number; calls: boolean } {
    const { turn } = this;
    if (usesTool(turn) && !this.hasCalled) {
      this.hasCalled = true;
      return { turn, calls: true };
    }
    this.hasCalled = false;
    this.turn += 1;
    return { turn, calls: false };
  }
}
