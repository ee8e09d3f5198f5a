/** What is remembered across reloads; where the browser forbids storage, at least until then. */
export interface Keep {
  get(key: string): string | null
  set(key: string, value: string): void
  remove(key: string): void
  keys(prefix: string): string[]
}

export function keepIn(storage: () => Storage): Keep {
  const memory = new Map<string, string>()
  const real = usable(storage)
  if (!real) return keepInMemory(memory)
  return {
    get: key => memory.get(key) ?? real.getItem(key),
    set(key, value) {
      try {
        real.setItem(key, value)
        memory.delete(key)
      } catch (error) {
        if (!(error instanceof DOMException)) throw error
        memory.set(key, value) // the quota is full
      }
    },
    remove(key) {
      memory.delete(key)
      real.removeItem(key)
    },
    keys: prefix =>
      [...new Set([...Object.keys(real), ...memory.keys()])].filter(key => key.startsWith(prefix)),
  }
}

export function keepInMemory(memory = new Map<string, string>()): Keep {
  return {
    get: key => memory.get(key) ?? null,
    set: (key, value) => void memory.set(key, value),
    remove: key => void memory.delete(key),
    keys: prefix => [...memory.keys()].filter(key => key.startsWith(prefix)),
  }
}

/** Reading `localStorage` alone throws where third-party storage is blocked. */
function usable(storage: () => Storage): Storage | null {
  try {
    const real = storage()
    real.setItem("chatref:probe", "1")
    real.removeItem("chatref:probe")
    return real
  } catch (error) {
    if (error instanceof DOMException) return null
    throw error
  }
}
