/** How a page is set: columns to fill, and colour or none. */
export interface Page {
  width: number;
  colour: boolean;
}

const NARROWEST = 50;
const WIDEST = 110;

/** Columns that are pleasant to read on: the terminal's, within 50 and 110; 80 where there is no terminal. */
export function pageWidth(columns: number | undefined): number {
  return Math.min(WIDEST, Math.max(NARROWEST, columns === undefined || !(columns > 0) ? 80 : columns));
}
