import { ACTOR_KINDS } from '../../database/tables/enums.ts'
import { articleIdOf, deriveUuid } from '../../database/values/ids.ts'
import { normalizeUrl } from '../../database/values/url.ts'
import { languageTag, webAddress } from '../../ingest/format/values.ts'
import { registrableDomain } from '../../ingest/origins/house.ts'
import type { ArticleDraft, AttributionDraft, EventDraft, MentionDraft } from '../feed/draft.ts'
import type { FieldReader } from './field-values.ts'
import { readCountry } from './location.ts'
import type { Mapping } from './mapping/mapping.ts'
import { ASPECTS, SPEECH_MODES } from './mapping/parts.ts'
import { actorOf } from './participants.ts'
import { readDay } from './time.ts'

type Source = Mapping['sources'][number]

const MAX_URL = 2_000
const MAX_PUBLISHER = 300
const MAX_TITLE = 1_000
const MAX_LANGUAGE = 100
const MAX_QUOTE = 300
const MAX_NAME = 300
const MAX_VERB = 100

/**
 * Reads the articles that a row cites, and the quotes of them.
 * @param dataset the name of the dataset, a part of the ids of its actors
 * @throws {RejectedRowError} if a cell is not possible, or a quote has no article
 */
export function readSources(
  reader: FieldReader,
  dataset: string,
  mapping: Mapping['sources'],
): Pick<EventDraft, 'mentions' | 'quotes'> {
  const articles = new Map<string, ArticleDraft>()
  const quotes: NonNullable<EventDraft['quotes']> = []
  for (const [n, source] of mapping.entries()) {
    const path = `sources[${n}]`
    const cited = readArticles(reader, path, source)
    for (const article of cited) if (!articles.has(article.id)) articles.set(article.id, article)
    const exact = reader.verbatim(`${path}.quote`, source.quote, MAX_QUOTE)
    const attribution = readAttribution(reader, dataset, path, source.attribution)
    if (exact === undefined) {
      if (attribution.some(({ actor, label }) => actor ?? label))
        reader.warnings.push('the row names a speaker, but quotes nothing')
      continue
    }
    const [article] = cited
    if (article === undefined)
      throw reader.reject(`${path}.quote`, source.quote ?? {}, 'must have a source in the same row', exact)
    quotes.push({ article, aspect: reader.requiredWord(`${path}.aspect`, source.aspect, ASPECTS), exact, attribution })
  }
  const hasQuotes = mapping.some(({ quote }) => quote !== undefined)
  return { mentions: [...articles.values()].map(mentionOf), ...(hasQuotes && { quotes }) }
}

function readAttribution(
  reader: FieldReader,
  dataset: string,
  sourcePath: string,
  mapping: Source['attribution'],
): AttributionDraft[] {
  return mapping.flatMap((fields, n) => {
    const path = `${sourcePath}.attribution[${n}]`
    const name = reader.text(`${path}.name`, fields.name, MAX_NAME)
    const label = reader.text(`${path}.label`, fields.label, MAX_NAME)
    const mode = reader.requiredWord(`${path}.mode`, fields.mode, SPEECH_MODES)
    if (name === undefined && label === undefined && mode !== 'UNNAMED') return []
    const kind = reader.requiredWord(`${path}.kind`, fields.kind, ACTOR_KINDS)
    const country = readCountry(reader, `${path}.country`, fields.country)
    const actor = name === undefined ? undefined : actorOf(reader, dataset, kind, name, country)
    return [{ actor, label, verb: reader.text(`${path}.verb`, fields.verb, MAX_VERB), mode }]
  })
}

function readArticles(reader: FieldReader, path: string, source: Source): ArticleDraft[] {
  const urls = reader.texts(`${path}.url`, source.url, MAX_URL)
  const headline = reader.text(`${path}.title`, source.title, MAX_TITLE)
  const publisher = reader.text(`${path}.publisher`, source.publisher, MAX_PUBLISHER)
  const publishedOn = readDay(reader, `${path}.publishedOn`, source.publishedOn) ?? null
  const language = readLanguage(reader, `${path}.language`, source) ?? null
  const described = { publishedOn, headline: headline ?? null, language }
  if (urls.length === 0) {
    if (headline === undefined && publisher === undefined) return []
    const id = deriveUuid(0, 'article', 'citation', publisher ?? '', publishedOn ?? '', headline ?? '')
    return [{ id, publisher, ...described }]
  }
  return urls.map((url) => {
    if (!webAddress.safeParse(url).success)
      throw reader.reject(
        `${path}.url`,
        source.url ?? {},
        'must be an address that begins with http:// or https://',
        url,
      )
    // All feeds name the publisher of an address alike.
    return {
      id: articleIdOf(url),
      url: normalizeUrl(url),
      publisher: registrableDomain(url)?.replace(/^www\./, ''),
      ...described,
    }
  })
}

function readLanguage(reader: FieldReader, path: string, { language: field }: Source): string | undefined {
  const language = reader.text(path, field, MAX_LANGUAGE)
  if (language === undefined || languageTag.safeParse(language).success) return language
  throw reader.reject(path, field ?? {}, 'must be a BCP 47 language tag, such as en or hy', language)
}

function mentionOf(article: ArticleDraft): MentionDraft {
  return {
    article,
    sentence: null,
    actor1Offset: null,
    actor2Offset: null,
    actionOffset: null,
    extractionConfidence: null,
    tone: null,
    mentionedAt: null,
  }
}
