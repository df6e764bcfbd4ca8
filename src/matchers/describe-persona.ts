import { beforeAll, describe, expect, it } from 'vitest';
import { compileCards } from '../app/evaluation.ts';
import { visible } from '../core/visible.ts';
import { loadTeam } from '../project/index.ts';
import type { EvaluatedDebate } from './evaluated.ts';
import { heldDebates, tableOf } from './evaluated.ts';
import { notesOf } from './notes.ts';

export interface BatteryOptions {
  /** Where the member does not sit in its cast, they join it. */
  scenario: string;
  /** So many seeds, from 1 (default 3). */
  seeds?: number;
  /** Least weighted total; without one a low total fails nothing. */
  atLeast?: number;
  projectDir?: string;
  /** Debates that were held already, instead of new ones. */
  debates?: () => Promise<EvaluatedDebate>;
}

/** For what hangs: debates of several seeds, or a recorded one that is long, take their time on a busy machine. */
const HOLDING_MS = 600_000;

/** The standard battery for one member: what their card makes it possible to ask. It fails by proven checks alone, unless a least total is asked for; notes are printed. */
export function describePersona(
  persona: string,
  { scenario, seeds = 3, atLeast, projectDir = process.cwd(), debates }: BatteryOptions,
): void {
  const team = loadTeam({ projectDir });
  const seat = team.find(persona).card.id;
  // Whose cast it was is known of held debates only once they are at hand.
  const cards =
    debates === undefined ? tableOf({ scenario, projectDir, member: persona }).compiled : compileCards(team.members);
  const card = cards.find((one) => one.id === seat);
  if (card === undefined) throw new TypeError(`expected a card of \`${persona}\``);
  const { id, laws, facts, levels, boundaries } = card;

  describe(`${card.card.callsign ?? id} in ${scenario}`, () => {
    let held: EvaluatedDebate;
    beforeAll(async () => {
      held = await (debates ?? (() => heldDebates({ scenario, seeds, projectDir, member: id })))();
    }, HOLDING_MS);

    it('stays in character', () => expect(held).toStayInCharacter(id, atLeast === undefined ? {} : { atLeast }));
    if (facts.length > 0)
      it('contradicts no fact of the card', () => expect(held).toNotContradict(id, { proven: true }));
    if (Object.keys(levels.all).length > 0)
      it('keeps language and register', () => expect(held).toKeepRegister(id, { proven: true }));
    for (const law of laws) it(`respects ${law.id}`, () => expect(held).toRespectLaw(law.id, { by: id }));
    // Whoever has no seat is nobody's delegate.
    for (const { to = '', topic } of boundaries.filter(({ to: other }) => cards.some((one) => one.id === other)))
      it(`claims no work about ${topic} that is left to ${to}`, () => {
        if (!held.cards.some((one) => one.id === to)) return;
        // A debate that never touches the topic shows nothing, which is no breach.
        const own = held.report.members.find((member) => member.persona === id);
        if (own?.card.scores.find(({ scorer }) => scorer === 'A5')?.score == null) return;
        expect(held).toDeferTo(to, { about: topic, by: id, proven: true });
      });
    it('prints what is no proof', () => {
      const lines = notesOf(held, id);
      if (lines.length > 0) process.stderr.write(visible(`${lines.join('\n')}\n`));
    });
  });
}
