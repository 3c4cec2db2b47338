export { type ExportParts, listExports, openExport, showExport } from './use-exports.ts';
