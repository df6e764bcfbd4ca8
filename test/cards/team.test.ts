import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parseCard } from '../../src/cards/parse.ts';
import { Value } from '../../src/core/values.ts';

const folder = new URL('../../personas/', import.meta.url);
const names = ['axiom', 'blaze', 'cortex', 'flux', 'forge', 'prism', 'pulse', 'sentinel'];
const textOf = (name: string) => readFileSync(new URL(`${name}.md`, folder), 'utf8');
const team = new Map(names.map((name) => [name, parseCard(textOf(name), `personas/${name}.md`)]));
const cardOf = (name: string) => {
  const card = team.get(name);
  if (card === undefined) throw new Error(`no card for ${name}`);
  return card;
};

describe('the shipped cards', () => {
  it('are these eight, each under its callsign', () => {
    expect(readdirSync(folder).filter((file) => file.endsWith('.md'))).toEqual(names.map((name) => `${name}.md`));
    expect([...team.values()].map(({ id }) => id)).toEqual(names);
  });

  it.each(names)('%s fills every part and leaves no section over', (name) => {
    const card = cardOf(name);
    expect(card.sections).toEqual([]);
    for (const part of [
      'specialization',
      'languages',
      'education',
      'tools',
      'career',
      'strengths',
      'growthAreas',
    ] as const)
      expect(card[part], part).not.toEqual([]);
    expect(card.frameworks.flatMap(({ rules }) => rules).length).toBeGreaterThanOrEqual(4);
    expect(Object.keys(card.document)).toEqual(['version', 'created', 'author', 'classification']);
    expect([card.personality, card.philosophy, card.names.ko, card.names.en]).not.toContain(undefined);
  });

  it.each(names)('%s ranks every value exactly once', (name) => {
    const line = /^values: \[(.*)\]$/m.exec(textOf(name))?.[1]?.split(', ');
    expect(cardOf(name).persona.values).toEqual(line);
    expect([...cardOf(name).persona.values].sort()).toEqual([...Value.options].sort());
  });

  it.each(names)('%s knows how to speak to each of the others and to everyone else, in both languages', (name) => {
    const { relationships } = cardOf(name).persona;
    expect(relationships.map(({ to }) => to).sort()).toEqual(['*', ...names.filter((other) => other !== name)].sort());
    for (const { address } of relationships) expect(Object.keys(address)).toEqual(['ko', 'en']);
  });

  it.each(names)('%s has forty messages or more, a fourth to a half in English, to people who exist', (name) => {
    const { messages } = cardOf(name);
    const english = messages.filter(({ text }) => !/\p{Script=Hangul}/u.test(text));
    expect(messages.length).toBeGreaterThanOrEqual(40);
    expect(english.length / messages.length).toBeGreaterThanOrEqual(0.25);
    expect(english.length / messages.length).toBeLessThanOrEqual(0.5);
    const known = ['*', ...names.filter((other) => other !== name)];
    expect(messages.filter(({ to }) => to === undefined || !known.includes(to))).toEqual([]);
  });

  it.each(names)('%s points every line number at the text that it belongs to', (name) => {
    const card = cardOf(name);
    const lines = textOf(name).split('\n');
    const at = (line: number) => lines[line - 1] ?? '';
    for (const { text, line } of card.messages) expect(at(line)).toContain(text.split('\n')[0]);
    for (const { text, line } of [...card.strengths, ...card.growthAreas])
      expect(at(line).replaceAll('**', '')).toContain(text);
    for (const { employer, line } of card.career) expect(at(line)).toContain(employer);
    for (const { name: framework, rules, line } of card.frameworks) {
      expect(at(line)).toContain(framework);
      for (const rule of rules) if (rule.when !== 'otherwise') expect(at(rule.line)).toContain(rule.when);
    }
    for (const { category, line } of card.tools) expect(at(line)).toContain(`${category.split(' / ').at(-1)}:`);
  });

  it('defer only to members who exist, with quotes that stand in the growth areas', () => {
    for (const { persona, growthAreas } of team.values())
      for (const { on, quote } of persona.defers) {
        expect(names).toContain(on.toLowerCase());
        expect(growthAreas.map(({ text }) => text)).toContain(quote);
      }
  });

  it('state in prose the dependencies that their front matter routes', () => {
    const stated = (name: string) => cardOf(name).dependencies.map(({ on }) => on);
    const routed = (name: string) => [...new Set(cardOf(name).persona.defers.map(({ on }) => on))];
    expect(Object.fromEntries(names.map((name) => [name, stated(name)]))).toEqual({
      axiom: [],
      blaze: [],
      cortex: ['Pulse', 'Blaze'],
      flux: [],
      forge: [],
      prism: [],
      pulse: ['Blaze'],
      sentinel: [],
    });
    for (const name of names) expect(routed(name)).toEqual(stated(name));
    expect(cardOf('blaze').persona.desk).toEqual(['hardware']);
  });
});

describe("Pulse's card", () => {
  const pulse = cardOf('pulse');

  it('has the four diagnoses, the batch rule and the scaling rule', () => {
    const [framework] = pulse.frameworks;
    expect(framework?.rules.map(({ id, then }) => [id, then])).toEqual([
      ['is_flat', expect.stringMatching(/학습률 스케줄.*다양/)],
      ['jumps_up', expect.stringMatching(/폭발.*클리핑.*배치 크기/)],
      ['swings', expect.stringMatching(/학습률.*warmup/)],
      ['falls_too_slowly', expect.stringMatching(/용량.*데이터 품질/)],
    ]);
    expect(framework?.text).toContain('min(2 * noise_scale, gpu_memory // self.memory_per_sample)');
    expect(framework?.text).toContain('params = (compute / 6) ** 0.5');
  });

  it('has five posts with their years and two prize papers', () => {
    expect(pulse.career.map(({ employer, from, to }) => [employer, from, to])).toEqual([
      ['ETRI AI연구소', 2012, 2014],
      ['Google Brain', 2014, 2018],
      ['OpenAI', 2018, 2022],
      ['Meta FAIR', 2022, 2024],
      ['F1 Team', 2024, null],
    ]);
    const achievements = pulse.career.flatMap((job) => job.achievements);
    expect(achievements).toContain('ICLR 2017 Best Paper: "Efficient Training of Billion-Parameter Models"');
    expect(achievements).toContain('NeurIPS 2020 Outstanding Paper: "Scaling Laws for Neural Language Models"');
  });

  it('has six categories of tools, with the slash list parted', () => {
    expect(pulse.tools.map(({ category, items }) => [category, items.length])).toEqual([
      ['ml_frameworks', 3],
      ['training_optimization', 4],
      ['quantization', 4],
      ['fine_tuning', 6],
      ['experiment_tracking', 3],
      ['serving', 3],
    ]);
  });

  it('leaves hardware to Blaze', () => {
    expect(pulse.persona.defers.map(({ on, topic }) => [on, topic])).toEqual([['Blaze', 'hardware']]);
  });
});
