import type { HttpAnswer, Runtime } from '../../support/runtime.ts';

/** A plain HTML post, as a browser without script sends it. */
export function postUrlEncoded(
  runtime: Runtime,
  formId: string,
  entries: Record<string, string>,
  headers: Record<string, string> = {},
): Promise<HttpAnswer> {
  return runtime.request(`/v1/forms/${formId}/submissions`, {
    method: 'POST',
    body: new URLSearchParams(entries).toString(),
    headers: { 'content-type': 'application/x-www-form-urlencoded', accept: 'text/html,*/*;q=0.8', ...headers },
    ip: '10.7.1.1',
  });
}

/** A multipart post; `fetch` chooses the boundary. */
export function postMultipart(runtime: Runtime, formId: string, form: FormData, accept: string): Promise<HttpAnswer> {
  return runtime.request(`/v1/forms/${formId}/submissions`, { method: 'POST', body: form, headers: { accept }, ip: '10.7.1.2' });
}

/** Bytes as they are, under any content type. */
export function postBytes(runtime: Runtime, formId: string, body: string | Uint8Array<ArrayBuffer>, contentType: string, ip = '10.7.1.3') {
  return runtime.request(`/v1/forms/${formId}/submissions`, { method: 'POST', body, headers: { 'content-type': contentType }, ip });
}
