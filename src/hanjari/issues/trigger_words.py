"""Words that name what an issue is made of, Korean and English. No table of numbers: each is enough.

They are asked only of messages that the reading calls grave, so that a question about a recall is
none. Sources: the level triggers of the house's chapter on issues; names of the authorities are those
of Korean consumer, privacy, communication, food and financial supervision and their like abroad.
The words of danger and security are those by which the language room hears urgency, narrowed to
what has happened: a burn, not a hot plate.
"""

import re

from hanjari.language.normal import normal

ROWS: tuple[tuple[str, str], ...] = (
    (
        "harm",
        (
            "다쳤|다치셨|다쳐서|부상|골절|화상|데었|데였|감전|질식|응급실|구급차|119|입원|출혈|쓰러졌|실신|의식을 잃|호흡곤란|호흡 곤란"
            "|사망|숨졌|목숨을|돌아가셨|불이 났|불이 붙|불났|화재|폭발|연기가 나|연기가 났|불꽃이"
            "|injured|injury|burned|burnt|electrocuted|electric shock|hospital|ambulance|unconscious|died|dead|death"
            "|caught fire|on fire|exploded|explosion|smoke*"
        ),
    ),
    (
        "leak",
        (
            "개인정보가 유출|개인정보 유출|개인정보가 노출|개인정보 노출|정보가 유출|정보 유출|정보가 털|정보가 새|다른 사람 정보|다른 사람의 정보"
            "|남의 정보|타인의 정보|타인 정보|명의도용|명의 도용|해킹당|해킹 당|해킹됐|data breach|data leak|leaked my|my data was|hacked"
            "|someone else's details|other people's data|identity theft"
        ),
    ),
    ("recall", "리콜|회수 조치|전량 회수|판매 중지|판매중지|recall*|withdrawn from sale"),
    (
        "child",
        "아이가|아이 손|아이 얼굴|아기가|아기 |애기가|어린이|초등학생|유아|영유아|미성년|신생아|my child|my kid*|my son|my daughter|my baby|toddler|infant",
    ),
    (
        "crime",
        "횡령|배임|뇌물|성추행|성폭행|성희롱|몰카|불법촬영|불법 촬영|탈세|담합|조작을 지시|증거 인멸|증거인멸|embezzle*|bribe*|sexual assault|sexual harassment|fraud by",
    ),
    (
        "outage",
        "먹통|접속이 안|접속 장애|접속장애|서비스 장애|전국적으로 안|전체 장애|전산 장애|통신 장애|다 안 되|전부 안 되|outage|completely down|down for everyone|service is down|nothing works",
    ),
    (
        "regulator",
        (
            "공정위|공정거래위|방통위|방송통신위|방미통위|소비자원|소보원|개인정보위|개인정보보호위|식약처|금감원|금융감독원|국토부|국토교통부|과기정통부|고용노동부"
            "|노동청|국가기술표준원|국표원|권익위|국정감사|의원실|regulator*|ombudsman|trading standards|ofcom|ftc|cpsc|ico complaint"
        ),
    ),
    (
        "staff_misconduct",
        "직원이 욕|직원이 때|직원이 폭|기사가 욕|기사님이 욕|상담원이 욕|직원 갑질|직원의 갑질|직원이 폭언|직원이 훔|폭언을|폭행을|your employee hit|your driver hit|staff assault*|employee stole|racist staff",
    ),
    (
        "press",
        (
            "기자입니다|기자 입니다|기자인데|기자라고|기자예요|취재|보도국|편집국|편집부|인터뷰|작가입니다|작가인데|피디입니다|pd입니다|제작진입|제작진인데|제작진에서|앵커|특파원"
            "|기사 작성|기사를 쓰|기사에 쓸|기사가 나가|기사가 나갑|기사가 내일|기사가 오늘|보도자료|보도 예정|보도할 예정|보도에 쓸|뉴스 채널|뉴스팀|반론|입장을 듣|입장을 여쭙|공식 입장을"
            "|코멘트|해명하실|촬영 협조|생방송|방송 연결|방송에서 제품|칼럼에|인용해도|소속입니다|매체입니다|조사관|사무관|위원회입니다|소비자원입니다|의원실입니다|수사팀|수사 협조"
            "|신청서 송부|제보 들어온|자료 제출|자료를 제출|자료 보존|현황 자료|현황 제출|회수 계획|현장 점검|공개 질의|에서 나왔습니다"
            "|i'm a reporter|i am a reporter|reporter with|reporter at|reporter for|reporter from|reporter here|journalist with|journalist at|journalist for|journalist from"
            "|i'm a journalist|i am a journalist|i'm a columnist|correspondent for|news here|news, can|news desk|newsroom|producer here|producer at|producer with|press inquiry|press enquiry"
            "|media inquiry|media enquiry|media request|who handles press|for comment|could you comment|would you comment|like a statement|for a statement|statement by|on the record"
            "|writing a story|writing an article|writing a piece|i write for|writing for the|my deadline|deadline for my|your response before|like your response|quote your|quote you"
            "|use your photo|use your video|film in your|your spokesperson|our morning show|this is the financial ombudsman|ombudsman service regarding|authority and request"
            "|case officer here|inspector will visit|requesting call records|investigator with|investigator from"
        ),
    ),
    (
        "executive",
        "대표이사|대표님이|회장이|회장의|회장님이|사장이 |부회장|임원이|오너 일가|오너일가|ceo|chairman|your founder",
    ),
)


def _pattern(words: str) -> re.Pattern[str]:
    return re.compile("|".join(_edged(word) for word in words.split("|")))


def _edged(word: str) -> str:
    """ASCII words are whole unless `*` ends them; Korean stands anywhere."""
    bare = re.escape(word.removesuffix("*"))
    if not word.isascii():
        return bare
    return rf"(?<![a-z0-9]){bare}" + ("" if word.endswith("*") else r"(?![a-z0-9])")


_PATTERNS = tuple((name, _pattern(words)) for name, words in ROWS)
_OTHERWISE_MEANT = re.compile(
    r"(?:(?<![a-z])(?:i|not|never|can|cannot)|n['’]t) (?:can |do |also |even |clearly )?recall(?![a-z])"
    r"|(?:감성|감정|분노|화가|울분|웃음|눈물|인기|매력|연기력|상상력|스트레스|관심|주문|문의|댓글|트래픽)(?:의|이|가|은|는|도)? ?폭발"
)
"""Words in another sense: as people remember ("a charge that I don't recall"), and what bursts without harm."""


def named(text: str) -> list[str]:
    """The names of the rows that a text has a word of."""
    form = _OTHERWISE_MEANT.sub(" ", " ".join(normal(text).split()))
    return [name for name, pattern in _PATTERNS if pattern.search(form)]
