import { describe, expect, it } from 'vitest';
import { drawTable, percent, short } from '../../src/workbench/draw-table.ts';
import { finetuneMemory } from '../../src/workbench/finetune-memory.ts';
import { quantizationPlan } from '../../src/workbench/quantization-plan.ts';
import { scalingLaw } from '../../src/workbench/scaling-law.ts';

function drawn<Args, Result>(
  tool: {
    args: { parse(args: unknown): Args };
    run(args: Args, read: () => string): Result;
    draw?(result: Result, args: Args, read: () => string, width: number): string;
  },
  args: object,
  width = 80,
): string {
  const parsed = tool.args.parse(args);
  return (
    tool.draw?.(
      tool.run(parsed, () => ''),
      parsed,
      () => '',
      width,
    ) ?? ''
  );
}

describe('what a tool draws', () => {
  it('aligns columns, keeps within the width and wraps what follows', () => {
    const text = drawTable(['a', 'long heading'], [['wide cell', '1']], 20, 'one two three four five six');
    expect(text.split('\n')).toEqual(['a          long head', 'wide cell  1', '', 'one two three four', 'five six']);
  });

  it('prints three digits with their letter', () => {
    expect([short(72.19e9), short(1.3296e12), short(999), percent(0.0281)]).toEqual(['72.2B', '1.33T', '999', '2.8%']);
  });

  it('sets the three laws side by side with why they differ', () => {
    const text = drawn(scalingLaw, { compute: 5.76e23 });
    expect(text).toMatch(/refit.*72\.2B.*1\.33T[\s\S]*as published.*32\.2B.*2\.98T[\s\S]*69\.3B/);
    expect(text.replaceAll('\n', ' ')).toContain('an optimizer that had stopped early');
  });

  it('says of each device whether it fits', () => {
    const text = drawn(finetuneMemory, { model: 'Qwen2.5 32B', method: 'qlora', sequence: 2048 });
    expect(text).toMatch(/RTX 4090 .*does not fit/);
    expect(text).toMatch(/RTX 5090 .* fits/);
  });

  it('marks the format that is chosen, shows the claim beside each, and cuts no engine off', () => {
    const text = drawn(quantizationPlan, { model: 'Qwen2.5 32B', device: 'RTX 5090', claimedLoss: 0.01 });
    expect(text).toMatch(/GGUF Q6_K \*.*holds/);
    expect(text).toMatch(/AWQ 4-bit .*exceeded {2}vLLM, TGI, TensorRT-LLM\n/);
    expect(text.split('\n').every((line) => line.length <= 80)).toBe(true);
  });
});
