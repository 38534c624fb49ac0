/** The ISO 3166-1 alpha-3 codes of countries for which CAMEO has another code. */
export const ISO3_BY_CAMEO: Readonly<Record<string, string>> = {
  ROM: 'ROU',
  TMP: 'TLS',
  MTN: 'MNE',
  IMY: 'IMN',
  WSB: 'PSE',
  GZS: 'PSE',
  BAG: 'IRQ',
}

/** Codes of parts of a country: their label names the part. */
export const CODES_OF_PARTS: ReadonlySet<string> = new Set(['WSB', 'GZS', 'BAG'])
