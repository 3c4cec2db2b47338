export * from './record.ts';
export * from './store.ts';
export * from './timeline.ts';
