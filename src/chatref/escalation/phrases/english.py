"""How visitors ask for a person in English."""

import re2

from .tongue import Tongue, compiled

_SWEARS = r"damn|goddamn|bloody|fucking|fuckin|freaking|frigging|effing|flipping"
_KIND = (
    rf"(?:(?:{_SWEARS}|real|actual|live|living|human|normal|breathing|proper|genuine|non robotic|different|"
    r"other|single|customer|client|service|support|care|success|sales|billing|technical|tech|bank|company|"
    r"team|store|shop|staff|help ?desk|account|qualified|competent|senior|friendly|nice|intelligent|smart|"
    r"smarter|better|more|bit|ur|reel|agent) ?)"
)
_ONE_OF = r"(?:(?:a|an|any|some|the|your|ur|one of your|one of the|another|with|to|one|ya|yer|na) )"
_STRICT = (
    r"(?:humans?|human beings?|humen|huamn|hooman|persons?|persson|preson|people|agents?|agnet|reps?|"
    r"repres[a-z]{2,8}tives?|operators?|advis[oe]rs?|specialists?|consultants?|employees?|staff|staffers?|"
    r"staff members?|team members?|members? of (?:the |your )?(?:team|staff)|colleagues?|managers?|"
    r"supervisors?|technicians?|experts?|workers?|clerks?|attendants?)"
)
_SOMEONE = (
    r"(?:(?:someone|somebody|somneone|some one|anyone|anybody)(?: (?:else|real|human|actual|live|alive))*)"
)
_DESK = (
    r"(?:(?:customer |client |technical |tech |your |the |sales |billing )*"
    r"(?:support|service|services|care|help ?desk|reception|billing|sales|front desk|team|department|staff))"
)
_PERSON = rf"(?:{_ONE_OF}*{_KIND}*(?:{_STRICT}|assistants?|assistgant|{_SOMEONE}))"
_END = (
    r"(?:$| (?:please|pls|plz|now|here|asap|to|who|that|not|instead|for|about|on|and|because|so|right|immediately|"
    r"today|in|with|this|thx|thanks|again|already|or|i|from|as|but|rather|no|cause|cuz|on|at|if|then|over)\b)"
)
_WOULD = r"(?:would|id|i d|we d)"
_POLITE = (
    r"(?:hi|hello|hey|no|nope|ok|okay|yes|just|please|pls|plz|now|asap|right now|immediately|instead|thanks|"
    r"thank you|want|need|only|i said|i mean|i meant|i repeat|again i want|really|actually|still|"
    r"get|for|me|again|here|today|ffs)"
)
_MACHINE = (
    r"(?:bots|robots|machines|computers|ai|chatbots|(?:an?|this|the|these|your|some)(?: [a-z]+)? "
    r"(?:bots?|robots?|machines?|computers?|ai|chat ?bots?|assistant))"
)
_SAY = r"(?:speak|talk|chat|speaking|talking|chatting|converse|conversation|deal|dealing|work|discuss this)"

