import { describe, expect, test } from 'vitest'
import { creditedNamesIn, hashesOfPublisher, MAX_NAMES } from '../../../ingest/origins/credited-names.ts'

function isCited(text: string, name: string, domains: string[] = []): boolean {
  const hashes = new Set(creditedNamesIn(text))
  return hashesOfPublisher({ name, domains }).some((hash) => hashes.has(hash))
}

describe('credits of a publisher', () => {
  test.each<[string, string, string[]?]>([
    ['Mirror', 'The bridge was unsafe, the Mirror reported on Monday.'],
    ['The Example Daily', 'An engineer told the Example Daily that the bridge was unsafe.'],
    ['Example Daily', "The bridge was unsafe, the Example Daily's investigation found."],
    ['Example Daily', 'A report in the Example Daily said that the bridge was unsafe.'],
    ['Example Daily', 'The mayor told a reporter of the Example Daily that the bridge was unsafe.'],
    ['Example Daily', 'The council met after the Example Daily had shown the cracks.'],
    ['Radio Sample', 'Speaking to Radio Sample, the mayor blamed rust.'],
    ['Der Beispielbote', 'Wie der Beispielbote berichtet, war die Brücke unsicher.'],
    ['Der Beispielbote', 'Dem Beispielboten liegt das Gutachten vor.'],
    ['Morgenblatt', 'Recherchen des Morgenblatts zufolge war die Brücke unsicher.'],
    ['Neue Beispiel-Zeitung', 'Das schreibt die "Neue Beispiel-Zeitung".'],
    ['Neue Beispiel-Zeitung', 'Im Gespräch mit der Neuen Beispiel-Zeitung nannte sie Gründe.'],
    ['Tagesmuster', 'Laut „Tagesmuster“ war die Brücke unsicher.'],
    ['Le Courrier Exemple', 'Selon nos confrères du Courrier Exemple, le pont était dangereux.'],
    ['Le Courrier Exemple', 'Le pont était dangereux, a révélé « Le Courrier Exemple ».'],
    ["L'Écho", "Le maire a déclaré à L'Écho que le pont était dangereux."],
    ['El Observador Ejemplo', 'El puente era peligroso, según publicó El Observador Ejemplo.'],
    ['Ejemplar', 'En declaraciones a Ejemplar, el alcalde culpó al óxido.'],
    ['Radio Ejemplo', 'La denuncia difundida por Radio Ejemplo hablaba de grietas.'],
    ['Примерная газета', 'Проверку начали после публикации «Примерной газеты».'],
    ['Северный телеграф', 'Об этом «Северному телеграфу» рассказал инженер.'],
    ['Известия', 'По данным «Известий», мост был опасен.'],
    ['beispielblatt', 'Das berichtet das beispielblatt.'],
    ['Example Daily', 'More at www.example-daily.com, the site that had it first.', ['example-daily.com']],
    ['example-daily.com', 'As news.example-daily.com wrote, the bridge was unsafe.'],
    ['examplepost.com', 'The bridge was unsafe, Examplepost reported.'],
  ])('%s: %s', (name, text, domains) => {
    expect(isCited(text, name, domains)).toBe(true)
  })
})

describe('mentions that are no credit', () => {
  test.each([
    ['Abendbote', 'Ein Reporter des Abendboten, der zu nah heran trat, musste zurückgezogen werden.'],
    ['Example Daily', 'A photographer of the Example Daily was hurt when the bridge fell.'],
    ['Example Daily', 'The cracks began in front of the Example Daily building.'],
    ['Le Petit Modèle', 'Un reporter du Petit Modèle, passager de la rame, figure parmi les blessés.'],
    ['Diario Ejemplo', 'La sede del Diario Ejemplo quedó sin luz.'],
    ['Северный телеграф', 'Машина стояла у здания «Северного телеграфа».'],
    ['Time', 'It was about time that the bridge was shut, the mayor said.'],
    ['bridge', 'The Bridge was shut, the mayor said.'],
    ['Example Daily', 'The daily example of the mayor, he said, was the bridge.'],
    ['example-daily.com', 'The bridge was shut.Nobody was hurt, example said.'],
  ])('%s: %s', (name, text) => {
    expect(isCited(text, name)).toBe(false)
  })
})

test('the names of a long text are bounded, and take time in proportion to it', () => {
  const text = Array.from({ length: 8_000 }, (_, i) => `Name${i} Example${i % 977} said`).join(' ')
  expect(creditedNamesIn(text)).toHaveLength(MAX_NAMES)
})
