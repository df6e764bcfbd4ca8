/** One file instead of the package's thousand modules: it loads fifteen times faster. */
declare module 'mathjs/lib/browser/math.js' {
  import type * as mathjs from 'mathjs';

  const math: mathjs.MathJsInstance & Pick<typeof mathjs, 'parse'>;
  export default math;
}
