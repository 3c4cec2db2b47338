import { escapeHtml, problemTitles } from '../../shared/platform/http.ts';
import { type ApiDocument, type Operation, type Route, routesOf } from './document.ts';
import { schemaTable, typeText } from './schemas.ts';
import { style } from './style.ts';

/** The API document as one readable page: no script, nothing from elsewhere. */
export function docsPage(document: ApiDocument): string {
  const routes = routesOf(document);
  const { title, version, description } = document.info;
  const groups = document.tags.map((tag) => ({ tag, routes: routes.filter(({ operation }) => operation.tags.includes(tag.name)) }));
  const menu = groups.map(
    ({ tag, routes: members }) => `<li><b>${escapeHtml(tag.name)}</b><ul>${members.map(menuLine).join('')}</ul></li>`,
  );
  const sections = groups.map(
    ({ tag, routes: members }) =>
      `<section><h2>${escapeHtml(tag.name)}</h2><p>${escapeHtml(tag.description)}</p>${members.map((route) => routeSection(route, document)).join('')}</section>`,
  );
  const schemas = Object.entries(document.components.schemas).map(
    ([name, schema]) =>
      `<article id="schema-${escapeHtml(name)}"><h3>${escapeHtml(name)}</h3>` +
      `${schema.description ? `<p>${escapeHtml(schema.description)}</p>` : ''}${schemaTable(schema, document) || `<p>${typeText(schema)}</p>`}</article>`,
  );
  const problems = Object.entries(problemTitles).map(
    ([code, meaning]) => `<li id="problem-${code}"><code>${code}</code> ${escapeHtml(meaning)}.</li>`,
  );
  return (
    `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">` +
    `<title>${escapeHtml(title)} API v${escapeHtml(version)}</title><link rel="icon" href="/logo.svg" type="image/svg+xml"><style>${style}</style></head><body>` +
    `<a class="skip" href="#content">Skip to content</a><nav aria-label="Routes"><p class="brand">${escapeHtml(title)} <span>API v${escapeHtml(version)}</span></p>` +
    `<ul>${menu.join('')}<li><b>Reference</b><ul><li><a href="#schemas">Schemas</a></li><li><a href="#problems">Problems</a></li>` +
    `<li><a href="/v1/openapi.json">openapi.json</a></li></ul></li></ul></nav>` +
    `<main id="content"><h1>${escapeHtml(title)} API</h1><p class="lead">${escapeHtml(description)}</p>${sections.join('')}` +
    `<section id="schemas"><h2>Schemas</h2>${schemas.join('')}</section>` +
    `<section id="problems"><h2>Problems</h2><p>The <code>type</code> of an error answer points here.</p><ul class="problems">${problems.join('')}</ul></section>` +
    '</main></body></html>'
  );
}

function menuLine({ method, operation }: Route): string {
  return `<li><a href="#${operation.operationId}"><span class="method ${method.toLowerCase()}">${method}</span> ${escapeHtml(operation.summary)}</a></li>`;
}

function routeSection({ method, path, operation }: Route, document: ApiDocument): string {
  const token = operation.security.length > 0 ? '<span class="badge">bearer token</span>' : '<span class="badge open">public</span>';
  return (
    `<article id="${operation.operationId}"><h3>${escapeHtml(operation.summary)}</h3>` +
    `<p class="route"><span class="method ${method.toLowerCase()}">${method}</span> <code>${escapeHtml(path)}</code> ${token}</p>` +
    `${operation.description ? `<p>${escapeHtml(operation.description)}</p>` : ''}${parameters(operation)}${body(operation, document)}` +
    `${answers(operation)}${example(method, path, operation)}</article>`
  );
}

function parameters({ parameters: list }: Operation): string {
  if (list.length === 0) return '';
  const rows = list.map(
    (parameter) =>
      `<tr><td><code>${escapeHtml(parameter.name)}</code>${parameter.required ? '' : ' <span class="optional">optional</span>'}</td><td>${escapeHtml(parameter.in)}</td>` +
      `<td>${parameter.schema ? typeText(parameter.schema) : ''}${parameter.description ? `<br>${escapeHtml(parameter.description)}` : ''}</td></tr>`,
  );
  return `<h4>Parameters</h4><div class="wide"><table><thead><tr><th scope="col">Name</th><th scope="col">In</th><th scope="col">Value</th></tr></thead><tbody>${rows.join('')}</tbody></table></div>`;
}

function body({ requestBody }: Operation, document: ApiDocument): string {
  if (!requestBody) return '';
  const kinds = Object.entries(requestBody.content).map(([type, { schema }]) => {
    const text = schema?.description && !schema.$ref ? `<p>${escapeHtml(schema.description)}</p>` : '';
    return `<p><code>${escapeHtml(type)}</code></p>${text}${schema ? schemaTable(schema, document) : ''}`;
  });
  return `<h4>Body</h4>${kinds.join('')}`;
}

function answers({ responses }: Operation): string {
  const rows = Object.entries(responses).map(([status, { description, content }]) => {
    const [schema] = Object.values(content ?? {}).map((kind) => kind.schema);
    return `<tr><td><span class="status s${status.charAt(0)}">${status}</span></td><td>${escapeHtml(description)}</td><td>${schema ? typeText(schema) : ''}</td></tr>`;
  });
  return `<h4>Answers</h4><div class="wide"><table><thead><tr><th scope="col">Status</th><th scope="col">When</th><th scope="col">Body</th></tr></thead><tbody>${rows.join('')}</tbody></table></div>`;
}

function example(method: string, path: string, operation: Operation): string {
  const address = `http://localhost:8787${filledPath(path, operation)}`;
  const posted = operation.requestBody?.content['application/json']?.example;
  const lines = [
    `curl ${method === 'GET' ? '' : `-X ${method} `}'${address}'`,
    ...(operation.security.length > 0 ? ['  -H "authorization: Bearer $TOKEN"'] : []),
    ...(posted === undefined ? [] : ["  -H 'content-type: application/json'", `  -d '${JSON.stringify(posted, null, 2)}'`]),
  ];
  return `<h4>Example</h4><pre tabindex="0"><code>${escapeHtml(lines.join(' \\\n'))}</code></pre>`;
}

/** Returns a path with the examples of its parameters in their places; one without an example keeps its name. */
function filledPath(path: string, { parameters: list }: Operation): string {
  const examples = new Map(list.flatMap(({ name, in: place, schema }) => (place === 'path' ? [[name, schema?.example] as const] : [])));
  return path.replace(/\{(\w+)\}/g, (whole, name: string) => {
    const example = examples.get(name);
    return example === undefined ? whole : encodeURIComponent(String(example));
  });
}
