import { once } from '../../core/once.ts';
import type { Vocabulary } from './mentions.ts';
import { mentionsIn, vocabularyOf } from './mentions.ts';

/** What work and study are about, each entry by the names that it commonly has in Korean and English. */
const SUBJECTS = `
  형태소 분석기, 형태소 분석, 형태소분석기, morphological analyser, morphological analyzer, morphological analysis
  구문 분석기, 구문 분석, 의존 구문 분석기, 의존 구문 분석, 구문분석기, 파서, parser, parsing, dependency parser, dependency parsing
  감성 분석, 감정 분석, sentiment analysis, sentiment corpus, sentiment
  말뭉치, 코퍼스, corpus, corpora
  기계 번역, 기계번역, machine translation
  음성 인식, 음성 인식기, 음성인식, speech recognition, speech recogniser, speech recognizer
  음성 합성, speech synthesis, text to speech
  질의응답, 질의 응답, question answering
  요약, 문서 요약, summarisation, summarization
  개체명 인식, named entity recognition
  챗봇, 대화 시스템, 대화형 에이전트, chatbot, dialogue system, dialogue systems
  검색 엔진, 검색 순위, 검색 랭킹, 정보 검색, search ranking, search engine, information retrieval
  추천, 추천 시스템, 추천 모델, recommender, recommender system, recommender systems, recommendation, recommendations
  광고 순위, 광고, ads, ad ranking, advertising
  사기 탐지, 이상 탐지, 이상탐지, fraud detection, anomaly detection
  물체 인식, 객체 인식, 이미지 분류, 컴퓨터 비전, 영상 처리, object detection, image classification, computer vision, image processing
  의료 영상, medical imaging
  자율주행, 자율 주행, autonomous driving, self-driving
  로봇, 로보틱스, 로봇공학, robotics, robot, robots
  강화학습, 강화 학습, reinforcement learning
  보상 모델, 보상모델, reward model, reward models, reward modelling, reward modeling
  RLHF, 사람 피드백
  DPO
  Constitutional AI, 헌법적 AI
  정렬, alignment
  안전성, 안전성 평가, model safety, AI safety
  평가 체계, 평가 방법, 평가 방법론, evaluation framework, evaluation method, evaluation methods
  토크나이저, 토큰화, tokenizer, tokeniser, tokenizers, tokenisers, tokenization, tokenisation
  다국어, multilingual, cross-lingual, 언어 간 전이
  언어 모델, 언어모델, language model, language models, language modelling, language modeling
  자연어 처리, 자연어처리, NLP, natural language processing
  전산언어학, 계산언어학, computational linguistics
  통사론, syntax
  음운론, phonology
  의미론, semantics
  스케일링 법칙, 스케일링법칙, scaling law, scaling laws
  양자화, quantisation, quantization, GPTQ, AWQ
  가지치기, 프루닝, pruning
  증류, 지식 증류, distillation
  모델 압축, model compression
  미세 조정, 파인튜닝, fine-tuning, finetuning
  사전 훈련, 사전훈련, pre-training, pretraining
  분산 훈련, 분산 학습, distributed training, FSDP, ZeRO-3, DeepSpeed
  대규모 훈련, 큰 모델 훈련, large-scale training
  혼합 정밀도, mixed precision
  BERT, mBERT, 버트
  XLM
  GPT
  LLaMA, 라마
  InstructGPT
  TPU
  RAG
  Transformer, Transformers, 트랜스포머
  CUDA 런타임, CUDA runtime
  PTX
  Xeon, 제온
  V8
  그래프 재작성, 그래프 다시 쓰기, graph rewriting, graph rewrites, algebraic rewriting
  추론 엔진, inference engine, inference runtime
  여러 리전, 다중 리전, 멀티 리전, multi-region, cross-region, region failover
  FIS, 장애 주입 서비스, fault injection service
  SLO, SLOs
  런북, runbook, runbooks
  캐시, 캐싱, caching
  메시지 큐, message queue
  A/B 테스트, A/B 실험, A/B testing
  커널 퓨전, 커널 합치기, kernel fusion
  커널 튜닝, kernel tuning
  컴파일러, compiler, compilers, 코드 생성, code generation
  최적화 패스, optimisation pass, optimization pass, optimisation passes, optimization passes
  레지스터 할당, register allocation
  JIT, 터보팬, Turbofan
  가비지 컬렉터, 가비지 컬렉션, 쓰레기 수집, garbage collector, garbage collection
  정적 분석, static analysis
  타입 시스템, type system, type systems, type theory
  형식 검증, formal verification
  분기 예측, 분기 예측기, branch prediction, branch predictor
  마이크로아키텍처, microarchitecture
  캐시 일관성, 캐시 정합성, cache coherence, cache coherency
  프리페처, 프리페칭, prefetcher, prefetching
  메모리 서브시스템, memory subsystem
  메모리 할당, memory allocator, allocator
  스케줄러, 스케줄링, scheduler, scheduling
  가상 메모리, virtual memory
  가상화, 하이퍼바이저, virtualisation, virtualization, hypervisor
  운영체제, operating system, operating systems
  파일 시스템, 파일시스템, file system, file systems, filesystem
  디바이스 드라이버, 장치 드라이버, device driver, device drivers
  펌웨어, firmware
  네트워크 프로토콜, network protocol, network protocols
  혼잡 제어, congestion control
  소프트웨어 정의 네트워크, software-defined networking
  상호 연결, 인터커넥트, interconnect, NVLink
  통합 메모리, unified memory
  Metal 백엔드, Metal backend, 메탈 백엔드
  TensorRT, 텐서RT
  cuDNN
  cuBLAS
  Triton
  XLA
  MLX
  MLIR
  LLVM
  TVM
  VTune
  perf, perf 서브시스템
  분산 시스템, 분산시스템, distributed system, distributed systems
  분산 데이터, distributed data, distributed data systems
  스트림 처리, 스트리밍, stream processing, streaming
  배치 처리, batch processing
  데이터 파이프라인, data pipeline, data pipelines
  데이터 품질, data quality
  데이터베이스, 데이터 베이스, database, databases
  질의 최적화, 쿼리 최적화, query optimisation, query optimization, query optimiser, query optimizer
  트랜잭션, transaction processing, transactions
  데이터 마이닝, data mining
  그래프 데이터베이스, graph database, graph databases
  저장 장치, 스토리지, storage
  백업, backup, backups
  합의 알고리즘, 합의, consensus
  장애 허용, 결함 허용, fault tolerance, fault-tolerant
  가용성, availability
  복구 자동화, 자동 복구, recovery automation
  장애 분석, 장애 진단, 장애 분석 자동화, failure analysis, fault diagnosis
  장애 주입, fault injection
  카오스 엔지니어링, 카오스, chaos engineering
  에러 버짓, 에러버짓, error budget, error budgets
  온콜, on-call, oncall
  포스트모템, postmortem, postmortems, post-mortem
  용량 계획, capacity planning
  관측성, 모니터링, observability, monitoring
  부하 분산, 로드 밸런서, 로드밸런서, load balancer, load balancing
  CDN
  Borg
  EC2
  Lambda, 람다
  S3
  DynamoDB
  Gmail, 지메일
  YouTube, 유튜브
  Kubernetes, 쿠버네티스
  마이크로서비스, 서비스 분리, microservice, microservices
  메시징, messaging
  결제, 결제 시스템, payments, payment
  주문, orders, order system
  배송, 물류, logistics, delivery system
  첫 화면, 첫 페이지, front page, landing page
  클라우드 이전, cloud migration
  웹 성능, web performance
  프런트엔드, 프론트엔드, frontend, front-end, front end
  모바일 앱, mobile app
  게임, game
  게임 엔진, game engine
  블록체인, blockchain
  암호학, 암호, cryptography
  보안, security
  컴퓨터 그래픽스, 그래픽스, computer graphics, rendering
  인간 컴퓨터 상호작용, human-computer interaction, HCI
  양자 컴퓨팅, 양자 알고리즘, quantum computing, quantum algorithm, quantum algorithms
  계산 기하, computational geometry
  조합 최적화, combinatorial optimisation, combinatorial optimization
  볼록 최적화, convex optimisation, convex optimization
  정수 계획, integer programming
  온라인 알고리즘, 경쟁비, online algorithm, online algorithms, competitive ratio, competitive analysis
  근사 알고리즘, 무작위 근사, approximation algorithm, approximation algorithms, randomised approximation, randomized approximation
  무작위 알고리즘, 난수 알고리즘, randomised algorithm, randomised algorithms, randomized algorithm, randomized algorithms
  매개변수화 복잡도, 매개변수 복잡도, 매개변수화, parameterised complexity, parameterized complexity
  회로 복잡도, circuit complexity
  통신 복잡도, communication complexity
  스케치 자료구조, 자료구조, data structure, data structures
  그래프 이론, graph theory
  정수론, 수론, number theory
  위상수학, topology
  대수기하, algebraic geometry
  확률론, probability theory
  정보 이론, 정보이론, information theory
  부호 이론, coding theory
  제어 이론, control theory
  신호 처리, 신호처리, signal processing
  반도체, semiconductor, semiconductors
  회로 설계, circuit design, chip design, 칩 설계
  딥러닝, 심층 학습, deep learning
  신경망, neural network, neural networks
  복구 시간, recovery time, time to recovery, time to recover
  응답 지연, 응답 시간, 지연 시간, latency, response time
  처리량, throughput
  오류율, error rate
  빌드 시간, build time
  효율, efficiency
  전산망, 군 통신망, 통신망, military network
  기상, weather
  레이더, radar
  회계, accounting
  의료 과실, clinical negligence, medical negligence
  특허, patent law
  노동법, employment law
  상법, commercial law
  형법, criminal law
  수술실, 수술, operating room, operating theatre, surgery
  응급실, emergency room, emergency department, accident and emergency
  중환자실, intensive care
  소아과, paediatrics, pediatrics
`;

