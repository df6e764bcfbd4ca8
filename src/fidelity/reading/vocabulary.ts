/** Closed vocabularies: each entry is one thing, by every name that it commonly has in Korean and English. */
const entries = (text: string): string[][] =>
  text
    .trim()
    .split('\n')
    .map((row) => row.split(',').map((name) => name.trim()));

export const PLACES = entries(`
  서울, Seoul
  부산, Busan, Pusan
  대구, Daegu
  인천, Incheon
  대전, Daejeon
  광주, Gwangju
  울산, Ulsan
  제주도, 제주, Jeju
  판교, Pangyo
  수원, Suwon
  세종, Sejong
  포항, Pohang
  춘천, Chuncheon
  강릉, Gangneung
  전주, Jeonju
  성남, Seongnam
  도쿄, 동경, Tokyo
  오사카, Osaka
  베이징, 북경, Beijing
  상하이, 상해, Shanghai
  선전, Shenzhen
  홍콩, Hong Kong
  타이베이, Taipei
  싱가포르, Singapore
  방콕, Bangkok
  뭄바이, Mumbai
  방갈로르, 벵갈루루, Bangalore, Bengaluru
  런던, London
  파리, Paris
  베를린, Berlin
  뮌헨, Munich
  취리히, Zurich
  암스테르담, Amsterdam
  스톡홀름, Stockholm
  더블린, Dublin
  모스크바, Moscow
  카이로, Cairo
  두바이, Dubai
  텔아비브, Tel Aviv
  토론토, Toronto
  몬트리올, Montreal
  밴쿠버, Vancouver
  시드니, Sydney
  멜버른, Melbourne
  뉴욕, New York, NYC, Manhattan, Brooklyn
  샌프란시스코, San Francisco, Bay Area, 베이 에어리어
  실리콘밸리, 실리콘 밸리, Silicon Valley
  팔로알토, Palo Alto
  마운틴뷰, Mountain View
  로스앤젤레스, Los Angeles
  시애틀, Seattle
  보스턴, Boston
  오스틴, Austin
  텍사스, Texas
  캘리포니아, California
  워싱턴, Washington
  애틀랜타, Atlanta
  하와이, Hawaii
  유럽, Europe
  이탈리아, Italy
  스페인, Spain
  대만, Taiwan
  시카고, Chicago
  덴버, Denver
  일본, Japan
  중국, China
  미국, United States
  독일, Germany
  프랑스, France
  영국, United Kingdom
  캐나다, Canada
  인도, India
  호주, Australia
  베트남, Vietnam
  한국, 대한민국, Korea, South Korea
`);

export const SCHOOLS = entries(`
  Stanford, 스탠퍼드, 스탠포드
  MIT, 엠아이티
  Harvard, 하버드
  UC Berkeley, Berkeley, 버클리
  Carnegie Mellon, CMU, 카네기멜런, 카네기 멜런, 카네기멜론, 카네기 멜론
  Princeton, 프린스턴
  Yale, 예일
  Columbia University, 컬럼비아대, 컬럼비아
  Cornell, 코넬
  Caltech, 칼텍, 캘텍
  UCLA
  Georgia Tech, 조지아텍
  University of Washington, 워싱턴대
  University of Illinois, UIUC, 일리노이
  University of Michigan, 미시간대, 미시간
  University of Toronto, 토론토대
  Oxford, 옥스퍼드, 옥스포드
  Cambridge, 케임브리지
  Imperial College, 임페리얼 칼리지
  ETH Zurich, ETH
  EPFL
  Tsinghua, 칭화대
  Peking University, 베이징대
  University of Tokyo, 도쿄대, 동경대
  NUS, National University of Singapore, 싱가포르국립대
  KAIST, 카이스트
  서울대, 서울대학교, Seoul National University, Seoul National, SNU
  POSTECH, 포스텍, 포항공대
  연세대, 연세대학교, Yonsei
  고려대, 고려대학교, Korea University
  성균관대, 성균관대학교, Sungkyunkwan, SKKU
  한양대, 한양대학교, Hanyang
  서강대, 서강대학교, Sogang
  중앙대, 중앙대학교, Chung-Ang
  경희대, 경희대학교, Kyung Hee
  이화여대, 이화여자대학교, Ewha
  부산대, 부산대학교, Pusan National University
  경북대, 경북대학교, Kyungpook
  인하대, 인하대학교, Inha
  UNIST, 유니스트
  GIST, 지스트
  DGIST
  홍익대, 홍익대학교, 홍대, Hongik
  건국대, 건국대학교, Konkuk
  동국대, 동국대학교, Dongguk
  숭실대, 숭실대학교, Soongsil
  세종대, 세종대학교
  서울시립대, University of Seoul
  아주대, 아주대학교, Ajou
  전남대, 전남대학교
  충남대, 충남대학교
  숙명여대, 숙명여자대학교, Sookmyung
  NYU, New York University, 뉴욕대
  UT Austin, University of Texas, 텍사스대
  USC, University of Southern California
  UCSD, UC San Diego
  University of Pennsylvania, UPenn, 유펜
  Duke, 듀크
  Brown University, 브라운대
  Northwestern, 노스웨스턴
  Purdue, 퍼듀
  Johns Hopkins, 존스홉킨스
  University of Chicago, 시카고대
  McGill, 맥길
  Waterloo, 워털루
  TU Munich, 뮌헨공대
  Edinburgh, 에든버러대
`);

