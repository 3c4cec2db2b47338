export { applyAgain, erasuresDone } from './apply.ts';
export { type BeginParts, beginErasure, cancelErasure, heldSeconds } from './begin.ts';
export { byRule } from './close.ts';
export { defineErasing, type Elsewhere, type EraseParts } from './erase-work.ts';
export {
  defineEraser,
  type ErasedPerson,
  type Eraser,
  type EraserParts,
  type Fate,
  type Following,
  kindOfItem,
  type Removal,
  removalOf,
} from './eraser.ts';
export { Erasure, listErasures, putErasure, readErasure } from './erasure.ts';
export { erasureView } from './erasure-view.ts';
export { WasErasedError } from './errors.ts';
export { type ErasedFiles, type FileEraser, type FileEraserParts, filesKind } from './file-eraser.ts';
export { markErased, markOf, unlessErased, wasErased } from './was-erased.ts';
