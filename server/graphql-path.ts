/** Where operations are sent, on every transport. */
export const GRAPHQL_PATH = '/graphql'
