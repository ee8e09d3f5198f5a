/** Every word the widget itself says; a language is one file of this shape. */
export interface Strings {
  assistant: string
  you: string
  team: string
  talkingTo: (name: string) => string
  talkingToTeam: string
  waitingHeader: string
  resolvedHeader: string
  minimise: string
  writeMessage: string
  writeAgain: string
  send: string
  talkToPerson: string
  conversation: string
  earlier: string
  newMessages: string
  writing: (name: string) => string
  sources: string
  opensNewTab: string
  sent: string
  sending: string
  waitsForNetwork: string
  notSent: string
  tryAgain: string
  discard: string
  offline: string
  reconnecting: string
  loading: string
  cannotLoad: string
  detailsNeeded: (count: number) => string
  details: string
  fromYourMessage: string
  optional: string
  choose: string
  forExample: (example: string) => string
  required: string
  requiredExample: (example: string) => string
  passOn: string
  orWrite: string
  skip: string
  waitingTitle: string
  place: (place: number) => string
  expected: (minutes: number) => string
  goOnWriting: string
  noPersonNeeded: string
  offerContact: string
  leaveContact: string
  email: string
  leave: string
  contactLeft: (address: string) => string
  answerByMail: string
  byMail: string
  joined: (name: string) => string
  resolved: string
  rate: string
  stars: (count: number) => string
  comment: string
  sendRating: string
  thanks: string
  startNew: string
  erased: string
}
