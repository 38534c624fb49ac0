/**
 * The vocabulary of crediting in English, German, French, Spanish and Russian. All words are in lower case and without
 * accents, as `foldWord` writes them; "й" is "и" therefore.
 */

/** What a word may be near the name of a house (an agency, a paper); a word may be several. */
export const ROLE = {
  /** Says where a text has something from. */
  CREDIT: 1,
  /** Says what a person perceived. */
  PERCEPTION: 2,
  /** A verb that stands before the person who perceived something: "a constaté un correspondant". */
  INVERTED: 4,
  /** A person who works for a house: what happens to the person is no credit. */
  PERSON: 8,
  /** A place, a thing or a share of a house: no credit. */
  THING: 16,
  /** A picture: its credit is none of the text. */
  PICTURE: 32,
  /** An article or preposition, as between a person or thing and the name of the house. */
  LINK: 64,
  /** A noun before the name of a house: "the news agency X". */
  HOUSE_NOUN: 128,
  /** Says something to a person, without a preposition: "told a Reuters reporter". */
  ADDRESSING: 256,
} as const

/** Beginnings of words. */
const STEMS: readonly (readonly [number, string])[] = [
  [
    ROLE.CREDIT,
    `
    report according disclos reveal publish confirm announc broadcast interview investigat expos exclusiv scoop
    explain admit acknowledg describ warn relay distribut contribut compil dispatch uncover unearth claim alleg suggest
    statement agenc collaboration verif
    bericht meld laut zufolge angabe informati informier recherch enthull veroffentlich schreib schrieb zitier gegenuber
    erklart erfuhr erfahr mitgeteilt teilte vorlieg vorlag gesprach exklusiv artikel bestatig einsehen aufgedeckt berief
    mitteil beton erlauter aufdeck agentur nachrichtenagentur
    mitteil beton erlauter aufdeck agentur nachrichtenagentur
    selon apres rapport revel indiqu annonc declar affirm confi publi ecri inform enquet depech avec confrere consult
    precis racont expliqu assur appris apprend diffus colonnes entretien devoil divulg evoqu soulign repris relay transmi
    segun acuerdo dijo asegur public anunci entrevist investig difund desvel adelant avanz senal indic explic relat
    denunci articul reportaj destap pormenor escrib filtr apunt sostuv sostien aclar trascend colaboracion transmit
    сообщ переда передал данным данные ссылк информ публикац опублик расследов рассказ заяв интервью узнал выясн цитир
    материал отмеч уточн подтвер источник ознаком раскры обнарод стать репортаж пише писал написал говор ссыла
    распростран агентств привод поясн добав призна подчерк
    `,
  ],
  [
    ROLE.PERCEPTION,
    `
    saw see seen witness count heard observ watch found visit
    sah beobacht zahlte horte gesehen gezahlt erlebt
    vu voir vit constat compt entendu assist
    vio vieron presenci oyo conto comprob
    видел увидел наблюд насчит слышал убед
    `,
  ],
  [ROLE.INVERTED, `constat comprob presenci observo beobacht`],
  [
    ROLE.PERSON,
    `
    photograph journalist reporter correspondent camera crew staff employee editor driver team producer translator
    stringer worker colleague
    fotograf korrespondent kamera mitarbeit redakteur fahrer angestellt volontar
    journalist reporter envoye equip employe salarie redacteur pigiste collaborateur collaboratric correspondant
    periodist corresponsal camarograf emplead redactor enviado colaborador trabajador reporteros
    фотограф фоторепорт фотокор журналист корреспондент корр репортер сотрудни оператор съемочн редактор водител
    `,
  ],
  [
    ROLE.THING,
    `
    building office headquarter bureau newsroom studio entrance window van truck vehicle logo kiosk tower plaza share
    stock subscriber owner vest helmet award offices delivery
    gebaud buro zentral eingang fenster wagen auto ubertragungswagen hochhaus sitz weste aktie preis turm
    immeubl batiment siege entree fenetr voitur vehicul camion kiosque locaux facade gilet antenn
    edifici sede oficin delegacion entrada ventan coche furgonet camionet quiosc chalec puerta fachad
    здани офис штаб вход окон окна машин автомобил логотип киоск бюро фасад крыш жилет подъезд
    `,
  ],
  [ROLE.PICTURE, `photo foto bild picture imag video фото снимок снимк видео illustrat ilustra grafi график`],
]

/** Whole words, where their beginnings are those of other words. */
const WHOLE_WORDS: readonly (readonly [number, string])[] = [
  [
    ROLE.CREDIT,
    `
    said says say saying told tell tells cite cites cited citing quote quotes quoted quoting wrote writes write written
    learned learnt aired broke story article carried ran account obtained seen reviewed via source sources credit
    courtesy shared spoke speaking stated states noted notes understands understood
    sagt sagte sagten quelle quellen beruft berufen ausgabe meldung nennt nannte hiess liegt lag teilt teilten heisst
    dit disait cite citant citent citee cites citees source sources lu
    cito cita citan citando citado citada citados citadas dice dicen nota fuente fuentes conto cuenta exclusiva informo
    слова словам словами
    `,
  ],
  [
    ROLE.LINK,
    `
    of for from the a an at with its by
    der des dem den die das ein eine einer eines einem vom von fur bei
    de du la le l les d un une
    del el los las una
    `,
  ],
  [
    ROLE.HOUSE_NOUN,
    `
    agency newspaper paper site daily weekly magazine wire news
    agentur nachrichtenagentur zeitung magazins
    agence journal quotidien quotidienne site
    agencia diario periodico
    агентства агентство агентству газеты газете газету издания сайта журнала
    `,
  ],
  [ROLE.ADDRESSING, `told tell tells telling gegenuber sagte sagten erzahlte erzahlten berichtete`],
]

const ROLES_BY_STEM = rolesByWord(STEMS)
const ROLES_BY_WORD = rolesByWord(WHOLE_WORDS)
const SHORTEST_STEM = Math.min(...[...ROLES_BY_STEM.keys()].map(({ length }) => length))
const LONGEST_STEM = Math.max(...[...ROLES_BY_STEM.keys()].map(({ length }) => length))

/**
 * The roles that a word may have, as a sum of values of `ROLE`.
 * @param word as `foldWord` writes it
 */
export function rolesOf(word: string): number {
  let roles = ROLES_BY_WORD.get(word) ?? 0
  const longest = Math.min(word.length, LONGEST_STEM)
  for (let length = SHORTEST_STEM; length <= longest; length++) roles |= ROLES_BY_STEM.get(word.slice(0, length)) ?? 0
  return roles
}

function rolesByWord(lists: readonly (readonly [number, string])[]): Map<string, number> {
  const roles = new Map<string, number>()
  for (const [role, list] of lists) {
    for (const word of list.trim().split(/\s+/)) roles.set(word, (roles.get(word) ?? 0) | role)
  }
  return roles
}
