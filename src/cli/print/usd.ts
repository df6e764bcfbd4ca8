/** Cost in USD: cents from a dollar up, two digits that mean something below it. */
export function usd(cost: number): string {
  return cost >= 1 || cost === 0 ? `$${cost.toFixed(2)}` : `$${Number(cost.toPrecision(2))}`;
}
