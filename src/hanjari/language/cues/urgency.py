"""Cues of urgency: 4 now, 3 within a quarter of an hour, 2 within the hour; all else is 1.

Source: the care domain's triage levels U1 to U4 (danger to life; security, money, press, law; time).
"""

from hanjari.language.cues.danger import (
    ENGLISH_DANGER,
    ENGLISH_DOUBLE_CHARGE,
    ENGLISH_SECURITY,
    ENGLISH_SELF_HARM,
    KOREAN_DANGER,
    KOREAN_DOUBLE_CHARGE,
    KOREAN_SECURITY,
    KOREAN_SELF_HARM,
)

ROWS: tuple[tuple[str, float, str], ...] = (
    ("urgency:4", 0.9, KOREAN_DANGER),
    ("urgency:4", 0.95, KOREAN_SELF_HARM),
    ("urgency:4", 0.9, ENGLISH_DANGER),
    ("urgency:4", 0.95, ENGLISH_SELF_HARM),
    ("urgency:3", 0.85, KOREAN_SECURITY),
    ("urgency:3", 0.85, KOREAN_DOUBLE_CHARGE),
    (
        "urgency:3",
        0.85,
        "사기당|사기 당|^사기 |사기를|사기네|사기꾼|사기로|먹통|기자입니다|기자인데|^기자 |제보|취재|인터뷰 요청|인터뷰를|방송국|작가인데|작가입니다|제작진입니다|제작진인데|보도자료|보도에|언론사|언론에 제|언론에 알|반론|기사 작성|기사를 쓰|공정위|공정거래위|방통위|방송통신위|소비자원|소비자보호원|소보원|1372|국민신문고|권익위|^고소하|^고소할|^고소장|^고소를|^고소 |^고발하|^고발할|^고발 |소송|변호사|내용증명|경찰에 |경찰 신고|경찰 부르|경찰을 부르|경찰서|신고하겠|신고할|신고했|금감원|금융감독원|금융위원회|식약처|^리콜 |^리콜되|^리콜한|^리콜이|^리콜을|^리콜해|^리콜$|과기정통부|개인정보위|개인정보보호위|노동청|국토부|의원실|국정감사|분실했|분실신고|분실 신고|카드 정지|잃어버렸",
    ),
    ("urgency:3", 0.85, ENGLISH_SECURITY),
    ("urgency:3", 0.85, ENGLISH_DOUBLE_CHARGE),
    (
        "urgency:3",
        0.85,
        "scam|scammed|scammers|outage|completely down|down for everyone|nothing works|journalist|reporter|press inquiry|press enquiry|media inquiry|media enquiry|news desk|newsroom|producer here|would like a statement|writing a story|writing an article|lawsuit|sue you|suing|legal action|lawyer|lawyers|attorney|solicitor|police|regulator|ombudsman|trading standards|ofcom|ftc|fcc|consumer protection|class action|locked out",
    ),
    (
        "urgency:2",
        0.8,
        "오늘까지|오늘 안에|오늘 안으로|오늘 중으로|오늘중으로|지금 당장|지금당장|당장|지금 바로|^빨리|급해요|급합니다|급하게|급한|급히|긴급|시급|최대한 빠|최대한 빨|출국|내일까지|내일 아침|오늘 저녁|오늘 밤|오늘 오후|오늘 5시|오늘 6시|행사|결혼식|장례|마감|공항|빠른 답|빠른 처리|빠른 조치|한시간|1시간 안|^지금 ",
    ),
    (
        "urgency:2",
        0.8,
        "today|asap|a.s.a.p|urgent|urgently|right now|right away|immediately|tonight|by tomorrow|tomorrow morning|deadline|my flight|flight leaves|at the airport|boarding|wedding|funeral|in an hour|in two hours|time sensitive|as soon as possible",
    ),
    (
        "-",
        0.0,
        "사기 전|사기전|사기 좋|사려고|경찰청 채용|지금까지|행사 상품|행사상품|할인행사|할인 행사|행사 문의|행사 기간|행사 언제|행사 후원|빨리 와서 좋|빨리 왔|빨리 받|빨리 도착했|지금 쓰|지금 사용|지금 가입|지금 이용|지금 바로 상담|마감재|마감이 깔|마감 처리|마감도|마감이 좋|공항버스|공항 라운지|급하지 않|급할 때|급한 건 아|fire tv|fire stick|kindle fire|happy today|came today|great today|fire sale|hit a milestone|hit a new|recall*|fire works|fireworks|hospitality|999 won",
    ),
)
