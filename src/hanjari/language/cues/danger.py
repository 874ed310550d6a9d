"""Cues of danger, shared by what a message is (an incident) and how fast it must be heard (urgency).

Source: the care domain's triage levels: U4 is danger to life and health, U3 security and money.
"""

KOREAN_DANGER = "|".join(
    (
        "불이 났|불이 나|불이 붙|불붙었|불났|불 났|불이 튀|^화재|^대형화재|연기가 나|연기가 납|연기가 났|연기가 조금 나|연기가 조금씩|연기가 좀 나|연기가 많이 나|연기가 올|연기가 피|연기가 자|연기가 심|연기가 새|연기 나요|연기 나고|연기 나는|연기 나네|연기 납|연기나요|연기나고|연기나는|연기나네|연기납|연기 났|연기 올라",
        "폭발했|폭발하|폭발할|폭발음|폭발 사고|가 폭발|펑 하|펑하고|펑 소리|펑 터|배터리가 터|터졌|터져서|터질 것|터질 뻔|^스파크|불꽃이 튀|불꽃이 나|타는 냄새|탄 냄새|탄내|^과열|갑자기 뜨거|너무 뜨거워|^녹았|^녹아내|^녹아 내|부풀어|부풀었|부푼|^누전|^감전|전기가 올|전기 올랐|합선|가스 냄새|가스냄새|가스가 새|가스 새|가스 누출|^질식|일산화탄소",
        "^다쳤|^다쳐|^다치셨|^다치는|^다칠|^다친|부상을 |부상 입|부상당|부상을 당|골절|뼈가 부러|찢어졌어요 병원|입안이 찢|손을 베|손가락을 베|베였|찔렸|손을 데|손 데|^데였|^데었|^화상|멍이 들|^피가 나|^피가 났|^피가 납|^피 나|코피가|코피를|출혈|넘어져|넘어졌|미끄러져|미끄러졌|^끼었|^끼여|^끼임|손이 끼|발이 끼|갇혔|갇혀|^추락|머리를 부딪|머리에 맞|쓰러졌|쓰러지|^기절|^실신|의식을 잃|의식이 없|의식 잃|호흡 곤란|호흡곤란|숨을 못|숨쉬기|숨이 안|숨이 막|응급실|^응급 |응급상황|응급차|응급처치|119에|119를|119 불|119 신고|119 부|119로|119구|119 구|구급차|^병원|대학병원에|입원했|입원 중|수술받|수술 받",
        "두드러기|^발진|알레르기 반응|알러지 반응|^부작용|퉁퉁 부|부어올|부어 올|얼굴이 부|식중독|^토하|^토했|^구토|^설사를|^설사가|^설사하|^설사했|^배탈|^복통|^고열|열이 3|열이 4|삼켰|삼킨|삼켜|죽을 뻔|큰일 날 뻔|큰일날 뻔|사고 났|사고가 났|사고가 나|사고났|교통사고|바퀴가 빠|바퀴가 터|급발진|브레이크가 안|브레이크 안|안전바|안전사고|유리 조각|유리조각|유리가 나|쇳조각|쇠조각|금속 조각|철사가 나|못이 나왔|주사바늘",
        "아이가 다|아이가 삼|아이가 아|아이가 토|아이가 열|아이가 떨어|아이 발이|아이 손이|아이가 먹을 뻔|아기가 다|아기가 삼|아기가 토|아기가 떨어",
    )
)
KOREAN_SELF_HARM = (
    "죽고 싶|죽고싶|죽어버리고 싶|자살|^자해|극단적 선택|극단적인 선택|극단적인 생각|극단적 생각|목숨을 끊|목숨 끊"
    "|삶을 포기|살고 싶지 않|살기 싫|살기가 싫|그만 살고|더는 못 버티|더 이상 못 버티|유서를|뛰어내리|뛰어내릴|생을 마감"
    "|사라지고 싶|없어지고 싶|세상을 떠나고|살아갈 이유|살 이유가|사는 게 의미|죽는 게 나|죽는게 나|다 끝내고 싶|다 내려놓고 싶|마지막으로 인사|마지막 인사를|편해지고 싶|손목을 긋|손목 긋"
)
KOREAN_SECURITY = "|".join(
    (
        "유출됐|유출된|유출되|유출 사|유출사|정보 유출|정보유출|유출|해킹|도용|모르는 결제|모르는 거래|모르는 출금|결제한 적|결제한적|신청한 적|신청한적|가입한 적|가입한적|주문한 적|주문한적|쓴 적이 없|쓴 적 없|사용한 적|출금한 적|동의 없이|동의없이|동의도 없이",
        "다른 사람 정보|다른 사람 주문|다른 사람의 주문|다른 사람의 정보|다른 사람 이름|다른 사람 개인|다른 고객 정보|다른 고객의|남의 계좌|남의 정보|남의 주문|남의 개인|남의 이름|타인의 정보|타인 정보|타인의 계|명의로 휴대폰|명의로 개통|명의로 대출|명의로 가입|누가 제|누가 내|누군가 제|누군가 내|제 아이디로 로|제 계정으로 로|비밀번호가 바뀌|비번이 바뀌|비밀번호가 변경됐|보이스피싱|보이스 피싱|피싱|스미싱|사칭|링크를 눌렀|링크 눌렀|링크를 눌러버|지급정지|지급 정지|부정사용|부정 사용|부정결제|부정 결제|노출돼|노출되어|노출됐|노출된|털렸|털린|털려|개인정보가|주민번호를 다|주민번호가",
        "무단 결제|무단결제|무단 인출|무단으로",
    )
)
KOREAN_DOUBLE_CHARGE = "두 번 결제|두번 결제|두 번이나 결제|이중결제|이중 결제|중복결제|중복 결제|두 번 빠져|두번 빠져|이중 청구|이중청구|중복 청구|중복청구|두 번 청구|두번 청구|두 번 출금|중복 출금|이중 출금"
ENGLISH_DOUBLE_CHARGE = "charged twice|charged me twice|double charged|charged double|billed twice|billed me twice|taken twice"
"""Our own mistake with money: as urgent as a theft, and a complaint, not a matter of safety."""
ENGLISH_DANGER = "|".join(
    (
        "caught fire|catch fire|catches fire|on fire|a fire|burst into flames|bursts into flames|throat is closing|throat closed|in flames|smoke coming|smoke from|smoke out|is smoking|started smoking|was smoking|smoking battery|exploded|explosion|exploding|exploded*|blew up|electric shock|electrocut*|got a shock|got shocked|burned my|burnt my|got burned|got burnt|burning smell|smells like burning|smell of burning|burns on|sparks|sparking|overheat*|getting really hot|getting very hot|swollen battery|battery is swelling|battery swelling|swelling|melted the|melted plug|melted cable|has melted on|smell gas|smells of gas|gas leak|gas smell|carbon monoxide",
        "injured|injury|injuries|hurt my back|hurt my hand|hurt my knee|hurt my arm|hurt my leg|hurt my head|hurt my foot|hurt my neck|got hurt|hurt himself|hurt herself|broke my arm|broke my leg|broke my wrist|broke my ankle|broke my nose|broke my tooth|broke my finger|broke my hand|broke my foot|broke his|broke her|fractured|concussion|stitches|bleeding|blood everywhere|unconscious|passed out|fainted|collapsed|can't breathe|cannot breathe|choking|choked|swallowed a|swallowed the battery|swallowed some|swallowed part|swallowed one|swallowed it|hospital|ambulance|emergency room|the er|a&e|call 911|called 911|dial 911|call 999|called 999|dial 999|food poisoning|poisoned|vomiting|throwing up|allergic reaction|anaphyla*|rash all over|broke out in|slipped on|fell down|fell off|hit by|hit a|crashed into|and i crashed|brakes failed|brake failed|brakes stopped|piece of glass|pieces of glass|glass in|piece of metal|metal in my|needle in|razor|trapped in your|trapped in the lift|trapped in the elevator|got trapped|fingers trapped|hand trapped|trapped my|stuck in the lift|stuck in the elevator|stuck in your lift|stuck in your elevator|nearly died|could have died|almost killed|could have killed",
    )
)
ENGLISH_SELF_HARM = (
    "suicide|suicidal|kill myself|killing myself|want to die|wanna die|end my life|ending my life|end it all|take my own life"
    "|self harm|self-harm|don't want to live|not want to live|no reason to live|can't do this anymore|no point in living|no point living|better off dead|not worth living|hurt myself|harm myself|cutting myself|overdose"
)
ENGLISH_SECURITY = "|".join(
    (
        "hacked|hacker*|data breach|security breach|been breached|data leak|leaked my|has leaked|leaked|identity theft|stole my identity|opened a line in my name|in my name|someone else's|somebody else's|another customer's|other people's|other customers'|someone is using|somebody is using|someone used my|someone has access|payments i did not|payment i did not|payments on my card|that i did not make|that i didn't make|i didn't make this|did not authorise|did not authorize|didn't authorise|didn't authorize|don't recognise|don't recognize|do not recognise|do not recognize|unauthorized|unauthorised|fraud|fraudulent|fraudster*|phishing|pretending to be you|claiming to be you|asking for my pin|stolen|card was stolen|account has been compromised|compromised|exposed my|my personal details to|my details to",
    )
)
