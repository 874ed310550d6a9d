"""Weak evidence: words that say nothing alone and, together, what happened (my hand + a blister).

Most weights stay below one half, so that two decide. What only sets the scene (a body, a person, a
device) counts once, however much of it is said, and never decides without a harm; a lost sum never
without "I did not".
"""

_KOREAN_BODY = "손등|손가락|^손에|^손을|^손이|^발을|발가락|^발에|^발이|^눈이|^눈에|얼굴|^머리를|^머리에|^목에|온몸|피부|입안|^입술|^팔이|^팔을|^팔에|다리를|다리가|무릎|허리를|이마|가슴이|^배가"
_KOREAN_PERSON = "^아이가|^아이 |아기 |할아버님|장모님|시어머니|시아버지|와이프|아내가|남편이|친구가|동생이|조카|손주|어떤 분이|고객 한 분|^애가|^아기|^애기|둘째|첫째|^딸|^아들|할머니|할아버지|어머니|아버지|^엄마|^아빠|어르신|^노인|임산부|^승객|^손님이"
_KOREAN_HARM = "^데었|^데였|^데임|^데여|물집|^베였|^베인|^베어|긁혔|찢어졌|찧|부딪|^끼었|^끼여|^꼈|손이 꼈|^삼켰|^삼킨|^목에 걸|^토했|^토하|^구토|쓰러|의식을|의식이|의식 |따갑|따가워|쓰라리|화끈거|부어|부었|붓고|^멍이|마비|저려|저립|어지럽|어지러|아파하|절뚝|까졌|파편|산산조각|넘어지|넘어졌|미끄러|굴러떨어|떨어져서|떨어졌|물렸|쏘였|찔렸|찔려|뼈가|흐려지|호흡|숨이|열이 나|열이 올|경련|쇼크|가려워|가렵|따끔|벌겋|빨갛게|끊어져서|부러져|빠지면서|내려앉|^무너졌|^무너져|^무너지"
_KOREAN_ACCIDENT = "까맣게 탔|까맣게 타|시커멓게|새까맣게|그을|번쩍하|번쩍 하|차단기가|전기가 통|전기가 흘|전기 통|^지직|^찌릿하|매캐|연기랑|연기와 냄새|연기와 불|연기와 함께|연기 냄새|타버렸|타 버렸|눌어붙|뜨거운 물에|뜨거운 물이 튀|끓는 물|급정거|급제동|터지면서|터지더니|튀어 올|튀어올|폭발|플라스틱 조각|뼛조각|나사가 나|머리핀|쇠붙이|무서워서 못|겁나서 못"
_KOREAN_RESCUE = "도와주세요|살려주세요|살려 주세요|^구조|구급|위급"
_KOREAN_MONEY_GONE = "잔고가|잔액이|기프트카드를 샀|포인트를 다|전액|돈이 없어|이체돼|송금돼|해외 승인|승인 문자가|빠져나갔|빠져나가|빠져 나갔|출금됐|출금되|결제됐|결제가 됐|결제되|승인 문자|승인문자|이체됐|이체되|인출|사라졌|없어졌|연달아|똑같은 금액|소액결제"
_KOREAN_NOT_ME = "저는 자고|한 적이 없|한 적 없|적도 없|^적이 없|간 적|산 적|보낸 적|만든 적|누른 적|받은 적|한적이 없|한적 없|^적이 없|바꾼 적|저도 모르게|나도 모르게|저 모르게|제 이름으로|내 이름으로|모르는 분|모르는 사람|모르는 번호|모르는 곳|낯선|외국에서|해외에서 접속|해외에서 로그인|다른 기기|한국에 있|제가 아닌|내가 아닌|제가 안 했|제가 한 게 아"
_KOREAN_SECRETS = "제 계정|제 전화번호|내 전화번호|제 주소|유심|보안카드|공인인증서|신분증|비밀번호|^비번|인증번호|^otp|카드번호|^계정|^아이디로|로그인|접속했|접속 알림|변경 완료|통장에서|계좌에서|회원 명단|명단이|이름이랑|집주소|연락처가|개인정보|주민등록증"
_KOREAN_EXPOSED = "다른 손님|다른 분 상담|공개로 떠|공개로 되|공개돼|공개되어 있|전체 공개|개인 폰|개인 휴대폰|사진을 찍어|신분증 사진|복제|여권 사진|누구나 볼|인터넷에 올라|그대로 보|다 보여|다 보이|보이네요 다른|^떠요|새어 나|샌 거|^샜|다른 분 이름|다른 분 주|다른 분의|다른 회원|광고 전화가|단톡방에 올|올라와 있"
_KOREAN_IMPOSTURE = "직원이라면서|직원이라고|직원인 척|불러달라|불러 달라|앱을 깔|앱 깔|원격|설치하라고|문자로 온|링크가 왔|검찰이라|경찰이라면서|은행이라면서"

