"""Naver as a channel: what blogs, cafes, news and 지식iN say, found by the official search API."""

from hanjari.channels.kinds.naver.kind import Naver

KIND = Naver()
