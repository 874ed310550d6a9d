"""Cues of urgency: 4 now, 3 within a quarter of an hour, 2 within the hour; all else is 1.

Source: the care domain's triage levels U1 to U4 (danger to life; security, money, press, law; time).
"""

ROWS: tuple[tuple[str, float, str], ...] = (
    (
        "urgency:4",
        0.9,
        "불이 났|불이 나|불이 붙|불났|불 났|화재|연기가 나|연기가 납|연기가 났|연기가 조금|연기가 좀|연기가 많|탄 냄새|연기 나|연기나|연기가 올|연기가 피|폭발|감전|다쳤|다쳐|다친|다칠|화상|병원|응급|119|피가 나|피가 납|스파크|불꽃이|타는 냄새|탄내|누전|질식|가스 냄새|가스냄새|죽고 싶|죽고싶|자살|자해|극단적 선택|극단적인 선택|숨을 못|호흡 곤란|호흡곤란|의식을 잃|쓰러졌|쓰러지|아이가 다|아이가 삼|아이가 아|아이가 토|아이가 열|아기가 다|아기가 삼|아기가 토|배터리가 터|터졌|식중독",
    ),
    (
        "urgency:4",
        0.9,
        "caught fire|on fire|a fire|smoke coming|is smoking|started smoking|exploded|explosion|exploding|electric shock|electrocut*|injured|injury|burned my|burnt my|got burned|burning smell|smells like burning|hospital|ambulance|emergency room|emergency|911|bleeding|choking|swallowed|gas leak|food poisoning|unconscious|can't breathe|cannot breathe|suicide|suicidal|kill myself|want to die|end my life|sparks|sparking",
    ),
    (
        "urgency:3",
        0.85,
        "유출|해킹|명의도용|명의 도용|도용|이중결제|이중 결제|중복결제|중복 결제|두 번 결제|두번 결제|사기|먹통|기자입니다|기자인데|기자 |제보|취재|공정위|공정거래위|방통위|소비자원|1372|고소|고발|소송|집단소송|변호사|경찰|신고하|신고할|신고했|피싱|스미싱|무단|금감원|식약처|리콜|과기정통부|개인정보위|개인정보보호위",
    ),
    (
        "urgency:3",
        0.85,
        "leaked|data leak|data breach|hacked|breach|identity theft|stolen|charged twice|double charged|charged double|fraud|fraudulent|scam|scammed|unauthorized|unauthorised|phishing|outage|completely down|journalist|reporter|press inquiry|lawsuit|sue you|legal action|lawyer|attorney|solicitor|police|regulator|ombudsman|trading standards|class action|locked out",
    ),
    (
        "urgency:2",
        0.8,
        "오늘까지|오늘 안에|오늘 중으로|오늘중으로|지금 당장|지금당장|당장|지금 바로|빨리|급해요|급합니다|급하게|급한|긴급|시급|최대한 빠|출국|내일까지|내일 아침|오늘 저녁|오늘 밤|행사|결혼식|장례|마감|공항|빠른 답|빠른 처리|한시간|1시간 안|지금 ",
    ),
    (
        "urgency:2",
        0.8,
        "today|asap|urgent|urgently|right now|right away|immediately|tonight|by tomorrow|tomorrow morning|deadline|my flight|at the airport|boarding|wedding|funeral|in an hour|time sensitive|as soon as possible",
    ),
    (
        "-",
        0.0,
        "화상회의|화상 회의|화상 상담|화상통화|화상 통화|화상수업|화상 수업|폭발적|인기 폭발|인기폭발|판매 폭발|동물병원|사기 전|사기전|사기 좋|사려고|경찰청 채용|지금까지|무단횡단|불꽃놀이|불꽃축제|행사 상품|행사상품|할인행사|할인 행사|터졌으면|대박 터|웃음이 터|빵 터|빵터|fire tv|fire stick|kindle fire|happy today",
    ),
)