_ENGLISH_BODY = "my hand|my hands|my arm|my arms|my leg|my legs|my face|my eye|my eyes|my head|my finger|my fingers|finger|fingers|my back|my skin|my throat|my mouth|his head|her head|his hand|her hand|badly"
_ENGLISH_PERSON = "my son|my daughter|my kid*|toddler|my baby|baby|our baby|my mum|my mom|my dad|my father|my mother|my wife|my husband|elderly|pregnant|cyclist|pedestrian|passenger|grandmother|grandfather|grandma|grandpa|my nan|my sister|my brother|our son|our daughter|our dog"
_ENGLISH_HARM = "cuts|cut my|cut on|bruise*|caught in|vomit*|been sick|sick all night|itchy|rash|swollen|blister*|burn|burns|scald*|dizzy|stung|bitten|fell|slipped|tripped|knocked|hit my|trapped|crackling|melted|all black|fumes|went off by itself|airbag|sharp|by itself while"
_ENGLISH_SECURITY = "disappeared from|gone from my|money has gone|money is gone|never touched it|list of other|other customers|logged into my|logged in from|login from|signed in from|identical payments|two identical|wanted my password|asked for my password|asked for my pin|your fraud team|remote access|anydesk|teamviewer|strangers"

_KOREAN_PAIN = "아파요|아픕니다|아파서|아프다고|아파하|^쓰려|상처가|상처를|상처 났|흉터|빨개졌|빨갛게|벌겋게|부풀어|접질|삐었|삐끗|^이빨|^치아|^이가 깨|두근거|심장이|혈압|울어요|울고 있|체했|메스꺼|구역질|열나|열이 펄펄|기침이|눈물이 멈|잇몸|물린 자|뜯겨"
_KOREAN_MISHAP = "굴렀|구르|굴러|넘어질|떨어질|^빠졌|빠지면서|버클이 풀|벨트가 풀|나사가 풀|볼트가 풀|고리가 풀|끈이 풀|잠금이 풀|빨라져|멈춰서|멈췄|갑자기 꺼|쏟아져|쏟아졌|^튀어|^튀었|튀어서|튀더니|그을|^녹아|타들어|구멍이 나|구멍 났|부서지|부서졌|^무너|내려앉|추돌|들이받|치였|치일|차에 치|휘청|쿵 "
_KOREAN_NEARLY = "뻔했|뻔 했|뻔한 적|뻔했네|뻔했습|불날|불 날"
_KOREAN_FOUND_IN_FOOD = "^돌이|^나사|^못이|유리|철사|^비닐|머리핀|^뼈|바늘|^쇳|쇠붙이|금속|파편|이물질|이물이|곰팡이|바퀴벌레|^쥐가|쥐똥"
_KOREAN_IN_FOOD = (
    "나왔|들어 있|들어있|씹었|씹혔|먹다가|먹었는데|먹고 나서|먹이고|마시고 나서|바르고|바른 뒤|삼켰"
)
_KOREAN_SAFETY = "안전벨트|안전띠|^버클|브레이크|^핸들|^바퀴|에어백|비상벨|비상구|에스컬레이터|엘리베이터|승강기|러닝머신|콘센트|전선|충전기|배터리|가스레인지|보일러|전기장판|히터|놀이기구|미끄럼틀"
_ENGLISH_PAIN = "tooth|teeth|throat|lungs|chest|stomach|painful*|in pain|hurts|swelled|closing up|dizzy|cramps|fever|wound"
_ENGLISH_MISHAP = "tipped over|came undone|came off|snapped|collapsed on|stopped suddenly|suddenly stopped|flipped|crashed|skidded|screw in|stone in|metal in|plastic in|bone in|needle|flames|scorched|blew|nearly|almost|could have"
_ENGLISH_SAFETY = "seat belt|seatbelt|car seat|buckle|brake|brakes|escalator|elevator|the lift|ladder|plug|socket|charger|battery|heater|boiler|stove|scooter|hoverboard|while driving|while we were driving"
_ENGLISH_NOT_MINE = "never ordered|isn't mine|is not mine|not mine|aren't mine|wasn't me|was not me|it wasn't me|changed my password|reset my password without|drained my|emptied my|in the cc|cc field|everyone's addresses|everyone's email|never opened|never signed up|never authorised|never authorized|never applied|i never made|i didn't order|did not order|nothing to do with me|sim swap*|cloned"

