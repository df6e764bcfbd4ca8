import type { Heard, HeardTurn } from '../core/briefing.ts';

/** A setting that somebody has proposed. */
export interface ProposedSetting {
  option: string;
  set: Readonly<Record<string, number>>;
  by: string;
  turn: number;
  /** The claim of that turn which says it. */
  claim: number;
  /** The turn that seconded it; it then belongs to the table. */
  seconded: number | null;
  /** Whether its proposer took it back, or proposed another in its place, before anybody had seconded it. */
  isDropped: boolean;
}

/** An input of an option at the setting that counts for everybody. */
export interface AgreedSetting {
  option: string;
  input: string;
  to: number;
  /** Who proposed it in which turn; null where the moderator put it on the table. */
  by: string | null;
  turn: number | null;
  /** The turn that seconded it. */
  seconded: number | null;
}

type Settings = Readonly<Record<string, number>>;

/**
 * What was proposed and what counts. A proposal counts once another member seconds it, and no proposal counts that was dropped before;
 * of two that count for one input, the one seconded last.
 */
export class ProposalFold {
  private readonly made: ProposedSetting[] = [];
  private readonly counting = new Map<string, AgreedSetting>();
  /** All that ever came to count, in order. */
  readonly history: AgreedSetting[] = [];

  get proposals(): readonly ProposedSetting[] {
    return this.made;
  }

  /** In the order in which they came to count. */
  get agreed(): AgreedSetting[] {
    return [...this.counting.values()];
  }

  /** Proposals that may still be seconded. */
  get open(): ProposedSetting[] {
    return this.made.filter(({ seconded, isDropped }) => seconded === null && !isDropped);
  }

  /** What counts from here on that did not before. */
  hear(said: Heard): AgreedSetting[] {
    if (said.kind === 'shared')
      return Object.entries(said.amended).flatMap(([option, set]) =>
        this.agree(option, set, { by: null, turn: null, seconded: null }),
      );
    return said.kind === 'turn' ? this.hearTurn(said) : [];
  }

  private hearTurn({ body }: HeardTurn): AgreedSetting[] {
    const { proposes, speaker, turn, claims, withdraws } = body;
    for (const one of this.open)
      if (one.by === speaker && withdraws.some((ref) => ref.turn === one.turn && ref.claim === one.claim))
        one.isDropped = true;
    const seconded = this.open.filter((one) => isSecond(body, one));
    for (const one of seconded) one.seconded = turn;
    if (proposes !== null) {
      for (const one of this.open) if (one.by === speaker && isOfSame(one, proposes)) one.isDropped = true;
      const inputs = Object.keys(proposes.set).map((input) => `${proposes.option}/${input}`);
      const claim = claims.find(({ reason }) => reason !== null && inputs.includes(reason))?.claim ?? 1;
      // Who proposes what somebody has proposed seconds it; who proposes what counts repeats it. Neither waits for a second.
      const isTaken = seconded.some((one) => one.option === proposes.option && sameSetting(one.set, proposes.set));
      const counts = isTaken || this.isCounted(proposes);
      this.made.push({ ...proposes, by: speaker, turn, claim, seconded: counts ? turn : null, isDropped: false });
    }
    return seconded.flatMap((one) => this.agree(one.option, one.set, { by: one.by, turn: one.turn, seconded: turn }));
  }

  private isCounted({ option, set }: { option: string; set: Settings }): boolean {
    return Object.entries(set).every(([input, to]) => this.counting.get(`${option}/${input}`)?.to === to);
  }

  private agree(option: string, set: Settings, how: Pick<AgreedSetting, 'by' | 'turn' | 'seconded'>): AgreedSetting[] {
    return Object.entries(set).map(([input, to]) => {
      const key = `${option}/${input}`;
      const agreed = { option, input, to, ...how };
      this.counting.delete(key);
      this.counting.set(key, agreed);
      this.history.push(agreed);
      return agreed;
    });
  }
}

/** What is proposed, each input by itself. */
export const settingsIn = ({
  option,
  set,
}: Pick<ProposedSetting, 'option' | 'set'>): Pick<AgreedSetting, 'option' | 'input' | 'to'>[] =>
  Object.entries(set).map(([input, to]) => ({ option, input, to }));

/** Whether a turn makes somebody else's proposal its own: it supports or concedes that turn, if only beside another, or proposes the same, and maybe more. */
function isSecond({ speaker, act, answers, also, proposes }: HeardTurn['body'], one: ProposedSetting): boolean {
  if (one.by === speaker) return false;
  if (proposes !== null && isOfSame(one, proposes)) return isWithin(one.set, proposes.set);
  const isOfIt = [...(answers === null ? [] : [answers]), ...(also ?? [])].some(({ turn }) => turn === one.turn);
  return isOfIt && (act === 'support' || act === 'concede');
}

/** Whether two proposals set an input of one option. */
function isOfSame(a: { option: string; set: Settings }, b: { option: string; set: Settings }): boolean {
  return a.option === b.option && Object.keys(a.set).some((input) => Object.hasOwn(b.set, input));
}

const sameSetting = (a: Settings, b: Settings): boolean => isWithin(a, b) && isWithin(b, a);

/** Whether all of one stands in the other as well. */
const isWithin = (a: Settings, b: Settings): boolean => Object.keys(a).every((name) => a[name] === b[name]);
