/** Brings a turn of both into view, without a place in the history. */
export function toRow(event: MouseEvent, turn: number): void {
  event.preventDefault();
  const row = document.getElementById(`row-${turn}`);
  row?.scrollIntoView({ block: 'start' });
  row?.focus({ preventScroll: true });
}
