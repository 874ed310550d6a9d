"""Murmur: nine weeks of what people say of Hanbit and its rivals where nobody asks them.

`words` is what they say, `weeks` when and where; `heard` lets the desk overhear it; `surge` is what
goes on as the desk opens.
"""

from hanjari.demo.murmur.heard import overhear_weeks
from hanjari.demo.murmur.surge import overhear_surge

__all__ = ["overhear_surge", "overhear_weeks"]
