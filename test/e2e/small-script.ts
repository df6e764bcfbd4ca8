/** The smallest debate with language models in its seats: no figures, two openings and two votes. */
export const SMALL_SCRIPT = `id: small
title: Small
language: en
motion: Rent or wait?
options: { rent: rent more, wait: wait }
cast: [pulse, cortex]
protocol: [opening blind, vote]
`;
