/**
 * Terms of the trade by concept. Latin terms are matched as stems of whole words, Korean ones as the beginning of a word
 * or, from three syllables up, anywhere in it. The longest term at a place wins, so `learning rate` hides `learning`.
 * A concept is a feature; which topic it speaks for is learned, and is not written here.
 */
export const LEXICON: Readonly<Record<string, string>> = {
  // How a machine executes.
  device:
    'gpu, gpus, cpu, tpu, npu, a100, h100, h200, b200, b100, gb200, l40s, l40, l4, v100, t4, p100, a10, a6000, rtx, rtx 5090, rtx 4090, rtx 3090, 5090, 4090, 3090, mi300x, mi250, mi300, v5e, v5p, xeon, epyc, threadripper, graviton, apple silicon, jetson, gaudi, accelerator, blackwell, hopper, ampere, ada, processor, nvidia smi, 그래픽 카드, 지피유, 씨피유, 가속기, 프로세서, 엔비디아, dgx, sxm',
  memory:
    'bandwidth, memory bandwidth, hbm, hbm3, gddr, dram, sram, ddr5, bytes per second, memory bound, bandwidth bound, memory bus, memory traffic, memory controller, memory channel, dimm, weight streaming, stream weight, streamed from, 대역폭, 밴드위스, 메모리 대역, 메모리 버스, 메모리 채널, 메모리 바운드, 메모리 트래픽, 스트리밍',
  cache:
    'cache line, cache miss, cache hit, l1, l2, l3, llc, tlb, huge page, prefetch, prefetcher, shared memory, smem, bank conflict, false sharing, spatial locality, temporal locality, locality, row major, column major, column by column, row by row, stride, strided, gather scatter, random access, sequential access, page fault, pinned memory, write combining, cache thrash, working set, pointer, linked list, cache lines, boundary,  hit rate, 캐시 라인, 캐시 미스, 캐시 적중, 적중률, 공유 메모리, 뱅크 충돌, 거짓 공유, 지역성, 프리페치, 페이지 폴트, 핀드 메모리, 열 방향, 행 방향, 보폭, 스트라이드, 워킹 셋, 연결 리스트, 경계에, 임의 접근, 순차 접근',
  coalesce:
    'coalesce, coalesced, uncoalesced, unaligned, misaligned, aligned load, aligned access, vector load, ldmatrix, cp async, 병합 접근, 정렬 안 된, 정렬되지 않은, 어긋난 주소, 코얼레싱',
  execution:
    'tensor core, occupancy, warp, warps, wavefront, streaming multiprocessor, sm util, sm utilization, sm, sms, thread block, block size, threads per block, cta, registers per thread, register file, register pressure, spill, register spill, issue slot, load unit, store unit, load store unit, hardware counter, performance counter, cycles, load port, front end, multiprocessor, instruction, instruction cache, ipc, branch misprediction, branch predictor, mispredict, misprediction, branch divergence, warp divergence, simd, avx, avx512, avx2, neon, vectorized loop, vectorize, systolic array, mma, wgmma, tma, matrix unit, fma, execution unit, execution port, pipeline stall, out of order, hyperthread, hyperthreading, smt, micro op, microarchitecture, 텐서 코어, 텐서코어, 점유율, 워프, 레지스터, 스필, 분기 예측, 분기, 사이클, 벡터화, 마이크로아키텍처, 명령어, 스레드 블록, 쓰레드 블록, 하이퍼스레딩, 연산기, 행렬 유닛',
  kernel:
    'kernel launch, launch overhead, launch latency, cuda graph, kernel fusion, fused kernel, fuse, fused, fusion, cuda, cuda kernel, triton, triton kernel, gemm, gemv, matmul, matrix multiplication, matrix multiply, matrix product, cublas, cutlass, cudnn, attention kernel, softmax kernel, elementwise, reduction kernel, autotune, autotuning, nsight, ncu, nsys, ptx, sass, dequantization kernel, transpose, tile, tiles, tiling, tile order, wave quantization, tail effect, cuda stream, grid, grid size,  persistent kernel, split k, 커널 융합, 커널 실행, 런치 오버헤드, 실행 오버헤드, 행렬 곱, 행렬곱, 전치, 타일, 타일링, 쿠다 커널, 쿠다 그래프, 쿠다 스트림, 웨이브 문제, 블록이, 블록 수, 프로파일러, 원소별',
  roofline:
    'roofline, arithmetic intensity, operational intensity, ridge point, ridge, compute bound, flop, flops, tflops, teraflops, pflops, flop s, peak flops, peak rate, data sheet, datasheet, 루프라인, 연산 강도, 산술 강도, 연산 집약도, 릿지,  연산 바운드, 연산량, 플롭스, 최고 성능, 이론 성능, 이론치, 데이터시트, 상한',
  link: 'nvlink, nvswitch, infiniband, roce, ethernet, pcie, pci express, interconnect, rdma, gpudirect, switch, cable, cables, barrier, all reduce, allreduce, all gather, allgather, reduce scatter, all to all, alltoall, nccl, ring, ring size, fat tree, oversubscription, oversubscribed, topology, gb s, gbps, gbit, gbit s, gb/s, collective, bisection, hop, hops, lane, lanes, x16, x8, x4, gen4, gen5, gen 4, gen 5, gradient exchange, host to device, device to host, h2d, d2h, nic, nics, 엔브이링크, 인피니밴드, 인터커넥트, 올리듀스, 통신, 링크, 토폴로지, 팻 트리, 그래디언트 교환, 역전파, 네트워크 대역',
  numa: 'numa, socket, sockets, core pinning, pinning, affinity, cpu affinity, taskset, hugepage, core complex, chiplet, 누마, 소켓, 코어 고정, 피닝',
  traffic:
    'bytes, byte, read from memory, reads from memory, reading the weights, read the weights, loads, stores, sector, sectors, atomic, atomics, atomic add, barrier, straggler, rank 0, message size, small messages, copy, copies, memcpy, 바이트, 읽어, 읽는, 읽느라, 읽으면, 복사, 아토믹, 배리어, 로드가',
  arithmetic:
    'arithmetic, multiply, multiplying, multiplication, multiplications, additions, calculation, compute per, more work, less work, amount of work, 계산, 연산, 곱하, 곱셈, 덧셈, 일을',
  ratio:
    'half, twice, double, doubled, doubles, halved, halve, thrice, third, times as, same time, less time, longer, 절반, 반으로, 반인데, 두 배, 세 배, 배나, 배로, 그대로',
  elapsed:
    'second, seconds, minute, minutes, hour, hours, microsecond, wall time, wall clock, stopwatch, takes time, take time, in time, how long does, 초, 분이야, 마이크로초, 시간이 비슷, 걸린 시간, 걸리는 시간, 오래 걸려, 시간만',
  concurrency:
    'worker, workers, thread, threads, process, processes, instances, copies of, at once, at the same time, in parallel, together, side by side, alone, helpers, concurrent, users at once, 동시에, 한꺼번에, 나란히, 워커, 일꾼, 스레드, 쓰레드, 프로세스, 혼자, 둘이',
  promise:
    'expected, on paper, promised, promises, advertised, rated, spec, theory, in theory, theoretically, should get, vendor, maker, 이론상, 스펙, 제조사, 기대치, 말로는',
  access:
    'loop, loops, nested, array, arrays, element, elements, axis, axes, order of, random order, walk, walks, jump, spacing, contiguous, back and forth, move the data, moving, 반복문, 배열, 원소, 축, 순서만, 간격, 뒤죽박죽, 옮기',
  physical:
    'thermal, throttle, throttling, clock, clock speed, clocks, boost clock, ghz, mhz, watt, watts, power cap, power limit, power draw, cooling, liquid cooled, fan, overheat, temperature, hot, voltage, ecc, undervolt, degrees, celsius, airflow, heatsink, 스로틀링, 쓰로틀링, 발열, 클럭, 클록, 냉각, 과열, 전력, 와트, 소비 전력, 팬, 공랭, 수랭, 온도, 전압',
  shape:
    'multiple of 8, multiple of 16, multiple of 32, multiple of 64, multiple of 128, multiple of, divisible, divisible by, power of two, powers of two, last dimension, inner dimension, leading dimension, odd size, odd, pad, padded, padding, dimension, dimensions, shape, shapes, hidden size, head dim, head dimension, vocabulary size, matrix, matrices, skinny, tall, square, column of zeros, 배수, 나누어떨어, 2의 거듭제곱, 거듭제곱, 마지막 차원, 차원, 홀수, 패딩, 히든 크기, 은닉 크기, 행렬, 모양, 자투리, 딱 떨어',
  speed:
    'slow, slower, slowest, slowly, slowdown, slows, fast, faster, fastest, quick, quicker, quickly, speed, speedup, speed up, sluggish, latency, throughput, tokens per second, token per second, tok s, tokens s, tokens a second, token generation, generation speed, output rate, time to first token,  samples per second, images per second, iterations per second, it s, step time, ms, microseconds, µs, milliseconds, iteration time, takes longer, take longer, takes twice, take twice, takes less time, twice as long, half the time, half the speed, third of the speed, time per step, bottleneck, stall, stalls, stalled, idle, wait, waiting, utilization, utilisation, busy, jitter, straggler, hidden, hide, overlap, overlapped, decode, decoding, prefill, 느리, 느려, 느린, 느림, 느릴, 느렸, 빨랐, 빠를, 더디, 굼뜨, 빨라, 빠르, 빠른, 빨리, 속도, 지연, 레이턴시, 처리량, 스루풋, 초당, 병목, 스텝 시간, step 시간, 오래 걸, 시간이 걸, 놀고, 노는, 유휴, 대기, 기다리, 사용률, 활용률, 가려지, 겹치, 디코딩, 디코드, 프리필, 굼떠, 버벅, 밀리초, 짧아',
  mfu: 'mfu, model flops utilization',
  kernelWord: 'kernel, kernels, 커널',
  peakgap:
    'of peak, below peak, reach peak, expected speed, theoretical, ideal, linear scaling, scaling efficiency, strong scaling, weak scaling, amdahl, saturate, saturated, saturates, saturation, underutilized, 포화, 꽉 찬, 꽉 차, 확장 효율, 스케일링 효율, 선형으로, 제 성능',
  hardware:
    'hardware, silicon, chip, chips, board, machine, box, server, servers, node, nodes, rig, workstation, 하드웨어, 칩, 장비, 서버, 노드, 기계, 보드, 머신, 한 대',
  cards: 'card, cards, 카드, 장짜리, 한 장, 두 장, 여덟 장',
  format:
    'fp8, fp16, bf16, fp32, tf32, fp4, int8, int4, nvfp4, mxfp8, mxfp4, fp64, half precision, e4m3, e5m2, single precision, 4 bit, 8 bit, 3 bit, 2 bit, 4bit, 8bit, 3bit, 2bit, 4비트, 8비트, 3비트, 2비트',
  native:
    'native, natively, emulate, emulated, emulation, fallback, fall back, supported in hardware, hardware support, double rate, twice the rate, 2 4 sparsity, structured sparsity, 에뮬레이션, 네이티브, 하드웨어 지원, 2:4 희소',

  // How a model is trained.
  hyper:
    'learning rate, lr, lrs, warmup, warm up, cosine, decay, weight decay, scheduler, lr schedule, learning rate schedule, schedule, optimizer, optimiser, adam, adamw, lion, muon, shampoo, sgd, adafactor, momentum, beta1, beta2, gradient clipping, clip, clipping, clip norm, dropout, label smoothing, ema, mup, hyperparameter, hyperparam, critical batch, noise scale, gradient noise, linear scaling rule, square root, early stopping, early stop, annealing, wsd, stable phase, restart, balancing loss, 학습률, 러닝레이트, 러닝 레이트, 런닝레이트, 학습율, 워밍업, 웜업, 코사인, 감쇠, 가중치 감쇠, 스케줄러, 스케줄, 옵티마이저, 최적화기, 모멘텀, 클리핑, 드롭아웃, 하이퍼파라미터, 임계 배치, 노이즈 스케일, 조기 종료',
  batch:
    'batch size, global batch, micro batch, microbatch, gradient accumulation, accumulation, accumulate, accumulation steps, batch of, tokens per batch, 배치 크기, 배치 사이즈, 뱃치, 배치, 전역 배치, 글로벌 배치, 마이크로 배치, 누적, 기울기 누적',
  batchOne:
    'batch 1, batch one, batch size 1, batch 8, batch 16, batch 32, batch 64, single request, 배치 1, 배치 64, 배치 32',
  tuning:
    'tune, tuned, tuning, post training, lora, qlora, dora, adapter, adapters, lora rank, lora alpha, rank, alpha, target modules, target module, peft, fine tune, fine tuning, finetune, finetuning, fine tuned, sft, instruction tuning, instruct, instruction data, instruction examples, full fine tuning, continued pretraining, catastrophic forgetting, forgetting, forget, forgets, freeze, frozen, unfreeze, layers to train, prefix tuning, 로라, 큐로라, 큐로러, 어댑터, 랭크, 튜닝, 파인튜닝, 파인 튜닝, 미세조정, 미세 조정, 지시 튜닝, 지시문, 얼리, 동결, 까먹, 잊어버, 망각',
  preference:
    'dpo, ppo, kto, grpo, orpo, rlhf, rlaif, rlvr, reward model, reward hacking, reward, preference, preference pair, preference data, preference tuning, policy, reference model, kl, kl penalty, rollouts, group size, thumbs up, thumbs down, chosen, rejected, 보상 모델, 보상, 선호, 선호 쌍, 선호 데이터, 참조 모델, 정책',
  loss: 'loss, loss curve, losses, training loss, validation loss, val loss, eval loss, perplexity, ppl, nats, curve, curves, plateau, plateaued, spike, spikes, diverge, diverges, diverged, divergence, converge, converges, convergence, oscillate, oscillation, oscillating, swing, swings, overfit, overfits, overfitting, underfit, underfitting, memorize, memorise, memorizes, memorises, gradient norm, grad norm, exploding, vanishing, nan, nans, generalize, generalise, generalization, generalisation, coming down, learns nothing, not learning, instability, unstable, collapse, grokking, double descent, flat, goes up, going down, 로스, 손실, 손실값, 곡선, 커브, 플래토, 정체, 평평, 스파이크, 튀어, 튀는, 튄다, 발산, 수렴, 진동, 출렁, 흔들, 과적합, 오버피팅, 과소적합, 외워, 외우, 기울기 폭발, 기울기 노름, 일반화, 퍼플렉시티, 안 내려, 내려가, 내려갔, 떨어지지 않, 불안정',
  scaling:
    'scaling law, scaling laws, chinchilla, hoffmann, kaplan, tokens per parameter, token per parameter, token budget, compute optimal, compute budget, trillion tokens, billion tokens, number of tokens, how many tokens, pretrain, pretraining, pretrained from scratch, from scratch, parameters, params, parameter count, model size, overtrain, overtrained, budget, 6nd, flops budget, extrapolate, extrapolation, 스케일링 법칙, 스케일링 로, 친칠라, 토큰 예산, 토큰 수, 사전학습, 사전 학습, 사전훈련, 처음부터, 파라미터, 매개변수, 모델 크기, 계산 예산, 연산 예산, 조 토큰, 억 토큰, 외삽',
  progress:
    'improve, improves, improving, improved, getting better, stopped getting, got worse, stuck, recover, off the rails, unlearn, unlearns, 나아지, 좋아지, 제자리, 엉망, 멈췄',
  study:
    'by heart, practice, practise, show it, shown, taught it, several times, again and again, anything new, generalizes, correction, corrections, material, 달달, 연습, 보여 줄, 보여 주, 가르쳤, 여러 번, 거듭, 처음 보는, 읽혀',
  capacity:
    'bigger, smaller, larger, big one, small one, little one, capacity, longer, width, wider, deeper, depth, dumber, 더 크게, 더 오래, 큰 애, 작은 애, 큰 쪽, 작은 쪽, 그릇, 멍청',
  chance:
    'chance, luck, lucky, significant, by accident, differ, difference, believe, trust, 우연, 운이, 차이, 믿어, 믿을, 의미가',
  learning:
    'learn, learns, learned, learnt, taught, teach, memory of, 배워, 배우, 배운, 못 배우, 가르치, 먹일수록, 먹이면',
  token: 'token, tokens, tok, 토큰',
  size: '1b, 3b, 7b, 8b, 13b, 14b, 30b, 32b, 34b, 65b, 70b, 72b, 405b, 1.3b, 1.5b, 500m, 350m, llama, qwen, mistral, gemma, gpt, 라마, 큐원, 젬마',
  compression:
    'gptq, awq, nf4, gguf, bitsandbytes, quantize, quantise, quantized, quantised, quantization, quantisation, qat, ptq, smoothquant, calibration set, calibration data, calibration, distill, distillation, distilled, teacher, student, prune, pruning, pruned, sparsity, compress, compression, outliers, quality loss, accuracy loss, q4 k m, q5 k m, q8 0, 양자화, 증류, 프루닝, 가지치기, 압축, 교사, 학생 모델, 보정 데이터, 캘리브레이션, 희소성, 손실이 적',
  parallel:
    'zero 1, zero 2, zero 3, zero1, zero2, zero3, zero stage, fsdp, deepspeed, megatron, tensor parallel, pipeline parallel, data parallel, sequence parallel, context parallel, expert parallel, 3d parallelism, parallelism, sharding strategy, shard optimizer, gradient checkpointing, activation checkpointing, recompute, recomputation, mixed precision, loss scaling, sequence packing, packing, flash attention, flashattention, cpu offload, offload, offloading, optimizer state, optimizer states, 텐서 병렬, 파이프라인 병렬, 데이터 병렬, 병렬화, 딥스피드, 메가트론, 그래디언트 체크포인팅, 체크포인팅, 재계산, 혼합 정밀도, 시퀀스 패킹, 패킹, 플래시 어텐션, 오프로드, 옵티마이저 상태, 분산 학습, 분산 훈련',
  fit: 'fit, fits, fit on, fit in, out of memory, oom, vram, gpu memory, memory footprint, how much memory, gigabytes, enough memory, 24 gb, 32 gb, 48 gb, 80 gb, 24gb, 32gb, 48gb, 80gb, 들어가, 들어갈, 올라가, 올라갈, 메모리 부족, 메모리가 얼마, 메모리 얼마, 터져, 터지, 빠듯, 모자라',
  mixture:
    'data mix, data mixture, mixture, mix, mixing, domain weights, curriculum, curriculum learning, upsample, oversample, upsampling, proportion of, share of code, share of, ratio of, repeat the data, epochs, epoch, passes over, pass over, 믹스, 데이터 믹스, 섞는 비율, 섞어, 섞을, 비중, 비율, 커리큘럼, 에폭, 에포크, 바퀴, 반복해서',
  experiment:
    'ablation, ablate, arm, arms, control run, sweep, seeds, seed, proxy model, small scale, smaller run, pilot run, experiment, experiments, wandb, mlflow, tensorboard, 시드, 갈래, 비교 실험, 소규모 실험, 실험, 스윕, 애블레이션, 절제',
  cost: 'gpu hours, gpu hour, device hours, training cost, cost to train, how many days, days, weeks, dollars, usd, price, rent, rental, 며칠, 비용, 얼마 들, 시간당, 달러, 임대',
  serving:
    'vllm, tgi, tensorrt llm, llama cpp, llama.cpp, ollama, sglang, serving, serve, inference, inference engine, speculative decoding, continuous batching, paged attention, kv cache, 서빙, 추론, 추측 디코딩, KV 캐시, 케이브이 캐시',
  training:
    'training, train, trained, trains, training run, run, runs, retrain, checkpoint, checkpoints, step, steps, resume, model, models, layer, layers, gradient, gradients, activation, activations, weights, embedding layer, embeddings, head, 학습, 훈련, 트레이닝, 체크포인트, 스텝, 모델, 레이어, 그래디언트, 기울기, 활성값, 가중치, 임베딩',
  quality:
    'accuracy, quality, score, scores, better, worse, degrade, degradation, performance loss, hurt, hurts, 정확도, 품질, 점수, 나빠, 망가, 성능 손실, 성능 저하, 좋아',
  examples:
    'examples, example, samples, dataset, supervised examples, domain text, instruction, 예제, 샘플, 표본, 데이터셋',

  // What other colleagues do.
  pipeline:
    'kafka, flink, spark, airflow, dagster, dbt, duckdb, parquet, avro, arrow, iceberg, delta lake, hudi, snowflake, bigquery, redshift, clickhouse, etl, elt, cdc, debezium, kinesis, pubsub, streaming job, batch job, nightly batch, nightly job, ingest, ingestion, backfill, watermark, late event, late arriving, exactly once, offset, offsets, consumer lag, consumer, producer, data pipeline, data pipelines, pipeline, warehouse, lakehouse, data lake, materialized, incremental model, compaction, small files, 카프카, 플링크, 스파크, 에어플로, 적재, 파이프라인, 데이터 레이크, 웨어하우스, 배치 작업, 야간 배치, 백필, 재처리, 늦게 도착, 워터마크, 컨슈머, 오프셋, 증분, 집계, 수집기, 스트리밍 처리',
  records:
    'schema, schemas, column, columns, row, rows, table, tables, sql, query, queries, join, joins, partition, partitions, partitioned, primary key, null, nulls, duplicate, duplicates, dedup, deduplicate, deduplicated, deduplication, minhash, data quality, lineage, provenance, data contract, data catalog, manifest, shard, shards, crawl, crawler, crawled, scrape, pii, anonymize, label, labels, labeling, labelling, annotation, annotators, csv, json lines, event log, data source, sources, retention, gdpr, license, 스키마, 컬럼, 테이블, 쿼리, 조인, 파티션, 중복, 중복 제거, 데이터 품질, 계보, 출처, 데이터 계약, 크롤, 수집, 개인정보, 비식별, 라벨링, 레이블링, 라벨, 어노테이션, 샤드, 매니페스트, 결측, 원천, 원본 데이터, 건수, 로그 데이터',
  reliability:
    'slo, slos, sla, sli, error budget, incident, incidents, outage, outages, on call, oncall, pager, paged, pagerduty, alert, alerts, alerting, runbook, postmortem, post mortem, failover, fail over, rollback, roll back, canary, blue green, uptime, availability, nines, backup, backups, restore, recovery, disaster recovery, rto, rpo, chaos, chaos engineering, circuit breaker, retry, retries, health check, liveness, blast radius, redundancy, redundant, region, regions, availability zone, degraded mode, load shedding, rate limit, rate limiting, single point of failure, deploy, deployment, release, releases, monitoring, dashboard, observability, capacity planning, mttr, mtbf, went down, goes down, crashes, crashed, prometheus, grafana, kubernetes, pod, pods, autoscaler, 장애, 에러 버짓, 온콜, 알림, 알람, 경보, 런북, 포스트모템, 페일오버, 장애 조치, 롤백, 되돌리기, 카나리, 가용성, 백업, 복구, 재해, 카오스, 서킷 브레이커, 재시도, 헬스 체크, 이중화, 리전, 배포, 릴리스, 모니터링, 대시보드, 용량 계획, 단일 장애점, 죽으면, 죽어, 당직, 쿠버네티스, 파드, 새벽',
  architecture:
    'microservice, microservices, monolith, modular monolith, service boundary, bounded context, domain driven, event driven, event sourcing, cqrs, saga, api, apis, public api, rest, restful, grpc, graphql, gateway, bff, versioning, backward compatible, backwards compatible, breaking change, multi tenant, multitenant, tenant, tenants, tenancy, module, modules, dependency, dependencies, coupling, cohesion, hexagonal, layered, clean architecture, adr, refactor, refactoring, tech debt, legacy, migration, postgres, mysql, mongodb, redis, dynamodb, message queue, rabbitmq, session store, auth, oauth, frontend, backend, react, mobile client, service, services, feature flag, feature flags, write through, write behind, cache invalidation, idempotent, idempotency, design pattern, interface, plugin, sdk, 마이크로서비스, 모놀리스, 서비스 경계, 도메인 주도, 이벤트 소싱, 이벤트 기반, 사가, 게이트웨이, 버전 관리, 하위 호환, 멀티테넌트, 테넌트, 모듈, 의존성, 순환, 결합도, 리팩터링, 리팩토링, 기술 부채, 레거시, 마이그레이션, 메시지 큐, 인증, 로그인, 프런트엔드, 프론트엔드, 백엔드, 서비스, 설계, 아키텍처, 인터페이스, 플러그인, 세션, 레디스, 주문, 결제',
  compiler:
    'compiler, compilers, compile, compiled, compile time, compilation, recompile, recompilation, llvm, gcc, clang, mlir, jit, aot, bytecode, interpreter, garbage collector, garbage collection, gc, gc pause, heap, stack overflow, borrow checker, lifetime, lifetimes, ownership, borrow, goroutine, goroutines, go runtime, v8, deopt, deoptimize, deoptimise, hidden class, jvm, g1, zgc, hotspot, rust, golang, java, kotlin, c++, cpp, haskell, typescript, javascript, node js, python version, cpython, pypy, gil, tokio, async runtime, event loop, async function, await, generics, type inference, type checker, conditional type, trait, traits, monomorphization, macro, macros, template metaprogramming, inline, inlining, inlined, linker, link time, lto, symbol, symbols, abi, undefined behavior, undefined behaviour, segfault, sanitizer, asan, valgrind, static analysis, ssa, constant folding, dead code, loop unrolling, wasm, webassembly, graph break, torch dynamo, dynamo, optimization pass, debug symbols, exception, closure, closures, dynamic dispatch, vtable, 컴파일러, 컴파일, 인터프리터, 바이트코드, 가비지 컬렉터, 가비지 컬렉션, 가비지 컬렉션, 힙, 러스트, 고루틴, 제네릭, 타입 추론, 조건부 타입, 타입스크립트, 자바스크립트, 자바, 코틀린, 파이썬, 링커, 링크 타임, 인라인, 매크로, 런타임, 이벤트 루프, 비동기, 소유권, 수명, 클로저, 세그폴트, 정적 분석, 예외, 웹어셈블리, 바이너리',
  language:
    'tokenizer, tokenizers, tokenization, tokenize, fertility, bpe, sentencepiece, vocabulary, multilingual, korean, japanese, english, chinese, arabic, hindi, morphology, morphological, morpheme, honorific, honorifics, politeness, speech level, speech register, translation, translate, translated, glossary, benchmark, benchmarks, mt bench, mmlu, kmmlu, hellaswag, contamination, contaminated, eval set, human evaluation, annotator agreement, judge, llm judge, prompt, prompts, prompting, system prompt, few shot, chain of thought, hallucinate, hallucination, hallucinates, rag, retrieval, retriever, chunk, chunking, reranker, embedding model, constitutional ai, constitution, alignment, aligned, safety, jailbreak, refusal, refusals, toxic, toxicity, bias, summarize, summarization, sentiment, ner, parsing, syntax, semantics, pragmatics, linguistic, linguistics, spelling, dialect, slang, chatbot, assistant, tone, rubric, code switching, transliteration, 토크나이저, 토큰화, 어휘, 다국어, 한국어, 일본어, 영어, 형태소, 존댓말, 반말, 높임말, 말투, 번역, 번역체, 벤치마크, 평가 문항, 평가셋, 사람 평가, 오염, 프롬프트, 시스템 프롬프트, 환각, 검색 증강, 정렬 전략, 안전성, 탈옥, 거부, 유해, 편향, 요약, 감성, 개체명, 맞춤법, 사투리, 신조어, 챗봇, 어투, 문장, 언어, 문법, 띄어쓰기, 조사',
  algorithms:
    'algorithm, algorithms, complexity, time complexity, big o, o n, o n log n, log n, quadratic, linear time, polynomial, exponential, np hard, np complete, dynamic programming, memoization, greedy, shortest path, dijkstra, bellman ford, a star, spanning tree, bfs, dfs, topological sort, graph, graphs, tree, trees, trie, b tree, red black, segment tree, heap sort, quicksort, merge sort, radix sort, sort, sorting, sorted, binary search, hash table, hash map, hashing, consistent hashing, bloom filter, hyperloglog, count min, reservoir sampling, sliding window, two pointers, backtracking, recursion, recurrence, amortized, amortised, lower bound, upper bound, proof, prove, invariant, max flow, min cut, bipartite, matching, knapsack, traveling salesman, approximation ratio, randomized, monte carlo, string matching, suffix array, edit distance, levenshtein, nearest neighbor, nearest neighbour, closest pair, convex hull, lru, lock free, raft, paxos, consensus, crdt, support vector, svm, linearly separable, k means, median, priority queue, union find, eulerian, hamiltonian, palindrome, subsequence, permutation, 알고리즘, 시간 복잡도, 공간 복잡도, 복잡도, 동적 계획법, 그리디, 탐욕, 최단 경로, 다익스트라, 신장 트리, 위상 정렬, 그래프, 트리, 이진 탐색, 해시 테이블, 해시, 블룸 필터, 정렬 알고리즘, 퀵 정렬, 병합 정렬, 재귀, 점화식, 분할 상환, 하한, 증명, 불변식, 최대 유량, 이분 매칭, 배낭, 외판원, 근사, 문자열 매칭, 편집 거리, 최근접, 볼록 껍질, 합의, 간선, 정점, 수열, 순열, 부분 수열, 중앙값, 우선순위 큐, 다항 시간',
  daily:
    'lunch, dinner, breakfast, coffee, tea, weather, rain, weekend, holiday, holidays, vacation, birthday, party, movie, music, song, game, games, gaming, football, gym, marathon, running shoes, workout, muscle, diet, sleep, tired, sick, hospital, kid, kids, wife, husband, parents, family, dog, cat, office, chair, desk chair, parking, elevator, meeting room, meeting, calendar, appointment, salary, bonus, hiring, interview, resume cv, intern, hello, hi, hey, good morning, thanks, thank you, congratulations, congrats, welcome, bye, joke, funny, laugh, story, who are you, your name, luggage, flight, airport, hotel, train ticket, bus, subway, taxi, traffic jam, restaurant, menu, recipe, cook, garden, house, rent an apartment, christmas, present, gift, book club, novel, favourite, favorite, hobby, 점심, 저녁, 아침, 커피, 날씨, 비가, 주말, 연휴, 휴가, 생일, 회식, 영화, 음악, 노래, 게임, 축구, 야구, 헬스장, 마라톤, 운동, 근육, 다이어트, 단백질, 피곤, 아파, 병원, 아이, 남편, 아내, 부모님, 가족, 강아지, 고양이, 사무실, 의자, 주차, 엘리베이터, 회의실, 회의, 일정, 약속, 연봉, 보너스, 채용, 면접, 인턴, 안녕, 반가, 고마, 감사, 축하, 환영, 농담, 재밌, 웃겨, 누구세요, 이름이 뭐, 수하물, 비행기, 공항, 호텔, 기차, 버스, 지하철, 택시, 식당, 메뉴, 맛집, 요리, 집들이, 크리스마스, 선물, 소설, 취미, 먹을까, 고생, 퇴근, 출근, 커널 샌더스',
  // What is nobody's trade here, whatever device or model it names.
  commerce:
    'buy, bought, sell, sold, seller, shop, shops, store, retailer, reseller, second hand, used card, invoice, tax, vat, customs, import duty, duty, delivery, deliver, shipping, ships, parcel, warranty, refund, return policy, discount, list price, purchase, purchase order, procurement, lease, leasing, instalment, installment, instalments, stock, stocks, shares, share price, earnings, investor, invest, dividend, budget approval, 사도, 살까, 팔아, 팔면, 중고, 매장, 가게, 쇼핑몰, 세금, 부가세, 계산서, 관세, 통관, 배송, 택배, 보증, 환불, 반품, 할부, 리스로, 결재, 구매, 견적, 주식, 주가, 투자, 배당',
  career:
    'job, jobs, hire, hired, recruit, recruiter, interview, interviews, resume letter, salary, salaries, bonus, pay rise, raise, promotion, degree, phd, bachelor, university, course, courses, lecture, lectures, tutorial, book, books, bookshop, conference, journal, author, authors, invented, inventor, founder, ceo, keynote, employees, intern, interns, onboarding, workshop, mandatory training, compliance training, 취업, 이직, 면접, 채용, 연봉, 월급, 상여금, 성과급, 보너스, 승진, 학위, 대학, 강의, 학원, 책 한, 책을, 책이, 학회, 논문, 저자, 신입, 수습, 인턴, 연수, 교육 자료, 교육은, 교육을, 발명, 창업자',
  office:
    'meeting room, projector, screen, adapter, password, pin code, badge, key to, door, desk chair, printer, expenses, travel expenses, reimbursed, reimbursement, taxi, slides, font, press release, newspaper, newsletter, lawyer, legal, illegal, law, trademark, patent, contract, contracts, licence fee, renew, renewal, insurance, electrician, plumber, repair shop, helpdesk, moving firm, name for, catchy, 회의실, 프로젝터, 모니터가, 비밀번호, 출입증, 열쇠, 문이, 출장비, 경비, 법인 카드, 택시, 발표 자료, 글꼴, 배경색, 보도 자료, 변호사, 변리사, 법무, 법적, 상표, 특허, 계약서, 재계약, 보험, 수리점, 수리 기사, AS를',
};

/** Concepts that say what a text is about; the others (devices, speed, sizes, formats) go with several topics. */
export const TELLING: ReadonlySet<string> = new Set([
  'memory',
  'cache',
  'coalesce',
  'execution',
  'kernel',
  'roofline',
  'link',
  'numa',
  'physical',
  'shape',
  'speed',
  'peakgap',
  'native',
  'hyper',
  'batch',
  'tuning',
  'preference',
  'loss',
  'scaling',
  'compression',
  'parallel',
  'fit',
  'mixture',
  'experiment',
  'cost',
  'serving',
  'pipeline',
  'records',
  'reliability',
  'architecture',
  'compiler',
  'language',
  'algorithms',
  'daily',
  'commerce',
  'career',
  'office',
]);
