export { type Firm, firmIdsOf, mostDomains } from './firm.ts';
export { type FirmPair, parseFirmPair, putFirmPair, readFirmPair } from './pair.ts';
export { firmPersonProjector } from './person-row.ts';
export { keptTaxCode, newFirm, type Placed, placeAtFirm } from './place-lead.ts';
export { registeredBy } from './read-domain.ts';
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
