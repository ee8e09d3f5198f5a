"""How visitors ask for a person in English."""

import re2

from .tongue import Tongue, compiled

_SWEARS = r"damn|goddamn|bloody|fucking|fuckin|freaking|frigging|effing|flipping"
_KIND = (
    rf"(?:(?:{_SWEARS}|real|actual|live|living|human|normal|breathing|proper|genuine|non robotic|different|"
    r"other|single|customer|client|service|support|care|success|sales|billing|technical|tech|bank|company|team|"
    r"store|shop|staff|help ?desk|account|qualified|competent|senior|friendly|nice|intelligent|smart|smarter|"
    r"better|more|bit|ur|reel|agent) ?)"
)
_ONE_OF = r"(?:(?:a|an|any|some|the|your|ur|one of your|one of the|another|with|to|one|ya|yer|na) )"
_STRICT = (
    r"(?:humans?|human beings?|humen|hooman|persons?|people|agents?|reps?|associates?|repres[a-z]{2,8}tives?|"
    r"operators?|advis[oe]rs?|specialists?|consultants?|employees?|staff|staffers?|staff members?|team "
    r"members?|members? of (?:the |your )?(?:team|staff)|colleagues?|managers?|supervisors?|technicians?|"
    r"experts?|workers?|clerks?|attendants?)"
)
_SOMEONE = (
    r"(?:(?:someone|somebody|some one|some1|sb|anyone|anybody|sum1|sumone|whoever|(?:the )?person in "
    r"charge)(?: (?:else|real|human|actual|live|alive))*)"
)
_DESK = (
    r"(?:(?:customer |client |technical |tech |your |the |sales |billing )*"
    r"(?:support|service|services|care|help ?desk|reception|billing|sales|front desk|front office|room service|"
    r"concierge|housekeeping|spa|gym|restaurant|hotel staff|team|department|staff|(?:\w+ )?department))"
)
_PERSON = (
    rf"(?:{_ONE_OF}*{_KIND}*(?:{_STRICT}|assistants?|boss|woman|man|lady|guy|(?:real|actual|live|human) one|"
    rf"{_SOMEONE}))"
)
_END = (
    r"(?:$| (?:please|pls|plz|now|here|asap|to (?:talk|speak|chat|help|assist|call|contact|look|handle|deal|"
    r"explain|sort|check|answer|discuss|get|review|take|resolve)|who|that|not|instead|for|about|on (?:the|this|"
    r"here|it)|and|because|so|right|immediately|today|in|with|this|thx|thanks|again|already|or|i|from|as|but|"
    r"rather|no|cause|cuz|at|if|then|over)\b)"
)
_WOULD = r"(?:would|id|i d|we d)"
_POLITE = (
    r"(?:hi|hello|hey|no|nope|ok|okay|yes|just|please|pls|plz|now|asap|right now|immediately|instead|thanks|"
    r"thank you|want|need|only|i said|i mean|i meant|i repeat|again i want|really|actually|still|get|for|me|"
    r"again|here|today|ffs)"
)
_MACHINE = (
    r"(?:bots|robots|machines|computers|ai|chatbots|(?:an?|this|the|these|your|some)(?: [a-z]+)? (?:bots?|"
    r"robots?|machines?|computers?|ai|chat ?bots?|assistant))"
)
_SAY = (
    r"(?:speak|talk|chat|speaking|talking|chatting|converse|conversation|deal|dealing|work|discuss this|"
    r"discuss it|(?:have )?a (?:word|chat)|complain)"
)
_TO = r"(?:to|with|w|t|2|wit|wiht|wth|whit|too|ot)"
_HANDLE = (
    r"(?:look (?:at|into)|take a look|have a look|take over|step in|review|check|handle|deal with|sort|fix|"
    r"verify|read|see to|go over|investigate)"
)
_ANSWERS = (
    r"(?:humans?|agents?|representatives?|reps?|operators?|advis[oe]rs?|supervisors?|managers?|live chat)"
)

