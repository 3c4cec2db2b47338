export { compilers } from './compile.ts';
export { versionOf } from './compiled.ts';
export { previewTemplate, sampleValues, withMadeUpName } from './preview.ts';
export { askToRecompile } from './recompile-request.ts';
export { type RenderedMail, type ResolvedTemplate, resolveTemplate, type TemplateParts } from './resolve.ts';
export type { BroughtAlong } from './rules-needs.ts';
export { type TemplateValues, type VariableName, variables } from './rules-variables.ts';
export type { TemplatePurpose } from './template-config.ts';
export { type MailFacts, type PurchasedItem, valuesOf, withoutLinks } from './values.ts';
