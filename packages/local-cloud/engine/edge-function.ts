import { randomUUID } from 'node:crypto';
import { createContext, runInContext } from 'node:vm';
import { StartError } from '../assembly/errors.ts';
import { isObject, type JsonObject, objectAt, objectsAt, parseJson, textAt } from '../assembly/json.ts';
import type { Identity } from '../assembly/names.ts';
import type { Header, HttpRequest } from './http-message.ts';

/** What a CloudFront function makes of a viewer's request. */
export type EdgeFunction = (request: HttpRequest) => Promise<HttpRequest>;

/** Functions may read these; CloudFront fails a request in which one of them was changed. */
const readOnlyHeaders = ['content-length', 'host', 'transfer-encoding', 'via'];

/**
 * Runs the code of a CloudFront function as it stands in the template, with the event of a viewer's request, in a context without
 * anything of Node. Headers are what it may change here; what it does beside that is an error, and never passed over.
 *
 * @throws StartError for another runtime, and for code without a handler
 */
export function createEdgeFunction(properties: JsonObject, distribution: Identity): EdgeFunction {
  const runtime = textAt(objectAt(properties, 'FunctionConfig'), 'Runtime');
  if (runtime !== 'cloudfront-js-2.0') throw new StartError(`runs on ${runtime}; the local runtime plays cloudfront-js-2.0`);
  const run = compile(textAt(properties, 'FunctionCode') ?? '');
  const context = {
    distributionDomainName: String(distribution.attributes.DomainName),
    distributionId: distribution.ref,
    eventType: 'viewer-request',
  };
  return async (request) => {
    const asked = eventRequest(request);
    const event = { version: '1.0', context: { ...context, requestId: randomUUID() }, viewer: { ip: request.sourceIp }, request: asked };
    const answer = parseJson(await run(JSON.stringify(event)));
    if (!isObject(answer)) throw new Error('The CloudFront function answered no request.');
    const headers = headersIn(objectAt(answer, 'headers'));
    demandUnchanged(asked, answer);
    return { ...request, headers: [...headers, ...request.headers.filter(([name]) => name === 'cookie')] };
  };
}

function compile(code: string): (event: string) => Promise<string> {
  const context = createContext({}, { codeGeneration: { strings: false, wasm: false } });
  try {
    runInContext(code, context, { filename: 'cloudfront-function.js' });
    if (runInContext('typeof handler', context) !== 'function') throw new Error('there is no function named handler');
  } catch (error) {
    throw new StartError(`has code that does not run: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
  }
  // Text goes in and out, so that no object of ours is within the code's reach.
  return runInContext('async (event) => JSON.stringify((await handler(JSON.parse(event))) ?? null)', context);
}

/** The request as CloudFront tells it: names in lower case, a list beside the value where a header repeats, cookies apart. */
function eventRequest({ method, path, query, headers }: HttpRequest): JsonObject {
  const byName = Map.groupBy(
    headers.filter(([name]) => name !== 'cookie'),
    ([name]) => name,
  );
  const cookies = headers.filter(([name]) => name === 'cookie').flatMap(([, value]) => value.split(/;\s*/));
  return {
    method,
    uri: path,
    querystring: asValues([...new URLSearchParams(query)]),
    headers: Object.fromEntries([...byName].map(([name, lines]) => [name, asValue(lines.map(([, value]) => value))])),
    cookies: asValues(cookies.map((cookie) => [cookie.split('=')[0] ?? '', cookie.split('=').slice(1).join('=')])),
  };
}

function asValues(pairs: [string, string][]): JsonObject {
  const byName = Map.groupBy(pairs, ([name]) => name);
  return Object.fromEntries([...byName].map(([name, same]) => [name, asValue(same.map(([, value]) => value))]));
}

function asValue(values: readonly string[]): JsonObject {
  const [value = ''] = values;
  return values.length > 1 ? { value, multiValue: values.map((one) => ({ value: one })) } : { value };
}

function headersIn(headers: JsonObject): Header[] {
  return Object.entries(headers).flatMap(([name, header]): Header[] => {
    if (name !== name.toLowerCase()) throw new Error(`The CloudFront function set ${name}; names of headers are in lower case.`);
    if (!isObject(header)) throw new Error(`The CloudFront function gave the header ${name} no value.`);
    const repeated = objectsAt(header, 'multiValue');
    return (repeated.length > 0 ? repeated : [header]).map((one) => [name, textAt(one, 'value') ?? '']);
  });
}

function demandUnchanged(asked: JsonObject, answer: JsonObject): void {
  const same = (before: JsonObject, after: JsonObject, name: string) =>
    JSON.stringify(before[name] ?? null) === JSON.stringify(after[name] ?? null);
  const changed = [
    ...['method', 'uri', 'querystring', 'cookies'].filter((name) => !same(asked, answer, name)),
    ...readOnlyHeaders.filter((name) => !same(objectAt(asked, 'headers'), objectAt(answer, 'headers'), name)),
  ];
  if (changed.length > 0)
    throw new Error(`The CloudFront function changed ${changed.join(', ')}; the local runtime lets it change headers.`);
}
