"""What an apology says in English: signs of the six elements, and phrases that take it back."""

import re

from hanjari.language.apologies.findings import Element, Fault
from hanjari.language.apologies.reading import Signs, Tongue


def _sign(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


_MONTH = r"(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]{0,6}"
_FIGURE = _sign(
    r"[$€£₩]\s?\d[\d,.]{0,15}|\d[\d,.]{0,15}\s?(?:%|percent|people|customers|users|accounts|minutes|hours|days|weeks|months|won|dollars|euros|orders|times|litres|units|a\.?m|p\.?m)"
    r"|\d{1,2}:\d\d|in full|full (?:refund|amount)|every (?:customer|account|order)"
)
_DATE = _sign(
    rf"\b(?:\d{{1,2}}(?:st|nd|rd|th)?\s(?:of\s)?{_MONTH}|{_MONTH}\s\d{{1,2}})\b|\d{{4}}-\d\d-\d\d|\b(?:today|yesterday|tomorrow|tonight)\b|\bwithin\s\d{{1,4}}\s(?:hours|days|weeks)"
    r"|\b(?:by|on|last|this|next)\s(?:mon|tues|wednes|thurs|fri|satur|sun)day"
)
_PRESENT = _sign(
    r"\b(?:we|i)(?:\s(?:deeply|sincerely|truly|wholeheartedly|unreservedly|fully))?\sapologi[sz]e\b|\b(?:we\sare|we're|we’re|i\sam|i'm|i’m)\s(?:(?:very|so|truly|deeply|sincerely|profoundly)\s)*sorry\b|\bplease\saccept\sour\s(?:\w+\s)?apolog(?:y|ies)\b|^\s*(?:sorry|our apologies)\b"
)
_REMEDY = r"(?:refund|compensat|credit|reimburs|replac|repair|restor|recall|pay(?:ing)?\s(?:back|for|every|each|you)|waiv|return(?:ing)?\s(?:the|your)\smoney|free\sof\scharge)"
_WE_DO = r"\b(?:we|i)(?:\s(?:will|are|have|shall|now|also|must)|'ll|’ll|'re|’re|'ve|’ve)?\b"

SIGNS = {
    Element.RESPONSIBILITY: Signs(
        whole=_sign(
            r"\b(?:this|that|it|which|the\s(?:fault|mistake|error|failure))\s(?:was|is)\s(?:entirely\s|wholly\s|solely\s|clearly\s)?(?:our|my)\s(?:own\s)?(?:fault|mistake|error|failure|responsibility|doing)\b"
            r"|\b(?:fault|responsibility|blame|mistake)\s(?:is|was|lies)\s(?:entirely\s|solely\s)?(?:ours|mine|with\sus|with\sme)\b"
            r"|\b(?:we|i)\s(?:take|accept|bear|own)\s(?:full\s|complete\s|sole\s)?(?:responsibility|the\sblame)\b|\b(?:we|i)\s(?:were|was)\swrong\b|\b(?:we|i)\sgot\s(?:this|it|that)\swrong\b"
        ),
        half=_sign(
            r"\b(?:we|i)\s(?:failed|let\s(?:you|them|our)|should\shave|did\snot|didn't|didn’t|made\sa\s(?:\w+\s)?mistake|broke|neglected|overlooked|mishandled|missed|shipped|changed)\b"
        ),
        unless=_sign(
            r"\bnot\s(?:our|my)\s(?:fault|responsibility)|\b(?:no|not\saccept|deny|denies)\s(?:any\s)?(?:responsibility|liability|wrongdoing)"
        ),
    ),
    Element.REPAIR: Signs(
        whole=_sign(
            rf"{_WE_DO}[^.]{{0,120}}{_REMEDY}|{_REMEDY}\w*[^.]{{0,120}}\b(?:will|has|have|is|are)\b"
        ),
        half=_sign(
            r"\b(?:make\s(?:this|it|things)\sright|put\s(?:this|it|things)\sright|support\s(?:those|everyone|affected))\b"
        ),
        beside=(_FIGURE,),
        unless=_sign(
            r"\b(?:consider|look\sinto|explore|review)(?:ing)?\b[^.]{0,120}(?:refund|compensat)|\b(?:cannot|can't|can’t|won't|won’t|unable\sto)\b[^.]{0,20}(?:refund|compensat|replac)"
        ),
    ),
    Element.REPENTANCE: Signs(
        whole=_sign(
            rf"{_WE_DO}[^.]{{0,120}}\b(?:chang(?:e|ed|ing)|fix(?:ed|ing)?|introduc\w+|publish\w*|train\w*|audit\w*|add(?:ed|ing)?|stop(?:ped|ping)?|prevent\w*|require\w*|check\w*|test\w*|appoint\w*|remov\w+)\b|never\s(?:again|happen)|not\shappen\sagain"
        ),
        half=_sign(
            r"\b(?:do\sbetter|learn(?:ed)?\s(?:from|our)|be\smore\scareful|ashamed|deeply\sregret|committed\sto\simprov\w+|strive)\b"
        ),
        beside=(_DATE, _sign(r"\b(?:will|have|are|'ll|’ll|shall)\b")),
        unless=_sign(r"\bwill\s(?:consider|look\sinto)\b"),
    ),
    Element.REGRET: Signs(
        whole=_PRESENT,
        half=_sign(
            r"\b(?:want|wish|would\slike|like)\sto\s(?:\w+\s)?apologi[sz]e\b|\bwill\sapologi[sz]e\b|\bour\s(?:\w+\s)?apologies\b|\bregret\b"
        ),
        unless=_sign(
            r"\b(?:not|nothing\sto|won't|won’t|never|refuse\sto)\s(?:be\s)?(?:apologi[sz]e|sorry)|\bno\sapology\b|sorry\s(?:that\s)?you\s(?:feel|felt)"
        ),
    ),
    Element.EXPLANATION: Signs(
        whole=_sign(
            r"\b(?:because|caused\sby|the\s(?:cause|reason)\s(?:was|is)|due\sto|as\sa\sresult\sof|by\smistake|in\serror|after\swe|when\swe)\b|\bwe\s(?:wrongly|mistakenly|changed|shipped|deleted|sent|failed\sto|misconfigured|charged)\b"
        ),
        half=_sign(
            r"\b(?:incident|outage|leak|breach|fire|error|delay|problem|fault)\s(?:occurred|happened|took\splace)\b|\bthere\swas\san?\s(?:incident|outage|breach|error)"
        ),
        beside=(_FIGURE,),
        unless=_sign(r"\bmisunderstanding|misinterpret|out\sof\scontext"),
    ),
    Element.FORGIVENESS: Signs(
        whole=_sign(
            r"\b(?:ask|beg|seek|hope)\s(?:for\s|you\swill\s|that\syou\s(?:can|will)\s)?(?:your\s)?forgive(?:ness)?\b|\bplease\sforgive\b"
        ),
        half=_sign(
            r"\b(?:thank\syou\sfor|appreciate|ask\sfor)\s(?:your\s)?(?:patience|understanding)\b"
        ),
        unless=_sign(r"\bnot\s(?:ask|expect)\w*\s(?:for\s)?forgiveness"),
    ),
}

FAULTS = {
    Fault.CONDITIONAL: _sign(
        r"\bif\s(?:any(?:one|body|thing)?|you|some(?:one|body)?|we|our|people|this|customers|there)\b[^.,;]{0,50}?\b(?:were|was|felt|feel|has|have|took|offended|upset|hurt|caused|inconvenienced|affected)\b|\b(?:anyone|those|people|you|customers)\s(?:who\s)?(?:may|might)\s(?:have\s)?(?:been|felt|feel|be)\b|\bany\s(?:inconvenience|offen[cs]e|upset|distress)\b(?:[^.]{0,25}\b(?:may|might)\b)?"
    ),
    Fault.SCAPEGOAT: _sign(
        r"\b(?:rogue|single|lone|individual|junior|former|one|some)\s(?:\w+\s)?(?:employee|staff(?:\smember)?|worker|contractor|individual)s?\b|\b(?:contractor|supplier|vendor|third[- ]party|partner|subcontractor|agency|franchisee)(?:['’]s|s)?\s(?:\w+\s)?(?:fault|mistake|error|failure|negligence|responsib\w+|to\sblame)\b|\bactions\sof\s(?:an?|one)\sindividual\b"
    ),
    Fault.UNINTENDED: _sign(
        r"\b(?:never|not|no)\s(?:our\s|the\s|any\s)?(?:intent(?:ion)?|intended|meant|mean)\b|\bunintention\w+|\binadvertent\w*|\bdid(?:\snot|n't|n’t)\s(?:intend|mean)\b"
    ),
    Fault.MISUNDERSTOOD: _sign(
        r"\bmisunderst(?:ood|anding)s?|\bmisinterpret\w*|\b(?:taken\s)?out\sof\scontext\b|\bmisperception"
    ),
    Fault.WRONGED: _sign(
        r"\bunfair(?:ly)?\s(?:accus|attack|crit|treat|target|blam)\w*|\bwitch[- ]hunt\b"
    ),
    Fault.OTHERS_TOO: _sign(
        r"\b(?:not\sthe\sonly|not\salone|other\scompanies\s(?:also|do)|everyone\s(?:else\s)?(?:in\sour\sindustry\s)?does)\b"
    ),
    Fault.CAREFUL: _sign(
        r"\b(?:be|act)\smore\s(?:careful|mindful|thoughtful)\b(?:\s(?:in\sfuture|in\sthe\sfuture|going\sforward))?"
    ),
    Fault.REGRETTABLE: _sign(r"\bregrettable\b|\bunfortunate(?:ly)?\b|\bwe\sregret\b"),
    Fault.STIR: _sign(r"\b(?:controversy|backlash|commotion|stir)\b"),
    Fault.CONCERN: _sign(r"\b(?:caused?|causing)\s(?:\w+\s)?concern\b"),
    Fault.SOME: _sign(
        r"\b(?:a\s(?:very\s)?(?:small|limited|tiny)\s(?:number|percentage|group)\sof|isolated\s(?:incident|case)s?|only\sa\sfew|a\shandful\sof)\b|\bsome\s(?:customers|users|people)\b"
    ),
    Fault.CUSTOM: _sign(r"\b(?:industry|standard|common|usual)\s(?:industry\s)?practices?\b"),
    Fault.LEGAL: _sign(
        r"\b(?:no|without\s(?:admitting|any)|not\s(?:legally|admitting))\s?(?:any\s)?(?:legal\s)?(?:liab\w+|obligat\w+|wrongdoing|responsible)\b|\bnot\s(?:against\sthe\slaw|illegal)\b|\bwithin\sthe\slaw\b"
    ),
    Fault.MALICE: _sign(r"\bmalicious\w*|\bsmear\b|\btrolls?\b"),
    Fault.NOISE: _sign(r"\bnoise\b|\bblown\sout\sof\sproportion\b|\boverreact\w+"),
    Fault.PRAISE: _sign(
        r"\b(?:world[- ]class|industry[- ]leading|best[- ]in[- ]class|award[- ]winning|highest\s(?:quality|standards))\b|\bpride\sourselves\b|\bproud\sof\sour\b"
    ),
    Fault.BUT: _sign(
        r"\b(?:sorry|apologi[sz]e),?\s(?:but|however)\b(?!\s(?:words|that\sis\snot|an\sapology))"
    ),
    Fault.SLOT: _sign(r"\[[^\]\n]{1,60}\]|_{3,}|\bX{3,}\b|○+|\bTBD\b|\bNAME HERE\b"),
    Fault.NOT_YET: _sign(
        r"\b(?:want|wish|would\slike|'d\slike|’d\slike)\sto\s(?:\w+\s)?(?:apologi[sz]e|say\s(?:we(?:'re|’re|\sare)\s)?sorry)\b|\bwill\sapologi[sz]e\b"
    ),
}

TONGUE = Tongue(
    signs=SIGNS,
    faults=FAULTS,
    denied=_sign(
        r"(?:(?!\b(?:but|although|though|while)\b|[,;.])[^\n]){0,40}?\b(?:is\snot\sto\sblame|(?:is|was|are|were)(?:\snot|n't|n’t)\s(?:at\sfault|to\sblame|an?\sexcuse|responsible|the\s(?:cause|reason))|no\sexcuse|do(?:es)?\snot\sexcuse|not\san\sexcuse)\b"
    ),
    admitted_anyway=frozenset({Fault.CONDITIONAL, Fault.SLOT, Fault.BUT, Fault.CAREFUL}),
    needs_apology=frozenset({Fault.CONDITIONAL}),
    apology=_sign(r"\b(?:sorry|apolog\w+|regret\w*)\b"),
    present=_PRESENT,
    victims=_sign(
        r"\b(?:customers?|users?|families|family|patients?|passengers?|residents|students|victims?|people\swho|everyone\swho|those\swho|members|subscribers|account\sholders|workers)\b|\b\d[\d,]{0,12}\speople\b"
    ),
    date=_DATE,
    remedy=_sign(
        rf"[$€£₩]\s?\d|\d\s?%|\d[\d,]{{0,12}}\s(?:won|dollars|euros)|{_WE_DO}[^.]{{0,120}}{_REMEDY}|{_REMEDY}\w*[^.]{{0,120}}\b(?:will|have|has)\b"
    ),
    signer=re.compile(
        r"(?:[A-Z][\w'’-]{1,20}(?:\s[A-Z][\w'’-]{1,20}){1,3}),?\s(?:(?i:chief executive|ceo|president|chair(?:man|woman|person)?|managing director|founder|chief operating officer))|(?i:chief executive(?: officer)?|ceo|president|chair(?:man|woman|person)?|managing director|founder),?\s[A-Z][\w'’-]{1,20}\s[A-Z][\w'’-]{1,20}"
    ),
    contact=_sign(
        r"[\w.+-]{1,64}@[\w-]{1,63}\.[\w.]{2,63}|https?://\S{3,200}|\+?\d[\d\s()-]{6,20}\d|\b(?:call|write\sto|contact)\s(?:us\s)?(?:at|on)\s\S+"
    ),
    agent=_sign(r"\b(?:we|i)\b"),
    passive=_sign(
        r"\bmistakes?\swere\smade\b|\b(?:occurred|took\splace|was\sexposed|were\sexposed|was\scaused|were\saffected)\b"
    ),
    figure=_sign(
        rf"[$€£₩]\s?\d[\d,.]{{0,15}}|\d{{1,2}}:\d\d|\d[\d,.]{{0,15}}\s?(?:%|people|customers|users|accounts|minutes|hours|days|months|won|dollars|orders)|\d{{1,2}}\s{_MONTH}|{_MONTH}\s\d{{1,2}}"
    ),
)
