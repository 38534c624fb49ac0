/** The words of a text that blanks part, such as the names of columns. */
export const words = (text: string): string[] => text.split(' ')
