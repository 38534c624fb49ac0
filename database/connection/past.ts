/** Puts the views of `past` before the tables until the transaction ends; its one parameter is the instant. */
export const ENTER_PAST = `select set_config('search_path', 'past, public', true), set_config('dateline.as_of', $1, true)`
