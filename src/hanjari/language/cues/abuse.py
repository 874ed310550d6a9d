"""Cues of abuse: insults and threats at people. Abuse is told apart from the complaint it may come with.

Plain forms here; spaced-out and starred forms are patterns in `evasions`. Classes of hate as in
K-MHaS are left to a trained model.
"""

import re

ROWS: tuple[tuple[str, float, str], ...] = (
    (
        "abuse:insult",
        0.9,
        "씨발|시발|씨바|ㅅㅂ|ㅆㅂ|병신|븅신|ㅂㅅ|ㅄ|개새끼|개새|개색|새끼|쌍놈|쌍년|미친놈|미친년|미친 놈|미친 년|미친새|지랄|ㅈㄹ|좆|존나 패|닥쳐|꺼져|뒤져|뒈져|죽어라|죽여버|죽여 버|찢어 죽|니애미|느금마|니엄마|엠창|한남충|김치녀|틀딱|맘충|급식충|벌레같은|쓰레기같은 놈|쓰레기들아|돌대가리|대가리|멍청이|멍청한 것|바보들아|등신|또라이|호로|썅|개같은|개 같은|애미|창녀|걸레같",
    ),
    (
        "abuse:insult",
        0.9,
        "fuck you|fuck off|fucking idiot*|fuckers|fucker|motherfuck*|bitch*|bastard*|asshole*|arsehole*|idiot*|moron*|retard*|scumbag*|cunt*|dickhead*|piece of shit|pieces of shit|go to hell|drop dead|stfu|shut up|kill yourself|kys|i'll kill|i will kill|whore|slut|imbecile*|wankers|twat*",
    ),
    (
        "abuse:threat",
        0.95,
        "죽여버|죽여 버|찾아가서|찾아가겠|불질러|불 질러|칼 들고|가만 안 둬|가만안둬|가만두지|밤길 조심|i'll kill|i will kill|i will find you|i know where you",
    ),
    (
        "-",
        0.0,
        "시발점|시발역|다시 발|다시발|시발택시|새끼손가락|새끼발가락|새끼줄|새끼고양이|새끼 고양이|새끼강아지|새끼 강아지|고양이 새끼|강아지 새끼|머리새|호로록|애미야|대가리가 커|콩나물 대가리|꺼져요|꺼져 있|꺼져있|꺼져서|꺼져버|꺼져 버|꺼져가|자꾸 꺼져|화면이 꺼져|전원이 꺼져|불이 꺼져|뒤져보|뒤져 보|뒤져봐|뒤져도|찾아가겠습니다 매장",
    ),
)

EVASIONS = re.compile(
    r"(?<![가-힣])[시씨쓰ㅅㅆ][^가-힣\w\n]{0,2}[0-9!@#*]?[^가-힣\w\n]{0,2}[발빨팔벌바](?![가-힣점송표행매견생전명신언])"
    r"|(?<![가-힣])[시씨][0-9!@#*^~.]+[발빨]"
    r"|(?<![가-힣])ㅅ\W{0,2}ㅂ|ㅅ1발|ㅆ1발|ㅅㅣ발|(?<![가-힣])병[0-9!@#*^~. ]{1,2}신(?![가-힣])"
    r"|(?<![가-힣])개[0-9!@#*^~. ]{1,2}새[0-9!@#*^~. ]{0,2}끼|ㄱㅐㅅㅐㄲㅣ|ㅈ같|(?<![가-힣])좃"
    r"|f[*@#u]c?[*@#]?k(?:ing)?\b(?= (?:you|u|off|idiot))|\bsh[*@!1]t(?=heads?\b)"
)
"""Forms made to slip through: signs, digits or spaces inside, jamo for syllables."""

MAY_EVADE = re.compile(
    r"[시씨쓰ㅅㅆ병개][^가-힣\s]|[시씨병개]\W|ㅅㅣ|ㄱㅐ|ㅈ같|좃|f[*@#uc]|sh[*@!1]"
).search
"""A quick no for nearly every text."""
