/** Share of sound turns that look as much like a fault, below which the reader is sure. */
export const SURE = 0.001;
