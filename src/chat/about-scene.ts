import type { Language } from '../core/language.ts';
import type { Colleague } from '../core/questionnaire.ts';
import { headOf } from '../core/scenario.ts';
import { atBestSettings } from '../reasoning/amendments.ts';
import { valuesOf } from '../reasoning/evaluate.ts';
import type { CompiledGoal, CompiledNeed } from '../reasoning/model.ts';
import type { Assessment } from '../reasoning/support.ts';
import { assess, differences } from '../reasoning/support.ts';
import { flipsOf } from '../reasoning/thresholds.ts';
import { knowledgeOf } from '../reasoning/worlds.ts';
import type { Phrase } from '../wording/amounts.ts';
import { asPhrase, printAmount } from '../wording/amounts.ts';
import { inRegister } from '../wording/expand.ts';
import { fillFacts } from '../wording/fill.ts';
import { withParticles } from '../wording/particles.ts';
import { Teller } from '../wording/tell.ts';
import { capital } from './answer.ts';
import type { Scene } from './scene.ts';
import type { Said } from './words.ts';
import { registerOf, speaker } from './words.ts';

const FEW = 3;
const REASONS = 2;

/** One scene, and what its member can say of it: in the words of the script, its figures as the member knows them. */
export class SceneAnswers {
  readonly say: Said;
  private readonly tell: Teller;
  private readonly language: Language;

  constructor(
    private readonly scene: Scene,
    private readonly colleagues: readonly Colleague[],
  ) {
    this.language = scene.scenario.language;
    this.say = speaker(scene.member, this.language);
    this.tell = new Teller(scene.model, this.language, (name) => `fact:${name}`);
  }

  /** What is argued, and among which answers. */
  question(): string {
    const { title, motion, background, facts } = this.scene.scenario;
    const value = [motion, fillFacts(background, facts, this.language)].filter((text) => text !== '').join(' ');
    return `${this.say('scene', { title, value })} ${this.options()}`;
  }

  options(): string {
    const { options } = this.scene.scenario;
    return this.say('options', {
      value: Object.values(options)
        .map(({ label }) => label)
        .join('; '),
    });
  }

  /** What they would vote for before anybody has spoken, and why: as they would open. */
  async vote(): Promise<string> {
    const { best } = this.assessment();
    if (best === null) return `${this.say('undecided')} ${this.open()}`;
    return this.say('voteNow', { option: this.tell.option(best), value: await this.scene.opening() });
  }

  /** What speaks against an option for this member, or, where they are for it, why they are. */
  async verdictOn(option: string): Promise<string> {
    const assessment = this.assessment();
    const { best } = assessment;
    if (option === best) return this.vote();
    const values = assessment.options.get(option);
    const missed = (values?.missed ?? []).map((need) => this.limit(need, option));
    const worse = best === null ? [] : this.worse(assessment, best, option);
    const reasons = [...missed, ...worse].filter((text) => text !== null).slice(0, REASONS);
    return reasons.length === 0 ? this.outcomeOf(option) : this.sentences(reasons);
  }

  /** What an option comes to, on everything that it is judged by. */
  outcomeOf(option: string): string {
    const said = this.scene.model.criteria.map((criterion) =>
      criterion.kind === 'need'
        ? this.limit(criterion, option)
        : this.tell.under(criterion.quantity, this.valuesOf(option)),
    );
    const known = said.filter((text) => text !== null);
    return known.length === 0 ? this.open() : this.sentences(known.slice(0, FEW + 1));
  }

  /** A fact as they know or assume it, or what a quantity comes to under each option. */
  figure(name: string): string {
    const { facts } = this.scene.scenario;
    if (facts[name] !== undefined) return this.fact(name);
    const { options } = this.scene.model;
    const known = options.flatMap((option) => this.tell.under(name, this.valuesOf(option)) ?? []);
    return known.length === 0 ? this.say('notKnown', { label: this.tell.label(name) }) : this.sentences(known);
  }

  /** What they do not know, assume, or doubt. */
  open(): string {
    const { facts } = this.scene.scenario;
    const names = Object.keys(facts).filter((name) => !this.isInput(name));
    const notKnown = names.filter((name) => this.how(name) !== 'known').map((name) => this.fact(name));
    const doubted = names.flatMap((name) => {
      const doubt = facts[name]?.doubt;
      return doubt === undefined || this.how(name) !== 'known' ? [] : [this.shaky(name, doubt)];
    });
    const said = [...notKnown, ...doubted].slice(0, FEW + 1);
    return said.length === 0 ? this.say('nothingOpen') : said.join(' ');
  }

