import { TOOLS } from '../workbench/index.ts';

/** The card of a person who sits at the table without one: their name, every calculator, and no order of values of their own. */
export function guestCard(name: string): string {
  return `---
values: [evidence, validity, progress, data-quality, reliability, user-impact, cost, efficiency, schedule, simplicity]
traits: { readiness: 0.5, initiative: 0.5 }
tools: [${TOOLS.map((tool) => tool.name).join(', ')}]
relationships:
  - { to: '*', address: { ko: 여러분, en: everyone }, register: polite, trust: 0.5 }
---

# GUEST-1: ${name}
## "${name}" | Guest at the table

## Quick Reference Card

| Attribute | Value |
|-----------|-------|
| **ID** | GUEST-1 |
| **Name** | ${name} |
| **Callsign** | ${name} |
| **Role** | Guest at the table |
`;
}
