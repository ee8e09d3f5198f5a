/** Of those that name several, the first is what it is. */
const browsers = {
  "Edg/": "Edge",
  "OPR/": "Opera",
  "Firefox/": "Firefox",
  "Chrome/": "Chrome",
  "Safari/": "Safari",
}
const systems = {
  Android: "Android",
  iPhone: "iPhone",
  iPad: "iPad",
  Windows: "Windows",
  "Mac OS X": "Mac",
  Linux: "Linux",
}

/** What a browser says of itself, in two words; what says something else stays as it is. */
export const browserName = (agent: string, words: (browser: string, system: string) => string): string => {
  const browser = named(browsers, agent)
  const system = named(systems, agent)
  return browser && system ? words(browser, system) : agent
}

const named = (names: Record<string, string>, agent: string) =>
  Object.entries(names).find(([mark]) => agent.includes(mark))?.[1]
