import { escapeHtml } from '../../shared/platform/http.ts';
import type { ApiDocument, SchemaPart } from './document.ts';

const maxDepth = 6;

/** A schema as a nested list of its properties; named schemas link to their own entry. */
export function schemaTable(schema: SchemaPart, document: ApiDocument, depth = 0): string {
  const shown = objectIn(schema, document);
  const properties = Object.entries(shown?.properties ?? {});
  if (properties.length === 0 || depth > maxDepth) return '';
  const rows = properties.map(([name, inner]) => {
    const required = shown?.required?.includes(name) ? '' : ' <span class="optional">optional</span>';
    const description = inner.description ? `<p>${escapeHtml(inner.description)}</p>` : '';
    // A named schema is shown once, at its own place.
    const nested = inner.$ref ? '' : schemaTable(inner, document, depth + 1);
    return `<li><code>${escapeHtml(name)}</code> <span class="type">${typeText(inner)}</span>${required}${description}${nested}</li>`;
  });
  return `<ul class="properties">${rows.join('')}</ul>`;
}

/** The kind of a value in a few words, as HTML. */
export function typeText(schema: SchemaPart): string {
  const name = refName(schema);
  if (name) return `<a href="#schema-${escapeHtml(name)}">${escapeHtml(name)}</a>`;
  if (schema.enum) return schema.enum.map((option) => `<code>${escapeHtml(String(option))}</code>`).join(' · ');
  if (schema.const !== undefined) return `<code>${escapeHtml(String(schema.const))}</code>`;
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices) return [...new Set(choices.map(typeText))].join(' or ');
  if (schema.items) return `list of ${typeText(schema.items)}`;
  const notes = [
    schema.format,
    schema.maxLength === undefined ? undefined : `≤ ${schema.maxLength} characters`,
    schema.minimum === undefined || schema.minimum < -1e9 ? undefined : `≥ ${schema.minimum}`,
    schema.maximum === undefined || schema.maximum > 1e9 ? undefined : `≤ ${schema.maximum}`,
    schema.default === undefined ? undefined : `default ${JSON.stringify(schema.default)}`,
  ].filter((note) => note !== undefined);
  const type = [schema.type ?? 'any'].flat().join(' or ');
  return escapeHtml(notes.length > 0 ? `${type} (${notes.join(', ')})` : type);
}

export function refName(schema: SchemaPart): string | undefined {
  return schema.$ref?.replace('#/components/schemas/', '');
}

/** The object whose properties are worth listing: behind a reference, in a list, or the one choice that is an object. */
function objectIn(schema: SchemaPart, document: ApiDocument): SchemaPart | undefined {
  const name = refName(schema);
  if (name) return document.components.schemas[name];
  if (schema.properties) return schema;
  if (schema.items) return schema.items.$ref ? undefined : objectIn(schema.items, document);
  const choices = [...(schema.anyOf ?? []), ...(schema.oneOf ?? [])].filter((choice) => choice.properties && !choice.$ref);
  return choices.length === 1 ? choices[0] : undefined;
}
