import { keyMap, keyName, sendKeys } from "./keys.ts"
import { Dialog } from "./parts/dialog.tsx"
import { strings } from "./strings.ts"

const groups = [...new Set(keyMap.map(row => row.group))]

export function KeyMap({ open, onClose }: { open: boolean; onClose: () => void }) {
  return (
    <Dialog open={open} onClose={onClose} title={strings.keys.title} wide>
      <div className="keymap">
        {groups.map(group => (
          <section key={group}>
            <h3>{group}</h3>
            <dl>
              {keyMap
                .filter(row => row.group === group)
                .map(row => (
                  <KeyRow key={row.action} words={row.words} keys={row.keys.map(keyName)} />
                ))}
              {group === strings.keys.conversation && <KeyRow words={strings.keys.send} keys={[sendKeys]} />}
            </dl>
          </section>
        ))}
      </div>
    </Dialog>
  )
}

function KeyRow({ words, keys }: { words: string; keys: string[] }) {
  return (
    <div>
      <dt>{words}</dt>
      <dd>
        {keys.map(key => (
          <kbd key={key}>{key}</kbd>
        ))}
      </dd>
    </div>
  )
}
