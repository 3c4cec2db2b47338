export { importSpend } from './import-spend.ts';
export { listSpend } from './read-spend.ts';
export { tellSpend } from './tell-spend.ts';
export { spendMonthView } from './view.ts';
