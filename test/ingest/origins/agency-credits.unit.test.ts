import { describe, expect, test } from 'vitest'
import { agenciesCreditedIn, agencyNamed, agencyOfDomain } from '../../../ingest/origins/agency-credits.ts'

const [REUTERS, AP, AFP, DPA, EFE] = ['Reuters', 'Associated Press', 'Agence France-Presse', 'dpa', 'EFE']

describe('credits', () => {
  test.each([
    // English
    ['NORVALE, Jan 4 (Reuters) - The bridge was shut.', [REUTERS]],
    ['NORVALE (AP) — The bridge was shut.', [AP]],
    ['The bridge was shut.\nThe Associated Press contributed to this report.', [AP]],
    ['The bridge was shut, the AFP news agency reported.', [AFP]],
    ['The bridge was shut, Reuters reported, citing police.', [REUTERS]],
    ['Two officials told Reuters that the bridge was unsafe.', [REUTERS]],
    ['The mayor told a Reuters reporter that the bridge was unsafe.', [REUTERS]],
    ['Documents seen by Reuters show that the bridge was unsafe.', [REUTERS]],
    ['The bridge shook, an AFP correspondent saw.', [AFP]],
    ['The bridge was shut, according to an AP tally.', [AP]],
    ['The bridge was shut.\n(Reporting by Reuters)', [REUTERS]],
    ['The bridge was shut.\nWith reports from AFP and Reuters', [AFP, REUTERS]],
    ['"It shook," she told The Associated Press by phone.', [AP]],
    ['Associated Press (AP) was told that the bridge was shut.', [AP]],
    ['The bridge was shut. — Reuters', [REUTERS]],
    ['The bridge was shut, says news agency AFP.', [AFP]],
    // German
    ['Hainburg (dpa) - Die Brücke ist gesperrt.', [DPA]],
    ['Hainburg (dpa/lno) – Die Brücke ist gesperrt.', [DPA]],
    ['Die Brücke ist gesperrt, wie die Deutsche Presse-Agentur erfuhr.', [DPA]],
    ['Die Brücke ist gesperrt, meldete die Nachrichtenagentur AFP.', [AFP]],
    ['Laut dpa ist die Brücke gesperrt.', [DPA]],
    ['Die Brücke ist gesperrt. Das sagte der Bürgermeister der Deutschen Presse-Agentur.', [DPA]],
    ['Die Brücke ist gesperrt.\nMit Material von dpa', [DPA]],
    ['Die Brücke ist gesperrt.\nQuelle: dpa, AFP', [AFP, DPA]],
    ['Der Bürgermeister sagte einem dpa-Reporter, die Brücke sei gesperrt.', [DPA]],
    ['Nach Informationen der Nachrichtenagentur Reuters ist die Brücke gesperrt.', [REUTERS]],
    ['Der Brückenchef bestätigte der dpa die Sperrung.', [DPA]],
    // French
    ['Tolba (AFP) - Le pont est fermé.', [AFP]],
    ["Le pont est fermé, a déclaré le maire à l'AFP.", [AFP]],
    ['Le pont est fermé, rapporte l’agence Reuters.', [REUTERS]],
    ['Selon l’Agence France-Presse, le pont est fermé.', [AFP]],
    ['Le pont est fermé.\n(avec AFP et Reuters)', [AFP, REUTERS]],
    ["Le maire l'a dit à un journaliste de l'AFP.", [AFP]],
    ["Le pont tremblait, a constaté un correspondant de l'AFP.", [AFP]],
    ["Un journaliste de l'AFP a constaté que le pont tremblait.", [AFP]],
    // Spanish
    ['Villa Serena, 12 jul (EFE).- El puente está cerrado.', [EFE]],
    ['El puente está cerrado, informó la agencia Efe.', [EFE]],
    ['El puente está cerrado, según la agencia de noticias AFP.', [AFP]],
    ['El puente está cerrado. EFE', [EFE]],
    ['«El puente está cerrado», dijo a Efe el alcalde.', [EFE]],
    ['El puente tembló, constató un periodista de la AFP.', [AFP]],
    ['El puente está cerrado.\nCon información de Reuters', [REUTERS]],
    ['El alcalde dijo a un periodista de Reuters que el puente está cerrado.', [REUTERS]],
    // Russian
    ['ЗАРЕЧНОЕ, 14 апреля. /ТАСС/. Мост закрыт.', ['TASS']],
    ['Мост закрыт, сообщает РИА Новости.', ['RIA Novosti']],
    ['МОСКВА, 4 мая - РИА Новости. Мост закрыт.', ['RIA Novosti']],
    ['По сообщению ТАСС, мост закрыт.', ['TASS']],
    ['Мост закрыт, передает агентство «Интерфакс».', ['Interfax']],
    ['Мэр сообщил «Интерфаксу», что мост закрыт.', ['Interfax']],
    ['Мост закрыт, пишет Reuters со ссылкой на полицию.', [REUTERS]],
    ['Об этом агентству Синьхуа рассказал мэр.', ['Xinhua']],
    ['Мэр рассказал корреспонденту ТАСС, что мост закрыт.', ['TASS']],
    ['Мост закрыт, сообщили РИА Новости в полиции.', ['RIA Novosti']],
    // Chinese
    ['据新华社报道,大桥已关闭。', []],
  ])('%s', (text, agencies) => {
    expect(agenciesCreditedIn(text)).toEqual(agencies)
  })
})

