export {
  beginReading,
  type ImportParts,
  listImports,
  listRows,
  mapColumns,
  openImport,
  showImport,
  startImport,
  undoImport,
} from './use-imports.ts';