ENGLISH = Tongue(
    strong=compiled(
        rf"\b(?:talk|speak|chat|discuss|go) (?:this |it |things |that |my \w+ )?(?:through |over )?with "
        rf"{_PERSON}\b",
        r"\b(?:forward|pass|send|transfer|route|direct|escalate|hand|refer)(?: \w+){1,3} to (?:the |your |a "
        r")?(?:relevant|right|appropriate|correct|proper|responsible|competent) (?:team|department|person|"
        r"people|colleague|agent)\b",
        r"\b(?:connect|transfer|put) (?:me|us) (?:through |over )?(?:to|with) (?:the|your)\b",
        rf"\bput in (?:touch|contact) with (?:{_PERSON}|{_DESK})\b",
        rf"\b(?:call|call back|callback|phone call|reply|answer|help) from (?:{_SOMEONE}|"
        rf"{_ONE_OF}+{_KIND}*{_STRICT})\b",
        rf"\b(?:ask|tell|get|have) {_ONE_OF}+{_KIND}*{_STRICT} to (?:contact|call|phone|ring|get|help|look|"
        rf"write|email|reach)\b",
        rf"\b{_SAY} ?(?:directly |live |now |instead |on the phone )?{_TO} ?{_PERSON}\b",
        rf"\b(?:speak|talk|chat) {_TO} {_DESK}\b",
        rf"\b(?:like|want|wanna|need|wish|let me|can i|could i|may i) (?:to )?(?:speak|talk) {_TO} (?:the|"
        rf"your) [a-z]+\b",
        r"\b(?:speak|talk) (?:human|person|agent)\b",
        r"\bput (?:a|an|the|your|someone|somebody)(?: \w+)? on(?:$| (?:the )?(?:phone|line)\b)",
        r"\b(?:do|have) you(?: guys)? (?:have|got|employ) (?:any |some )?(?:real |actual |live )?(?:humans?|"
        r"people|agents?) (?:working|here|there|who|i can|to)\b",
        r"\b(?:can|could|get|may|let) (?:someone|somebody|anyone) else (?:please )?(?:to )?(?:help|assist|look|"
        r"handle|answer)\b",
        rf"\bget through to (?:{_DESK}|the \w+ department)\b",
        rf"\b(?:get|give|send|put) me {_SOMEONE} (?:who|with|that)\b",
        rf"\b(?:is|are) (?:{_SOMEONE}|{_ONE_OF}+{_KIND}*{_STRICT}) (?:available|free|around|online) to (?:talk|"
        rf"speak|chat|help)\b|\b(?:is|are) {_ONE_OF}{_KIND}*{_ANSWERS} (?:available|online)\b",
        r"\b(?:want|like|need|love|prefer|wish) to be (?:phoned|rung|contacted|called back|phoned back)\b",
        rf"\b(?:explain|describe|discuss|show)(?: \w+){{0,2}} to {_ONE_OF}{_KIND}*(?:person|human|human being|"
        rf"agent|representative)\b",
        rf"\b(?:connect|transfer|transferr|pass|hand|putt|forward|redirect|direct|switch)ing (?:me|us)(?: "
        rf"(?:over|through|on))* (?:to|with) (?:{_PERSON}|{_DESK})\b",
        r"\b(?:talk|speak|talking|speaking) (?:to|with) (?:your )?(?:admin|management|staff|sales|developer|"
        r"team)\b|^human intervention\b",
        rf"\b(?:contact|contacting|reach|reaching|reach out to|get in touch with|get (?:a )?hold of|get ahold "
        rf"of|get through to) (?:{_ONE_OF}+{_KIND}*{_STRICT}|{_KIND}+{_STRICT}|{_STRICT}$|"
        rf"{_ONE_OF}?assistants?|{_SOMEONE})\b",
        rf"\b(?:put|get|bring) (?:me|us) (?:back )?in (?:contact|touch) with (?:{_PERSON}|{_DESK})\b",
        rf"\b(?:connected|transferred|forwarded|escalated|redirected|passed|put through)(?: (?:over|on|through|"
        rf"directly))* (?:to|with) (?:{_PERSON}|{_DESK})\b",
        rf"\b(?:escalate|transfer|connect|forward|hand over|handover|switch|redirect)(?: (?:this|it|my \w+))? "
        rf"(?:to|with) {_ONE_OF}?{_KIND}*{_ANSWERS}\b",
        rf"\b(?:escalate|raise|discuss|resolve|sort|settle|take)(?: (?:this|it|that|up|my \w+))+ with "
        rf"{_ONE_OF}+{_KIND}*{_STRICT}\b",
        r"\btransfer me(?:$| (?:to|back|over|now|please)\b)",
        r"\b(?:put|patch) me (?:through|on to|onto|on with)\b|\bget me through to\b",
        r"^(?:please )?escalate(?: (?:this|it|my case|my ticket))?(?: please| now)?$",
        rf"\b(?:connect|transfer|put|pass|hand|forward|escalate|redirect|direct|route|switch|refer|send|move|"
        rf"take) (?:me|us|over|through|on)(?: (?:over|through|on|back|up|directly))* (?:to|with|onto) "
        rf"(?:{_PERSON}|{_DESK})\b",
        rf"\b(?:transfer|pass|hand|forward|escalate|redirect|direct|route|switch|refer|send|move|take) (?:this|"
        rf"it|my \w+) (?:(?:over|through|on|back|up|directly) )*(?:to|with|onto) "
        rf"(?:{_ONE_OF}?{_KIND}*{_ANSWERS}|{_ONE_OF}?human being|a person|a real person|(?:a|your|one of your) "
        rf"(?:colleagues?|people|specialists?|experts?)|{_DESK})\b",
        rf"\b(?:get|give|fetch|find|send|want|need|require|demand|prefer|{_WOULD} like|{_WOULD} love|call|ask "
        rf"for|asking for|request|requesting|looking for|where is|where are|(?:can|could|may) (?:i|we) "
        rf"(?:please )?(?:have|see|ask)|let me (?:have|see)|do you have) (?:(?:me|us|in|to see|to have|to get|"
        rf"some) )*(?:{_ONE_OF}+{_KIND}*|{_KIND}+){_STRICT}{_END}",
        r"\b(?:get|give|bring|fetch|want)(?: me)? (?:a|your|the) boss\b",
        rf"\b(?:get|give|bring|want|need)(?: me)? (?:human|agent|representative|operator|rep|person){_END}",
        rf"\b(?:get|give|bring|fetch|put|want|need) (?:me |us )?(?:on )?{_SOMEONE} "
        r"(?:to help|to assist|from (?:your |the )?(?:support|team|billing|sales)|on the (?:line|phone)|in "
        r"here|please$|here$|now$|human|real)",
        r"\b(?:get|give|bring|fetch|want|need) (?:me |in )?(?:to )?(?:someone|somebody)(?: (?:else|real|"
        r"human))*$",
        rf"\b(?:is|are|isnt|arent) there (?:(?:even|really|actually|not|no) )*(?:{_PERSON}|anything human) "
        r"?(?:real|human|alive|here|there|around|available|online|who can|that can|i can|i could|we can|(?:\w+ "
        r")?to (?:talk|speak|chat)|on the)(?: (?:talk|speak|chat|contact|here|there|help)\b|$)",
        rf"\bany (?:real |actual |live )+{_STRICT}\b",
        r"\b(?:someone|somebody|anyone|anybody|person|human|agent)(?: \w+)? to (?:talk|speak|chat) (?:to|"
        r"with)\b",
        rf"\b(?:ask|help|helped|assistance|assisted|support|supported|answer|reply|response|hear|callback|call|"
        rf"service|served)(?: \w+){{0,3}} (?:from|by|of) {_ONE_OF}+{_KIND}*{_STRICT}{_END}",
        r"\b(?:human|live|real person) (?:help|support|assistance|agent|operator|chat|contact|assistant)\b",
        rf"\b(?:can|could|have|get|let|make|want|need|would like|will) (?:{_ONE_OF}*{_KIND}*(?:{_STRICT}|"
        rf"{_SOMEONE})) "
        r"(?:please )?(?:to )?(?:please )?(?:(?:call|phone|ring|contact|email|write to|get back to|message|"
        r"(?:speak|talk|chat) (?:to|with)) (?:me|us)|take over|step in)\b",
        rf"\b(?:can|could|have|get|let|make|want|need|would|will) (?:{_ONE_OF}+{_KIND}*(?:human|human being|"
        rf"person|agent|colleague|manager|supervisor|representative|specialist|technician|expert|member of "
        rf"(?:your |the )?(?:team|staff))|(?:someone|somebody) (?:from|at|in|on) (?:your|the|support)(?: "
        rf"\w+)?) (?:please )?(?:to )?(?:please )?{_HANDLE}\b",
        rf"\b{_SOMEONE}(?: (?:from|at|in|on) (?:your|the) \w+)? (?:should |must |needs to |has to |to |can |"
        rf"could )?(?:please )?"
        r"(?:give me a (?:call|ring)|(?:call|phone|ring|contact) me)\b",
        rf"^(?:(?:{_POLITE}|can|could|would|will|you|someone|u|to|should) )*(?:call|phone|ring) me(?: back)?"
        r"(?:$| (?:on|at|please|pls|now|asap|today|tomorrow|in|later|about|regarding|to discuss|instead|"
        r"back)\b)",
        r"\b(?:need|want|like|request|requesting|arrange|schedule|get) (?:a |to have a )?(?:call ?back|phone "
        r"call|call back)\b"
        r"|\bgive me a (?:call|ring|callback)\b",
        rf"\b(?:real|actual|live|human) {_STRICT}(?: \w+){{0,3}} i (?:can|could) (?:talk|speak|chat)\b",
        rf"^(?:{_POLITE} )*(?:(?:a|an|the|your|some|any|another) )?{_KIND}*"
        rf"(?:{_STRICT}|human being)(?: {_POLITE}|(?: or)? {_STRICT})*$",
        r"^(?:(?:the|your) )?(?:[a-z]+ )?(?:team|desk|department|reception|support|customer service) (?:please|"
        r"pls)$",
        r"^(?:customer service|customer support|customer care)$",
    ),
    named=compiled(
        rf"\b(?:human|human being|(?:real|actual|live|human|living|physical) (?:person|people|agent|someone|"
        rf"operator|representative)){_END}",
    ),
    always=compiled(
        rf"\b(?:not|dont|do not|wont|refuse to|hate)(?: \w+){{0,4}} (?:shar(?:e|ing)|giv(?:e|ing)|"
        rf"discuss(?:ing)?|tell(?:ing)?|provid(?:e|ing)|trust(?:ing)?)(?: \w+){{0,5}} (?:with|to) {_MACHINE}\b",
        rf"\b(?:dont|do not|not|never|no longer|wont|stop|tired of|sick of|hate|done|refuse to)"
        rf"(?: (?:want|wanna|wish|like|need|have|going|feel|to|be|keep|really|even|gonna|discuss|discussing|"
        rf"this))* (?:talk|talking|speak|speaking|chat|chatting|deal|dealing) (?:to|with) (?:you$|you any "
        rf"?more$|you any longer|{_MACHINE}\b)",
        rf"\b(?:not|dont|un) ?(?:\w+ )?comfortable (?:\w+ ){{0,6}}(?:with|to) {_MACHINE}\b",
        r"\b(?:dont want|do not want|no|no more|not another|stop the|stop these) (?:any )?automated (?:help|"
        r"answers?|replies|messages|responses)\b|\b(?:no|no more|enough of|anything but|not another) (?:these |"
        r"this |the |your |a )?"
        r"(?:bots?|robots?|chatbots?|machines?)(?: please| anymore| any more)?$",
    ),
    weak=compiled(
        r"\bwho (?:can|should|do|could) i (?:talk|speak|contact|call|ask|write)\b",
        rf"\b(?:contact|call|reach|write to|email|phone) {_DESK}\b",
        r"\b(?:is )?(?:anyone|anybody|someone|somebody) (?:there|here|around)\b",
        r"\b(?:can|could|will|would) (?:someone|somebody|anyone|anybody) (?:please )?(?:help|assist|look "
        r"into)\b",
        r"\b(?:phone|telephone|contact) number\b",
    ),
    denied=re2.compile(
        r"(?:\b(?:dont|do not|didnt|did not|doesnt|does not|not|never|no longer|wont|wouldnt|neednt|shouldnt|"
        r"no need|dont have|rather than|instead of|without|avoid)"
        r"(?: (?:really|even|actually|want|need|wish|like|have|care|going|to|for|you|me|us|be|asking|ask|asked|"
        r"trying|looking|necessarily|yet|think|i|any|mean|meant|require|anymore))*"
        r"|\bam i (?:\w+ )?|\bare we (?:\w+ )?|\bi am|\bim|\bis this (?:\w+ )?|\b(?:i|we|ive|weve) (?:have |"
        r"had )?been"
        r"|\bdid (?:i|we|you)(?: \w+)?|\bwas|\bwere|\bgot|\bafter|\bbefore|\bwhile|\bwhen|\bwhenever|\bkept|"
        r"\benjoyed|\benjoy"
        r"|\b(?:nice|good|great|lovely|glad|pleasure|fun|happy)(?: to have)?(?: to)?"
        r"|\bthanks? (?:you )?for|\bdo (?:i|we) (?:really )?(?:(?:have|need)(?: to)?)?|\bmy"
        r"|\b(?:i|we) (?:already|just) |\b(?:customers|clients|users|visitors|people|he|she|they) (?:can|could|"
        r"to|want to|should)"
        r"|\bcan (?:customers|clients|users|visitors|people|they|he|she)(?: also)?)\s*$"
    ),
    negates=re2.compile(
        r"\b(?:dont|do not|not|no need|never|without|rather than|instead of|doesnt|didnt|isnt|arent|my|you|"
        r"youre|whether|from|why|regard|little|true|classified|was|were|great|nice|enjoyed|loved|after|thanks "
        r"for)\b"
    ),
    excused=re2.compile(
        r"\b(?:why|if|unless|until|till) (?:\w+ )?(?:dont|do not|wont|cant|can|are|is|didnt)\b"
        r"|\b(?:how|what|where) do (?:i|we)\b|\bim (?:trying|looking|asking|going)|\bi am (?:trying|asking)"
    ),
    strayed=re2.compile(
        r"^ (?:estate|strings?|mode|keys?|licen[cs]es?|plans?|seats?|accounts?|pricing|id|name|software|"
        r"settings?|files?|panel|dashboard|on my|resources|rights|error|wifi|wi fi|internet|network|website|"
        r"app|server|hand|body|eye|language|readable|made|translation|(?:on|in|of|for) my (?:account|profile|"
        r"order|invoice|plan)|who (?:bought|sold|has|had|made|sent|owns|used|is using|wrote)|in (?:my|our) "
        r"(?:team|company|family|office)|on (?:my|our) team)\b"
    ),
    words=(
        "agent agents anybody anyone assistant assistants chat colleague colleagues connect customer human humans "
        "operator operators people person representative representatives somebody someone speak "
        "supervisor talk transfer"
    ),
)
