import { asMarkup } from '../../core/markup.ts';
import { findingsText, findingText, reasonText } from '../words/sentences.ts';
import type { FidelityReport, MemberReport } from './report.ts';

/** One suite a member, one case a scorer: a broken gate fails, an unscored one is skipped, an unsound card is an error. */
export function junitOf(report: FidelityReport): string {
  const suites = report.members.map(suiteOf);
  const count = (key: 'tests' | 'failures' | 'errors' | 'skipped') =>
    suites.reduce((sum, suite) => sum + suite[key], 0);
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="pitwall ${xml(report.subject.name)}" tests="${count('tests')}" failures="${count('failures')}" errors="${count('errors')}" skipped="${count('skipped')}">`,
    ...suites.map(({ xml }) => xml),
    `  <!-- ${comment([...report.judge.findings, ...report.remarks].map((one) => findingText(one)).join(' '))} -->`,
    '</testsuites>',
    '',
  ].join('\n');
}

function suiteOf({ persona, card }: MemberReport) {
  const { verdict, because, scores, failed } = card;
  const broken = new Map(because.flatMap(({ scorer, finding }) => (scorer === null ? [] : [[scorer, finding]])));
  const cases = scores.map(({ scorer, score, evidence, notes }) => {
    const open = `    <testcase classname="${xml(persona)}" name="${xml(scorer)}"`;
    if (score === null)
      return { kind: 'skipped', xml: `${open}><skipped message="${xml(findingsText(notes))}"/></testcase>` };
    const finding = broken.get(scorer);
    if (verdict !== 'fail' || finding === undefined) return { kind: 'passed', xml: `${open}/>` };
    const text = evidence.map(({ turn, quote, finding: one }) => `${turn}: "${quote}" ${findingText(one)}`).join('\n');
    const message = `${scorer}: ${findingText(finding)}`;
    return {
      kind: 'failed',
      xml: `${open}><failure message="${xml(message)}">${xml(text)}</failure></testcase>`,
    };
  });
  const unsound =
    verdict === 'invalid' || verdict === 'none'
      ? [...because.map(reasonText), ...failed.map(({ scorer, error }) => `${scorer}: ${error}`)]
      : [];
  const whole =
    unsound.length > 0
      ? [
          `    <testcase classname="${xml(persona)}" name="verdict"><error message="${xml(unsound.join('; '))}"/></testcase>`,
        ]
      : [];
  const counted = (kind: string) => cases.filter((one) => one.kind === kind).length;
  const [tests, failures, errors, skipped] = [
    cases.length + whole.length,
    counted('failed'),
    whole.length,
    counted('skipped'),
  ];
  const body = [
    `  <testsuite name="${xml(persona)}" tests="${tests}" failures="${failures}" errors="${errors}" skipped="${skipped}">`,
    ...cases.map((one) => one.xml),
    ...whole,
    '  </testsuite>',
  ].join('\n');
  return { tests, failures, errors, skipped, xml: body };
}

/** XML 1.0 has no form at all for most control characters. */
function xml(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is taken out
  const sound = text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '\ufffd');
  return asMarkup(sound).replaceAll('\n', '&#10;');
}

const comment = (text: string) => xml(text).replaceAll('--', '- -');
