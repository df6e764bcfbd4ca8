/** Cost in USD: cents from a dollar up, two digits that mean something below it; null where no price is known. */
export function usd(cost: number | null): string {
  if (cost === null) return 'unknown';
  return cost >= 1 || cost === 0 ? `$${cost.toFixed(2)}` : `$${Number(cost.toPrecision(2))}`;
}
