import type { IconNode } from "@chatref/shared/icons"
import type { ComponentProps } from "react"
import { Icon } from "./icon.tsx"
import { Key } from "./key.tsx"
import { Tooltip } from "./tooltip.tsx"

type Look = "plain" | "primary" | "quiet"

export type ButtonProps = ComponentProps<"button"> & {
  look?: Look
  icon?: IconNode
  keys?: string
  small?: boolean
}

/** The one button. `keys` is shown beside the words, for whoever learns the keyboard. */
export function Button({ look = "plain", icon, keys, small, className, children, ...rest }: ButtonProps) {
  const classes = ["button", look === "plain" ? "" : look, small ? "small" : "", className ?? ""]
  return (
    <button type="button" className={classes.filter(Boolean).join(" ")} {...rest}>
      {icon && <Icon of={icon} size={16} />}
      {children}
      {keys && <Key of={keys} />}
    </button>
  )
}

type IconButtonProps = Omit<ComponentProps<"button">, "children"> & {
  icon: IconNode
  label: string
  keys?: string
}

/** A button without words: its name is read out and shown on hover and focus. */
export function IconButton({ icon, label, keys, className, ...rest }: IconButtonProps) {
  const classes = `button quiet square ${className ?? ""}`
  return (
    <Tooltip text={label} {...(keys ? { keys } : {})}>
      <button type="button" className={classes} aria-label={label} {...rest}>
        <Icon of={icon} />
      </button>
    </Tooltip>
  )
}
