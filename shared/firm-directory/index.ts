export { changeFirm, makeFirm } from './change-firm.ts';
export { findFirm } from './find-firm.ts';
export { firmView } from './firm-view.ts';
export { listFirms, listPeople } from './list-firms.ts';
export { setCompany } from './set-company.ts';
