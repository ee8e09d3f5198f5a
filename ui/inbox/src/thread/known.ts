import type { Detail } from "@chatref/shared/inbox-wire"

/** The detail that this text is about to ask for although it was given: nobody should have to say it twice (P7). */
export const askedAgain = (text: string, details: readonly Detail[]): Detail | null => {
  const questions = text.split(/(?<=[.!?])\s+|\n/).filter(asks)
  return details.find(detail => questions.some(question => asksFor(question, detail))) ?? null
}

const asks = (sentence: string): boolean => /\?\s*$/.test(sentence) || says(sentence, asking)

const asksFor = (question: string, { field, label, value }: Detail): boolean =>
  Boolean(value) && !question.includes(value as string) && says(question, namesOf(field, label))

/** Its own label, and what it is called in the languages of the desk, whichever of them the label is in. */
const namesOf = (field: string, label: string): string[] => {
  const own = `${label}. ${field.replaceAll("_", " ")}`
  return [label, ...concepts.filter(names => says(own, names)).flat()]
}

/** Whole words, in any case and without accents: “sku” isn't asked for by “skulls”. */
const says = (text: string, phrases: readonly string[]): boolean =>
  phrases.some(phrase => words(text).includes(words(phrase)))

const words = (text: string): string => {
  const plain = text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase()
  return ` ${plain.match(/[\p{L}\p{N}]+/gu)?.join(" ") ?? ""} `
}

const listed = (text: string): string[] => text.split(",").map(each => each.trim())

const asking = listed(`
  please, what, which, tell, send, give, provide, share, need, could you, can you, bitte, welche,
  welcher, welches, lautet, nennen, schicken, senden, geben, mitteilen, brauche, benötige,
  benötigen, quel, quelle, pouvez, pourriez, donner, donnez, envoyer, envoyez, indiquer, indiquez,
  communiquer, besoin, s'il vous plaît, merci de, cuál, puede, podría, por favor, indique, envíe,
  facilite, necesito, dígame, qual, pode, poderia, informe, preciso, diga, quale, può, potrebbe,
  per favore, per piacere, indichi, invii, mandi, fornisca, serve, bisogno, dica`)

/** Details that every business asks for, each by its names in six languages. */
const concepts = [
  `order number, order no, order id, bestellnummer, auftragsnummer, numéro de commande,
  número de pedido, número do pedido, número da encomenda, numero d'ordine, numero dell'ordine,
  numero ordine, numéro de la commande, número del pedido, number of your order`,
  `e-mail, email, mail address, e-mail-adresse, mailadresse, adresse mail, courriel, correo,
  correo electrónico, posta elettronica, indirizzo mail`,
  `phone, phone number, telephone, telefon, telefonnummer, handynummer, téléphone, teléfono,
  telefone, telemóvel, telefono, cellulare`,
  `sku, item number, article number, product number, artikelnummer, produktnummer, référence,
  référence du produit, referencia, referência, codice articolo, codice prodotto`,
  `invoice number, rechnungsnummer, numéro de facture, número de factura, número da fatura,
  numero di fattura, numero della fattura, numero fattura`,
  `customer number, kundennummer, numéro de client, número de cliente, numero cliente,
  codice cliente`,
  `company, firma, unternehmen, entreprise, société, empresa, azienda, società`,
  `your name, full name, ihr name, ihren namen, vollständiger name, votre nom, su nombre, seu nome,
  suo nome, nome completo, nombre completo, nom complet`,
].map(listed)
