export { FieldCondition } from './field-conditions.ts';
export type { FieldConfig, Privacy } from './field-config.ts';
export { unaskable, valueFaults } from './field-references.ts';
export { answerAs, type Fields, noFields, wantedOf, withFieldsRead } from './rules-answer.ts';
export { answersTo, conditionFaults, fitsField } from './rules-asked.ts';
export { type AskedField, fieldsAsked } from './rules-query.ts';
export { fieldViews, hiddenPart, type SeenFields, withoutSecrets } from './rules-shown.ts';
