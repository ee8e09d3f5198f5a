/** Whether the context column has its place beside the thread. */
export const wide = (): boolean => matchMedia("(min-width: 1181px)").matches
