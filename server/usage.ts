/** What is wrong with the words of a command, and how it is used. */
export class UsageError extends Error {}
