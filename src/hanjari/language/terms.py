"""Terms: the words of a text that may name something, for lists that people read. No table, so pages may ask."""

import re

from hanjari.language.normal import normal

_WORDS = re.compile("[가-힣]{2,}|[^\\W\\d_가-힣]{3,}").findall
_PARTICLES = re.compile(
    "(?<=[가-힣]{2})(?:에서는|에게서|으로서|으로써|이라는|이라고|입니다|합니다|에서|에게|으로|까지|부터|처럼|보다|이나|라는|라고|"
    "하고|해서|하는|하지|되는|이다|들이|들은|들을|들의|은|는|이|가|을|를|의|에|도|만|와|과|로|들|요)$"
)
_VERBS = re.compile(
    "[가-힣]+(?:니다|니까|세요|어요|아요|해요|나요|까요|네요|지요|에요|예요|와요|려요|돼요|었다|았다|한다)"
).fullmatch
_HANGUL = re.compile("[가-힣]").match
_COMMON = frozenset(
    re.findall(
        r"\S+",
        """
        the and for you are was with that this have has had not but can could would should will what
        when where how why who which from there they them then than been were does did doing about
        into your yours mine our his her its their just get got need want please know tell like some
        any all more much very also too out 그리고 그런데 그래서 하지만 그러나 이런 저런 그런 어떤 우리 저희 제가 저는 너무 정말 진짜 있는
        없는 있습니다 없습니다 합니다 입니다 습니다 바랍니다 주세요 해주세요 하는 되는 위해 대한 대해 때문 경우 어떻게 무엇 여기 지금 이제 다시 그냥 많이 것을 것이 것은
        수가 있다 없다 한다 해야 하고 있고 또한 모든 관련 통해 같은 이렇게 않는 않고 않습니다
        """,
    )
)


def words(text: str) -> list[str]:
    """The words of a text that may name something: particles of Korean nouns cut off."""
    found = (
        _PARTICLES.sub("", word) if _HANGUL(word) else word
        for word in _WORDS(normal(text))
        if not _VERBS(word)
    )
    return [word for word in found if len(word) > 1 and word not in _COMMON]
