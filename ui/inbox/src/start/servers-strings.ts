/** What an owner reads about their own servers. */
export const serversStrings = {
  title: "Your own server",
  text: "It can report what happened to somebody, such as a failed payment, and say who they are.",
  more: "That is work for whoever builds your site. Send them these lines, and what they need from below:",
  lines: (desk: string) => `# What happened to somebody, from your server, with a token:
curl ${desk}/api/events -H "Authorization: Bearer TOKEN" -H "Content-Type: application/json" \\
  -d '{"user": "your id of them", "name": "payment_failed", "facts": {"order": "A-10233"}}'

# Who is signed in: a JSON Web Token, signed by HS256 with the secret of identities, that says
# {"sub": your id of them, "exp": until when, "name": …, "email": …}. The page passes it on:
chatref("identify", token)

# When they sign out:
chatref("forget")`,
  tokens: "Tokens",
  tokensText: "With one a server reports events, and closes what was closed in another system.",
  none: "There is no token yet.",
  name: "What it is for",
  placeholder: "Shop",
  needName: "Say what it is for, so that you know later.",
  make: "Make a token",
  made: (name: string) => `Token of “${name}”`,
  once: "It is shown this once. Keep it where your server reads its secrets.",
  used: "used",
  unused: "never used",
  revoke: "Revoke",
  revokeTitle: (name: string) => `Revoke the token of “${name}”?`,
  revokeText: "From that moment on nothing is taken that is sent with it.",
  revoked: "Revoked",
  identity: "Who a visitor is",
  identityText:
    "Your server signs with this secret who is signed in there, and the page passes it on: chatref(“identify”, token). Only whom it signed for counts as identified.",
  show: "Show the secret",
  label: "Secret of identities",
  copy: "Copy",
  copied: "Copied",
} as const
