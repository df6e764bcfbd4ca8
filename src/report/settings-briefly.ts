import { choicesOf } from '../reasoning/settable.ts';
import { askedInEnglish } from '../wording/asked.ts';
import type { PrintContext } from './context.ts';

/** What is done or not, whole and once it has been named. */
interface Told {
  whole: string;
  brief: string;
}

/** Whether something is done stands as `the model licensed` where it is named first, and as `licensed` in what is read behind that. */
export function settingsBriefly({ scenario, language }: PrintContext): (text: string) => string {
  const due = language === 'en' ? switchesOf(scenario) : [];
  const named = new Set<string>();
  return (text) =>
    due.reduce((all, { subject, forms }) => {
      const any = new RegExp(
        `(?<=[(,;] ?|(?:and|set to) )(?:${forms.map(({ whole }) => whole).join('|')})(?=[,;)]| at |$)`,
        'gu',
      );
      return all.replace(any, (found) => {
        const isNamed = named.has(subject);
        named.add(subject);
        return isNamed ? (forms.find(({ whole }) => whole === found)?.brief ?? found) : found;
      });
    }, text);
}

/** Switches that options may set; those of which more than one is done alike keep their whole names. */
function switchesOf({ options, facts }: PrintContext['scenario']): { subject: string; forms: Told[] }[] {
  const inputs = new Set(
    Object.values(options).flatMap(({ adjust }) =>
      Object.entries(adjust ?? {}).flatMap(([input, range]) =>
        (choicesOf(range) ?? []).join() === '0,1' ? [input] : [],
      ),
    ),
  );
  const all = [...inputs].flatMap((input) => {
    const asked = askedInEnglish(facts[input]?.label ?? '');
    if (asked?.briefly === undefined || asked.on === null || asked.off === null) return [];
    const [on, off] = asked.briefly;
    return [
      {
        subject: input,
        forms: [
          { whole: asked.off, brief: off },
          { whole: asked.on, brief: on },
        ],
      },
    ];
  });
  const briefs = all.flatMap(({ forms }) => forms.map(({ brief }) => brief));
  return all.filter(({ forms }) => forms.every(({ brief }) => briefs.filter((one) => one === brief).length === 1));
}
