import { expect, test } from 'vitest'
import { misspell, SCRIPTS } from './misspelt-names.ts'

const names = ['ru', 'en', 'el', 'ar', 'zh'].flatMap((language) => {
  const display = new Intl.DisplayNames([language], { type: 'region' })
  return ['AM', 'AZ', 'RU', 'TR', 'FR', 'GE'].map((code) => ({ name: display.of(code) ?? '' }))
})

test('the same seed gives the same mistakes, one in short names and two in long ones', () => {
  const written = misspell(names, { perScript: 5, seed: 1 })
  expect(written).toEqual(misspell(names, { perScript: 5, seed: 1 }))
  expect(written).not.toEqual(misspell(names, { perScript: 5, seed: 2 }))
  for (const script of SCRIPTS) expect(written.filter((each) => each.script === script)).toHaveLength(5)
  for (const { meant, written: text, edits } of written) {
    expect(text).not.toBe('')
    expect(edits).toBe(Array.from(meant.name).length < 8 ? 1 : 2)
    expect(Math.abs(Array.from(text).length - Array.from(meant.name).length)).toBeLessThanOrEqual(edits)
  }
})