/** Where work is shown, by the names of meetings and journals. */
const VENUES =
  'ICLR|NeurIPS, NIPS|ICML|ACL|EMNLP|NAACL|COLING|CVPR|ICCV|AAAI|IJCAI|KDD|SIGIR|WWW|ASPLOS|ISCA|MICRO|HPCA|OSDI|SOSP|NSDI|EuroSys|SIGMOD|VLDB|ICDE|PLDI|POPL|OOPSLA|CGO|KubeCon, 쿠브콘|re:Invent, 리인벤트|GTC|SREcon, SRE콘|DevOpsDays|Strange Loop|MLSys|SIGCOMM|USENIX|STOC|FOCS|SODA|SIGGRAPH|CHI|Interspeech|Hot Chips|PyCon, 파이콘|GDC|JSConf|DEF CON|Black Hat';

const subjects = once((): Vocabulary => vocabularyOf(entriesOf(SUBJECTS, '\n')));
const venues = once((): Vocabulary => vocabularyOf(entriesOf(VENUES, '|')));

const entriesOf = (text: string, between: string) =>
  text
    .trim()
    .split(between)
    .map((row) => row.split(',').map((name) => name.trim()));

const firstNames = (text: string, vocabulary: Vocabulary): ReadonlySet<string> =>
  new Set(mentionsIn(text, vocabulary).map(({ entry }) => entry[0] ?? ''));

/** What a text is about, by the first name of each subject. */
export const subjectsIn = (text: string): ReadonlySet<string> => firstNames(text, subjects());

/** Meetings and journals that a text names. */
export const venuesIn = (text: string): ReadonlySet<string> => firstNames(text, venues());
