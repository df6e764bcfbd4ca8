import { describe, expect, it } from 'vitest';
import { kvBytesPerToken, MODELS, modelOf, parametersOf } from '../../src/workbench/models.ts';

/** Parameters that the weight files of each repository hold. */
const PUBLISHED: Record<string, number> = {
  'LLaMA 7B': 6_738_415_616,
  'LLaMA 13B': 13_015_864_320,
  'LLaMA 33B': 32_528_943_616,
  'LLaMA 65B': 65_285_660_672,
  'Llama 2 7B': 6_738_415_616,
  'Llama 2 13B': 13_015_864_320,
  'Llama 2 70B': 68_976_648_192,
  'Llama 3.1 8B': 8_030_261_248,
  'Llama 3.1 70B': 70_553_706_496,
  'Llama 3.3 70B': 70_553_706_496,
  'Llama 3.1 405B': 405_853_388_800,
  'Llama 3.2 1B': 1_235_814_400,
  'Llama 3.2 3B': 3_212_749_824,
  'Mistral 7B': 7_241_732_096,
  'Mixtral 8x7B': 46_702_792_704,
  'Mixtral 8x22B': 140_620_634_112,
  'Qwen3 30B-A3B': 30_532_122_624,
  'Phi-3 mini 4k': 3_821_079_552,
  'Qwen2.5 0.5B': 494_032_768,
  'Qwen2.5 1.5B': 1_543_714_304,
  'Qwen2.5 3B': 3_085_938_688,
  'Qwen2.5 7B': 7_615_616_512,
  'Qwen2.5 14B': 14_770_033_664,
  'Qwen2.5 32B': 32_763_876_352,
  'Qwen2.5 72B': 72_706_203_648,
  'Qwen3 0.6B': 596_049_920,
  'Qwen3 1.7B': 1_720_574_976,
  'Qwen3 4B': 4_022_468_096,
  'Qwen3 8B': 8_190_735_360,
  'Qwen3 14B': 14_768_307_200,
  'Qwen3 32B': 32_762_123_264,
  'Qwen3 235B-A22B': 235_093_634_560,
  'Gemma 2 9B': 9_241_705_984,
  'Gemma 2 27B': 27_227_128_320,
};

describe('the model table', () => {
  it.each(MODELS.map((model) => [model.name, model] as const))(
    'counts for %s the parameters that its published weights hold',
    (name, model) => {
      expect(parametersOf(model).total).toBe(PUBLISHED[name]);
    },
  );

  it('gives 800 KB of keys and values a token for OPT 13B (Kwon et al. 2023, section 3)', () => {
    const opt = { ...modelOf('Llama 2 13B'), hidden: 5120, layers: 40, heads: 40, kvHeads: 40, headDim: 128 };
    expect(kvBytesPerToken(opt) / 1024).toBe(800);
  });

  it('finds a model however it is written, and names what it knows when it does not', () => {
    expect(modelOf('qwen2.5-32b').name).toBe('Qwen2.5 32B');
    expect(modelOf('LLAMA 3.1 8b').source).toBe('config.json of meta-llama/Llama-3.1-8B');
    expect(() => modelOf('Qwen2.5 33B')).toThrow(
      /expected a model of the table .*, got `Qwen2.5 33B`; did you mean `Qwen2.5 3/,
    );
  });
});