export const EMPLOYERS = entries(`
  Google, 구글, Google Brain, 구글 브레인
  DeepMind, 딥마인드
  OpenAI, 오픈AI, 오픈에이아이
  Meta, 메타, Facebook, 페이스북, Meta FAIR, FAIR
  Microsoft, 마이크로소프트, MS 리서치, Microsoft Research
  Amazon, 아마존
  AWS
  Apple, 애플
  NVIDIA, 엔비디아
  Intel, 인텔
  AMD
  Anthropic, 앤트로픽
  Hugging Face, 허깅페이스
  Tesla, 테슬라
  Netflix, 넷플릭스
  Uber, 우버
  Airbnb, 에어비앤비
  LinkedIn, 링크드인
  Twitter, 트위터
  Spotify, 스포티파이
  Stripe
  Databricks, 데이터브릭스
  Snowflake, 스노우플레이크
  Confluent, 컨플루언트
  Cloudflare, 클라우드플레어
  Red Hat, 레드햇
  IBM, 아이비엠
  Oracle, 오라클
  SAP
  Qualcomm, 퀄컴
  ARM
  TSMC
  Cerebras, 세레브라스
  Samsung, 삼성, 삼성전자, Samsung Electronics
  LG, LG전자, 엘지
  SK하이닉스, 하이닉스, SK Hynix
  SK텔레콤, SKT
  KT
  현대자동차, 현대차, Hyundai
  Naver, 네이버
  Kakao, 카카오, 카카오뱅크
  LINE, 라인플러스
  Coupang, 쿠팡
  NHN
  Woowa, 우아한형제들, 배달의민족, 배민
  Toss, 토스, 비바리퍼블리카
  당근, 당근마켓
  NCSOFT, 엔씨소프트
  Nexon, 넥슨
  Krafton, 크래프톤
  ETRI, 에트리, 한국전자통신연구원, 전자통신연구원
  KISTI
  KIST
  Baidu, 바이두
  Alibaba, 알리바바
  Tencent, 텐센트
  ByteDance, 바이트댄스
  Huawei, 화웨이
  Sony, 소니
  Toyota, 도요타
  Siemens, 지멘스
  Bloomberg, 블룸버그
  Goldman Sachs, 골드만삭스
  Palantir, 팔란티어
  xAI
  Mistral, 미스트랄
  Cohere, 코히어
  DeepSeek, 딥시크
  Scale AI, 스케일AI
  Groq, 그록
  Graphcore, 그래프코어
  SambaNova, 삼바노바
  Tenstorrent, 텐스토렌트
  Broadcom, 브로드컴
  Micron, 마이크론
  Salesforce, 세일즈포스
  Adobe, 어도비
  Shopify, 쇼피파이
  Dropbox, 드롭박스
  GitHub, 깃허브
  GitLab
  Atlassian, 아틀라시안
  Cisco, 시스코
  Ericsson, 에릭슨
  Nokia, 노키아
  Bosch, 보쉬
  야놀자
  무신사
  컬리, 마켓컬리
  리벨리온, Rebellions
  퓨리오사AI, FuriosaAI, 퓨리오사
  업스테이지, Upstage
  넷마블, Netmarble
  스마일게이트, Smilegate
  카카오브레인, Kakao Brain
  쏘카
  센드버드, Sendbird
  두나무, 업비트
`);

export const BRANCHES = entries(`
  육군, army
  해군, navy
  공군, air force
  해병대, 해병, marines, marine corps
  전문연구요원, 전문연, 대체복무, 산업기능요원, alternative service, technical research personnel
  카투사, KATUSA
  특전사, special forces
  공익, 사회복무요원
  면제, exempt
`);

