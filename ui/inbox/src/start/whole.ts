/** An address as people say it, “shop.example/help”, made whole; what is no address stays as it is. */
export const wholeAddress = (said: string): string => {
  const address = said.trim()
  return /^[^\s/:@]+\.[^\s/.@]\S*$/.test(address) ? `https://${address}` : address
}
