/** The number of rows of a page when neither `first` nor `last` is given. */
export const DEFAULT_PAGE_SIZE = 20

export const MAX_PAGE_SIZE = 100
