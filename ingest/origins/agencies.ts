/**
 * How a text must write a name for it to be a credit:
 * - ANY: every mention, unless it is about a person, a building or a picture of the agency.
 * - CREDITED: a crediting word must be near, since the word has other meanings.
 * - FORMAL: only in the place of a credit: dateline, parentheses, last line.
 */
export type NameUse = 'ANY' | 'CREDITED' | 'FORMAL'

export interface Agency {
  /** As `Event.origins` shows it, and as article versions store it. */
  name: string
  /** Names by their use. A name of up to five letters must be written as here, a longer one in any case and inflection. */
  names: Partial<Record<NameUse, readonly string[]>>
  /** Registrable domains of the agency's own sites. */
  domains: readonly string[]
}

/** News agencies whose texts other media print. Sources: their own sites and the stylebooks of the five languages. */
export const AGENCIES: readonly Agency[] = [
  agency('Reuters', ['Reuters', 'Рейтер', 'Рейтерс'], ['reuters.com'], { FORMAL: ['rtr'] }),
  agency('Associated Press', ['Associated Press', 'Ассошиэйтед Пресс'], ['apnews.com', 'ap.org'], { CREDITED: ['AP'] }),
  agency('Agence France-Presse', ['AFP', 'АФП', 'Agence France Presse', 'Франс Пресс'], ['afp.com']),
  agency('dpa', ['dpa', 'DPA', 'Deutsche Presse Agentur', 'Deutschen Presse Agentur', 'ДПА'], ['dpa.com']),
  agency('EFE', ['EFE', 'ЭФЭ'], ['efe.com'], { CREDITED: ['Efe'] }),
  agency('TASS', ['ТАСС', 'TASS', 'Tass', 'ИТАР-ТАСС', 'ITAR-TASS'], ['tass.ru', 'tass.com']),
  agency('RIA Novosti', ['РИА Новости', 'RIA Novosti', 'RIA Nowosti', 'RIA Nóvosti'], ['ria.ru'], {
    FORMAL: ['РИА', 'RIA'],
  }),
  agency('Interfax', ['Интерфакс', 'Interfax'], ['interfax.ru', 'interfax.com', 'interfax.com.ua']),
  agency('Xinhua', ['Xinhua', 'Синьхуа', 'Chine Nouvelle', '新华社', '新華社'], ['news.cn', 'xinhuanet.com']),
  agency('ANSA', ['ANSA', 'Ansa', 'АНСА'], ['ansa.it']),
  agency('Anadolu', ['Anadolu', 'Анадолу'], ['aa.com.tr'], { FORMAL: ['AA'] }),
  agency('APA', ['Austria Presse Agentur'], ['apa.at'], { CREDITED: ['APA'] }),
  agency('Keystone-SDA', ['Keystone-SDA', 'Keystone-ATS'], ['keystone-sda.ch'], {
    CREDITED: ['SDA', 'ATS'],
    FORMAL: ['sda', 'ats'],
  }),
  agency('PA Media', ['PA Media', 'PA news agency', 'Press Association'], ['pa.media'], { FORMAL: ['PA'] }),
  agency('United Press International', ['United Press International'], ['upi.com'], { CREDITED: ['UPI'] }),
  agency('Bloomberg', ['Bloomberg', 'Блумберг'], ['bloomberg.com']),
  agency('Dow Jones', ['Dow Jones Newswires'], ['dowjones.com'], { FORMAL: ['Dow Jones', 'DJ'] }),
  agency('AAP', ['Australian Associated Press'], ['aap.com.au'], { CREDITED: ['AAP'] }),
  agency('Canadian Press', ['Canadian Press', 'Presse canadienne'], ['thecanadianpress.com']),
  agency('epd', ['epd', 'Evangelischer Pressedienst', 'Evangelischen Pressedienst'], ['epd.de']),
  agency('KNA', ['Katholische Nachrichten Agentur'], ['kna.de'], { CREDITED: ['KNA'] }),
  agency('SID', ['Sport-Informations-Dienst'], ['sid.de'], { FORMAL: ['SID'] }),
  agency('Belga', ['Belga'], ['belga.be']),
  agency('ANP', [], ['anp.nl'], { CREDITED: ['ANP'] }),
  agency('Ritzau', ['Ritzau'], ['ritzau.dk']),
  agency('NTB', [], ['ntb.no'], { CREDITED: ['NTB'] }),
  agency('TT', [], ['tt.se'], { FORMAL: ['TT'] }),
  agency('STT', [], ['stt.fi'], { CREDITED: ['STT'] }),
  agency('BNS', [], ['bns.lt', 'bns.ee', 'bns.lv'], { CREDITED: ['BNS'] }),
  agency('PAP', ['Polska Agencja Prasowa'], ['pap.pl'], { CREDITED: ['PAP'] }),
  agency('ČTK', ['ČTK'], ['ctk.cz', 'ceskenoviny.cz'], { CREDITED: ['CTK'] }),
  agency('MTI', [], ['mti.hu'], { CREDITED: ['MTI'] }),
  agency('Tanjug', ['Tanjug', 'Танюг'], ['tanjug.rs']),
  agency('HINA', [], ['hina.hr'], { CREDITED: ['HINA', 'Hina'] }),
  agency('Agerpres', ['Agerpres'], ['agerpres.ro']),
  agency('BTA', [], ['bta.bg'], { CREDITED: ['BTA', 'БТА'] }),
  agency('Ukrinform', ['Ukrinform', 'Укринформ'], ['ukrinform.net', 'ukrinform.ua']),
  agency('BelTA', ['BelTA', 'БелТА', 'БЕЛТА'], ['belta.by']),
  agency('Kazinform', ['Kazinform', 'Казинформ'], ['inform.kz']),
  agency('Azertac', ['Azertac', 'Азертадж'], ['azertag.az']),
  agency('Armenpress', ['Armenpress', 'Арменпресс'], ['armenpress.am']),
  agency('Europa Press', ['Europa Press'], ['europapress.es']),
  agency('Adnkronos', ['Adnkronos'], ['adnkronos.com']),
  agency('Agenzia Nova', ['Agenzia Nova'], ['agenzianova.com']),
  agency('Lusa', [], ['lusa.pt'], { CREDITED: ['Lusa', 'LUSA'] }),
  agency('Télam', ['Télam', 'Telam'], ['telam.com.ar']),
  agency('Prensa Latina', ['Prensa Latina', 'Пренса Латина'], ['prensa-latina.cu']),
  agency('Notimex', ['Notimex'], ['notimex.com.mx']),
  agency('Agência Brasil', ['Agência Brasil'], ['agenciabrasil.ebc.com.br']),
  agency('Kyodo', ['Kyodo', 'Киодо'], ['kyodonews.net', 'kyodonews.jp']),
  agency('Jiji Press', ['Jiji Press', 'Jiji'], ['jiji.com']),
  agency('Yonhap', ['Yonhap', 'Ренхап', 'Ёнхап'], ['yna.co.kr']),
  agency('KCNA', ['KCNA', 'ЦТАК'], ['kcna.kp', 'kcna.co.jp']),
  agency('PTI', ['Press Trust of India'], ['ptinews.com'], { CREDITED: ['PTI'] }),
  agency('ANI', ['Asian News International'], ['aninews.in'], { CREDITED: ['ANI'] }),
  agency('IANS', ['IANS'], ['ians.in']),
  agency('Bernama', ['Bernama'], ['bernama.com']),
  agency('Antara', [], ['antaranews.com'], { CREDITED: ['Antara', 'ANTARA'] }),
  agency('IRNA', ['IRNA', 'ИРНА'], ['irna.ir']),
  agency('ISNA', ['ISNA', 'ИСНА'], ['isna.ir']),
  agency('Tasnim', ['Tasnim', 'Тасним'], ['tasnimnews.com', 'tasnimnews.ir']),
  agency('Fars', ['Fars News'], ['farsnews.ir'], { CREDITED: ['Fars', 'Фарс'] }),
  agency('SANA', ['Syrian Arab News Agency'], ['sana.sy'], { CREDITED: ['SANA', 'Sana', 'САНА'] }),
  agency('MENA', ['Middle East News Agency'], ['mena.org.eg'], { FORMAL: ['MENA'] }),
  agency('WAM', ['Emirates News Agency'], ['wam.ae'], { CREDITED: ['WAM'] }),
  agency('Saudi Press Agency', ['Saudi Press Agency'], ['spa.gov.sa'], { CREDITED: ['SPA'] }),
  agency('Petra', [], ['petra.gov.jo'], { FORMAL: ['Petra'] }),
  agency('NNA', ['National News Agency'], ['nna-leb.gov.lb'], { CREDITED: ['NNA'] }),
  agency('APS', ['Algérie Presse Service'], ['aps.dz'], { CREDITED: ['APS'] }),
  agency('MAP', ['Maghreb Arabe Presse'], ['mapnews.ma'], { FORMAL: ['MAP'] }),
]

function agency(
  name: string,
  names: readonly string[],
  domains: readonly string[],
  others: Agency['names'] = {},
): Agency {
  return { name, names: { ANY: names, ...others }, domains }
}
