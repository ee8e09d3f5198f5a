export const Content = () => null
