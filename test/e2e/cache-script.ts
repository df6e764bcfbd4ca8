/** A small scenario of two members whom one fact settles: with a hit rate of more than nothing they cache. */
export const cacheScript = (hitRate: string): string => `id: cache
title: Cache or not
language: en
motion: Do we cache?
options: { cache: { label: cache it, set: { served: $hitRate } }, skip: leave it }
facts:
  hitRate: { value: ${hitRate}, label: the hit rate }
  served: { value: 0 %, label: what is served from the cache }
criteria:
  - { more: served, worth: 5 %, value: efficiency }
cast: [pulse, flux]
protocol: [opening, rebuttal 1, vote]
`;
