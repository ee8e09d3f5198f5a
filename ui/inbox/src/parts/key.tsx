/** A key's picture, for the eye: whoever hears the page finds the keys in the map. */
export const Key = ({ of }: { of: string }) => (
  <span className="key" aria-hidden="true">
    {of}
  </span>
)
