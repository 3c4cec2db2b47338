export type { Firm } from './firm.ts';
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
  readFirms,
  readTaxCodeHolder,
} from './store.ts';
