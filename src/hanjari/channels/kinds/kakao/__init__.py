"""KakaoTalk: a channel's chatbot as a skill server, or consultation talk through a dealer."""

from hanjari.channels.kinds.kakao.kind import Kakao

KIND = Kakao()
