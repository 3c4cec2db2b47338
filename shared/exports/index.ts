export { type ExportMade, listMade } from './list-made.ts';
export { type TellExportsRequest, tellExportsRequest } from './tell-request.ts';
export { type ExportParts, listExports, openExport, showExport } from './use-exports.ts';
