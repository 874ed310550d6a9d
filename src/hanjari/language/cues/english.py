"""English cues of intent."""

ROWS: tuple[tuple[str, float, str], ...] = (
    (
        "intent:question",
        0.85,
        "can you tell me|could you tell me|can i|could i|may i|do you|does the|does it|is there|are there|is it|will you|would you|how do i|how can i|how much|how long|how to|how come|what is|what's the|what are|when will|when is|where is|where can|which|who do i|why is|why are|why do|why did|why can't|is this|are you|did you|have you|any update|any idea|i was wondering|wondering if|i'd like to know|want to know|question about|have a question",
    ),
    ("intent:question", 0.7, "?"),
    (
        "intent:complaint",
        0.85,
        "terrible|horrible|awful|worst|disgusting|unacceptable|ridiculous|appalling|pathetic|disgrace*|disappoint*|frustrat*|furious|fed up|sick of|rip off|ripoff|rude|useless|incompetent|joke of a|shame on you|never again|poor service|bad service|poor customer|no one is responding|nobody answers|no response|no reply|ignored|ignoring me|still waiting|been waiting|waiting for weeks|waste of|want my money back|let down",
    ),
    (
        "intent:complaint",
        0.75,
        "not working|isn't working|doesn't work|does not work|won't work|stopped working|broken|broke|faulty|defective|damaged|leaking|leaks|crash*|keeps crashing|error|bug|glitch*|down again|no signal|no service|outage|delayed|late again|never arrived|not arrived|hasn't arrived|didn't arrive|not received|haven't received|never received|wrong item|wrong order|missing|overcharged|charged me|lost my|cancelled my|can't log in|cannot log in|can't access|unable to|won't let me|keeps|problem with|issue with|issues with",
    ),
    (
        "intent:complaint",
        0.5,
        "problem|issue|issues|slow|late|annoying|annoyed|bad|hate|complain*|wtf|smh|seriously",
    ),
    (
        "intent:request",
        0.8,
        "please|pls|plz|could you|can you|would you mind|i need you to|i would like|i'd like|i want to|want to|need to|need help|help me|please help|can someone|get back to me|call me|contact me|send me|fix this|fix it|refund|cancel my|refund me|replace*|exchange|reset my|change my|update my",
    ),
    (
        "intent:praise",
        0.85,
        "thank you|thanks|thank u|thx|ty so much|appreciate*|well done|great job|good job|great service|great customer|excellent|amazing|awesome|fantastic|brilliant|wonderful|love it|love this|love your|love the|kudos|shout out|shoutout|best service|highly recommend|so helpful|very helpful|super helpful|made my day",
    ),
    (
        "intent:praise",
        0.55,
        "love|great|nice|perfect|happy|glad|best|cool|helpful|impressed|enjoy*",
    ),
    (
        "intent:idea",
        0.85,
        "suggestion|i suggest|would suggest|suggest adding|feature request|it would be great if|it would be nice if|would be nice if|would be great if|would love to see|would be cool if|you should add|you should make|please add|why not add|how about adding|idea for|i have an idea|have you considered|consider adding|wish you had|wish there was",
    ),
    (
        "intent:rumour",
        0.8,
        "is it true|is this true|rumor|rumors|rumour|rumours|fake news|i heard that|heard that you|i heard you|people are saying|they say that|misunderstanding|misinformation|hoax",
    ),
    (
        "intent:incident",
        0.85,
        "caught fire|on fire|exploded|explosion|explod*|electric shock|electrocut*|injured|injury|burned my|burnt my|burning smell|smells like burning|smoke coming|smoking|sparks|sparking|bleeding|hospital|ambulance|emergency|gas leak|food poisoning|allergic reaction|choking|swollen battery|overheat*|data breach|breach|data leak|leaked|hacked|identity theft|stolen|phishing|unauthorized|unauthorised|fraud*|recall|unsafe|dangerous|suicid*|kill myself",
    ),
    (
        "intent:press",
        0.9,
        "journalist|i'm a reporter|i am a reporter|reporter|newsroom|press inquiry|press enquiry|media inquiry|media enquiry|for comment|request for comment|on the record|writing an article|writing a story|news desk|regulator|ombudsman|trading standards|ftc|fcc|ofcom|consumer protection|attorney general|better business bureau",
    ),
    (
        "intent:partner",
        0.85,
        "partnership|collaboration|collaborate|sponsorship|sponsor|reseller|wholesale|distributor|affiliate program|business proposal|supplier|job opening|job openings|vacancy|vacancies|are you hiring|my resume|my cv|internship|apply for a job|job application|careers",
    ),
    (
        "intent:spam",
        0.9,
        "click here|check out my channel|check out my|subscribe to my|subscribe my|free gift card|make money|earn money|work from home|viagra|casino|bitcoin investment|crypto investment|forex|double your|guaranteed profit|dm me to earn|seo services|buy followers|cheap followers|loan offer|lottery|you have won|won a prize|adult dating|hot singles|limited offer|act now",
    ),
    (
        "intent:spam",
        0.5,
        "follow me|follow back|follow for follow|sub4sub|my video|my channel|promo code|whatsapp",
    ),
    (
        "intent:chat",
        0.6,
        "hello|hi|hey|good morning|good night|happy birthday|happy new year|merry christmas|lol|haha|hahaha",
    ),
    (
        "-",
        0.0,
        "fire tv|fire stick|kindle fire|no problem|not a problem|no worries|no issue|no issues|not bad|thanks for nothing|great, another|would love to know|non smoking|happy to help|can't wait",
    ),
    ("intent:complaint", 0.85, "thanks for nothing"),
)
