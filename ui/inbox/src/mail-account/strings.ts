/** The texts of the owner's page of mail with visitors; they come with it. */
export const mailAccountStrings = {
  text: "A visitor who has left gets the team's answer by mail, and can answer it there: what they write comes into the same conversation.",
  back: "Mail with visitors",
  on: "Answer by mail",
  onText:
    "Whoever left an e-mail address gets an answer by mail unless they have seen it in the chat two minutes later.",
  works: "Answers go out by mail.",
  sendingFails: (why: string) => `Mails can't be sent. ${why}`,
  receivingFails: (why: string) => `Answers can't be fetched. ${why}`,
  since: "for",
  needed: "Please fill this in.",
  noAddress: "Please write an e-mail address.",
  provider: {
    label: "Your mail provider",
    help: "It fills in the names of its servers below.",
    other: "Another one",
    note: {
      google:
        "Google wants an app password: your Google account → Security → 2-Step Verification → App passwords. User name is the whole address.",
      fastmail:
        "Fastmail wants an app password: Settings → Privacy & Security → App passwords, with access to mail.",
      icloud: "iCloud wants an app-specific password: account.apple.com → Sign-In and Security.",
    } as Record<string, string>,
  },
  from: {
    title: "Who it comes from",
    sender: "Sender",
    senderHelp: "The address that visitors see. Your mail server must be allowed to send for it.",
    example: "support@shop.example",
  },
  smtp: { title: "How it is sent", text: "The server of your mail provider that takes mails (SMTP)." },
  server: {
    host: "Server",
    port: "Port",
    security: "Encryption",
    securities: { starttls: "STARTTLS", tls: "TLS", none: "None" } as Record<string, string>,
    none: "Without encryption only in your own network, and without a password.",
    user: "User name",
    userHelp: "Most often the whole e-mail address. Empty if it asks for none.",
    password: "Password",
    kept: "Kept. Write another one to replace it.",
    private: "It is in my own network",
    privateHelp: "Else a server there is never called.",
    folder: "Folder",
    folderHelp: "Where the answers arrive.",
  },
  reply: {
    title: "Where answers go",
    text: "The mail that a visitor gets has an address to answer to with the name of its conversation in it. That is how an answer finds its place.",
    ways: {
      plus: "The sender, with a plus",
      other: "Another address, with a plus",
      any: "A domain of its own",
    },
    plusText:
      "Nearly every provider delivers support+anything@… to support@…: there is nothing to set up. If the test mail below does not come back, yours may not.",
    otherText:
      "As above, for a mailbox that is only for this. Nobody else then finds the answers among their mails.",
    anyText:
      "For a provider that knows no plus. Ask it to put all mails to a domain such as reply.shop.example into one mailbox: that is called a catch-all.",
    address: "Address for answers",
    addressExample: "answers@shop.example",
    domain: "Domain for answers",
    domainExample: "reply.shop.example",
    shown: "A visitor answers to",
  },
  in: {
    title: "How answers come in",
    text: "Without one of these, answers stay in your mailbox and nobody sees them here.",
    ways: { imap: "Look into a mailbox", webhook: "The provider posts them", none: "Not at all" },
    imapText:
      "It looks every 20 seconds (IMAP). Nothing is deleted, moved or marked as read; what lies there already is left alone.",
    webhookText:
      "Services such as Mailgun, SendGrid, Postmark or Cloudflare take in the mails of a domain and post each to an address of this desk.",
    noneText: "The mail says that nobody reads answers to it, and to go on in the chat.",
    read: "Last looked",
  },
  hook: {
    make: "Make the address",
    again: "Make another one",
    title: "Make another address?",
    question:
      "What is posted to the old one is refused from that moment on, until your provider knows the new one.",
    label: "Your provider posts to",
    once: "Keep it like a password: it is shown this once. Whoever has it can put mails into your desk.",
    made: "There is an address already. It is not shown again.",
    first: "Save first: then the address can be made.",
    copy: "Copy",
    copied: "Copied",
  },
  test: {
    title: "Try it",
    text: "Sends a mail from the desk to itself: out by your server, to an address for answers, and back in.",
    send: "Send a test mail",
    sending: "Sending …",
    first: "Switch it on and save it first.",
    failed: (why: string) => `It could not be sent. ${why}`,
    under: (seconds: number) => `On its way back, for ${seconds} s`,
    back: (seconds: number) => `It came back after ${seconds} s. Visitors' answers will, too.`,
    nobody: "It was sent. Nobody looks for answers yet, so that it can't come back.",
    late: "It was sent, but did not come back within two minutes.",
    lateHooked: "Does the provider post to the address above? Its log says what this desk answered.",
    latePlus:
      "Look into the mailbox: if it lies there, the folder above is another one. If it does not, your provider may not know plus addresses: choose “A domain of its own”.",
    lateAny: "Look into the mailbox: if it is not there, the catch-all does not work yet.",
  },
  saved: "Saved. It holds from the next answer on.",
} as const
