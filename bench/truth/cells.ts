/**
 * Some cells were encoded as UTF-8 twice: they are read once more if all of their characters are bytes that are valid
 * UTF-8.
 */
export function repaired(cell: string): string {
  if (!/[\u0080-\u00ff]/.test(cell) || /[^\0-\u00ff]/.test(cell)) return cell
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(
      Uint8Array.from(cell, (character) => character.charCodeAt(0)),
    )
  } catch {
    return cell
  }
}

/** An empty cell is null. */
export function numberOf(cell: string): number | null {
  return cell.trim() === '' ? null : Number(cell)
}
