import type {
  ActionsView,
  ActionView,
  CallView,
  FieldView,
  LookUpView,
  StartsView,
} from "@chatref/shared/served"

export type { ActionsView as Held, CallView as Call, FieldView as Field, StartsView as Starts }

export type Action = ActionView
export type LookUp = LookUpView
/** By language; the empty one stands for every other. */
export type Texts = Record<string, string>
