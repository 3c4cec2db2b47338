export { findView, listViews, removeView, saveView, type ViewParts } from './keep-views.ts';
