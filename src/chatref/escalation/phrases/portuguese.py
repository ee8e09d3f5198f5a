"""How visitors ask for a person in Portuguese, of Brazil and of Portugal."""

import re2

from .tongue import Tongue, compiled

_OF = (
    r"(?:(?:um|uma|uns|umas|o|a|os|as|ao|do|da|dos|das|de|seu|sua|seus|suas|teu|tua|vosso|vossa|vossos|algum|"
    r"alguma|outro|outra|este|esta|qualquer|verdadeir[oa]|bom|boa|mesm[oa]) )"
)
_NOUN = (
    r"(?:humanos?|humanas?|ser(?:es)? humanos?|pessoas?|gente|atendentes?|assistentes?|agentes?|operador(?:a|"
    r"es|as)?|gerentes?|supervisor(?:a|es)?|responsave(?:l|is)|funcionari[oa]s?|colegas?|tecnic[oa]s?|"
    r"consultor(?:a|es)?|representantes?|especialistas?|colaborador(?:a|es)?|gestor(?:a|es)?|chefes?|"
    r"assessor(?:a|es)?|encarregad[oa]s?|vendedor(?:a|es)?|corretor(?:a|es)?|assistentes? (?:human[oa]s?|"
    r"pessoal)|membros? d[ao] (?:equipe|equipa|time|suporte))"
)
_SOMEONE = r"(?:(?:alguem|alguen|algm|alguma pessoa)(?: (?:mais|real|humano|de verdade|competente|ai))*)"
_DESK = (
    r"(?:(?:o |a |ao |do |da |seu |sua |setor |departamento |equipe |equipa |time |servico |central |de "
    r")*(?:suporte(?: tecnico)?|atendimento(?: ao cliente)?|apoio ao cliente|sac|financeiro|faturamento|"
    r"faturacao|cobranca|vendas|departamento|setor|equipe|equipa|administracao|recepcao|ouvidoria|servico ao "
    r"cliente))"
)
_PERSON = rf"(?:{_OF}*(?:{_NOUN}|{_SOMEONE}|{_DESK}))"
_SAY = (
    r"(?:falar|fala|flar|conversar|contatar|contactar|tratar|dialogar|comunicar(?: me)?|tc|teclar|bater um "
    r"papo|trocar uma ideia|me comunicar|entrar em (?:contato|contacto)|entro em (?:contato|contacto))"
)
_SO = (
    r"(?:diretamente|direto|agora|ja|logo|por favor|pf|pfv|mesmo|aqui|pessoalmente|por telefone|urgente|ao "
    r"vivo|antes)"
)
_CONNECT = (
    r"(?:pass(?:a|e|em|ar|as)|transfer(?:e|ir|es)|transfir(?:a|am)|conect(?:a|e|em|ar)|encaminh(?:a|e|em|ar)|"
    r"direcion(?:a|e|em|ar)|redirecion(?:a|e|ar)|redirij[ao]m?|li(?:ga|gue|guem|gar)|poe|ponha|ponham|por|"
    r"coloc(?:a|ar)|coloque|coloquem|mand(?:a|e|ar)|envi(?:a|e|ar)|bot(?:a|e)|deix(?:a|e) falar|da|de)"
)
_ME = r"(?:me|nos)"
_CASE = (
    r"(?:(?:o |a )?(?:meu|minha|este|esta|isso|isto)(?: (?:caso|situacao|conversa|chamado|problema|pedido|"
    r"reclamacao|mensagem|chat))?)"
)
_BOT = (
    r"(?:(?:um|uma|o|a|este|esta|esse|essa|seu|mais|nenhum) )*(?:burro |estupido )?"
    r"(?:robos?|robots?|bots?|chat ?bots?|maquinas?|ia|computador(?:es)?|programas?|automaticos?|inteligencia "
    r"artificial|assistentes? virtua(?:l|is))"
)
_WANT = (
    r"(?:quero|qro|queria|queremos|preciso|presiso|precisamos|necessito|desejo|exijo|peco|solicito|gostaria|"
    r"gostava|prefiro|preferia|procuro|chama|chame|chamem|me da|traga|traz|arruma|arrume|cade|me ve|posso ter|"
    r"coloque|coloca|poe|ponha|bota)"
)
_REAL = (
    r"(?:rea(?:l|is)|human[oa]s?|de verdade|de carne e osso|fisic[oa]|viv[oa]|competente|disponive(?:l|is)|"
    r"online|na linha|do suporte|da equipe|da equipa|do atendimento)"
)
_POLITE = (
    r"(?:ola|oi|bom dia|boa tarde|boa noite|sim|ok|chega|por favor|pf|pfv|pfvr|porfavor|obrigad[oa]|ja|agora|"
    r"aqui|quero|preciso|eu disse|ja disse|repito|so|apenas|urgente|logo|de novo|rapido|e|nao um (?:robo|bot))"
)
_HELP = r"(?:atenda|ajude|ligue|reveja|revise|responda|contate|contacte|fale|resolva|veja|verifique|trate)m?"

