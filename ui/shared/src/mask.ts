const slots: Record<string, RegExp> = { "0": /[0-9]/, a: /[a-z]/i, "*": /[0-9a-z]/i }

/**
 * What was typed, as the owner's mask writes it: in "A-00000" a 0 is a digit, an a is a letter, a * is either, and all
 * else is itself. What doesn't fit stays as it was typed: a mask helps, and keeps nobody from passing on.
 */
export const masked = (mask: string, typed: string): string => {
  if (!mask) return typed
  let made = ""
  let literals = ""
  const left = [...typed]
  for (const sign of mask) {
    const slot = slots[sign]
    if (!left.length) return made
    const next = left[0] as string
    if (slot?.test(next)) {
      made += literals + next.toUpperCase()
      literals = ""
      left.shift()
    } else if (slot) return typed
    else if (next.toLowerCase() === sign.toLowerCase()) {
      made += literals + sign
      literals = ""
      left.shift()
    } else literals += sign
  }
  return left.length ? typed : made
}