ENGLISH = Tongue(
    strong=compiled(
        rf"\b{_SAY} ?(?:directly |live |now |instead |on the phone )?(?:to|with|w) ?{_PERSON}\b",
        rf"\b(?:speak|talk|chat) (?:to|with) {_DESK}\b",
        r"\b(?:like|want|need|wish|let me|can i|could i|may i) (?:to )?speak (?:to|with) (?:the|your) [a-z]+\b",
        r"\b(?:speak|talk) (?:human|person|agent)\b",
        rf"\b(?:contact|contacting|reach|reaching|reach out to|get in touch with|get hold of|get ahold of|"
        rf"get through to) {_PERSON}\b",
        r"\btransfer me(?:$| (?:to|back|over|now|please)\b)",
        r"\b(?:put|patch) me (?:through|on to|onto|on with)\b|\bget me through to\b",
        r"^(?:please )?escalate(?: (?:this|it|my case|my ticket))?(?: please| now)?$",
        rf"\b(?:connect|transfer|put|pass|hand|forward|escalate|redirect|direct|route|switch|refer|send|move|take) "
        rf"(?:me|us|this|it|over|through|on)(?: (?:over|through|on|back|up|directly))* "
        rf"(?:to|with|onto) (?:{_PERSON}|{_DESK})\b",
        rf"\b(?:get|give|bring|fetch|find|send|want|need|require|demand|prefer|{_WOULD} like|{_WOULD} love|call|"
        rf"ask for|asking for|request|requesting|looking for|where is|where are|(?:can|could|may) (?:i|we) "
        rf"(?:please )?(?:have|see|ask)|let me (?:have|see)|do you have) "
        rf"(?:(?:me|us|in|to see|to have|to get|some) )*(?:{_ONE_OF}+{_KIND}*|{_KIND}+){_STRICT}{_END}",
        rf"\b(?:get|give|bring|want|need)(?: me)? (?:human|agent|representative|operator|rep|person){_END}",
        rf"\b(?:get|give|bring|fetch|put|want|need) (?:me )?(?:on )?{_SOMEONE} "
        r"(?:to help|to assist|on the (?:line|phone)|in here|please$|here$|now$|human|real)",
        r"\b(?:get|give|bring|fetch|want|need) (?:me |in )?(?:to )?(?:someone|somebody)(?: (?:else|real|human))*$",
        rf"\b(?:is|are|isnt|arent) there (?:(?:even|really|actually|not|no) )*(?:{_PERSON}|anything human) "
        r"?(?:real|human|alive|here|there|around|available|online|who can|that can|i can|i could|we can|"
        r"(?:\w+ )?to (?:talk|speak|chat)|on the)(?: (?:talk|speak|chat|contact|here|there|help)\b|$)",
        rf"\bany (?:real |actual |live )+{_STRICT}\b",
        r"\b(?:someone|somebody|anyone|anybody|person|human|agent)(?: \w+)? to (?:talk|speak|chat) (?:to|with)\b",
        rf"\b(?:ask|help|helped|assistance|assisted|support|supported|answer|reply|response|hear|callback|call|"
        rf"service|served)(?: \w+){{0,3}} (?:from|by|of) {_ONE_OF}+{_KIND}*{_STRICT}{_END}",
        r"\b(?:human|live|real person) (?:help|support|assistance|agent|operator|chat|contact|assistant)\b",
        rf"\b(?:can|could|have|get|let|make|want|need|would like|will) (?:{_ONE_OF}*{_KIND}*(?:{_STRICT}|{_SOMEONE})) "
        r"(?:please )?(?:to )?(?:please )?(?:(?:call|phone|ring|contact|(?:speak|talk|chat) (?:to|with)) (?:me|us)|"
        r"take over|step in)\b",
        rf"^(?:{_POLITE} )*(?:(?:a|an|the|your|some|any|another) )?{_KIND}*"
        rf"(?:{_STRICT}|human being)(?: {_POLITE}|(?: or)? {_STRICT})*$",
        r"^(?:(?:the|your) )?(?:[a-z]+ )?(?:team|desk|department|reception|support|customer service) (?:please|pls)$",
        r"^(?:customer service|customer support|customer care)$",
    ),
    always=compiled(
        rf"\b(?:dont|do not|not|never|no longer|wont|stop|tired of|sick of|hate|done|refuse to)"
        rf"(?: (?:want|wanna|wish|like|need|have|going|feel|to|be|keep|really|even|gonna|discuss|discussing|this))* "
        rf"(?:talk|talking|speak|speaking|chat|chatting|deal|dealing) (?:to|with) (?:you$|{_MACHINE}\b)",
        rf"\b(?:not|dont|un) ?(?:\w+ )?comfortable (?:\w+ ){{0,6}}(?:with|to) {_MACHINE}\b",
        r"\b(?:no|no more|enough of|anything but|not another) (?:these |this |the |your |a )?"
        r"(?:bots?|robots?|chatbots?|machines?)(?: please| anymore| any more)?$",
    ),
    weak=compiled(
        r"\bwho (?:can|should|do|could) i (?:talk|speak|contact|call|ask|write)\b",
        rf"\b(?:contact|call|reach|write to|email|phone) {_DESK}\b",
        r"\b(?:is )?(?:anyone|anybody|someone|somebody) (?:there|here|around)\b",
        r"\b(?:can|could|will|would) (?:someone|somebody|anyone|anybody) (?:please )?(?:help|assist|look into)\b",
        r"\bare you (?:a )?(?:real |actual )?(?:human|person|bot|robot|real)\b",
        r"\b(?:phone|telephone|contact) number\b",
    ),
    denied=re2.compile(
        r"(?:\b(?:dont|do not|didnt|did not|doesnt|does not|not|never|no longer|wont|wouldnt|neednt|shouldnt|"
        r"no need|dont have|rather than|instead of|without|avoid)"
        r"(?: (?:really|even|actually|want|need|wish|like|have|care|going|to|for|you|me|us|be|asking|ask|asked|"
        r"trying|looking|necessarily|yet|think|i|any|mean|meant|require|anymore))*"
        r"|\bam i (?:\w+ )?|\bare we (?:\w+ )?|\bi am|\bim|\bis this (?:\w+ )?|\b(?:i|we|ive|weve) (?:have |had )?been"
        r"|\bwas|\bwere|\bafter|\bbefore|\bwhile|\bwhen|\bwhenever|\bkept|\benjoyed|\benjoy"
        r"|\b(?:nice|good|great|lovely|glad|pleasure|fun|happy)(?: to have)?(?: to)?"
        r"|\bthanks? (?:you )?for|\bdo (?:i|we) (?:really )?(?:(?:have|need)(?: to)?)?|\bmy"
        r"|\b(?:i|we) (?:already|just) "
        r"|\b(?:customers|clients|users|visitors|people|he|she|they) (?:can|could|to|want to|should)"
        r"|\bcan (?:customers|clients|users|visitors|people|they|he|she)(?: also)?)\s*$"
    ),
    excused=re2.compile(
        r"\b(?:why|if|unless|until|till) (?:\w+ )?(?:dont|do not|wont|cant|can|are|is|didnt)\b"
        r"|\b(?:how|what|where) do (?:i|we)\b|\bim (?:trying|looking|asking|going)|\bi am (?:trying|asking)"
    ),
    strayed=re2.compile(
        r"^ (?:estate|strings?|mode|keys?|licen[cs]es?|plans?|seats?|accounts?|pricing|id|name|software|"
        r"settings?|files?|panel|dashboard|who (?:bought|sold|has|had|made|sent|owns|used|is using|wrote)|"
        r"in (?:my|our) (?:team|company|family|office)|on (?:my|our) team)\b"
    ),
)