export const DEGREE_FIELDS = entries(`
  컴퓨터공학, 컴퓨터과학, 전산학, 컴공, 전산, Computer Science, computer engineering, CS
  수학, 수학과, Mathematics, math, maths
  물리학, 물리, Physics
  화학, Chemistry
  생물학, 생명과학, Biology
  통계학, 통계, Statistics
  전기공학, 전자공학, 전기전자, 전자전기, Electrical Engineering
  기계공학, Mechanical Engineering
  산업공학, Industrial Engineering
  경제학, Economics
  경영학, 경영, MBA, Business Administration
  심리학, Psychology
  철학, Philosophy
  언어학, Linguistics
  영문학, 국문학, 문학, literature
  역사학, 사학, History
  법학, Law
  의학, 의대, Medicine
  미술, 디자인, Fine Arts, Design
  음악, Music
  신경과학, Neuroscience
  컴파일러, compilers
  운영체제, operating systems
  로보틱스, 로봇공학, robotics
  컴퓨터 비전, 영상 처리, computer vision
  데이터베이스, databases
  네트워크, networking
  보안, 암호학, security, cryptography
  그래픽스, computer graphics
  HCI, 인간 컴퓨터 상호작용, human-computer interaction
  재료공학, 신소재공학, materials science
  화학공학, 화공, chemical engineering
  토목공학, 건축학, civil engineering, architecture studies
  항공우주공학, aerospace engineering
  정치학, 사회학, political science, sociology
  신학, 체육학, theology
`);

export const TRADES = entries(`
  AI, 에이아이, 인공지능, AI 모델, AI model, artificial intelligence, AI system
  language model, 언어 모델, 언어모델, AI language model, large language model, LLM, AI 언어 모델, 대형 언어 모델
  AI assistant, virtual assistant, AI 어시스턴트, AI 비서, 어시스턴트, 가상 비서
  chatbot, chat bot, 챗봇, bot
  computer program, 컴퓨터 프로그램, 프로그램
  프론트엔드 개발자, 프론트엔드 엔지니어, 프런트엔드 개발자, frontend developer, frontend engineer, front-end developer, front-end engineer
  웹 디자이너, 디자이너, UI 디자이너, UX 디자이너, designer, graphic designer, UX designer
  프로덕트 매니저, 기획자, PM, product manager, product owner, project manager
  마케터, 마케팅 담당, marketer, marketing manager, marketing lead
  영업, 영업 담당, 영업 담당자, 영업 사원, 세일즈, salesperson, sales manager, sales engineer
  인사 담당자, HR, recruiter, 리크루터, HR manager
  회계사, accountant
  변호사, lawyer, attorney
  의사, doctor, surgeon, physician
  간호사, nurse
  교사, 선생님, teacher, high school teacher
  기자, journalist, reporter
  작가, novelist, writer
  요리사, 셰프, chef, cook
  학생, 대학생, 대학원생, student, grad student, undergraduate
  인턴, intern
  신입, 신입 사원, 주니어 개발자, junior developer, new grad, fresh graduate
  게임 개발자, game developer
  모바일 개발자, 모바일 앱 개발자, 앱 개발자, iOS 개발자, 안드로이드 개발자, iOS developer, Android developer, mobile developer
  데이터 엔지니어, data engineer
  데이터 분석가, data analyst
  보안 엔지니어, 보안 전문가, security engineer, security researcher, penetration tester
  QA 엔지니어, 테스터, QA engineer, tester
  데이터베이스 관리자, DBA, database administrator
  네트워크 엔지니어, network engineer
  SRE, 사이트 신뢰성 엔지니어, site reliability engineer
  컴파일러 엔지니어, compiler engineer
  성능 엔지니어, performance engineer
  풀스택 아키텍트, 소프트웨어 아키텍트, 아키텍트, architect, full-stack architect, software architect
  머신러닝 엔지니어, ML 엔지니어, machine learning engineer, ML engineer, ML training engineer
  자연어 처리 엔지니어, NLP 엔지니어, NLP engineer
  알고리즘 엔지니어, algorithm engineer
  로보틱스 엔지니어, robotics engineer
  블록체인 개발자, blockchain developer
  컨설턴트, consultant
  교수, professor
  대표, 대표이사, 창업자, CEO, founder
  CTO, 최고기술책임자
`);

export const TONGUES = entries(`
  한국어, 우리말, Korean
  영어, English
  일본어, Japanese
  중국어, Chinese, Mandarin
  독일어, German
  프랑스어, 불어, French
  스페인어, Spanish
  러시아어, Russian
`);
