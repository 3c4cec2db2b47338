export { changeFirm, makeFirm } from './change-firm.ts';
export { findFirm } from './find-firm.ts';
export { firmView } from './firm-view.ts';
export { listFirms, listPeople } from './list-firms.ts';
export { type MergedFirms, mergeFirms, planFirmMerge } from './merge-firms.ts';
export { previewOfFirms } from './preview-merge.ts';
export { setCompany } from './set-company.ts';
export { undoFirmMerge } from './undo-firm-merge.ts';
