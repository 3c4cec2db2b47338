import { z } from 'zod';
import type { ZodOpenApiOperationObject, ZodOpenApiPathsObject, ZodOpenApiRequestBodyObject, ZodOpenApiResponseObject } from 'zod-openapi';
import type { Contract, Described, Example } from '../../api/contract.ts';
import { problem } from '../../api/problem.ts';
import type { ConfigKind } from '../../shared/config/kind.ts';

/** Answers of every route with a token. */
const tokenAnswers: Readonly<Record<number, Described>> = {
  401: problem('The token is missing, expired or not ours.'),
  404: problem('There is no such thing, or you may not see it.'),
};

/** The routes as OpenAPI shows them. @param kinds are named, and lend their schemas, where a route is about configuration */
export function pathsOf(contracts: readonly Contract[], kinds: readonly ConfigKind[]): ZodOpenApiPathsObject {
  const paths: ZodOpenApiPathsObject = {};
  for (const contract of contracts) {
    paths[contract.path] = { ...paths[contract.path], [contract.method.toLowerCase()]: operationOf(contract, kinds) };
  }
  return paths;
}

function operationOf(contract: Contract, kinds: readonly ConfigKind[]): ZodOpenApiOperationObject {
  const { id, tag, summary, description, access, params, query, headers, body, answers, example } = contract;
  const needsToken = access === 'token';
  const parameters = [
    ['path', params, example.params] as const,
    ['query', query, example.query] as const,
    ['header', headers, example.headers] as const,
  ].flatMap(([place, schema, values]) => (schema ? [[place, shown(schema, kinds, values)]] : []));
  const said = Object.entries({ ...(needsToken ? tokenAnswers : {}), ...answers });
  return {
    operationId: id,
    tags: [tag],
    summary,
    ...(description === undefined ? {} : { description }),
    security: needsToken ? [{ token: [] }] : [],
    ...(parameters.length > 0 ? { requestParams: Object.fromEntries(parameters) } : {}),
    ...(body ? { requestBody: requestBodyOf(contract, shown(body, kinds)) } : {}),
    responses: Object.fromEntries(said.map(([status, answer]) => [status, responseOf(answer)])),
  };
}

function requestBodyOf({ otherBodies = {}, isBodyOptional = false, example }: Contract, body: z.ZodObject): ZodOpenApiRequestBodyObject {
  const others = Object.entries(otherBodies).map(([mediaType, schema]) => [mediaType, { schema }]);
  return {
    required: !isBodyOptional,
    content: { 'application/json': { schema: body, example: example.body }, ...Object.fromEntries(others) },
  };
}

function responseOf({ description, mediaType, schema }: Described): ZodOpenApiResponseObject {
  return { description, ...(mediaType && schema ? { content: { [mediaType]: { schema } } } : {}) };
}

/** A part of a request as people read it: with examples, the names of the kinds, and a kind's schema where a document of it is taken. */
function shown(part: z.ZodObject, kinds: readonly ConfigKind[], examples: Example['params'] = {}): z.ZodObject {
  const names = kinds.map(({ name }) => `\`${name}\``).join(', ');
  const fields = Object.entries(part.shape).flatMap(([name, field]) => {
    if (!(field instanceof z.ZodType)) return [];
    const { documentOf, description, ...rest } = field.meta() ?? {};
    const kind = kinds.find((known) => known.name === documentOf);
    const example = examples[name];
    const meta = {
      ...rest,
      ...(description === undefined ? {} : { description: description.replace('{kinds}', names) }),
      ...(example === undefined ? {} : { example }),
    };
    return kind || example !== undefined || meta.description !== description ? [[name, (kind?.schema.optional() ?? field).meta(meta)]] : [];
  });
  return fields.length === 0 ? part : part.extend(Object.fromEntries(fields));
}
