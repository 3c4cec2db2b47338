export type { Firm } from './firm.ts';
export { firmPersonProjector } from './person-row.ts';
export { keptTaxCode, newFirm, type Placed, placeAtFirm } from './place-lead.ts';
export { registeredBy } from './read-domain.ts';
export { readTaxCode, type TaxCode, withoutCitizenNumber } from './rules-tax-code.ts';
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
