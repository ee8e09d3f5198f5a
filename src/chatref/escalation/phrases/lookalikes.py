"""Words of their own that lie one slip from a word that a request hangs on.

Of the 40,000 most frequent of each of the six languages, all that the speller would take for a slip.
"""

_WORDS = """
advise advised agences agencia agenten alguna alguno anybodys asesorar asesoria assistait assistanat
assistante assistantes assistent atendimentos beater beraten beratern colega colegas college colleges
colleghe collegi collera connecte connects conseille conseillee conseilles conseillez consulenti consulenze
customers gerentes humaines humains humanas humane humanos interlocuteurs kollege mitarbeiten mitarbeiters
operado operadoras operados operateurs operato operatoire operatoria operatorio parare parate parlane parlar
parlarle parlarne parlate perdona perdonas perdone perdonen perrone personal personals personam personnel
personnes persons pessoais pessoal qualcun qualcuna quelqun reprasentative representant representantes
representants representativa representativas representativo representativos responsabili responsables
responsible sneaking somebodys someones sprachen spreche sprecher spruchen supervisar superviser supervisora
supervisores supervisors supervisory transfere transfers transfert
"""
LOOKALIKES = frozenset(_WORDS.split())
