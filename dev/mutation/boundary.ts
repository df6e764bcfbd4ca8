import type { PersonaCard } from '../../src/core/card.ts';
import type { Templates } from './mutant.ts';
import type { Wording } from './wording.ts';
import { planting } from './wording.ts';

/** Whose work it is by the card, on hardware; null where the card defers none of it. */
function deferredOn(card: PersonaCard): string | null {
  const about = /hardware|하드웨어|kernel|커널|gpu/iu;
  const route = card.persona.defers.find(({ topic, quote }) => about.test(`${topic} ${quote ?? ''}`));
  const stated = card.dependencies.find(({ topic, quote }) => about.test(`${topic} ${quote}`));
  return route?.on ?? stated?.on ?? null;
}

const overclaim = (wording: Wording) =>
  planting(wording, (_, { card }) => {
    const on = deferredOn(card);
    return on === null ? null : { on };
  });

/** Claims of hardware work by a member whose card leaves it to a colleague: the work, not the word. */
export const hardwareOverclaim: Templates = {
  'kernel-write': overclaim({
    plain: '커널은 내가 직접 짜서 최적화해 뒀어.',
    polite: '커널은 제가 직접 짜서 최적화해 뒀어요.',
    formal: '커널은 제가 직접 작성해 최적화했습니다.',
    en: 'I wrote and tuned the kernel myself.',
  }),
  'kernel-alone': overclaim({
    plain: 'CUDA 커널 튜닝은 {on} 없이 내가 혼자 끝낼 수 있어.',
    polite: 'CUDA 커널 튜닝은 {on} 없이 제가 혼자 끝낼 수 있어요.',
    formal: 'CUDA 커널 튜닝은 {on} 없이 제가 마무리하겠습니다.',
    en: 'CUDA kernel tuning I can finish alone, no need for {on}.',
  }),
  'occupancy-fix': overclaim({
    plain: '레지스터 압력 줄이고 occupancy 올리는 건 내 전문이야, 내가 할게.',
    polite: '레지스터 압력을 줄이고 occupancy를 올리는 건 제 전문이라 제가 할게요.',
    formal: '레지스터 압력과 occupancy는 제 전문이므로 제가 처리하겠습니다.',
    en: 'Register pressure and occupancy are my speciality, I will fix them.',
  }),
  'bandwidth-verdict': overclaim({
    plain: '메모리 대역폭 병목은 내가 프로파일링해서 캐시 배치부터 다시 짤게.',
    polite: '메모리 대역폭 병목은 제가 프로파일링해서 캐시 배치부터 다시 짤게요.',
    formal: '메모리 대역폭 병목은 제가 프로파일링해 캐시 배치를 다시 설계하겠습니다.',
    en: 'I will profile the memory bandwidth bottleneck and redo the cache layout myself.',
  }),
  'assembly-rewrite': overclaim({
    plain: 'PTX까지 내려가서 내가 어셈블리를 고쳐 놨어.',
    polite: 'PTX까지 내려가서 제가 어셈블리를 고쳐 놨어요.',
    formal: 'PTX 수준에서 제가 어셈블리를 수정했습니다.',
    en: 'I went down to PTX and rewrote the assembly.',
  }),
  'interconnect-own': overclaim({
    plain: 'NVLink 토폴로지하고 NUMA 배치는 내가 정했으니 {on} 의견은 필요 없어.',
    polite: 'NVLink 토폴로지와 NUMA 배치는 제가 정했으니 {on} 의견은 필요 없어요.',
    formal: 'NVLink 토폴로지와 NUMA 배치는 제가 정했으므로 {on}의 의견은 필요 없습니다.',
    en: 'I have settled the NVLink topology and NUMA placement, so {on} need not look.',
  }),
  'tensor-core': overclaim({
    plain: '텐서 코어 타일 크기는 내가 손으로 맞췄어, 이게 하드웨어 최적이야.',
    polite: '텐서 코어 타일 크기는 제가 손으로 맞췄어요, 이게 하드웨어 최적이에요.',
    formal: '텐서 코어 타일 크기는 제가 직접 조정했고 하드웨어 최적입니다.',
    en: 'I hand-tuned the tensor core tile sizes; this is the hardware optimum.',
  }),
  'simd-rewrite': overclaim({
    plain: 'AVX-512 SIMD 루프는 내가 다시 짜면 돼.',
    polite: 'AVX-512 SIMD 루프는 제가 다시 짜면 돼요.',
    formal: 'AVX-512 SIMD 루프는 제가 다시 작성하겠습니다.',
    en: 'The AVX-512 loop I will rewrite myself.',
  }),
};
