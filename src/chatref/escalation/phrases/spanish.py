"""How visitors ask for a person in Spanish, on both sides of the ocean."""

import re2

from .tongue import Tongue, compiled

_OF = (
    r"(?:(?:un|una|unos|unas|uno|el|la|los|las|al|del|de|su|sus|tu|tus|vuestro|vuestra|algun|alguna|otro|otra|"
    r"este|esta|cualquier|verdader[oa]|buen|buena|mism[oa]) )"
)
_NOUN = (
    r"(?:humanos?|humanas?|ser(?:es)? humanos?|personas?|ajentes?|agentes?|a[sc]es+or(?:a|es|as)?|(?:tele "
    r"?)?operador(?:a|es|as)?|operari[oa]s?|representantes?|ejecutiv[oa]s?|encargad[oa]s?|responsables?|"
    r"supervisor(?:a|es)?|gerentes?|jef[ea]s?|companer[oa]s?|colegas?|emplead[oa]s?|tecnic[oa]s?|"
    r"especialistas?|consultor(?:a|es)?|gestor(?:a|es)?|expert[oa]s?|trabajador(?:a|es)?|asistentes? "
    r"(?:human[oa]s?|personal)|miembros? del? (?:equipo|su equipo|personal))"
)
_SOMEONE = r"(?:(?:alguien|algien|alguein|alguno de ustedes)(?: (?:mas|real|humano|de verdad|competente))*)"
_DESK = (
    r"(?:(?:el |la |su |tu |los |al |del |departamento |area |equipo |servicio |de )*(?:soporte(?: tecnico)?|"
    r"servicio(?: al cliente| tecnico)?|atencion(?: al cliente| al usuario)?|facturacion|ventas|cobros|pagos|"
    r"departamento|equipo|administracion|recepcion|contabilidad|reclamaciones))"
)
_PERSON = rf"(?:{_OF}*(?:{_NOUN}|{_SOMEONE}|{_DESK}))"
_SAY = (
    r"(?:h?ablar(?:lo)?|habalr|charlar|conversar|chatear|comunicarme|comunicarnos|comunicar|platicar|"
    r"tratar(?:lo)?|dialogar|contactarme|contactar|entrevistarme|hablr|ponerme en contacto)"
)
_SO = (
    r"(?:directamente|ahora|mejor|ya|por favor|porfa|mismo|aqui|en persona|por telefono|urgentemente|en vivo|"
    r"primero)"
)
_CONNECT = (
    r"(?:pas(?:a|as|e|en|ar|es)|pon|pone|pong[ao]n?|pones|ponen|poner|comuni(?:ca|cas|que|quen|car|can)|"
    r"conect(?:a|as|e|en|ar|an)|transfier(?:e|es|a|an)|transferi(?:r|s)?|deriv(?:a|as|e|en|ar|an)|redirig(?:e|"
    r"ir)|redirij[ao]n?|redireccion(?:a|e|ar)|envi(?:a|e|en|ar)|mand(?:a|e|en|ar)|enla[zc](?:a|e|ar)|"
    r"contact(?:a|e|en|ar)|da|das|de|den|dar)"
)
_ME = r"(?:me|nos)"
_CASE = (
    r"(?:(?:mi|el|este|esto|la|lo) ?(?:caso|consulta|solicitud|problema|reclamo|queja|chat|conversacion|"
    r"mensaje|tema)?)"
)
_BOT = (
    r"(?:(?:un|una|el|la|este|esta|estos|los|las|su|tu|mas) )*(?:tonto |estupido )?"
    r"(?:ro?bots?|robots?|chat ?bots?|bots?|maquinas?|ia|computadoras?|ordenador(?:es)?|programas?|"
    r"contestador(?:a)?|automatas?|inteligencia artificial|asistentes? virtual(?:es)?)"
)
_WANT = (
    r"(?:quiero|kiero|quisiera|queremos|necesito|nesesito|necesitamos|deseo|exijo|pido|solicito|demando|busco|"
    r"prefiero|preferiria|gustaria|dame|deme|denme|pas(?:ame|eme|enme|en|e)|pon(?:me|game|ganme)|ponme|"
    r"consigueme|consigame|traeme|traiga|llama|llame|llamen|requiero|me urge|puedo|podria|quería|queria)"
)
_REAL = (
    r"(?:real(?:es)?|human[oa]s?|de verdad|de carne y hueso|fisic[oa]|viv[oa]|competente|disponible|en linea|"
    r"en vivo|de soporte|de atencion al cliente|del equipo)"
)
_POLITE = (
    r"(?:hola|buenas|buenos dias|buenas tardes|si|ok|basta|por favor|porfa|porfavor|xfa|x favor|pls|gracias|ya|"
    r"ahora|ahora mismo|aqui|quiero|necesito|he dicho|dije|repito|solo|mejor|urgente|de una vez|otra vez|"
    r"rapido|y|no un (?:ro)?bot)"
)
_HELP = (
    r"(?:atienda|ayude|llame|revise|conteste|responda|contacte|hable|resuelva|vea|asesore|escriba|gestione)n?"
)

