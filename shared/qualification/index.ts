export type { Noted } from './note-said.ts';
export { type Behaviour, qualifyByBehaviour } from './qualify-by-behaviour.ts';
export { qualifyByPost } from './qualify-by-post.ts';
export { type Qualified, qualifyLead, questionsInForce } from './qualify-lead.ts';
export { EvidenceKind, FactorEvidence, Qualification } from './record.ts';
export { lettersOf, levelOf, withAllOf, withoutTaken } from './rules-fold.ts';
export { gradeOf } from './rules-grade.ts';
export { putQualification, readQualification } from './store.ts';
export { qualificationView, qualifiedView, recordQualification } from './views.ts';
