"""Is an answer an answer? Pure rules, simple and open, because nobody should be graded by a secret.

Greetings, thanks, apologies, receipts and "we are looking into it" are taken away sentence by
sentence. What is left is the substance. A holding reply without a time is none; with a time it
counts, and the time becomes a promise (care domain §1.4).
"""

import re

_SENTENCES = re.compile(r"(?<=[.!?~。])\s+|\n+")
_LETTERS = re.compile(r"[^\W_]")
_LEAST = 8
"""Letters and digits that must be left: shorter rests are names and signatures."""

_EMPTY = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"^([^.!?\s]{1,20}\s?(님|씨)[,\s]+)?(안녕하세요|안녕하십니까|반갑습니다)[,.!~\s]*$",
        r"^[^.!?]{0,30}님[,.!~]?$",
        r"^\S{1,12}( \S{1,8})?\s?(입니다|드림|올림)[.!~]?$",
        r"(문의|연락|말씀|제보|의견|이용|기다려)[^.!?]{0,12}(감사|고맙)",
        r"^(정말 |대단히 |진심으로 )?(감사합니다|고맙습니다|죄송합니다|사과드립니다)",
        r"(불편|걱정|심려|기다리)[^.!?]{0,20}(죄송|사과)",
        r"접수(되었|됐|했|하였|가 완료)",
        r"(확인|검토|조사|파악|점검)\s?(하고|하는 대로|되는 대로|후|한 뒤|해서|을 거쳐)[^.!?]{0,25}(답|연락|안내|회신|말씀|알려)",
        r"(확인|검토|조사|파악|점검)\s?(해|하)?\s?(드리겠|보겠|하겠|할게요|할 예정)",
        r"(확인|검토|조사|파악|점검)\s?중",
        r"(잠시만|조금만)[^.!?]{0,12}(기다려|부탁)",
        r"(빠른|이른) (시일|시간) ?(내|안)?",
        r"(담당|관련) ?부서[^.!?]{0,20}(전달|전했|이관)",
        r"^(hi|hello|dear|good (morning|afternoon|evening))\b[^.!?]{0,40}[,.!]?$",
        r"^(kind regards|best regards|regards|sincerely|best|cheers)\b",
        r"\b(thank you|thanks) for (contacting|reaching out|writing|your (message|mail|email|patience|feedback))",
        r"^(thank you|thanks|sorry|we are sorry|we apologi[sz]e|apologies)\b[^.!?]{0,40}[.!]?$",
        r"\b(looking|look) into (it|this|that|the)\b",
        r"\b(get|come) back to you\b",
        r"\b(have|has been|was|were) received\b",
        r"\b(forwarded|passed)( \w+){0,3} (to|on to) (the|our)\b",
    )
)


def substance(text: str) -> str:
    """The sentences of an answer that say something of this case."""
    sentences = [sentence.strip() for sentence in _SENTENCES.split(text)]
    return " ".join(sentence for sentence in sentences if sentence and not _is_empty(sentence))


def is_substantive(text: str, *, has_promise: bool) -> bool:
    """Whether an answer stops the clock: it says something of the case, or when it will."""
    return has_promise or len(_LETTERS.findall(substance(text))) >= _LEAST


def _is_empty(sentence: str) -> bool:
    return any(pattern.search(sentence) for pattern in _EMPTY)