describe('mentions that are no credit', () => {
  test.each([
    'A Reuters photographer was among the injured.',
    'Police said a Reuters photographer was among the injured.',
    'A photographer from Reuters was led to an ambulance.',
    'Protesters gathered outside the Reuters building.',
    'A car with the AFP logo was parked at the bridge.',
    'The Australian Federal Police (AFP) said officers had seized arms. The AFP opened an inquiry.',
    'The Armed Forces of the Philippines (AFP) said the bridge was shut.',
    'The AP (Action Party) said that it would vote no.',
    'The Action Party (AP) said that it would vote no. The AP has ten seats.',
    'The AP-7 motorway was shut.',
    'A. P. Miller said that the bridge was shut.',
    'The AP exam was held on Monday.',
    'The river, a ria of the coast, rose.',
    'The bridge was shut.\nPhoto: AFP',
    'The bridge was shut. (AP Photo/Example)',
    'The bridge was shut.\nPicture: Reuters',
    'Reuters to close its office in Norvale\nNORVALE. The agency said on Monday that it would leave. Reuters has 20 people there.',
    'TASS driver hurt on bridge\nNORVALE. A driver was hurt on Monday. TASS is to pay for the van.',
    'Vor dem dpa-Gebäude stand eine Gruppe.',
    'Ein Fotograf der dpa wurde verletzt.',
    'Unter den Verletzten ist auch ein Fotograf der Deutschen Presse-Agentur, den ein Stein traf.',
    'Die Brücke ist gesperrt.\nFoto: dpa',
    "Le cortège s'est arrêté sous les fenêtres de l'immeuble de l'AFP.",
    "Un photographe de l'AFP a été blessé.",
    "Devant l'entrée de l'AFP, on compare les loyers.",
    'Un fotógrafo de EFE recibió un impacto de goma.',
    'La sede de EFE estaba cerrada.',
    'Efe Yilmaz cruzó el puente.',
    'Фоторепортера РИА Новости не пустили в зал.',
    'Машина упала напротив здания ТАСС.',
    'Сотрудники ТАСС вышли из дома.',
    'Корреспондент ТАСС ранен при обстреле.',
  ])('%s', (text) => {
    expect(agenciesCreditedIn(text)).toEqual([])
  })
})

test('an agency is found by its name in an attribution, and by its domain', () => {
  expect(['Reuters', 'the AFP news agency', 'Nachrichtenagentur dpa', 'агентство ТАСС'].map(agencyNamed)).toEqual([
    REUTERS,
    AFP,
    DPA,
    'TASS',
  ])
  expect(['a Reuters reader', 'Example News', 'the AFP chief', ''].map(agencyNamed)).toEqual([
    undefined,
    undefined,
    undefined,
    undefined,
  ])
  expect([agencyOfDomain('reuters.com'), agencyOfDomain('example.com')]).toEqual([REUTERS, undefined])
})
