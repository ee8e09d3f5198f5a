export type Faced = { name: string; initials?: string | undefined; colour?: number | undefined }

export const initialsOf = (name: string): string => {
  const words = name.trim().split(/\s+/)
  return [words[0], words.length > 1 ? words.at(-1) : ""].map(word => word?.[0]?.toUpperCase() ?? "").join("")
}

/** A teammate's coloured disc, or a visitor's quiet one. Its name stands beside it or is given as `alone`. */
export function Face({ of, size, alone }: { of: Faced; size?: number; alone?: boolean }) {
  const shown =
    of.initials || (of.colour === undefined ? of.name.trim()[0]?.toUpperCase() : initialsOf(of.name))
  const style = size ? { width: size, height: size, fontSize: Math.round(size * 0.37) } : undefined
  const named = alone ? { role: "img", "aria-label": of.name, title: of.name } : { "aria-hidden": true }
  return (
    <span className="face" data-colour={of.colour} style={style} {...named}>
      {shown || "?"}
    </span>
  )
}
