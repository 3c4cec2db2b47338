/**
 * What became of an offer when it was due. `suggested`; else why not: the order is not paid any more, some of it came back, the person has bought it,
 * somebody sells it already, nobody works with the lead, the person refused contact.
 */
export const offerResults = ['suggested', 'takenBack', 'returned', 'bought', 'beingSold', 'notActive', 'refusedContact'] as const;
export type OfferResult = (typeof offerResults)[number];
