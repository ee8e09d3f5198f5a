import type {
  DeliveryView,
  DestinationsView,
  DestinationToSave,
  DestinationView,
  EntryView,
  KindView,
} from "@chatref/shared/served"

export type {
  DeliveryView as Delivery,
  DestinationsView as Held,
  DestinationView as Destination,
  EntryView as Entry,
  KindView as Kind,
}

export type Takes = { actions: string[]; teams: string[]; reasons: string[] }
/** As it is sent: what is secret stands in it only where it was written anew. */
export type Wanted = Required<Omit<DestinationToSave, "takes">> & { takes: Takes }
export type Value = Wanted["settings"][string]
