export { type RenderedMail, type ResolvedTemplate, resolveTemplate, type TemplateParts } from './resolve.ts';
export { type TemplateValues, type VariableName, variables } from './rules-variables.ts';
export type { TemplatePurpose } from './template-config.ts';