_PRESS = "기자인데요|기자라|mbn|kbs|sbs|mbc|jtbc|ytn|칼럼에|인용해도|자료 보존|피해구제|홍보팀 연결|홍보팀|촬영하|film in your|filming|watchdog|columnist|podcast|quote you|소속입니다|코멘트를|코멘트 |다큐멘터리|촬영 협조|생방송|방송 연결|위생과|현장 점검|분쟁조정|분쟁 조정|수사팀|수사 협조|수사관|검찰청|경찰서 |경찰청|^공문|조사관|위원회입니다|위원회에서|해명하실|^멘트|기사가 나갑|기사가 나간|기사가 나갈|기사로 |편집부|산업부|사회부|경제부|생활경제|리포터|^앵커|뉴스팀|필진|칼럼|특파원|매체입니다|잡지사|i write for|writing for the|your response before|need your response|spokesperson|morning show|evening standard|case officer|correspondent|editor at|editor of|on air|broadcast|documentary|freelance writer|deadline for my"

_DANGER = (
    (0.2, _KOREAN_BODY), (0.15, _KOREAN_PERSON), (0.42, _KOREAN_HARM), (0.55, _KOREAN_ACCIDENT), (0.21, _KOREAN_RESCUE),
    (0.34, _KOREAN_PAIN), (0.3, _KOREAN_MISHAP), (0.45, _KOREAN_NEARLY), (0.31, _KOREAN_FOUND_IN_FOOD), (0.26, _KOREAN_IN_FOOD), (0.25, _KOREAN_SAFETY),
    (0.34, _ENGLISH_PAIN), (0.3, _ENGLISH_MISHAP), (0.25, _ENGLISH_SAFETY),
    (0.2, _ENGLISH_BODY), (0.15, _ENGLISH_PERSON), (0.42, _ENGLISH_HARM),
)  # fmt: skip
_SECURITY = (
    (0.4, _KOREAN_MONEY_GONE), (0.36, _KOREAN_NOT_ME), (0.25, _KOREAN_SECRETS), (0.37, _KOREAN_EXPOSED), (0.41, _KOREAN_IMPOSTURE),
    (0.55, _ENGLISH_SECURITY), (0.55, _ENGLISH_NOT_MINE),
)  # fmt: skip