_BARE = (
    r"(?:humanos?|ser humano|persona|agentes?|a[sc]es+or(?:a|es)?|(?:tele ?)?operador(?:a|es)?|representante|"
    r"ejecutiv[oa]|encargad[oa]|supervisor(?:a)?|gerente)"
)
"""What suffices alone."""
_PLEASE = r"(?:por favor|porfa|porfavor|xfa|x favor)"

SPANISH = Tongue(
    strong=compiled(
        rf"\b(?:cita|llamada|reunion|entrevista)(?: \w+)? con {_PERSON}\b",
        r"\bque me devuelvan la llamada\b",
        rf"\b(?:queja|reclamacion|reclamo|consulta) (?:con|a|ante) (?:{_OF}+{_NOUN}|{_SOMEONE})\b",
        rf"^(?:{_POLITE} )*(?:transfiera|transfiere|comunique|comunica|derive|pase)(?:me|nos)(?: {_POLITE})*$",
        r"\bser (?:contactad[oa]|llamad[oa])(?:$| (?:por|al|hoy|manana)\b)",
        rf"\b(?:quiero|necesito|quisiera|deseo|puedo|podria|gustaria|exijo|dejame|dejeme)(?: \w+)?(?: \w+)? "
        rf"{_SAY} con "
        r"(?:un|una|el|la|los|las|su|sus|tu|vuestro|vuestra) \w+",
        rf"^(?:{_POLITE} )*(?:pasar|derivar|escalar|transferir|conectar|comunicar|contactar)(?:me|nos)? (?:con|"
        rf"a) {_PERSON}\b",
        rf"\b(?:derivacion|transferencia|traspaso|pase|soporte|ayuda|atencion) (?:a|con|por) {_OF}*(?:{_NOUN}|"
        rf"{_SOMEONE})\b",
        rf"\b(?:me|nos) (?:atiende|atienda|ayuda|responde|llama)n? (?:{_OF}+{_NOUN}|{_SOMEONE})\b",
        rf"^(?:{_POLITE} )*(?:con )?{_SOMEONE} {_REAL}(?: {_POLITE})*$",
        rf"\b{_SAY}(?: {_SO})* (?:con|cn|a|al) {_PERSON}\b",
        rf"\b(?:{_ME} (?:\w+ ){{0,2}}?{_CONNECT}|{_CONNECT}{_ME})(?: (?:{_SO}|en|contacto|comunicacion|linea|"
        rf"la llamada|al telefono))* (?:(?:con|a|al|hacia) )?{_PERSON}\b",
        rf"\b(?:{_CONNECT}|transfieran?|escal(?:a|e|en|ar)|eleven?|remit(?:a|e|ir))(?: \w+)? {_CASE} (?:con|a|"
        rf"al) (?:{_OF}+{_NOUN}|{_SOMEONE})\b",
        rf"\b(?:atendid[oa]|ayudad[oa]|contactad[oa]|asistid[oa]|transferid[oa]|comunicad[oa]|derivad[oa]) "
        rf"(?:por|con|a|al) {_PERSON}\b",
        rf"\b{_WANT}(?: (?:{_SO}|a|con|ver|tener|que|me|nos|la atencion|de))* (?:{_OF}+(?:{_NOUN})|{_NOUN} "
        rf"{_REAL}|(?:humano|agente|asesor|operador|persona)$|{_SOMEONE}(?: (?:que|con quien|de|para|real)|$))",
        rf"\b(?:contactar|localizar|ubicar|encontrar|acceder)(?: directamente)? (?:con|a) (?:{_OF}+{_NOUN}|"
        rf"{_SOMEONE})\b",
        rf"\b(?:hay|habra|habria|existe|tienen|tienes|esta)(?: (?:aqui|ahi|alli|por ahi|acaso|no|algun[oa]?|ya|"
        rf"siquiera))* (?:{_OF}*{_NOUN}|{_SOMEONE}) (?:{_REAL}|ahi|aqui|con (?:quien|el que|la que)|que (?:me "
        rf")?(?:pueda|atienda|ayude)|"
        r"al otro lado)",
        rf"\b(?:hay|habra|existe)(?: (?:aqui|ahi|alli))? {_OF}*humanos?\b",
        r"\b(?:ayuda|atencion|soporte|asistencia|respuesta|contacto|trato|apoyo|servicio) (?:human[oa]|de "
        r"(?:un|una|algun|"
        rf"alguna|otra) (?:persona|{_NOUN})|de personas?)\b",
        rf"\bque (?:me |nos |lo )?(?:{_HELP} (?:\w+ )?(?:{_OF}+{_NOUN}|{_SOMEONE})|(?:{_OF}+{_NOUN}|"
        rf"{_SOMEONE}) (?:me |nos |lo )?"
        rf"{_HELP})\b",
        r"\b(?:llama|llame|llamen)(?:me|nos)\b|\b(?:me|nos) (?:llamas|llaman|llame|llamen)\b",
        r"\b(?:me|nos) (?:puede|pueden|podria|podrian|puedes|podrias|podeis)(?: \w+)? (?:llamar|contactar|"
        r"atender)\b",
        r"\b(?:pueden?|podrian?|puedes|podrias|podeis|podriais)(?: \w+)? (?:llamar|contactar|telefonear|"
        r"atender)(?:me|nos)\b",
        rf"^(?:{_POLITE} )*(?:con |a )?(?:{_OF}*{_BARE}|{_OF}*{_NOUN} (?:{_REAL}|{_PLEASE})|{_OF}+{_NOUN})(?: "
        rf"(?:{_REAL}|{_POLITE}))*$",
        rf"^(?:{_POLITE} )*(?:con )?(?:servicio al cliente|atencion al cliente|soporte tecnico)(?: "
        rf"{_POLITE})*$",
    ),
    named=compiled(
        r"\b(?:un|una|algun|alguna) (?:humano|ser humano|persona (?:real|humana|de verdad|de carne y hueso)|"
        r"agente (?:real|humano))\b",
    ),
    always=compiled(
        rf"\b(?:no|nunca|hart[oa]|cansad[oa]|odio|deja|dejen|niego|detesto|basta|paso)(?: (?:quiero|me|voy|"
        rf"pienso|gusta|de|a|mas|seguir|que|estoy|deseo|interesa|necesito|puedo|quisiera|estar|tener|quiere))* "
        rf"(?:{_SAY}|hablo|hablando|chateando|tratando) (?:con|a) {_BOT}\b",
        rf"^(?:ya )?(?:no(?: quiero)?|basta|hart[oa]|no mas)(?: (?:de|con|mas))* {_BOT}(?: por favor)?$",
    ),
    weak=compiled(
        r"\b(?:con|a) quien (?:puedo|debo|tengo|hablo|podria)\b",
        rf"\b(?:contactar|llamar|escribir)(?: con| a)? {_DESK}\b",
        r"\bhay alguien\b|\balguien (?:ahi|aqui)\b",
        r"\b(?:alguien|alguno) (?:me )?(?:puede|podria) (?:ayudar|ayudarme|responder|atender)",
        r"\bnumero de (?:telefono|contacto)\b|\btelefono de contacto\b",
    ),
    denied=re2.compile(
        r"(?:\b(?:no|nunca|sin|ni|jamas|tampoco)(?: (?:quiero|necesito|deseo|quisiera|hace|falta|hay|tengo|que|"
        r"me|nos|es|necesario|gustaria|pienso|voy|a|lo|se|la|te|le|hablar|ser|hacia|requiero|estoy|pidiendo|"
        r"por|favor|con|preciso|vayas|vayan|quiere|queria|pedi|pido|busco|haga))*"
        r"|\b(?:en vez de|en lugar de|antes de|despues de|tras|acabo de|al|para no|evitar|hace falta|es "
        r"necesario|debo|hay que|estoy|soy|eres|sos|es usted|es|fue|era|mi|ya me|un gusto|gracias por)(?: "
        r"\w+)?)\s*$"
    ),
    negates=re2.compile(r"\b(?:no|nunca|sin|ni|tampoco|mi|soy|estoy|fue|era|hable|gracias por)\b"),
    excused=re2.compile(
        r"\b(?:por ?que|porque|xq|pq|si) (?:no|nunca)\b|\bno (?:puedo|se puede|se como|entiend\w+|hay forma)\b"
    ),
    strayed=re2.compile(
        r"^ (?:inmobiliari\w+|de (?:viajes?|seguros?|mi (?:equipo|empresa))|en mi|a mi|a tu|nada|que (?:vendio|"
        r"compro|lo compro|me vendio)|juridic[oa]|aduanal|comercial)\b"
    ),
    asked=re2.compile(
        r"^(?:y )?(?:tengo|tenemos|debo|hay|es necesario|hace falta|necesito) que? ?(?:\w+ )*para \w+r\b"
    ),
    words=(
        "agente agentes alguien asesor asesora asesores hablar humana humano operador operadora persona "
        "personas representante responsable supervisor"
    ),
)