_BARE = (
    r"(?:humanos?|ser humano|pessoa|atendentes?|agentes?|operador(?:a|es)?|gerente|supervisor(?:a)?|"
    r"consultor(?:a)?|representante)"
)
"""What suffices alone."""
_PLEASE = r"(?:por favor|pf|pfv|pfvr|porfavor)"

PORTUGUESE = Tongue(
    strong=compiled(
        rf"\b(?:chamada|ligacao|reuniao|horario)(?: \w+)? com {_PERSON}\b",
        r"\bque (?:me )?retornem (?:a|minha) (?:ligacao|chamada)\b",
        rf"\b(?:queixa|reclamacao|denuncia) (?:com|a|ao|para) (?:{_OF}+{_NOUN}|{_SOMEONE})\b",
        rf"^(?:{_POLITE} )*(?:me (?:transfira|transfere|encaminhe|encaminha|passe|passa)|(?:transfira|"
        rf"transfere|passe|passa) me|(?:passa|passe) (?:ao|a|para o|pro) (?:teu|seu|tua|sua) \w+)(?: "
        rf"{_POLITE})*$",
        r"\bser (?:contactad[oa]|contatad[oa])(?:$| (?:por|pelo|hoje|amanha)\b)",
        rf"\b(?:quero|preciso|queria|gostaria|gostava|desejo|posso|deixa eu|deixe me|exijo)(?: \w+)?(?: \w+)? "
        rf"{_SAY} com "
        r"(?:um|uma|o|a|os|as|seu|sua|vosso|vossa) \w+",
        r"\bfalar (?:na|no) (?:central|setor|departamento|suporte|atendimento|financeiro|sac|apoio)\b",
        rf"^(?:{_POLITE} )*(?:passar|encaminhar|escalar|transferir|conectar|chamar|contactar|contatar)(?: me)? "
        rf"(?:para|pra|a|ao|com|c) {_PERSON}\b",
        rf"\b(?:encaminhamento|transferencia|suporte|ajuda|atendimento) (?:para|a|ao|com|por) {_OF}*(?:{_NOUN}|"
        rf"{_SOMEONE})\b",
        rf"\b(?:me|nos) (?:atende|atenda|ajuda|responde) (?:{_OF}+{_NOUN}|{_SOMEONE})\b",
        rf"^(?:{_POLITE} )*(?:com )?{_SOMEONE} {_REAL}(?: {_POLITE})*$",
        rf"\b{_SAY}(?: {_SO})* (?:com|c|cm|para|pra|ao|a) {_PERSON}\b",
        rf"\b(?:{_ME} (?:\w+ ){{0,2}}?{_CONNECT}|{_CONNECT} {_ME})(?: (?:{_SO}|em|contato|contacto|comunicacao|"
        rf"linha|na|chamada|telefone))* (?:(?:para|pra|pro|a|ao|com|c) )?(?:{_PERSON}|pro suporte|pro "
        rf"atendimento)\b",
        rf"\b(?:{_CONNECT}|escal(?:a|e|ar)) {_CASE} (?:para|pra|pro|a|ao|com) (?:{_OF}*{_NOUN}|{_SOMEONE})\b",
        rf"\b(?:atendid[oa]|ajudad[oa]|contactad[oa]|contatad[oa]|transferid[oa]|encaminhad[oa]) (?:por|pelo|"
        rf"pela|para|pra|a|ao) {_PERSON}\b",
        rf"\b{_WANT}(?: (?:{_SO}|me|ter|ver|com|de|que|um pouco|por))* (?:{_OF}+{_NOUN}|{_NOUN} {_REAL}|"
        rf"(?:humano|atendente|agente|operador|pessoa)$|{_SOMEONE}(?: (?:que|com quem|para|pra|real)|$))",
        rf"\b(?:contatar|contactar|localizar|encontrar|acessar|chamar)(?: diretamente)? (?:{_OF}+{_NOUN}|"
        rf"{_SOMEONE})\b",
        rf"\b(?:tem|ha|existe|haveria|havera|tera|teria)(?: (?:ai|aqui|por ai|algum|alguma|como|nao|ja|"
        rf"sequer))* (?:{_OF}*{_NOUN}|{_SOMEONE}) ?(?:{_REAL}|ai|aqui|com quem|que (?:me |possa )?(?:possa|"
        rf"ajude|atenda|falar)|do outro lado)",
        rf"\b(?:tem|ha|existe)(?: (?:ai|aqui|algum))* {_OF}*humanos?\b",
        rf"\b(?:ajuda|atendimento|suporte|apoio|assistencia|resposta|contato|contacto|servico) (?:human[oa]|"
        rf"(?:de|com) (?:um|uma|algum|alguma|outra) {_NOUN}|de pessoas?)\b",
        rf"\bque (?:me |nos )?(?:{_HELP} (?:\w+ )?(?:{_OF}+{_NOUN}|{_SOMEONE})|(?:{_OF}+{_NOUN}|{_SOMEONE}) "
        rf"(?:me |nos |o |a )?"
        rf"{_HELP})\b",
        r"\b(?:me|nos) (?:liga|ligue|liguem|ligar|telefone|telefonem|ligam|contacte|contactem|contate|"
        r"contatem)\b"
        r"|\b(?:ligue|liguem|telefonem|contactem|ligar|contactar|contatem) (?:me|nos|para mim|pra mim)\b",
        r"\b(?:alguem|uma pessoa|um humano|um atendente) (?:pode|poderia|podia|consegue) (?:por favor )?(?:me "
        r")?"
        r"(?:ligar|contatar|contactar|verificar|analisar|assumir)",
        rf"^(?:{_POLITE} )*(?:com |a )?(?:{_OF}*{_BARE}|{_OF}*{_NOUN} (?:{_REAL}|{_PLEASE})|{_OF}+{_NOUN})(?: "
        rf"(?:{_REAL}|{_POLITE}))*$",
        rf"^(?:{_POLITE} )*(?:com )?(?:o )?(?:atendimento ao cliente|apoio ao cliente|sac|suporte tecnico)(?: "
        rf"{_POLITE})*$",
    ),
    named=compiled(
        r"\b(?:um|uma|algum|alguma) (?:humano|ser humano|pessoa (?:real|humana|de verdade|de carne e osso)|"
        r"atendente (?:real|humano))\b",
    ),
    always=compiled(
        rf"\b(?:nao|nunca|fart[oa]|cansad[oa]|odeio|chega|recuso|detesto|parar|cansei|nem)(?: (?:quero|me|vou|"
        rf"gosto|de|a|mais|continuar|que|estou|desejo|interessa|preciso|posso|queria|ficar|ter))* (?:{_SAY}|"
        rf"falo|falando|a falar) (?:com|c|para) {_BOT}\b",
        rf"^(?:ja )?(?:nao(?: quero)?|chega|basta|fart[oa]|cansei)(?: (?:de|deste|desse|com|mais|do|da|"
        rf"desses))* {_BOT}"
        r"(?: por favor)?$",
    ),
    weak=compiled(
        r"\b(?:com|a) quem (?:posso|devo|tenho|eu|falo|poderia)\b",
        rf"\b(?:contatar|contactar|ligar para|ligar pra|escrever para) {_DESK}\b",
        r"\b(?:tem|ha|esta) (?:ai )?alguem\b|\balguem (?:ai|aqui)\b",
        r"\balguem (?:pode|poderia|consegue|podia) (?:me )?(?:ajudar|responder|atender)",
        r"\bnumero de (?:telefone|contato|contacto)\b|\btelefone de contat?c?to\b",
    ),
    denied=re2.compile(
        r"(?:\b(?:nao|nunca|sem|nem|jamais|tampouco)(?: (?:quero|preciso|precisa|necessito|desejo|queria|e|ha|"
        r"tenho|que|de|me|nos|necessario|necessidade|gostaria|vou|a|para|pra|por|falar|ser|estou|pedindo|favor|"
        r"com|um|uma|se|liga|o|precisamos|peco|pedi|procuro))*"
        r"|\b(?:em vez de|ao inves de|antes de|depois de|apos|acabei de|para nao|evitar|e preciso|e necessario|"
        r"devo|ha que|estou|sou|es|voce e|vc e|foi|era|meu|minha|ja me|ja|foi um prazer|obrigado por)(?: "
        r"\w+)?)\s*$"
    ),
    negates=re2.compile(r"\b(?:nao|nunca|sem|nem|meu|minha|sou|estou|foi|era|falei)\b"),
    excused=re2.compile(
        r"\b(?:por ?que|pq|se) (?:\w+ )?(?:nao|nunca)\b|\bnao (?:posso|consigo|da|dá|tem como|sei como|"
        r"entend\w+)\b"
    ),
    strayed=re2.compile(
        r"^ (?:imobiliari\w+|de (?:viagens?|seguros?|minha (?:equipe|empresa))|no meu|na minha|a minha|ao meu|"
        r"que (?:vendeu|comprou|me vendeu)|juridica|comercial)\b"
    ),
    asked=re2.compile(
        r"^(?:e )?(?:preciso|precisamos|tenho|temos|devo|e preciso|e necessario)(?: de| que)? (?:\w+ )*(?:para|"
        r"pra) \w+r\b"
    ),
    words=(
        "agente alguem atendente atendentes atendimento falar humana humano operador operadora pessoa "
        "pessoas responsavel supervisor"
    ),
)
