export interface AtLeast {
  /** 0..1. */
  atLeast?: number;
  /** Fails only by checks that are proven, however low the score. */
  proven?: boolean;
}

/** What `expect(debates)` gains. A member is a card's id; without one every member with a card is held to it. */
export interface FidelityMatchers<R = unknown> {
  /** There is a verdict and no proven check failed; with `atLeast`, the weighted total is so much as well. */
  toStayInCharacter(persona: string, options?: Pick<AtLeast, 'atLeast'>): R;
  /** Whoever leaves a topic to this colleague by their card does so, in turns that touch it. */
  toDeferTo(colleague: string, options?: { about?: string; by?: string; proven?: boolean }): R;
  /** Numbers keep a law that cards bind their members to: `chinchilla`, `weights`, … */
  toRespectLaw(law: string, options?: { by?: string }): R;
  /** Language and speech level are the card's (default .8). */
  toKeepRegister(persona?: string, options?: AtLeast): R;
  /** No closed fact of a card is contradicted. */
  toNotContradict(persona?: string, options?: Pick<AtLeast, 'proven'>): R;
  /** No score falls over the rounds (default .8). */
  toNotDrift(persona?: string, options?: AtLeast): R;
  /** Turns sound like the examples of their own speaker: mean share over the members (default .4). */
  toBeTellableApart(options?: AtLeast): R;
}
