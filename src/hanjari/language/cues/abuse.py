"""Cues of abuse: insults and threats at people. Abuse is told apart from the complaint it may come with.

Plain forms here; spaced-out and starred forms are patterns in `disguises`. Classes of hate as in
K-MHaS are left to a trained model.
"""

ROWS: tuple[tuple[str, float, str], ...] = (
    (
        "abuse:insult",
        0.9,
        "씨발|씨팔|씨벌|씨빨|씨바알|씨부랄|씨부럴|씹새|씹할|씹창|쌰발|쓰발|쓰벌|쉬발|쉬벌|쒸발|싀발|ㅅㅂ|ㅆㅂ|ㅅㅃ|슈발|^시발|아시발|개시발놈|이시발|야시발|존나시발|진짜시발|^시팔|^시벌|^시바$|^시바새|^시바놈|^시바년|^씨바$|씨바ㄹ|^병신|이병신|저병신|이런병신|개병신|등병신|븅신|빙신아|병쉰|ㅂㅅ|ㅄ|개새끼|개새|개색기|개색끼|개쉐이|개세끼|개쉑|개자식|개놈|개년|개같은|개같네|개 같은|새끼|쌔끼|ㅅㄲ|쌍놈|쌍년|썅|상놈|미친놈|미친년|미친 놈|미친 년|미친새|미친 새|미친것|미친 것들|지랄|ㅈㄹ|^염병|옘병|좆|ㅈ같|ㅈ까|좃같|존나 패|^닥쳐|꺼져|ㄲㅈ|뒤져|뒈져|뒤지고 싶|^죽어라|죽어버려|죽여버|죽여 버|찢어 죽|때려죽|니애미|니 애미|느금마|느금|니엄마|니 엄마나|네 애미|애미 없|에미 없|엠창|한남충|한남들|김치녀|된장녀|틀딱|맘충|급식충|짱깨|쪽바리|벌레같은|벌레만도|쓰레기같은 놈|쓰레기 같은 놈|쓰레기 같은 새|쓰레기같은 새|쓰레기들아|쓰레기 새|쓰레기들이|인간쓰레기|인간 쓰레기|돌대가리|니 대가리|니들 대가리|네 대가리|대가리에 |대가리는|대가리가|대가리 |대가리를|머저리|멍청이|멍청한 것|멍청한 놈|멍청한 년|멍청아|바보들아|바보새|빡대가리|등신|호로새|호로자식|후레자식|호구새|창녀|걸레같|화냥|육시랄|우라질|엿먹|엿 먹|엿이나|ㅗㅗ|죽일 놈|죽일놈|찌질한 놈|한심한 놈|한심한 것들|개돼지|놈들아|놈년|이놈들|년들아|역겹다|역겨운 |뒤졌으면|뒤졌음 |상담원 년|상담사 년|쓰레기 회사|기레기|벌레들|버러지|쓸모없는 놈|쓸모없는 것들|죽었으면 좋겠|니들 월급|니네 부모|너네 부모",
    ),
    ("abuse:insult", 0.5, "개소리|양아치|또라이"),
    (
        "abuse:profanity",
        0.4,
        "^닥치고|존나|졸라|ㅈㄴ|ㅁㅊ|ㅆㄹㄱ|빌어먹을|제기랄|젠장|개판|미친 거|미쳤나|미쳤냐|돌았냐|돌았나|처먹|쳐먹|쳐자|처자고|놈들|주둥이|아가리",
    ),
    (
        "abuse:insult",
        0.9,
        "fuck you|fuck u|fuck off|fuk you|fck you|fcuk you|f u c k|f.u.c.k|phuck|fucking idiot*|fucking moron*|fucking useless|fuckers|fucker|motherfuck*|bitch*|biatch|bastard*|asshole*|arsehole*|a s s h o l e|idiot*|moron*|retard*|scumbag*|scum|cunt*|dickhead*|dipshit*|piece of shit|pieces of shit|pos company|go to hell|burn in hell|drop dead|stfu|shut up|kill yourself|kys|i'll kill|i will kill|whore*|slut*|imbecile*|wanker*|twat*|jackass*|dumbass*|dumb ass|douchebag*|douche|pricks|you prick|losers|loser|screw you|eat shit|m0ron*|id1ot*|1diot*|1d10t*|b1tch*|a55hole*|@sshole*|d1ckhead*|d1ck head|b!tch*|s1bal|5ibal|sibal|ssibal|shibal|ssibbal|gaesaekki|byungshin|byeongsin",
    ),
    (
        "abuse:profanity",
        0.4,
        "fuck*|shit|sh1t|shyt|fuk|fck|shitty|bullshit|damn|goddamn|crap|wtf|pissed|bloody hell|ffs|stupid|dumb",
    ),
    (
        "abuse:threat",
        0.95,
        "죽여버|죽여 버|죽이겠|죽일 거|찾아가서|찾아가겠|찾아간다|어디 사는지|불질러|불 질러|불 지르겠|불을 지르겠|칼 들고|칼들고|가만 안 둬|가만안둬|가만두지|가만 안 두|밤길 조심|가족들 조심|i'll kill|i will kill|i will find you|i'll find you|i know where you|watch your back|gonna kill|going to kill|burn your|hope you die|hunt you down",
    ),
    (
        "-",
        0.0,
        "시발점|시발역|시발레|시발타|시발전|시발택시|시발자동차|^시발표|^시발행|^시발송|시바견|시바이누|시바 이누|시바신|시바스|새끼손가락|새끼발가락|새끼줄|새끼고양이|새끼 고양이|새끼강아지|새끼 강아지|새끼 돼지|고양이 새끼|강아지 새끼|새끼를 낳|새끼 낳|새끼 밴|병신고|병신청|병신규|질병신|병신경|머리새|호로록|호로요이|애미야|치킨 대가리|치킨대가리|대가리가 커|쥐새끼들 귀|개미새끼|개미 새끼|쥐새끼 한|죽어라 일|죽어라 하|죽어라 뛰|죽어라 고|죽어라고|콩나물 대가리|멸치 대가리|대가리 떼|생선 대가리|꺼져요|꺼져 있|꺼져있|꺼져서|꺼져버|꺼져 버|꺼져가|꺼져도|꺼져 가|꺼져 보|자꾸 꺼져|계속 꺼져|화면이 꺼져|전원이 꺼져|불이 꺼져|액정이 꺼져|갑자기 꺼져|화면 꺼져|전원 꺼져|뒤져보|뒤져 보|뒤져봐|뒤져도|뒤져서 찾|찾아가서 수령|찾아가서 받|찾아가서 교환|찾아가서 구매|찾아가서 상담|매장에 찾아가|찾아가겠습니다 매장|매장으로 찾아가|개새로|개새벽|지랄탄|염병할 코로나|걸레같이 잘|개소리 안|개년도|개년차|개년 |등신대|등신불|등신 크기|양아치 영화|엿먹거|엿 먹었|엿 먹고|개같이 일|개같이 벌|shut up and take my money|shut up and|dumb phone|loser's bracket|shitake|scunthorpe|stupidly good|damn good|damn great|the shit|fire bastard",
    ),
)
