import { Plus, Star } from "@chatref/shared/icons"
import { useState } from "preact/hooks"
import type { Chat, Screen } from "../chat.ts"
import { useStrings } from "../spoken.ts"
import { Icon } from "./icon.tsx"

const SCORES = [1, 2, 3, 4, 5]

interface Props {
  chat: Chat
  screen: Screen
  toComposer: () => void
}

/** The end of an episode: how it was, and where to go from here. */
export function RatingCard({ chat, screen, toComposer }: Props) {
  const strings = useStrings()
  const sent = screen.letters.some(({ command, state }) => command.kind === "rate" && state !== "refused")
  return (
    <section class="card rating" aria-label={strings.resolved}>
      {screen.view.rating || sent ? (
        <p class="thanks" role="status">
          {strings.thanks}
        </p>
      ) : (
        <Rate rate={(score, comment) => chat.rate(score, comment)} />
      )}
      <button
        type="button"
        class="button wide"
        onClick={() => {
          chat.startNew()
          toComposer()
        }}
      >
        <Icon of={Plus} size={16} />
        {strings.startNew}
      </button>
    </section>
  )
}

function Rate({ rate }: { rate: (score: number, comment: string) => void }) {
  const strings = useStrings()
  const [score, choose] = useState(0)
  const [comment, type] = useState("")
  return (
    <form
      onSubmit={event => {
        event.preventDefault()
        rate(score, comment.trim())
      }}
    >
      <fieldset class="stars">
        <legend>{strings.rate}</legend>
        {SCORES.map(each => (
          <label key={each} class={each <= score ? "star lit" : "star"}>
            <input
              class="visually-hidden"
              type="radio"
              name="score"
              value={each}
              checked={each === score}
              onChange={() => choose(each)}
            />
            <Icon of={Star} size={24} />
            <span class="visually-hidden">{strings.stars(each)}</span>
          </label>
        ))}
      </fieldset>
      {score > 0 && (
        <>
          <textarea
            class="input"
            rows={2}
            maxLength={500}
            placeholder={strings.comment}
            aria-label={strings.comment}
            value={comment}
            onInput={event => type(event.currentTarget.value)}
          />
          <button type="submit" class="button primary wide">
            {strings.sendRating}
          </button>
        </>
      )}
    </form>
  )
}
