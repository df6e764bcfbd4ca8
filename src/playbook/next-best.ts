import { fieldOf } from '../reasoning/places.ts';
import type { OptionSupport } from '../reasoning/support.ts';
import type { Talk } from './talk.ts';

/** Other options that keep every limit, the one that comes nearest first. */
export const openBeside = ({ view }: Talk, best: string): OptionSupport[] =>
  [...view.now.assessment.options.values()]
    .filter(({ option, missed }) => option !== best && missed.length === 0)
    .sort((a, b) => b.share - a.share);

export const nextBest = (talk: Talk, best: string): OptionSupport | undefined => openBeside(talk, best)[0];

/** Whether an option keeps its limits at no setting. */
export const isClosed = ({ view: { model, now } }: Talk, option: string): boolean =>
  fieldOf(model, now.world).get(option).length === 0;
