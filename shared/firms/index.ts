export { noteAlikeFirms } from './find-alike.ts';
export type { Firm, FirmGift } from './firm.ts';
export { type FirmPair, parseFirmPair, putFirmPair, readFirmPair } from './pair.ts';
export { firmPersonProjector } from './person-row.ts';
export { keptTaxCode, named, newFirm, type Placed, placeAtFirm } from './place-lead.ts';
export { registeredBy } from './read-domain.ts';
export { firmIdsOf } from './rules-firm-ids.ts';
export { type FirmMergeRefusal, type GuardHolders, mergedFirm, partedFirms, whyNotMerged } from './rules-merge.ts';
export { readTaxCode, shownTaxCode, type TaxCode, withoutPersonCodes } from './rules-tax-code.ts';
export {
  deleteDomain,
  deleteTaxCode,
  putDomain,
  putFirm,
  putTaxCode,
  readDomainHolders,
  readFirm,
  readFirmHolders,
  readFirmItself,
  readFirms,
  readTaxCodeHolder,
} from './store.ts';
