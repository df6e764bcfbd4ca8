import { describe, expect, it } from 'vitest';
import { cut, withExcerpt } from '../../dev/pictures.ts';
import { terminalSvg } from '../../dev/terminal-svg.ts';

const drawn = (...lines: string[]) => terminalSvg(lines, { title: 'pitwall x', columns: 40 });
/** `[x, width, text]` of each piece that is drawn. */
const pieces = (svg: string) =>
  [...svg.matchAll(/<text x="([\d.]+)" y="\d+" textLength="([\d.]+)"[^>]*>([^<]*)</g)].map(([, x, width, text]) => [
    Number(x),
    Number(width),
    text,
  ]);

describe('a terminal as a picture', () => {
  it('gives Hangul two columns, and begins what follows behind it', () => {
    expect(pieces(drawn('ab결정cd'))).toEqual([
      [20, 16.8, 'ab'],
      [36.8, 33.6, '결정'],
      [70.4, 16.8, 'cd'],
    ]);
  });

  it('takes colours, bold and dim from the escapes, and draws none of them', () => {
    const svg = drawn('\u001b[1m\u001b[36mPulse\u001b[39m\u001b[22m plain \u001b[2mdim\u001b[22m');
    expect(svg).toMatch(/fill="#5ccfe6" font-weight="bold"[^>]*>Pulse</);
    expect(svg).toMatch(/fill="#d6deeb" xml:space="preserve"> plain </);
    expect(svg).toMatch(/fill-opacity="0.6"[^>]*>dim</);
    expect(svg).not.toContain('\u001b');
  });

  it('escapes what XML would read, and says its title', () => {
    const svg = drawn('a < b && c > d');
    expect(svg).toContain('>a &lt; b &amp;&amp; c &gt; d<');
    expect(svg).toContain('<title>pitwall x</title>');
  });
});

describe('what a picture shows of a screen', () => {
  const screen = ['head', '', ' 1  one', '    said', '', ' 2  two', 'foot'];

  it('runs from a line to the one before another, without blank lines at its end', () => {
    expect(cut(screen, [{ from: /^ 1 /, until: /^ 2 / }])).toEqual([' 1  one', '    said']);
  });

  it('is marked where something is left out', () => {
    const cuts = [
      { from: /^head/, until: /^ 1 / },
      { from: /^ 2 /, until: /^foot/ },
    ];
    expect(cut(screen, cuts)).toEqual(['head', '', '⋯', '', ' 2  two']);
  });

  it('is refused where the screen has no such line', () => {
    expect(() => cut(screen, [{ from: /^ 7 /, until: /^ 8 / }])).toThrow('expected a line that matches');
  });

  it('stands as text in its block of a page, and nowhere else', () => {
    const page = 'a\n<!-- printed: x -->\n```\nold\n```\nb\n```\nkept\n```\n';
    expect(withExcerpt(page, 'x', ['\u001b[1mnew\u001b[22m  '])).toBe(
      'a\n<!-- printed: x -->\n```\nnew\n```\nb\n```\nkept\n```\n',
    );
    expect(() => withExcerpt('no block', 'x', [])).toThrow('expected a block');
  });
});
