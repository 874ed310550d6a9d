"""Cues of sentiment and of failure, for the rules that speak before a model does; honest silence else."""

ROWS: tuple[tuple[str, float, str], ...] = (
    (
        "mood:positive",
        1.0,
        "감사|고맙|고마워|좋아요|좋습니다|좋네|좋았|좋다|좋은|좋고|좋아서|최고|훌륭|완벽|만족|감동|친절|사랑해|추천|재밌|재미있|맛있|예쁘|예뻐|이쁘|편리|편해|깔끔|빠르고|빨라|대박|짱|굿|멋지|멋져|행복|기쁘|기뻐|든든|잘 쓰|잘쓰|응원|힐링|명작|강추|덕분",
    ),
    (
        "mood:positive",
        1.0,
        "love*|great|awesome|amazing|excellent|perfect|thank you|thanks|thank|happy|glad|best|nice|wonderful|fantastic|brilliant|helpful|appreciate*|good|enjoy*|impressed|beautiful|fun",
    ),
    (
        "mood:negative",
        1.0,
        "불만|실망|^화나|^화가|화가 나|화가 난|화났|짜증|열받|빡치|어이없|황당|최악|엉망|형편없|불친절|별로|고장|불량|먹통|오류|안됨|안돼|안 돼|안되|안 되|안됩|안 됩|늦|지연|누수|파손|깨져|깨진|망가|불편|답답|느려|비싸|환불|아쉽|아쉬|후회|싫|못하|못 하|못해|노잼|재미없|재미 없|지루|쓰레기|실수|문제|피해|사기|거짓|무책임|좋지 않|좋지않|안 좋|안좋|좋지도|만족스럽지|만족하지 못|친절하지 않|감동도 없|맛없|맛이 없|에휴|한심|ㅡㅡ|ㅠㅠ|ㅜㅜ",
    ),
    (
        "mood:negative",
        1.0,
        "terrible|horrible|awful|worst|hate*|bad|poor|disappoint*|frustrat*|annoy*|angry|furious|useless|rude|broken|not working|doesn't work|won't work|unacceptable|ridiculous|slow|sad|fail*|problem*|issue*|waste|sucks|suck|pathetic|disgust*|not good|not great|not happy|never again|still waiting|not helpful|no help|don't like|didn't like|wtf|ugh|unhappy|sorry|lost|wrong|error*|crash*|thanks for nothing",
    ),
    (
        "mood:positive",
        1.0,
        "나쁘지 않|나쁘지않|불편함이 없|불편 없이|불편없이|문제 없이|문제없이|고장 없이|고장없이|오류 없이|오류없이|아쉬움이 없|불만 없|not bad|no problem|no issues|can't complain",
    ),
    (
        "praiseword",
        1.0,
        "감사|최고|역시|갓|대단|잘하네|잘 하네|잘한다|덕분에|감동|훌륭|고맙|대박|thanks|thank you|great|brilliant|awesome|amazing|well done|love|wonderful|fantastic|excellent|good job|great job|nice",
    ),
    (
        "failure",
        1.0,
        "환불|먹통|풀려서|풀렸|풀리|튕기|튕겨|튕깁|멈춰|멈췄|두 번씩|세 번 |네 번 |끊김|끊기|끊겨|오류|에러|안됨|안 됨|안되|안 되|안돼|안 돼|망함|망했|대기|씹힘|씹혔|고장|불량|늦|지연|누수|새고|파손|기다리|기다렸|두 번이나|세 번이나|몇 번이나|날렸|날려|또 |broken|delayed|delay|late|cancelled|canceled|lost|down again|outage|not working|doesn't work|crash*|waiting|hours|refund|wrong|never arrived|missed|fail*|useless",
    ),
    ("smirk", 1.0, "^^|ㅋㅋ|~~|ㅎㅎ|👏|🙄|😒|:)|lol|slow clap"),
)
