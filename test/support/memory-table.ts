export { itemSize } from './memory-table/item-size.ts';
export { type MemoryTable, memoryTable } from './memory-table/table.ts';
