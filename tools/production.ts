import type { ConfigFault } from '../shared/config/validate.ts';
import { configKinds } from '../shared/config-registry/index.ts';

type Path = readonly (string | number)[];

/** Finds what may be tried out but never be in force: examples of addresses (RFC 2606, and `example` under any other ending), and pages without TLS. */
export function findExamples(documents: Readonly<Record<string, readonly unknown[]>>): ConfigFault[] {
  const asked = configKinds.filter(({ holdsAddresses }) => holdsAddresses).map(({ name }) => name);
  return asked.flatMap((kind) =>
    (documents[kind] ?? []).flatMap((document, index) =>
      textsIn(document).flatMap(({ path, text }) => {
        const message = faultOf(text);
        return message === null ? [] : [{ kind, index, document: nameOf(document, index), path, message }];
      }),
    ),
  );
}

/** An address that no mail reaches, or null. */
export function exampleAddress(address: string): string | null {
  return isExample(address.split('@').at(-1) ?? '') ? `${address} is an example: mails to it bounce` : null;
}

function faultOf(text: string): string | null {
  if (/^[^\s@]+@[^\s@]+$/.test(text)) return exampleAddress(text);
  if (!/^https?:\/\/\S+$/.test(text) || !URL.canParse(text)) return null;
  const { protocol, hostname } = new URL(text);
  if (isExample(hostname)) return `${text} is an example, or one machine: name the address that visitors see`;
  return protocol === 'http:' ? `${text} sends what visitors write in the clear: production takes https only` : null;
}

/** `example` is reserved in `.com`, `.net` and `.org`; under other endings it is nobody's by custom only, and never the company's. */
function isExample(host: string): boolean {
  return /(^|\.)example(\.[a-z]{2,6}){0,2}$/i.test(host) || /(^|\.)(test|invalid|localhost)$/i.test(host) || /^(127\.|\[::1\]$)/.test(host);
}

function textsIn(value: unknown, path: Path = []): { path: Path; text: string }[] {
  if (typeof value === 'string') return [{ path, text: value }];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => textsIn(inner, [...path, Array.isArray(value) ? Number(key) : key]));
}

function nameOf(document: unknown, index: number): string {
  return typeof document === 'object' && document !== null && 'id' in document ? String(document.id) : `[${index}]`;
}