  /** Figures that they know and others do not. */
  own(): string {
    const { facts } = this.scene.scenario;
    const names = Object.keys(facts).filter((name) => facts[name]?.knownBy?.includes(this.scene.member.id));
    return names.length === 0
      ? this.say('nothingOwn')
      : names
          .slice(0, FEW)
          .map((name) => this.fact(name))
          .join(' ');
  }

  /** Past which figures they would choose otherwise. */
  turning(): string {
    const { model, member } = this.scene;
    const table = { members: [{ id: member.id, values: member.persona.values }], rule: 'plurality' as const };
    const flips = flipsOf(model, this.settled(), table).filter(({ to }) => to !== null);
    if (flips.length === 0) return this.say('unmoved');
    return this.sentences(
      flips.slice(0, REASONS).map(({ fact, at, unit, beyond, to }) => {
        const amount = asPhrase(printAmount(at, unit, this.language), []);
        return this.tell.say.threshold(
          this.tell.label(fact),
          amount,
          { beyond, isKept: false },
          this.tell.option(to ?? ''),
        );
      }),
    );
  }

  /** What could be found out, and at what price. */
  measurements(): string {
    const { measurements } = this.scene.scenario;
    if (measurements.length === 0) return this.open();
    return this.sentences(
      measurements.slice(0, REASONS).map(({ how, learns, cost }) => {
        const price = cost === undefined ? null : asPhrase(printAmount(cost.value, cost.unit, this.language), []);
        return this.tell.say.measurement(how, this.tell.label(learns), price);
      }),
    );
  }

  private fact(name: string): string {
    const { facts } = this.scene.scenario;
    const label = this.tell.label(name);
    const [amount, how] = [this.amount(name), this.how(name)];
    const { knownBy = [], source, doubt } = facts[name] ?? {};
    if (how !== 'known' || amount === null) {
      const asked = knownBy.filter((id) => id !== this.scene.member.id).map((id) => this.nameOf(id));
      const start =
        amount === null ? this.say('notKnown', { label }) : this.say('assumed', { label, value: amount.text });
      return asked.length === 0 ? start : `${start} ${this.say('askThem', { colleague: asked.join(', ') })}`;
    }
    const from = source === undefined ? '' : this.say('source', { value: source });
    const said = this.clause(this.tell.say.fact({ label, amount })) + from;
    return doubt === undefined ? `${said}.` : `${said}. ${this.shaky(name, doubt)}`;
  }

  private shaky = (name: string, doubt: string) => this.sentences([this.tell.say.shaky(this.tell.label(name), doubt)]);

  /** Null where it is not known. A value that is no number stands as it is written. */
  private amount(name: string): Phrase | null {
    const value = this.scene.world.facts.get(name);
    if (value === undefined) return null;
    const { unit = '' } = this.scene.scenario.facts[name] ?? {};
    if (typeof value === 'number') return asPhrase(printAmount(value, unit, this.language), []);
    const parts =
      typeof value === 'object'
        ? Object.entries(value).map(([key, one]) => (Array.isArray(value) ? one : `${key} ${one}`))
        : [value];
    return { text: `${parts.join(', ')}${unit === '' ? '' : ` ${unit}`}`, numbers: [] };
  }

  private worse(assessment: Assessment, best: string, option: string): (Phrase | null)[] {
    return differences(assessment, best, option)
      .filter(({ gain }) => gain > 0)
      .flatMap(({ criterion }) =>
        criterion.kind === 'need'
          ? []
          : [this.tell.beside(criterion satisfies CompiledGoal, this.valuesOf(option), this.valuesOf(best))],
      );
  }

  private limit = (need: CompiledNeed, option: string) => this.tell.limit(need, this.valuesOf(option));
  private how = (name: string) => knowledgeOf(this.scene.scenario, this.scene.member.id, headOf(name));
  private isInput = (name: string) => this.scene.model.inputs.has(name);
  private valuesOf = (option: string) => valuesOf(this.scene.model, this.settled(), option);
  private nameOf = (id: string) => this.colleagues.find((one) => one.id === id)?.name ?? capital(id);

  private assessment = () => assess(this.scene.model, this.settled(), this.scene.member.persona.values);

  /** Options are set within their bounds as a debate would set them. */
  private settled = () => {
    const { model, world } = this.scene;
    return atBestSettings(model, world);
  };

  /** A clause of the team's grammar at the level of this card. */
  private clause(phrase: Phrase): string {
    const text = inRegister(phrase.text, registerOf(this.scene.member));
    return this.language === 'ko' ? withParticles(text) : capital(text);
  }

  private sentences = (phrases: readonly Phrase[]) => phrases.map((one) => `${this.clause(one)}.`).join(' ');
}

/** Titles, where a person has to say which they mean. */
export const whichScene = (scenes: readonly Scene[], say: Said): string =>
  say('scenes', { value: scenes.map(({ scenario }) => `“${scenario.title}”`).join(', ') });
