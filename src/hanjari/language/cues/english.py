"""English cues of intent."""

from hanjari.language.cues.danger import (
    ENGLISH_DANGER,
    ENGLISH_DOUBLE_CHARGE,
    ENGLISH_SECURITY,
    ENGLISH_SELF_HARM,
)

ROWS: tuple[tuple[str, float, str], ...] = (
    (
        "intent:question",
        0.85,
        "can you tell me|could you tell me|can i|could i|may i|can we|do you|do i|do we|does the|does this|does it|does your|is there|are there|is it|is the|will you|would you|how do i|how do you|how can i|how much|how many|how long|how to|how come|how old|how far|what is|what's|what are|what time|what does|what happens|what kind|when will|when is|when are|when does|when do|where is|where can|where do|where are|which|who do i|who handles|who is|why is|why are|why do|why did|why was|why can't|is this|are you|are these|are dogs|did you|have you|any update|any idea|any news|i was wondering|wondering if|i'd like to know|want to know|question about|have a question|quick question|anyone know|does anyone",
    ),
    ("intent:question", 0.7, "?"),
    (
        "intent:complaint",
        0.85,
        "terrible|horrible|awful|atrocious|dreadful|worst|disgusting|disgusted|unacceptable|ridiculous|appalling|appalled|pathetic|disgrace*|disappoint*|frustrat*|furious|livid|fuming|fed up|sick of|sick and tired|rip off|ripoff|rip-off|ripped off|rude|useless|hopeless|clueless|incompetent|joke of a|what a joke|is a joke|shambles|farce|nightmare|shame on you|never again|never buying|never buy|never using|never use|never flying|never shopping|shopping here again|last time i|poor service|bad service|awful service|poor customer|bad customer|no one is responding|nobody answers|nobody replies|no one replies|nobody cares|no one cares|no response|no reply|no answer|no refund|no apology|ignored|ignoring me|ignores|still waiting|been waiting|waiting for weeks|waste of|want my money back|let down|not good enough|not happy|very unhappy|so unhappy|treat your customers|treat customers|you treat me|treated like|hung up|hang up on|talked over|lied|lies|liars|lying to|misleading|misled|false advertis*|bait and switch|hidden fee*|hidden charge*|overcharg*|overpriced|poor quality|cheap quality|low quality|fell apart|falling apart|copy past*|copy-past*|talk to a human|speak to a human|real person|losing my business|taking my business|how hard can it be|how hard is it|scam|scammed|scammers|thanks for nothing|thank you for nothing|because of you|thanks to you i|beyond a joke|not impressed|unimpressed|unreliable|unprofessional|terribly|a complaint|my complaint|file a complaint|make a complaint|formal complaint",
    ),
    (
        "intent:complaint",
        0.75,
        "not working|isn't working|isnt working|aren't working|doesn't work|doesnt work|does not work|didn't work|did not work|won't work|stopped working|nothing works|never works|broken|broke|broke after|faulty|defective|damaged|cracked|crushed|smashed|shattered|torn|ripped|scratched|stained|dirty|filthy|smelly|stinks|stank|leaking|leaks|mouldy|moldy|stale|expired|rotten|was cold|were cold|stone cold|undercooked|crash*|keeps crashing|keeps|keep getting|error|errors|bug|glitch*|buggy|down again|down since|no signal|no service at|no internet|no connection|drops every|drops out|dropping|disconnect*|outage|delayed|delay|delays|late again|hours late|days late|is late|was late|never arrived|not arrived|hasn't arrived|hasnt arrived|didn't arrive|not received|haven't received|havent received|never received|never came|never turned up|never showed|didn't show up|no show|didn't turn up|still nothing|still no|still not|still haven't|still hasn't|still hasnt|supposed to be here|supposed to arrive|supposed to be|was promised|were promised|wrong item|wrong order|wrong size|wrong colour|wrong color|wrong address|wrong product|wrong one|wrong amount|missing|charged me for|charged me the|charged me more|charged me an|double this month|doubled|lost my bag|lost my luggage|lost my parcel|lost my package|lost my order|lost my money|lost my booking|lost luggage|lost bag|missed my|cancelled my|canceled my|cancelled without|cancelled on me|you've cancelled|without telling|without notice|without any notice|without warning|without any explanation|without asking|can't log in|cannot log in|can't login|can't access|can't open|can't even|cannot even|can't get through|can't reach|unable to|won't let me|won't load|won't open|won't turn on|won't connect|won't start|won't charge|logging me out|logs me out|logged me out|kicked me out|freezes|freezing up|frozen|very slow|so slow|too slow|painfully slow|on hold|for an hour|for hours|weeks and|third time|second time|fourth time|four times|three times|several times|emailed twice|called twice|again and again|every single|every time i|took a day off|problem with|problems with|issue with|issues with|out of order|not delivered|undelivered|looks nothing like|nothing like the|not as described|not as advertised|i've emailed|to the wrong|was ignored|ignored us|refused to|refuses to|refuse to|bricked|doesn't fit|does not fit|doesn't turn on|isn't fair|unfair|if this isn't sorted|sort it out|sort this out|hear from my lawyer|reporting you|great, another|love spending|oh great|oh wonderful|brilliant, another|slow clap",
    ),
    (
        "intent:complaint",
        0.5,
        "problem|issue|issues|slow|late|annoying|annoyed|bad|hate|complain*|wtf|smh|seriously|ugh|ffs|sucks|suck|crap|rubbish|garbage|trash|poor|unhappy|not good|unhelpful|lawyer|lawsuit|legal action|the police|trading standards|ombudsman|nobody|no one|promo code didn't",
    ),
    (
        "intent:request",
        0.8,
        "please|pls|plz|could you|could someone|can you|would you mind|i need you to|i would like|i'd like|we'd like|i want to|i want a|i want my|want to|need to|i need|we need|need this|need help|help me|please help|can someone|get back to me|call me|contact me|send me|fix this|fix it|refund|cancel my|refund me|replace*|exchange|reset my|change my|update my|delete my|remove my|take me off|unsubscribe me|let me talk|let me speak|get me|dm me back",
    ),
    (
        "intent:praise",
        0.85,
        "thank you so much|thank you very much|thanks so much|huge thanks|big thanks|many thanks for|thanks again for|ty so much|thank you for the|thank you for your|thanks for the great|appreciate*|well done|great job|good job|great work|great service|great customer|excellent|amazing|awesome|fantastic|brilliant|wonderful|love it|love this|love your|love the|kudos|shout out|shoutout|best service|best customer service|best customer|highly recommend|would recommend|so helpful|very helpful|super helpful|really helpful|made my day|super quick|so quick|really quick|quick delivery|fast delivery|arrived early|easier to use|easy to use|five stars|5 stars|5 star|would buy again|will buy again|buy again|impressed|couldn't be happier|keep up the good|delighted|so pleased|very pleased|really pleased|spot on|top notch|lifesaver|life saver|legend|so kind|really kind|very kind|so friendly|very friendly|blew me away|sorted in|sorted it|fixed it same day|not bad|no complaints|can't fault|cannot fault|worth every",
    ),
    (
        "intent:praise",
        0.55,
        "love|great|nice|perfect|happy|glad|best|cool|helpful|impressed|enjoy*|lovely|good|kind|beautiful|delicious|tasty",
    ),
    (
        "intent:idea",
        0.85,
        "suggestion|i suggest|would suggest|can i suggest|suggest adding|feature request|it would be great if|would be great if|it would be nice if|would be nice if|would be nice to|would be great to|would be useful if|would be helpful if|would be good if|would love to see|would love it if|would love an|would be cool if|you should add|you should make|you should offer|you should have|you guys should|please add|why not add|why not let|why not offer|why don't you add|why don't you offer|how about adding|how about a|idea for|i have an idea|have you considered|have you thought about|consider adding|consider making|wish you had|wish you'd|wish there was|wish the app|if only you|let us export",
    ),
    (
        "intent:rumour",
        0.8,
        "is it true|is this true|is that true|it true that|rumor|rumors|rumour|rumours|rumoured|fake news|people are saying|people say|people on reddit say|people on twitter say|they say that|apparently|misunderstanding|misinformation|hoax|told me you|told me that you|is that right|going bankrupt|reading online that|saw online that|saw on facebook|read on facebook|word is",
    ),
    (
        "intent:rumour",
        0.6,
        "i heard that|heard that you|i heard you|i hear you|i've heard|ive heard",
    ),
    ("intent:incident", 0.85, ENGLISH_DANGER),
    ("intent:incident", 0.9, ENGLISH_SELF_HARM),
    ("care:self_harm", 0.9, ENGLISH_SELF_HARM),
    ("intent:incident", 0.85, ENGLISH_SECURITY),
    ("intent:complaint", 0.8, ENGLISH_DOUBLE_CHARGE),
    (
        "intent:incident",
        0.85,
        "emergency|unsafe|dangerous|safety hazard|safety issue|fire hazard|toxic|recall|recalled|breach|suicid*|explod*|smoking",
    ),
    (
        "intent:press",
        0.9,
        "journalist|i'm a reporter|i am a reporter|reporter|newsroom|press inquiry|press enquiry|press office|media inquiry|media enquiry|media request|handles press|for comment|comment on the|could you comment|request for comment|on the record|writing an article|writing a story|writing a piece|would like a statement|for a statement|news desk|producer here|bbc|cnn|use your photo|use your video|regulator|ombudsman|trading standards|ftc|fcc|ofcom|ofgem|consumer protection|consumer affairs|attorney general|better business bureau|data protection authority|information commissioner|financial conduct authority|member of parliament|congresswoman|congressman|senator",
    ),
    (
        "intent:partner",
        0.85,
        "partnership|partner with|partnering|collaboration|collaborate|collab with|sponsorship|sponsor|sponsoring|reseller|wholesale|distributor|affiliate program|business proposal|supplier|job opening|job openings|vacancy|vacancies|are you hiring|you hiring|hiring for|resume|my cv|internship|internships|apply for a job|job application|apply for the job|careers|recruitment|recruiter|bulk order|bulk orders",
    ),
    (
        "intent:spam",
        0.9,
        "click here|check out my channel|check out my|subscribe to my|subscribe to me|subscribe my|subscribe back|free gift card|free gift cards|make money|earn money|earn $*|a day working from home|working from home, dm|work from home|viagra|casino|bitcoin investment|crypto investment|invest in bitcoin|invest in crypto|forex|double your|guaranteed profit|guaranteed returns|dm me to earn|seo services|buy followers|cheap followers|k followers|followers cheap|loan offer|lottery|you have won|you've won|won a prize|claim your prize|adult dating|hot singles|limited offer|act now|link in bio|link in my bio|sign up now|onlyfans|nft drop|airdrop",
    ),
    (
        "intent:spam",
        0.7,
        "please subscribe|subscribe and|subscribe for|subscribe if|subscribe guys|subscribe me|check me out|check out this video|check out this new|check out the new|check out our new|my new channel|our channel|my youtube|free money|get paid to|paid upto|gift card free|free itunes|gofundme|visit my|visit our web|visit our site|visit this site|share this video|like my page|like my video|like our page|my first video|listen to my|watch my|view my|new video i made|make some money|earning money|earn extra|extra income",
    ),
    (
        "intent:spam",
        0.5,
        "follow me|follow back|follow for follow|sub4sub|my video|my videos|my channel|my music|my song|my cover|my remix|my beats|subscribe|watch?v=|facebook.com/|bit.ly/|goo.gl/|whatsapp me|whatsapp|telegram|bonus",
    ),
    ("intent:spam", 0.45, "check out|check it out|check this out"),
    (
        "intent:chat",
        0.6,
        "hello|hi there|hi all|hi guys|hey guys|hey all|good morning|good night|happy birthday|happy new year|merry christmas|lol|haha|hahaha",
    ),
    (
        "-",
        0.0,
        "fire tv|fire stick|kindle fire|fire sale|fireworks|fire alarm test|no problem|not a problem|no problems|no worries|no issue|no issues|great, another|love spending|would love to know|non smoking|non-smoking|no smoking|smoking area|smoking room|happy to help|can't wait|not so great|not great|not good|not happy|not impressed|not helpful|not the best|not a good|nothing good|no good|thanks in advance|thank you in advance|thanks for nothing|thank you for nothing|good morning|good evening|good afternoon|good night|good luck|nice to meet|best regards|kind regards|kind of|what kind|any kind|happy birthday|happy new year|great britain|love to know|would love|no longer|good enough|good day|oh great|thanks to you i|emergency exit|emergency contact|hospital discount|hospital appointment|near the hospital|work at a hospital|hit a button|a fireplace|a fire pit|a fire extinguisher|my crash pad|recall correctly|don't recall|can't recall|cannot recall|total recall|bluetooth swelling|in my name tag|missing you|missed my call|charged me up|fraud alert settings|keeps getting better|keeps me|keeps my|late night|see you later|later|sorry i'm late|how good|explosive|scam warning page|broke up|daily broke|your bugs bunny|breaking bad|bad bunny|bad boy|not too bad|not bad|isn't bad",
    ),
    ("intent:praise", 0.5, "thank you|thank u|thx"),
    ("intent:praise", 0.45, "thanks"),
    ("intent:praise", 0.7, "not bad|not too bad|isn't bad"),
    (
        "intent:complaint",
        0.85,
        "thanks for nothing|thank you for nothing|not happy|not impressed|not good enough",
    ),
    (
        "intent:complaint",
        0.75,
        "great, another|love spending|oh great|not good|not great|no good|not helpful",
    ),
)