ROWS: tuple[tuple[str, float, str], ...] = (
    *(("intent:incident", weight, words) for weight, words in (*_DANGER, *_SECURITY)),
    *(("urgency:4", weight, words) for weight, words in _DANGER),
    *(("urgency:3", weight, words) for weight, words in _SECURITY),
    (
        "intent:complaint",
        0.55,
        "보름째|통째|조차 안|조차 없|^도통|도무지|터무니없|찝찝|찜찜|퇴보|후회막심|감감무소식|나 몰라라|모른답니다|모른다고만|모르쇠|쫓아내|빼가|떼갔|떼가|끊깁니다|안 뜹니다|안 뜬다|넘어가질|지를 않|되질 않|오질 않|질 않아|질 않네|못 마시|못 써요|예전이 훨씬|예전이 나|말이 전부|말이 다 달|누구 말을 믿|지칩니다|지치네|지쳤|진이 빠|여섯 통|끝내주네요|법적으로|법적 대응|법적 조치|가만있지|가만히 있지 않|던지고 가|던져놓|들어왔다 나갔다|왜 있는 건지|다른 데 갔|망합니다|속은 느낌|꺼져서|뱅글뱅글|돌기만|말을 안 들|말 안 들|들쭉날쭉|제멋대로|대충|건성|눈속임|떨어지네요|다 떨어졌|오락가락|먹통이|개선이 안|고쳐지지|해결이 안|해결되지|해결도 안",
    ),
    (
        "intent:complaint",
        0.45,
        "못 했습니다|못 했어요|못했어요|못했습니다|못 하고 있|못하고 있|못 신|못 입|못 타|못 걸|하나도 안|도저히|그만 좀|쏟아져서|쏟아져 |쏟아졌|더럽|더러워|냄새가 심|냄새 심|돈 받고|하늘의 별|끝판왕|째 그대로|그대로예요|그대로입니다|그대로네요|해놓고|한 통 없이|해 준다더니|듣지도 않|보지도 않|읽지도 않|읽씹|제각각|어설프|조잡|허술|허접|불성실|핑계|변명|떠밀|미루기만|시간 낭비|시간낭비|헛걸음|뒷북|귀찮|스트레스|못 미더|신뢰가 안|실효|형식적|뜯어고|손해|엉터리|오배|반송|누구 책임|언제까지 기다|언제 해줄|언제 해 줄|아무것도 못|아무 것도 못|나 참|참나|헐|방치|방관|모른 척|모르는 척|당했|돌려막|말뿐|안 지켜|약속을|약속이랑",
    ),
    (
        "intent:complaint",
        0.45,
        "threw the|threw my|walked away|picks up the phone|picked up the phone|pick up the phone|answers the phone|answer the phone|whenever i try|every time you|raised the price|raised prices|price hike|before it even|even before|you keep|they keep|painfully|despite|even though i|after one wash|after one use|after two uses|came apart|wore out|faded|refused|refusing|no explanation|no compensation|nobody can|no one can|dreading|shocking|shockingly|absurd|insane that|what is wrong with|how dare|dare you|how is this|how can you|you lot|cut the channels|took nine|took weeks|took days|took forever|takes forever|taking forever|wasted|wasting|downhill|gone downhill|worse|regret|stay away|avoid|don't bother|never ever|misled|out of stock again|empty shelves|doesn't answer|don't answer|didn't answer|unsubscribed|inconvenien*|stressful|stressed|confusing|confused by|inaccurate|incorrect|mistake|mistakes|unclear|lack of",
    ),
    (
        "intent:complaint",
        0.3,
        "라더니|다더니|이상해요|이상합니다|이상하네|두 번째|세 번째|이나 기다|^겨우|^고작|뿐이라|^왜 |하라는 건지|하라는 말|했는데도|는데도|하루 종일|한참|보름|일주일|이주일|2주|한 달|두 달|못 해요|못 합니다|못 하네|없네요|없더라|모르겠|안 나|안 들|안 되|안 하|지 않|더군요|더라고요|놓쳤|잔뜩|바뀌었|알아들을 수|안 뜨",
    ),
    (
        "intent:complaint",
        0.55,
        "hasn't moved|hasnt moved|dies after|only bought it|repeat my story|repeat myself|exhausting|runs out way|waste of|only three hours|three hours on|hours on the phone|passed around|spins forever|joke|nobody mentioned|nobody told|smelled of|gets rejected|got rejected|bring back the old|won't show|doesn't show|upside down|thieving|will be in touch|in touch with my lawyer|can't believe|cannot believe|so annoying|fix your|sort your|what's the point|what is the point|stuck on|stuck at|half of my|gave up|giving up on|cheated|robbed",
    ),
    ("intent:press", 0.55, _PRESS),
    ("urgency:3", 0.55, _PRESS),
    ("intent:press", 0.45, "방송에 |방송에서|제작진|^언론 "),
    ("urgency:3", 0.55, "법적으로|법적 대응|법적 조치"),
    (
        "intent:partner",
        0.6,
        "공급하고 싶|공급 제안|납품하|거래하고 싶|협업|협력하고|모집 공고|채용 공고|모집하나|모집하시나|지원하고 싶은데요 채용|부스 지원|부스를|축제에|캠페인 제안|pitch for|our agency|position still open|position open|role still open|your next campaign|ambassador|influencer|vendor|supply your|supply you|stock our|distribute your|franchise",
    ),
    (
        "intent:rumour",
        0.6,
        "글 봤는데|글을 봤는데|기사 봤는데|기사를 봤는데|뉴스 봤는데|영상 봤는데|얘기 나오던데|말 나오던데|말이 나오던데|뜬소문|단종된다|진짭니까|진짠가요|확정인가요|인터넷에 떠도|그러는데|saw a post|saw a tweet|saw a video|any truth|are you really|claiming your|claiming that|being bought|being sold to|shutting down|going under|word on the street|i read that|read somewhere|someone said",
    ),
    ("intent:rumour", 0.3, "맞아요?|맞나요?|맞죠?|진짜로|정말로|사실"),
    (
        "intent:idea",
        0.6,
        "어떨지|게 어때요|건 어때요|하면 어때요|옵션이 있|있었으면|하는 바람|바람입니다|편해질 거|좋겠다|바꿔보시는|해보시는 건|하시는 건 어|would be handy|would be handy if|could you bring out|please consider|would be a good idea|it'd be great|it'd be nice|it'd be cool|it'd be good|an option to|i'd buy it|would be so useful|would be super useful|might be worth",
    ),
    (
        "intent:praise",
        0.6,
        "혜자|취향저격|취향 저격|쓸 만해|쓸만해|상냥|야무지|믿음이 가|기분이 좋았|기분 좋았|최애|꿀템|인생템|찐이|엄지척|엄지 척|살살 녹|입에 맞|흡족|뿌듯|훈훈|센스|세심|배려|above and beyond|lifesavers|smooth|comfy|fly again|come again|can't thank|grateful|superb|outstanding|exceptional|flawless|hassle free|seamless|painless|stress free|very professional|so professional|patient with",
    ),
    (
        "intent:spam",
        0.6,
        "^부업|다시보기|당첨번호|회원가입 링크|무료 회원가입|블로그 지수|체험단|문의는 카톡|문의는 톡|crypto signals|get rich|designer bags|dm to order|dm to buy|join my|my telegram|월 천만|^월 천|버는 법|무료 강의|프로필 링크|신용불량|소액대출|스포츠 배팅|스포츠 베팅|배팅|가입 즉시|포인트 지급|감량|톡 주세요|톡주세요|상담 환영|바로 입금|replica|make $*|text me on|hot deals|weekly from home|passive income|financial freedom|dm for",
    ),
    (
        "abuse:insult",
        0.6,
        "disgusting pigs|you pigs|you people are|hope you all|hope you rot|absolute clowns|you clowns|bunch of clowns|rot in hell|thieving|vermin|parasites|brain dead|braindead|brainless",
    ),
    (
        "intent:request",
        0.6,
        "kindly|forward me|block the|block my|freeze my|close my|미뤄|막아주|수정해|재발급|송부|실래요|주실래",
    ),
)
