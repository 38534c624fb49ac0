/** The line that ends the import of a feed whose events only machines have read. */
export const CODED_NOTE = 'These events are CODED: lists show them with evidence: [CODED].\n'
